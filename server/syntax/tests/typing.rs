//! A document that is being typed keeps everything but the line the hand is on.
//!
//! Each case damages one place of the same document and names what that costs; all other leaves must stay.

#![cfg(test)]

use oam_syntax::{NodeKind, SourceText};

const APPLICATION: &str = include_str!("typing/application.yaml");

/// The paths and texts of all scalars that are values or items.
fn leaves(text: &str) -> Vec<(String, String)> {
    let source = SourceText::new(text);
    assert_eq!(source.documents().len(), 1, "{text}");
    let document = &source.documents()[0].document;
    let values = document.nodes().filter(|it| !it.is_key());
    let scalars = values.filter(|it| matches!(it.kind(), NodeKind::Scalar | NodeKind::Template));
    scalars.map(|it| (it.path().to_string(), it.text().into_owned())).collect()
}

struct Case {
    what: &'static str,
    /// What is replaced; it stands once in the document.
    from: &'static str,
    to: &'static str,
    /// The last steps of the paths of leaves that may be lost.
    cost: &'static [&'static str],
    /// Whether the text is valid and nothing may be flagged.
    is_valid: bool,
}

const fn broken(
    what: &'static str,
    from: &'static str,
    to: &'static str,
    cost: &'static [&'static str],
) -> Case {
    Case { what, from, to, cost, is_valid: false }
}

const fn valid(
    what: &'static str,
    from: &'static str,
    to: &'static str,
    cost: &'static [&'static str],
) -> Case {
    Case { what, from, to, cost, is_valid: true }
}

const CASES: &[Case] = &[
    valid("half an item", "      traits:\n", "      other:\n        - na\n      traits:\n", &[]),
    broken("key without colon in a mapping", "        port:", "        imag\n        port:", &[]),
    broken("key without colon at the top", "spec:\n", "metad\nspec:\n", &[]),
    broken("key without colon first in an item", "- name: db", "- nam", &["components[1].name"]),
    broken("key without colon, only one", "- type: scaler", "- typ", &["traits[0].type"]),
    broken("half-indented list, to the left", "    - name: db\n", "   - name: db\n", &[]),
    broken("half-indented list, to the right", "    - name: db\n", "     - name: db\n", &[]),
    broken("item's key at the dash", "      type: worker", "    type: worker", &[]),
    broken("item's second key at the dash", "      type: webservice", "    type: webservice", &[]),
    broken("unclosed double quote", "nginx:1.25", "\"nginx:1.25", &[]),
    broken("unclosed single quote", "nginx:1.25", "'nginx:1.25", &[]),
    broken("lone double quote", "nginx:1.25", "\"", &["image"]),
    broken("unclosed quote on the last line", "topology\n", "\"topology", &[]),
    broken("unclosed quote on a key", "image: nginx", "\"image: nginx", &[]),
    broken("unclosed quote on a key, first in an item", "- type: scaler", "- 'type: scaler", &[]),
    broken("unclosed quote on an item's first value", "name: db", "name: \"db", &[]),
    broken("tab in the indentation", "        port:", "\t\t\t\tport:", &[]),
    broken(
        "conflict marks",
        "        port: 80\n",
        "<<<<<<< ours\n        port: 80\n=======\n        port: 81\n>>>>>>> theirs\n",
        &["port"],
    ),
    broken("unfinished brace", "{MODE: prod}", "{MODE: prod", &[]),
    broken("lone brace", "{MODE: prod}", "{", &["MODE"]),
    broken("unfinished bracket", "[sh, -c]", "[sh, -c", &[]),
    broken("lone bracket", "[sh, -c]", "[", &["cmd[0]", "cmd[1]"]),
    broken("wrong bracket", "{MODE: prod}", "{MODE: [prod}", &["MODE"]),
    broken("missing comma", "[sh, -c]", "[\"sh\" -c]", &[]),
    broken("wrong dedent", "      type: webservice", "     type: webservice", &[]),
    broken("indented too far", "        port:", "          port:", &[]),
    broken("no blank behind the colon", "type: webservice", "type:webservice", &["components[0].type"]),
    broken("two colons", "image: nginx:1.25", "image: repo: nginx", &["image"]),
    broken(
        "no blank behind the dash",
        "- type: scaler\n",
        "-type: scaler\n",
        &["traits[0].type", "replicas"],
    ),
    broken("half an alias", "nginx:1.25", "*", &["image"]),
    broken("reserved character", "nginx:1.25", "@nginx", &["image"]),
    broken("block scalar without indentation", "          echo one", "        echo one", &["script"]),
    broken("text behind a value", "[sh, -c]", "[sh, -c] x", &[]),
    broken("list on its key's line", "traits:\n        - type", "traits: - type", &[]),
    valid("template value", "nginx:1.25", "{{ .Values.image }}", &["image"]),
    valid("template in a value", "nginx:1.25", "nginx:{{ .Values.tag }}", &["image"]),
    valid(
        "template lines",
        "        port: 80\n",
        "        {{- if .Values.port }}\n        port: 80\n{{- end }}\n",
        &[],
    ),
    valid("key without value", "image: nginx:1.25", "image:", &["image"]),
    valid("empty item", "- name: db\n", "-\n      name: db\n", &[]),
    broken("text before the document", "apiVersion:", "[]\napiVersion:", &[]),
    broken("dash in the middle of a mapping", "        port:", "        -\n        port:", &[]),
    broken("dash left of the list", "    - name: db\n", "  - name: db\n", &[]),
    valid("colon only", "        port:", "        :\n        port:", &[]),
];

#[test]
fn one_damaged_place_costs_no_other() {
    let before = leaves(APPLICATION);
    assert_eq!(before.len(), 17);
    let mut problems = Vec::new();
    for case in CASES {
        assert_eq!(APPLICATION.matches(case.from).count(), 1, "{}", case.what);
        let text = APPLICATION.replace(case.from, case.to);
        let after = leaves(&text);
        for leaf in &before {
            if !after.contains(leaf) && !case.cost.iter().any(|it| leaf.0.ends_with(it)) {
                problems.push(format!("{}: lost {leaf:?}", case.what));
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}

#[test]
fn the_damage_is_flagged_where_it_is() {
    let mut problems = Vec::new();
    for case in CASES {
        let text = APPLICATION.replace(case.from, case.to);
        let at = APPLICATION.find(case.from).expect("checked above");
        let lines = |end: usize| text.get(..end).unwrap_or(&text).lines().count();
        let edited = lines(at)..=lines(at + case.to.trim_end().len()) + 1;
        let source = SourceText::new(&text);
        let errors = source.documents()[0].document.errors();
        if errors.is_empty() != case.is_valid {
            problems.push(format!("{}: {errors:?}", case.what));
        }
        for error in errors {
            let line = lines(error.span.start.index() + 1);
            if !edited.contains(&line) {
                problems.push(format!("{}: line {line} outside of {edited:?}: {error}", case.what));
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}

/// Cutting each line after each character costs that line at most. Where it names the parent of other lines, those
/// may stand under another path, but they still are there.
#[test]
fn every_line_cut_after_every_character() {
    let before = leaves(APPLICATION);
    let mut problems = Vec::new();
    let lines: Vec<&str> = APPLICATION.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let is_parent = line.ends_with([':', '|']) || line.contains("- ");
        for cut in 0..line.len() {
            let mut edited = lines.clone();
            edited[index] = line.get(..cut).expect("ASCII");
            let after = leaves(&edited.join("\n"));
            let is_at_stake =
                |value: &str| line.contains(value.trim_end()) || line.ends_with('|') && value.ends_with('\n');
            for (path, value) in before.iter().filter(|(_, value)| !is_at_stake(value)) {
                let is_there = after.iter().any(|it| it.1 == *value && (is_parent || it.0 == *path));
                if !is_there {
                    problems.push(format!("{:?}: lost {path}: {value:?}", edited[index]));
                }
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}
