//! Texts damaged at random through everything there is, for as long as asked: `cargo xtask fuzz --seconds N`. Without that it
//! takes three seconds, of every run of the tests.
//!
//! Nothing may panic, take longer than a second (ten without optimisation), or point outside of its text. The corpus is our own: fixtures, examples and hostile
//! files. A failure prints the number of its round and the text; the same seed (`OAM_FUZZ_SEED`) makes the same rounds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use oam_host::config::{Config, Known};
use oam_ide::{
    CompletionConfig, FilePosition, FileSpan, FixConfig, FormatConfig, HintConfig, PreviewRequest, Safety,
    Target,
};
use oam_model::workspace::{FileId, Settings, Workspace};
use oam_syntax::{Buffer, Encoding, Offset, SourceText, Span, TextChange};
use oam_tests::fixture::{change, tests_folder};
use oam_tests::scatter::Random;
use walkdir::WalkDir;

const SLOW: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Longest text of the corpus: small texts find as much, sooner.
const LONGEST: u64 = 6_000;

const PIECES: [&str; 40] = [
    "\n",
    "  ",
    "\t",
    "- ",
    ": ",
    "---\n",
    "...\n",
    "# ",
    "&a ",
    "*a",
    "<<: ",
    "| \n",
    ">-\n",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    "? ",
    "! ",
    "!!str ",
    "%",
    "\r\n",
    "\r",
    "\u{feff}",
    "é漢😀",
    "\u{0}",
    "\u{1b}[31m",
    "{{ .x }}",
    "${X}",
    "[fromVariable(x)]",
    "null",
    "1e999",
    "# oam: allow-file x\n",
    "<<<<<<< a\n",
    "kind: Trait\n",
    "apiVersion: core.oam.dev/v1alpha1\n",
    "properties: |\n  {\"$ref\": \"#\"}\n",
];

fn corpus() -> Vec<String> {
    let folders = [tests_folder(), tests_folder().join("../examples")];
    let files = folders.iter().flat_map(WalkDir::new).map(|it| it.expect("an entry"));
    let mut texts: Vec<_> = files
        .filter(|it| it.path().extension().is_some_and(|it| it == "yaml"))
        .filter(|it| it.metadata().is_ok_and(|it| it.len() < LONGEST))
        .filter_map(|it| fs::read_to_string(it.path()).ok())
        .collect();
    texts.sort();
    texts
}

fn place(text: &str, random: &mut Random) -> usize {
    let at = random.below(text.len() + 1);
    (at..=text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len())
}

/// One edit: what is replaced, and by what.
fn edit(text: &str, corpus: &[String], random: &mut Random) -> (usize, usize, String) {
    let (a, b) = (place(text, random), place(text, random));
    let near = (a + random.below(12)).min(text.len());
    let near = (near..=text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len());
    match random.below(6) {
        0 => (a, near, String::new()),
        1 => (a.min(b), a.max(b), String::new()),
        2 | 3 => (a, a, PIECES[random.below(PIECES.len())].to_owned()),
        4 => (a, near, text[a.min(b)..a.max(b)].chars().take(300).collect()),
        _ => {
            let other = &corpus[random.below(corpus.len())];
            let lines: Vec<_> = other.lines().collect();
            let from = random.below(lines.len());
            let to = (from + 1 + random.below(8)).min(lines.len());
            (a, a, lines[from..to].join("\n") + "\n")
        }
    }
}

fn inside(text: &str, span: Span) {
    assert!(text.get(span.start.index()..span.end.index()).is_some(), "{span:?} is no part of the text");
}

/// Everything that is asked about a text.
fn everything(text: &str, random: &mut Random) {
    let workspace = Workspace::new(Settings::default()).with([change(0, "a.yaml", text)]);
    let file = FileId(0);
    let whole = FileSpan { file, span: Span::new(Offset::ZERO, Offset::new(text.len())) };
    for _ in 0..3 {
        let at = FilePosition { file, offset: Offset::new(place(text, random)) };
        let config = CompletionConfig { snippets: true, documentation: true };
        oam_ide::completion(&workspace, at, config).iter().for_each(|it| inside(text, it.replace));
        oam_ide::hover(&workspace, at).iter().for_each(|it| inside(text, it.span));
        oam_ide::definition(&workspace, at).iter().for_each(|it| inside(text, it.from));
        oam_ide::references(&workspace, at, true).iter().for_each(|it| inside(text, it.span));
        oam_ide::document_highlights(&workspace, at).iter().for_each(|it| inside(text, it.span));
        oam_ide::selection_ranges(&workspace, at).iter().for_each(|it| inside(text, *it));
        oam_ide::linked_editing(&workspace, at).iter().for_each(|it| inside(text, *it));
        let _ = oam_ide::rename(&workspace, at, "other").map(|it| it.len());
        oam_ide::prepare_call_hierarchy(&workspace, at);
        oam_ide::format_on_type(&workspace, at, "\n", FormatConfig::default());
        let place = FileSpan { file, span: Span::empty(at.offset) };
        oam_ide::code_actions(&workspace, place);
    }
    oam_ide::document_symbols(&workspace, file);
    oam_ide::folding_ranges(&workspace, file).iter().for_each(|it| inside(text, it.span));
    oam_ide::semantic_tokens(&workspace, file, None).iter().for_each(|it| inside(text, it.span));
    oam_ide::document_links(&workspace, file);
    oam_ide::inlay_hints(&workspace, whole, HintConfig::default());
    oam_ide::code_lenses(&workspace, file);
    oam_ide::format(&workspace, file, FormatConfig::default())
        .edits
        .iter()
        .for_each(|it| inside(text, it.span));
    let findings = oam_ide::diagnostics(&workspace, file);
    findings.iter().for_each(|it| inside(text, it.span));
    assert!(!findings.iter().any(|it| it.is_failure), "a check failed: {findings:?}");
    for target in [Target::Kubernetes, Target::Rudr] {
        let request = PreviewRequest {
            file: None,
            offset: None,
            app: None,
            target,
            overrides: Vec::new(),
            namespace: None,
            origins: true,
        };
        oam_ide::previews(&workspace, &request);
    }
    let files = BTreeSet::from([file]);
    let check = |workspace: &Workspace, files: &BTreeSet<FileId>| -> BTreeMap<_, _> {
        files.iter().map(|it| (*it, oam_ide::diagnostics(workspace, *it))).collect()
    };
    oam_ide::fix(
        &workspace,
        &FixConfig { files: &files, safety: Safety::All, is_wanted: &|_| true, check: &check },
    );
    let (_, problems) = Config::parse(text, &Known::default());
    problems.iter().for_each(|it| inside(text, it.span));
}

/// A text after some edits, each of them applied to what is known already: it is what it would be from scratch.
fn edited(start: &str, corpus: &[String], random: &mut Random) -> String {
    let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][random.below(3)];
    let mut text = start.to_owned();
    let mut buffer = Buffer::new(&text);
    for _ in 0..=random.below(6) {
        let (from, to, new) = edit(&text, corpus, random);
        let source = buffer.text();
        let at = |it: usize| source.line_col(Offset::new(it), encoding);
        let is_exact = |it: usize| source.offset(at(it), encoding).index() == it;
        // No position of the protocol lies between `\r` and `\n`.
        if !(is_exact(from) && is_exact(to)) {
            continue;
        }
        let change = TextChange { range: Some((at(from), at(to))), text: new.clone() };
        buffer.apply(&[change], encoding);
        text.replace_range(from..to, &new);
        let fresh = SourceText::new(&text);
        let parts = |it: &SourceText| -> Vec<_> {
            it.documents().iter().map(|it| (it.start, it.first_line, it.document.text().to_owned())).collect()
        };
        assert_eq!(parts(buffer.text()), parts(&fresh), "an edit gives another text");
    }
    text
}

#[test]
fn nothing_falls_over_damaged_texts() {
    let number = |name: &str| std::env::var(name).ok().and_then(|it| it.parse::<u64>().ok());
    let seconds = Duration::from_secs(number("OAM_FUZZ_SECONDS").unwrap_or(3));
    let seed = number("OAM_FUZZ_SEED").unwrap_or(1);
    let corpus = corpus();
    let started = Instant::now();
    let (mut rounds, mut slowest) = (0_u64, Duration::ZERO);
    let mut failures = Vec::new();
    while started.elapsed() < seconds {
        let mut random =
            Random(seed.wrapping_mul(0x9e37_79b9).wrapping_add(rounds).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let start = &corpus[random.below(corpus.len())];
        let before = Instant::now();
        let mut text = start.clone();
        let work = AssertUnwindSafe(|| {
            text = edited(start, &corpus, &mut random);
            everything(&text, &mut random);
        });
        let is_fine = catch_unwind(work).is_ok();
        let took = before.elapsed();
        slowest = slowest.max(took);
        if !is_fine || took > SLOW {
            println!("--- round {rounds}, seed {seed}, {took:?}, panic: {}\n{text}\n---", !is_fine);
            failures.push(rounds);
        }
        rounds += 1;
    }
    let memory = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = memory.lines().find(|it| it.starts_with("VmHWM")).unwrap_or_default().to_owned();
    println!(
        "{rounds} rounds on {} texts in {:?}, the slowest took {slowest:?}; {memory}",
        corpus.len(),
        started.elapsed()
    );
    assert!(failures.is_empty(), "rounds {failures:?} of seed {seed}");
}
