//! Pages of the documentation that are made of the program's own knowledge.

use std::fmt::Write as _;

use oam_catalog::{AppliesTo, Catalog, Platform, TraitEntry};

const NOTICE: &str = "<!-- written by `cargo xtask codegen`; do not edit -->\n\n";

const FIXES: &str = "`oam-ls fix` applies the *safe* fixes, which keep what the author meant; `--unsafe` adds those that are *offered*, and \
    want to be looked at. `--diff` prints a patch instead. Editors have both as quick fixes, for one finding, a file or the workspace.\n\n";
const SUPPRESSIONS: &str = "A rule is switched off, or given another level, in `.oam-ls.yaml`; a single finding is \
allowed by a comment. Both are described in [Suppressions](suppressions.md).";

/// All rules: a table, then a page each.
pub(super) fn rules() -> String {
    let mut text = format!(
        "{NOTICE}# Rules\n\n{FIXES}{SUPPRESSIONS}\n\n| rule | level | about | fix | what it finds |\n|---|---|---|---|---|\n"
    );
    for rule in oam_ide::rules() {
        let fix = match rule.fix {
            oam_ide::FixKind::None => "–",
            oam_ide::FixKind::Safe => "safe",
            oam_ide::FixKind::Unsafe => "offered",
        };
        let (id, level, group) = (rule.id, rule.level.name(), rule.group.name());
        let _ = writeln!(text, "| [`{id}`](#{id}) | {level} | {group} | {fix} | {} |", rule.summary());
    }
    for rule in oam_ide::rules() {
        // Headings of a page sit below the rule's own.
        let page = oam_ide::rule_page(rule).replace("\n## ", "\n### ");
        let _ = write!(text, "\n## {}\n\n{page}", rule.id);
    }
    text
}

/// All traits, by platform.
pub(super) fn traits() -> String {
    let mut text = format!("{NOTICE}# Traits\n");
    for platform in Catalog::builtin().platforms() {
        let _ = write!(text, "\n## Platform `{}`\n\n{}\n", platform.name, platform.summary);
        for entry in platform.traits.values() {
            write_trait(&mut text, platform, entry);
        }
    }
    text
}

fn write_trait(text: &mut String, platform: &Platform, entry: &TraitEntry) {
    let _ = write!(text, "\n### `{}` on `{}`\n\n{}\n\n", entry.name, platform.name, entry.summary);
    let applies_to = match &entry.applies_to {
        AppliesTo::Any => "every workload type".to_owned(),
        AppliesTo::Only(names) => names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", "),
    };
    let _ = writeln!(text, "Applies to: {applies_to}.");
    let view = entry.properties.view();
    let properties = view.properties();
    if properties.is_empty() {
        return;
    }
    let _ = write!(text, "\n| property | type | required | meaning |\n|---|---|---|---|\n");
    for (name, property) in properties {
        let required = if view.is_required(name) { "yes" } else { "no" };
        let meaning = property.description().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(text, "| `{name}` | {} | {required} | {meaning} |", property.type_label());
    }
}
