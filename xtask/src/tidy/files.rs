//! Source files as such: each says what it is for, and none grows beyond what can be read in one sitting.

use std::path::Path;

use walkdir::WalkDir;

/// The length at which a file must be split or defended.
const MAX_LINES: usize = 400;

/// Files that may be longer, with the reason.
const LONGER: [(&str, &str); 0] = [];

/// A Rust file of the checkout.
pub(super) struct Source {
    /// From the top of the checkout, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    /// Whether it only holds tests.
    pub(super) is_test: bool,
}

impl Source {
    /// Lines of code with their numbers, without comments and inline test modules.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines
            .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn n_lines(&self) -> usize {
        self.text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count()
    }
}

/// All Rust files, in order of path.
pub(super) fn sources(root: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in ["server", "benches", "tests", "xtask", "fuzz/targets"] {
        for entry in WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if entry.path().extension().is_none_or(|it| it != "rs") {
                continue;
            }
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let path = relative.to_string_lossy().replace('\\', "/");
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            let is_test =
                path.contains("/tests/") || path.ends_with("/tests.rs") || path.starts_with("tests/");
            sources.push(Source { path, text, is_test });
        }
    }
    sources
}

pub(super) fn problems(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources {
        let path = &source.path;
        if !source.text.starts_with("//!") {
            problems.push(format!("{path}: begin with `//!`: what the file is for, and what it does not do"));
        }
        let is_free = LONGER.iter().any(|(it, _)| it == path) || path.ends_with("/embedded.rs");
        if !source.is_test && !is_free && source.n_lines() > MAX_LINES {
            let lines = source.n_lines();
            problems.push(format!("{path}: {lines} lines; split it at {MAX_LINES}, one concept a file"));
        }
        if path.ends_with("/mod.rs") {
            problems.push(format!("{path}: use `foo.rs` beside `foo/` instead of `mod.rs`"));
        }
        if let Some((number, _)) = source.code().find(|(_, it)| is_banned(it)) {
            problems.push(format!("{path}:{number}: use `#[expect(…, reason = …)]`, and no test is ignored"));
        }
    }
    problems
}

/// Whether a line is an attribute that hides something.
fn is_banned(line: &str) -> bool {
    let line = line.trim_start();
    ["#[allow(", "#![allow(", "#[ignore"].iter().any(|it| line.starts_with(it))
}
