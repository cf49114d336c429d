//! The YAML test suite: texts and what they hold by the specification, or that they are no YAML.
//!
//! Where we say something else, `suite/differences.txt` says why; a difference that is not in it fails, and so does one that
//! is in it and is none any more. `UPDATE_EXPECT=1` rewrites it and keeps the reasons. Positions are checked on the way: what
//! is written at the span of a scalar is that scalar.

#![cfg(test)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use oam_syntax::{Node, NodeKind, SourceText, Style};
use serde_json::Value;

/// What we make of a text: a line for each collection, scalar and alias, in the suite's own notation. Tags, anchors and
/// the marks of documents are left out of both sides.
fn ours(source: &SourceText) -> Vec<String> {
    let mut lines = Vec::new();
    for slot in source.documents() {
        match slot.document.root() {
            Some(root) => events(root, &mut lines),
            // Without its mark, an empty document is none to YAML.
            None if !slot.document.text().lines().any(|it| it.starts_with("---")) => {}
            None => lines.push("=VAL :".to_owned()),
        }
    }
    lines
}

fn events(node: Node<'_>, lines: &mut Vec<String>) {
    match node.kind() {
        NodeKind::Mapping | NodeKind::Sequence => {
            let name = if node.kind() == NodeKind::Mapping { "MAP" } else { "SEQ" };
            lines.push(format!("+{name}"));
            node.children().for_each(|it| events(it, lines));
            lines.push(format!("-{name}"));
        }
        NodeKind::Alias => lines.push(format!("=ALI {}", node.raw())),
        NodeKind::Missing => lines.push("=VAL :".to_owned()),
        NodeKind::Scalar | NodeKind::Template => {
            let (mark, is_open) = match node.style() {
                Some(Style::SingleQuoted) => {
                    ('\'', node.raw().starts_with('\'') && node.raw().ends_with('\''))
                }
                Some(Style::DoubleQuoted) => ('"', node.raw().starts_with('"') && node.raw().ends_with('"')),
                Some(Style::Literal) => ('|', node.raw().starts_with('|')),
                Some(Style::Folded) => ('>', node.raw().starts_with('>')),
                Some(Style::Plain) | None => (':', node.raw().contains('\n') || node.raw() == node.text()),
            };
            assert!(is_open, "the span of {:?} is `{}`", node.text(), node.raw());
            lines.push(format!("=VAL {mark}{}", node.text()));
        }
    }
}

/// The same lines of the suite's events.
fn theirs(tree: &str) -> Vec<String> {
    let lines = tree.lines().map(str::trim_start);
    let lines = lines.filter(|it| !["+STR", "-STR", "+DOC", "-DOC"].iter().any(|mark| it.starts_with(mark)));
    lines.map(event).collect()
}

fn event(line: &str) -> String {
    let (name, mut rest) = line.split_once(' ').unwrap_or((line, ""));
    // Anchors, tags and flow marks stand before the value.
    while rest.starts_with(['&', '<', '{', '[']) {
        rest = match rest.split_once(if rest.starts_with('<') { "> " } else { " " }) {
            Some((_, it)) => it,
            None => "",
        };
    }
    if name == "=VAL" || name == "=ALI" { format!("{name} {}", unescaped(rest)) } else { name.to_owned() }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next() } else { None };
        out.push(match (c, next) {
            ('\\', Some('n')) => '\n',
            ('\\', Some('t')) => '\t',
            ('\\', Some('r')) => '\r',
            ('\\', Some('b')) => '\u{8}',
            ('\\', Some(it)) => it,
            _ => c,
        });
    }
    out
}

/// How we differ from the suite, if we do.
fn difference(case: &Value) -> Option<&'static str> {
    let source = SourceText::new(case["yaml"].as_str().expect("a text"));
    let has_errors = source.documents().iter().any(|it| !it.document.errors().is_empty());
    match (case["fail"] == true, has_errors) {
        (true, true) => None,
        (true, false) => Some("accepted"),
        (false, true) => Some("refused"),
        (false, false) => {
            let theirs = theirs(case["tree"].as_str().expect("events"));
            let ours = ours(&source);
            if std::env::var_os("OAM_SUITE_SHOW").is_some_and(|it| it.to_str() == case["id"].as_str()) {
                println!("{source:#?}\nours {ours:#?}\ntheirs {theirs:#?}");
            }
            (ours != theirs).then_some("read otherwise")
        }
    }
}

#[test]
fn verdicts_and_data_agree_but_for_what_is_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let cases = fs::read_to_string(folder.join("cases.json")).expect("the cases");
    let cases: Vec<Value> = serde_json::from_str(&cases).expect("JSON");
    let path = folder.join("differences.txt");
    let known = fs::read_to_string(&path).unwrap_or_default();
    let parts = |line: &str| {
        let (id, rest) = line.split_once(' ')?;
        let (what, reason) = rest.split_once(": ")?;
        Some((id.to_owned(), (what.to_owned(), reason.to_owned())))
    };
    let known: BTreeMap<String, (String, String)> = known.lines().filter_map(parts).collect();
    let mut agreeing = [0, 0];
    let mut found = String::new();
    for case in &cases {
        let id = case["id"].as_str().expect("an id");
        match difference(case) {
            None => agreeing[usize::from(case["fail"] == true)] += 1,
            Some(what) => {
                let reason = known.get(id).filter(|it| it.0 == what).map_or("TODO", |it| &it.1);
                writeln!(found, "{id} {what}: {reason}").expect("a string");
            }
        }
    }
    let n_invalid = cases.iter().filter(|it| it["fail"] == true).count();
    println!(
        "{} of {} valid texts agree, {} of {n_invalid} invalid ones",
        agreeing[0],
        cases.len() - n_invalid,
        agreeing[1]
    );
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &found).expect("a file");
    }
    let now = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, now, "`UPDATE_EXPECT=1` rewrites {}", path.display());
    assert!(!now.contains(": TODO"), "say why, in {}:\n{now}", path.display());
}
