//! Rules are complete: each has a page with examples and fixtures of its own, and no fixture is without a rule.

use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn problems(root: &Path) -> Vec<String> {
    let mut problems = Vec::new();
    let folder = root.join("tests/rules");
    let mut ids = BTreeSet::new();
    for rule in oam_ide::rules() {
        ids.insert(rule.id.to_owned());
        let page = rule.page();
        for part in ["## Why", "```yaml invalid", "```yaml valid"] {
            if !page.contains(part) {
                problems.push(format!("rule `{}`: its page lacks `{part}`", rule.id));
            }
        }
        if !folder.join(rule.id).is_dir() {
            problems.push(format!("rule `{}`: write fixtures in tests/rules/{}/", rule.id, rule.id));
        }
    }
    for entry in std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !ids.contains(&name) {
            problems.push(format!("tests/rules/{name}: there is no rule of that name"));
        }
    }
    problems
}
