//! Holes bring no findings: whatever part of a document somebody else fills in, no rule says more than before.
//!
//! Every document of the rules' fixtures, the rules' pages and the examples is taken. One after the other, each scalar and key
//! gives way to a hole, and each list item and mapping entry is put between `{{ if }}` and `{{ end }}`. What is found then must have
//! been found before. That findings go is fine here; that they stay outside of holes is what `tests/rules/` shows.
//!
//! The places are many: of each sort every document is asked at no more than [`MOST`] places, spread evenly and begun at a
//! place that depends on the document, so that all of them together cover the sorts of places many times. `HOLES=all` asks at
//! every place.

use std::collections::{BTreeMap, BTreeSet};

use oam_ide::{Finding, Severity};
use oam_model::workspace::{FileId, Settings, Workspace};
use oam_syntax::{Entry, Node, NodeKind, SourceDocument, SourceText, Style};
use oam_tests::fixture::{self, change, fixtures};

/// Places of one sort that are asked in one document.
const MOST: usize = 1;

/// What may be found beside a hole that was not found without it, and why that is right.
const JUSTIFIED: [(&str, &str, &str); 4] = [
    (
        "wrong-value-type",
        "rules/malformed-variable-call/without-quotes",
        "a list is a list, whatever is in it",
    ),
    ("unknown-property", "misindented-properties", "no name makes it a key of the binding"),
    (
        "invalid-render-part",
        "platform-team",
        "what rendering calls `${…}` is an expression, no variable of a shell",
    ),
    ("legacy-spelling", "ignored-old-key", "the old key is the only one left"),
];

/// A way to put a hole somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Whole,
    Quoted,
    Partly,
    Environment,
    Default,
    Key,
    IfItem,
    IfEntry,
    IncludeEntry,
    JinjaItem,
}

/// A text with a hole.
struct Holed {
    sort: Sort,
    at: usize,
    text: String,
}

#[test]
fn holes_bring_no_findings() {
    let cases = cases();
    let n_threads = std::thread::available_parallelism().map_or(2, |it| it.get());
    let (mut tried, mut new): (BTreeMap<Sort, usize>, Vec<String>) = Default::default();
    std::thread::scope(|scope| {
        let part = |first: usize| {
            let cases = &cases;
            move || {
                let mine = cases.iter().enumerate().skip(first).step_by(n_threads);
                mine.map(|(n, case)| check(case, n)).collect::<Vec<_>>()
            }
        };
        let threads: Vec<_> = (0..n_threads).map(|it| scope.spawn(part(it))).collect();
        for (sorts, findings) in threads.into_iter().flat_map(|it| it.join().expect("no panic")) {
            sorts.into_iter().for_each(|it| *tried.entry(it).or_default() += 1);
            new.extend(findings);
        }
    });
    let total: usize = tried.values().sum();
    println!("{total} places: {tried:?}");
    assert!(total > 4_000 && tried.len() == 10, "too few places: {tried:?}");
    assert!(new.is_empty(), "{} findings appear beside holes:\n{}", new.len(), new.join("\n"));
}

/// The sorts of places of a case that were tried, and what was found there.
fn check(case: &fixture::Fixture, n: usize) -> (Vec<Sort>, Vec<String>) {
    let (mut tried, mut new) = (Vec::new(), Vec::new());
    let workspace = case.workspace();
    let before: Vec<_> = workspace.files().map(|it| found(&workspace, it.id())).collect();
    for ((path, text), id) in case.files.iter().zip(0..) {
        for holed in sampled(holes(text), n) {
            tried.push(holed.sort);
            let with_hole = workspace.with([change(id, path, &holed.text)]);
            for (file, before) in with_hole.files().zip(&before) {
                let findings = oam_ide::diagnostics(&with_hole, file.id());
                let is_same = |it: &Finding| {
                    JUSTIFIED.iter().any(|just| just.0 == it.rule && case.name.contains(just.1))
                };
                let is_new = |it: &&Finding| !before.contains(it.rule) && !is_same(it);
                new.extend(findings.iter().filter(is_new).map(|it| described(case, path, text, &holed, it)));
            }
        }
    }
    (tried, new)
}

/// The rules that find something. (Which of several findings stays may change when one of them goes.)
fn found(workspace: &Workspace, file: FileId) -> BTreeSet<&'static str> {
    oam_ide::diagnostics(workspace, file).into_iter().map(|it| it.rule).collect()
}

fn described(case: &fixture::Fixture, path: &str, text: &str, holed: &Holed, finding: &Finding) -> String {
    let line = text.get(..holed.at).unwrap_or_default().lines().count();
    let written = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    format!(
        "{}[{}] {} {path}:{line} `{written}`: {}",
        finding.rule,
        finding.severity.name(),
        case.name,
        finding.message
    ) + &format!(" ({:?})", holed.sort)
}

/// Fixtures of rules, examples of their pages, and examples.
fn cases() -> Vec<fixture::Fixture> {
    let mut cases: Vec<_> = fixtures("rules", 1);
    for rule in oam_ide::rules() {
        for (n, example) in rule.docs.split("```yaml").skip(1).enumerate() {
            let Some((_, body)) = example.split("```").next().and_then(|it| it.split_once('\n')) else {
                continue;
            };
            let text: String =
                body.lines().map(|it| it.strip_prefix(' ').unwrap_or(it).to_owned() + "\n").collect();
            cases.push(fixture::Fixture {
                name: format!("{} example {n}", rule.id),
                path: "".into(),
                platform: None,
                files: vec![("example.yaml".to_owned(), text)],
            });
        }
    }
    let folder = fixture::tests_folder().join("../examples");
    let entries = std::fs::read_dir(folder).expect("examples/").map(|it| it.expect("an entry").path());
    for path in entries.filter(|it| it.is_dir()) {
        let mut example = fixture::read(&path);
        example.files.retain(|(path, _)| path != "rendered.yaml");
        cases.push(example);
    }
    // What is broken already is read in another way with every change; and where indentation is lost, nothing else is said.
    cases.retain(|it| {
        let workspace = it.workspace();
        workspace.files().all(|it| {
            it.text().documents().iter().all(|it| it.document.errors().is_empty())
                && !found(&workspace, it.id()).contains("lost-indentation")
        })
    });
    cases
}

/// No more than [`MOST`] of each sort.
fn sampled(holes: Vec<Holed>, n: usize) -> Vec<Holed> {
    if std::env::var_os("HOLES").is_some_and(|it| it == "all") {
        return holes;
    }
    let mut by_sort: BTreeMap<Sort, Vec<Holed>> = BTreeMap::new();
    holes.into_iter().for_each(|it| by_sort.entry(it.sort).or_default().push(it));
    let pick = |list: Vec<Holed>| {
        let step = list.len().div_ceil(MOST).max(1);
        list.into_iter().skip(n % step).step_by(step).collect::<Vec<_>>()
    };
    by_sort.into_values().flat_map(pick).collect()
}

/// The text with one hole, for every place and sort.
fn holes(text: &str) -> Vec<Holed> {
    let source = SourceText::new(text);
    let mut found = Vec::new();
    for slot in source.documents() {
        let offset = slot.start.index();
        for node in slot.document.nodes() {
            let put = |sort: Sort, from: usize, to: usize, new: &str| {
                let text = format!("{}{new}{}", &text[..offset + from], &text[offset + to..]);
                Holed { sort, at: offset + from, text }
            };
            let (from, to) = (node.span().start.index(), node.span().end.index());
            if node.kind() == NodeKind::Scalar && says_more(node) {
                found.extend(in_scalar(node).into_iter().map(|(sort, new)| put(sort, from, to, &new)));
            }
            if let Some((start, end)) = lines_of(node, &slot.document) {
                let body = &slot.document.text()[start..end];
                let indent = &body[..body.len() - body.trim_start_matches(' ').len()];
                let tail = if body.ends_with('\n') { "" } else { "\n" };
                let between =
                    |begin: &str, end: &str| format!("{indent}{begin}\n{body}{tail}{indent}{end}\n");
                let go = between("{{- if .Values.x }}", "{{- end }}");
                if node.is_key() {
                    found.push(put(Sort::IfEntry, start, end, &go));
                    let include = format!("{indent}{{{{- include \"x\" . | nindent {} }}}}\n", indent.len());
                    found.push(put(Sort::IncludeEntry, start, end, &include));
                } else {
                    found.push(put(Sort::IfItem, start, end, &go));
                    let jinja = between("{% for x in y %}", "{% endfor %}");
                    found.push(put(Sort::JinjaItem, start, end, &jinja));
                }
            }
        }
    }
    found
}

/// The group says that a document is OAM's; without it there is nothing to check.
fn says_more(node: Node<'_>) -> bool {
    node.entry().is_none_or(|it| it.key.text() != "apiVersion")
}

fn in_scalar(node: Node<'_>) -> Vec<(Sort, String)> {
    if node.is_key() {
        // Behind `{` a blank must follow, as in any chart.
        let blank = if node.parent().is_some_and(Node::is_flow) { " " } else { "" };
        return vec![(Sort::Key, format!("{blank}{{{{ .Values.key }}}}"))];
    }
    if !matches!(node.style(), Some(Style::Plain | Style::SingleQuoted | Style::DoubleQuoted)) {
        return Vec::new();
    }
    let text: String = node.text().chars().filter(|it| !"\"\\\n".contains(*it)).collect();
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |it| it.0);
    let (left, right) = text.split_at(middle);
    vec![
        (Sort::Whole, "{{ .Values.x }}".to_owned()),
        (Sort::Quoted, "\"{{ .Values.x | default \"y\" }}\"".to_owned()),
        (Sort::Partly, format!("\"{left}{{{{ .Values.x }}}}{right}\"")),
        (Sort::Environment, "${STAGE}".to_owned()),
        (Sort::Default, format!("\"{left}${{STAGE:-x}}{right}\"")),
    ]
}

/// The whole lines of a list item or of an entry, if it stands on lines of its own.
fn lines_of(node: Node<'_>, document: &SourceDocument) -> Option<(usize, usize)> {
    let parent = node.parent().filter(|it| !it.is_flow())?;
    let text = document.text();
    let end = match node.entry() {
        Some(Entry { value, .. }) if node.is_key() => value.span().end.index().max(node.span().end.index()),
        Some(_) => return None,
        None if parent.kind() == NodeKind::Sequence => node.span().end.index(),
        None => return None,
    };
    let start = node.span().start.index();
    let line = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let lead = text[line..start].trim();
    let is_item = node.entry().is_none();
    if lead != (if is_item { "-" } else { "" })
        || node.entry().is_some_and(|it| it.key.text() == "apiVersion")
    {
        return None;
    }
    let end = text[end..].find('\n').map_or(text.len(), |it| end + it + 1);
    Some((line, end))
}

/// A chart with mistakes between its holes.
const CHART: &str = r#"{{- /* The shop:
  several lines of comment. */ -}}
{{- $name := .Release.Name -}}
apiVersion: core.oam.dev/v1alpha1
kind: ComponentSchematic
metadata:
  name: {{ $name }}-web
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  workloadType: core.oam.dev/v1alpha1.Server
  parameters:
    - name: region
      type: {{ .Values.region.type }}
  {{- range .Values.parameters }}
    - name: {{ .name }}
      typo: string
  {{- end }}
  containers:
    - name: "{{ .Chart.Name }}_main"
      image: "{{ .Values.image.repository | default "nginx" }}:{{ .Values.image.tag }}"
      ports:
        - name: http
          containerPort: {{ .Values.port }}
        - name: admin
          containerPort: eighty
      {{- if .Values.probe }}
      livenessProbe:
        httpGet:
          path: /
          port: 80
      {{- else }}
      livenessProbe:
        tcpSocket:
          port: 80
      {{- end }}
      env:
        {{- with .Values.env }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        - name: REGION
          fromParm: region
---
apiVersion: core.oam.dev/v1alpha1
kind: ApplicationConfiguration
metadata:
  name: "{{ $name }}"
spec:
  components:
    - componentName: shop-web
      instanceName: "{{ $name }}_web"
      traits:
        - name: ingress
          properties:
            hostname: ${HOST:-shop.example.com}
            servicePort: "{{ .Values.port }}"
            patth: /
        - name: manual-scalr
          properties:
            {{- toYaml .Values.scaler | nindent 12 }}
    {% if db %}
    - componentName: database
      instanceName: db
    {% else %}
    - componentName: database
      instanceName: db
    {% endif %}
"#;

#[test]
fn mistakes_between_holes_are_found() {
    let expected = [
        "16 missing-property",
        "17 unknown-property",
        "26 wrong-type",
        "42 unknown-property",
        "57 invalid-trait-properties",
        "58 unknown-trait",
        "62 unknown-component",
        "65 unknown-component",
    ];
    assert_eq!(lines(CHART), expected);
}

/// An unresolved conflict, inside of a list, of a mapping and of a block scalar.
const CONFLICT: &str = "\
apiVersion: core.oam.dev/v1alpha1
kind: ComponentSchematic
metadata:
  name: web
spec:
  workloadType: core.oam.dev/v1alpha1.Worker
  containers:
    - name: main
<<<<<<< HEAD
      image: nginx:1.27
||||||| base
      image: nginx:1.26
=======
      image: nginx:1.28
      imagee: nginx
>>>>>>> other
      args:
        - |
          first
<<<<<<< HEAD
          second
=======
          third: [
>>>>>>> other
          fourth
<<<<<<< HEAD
    - name: side
      image: nginx:1.27
=======
    - name: side
      image: nginx:1.28
>>>>>>> other
";

#[test]
fn a_conflict_is_one_finding() {
    assert_eq!(
        lines(CONFLICT),
        ["9 syntax-error", "15 unknown-property", "20 syntax-error", "26 syntax-error"]
    );
}

/// Errors and warnings, each by its line and rule.
fn lines(text: &str) -> Vec<String> {
    let workspace = Workspace::new(Settings::default()).with([change(0, "chart.yaml", text)]);
    let findings = oam_ide::diagnostics(&workspace, FileId(0));
    let heavy = findings.iter().filter(|it| it.severity >= Severity::Warning);
    heavy
        .map(|it| format!("{} {}", text[..it.span.start.index()].matches('\n').count() + 1, it.rule))
        .collect()
}
