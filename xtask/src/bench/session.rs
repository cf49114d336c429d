//! One server and one file, measured step by step: what an editor does, and how long until it knows.
//!
//! A finding counts when it says what is right for the new text, so nothing outdated is taken for an answer. What the figures
//! mean for the goals is decided elsewhere.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::document::{Document, Toggle};
use super::figures::Figures;
use super::server::{Profile, Server, milliseconds};

/// How much is done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Changes until the right findings; half of them make the mistake, half take it out.
    pub(super) keystrokes: usize,
    /// Requests of each kind.
    pub(super) requests: usize,
    /// Changes of a burst.
    pub(super) burst: usize,
    /// After so long a step takes no further sample.
    pub(super) limit: Duration,
}

/// A session with a server, and where its figures go.
pub(super) struct Session<'a> {
    server: Server,
    profile: &'a Profile,
    plan: Plan,
    /// What the file is called in the figures.
    tag: &'a str,
    document: Document,
    toggle: Toggle,
    /// The findings of the file without the mistake.
    base: Vec<(u64, String)>,
    figures: &'a mut Figures,
}

/// How long a server may be quiet before it counts as done.
const QUIET: Duration = Duration::from_millis(400);
/// How long findings may take.
const PATIENCE: Duration = Duration::from_secs(60);

impl<'a> Session<'a> {
    /// Starts the server and opens the file with the mistake in it; then takes that out.
    pub(super) fn open(
        profile: &'a Profile,
        root: &Path,
        file: &Path,
        tag: &'a str,
        plan: Plan,
        figures: &'a mut Figures,
    ) -> Result<Self, String> {
        let (mut server, start) = Server::start(profile, root, PATIENCE)?;
        figures.add(&profile.name, "start", start);
        let mut document = Document::read(file, &server)?;
        let toggle = document.toggle(profile.is_style_only)?;
        document.err(&toggle);
        server.send_bytes(&document.opening())?;
        let line = toggle.line as u64;
        let first =
            server.wait(&document.uri, PATIENCE, |list| touches(list, line))?.ok_or("no findings at all")?;
        figures.add(&profile.name, &format!("first findings {tag}"), milliseconds(server.started, first.at));
        server.settle(&document.uri, QUIET)?;
        let mended = document.mend(&toggle);
        server.send_bytes(&mended)?;
        // However long that takes: what is compared with must be what is right.
        let mended = server.wait(&document.uri, Duration::from_secs(10), |list| !touches(list, line))?;
        let mended = mended.map(|it| it.list).unwrap_or_default();
        let base = key(&server.settle(&document.uri, QUIET)?.unwrap_or(mended));
        Ok(Self { server, profile, plan, tag, document, toggle, base, figures })
    }

    fn add(&mut self, name: &str, sample: f64) {
        self.figures.add(&self.profile.name, &format!("{name} {}", self.tag), sample);
    }

    /// Waits until the findings are those with the mistake, or without.
    fn wait(&mut self, is_wrong: bool) -> Result<Instant, String> {
        let (base, line) = (&self.base, self.toggle.line as u64);
        let wanted = |list: &[Value]| {
            let is_base = key(list) == *base;
            if is_wrong { !is_base && touches(list, line) } else { is_base }
        };
        let found = self.server.wait(&self.document.uri, PATIENCE, wanted)?;
        found.map(|it| it.at).ok_or_else(|| format!("the right findings never come ({})", self.tag))
    }

    /// Waits until the server knows an object, and so all others.
    pub(super) fn wait_for(&mut self, name: &str) -> Result<(), String> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let (_, answer) = self.server.request("workspace/symbol", &json!({ "query": name }))?;
            let is_it = |it: &Value| it.get("name").and_then(Value::as_str) == Some(name);
            if answer.as_array().is_some_and(|it| it.iter().any(is_it)) {
                return self.refresh();
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(format!("`{name}` is not found"))
    }

    /// Looks again at what is found without the mistake: what other files say may have come in between.
    fn refresh(&mut self) -> Result<(), String> {
        for is_wrong in [true, false] {
            let message =
                if is_wrong { self.document.err(&self.toggle) } else { self.document.mend(&self.toggle) };
            self.server.send_bytes(&message)?;
            if let Some(it) = self.server.settle(&self.document.uri, QUIET)? {
                self.base = key(&it);
            }
        }
        Ok(())
    }

    /// Change → right findings.
    pub(super) fn keystrokes(&mut self) -> Result<(), String> {
        let (cpu, begun) = (self.server.cpu(), Instant::now());
        let mut count = 0;
        while count < self.plan.keystrokes && (begun.elapsed() < self.plan.limit || count % 2 == 1) {
            let is_wrong = count % 2 == 0;
            let message =
                if is_wrong { self.document.err(&self.toggle) } else { self.document.mend(&self.toggle) };
            let sent = Instant::now();
            self.server.send_bytes(&message)?;
            let at = self.wait(is_wrong)?;
            self.add("keystroke", milliseconds(sent, at));
            count += 1;
        }
        self.server.settle(&self.document.uri, QUIET)?;
        let each = (self.server.cpu() - cpu) / f64::from(u32::try_from(count.max(1)).unwrap_or(1));
        self.add("cpu", each);
        Ok(())
    }

    /// A keystroke and a completion request right behind it → answer.
    pub(super) fn typing(&mut self) -> Result<(), String> {
        if !self.server.offers("completionProvider") {
            return Ok(());
        }
        // Names of components where there are any, else whatever a component has.
        let mut places = self.document.places("- componentName: ");
        if places.is_empty() {
            places = self.document.places("  type: ");
        }
        let begun = Instant::now();
        for place in every(&places, self.plan.requests) {
            let message = self.document.edit(place.0, place.1..place.1, "s");
            let sent = Instant::now();
            self.server.send_bytes(&message)?;
            let params = self.document.at((place.0, place.1 + 1));
            let (at, answer) = self.server.request("textDocument/completion", &params)?;
            self.add("typing", milliseconds(sent, at));
            let count = answer.as_array().or_else(|| answer.get("items")?.as_array()).map_or(0, Vec::len);
            self.add("typing candidates", f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
            let message = self.document.edit(place.0, place.1..place.1 + 1, "");
            self.server.send_bytes(&message)?;
            thread::sleep(Duration::from_millis(10));
            if begun.elapsed() > self.plan.limit {
                break;
            }
        }
        self.server.settle(&self.document.uri, QUIET)?;
        Ok(())
    }

    /// Questions about an unchanged text.
    pub(super) fn requests(&mut self) -> Result<(), String> {
        for (name, capability, method) in [
            ("hover", "hoverProvider", "textDocument/hover"),
            ("definition", "definitionProvider", "textDocument/definition"),
            ("references", "referencesProvider", "textDocument/references"),
            ("symbols", "documentSymbolProvider", "textDocument/documentSymbol"),
        ] {
            if !self.server.offers(capability) {
                continue;
            }
            let mut places = self.document.places("- componentName: ");
            if places.is_empty() {
                places = self.document.places("  name: ");
            }
            let begun = Instant::now();
            for place in every(&places, self.plan.requests) {
                let mut params = self.document.at((place.0, place.1 + 1));
                if name == "symbols" {
                    params = json!({ "textDocument": { "uri": self.document.uri } });
                } else if let (true, Some(it)) = (name == "references", params.as_object_mut()) {
                    it.insert("context".to_owned(), json!({ "includeDeclaration": true }));
                }
                let sent = Instant::now();
                let (at, answer) = self.server.request(method, &params)?;
                self.add(name, milliseconds(sent, at));
                if answer.is_null() || answer.as_array().is_some_and(Vec::is_empty) {
                    self.add(&format!("{name} empty"), 1.0);
                }
                if begun.elapsed() > self.plan.limit {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Many changes without waiting, of which the last makes the mistake → its findings; then again with a completion behind it.
    pub(super) fn burst(&mut self) -> Result<(), String> {
        // Text that means nothing to anybody.
        let (line, column) = *self.document.places("description: \"").last().ok_or("no description")?;
        let before = self.document.lines.get(line).cloned().unwrap_or_default();
        for asks in [false, true] {
            if asks && !self.server.offers("completionProvider") {
                break;
            }
            let mut messages: Vec<_> = (1..self.plan.burst)
                .map(|it| self.document.edit(line, column + it - 1..column + it - 1, "x"))
                .collect();
            messages.push(self.document.err(&self.toggle));
            let sent = Instant::now();
            for it in &messages {
                self.server.send_bytes(it)?;
            }
            let last = Instant::now();
            if asks {
                let mut places = self.document.places("- componentName: ");
                places.extend(self.document.places("  type: "));
                let params = self.document.at(*places.first().ok_or("no place for a completion")?);
                let (at, _) = self.server.request("textDocument/completion", &params)?;
                self.add("burst completion", milliseconds(last, at));
            }
            let at = self.wait(true)?;
            if !asks {
                self.add("burst", milliseconds(sent, at));
            }
            let mended = self.document.mend(&self.toggle);
            self.server.send_bytes(&mended)?;
            let length = self.document.lines.get(line).map_or(0, String::len);
            let restored = self.document.edit(line, 0..length, &before);
            self.server.send_bytes(&restored)?;
            self.wait(false)?;
            self.server.settle(&self.document.uri, QUIET)?;
        }
        Ok(())
    }

    /// A hundred more files are opened → all have findings; and the memory after that.
    pub(super) fn hundred(&mut self, files: &[PathBuf]) -> Result<(), String> {
        let documents: Vec<_> =
            files.iter().map(|it| Document::read(it, &self.server)).collect::<Result<_, _>>()?;
        let messages: Vec<_> = documents.iter().map(Document::opening).collect();
        let sent = Instant::now();
        for it in &messages {
            self.server.send_bytes(it)?;
        }
        let mut missing: std::collections::HashSet<_> = documents.iter().map(|it| it.uri.clone()).collect();
        let mut last = sent;
        let end = Instant::now() + PATIENCE;
        while !missing.is_empty() && Instant::now() < end {
            let uri = missing.iter().next().cloned().unwrap_or_default();
            // Whichever comes first; the others are seen in passing.
            let mut seen = Vec::new();
            let found = self.server.wait_any(&uri, PATIENCE, |it| seen.push(it.to_owned()))?;
            let Some(at) = found else { break };
            last = last.max(at);
            for it in seen {
                missing.remove(&it);
            }
        }
        if missing.is_empty() {
            self.add("hundred", milliseconds(sent, last));
        }
        self.server.settle(&self.document.uri, Duration::from_secs(1))?;
        let memory = self.server.memory().resident;
        self.add("memory hundred", memory);
        for it in &documents {
            self.server.send_bytes(&it.closing())?;
        }
        self.server.settle(&self.document.uri, QUIET)?;
        Ok(())
    }

    /// The name of a component changes in one file → the application in another is told.
    pub(super) fn across(&mut self, component: &Path, application: &Path) -> Result<(), String> {
        let mut changed = Document::read(component, &self.server)?;
        let told = Document::read(application, &self.server)?;
        for it in [changed.opening(), told.opening()] {
            self.server.send_bytes(&it)?;
        }
        let before = self.server.wait(&told.uri, PATIENCE, |_| true)?.map(|it| it.list).unwrap_or_default();
        let before = key(&self.server.settle(&told.uri, QUIET)?.unwrap_or(before));
        let (line, _) = *changed.places("  name: ").first().ok_or("no name")?;
        let end = changed.lines.get(line).map_or(0, String::len);
        for count in 0..self.plan.keystrokes {
            let is_wrong = count % 2 == 0;
            let message = if is_wrong {
                changed.edit(line, end..end, "x")
            } else {
                changed.edit(line, end..end + 1, "")
            };
            let sent = Instant::now();
            self.server.send_bytes(&message)?;
            let wait = Duration::from_secs(if count == 0 { 2 } else { 20 });
            let found = self.server.wait(&told.uri, wait, |list| (key(list) != before) == is_wrong)?;
            let Some(found) = found else { break };
            self.add("across", milliseconds(sent, found.at));
        }
        for it in [changed.closing(), told.closing()] {
            self.server.send_bytes(&it)?;
        }
        self.server.settle(&self.document.uri, QUIET)?;
        Ok(())
    }

    /// CPU time while nobody does anything, in clock ticks over three seconds.
    pub(super) fn idle(&mut self) {
        let before = super::process::ticks(self.server.id());
        thread::sleep(Duration::from_secs(3));
        let spent = super::process::ticks(self.server.id()) - before;
        self.add("idle ticks", f64::from(u32::try_from(spent).unwrap_or(u32::MAX)));
    }

    /// The polite end.
    pub(super) fn leave(mut self) -> Result<(), String> {
        let (took, code) = self.server.leave()?;
        self.add("exit", took);
        self.add("exit code", f64::from(code));
        Ok(())
    }
}

/// Findings as far as they are compared.
fn key(list: &[Value]) -> Vec<(u64, String)> {
    let mut key: Vec<_> = list
        .iter()
        .map(|it| {
            let line = it.pointer("/range/start/line").and_then(Value::as_u64).unwrap_or_default();
            (line, it.get("message").and_then(Value::as_str).unwrap_or_default().to_owned())
        })
        .collect();
    key.sort();
    key
}

/// Whether a finding lies on a line, or on the one after it.
fn touches(list: &[Value], line: u64) -> bool {
    list.iter().any(|it| {
        let at =
            |end: &str| it.pointer(&format!("/range/{end}/line")).and_then(Value::as_u64).unwrap_or_default();
        (at("start")..=at("end") + 1).contains(&line)
    })
}

/// So many places, spread over all there are.
fn every(places: &[(usize, usize)], count: usize) -> impl Iterator<Item = (usize, usize)> {
    let all = places.len().max(1);
    (0..count).filter_map(move |it| places.get(it * 7 % all).copied())
}
