//! The reports of `lint` as the programs that read them see them: against SARIF's own schema, against what GitLab, Jenkins
//! and GitHub document, and against each other. What they look like is in `cli/lint_format_*`.
//!
//! They are made for every rule: the workspace is all fixtures of all rules.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use oam_tests::program::program;
use roxmltree::{Document, Node};
use serde_json::Value;

/// What the other reports are compared with.
static FINDINGS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let json: Value = serde_json::from_str(&report("json")).expect("JSON");
    let findings = json["findings"].as_array().expect("a list").clone();
    assert!(findings.len() > 500, "all rules find something: {}", findings.len());
    findings
});

static SARIF: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&report("sarif")).expect("JSON"));

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn lint(format: &str) -> Command {
    let mut command = Command::new(program());
    command.args(["lint", "--root"]).arg(fixtures()).args(["--format", format]).current_dir(fixtures());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn report(format: &str) -> String {
    let Output { status, stdout, stderr } = lint(format).output().expect("a run");
    assert_eq!(status.code(), Some(1), "{}", String::from_utf8_lossy(&stderr));
    let text = String::from_utf8(stdout).expect("UTF-8");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the checkout");
    assert!(!text.contains(&*folder.to_string_lossy()), "{format}: no paths of this computer");
    text
}

/// Message and help, as the reports of other programs' formats write them.
fn sentence(finding: &Value) -> String {
    let mut sentence = finding["message"].as_str().expect("a message").to_owned();
    if let Some(help) = finding["help"].as_str() {
        sentence.push_str(&format!(" ({help})"));
    }
    let escape = |it: char| if it.is_control() { it.escape_default().to_string() } else { it.to_string() };
    sentence.chars().map(escape).collect()
}

fn path(finding: &Value) -> String {
    // The checkout is the folder above `tests/`.
    format!("tests/rules/{}", finding["file"].as_str().expect("a file"))
}

fn line(finding: &Value) -> u64 {
    finding["range"]["start"]["line"].as_u64().expect("a line")
}

#[test]
fn sarif_follows_the_schema_of_its_standard() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/sarif-2.1.0.json");
    let schema = std::fs::read_to_string(schema).expect("the schema");
    let mut schema: Value = serde_json::from_str(&schema).expect("JSON");
    // The pattern of `language`, which we do not write, is no regular expression: it closes a bracket that it did not open.
    for owner in ["run", "toolComponent"] {
        let language =
            schema["definitions"][owner]["properties"]["language"].as_object_mut().expect("a property");
        language.remove("pattern").expect("a pattern");
    }
    let validator = jsonschema::draft7::new(&schema).expect("a schema");
    let log = &*SARIF;
    let errors: Vec<_> =
        validator.iter_errors(log).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let mut wrong = log.clone();
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&wrong), "the schema is one that can say no");
}

#[test]
fn sarif_says_what_was_found() {
    let run = &SARIF["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["exitCode"], 1);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), FINDINGS.len());
    let mut fingerprints = HashSet::new();
    let (mut fixes, mut related) = (0, 0);
    for (result, finding) in results.iter().zip(FINDINGS.iter()) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(result["message"]["text"], sentence(finding));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert_eq!(place["region"]["startLine"], finding["range"]["start"]["line"]);
        assert_eq!(place["region"]["startColumn"], finding["range"]["start"]["column"]);
        assert_eq!(place["region"]["endColumn"], finding["range"]["end"]["column"]);
        assert!(fingerprints.insert(&result["partialFingerprints"]["oamLsFinding/v1"]), "{result:#}");
        assert_eq!(result["fixes"].is_array(), finding["fix"].is_object());
        fixes += usize::from(result["fixes"].is_array());
        related += result["relatedLocations"].as_array().map_or(0, Vec::len);
    }
    assert!(fixes > 50 && related > 50, "{fixes} {related}");
}

#[test]
fn json_lines_hold_what_json_holds() {
    let text = report("jsonl");
    let mut lines: Vec<Value> = text.lines().map(|it| serde_json::from_str(it).expect("JSON")).collect();
    let last = lines.pop().expect("the totals");
    assert_eq!(lines, *FINDINGS);
    assert_eq!(last["version"], 1);
    assert!(last["summary"]["errors"].as_u64().is_some_and(|it| it > 0));
}

#[test]
fn gitlab_gets_the_members_it_documents() {
    let issues: Value = serde_json::from_str(&report("gitlab")).expect("JSON");
    let issues = issues.as_array().expect("a list");
    assert_eq!(issues.len(), FINDINGS.len());
    let mut fingerprints = HashSet::new();
    for (issue, finding) in issues.iter().zip(FINDINGS.iter()) {
        assert_eq!(issue["check_name"], finding["rule"]);
        assert_eq!(issue["description"], sentence(finding));
        assert_eq!(issue["location"]["path"], path(finding));
        assert_eq!(issue["location"]["lines"]["begin"], line(finding));
        assert!(fingerprints.insert(issue["fingerprint"].as_str().expect("a fingerprint")), "{issue:#}");
        let severity = issue["severity"].as_str().expect("a severity");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{severity}");
    }
}

#[test]
fn junit_has_the_structure_that_jenkins_accepts() {
    let text = report("junit");
    let xml = Document::parse(&text).expect("XML");
    let root = xml.root_element();
    let count =
        |node: Node, name: &str| node.attribute(name).expect(name).parse::<usize>().expect("a number");
    let inside = |node: Node, name: &str| node.descendants().filter(|it| it.has_tag_name(name)).count();
    for node in root.descendants().filter(Node::is_element) {
        let parent = node.parent_element().map(|it| it.tag_name().name().to_owned());
        let (parents, attributes): (&[&str], &[&str]) = match node.tag_name().name() {
            "testsuites" => (&[], &["name", "tests", "failures", "errors"]),
            "testsuite" => (&["testsuites"], &["name", "tests", "failures", "errors", "skipped", "file"]),
            "testcase" => (&["testsuite"], &["name", "classname"]),
            "failure" => (&["testcase"], &["type", "message"]),
            "system-out" => (&["testcase"], &[]),
            other => panic!("`{other}` is no element of a report"),
        };
        assert_eq!(parents.first().map(ToString::to_string), parent);
        assert_eq!(node.attributes().map(|it| it.name()).collect::<Vec<_>>(), attributes);
        if matches!(node.tag_name().name(), "testsuites" | "testsuite") {
            assert_eq!(count(node, "tests"), inside(node, "testcase"));
            assert_eq!(count(node, "failures"), inside(node, "failure"));
        }
    }
    let errors = FINDINGS.iter().filter(|it| it["severity"] == "error").count();
    assert_eq!(count(root, "failures"), errors, "what makes the run fail, and nothing else");
    assert_eq!(inside(root, "failure") + inside(root, "system-out"), FINDINGS.len());
}

#[test]
fn checkstyle_is_read_back() {
    let text = report("checkstyle");
    let xml = Document::parse(&text).expect("XML");
    assert!(xml.root_element().has_tag_name("checkstyle"));
    let errors: Vec<_> = xml.descendants().filter(|it| it.has_tag_name("error")).collect();
    assert_eq!(errors.len(), FINDINGS.len());
    for (error, finding) in errors.iter().zip(FINDINGS.iter()) {
        let file = error.parent_element().expect("a file");
        assert_eq!(file.attribute("name"), Some(&*path(finding)));
        assert_eq!(error.attribute("line"), Some(&*line(finding).to_string()));
        assert_eq!(error.attribute("message"), Some(&*sentence(finding)));
        let severity = error.attribute("severity").expect("a severity");
        assert!(["error", "warning", "info"].contains(&severity), "{severity}");
    }
}

#[test]
fn github_reads_one_command_a_line() {
    let text = report("github");
    assert_eq!(text.lines().count(), FINDINGS.len());
    for (command, finding) in text.lines().zip(FINDINGS.iter()) {
        let (head, message) =
            command.strip_prefix("::").and_then(|it| it.split_once("::")).expect("a command");
        let (word, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&word), "{word}");
        let unescape = |it: &str| {
            it.replace("%0A", "\n")
                .replace("%0D", "\r")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%")
        };
        let property = |name: &str| {
            let all = properties.split(',').map(|it| it.split_once('=').expect("name and value"));
            all.into_iter().find(|(it, _)| *it == name).map(|(_, value)| unescape(value))
        };
        assert_eq!(property("file"), Some(path(finding)));
        assert_eq!(property("line"), Some(line(finding).to_string()));
        assert_eq!(property("title"), finding["rule"].as_str().map(|it| format!("oam-ls: {it}")));
        assert_eq!(unescape(message), sentence(finding));
    }
}

#[test]
fn a_reader_that_stops_is_no_error() {
    let mut child = lint("json").spawn().expect("a run");
    let mut start = [0; 16];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut start).expect("a beginning");
    drop(stdout);
    let output = child.wait_with_output().expect("an end");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}
