//! Runs the examples on the page of every rule: an invalid one has exactly one finding of the rule, a valid one has none.
//!
//! Findings of other rules do not count here; the fixtures of `tests/rules/` look at all of them.

use std::collections::BTreeMap;

use oam_ide::{Finding, FixKind, Rule, diagnostics, rules};
use oam_model::workspace::{Change, FileId, Level, Settings, Workspace};
use oam_syntax::SourceText;
use oam_syntax::edit::{Edit, apply_edits};

const FILE: FileId = FileId(0);

/// A fenced block of a page.
struct Example {
    is_valid: bool,
    text: String,
}

fn examples(rule: &Rule) -> Vec<Example> {
    let (mut found, mut open): (Vec<Example>, Option<Example>) = (Vec::new(), None);
    for line in rule.page().lines() {
        match (&mut open, line.trim_end()) {
            (None, "```yaml invalid") => open = Some(Example { is_valid: false, text: String::new() }),
            (None, "```yaml valid") => open = Some(Example { is_valid: true, text: String::new() }),
            (None, it) => {
                assert!(!it.starts_with("```"), "`{}`: a block that is neither valid nor invalid", rule.id);
            }
            (Some(_), "```") => found.extend(open.take()),
            (Some(example), it) => {
                example.text.push_str(it);
                example.text.push('\n');
            }
        }
    }
    assert!(open.is_none(), "`{}`: a block without end", rule.id);
    found
}

/// The findings of one rule, even where the platform turns it off.
fn findings(rule: &Rule, text: &str) -> Vec<Finding> {
    let platform = text.lines().next().and_then(|it| it.strip_prefix("# platform: ")).map(str::to_owned);
    let levels = BTreeMap::from([(rule.id.to_owned(), Level::Error)]);
    let workspace = Workspace::new(Settings { platform, levels, is_indexing: false });
    let text = Some(SourceText::new(text));
    let workspace = workspace.with([Change { file: FILE, path: "example.yaml".into(), text }]);
    let mut list = diagnostics(&workspace, FILE);
    list.retain(|it| it.rule == rule.id);
    list
}

fn words(list: &[Finding]) -> Vec<&str> {
    list.iter().map(|it| it.message.as_str()).collect()
}

#[test]
fn every_rule_has_an_invalid_and_a_valid_example() {
    for rule in rules() {
        let examples = examples(rule);
        assert!(examples.iter().any(|it| it.is_valid), "`{}` has no valid example", rule.id);
        assert!(examples.iter().any(|it| !it.is_valid), "`{}` has no invalid example", rule.id);
        assert!(!rule.summary().is_empty() && rule.page().contains("## Why"), "`{}` says nothing", rule.id);
    }
}

#[test]
fn rules_are_sorted_by_id() {
    let ids: Vec<&str> = rules().iter().map(|it| it.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted);
}

#[test]
fn examples_do_what_they_say() {
    let mut wrong = Vec::new();
    for rule in rules() {
        for example in examples(rule) {
            let list = findings(rule, &example.text);
            if list.len() != usize::from(!example.is_valid) {
                wrong.push(format!("`{}` finds {:?} in\n{}", rule.id, words(&list), example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixes_remove_what_they_fix() {
    for rule in rules() {
        for example in examples(rule) {
            for fix in findings(rule, &example.text).into_iter().filter_map(|it| it.fix) {
                assert_ne!(rule.fix, FixKind::None, "`{}` has a fix and does not say so", rule.id);
                let edits: Vec<Edit> =
                    fix.edits.into_iter().map(|it| Edit { span: it.span, text: it.text }).collect();
                let mended = apply_edits(&example.text, &edits);
                let list = findings(rule, &mended);
                assert!(
                    list.is_empty(),
                    "`{}`: after \"{}\" {:?} remains in\n{mended}",
                    rule.id,
                    fix.title,
                    words(&list)
                );
            }
        }
    }
}
