//! `docs/performance.md`: the goals with the figures of a run, the peers beside them, the picture, and how to run it again.
//!
//! Why a goal is missed is written by people in `benches/reasons.txt`, one line a goal: its number, a colon, and what is in the way.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::figures::{Figures, Of};
use super::peers::{AJV, CHECK, OURS, RYL, YAMLLINT, YLS};
use super::picture;
use super::report::{About, cell, rows};
use super::verdict::Verdict;

const PAGE: &str = "docs/performance.md";
const PICTURE: &str = "docs/images/growth.svg";
const REASONS: &str = "benches/reasons.txt";

/// What is compared: words for it, the figure, and which of it.
const SERVERS: [(&str, &str, Of); 17] = [
    ("process start → initialize", "start", Of::Median),
    ("process start → first findings, 70 lines", "first findings 70", Of::Median),
    ("keystroke → right findings, 70 lines", "keystroke 70", Of::Median),
    ("the same, p99", "keystroke 70", Of::P99),
    ("keystroke, 1,000 lines, p99", "keystroke 1000", Of::P99),
    ("keystroke, 20,000 lines, p99", "keystroke 20000", Of::P99),
    ("keystroke, 20,000 lines in one document, p99", "keystroke 20000 single", Of::P99),
    ("CPU a keystroke, 1,000 lines", "cpu 1000", Of::Median),
    ("CPU a keystroke, 20,000 lines", "cpu 20000", Of::Median),
    ("completion behind a keystroke, 1,000 lines, p99", "typing 1000", Of::P99),
    ("completion behind a keystroke, 20,000 lines, p99", "typing 20000", Of::P99),
    ("hover, 1,000 lines, p99", "hover 1000", Of::P99),
    ("outline, 1,000 lines, p99", "symbols 1000", Of::P99),
    ("500 changes at once → final findings, 1,000 lines", "burst 1000", Of::Median),
    ("500 changes at once → final findings, 20,000 lines", "burst 20000", Of::Median),
    ("100 files opened → all have findings", "hundred 70", Of::Median),
    ("memory after that, MB", "memory hundred 70", Of::Median),
];

const LINTERS: [(&str, &str); 4] = [
    ("10 documents", "lint S"),
    ("1,000 documents", "lint M"),
    ("10,000 documents", "lint L"),
    ("10,000 documents, peak memory in MB", "peak lint L"),
];

/// Writes the page and the picture. Without measured growth the old picture stays.
pub(super) fn write(root: &Path, figures: &Figures, about: &About) -> Result<(), String> {
    let put = |path: &str, text: &str| fs::write(root.join(path), text).map_err(|it| format!("{path}: {it}"));
    if let Some(svg) = picture::growth(figures)? {
        put(PICTURE, &svg)?;
    }
    let reasons = fs::read_to_string(root.join(REASONS)).map_err(|it| format!("{REASONS}: {it}"))?;
    put(PAGE, &page(figures, about, &reasons))
}

fn page(figures: &Figures, about: &About, reasons: &str) -> String {
    let mut text = String::from(
        "<!-- Written by `cargo xtask bench --docs`; do not edit by hand. -->\n\n# Performance\n\nWhat the program costs, measured from \
         the outside: a client types into generated documents and waits for the findings that are right for the new text; linters run over \
         whole workspaces. Everything on this page comes from one run, ours and the others in turns.\n\n",
    );
    let _ = writeln!(
        text,
        "{}; priority of what is measured: {}; seed {}. Other work may have shared the machine, so ratios say more than times.\n",
        about.machine, about.priority, about.seed
    );
    goals(&mut text, figures);
    missed(&mut text, figures, reasons);
    comparison(&mut text, figures);
    text.push_str(
        "## How cost grows\n\n![Time and memory by the number of documents, and time by the number of lines](images/growth.svg)\n\n\
         Left: workspaces of more and more documents, one document a file. Right: files of many documents. Both axes are logarithmic.\n\n",
    );
    text.push_str(AGAIN);
    for note in &figures.notes {
        let _ = writeln!(text, "- Note of this run: {note}.");
    }
    text
}

const AGAIN: &str = "## Run it again\n\n```sh\ncargo xtask bench --quick                     # a first look, one minute\n\
    cargo xtask bench --peers                     # every goal, with the other tools in turns\n\
    cargo xtask bench --peers --seed 2            # the same with other documents\n\
    cargo xtask bench --peers --sizes S,M,L,XL,monorepo --growth --docs   # this page\n\
    cargo xtask bench --instructions              # instructions of fixed runs against benches/instructions.json\n\
    cargo bench --package oam-benches             # single functions and every rule\n```\n\n\
    `--json FILE` keeps every figure. The other tools are installed pinned from npm and PyPI into `~/.cache/oam-ls-bench`; Node.js 20 and \
    Python 3 must be there. Where it is allowed, measurements run with real-time priority. `oam-ls doctor` says what a workspace of your \
    own costs.\n\n## What the figures mean\n\n\
    - Workspaces: S, M, L, XL have 10, 1,000, 10,000, 100,000 documents of about 2 KB, one a file; \"70 lines\" is a component among a thousand \
    documents, 1,000 and 20,000 lines are files of many documents beside them.\n\
    - keystroke: one change that makes a mistake or takes it out → findings that are right for the new text have been read by the client.\n\
    - completion behind a keystroke: a change and a request right behind it → answer.\n\
    - first index: process start → `workspace/symbol` knows the last object of the workspace.\n\
    - limit: two threads read all YAML files of the workspace and look at every line, and do nothing else.\n\
    - ryl checks the style of YAML and yamllint too, check-jsonschema and ajv-cli one document against a schema; none of them looks across files. They \
    show how fast tools are, not the same work.\n\
    - Of fewer than a hundred samples the worst stands for p99: the other servers get fewer samples unless `--full` is given.\n";

fn goals(text: &mut String, figures: &Figures) {
    text.push_str("## Goals\n\n| # | what | figure | at most | against others (at most) | limit, ms | |\n|---|---|---|---|---|---|---|\n");
    for it in rows(figures) {
        let stretch = if it.is_stretch == Some(true) { ", and the stretch" } else { "" };
        let verdict = it.verdict.text() + if it.verdict == Verdict::Open { "" } else { stretch };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {verdict} |",
            it.number, it.what, it.figure, it.goal, it.ratios, it.limit
        );
    }
    text.push_str(
        "\nWhere a goal has ratios and the others ran, the ratios decide; \"at most\" is then what they mean on a machine like this one. \
         The stretch is what the machine allows to an implementation of our own.\n\n",
    );
}

fn missed(text: &mut String, figures: &Figures, reasons: &str) {
    let missed: Vec<_> = rows(figures).filter(|it| matches!(it.verdict, Verdict::Missed(_))).collect();
    if missed.is_empty() {
        return;
    }
    text.push_str("## What is in the way\n\n");
    for it in missed {
        let known = reasons.lines().find_map(|line| line.strip_prefix(it.number)?.strip_prefix(':'));
        let reason = known.map_or("not looked into yet", str::trim);
        let _ = writeln!(text, "- {} ({}, {}): {reason}", it.number, it.what, it.verdict.text());
    }
    text.push('\n');
}

fn comparison(text: &mut String, figures: &Figures) {
    let programs = [OURS, YLS, RYL];
    text.push_str("## Beside other language servers\n\nMilliseconds unless said otherwise; a dash is what a server does not do or what was not measured.\n\n");
    let _ = writeln!(text, "| | {} |\n|---|---|---|---|", programs.join(" | "));
    for (what, name, of) in SERVERS {
        let cells = programs.map(|it| cell(figures, it, name, of)).join(" | ");
        let _ = writeln!(text, "| {what} | {cells} |");
    }
    let programs = [OURS, AJV, RYL, YAMLLINT, CHECK];
    text.push_str("\n## Beside other linters\n\nMilliseconds unless said otherwise.\n\n");
    let _ = writeln!(text, "| | {} |\n|---|---|---|---|---|---|", programs.join(" | "));
    for (what, name) in LINTERS {
        let cells = programs.map(|it| cell(figures, it, name, Of::Median)).join(" | ");
        let _ = writeln!(text, "| {what} | {cells} |");
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_why_a_goal_is_missed() {
        let mut figures = Figures::default();
        figures.add(OURS, "size", 30.0);
        let about =
            About { machine: "a machine".to_owned(), priority: "normal".to_owned(), seed: 1, work: 1.0 };
        let page = page(&figures, &about, "A: no\nC: too much is in it\n");
        assert!(page.contains("- C (size of the program, missed 2.00×): too much is in it"), "{page}");
        assert!(!page.contains("- A ("));
    }
}
