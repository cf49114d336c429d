//! What can be measured only on a fresh server: the first index, typing while it is made, and rude ends.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::document::Document;
use super::figures::Figures;
use super::server::{Profile, Server, milliseconds};

/// How long an index may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Process start → `workspace/symbol` knows the last object of the workspace; and the memory then.
pub(super) fn index(
    profile: &Profile,
    root: &Path,
    last: &str,
    tag: &str,
    figures: &mut Figures,
) -> Result<(), String> {
    let (mut server, _) = Server::start(profile, root, PATIENCE)?;
    if !server.offers("workspaceSymbolProvider") {
        return Ok(());
    }
    while server.started.elapsed() < PATIENCE {
        let (at, answer) = server.request("workspace/symbol", &json!({ "query": last }))?;
        let knows = |it: &Value| it.get("name").and_then(Value::as_str) == Some(last);
        if answer.as_array().is_some_and(|it| it.iter().any(knows)) {
            let took = milliseconds(server.started, at);
            figures.add(&profile.name, &format!("index {tag}"), took);
            figures.add(&profile.name, &format!("cpu index {tag}"), server.cpu());
            thread::sleep(Duration::from_millis(500));
            let memory = server.memory();
            figures.add(&profile.name, &format!("memory index {tag}"), memory.resident);
            figures.add(&profile.name, &format!("peak index {tag}"), memory.peak);
            return Ok(());
        }
        thread::sleep(Duration::from_millis(1));
    }
    Err(format!("`{last}` is not found after {} s", PATIENCE.as_secs()))
}

/// Change → right findings in the first three seconds of a server, while it reads a large workspace.
pub(super) fn keystrokes_meanwhile(
    profile: &Profile,
    root: &Path,
    file: &Path,
    tag: &str,
    figures: &mut Figures,
) -> Result<(), String> {
    let (mut server, _) = Server::start(profile, root, PATIENCE)?;
    let mut document = Document::read(file, &server)?;
    let toggle = document.toggle(profile.is_style_only)?;
    server.send_bytes(&document.opening())?;
    let line = toggle.line as u64;
    let begun = Instant::now();
    let mut count = 0;
    while begun.elapsed() < Duration::from_secs(3) || count < 2 {
        let is_wrong = count % 2 == 0;
        let message = if is_wrong { document.err(&toggle) } else { document.mend(&toggle) };
        let sent = Instant::now();
        server.send_bytes(&message)?;
        let is_on = |it: &Value| it.pointer("/range/start/line").and_then(Value::as_u64) == Some(line);
        let found = server
            .wait(&document.uri, Duration::from_secs(20), |list| list.iter().any(is_on) == is_wrong)?
            .ok_or("the right findings never come while the index is made")?;
        figures.add(&profile.name, &format!("keystroke {tag}"), milliseconds(sent, found.at));
        count += 1;
        thread::sleep(Duration::from_millis(if begun.elapsed() < Duration::from_millis(500) {
            2
        } else {
            20
        }));
    }
    Ok(())
}

/// Input closed without a word, and `exit` without `shutdown`.
pub(super) fn rude_ends(profile: &Profile, root: &Path, figures: &mut Figures) -> Result<(), String> {
    for (name, by_exit) in [("exit alone", true), ("closed input", false)] {
        let (mut server, _) = Server::start(profile, root, PATIENCE)?;
        let (took, code) = server.leave_rudely(by_exit)?;
        figures.add(&profile.name, name, took);
        figures.add(&profile.name, &format!("{name} code"), f64::from(code));
    }
    Ok(())
}

/// A preview after a keystroke, in an application of so many components.
pub(super) fn preview(
    profile: &Profile,
    root: &Path,
    count: usize,
    tag: &str,
    figures: &mut Figures,
) -> Result<(), String> {
    let (mut server, _) = Server::start(profile, root, PATIENCE)?;
    let mut document = Document::read(&root.join("application.yaml"), &server)?;
    server.send_bytes(&document.opening())?;
    server.settle(&document.uri, Duration::from_millis(500))?;
    let (line, column) = *document.places("value: large").first().ok_or("no variable")?;
    let params = json!({ "command": "oam.preview", "arguments": [{ "uri": document.uri }] });
    // What follows typing has been shown before.
    server.request("workspace/executeCommand", &params)?;
    for number in 0..count {
        let message = if number % 2 == 0 {
            document.edit(line, column..column, "x")
        } else {
            document.edit(line, column..column + 1, "")
        };
        let sent = Instant::now();
        server.send_bytes(&message)?;
        let (at, answer) = server.request("workspace/executeCommand", &params)?;
        if answer.is_null() {
            return Err("no preview".to_owned());
        }
        figures.add(&profile.name, &format!("preview {tag}"), milliseconds(sent, at));
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}
