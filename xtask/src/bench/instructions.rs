//! Instructions of fixed runs, counted by valgrind's callgrind, against counts that are kept: the same on every machine.
//!
//! Threads share work as they please, but the sum hardly changes. Times are not looked at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::corpora::Corpora;
use super::server::{framed, notification, uri};

/// Where the counts are kept.
const KEPT: &str = "benches/instructions.json";

/// How much a count may grow, in percent.
const TOLERANCE: f64 = 5.0;

/// Counts, compares, and says what grew; with `bless` the counts are kept instead.
pub(super) fn run(root: &Path, corpora: &Corpora, program: &Path, bless: bool) -> Result<(), String> {
    let has_valgrind = Command::new("valgrind").arg("--version").output().is_ok_and(|it| it.status.success());
    if !has_valgrind {
        return Err(
            "valgrind is MISSING: nothing was counted; install it (`apt-get install valgrind`)".to_owned()
        );
    }
    let say = |it: std::io::Error| it.to_string();
    let mut counts = BTreeMap::new();
    for (name, documents) in [("lint of 10 documents", 10), ("lint of 1,000 documents", 1_000)] {
        let folder = corpora.of(documents).map_err(say)?;
        counts.insert(name, count(program, &folder, &["lint"], &[])?);
    }
    let folder = corpora.large_application(200).map_err(say)?;
    counts.insert("preview of 200 components", count(program, &folder, &["preview"], &[])?);
    let folder = corpora.of(10).map_err(say)?;
    let session = editing(&folder)?;
    counts.insert("1,000 edits and a request behind each", count(program, &folder, &["serve"], &session)?);
    let kept =
        fs::read_to_string(root.join(KEPT)).ok().and_then(|it| serde_json::from_str::<Value>(&it).ok());
    let kept = kept.unwrap_or_default();
    let mut grown = Vec::new();
    for (name, count) in &counts {
        let before = kept.get(*name).and_then(Value::as_f64);
        let change = before.map(|it| (count / it - 1.0) * 100.0);
        let shown = change.map_or_else(|| "new".to_owned(), |it| format!("{it:+.1} %"));
        println!("{name:<40} {:>10.1} million  {shown}", count / 1e6);
        if change.is_some_and(|it| it > TOLERANCE) || (before.is_none() && !bless) {
            grown.push(*name);
        }
    }
    if bless {
        let counts: serde_json::Map<_, _> =
            counts.iter().map(|(name, it)| ((*name).to_owned(), json!(it))).collect();
        let text = format!("{:#}\n", Value::Object(counts));
        return fs::write(root.join(KEPT), text).map_err(say);
    }
    if grown.is_empty() {
        return Ok(());
    }
    Err(format!(
        "grown by more than {TOLERANCE} %, or new: {}; if that is meant, run again with `--bless`",
        grown.join(", ")
    ))
}

/// Instructions of one run on one core, without a random layout of memory.
fn count(program: &Path, folder: &Path, words: &[&str], input: &[u8]) -> Result<f64, String> {
    let output = tempfile::NamedTempFile::new().map_err(|it| it.to_string())?;
    let given = tempfile::NamedTempFile::new().map_err(|it| it.to_string())?;
    fs::write(given.path(), input).map_err(|it| it.to_string())?;
    let mut command = Command::new("taskset");
    command.args(["-c", "0", "valgrind", "--tool=callgrind"]);
    command.arg(format!("--callgrind-out-file={}", output.path().display()));
    command.arg(program).args(words).current_dir(folder);
    command.stdin(fs::File::open(given.path()).map_err(|it| it.to_string())?);
    let done = command.stdout(Stdio::null()).stderr(Stdio::piped()).output().map_err(|it| it.to_string())?;
    if done.status.code().is_none_or(|it| it > 2) {
        return Err(format!("valgrind failed:\n{}", String::from_utf8_lossy(&done.stderr)));
    }
    let text = fs::read_to_string(output.path()).map_err(|it| it.to_string())?;
    let total =
        text.lines().find_map(|it| it.strip_prefix("totals: ").or_else(|| it.strip_prefix("summary: ")));
    let total = total.and_then(|it| it.split_whitespace().next()?.parse::<f64>().ok());
    total.ok_or_else(|| "callgrind counted nothing".to_owned())
}

/// A session as it goes over the wire: a file is opened, edited a thousand times, and asked about after every edit.
fn editing(folder: &Path) -> Result<Vec<u8>, String> {
    let path = folder.join("applications/part-0000/application-000000.yaml");
    let text = fs::read_to_string(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    let line = text
        .lines()
        .position(|it| it.contains("- componentName: "))
        .ok_or("an application without components")?;
    let column = text.lines().nth(line).map_or(0, str::len);
    let request = |id: u32, method: &str, params: Value| {
        framed(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
    };
    let (uri, root) = (uri(&path), uri(folder));
    let folders = json!([{ "uri": root, "name": "counted" }]);
    let mut bytes = request(
        0,
        "initialize",
        json!({ "processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": {} }),
    );
    bytes.extend(notification("initialized", &json!({})));
    let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
    bytes.extend(notification("textDocument/didOpen", &json!({ "textDocument": document })));
    for number in 1..=1_000_u32 {
        let at = |column: usize| json!({ "line": line, "character": column });
        let (end, typed) = if number % 2 == 1 { (column, "x") } else { (column + 1, "") };
        let change = json!({ "range": { "start": at(column), "end": at(end) }, "text": typed });
        let document = json!({ "uri": uri, "version": number + 1 });
        bytes.extend(notification(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [change] }),
        ));
        let document = json!({ "uri": uri });
        bytes.extend(request(
            number,
            "textDocument/completion",
            json!({ "textDocument": document, "position": at(column) }),
        ));
    }
    bytes.extend(request(1_001, "shutdown", Value::Null));
    bytes.extend(notification("exit", &Value::Null));
    Ok(bytes)
}
