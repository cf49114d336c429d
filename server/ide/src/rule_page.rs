//! The page of a rule as people read it: how much it weighs where, its text, and what it says about its own examples.
//!
//! The text is written in the rule's file. How the page is shown (colours, links) is decided by others.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oam_catalog::Catalog;
use oam_model::workspace::{Change, FileId, Level, Settings, Workspace};
use oam_syntax::SourceText;

use crate::diagnostics::diagnostics;
use crate::finding::Severity;
use crate::rule::{FixKind, Rule};

const FILE: FileId = FileId(0);

/// The page in Markdown, without its heading.
pub fn rule_page(rule: &Rule) -> String {
    let mut page = facts(rule);
    let mut example: Option<Example> = None;
    for line in rule.page().lines() {
        match (&mut example, line.trim_end()) {
            (None, "```yaml invalid") => {
                page.push_str("Wrong:\n\n```yaml\n");
                example = Some(Example { is_valid: false, text: String::new() });
            }
            (None, "```yaml valid") => {
                page.push_str("Right:\n\n```yaml\n");
                example = Some(Example { is_valid: true, text: String::new() });
            }
            (None, it) => page.extend([it, "\n"]),
            (Some(it), "```") => {
                page.push_str("```\n");
                if !it.is_valid {
                    let _ = write!(page, "\n```text\n{}```\n", said(rule, &it.text));
                }
                example = None;
            }
            (Some(example), it) => {
                page.extend([it, "\n"]);
                example.text.extend([it, "\n"]);
            }
        }
    }
    page
}

struct Example {
    is_valid: bool,
    text: String,
}

/// How much the rule weighs, what it is about and what can be mended.
fn facts(rule: &Rule) -> String {
    let fix = match rule.fix {
        FixKind::None => "no fix",
        FixKind::Safe => "safe fix",
        FixKind::Unsafe => "fix to be looked at",
    };
    let (level, about) = (rule.level.name(), rule.group.name());
    let mut text = format!("**{level}** · {about} · {fix} · since {}\n\n", rule.since);
    let mut by_level: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for platform in Catalog::builtin().platforms() {
        if let Some(level) = platform.rules.get(rule.id).filter(|it| *it != level) {
            by_level.entry(level.as_str()).or_default().push(format!("`{}`", platform.name));
        }
    }
    let is_off = by_level.contains_key("off");
    if !by_level.is_empty() {
        let list: Vec<_> =
            by_level.iter().map(|(it, names)| format!("{it} on {}", names.join(", "))).collect();
        let silent =
            if is_off && rule.level != Severity::Error { " Without a platform, it is off." } else { "" };
        let _ = write!(text, "By platform: {}.{silent}\n\n", list.join("; "));
    }
    text
}

/// What the rule says about a text, as `lint` prints it.
fn said(rule: &Rule, text: &str) -> String {
    let platform = text.lines().next().and_then(|it| it.strip_prefix("# platform: ")).map(str::to_owned);
    let level = match rule.level {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Info,
        Severity::Hint => Level::Hint,
    };
    let levels = BTreeMap::from([(rule.id.to_owned(), level)]);
    let workspace = Workspace::new(Settings { platform, levels, is_indexing: false });
    let change = Change { file: FILE, path: "example.yaml".into(), text: Some(SourceText::new(text)) };
    let mut said = String::new();
    for it in diagnostics(&workspace.with([change]), FILE).iter().filter(|it| it.rule == rule.id) {
        let line = text.get(..it.span.start.index()).map_or(0, |it| it.matches('\n').count()) + 1;
        let _ = writeln!(said, "line {line}: {}[{}]: {}", it.severity.name(), it.rule, it.message);
        if let Some(help) = &it.help {
            let _ = writeln!(said, "  help: {help}");
        }
    }
    said
}
