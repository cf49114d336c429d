//! The measurements in their order: ours and the peers in turns, so that a busy minute hits all of them.
//!
//! A measurement that fails is a note in the report, and the others go on.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use oam_benches::Shape;

use super::corpora::{Corpora, documents, long_path};
use super::figures::{Figures, Of};
use super::lint::{self, Linter};
use super::peers::{CHECK, OURS, Peers, YAMLLINT, YLS};
use super::server::Profile;
use super::session::{Plan, Session};
use super::{fresh, limits, process};

/// Everything that measurements need.
pub(super) struct Bench<'a> {
    pub(super) program: &'a Path,
    pub(super) corpora: &'a Corpora,
    pub(super) peers: Option<&'a Peers>,
    pub(super) sizes: Vec<String>,
    pub(super) is_quick: bool,
    pub(super) is_full: bool,
    pub(super) rounds: usize,
    pub(super) figures: Figures,
}

/// The long files, and what they are called in the figures.
const LONG: [(usize, Shape, &str); 3] =
    [(1_000, Shape::Many, "1000"), (20_000, Shape::Many, "20000"), (20_000, Shape::One, "20000 single")];

/// The name of the workspace of 200,000 other files.
const MONOREPO: &str = "monorepo";

impl Bench<'_> {
    /// Our program as a server.
    pub(super) fn ours(&self) -> Profile {
        Profile {
            name: OURS.to_owned(),
            command: vec![self.program.display().to_string(), "serve".to_owned()],
            settings: serde_json::json!({}),
            is_style_only: false,
        }
    }

    fn servers(&self) -> Vec<Profile> {
        let peers = self.peers.map(Peers::servers).into_iter().flatten();
        std::iter::once(self.ours()).chain(peers).collect()
    }

    fn edited(&self) -> io::Result<PathBuf> {
        self.corpora.with_long_files("edited", &LONG.map(|it| (it.0, it.1)))
    }

    fn folder(&self, size: &str) -> io::Result<PathBuf> {
        match documents(size) {
            Some(documents) => self.corpora.of(documents),
            None if size == MONOREPO => self.corpora.monorepo(),
            None => Err(io::Error::other(format!("there is no size `{size}`"))),
        }
    }

    /// Generates what is needed, before anything is measured.
    pub(super) fn prepare(&self, wants: impl Fn(&str) -> bool) -> io::Result<()> {
        if wants("edit") || wants("ends") {
            self.edited()?;
        }
        for size in &self.sizes {
            self.folder(size)?;
        }
        if wants("mistakes") {
            self.corpora.mistaken()?;
        }
        if wants("preview") {
            self.corpora.large_application(5)?;
            self.corpora.large_application(200)?;
        }
        Ok(())
    }

    /// Notes a failure.
    pub(super) fn note(&mut self, what: &str, result: Result<(), String>) {
        if let Err(message) = result {
            eprintln!("{what}: {message}");
            self.figures.notes.push(format!("{what}: {message}"));
        }
    }

    /// Measures everything that is wanted.
    pub(super) fn measure(&mut self, wants: impl Fn(&str) -> bool) {
        if let Some(size) = process::megabytes(self.program) {
            self.figures.add(OURS, "size", size);
        }
        for round in 0..self.rounds {
            eprintln!("round {} of {}", round + 1, self.rounds);
            if wants("edit") {
                self.edit(round);
            }
            if wants("preview") {
                self.preview();
            }
            if wants("ends") {
                self.ends();
            }
            if wants("index") {
                self.index();
            }
            if wants("meanwhile") {
                self.meanwhile();
            }
            if wants("lint") {
                self.lint(round);
            }
        }
        if wants("lint") && self.sizes.iter().any(|it| it == "L") {
            self.estimate();
        }
        if wants("mistakes") {
            let result = self.mistakes();
            self.note("mistakes", result);
        }
    }

    fn plan(&self, is_ours: bool, tag: &str) -> Plan {
        let is_cut = self.is_quick || !(is_ours || self.is_full);
        let is_long = tag.starts_with("20000");
        let (keystrokes, requests) = match (is_cut, is_ours) {
            (false, _) => (100, 100),
            (true, true) => (60, 40),
            (true, false) => (if is_long { 6 } else { 16 }, if is_long { 6 } else { 20 }),
        };
        let limit = Duration::from_secs(if self.is_full { 120 } else { 12 });
        Plan { keystrokes, requests, burst: 500, limit }
    }

    /// Sessions of editing: every server on every file, in turns.
    fn edit(&mut self, round: usize) {
        let Ok(root) = self.edited() else { return };
        let Some(component) = with_port(&root) else { return };
        let mut files = vec![(component, "70")];
        files.extend(LONG.iter().map(|it| (root.join(long_path(it.0, it.1)), it.2)));
        for (file, tag) in files {
            let mut servers = self.servers();
            if round % 2 == 1 {
                servers.reverse();
            }
            for profile in servers {
                let is_ours = profile.name == OURS;
                // The peers are slow; one round of them says enough.
                if !is_ours && round > 0 && !self.is_full {
                    continue;
                }
                eprintln!("  {} on {tag}", profile.name);
                let plan = self.plan(is_ours, tag);
                let result = session(&profile, &root, &file, tag, plan, &mut self.figures);
                self.note(&format!("{} on {tag}", profile.name), result);
            }
        }
    }

    fn preview(&mut self) {
        let profile = self.ours();
        for count in [5, 200] {
            let Ok(root) = self.corpora.large_application(count) else { continue };
            let tag = count.to_string();
            let samples = if self.is_quick { 40 } else { 110 };
            let result = fresh::preview(&profile, &root, samples, &tag, &mut self.figures);
            self.note(&format!("preview of {count}"), result);
        }
    }

    fn ends(&mut self) {
        let Ok(root) = self.edited() else { return };
        let result = fresh::rude_ends(&self.ours(), &root, &mut self.figures);
        self.note("ends", result);
        if let Some(code) = self.figures.get(OURS, "exit alone code", Of::P99) {
            self.figures.add(OURS, "exit alone code off", (code - 1.0).abs());
        }
    }

    fn index(&mut self) {
        let profile = self.ours();
        for size in self.sizes.clone() {
            let Ok(root) = self.folder(&size) else { continue };
            limits::cat(&root, &size, &mut self.figures);
            limits::read_and_scan(&root, &size, &mut self.figures);
            if let Some(rg) = self.peers.and_then(Peers::ripgrep).filter(|_| size == MONOREPO) {
                limits::ripgrep(&rg, &root, &size, &mut self.figures);
            }
            let all = documents(&size).unwrap_or(1_000);
            let result = fresh::index(&profile, &root, &last_application(all), &size, &mut self.figures);
            self.note(&format!("index of {size}"), result);
        }
    }

    fn meanwhile(&mut self) {
        if !self.sizes.iter().any(|it| it == "L") {
            return;
        }
        let Ok(root) = self.folder("L") else { return };
        let Some(file) = with_port(&root) else { return };
        for profile in self.servers() {
            if profile.name == OURS || profile.name == YLS {
                let result =
                    fresh::keystrokes_meanwhile(&profile, &root, &file, "meanwhile", &mut self.figures);
                self.note(&format!("{} while L is read", profile.name), result);
            }
        }
    }

    fn lint(&mut self, round: usize) {
        let ours = Linter {
            name: OURS.to_owned(),
            command: [&*self.program.display().to_string(), "lint"].map(str::to_owned).into(),
            is_slow: false,
        };
        let peers = self.peers.map(Peers::linters).unwrap_or_default();
        for size in self.sizes.clone() {
            let is_large = !matches!(&*size, "S" | "M");
            let Ok(root) = self.folder(&size) else { continue };
            limits::read_and_scan(&root, &size, &mut self.figures);
            let times = if size == "S" { 10 } else { 1 };
            for linter in std::iter::once(&ours).chain(&peers) {
                let is_left_out = (linter.is_slow && !self.is_full && (is_large || round > 0))
                    || (size == MONOREPO && linter.name != OURS);
                if is_left_out {
                    continue;
                }
                eprintln!("  {} lints {size}", linter.name);
                for _ in 0..if linter.is_slow { 1 } else { times } {
                    let result = lint::run(linter, &root, &size, &mut self.figures);
                    self.note(&linter.name, result);
                }
            }
        }
    }

    /// What slow linters would take for L: ten times what they take for M.
    fn estimate(&mut self) {
        for program in [YAMLLINT, CHECK] {
            let known = self.figures.get(program, "lint M", Of::Median);
            if let (Some(of_m), 0) = (known, self.figures.count(program, "lint L")) {
                self.figures.add(program, "lint L", of_m * 10.0);
                self.figures.notes.push(format!(
                    "{program} on L is estimated: ten times its time on M (`--full` measures it)"
                ));
                if let Some(peak) = self.figures.get(program, "peak lint M", Of::Median) {
                    self.figures.add(program, "peak lint L", peak);
                }
            }
        }
    }

    fn mistakes(&mut self) -> Result<(), String> {
        let (folder, truths) = self.corpora.mistaken().map_err(|it| it.to_string())?;
        let (named, missed) = lint::found(self.program, &folder, &truths)?;
        let missing = truths.len() - named;
        self.figures.add(OURS, "mistakes missed", f64::from(u32::try_from(missing).unwrap_or(u32::MAX)));
        for it in missed {
            self.figures.notes.push(format!("not found: {it}"));
        }
        let clean = self.corpora.of(1_000).map_err(|it| it.to_string())?;
        let false_ones = lint::findings(self.program, &clean)?;
        self.figures.add(
            OURS,
            "false findings",
            f64::from(u32::try_from(false_ones.len()).unwrap_or(u32::MAX)),
        );
        for (path, line) in false_ones.iter().take(5) {
            self.figures.notes.push(format!("found where nothing is wrong: {path}:{line}"));
        }
        Ok(())
    }
}

fn session(
    profile: &Profile,
    root: &Path,
    file: &Path,
    tag: &str,
    plan: Plan,
    figures: &mut Figures,
) -> Result<(), String> {
    let mut session = Session::open(profile, root, file, tag, plan, figures)?;
    session.requests()?;
    session.typing()?;
    session.keystrokes()?;
    session.burst()?;
    if tag == "70" {
        session.idle();
        let files: Vec<_> = (0..100)
            .map(|it| root.join(format!("applications/part-{:04}/application-{:06}.yaml", it / 100, it)))
            .collect();
        session.hundred(&files)?;
        if profile.name == OURS {
            let application = root.join("applications/part-0000/application-000000.yaml");
            let component = used_by(root, &application).ok_or("an application without components")?;
            session.across(&component, &application)?;
        }
    }
    session.leave()
}

/// The first component with a port.
pub(super) fn with_port(root: &Path) -> Option<PathBuf> {
    let paths = (0..100).map(|it| root.join(format!("components/part-0000/component-{it:06}.yaml")));
    paths.into_iter().find(|it| std::fs::read_to_string(it).is_ok_and(|it| it.contains("protocol: TCP")))
}

/// The file of the first component that an application uses.
fn used_by(root: &Path, application: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(application).ok()?;
    let name = text.lines().find_map(|it| it.trim().strip_prefix("- componentName: "))?;
    let number: usize = name.rsplit('-').next()?.parse().ok()?;
    Some(root.join(format!("components/part-{:04}/component-{number:06}.yaml", number / 100)))
}

/// The name of the last object of a workspace of so many documents.
pub(super) fn last_application(documents: usize) -> String {
    let components = (documents * 6 / 10).max(2);
    format!("app-{:06}", documents.saturating_sub(components).max(1) - 1)
}
