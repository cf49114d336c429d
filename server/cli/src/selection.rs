//! `--select` and `--ignore`: which rules count in this run.
//!
//! It only filters: all rules run, so that a comment which allows a rule that is not asked for is not called useless.

use std::collections::BTreeSet;

use oam_model::workspace::{Level, Settings};

use crate::args::SelectionArgs;

/// Rules that count.
#[derive(Debug)]
pub(crate) struct Selection {
    counting: BTreeSet<&'static str>,
    /// Those that were asked for by their id.
    named: BTreeSet<&'static str>,
}

impl Selection {
    /// Reads the words; the error names the first that is neither a rule nor a group.
    pub(crate) fn read(args: &SelectionArgs) -> Result<Self, String> {
        let mut named = BTreeSet::new();
        let mut counting = BTreeSet::new();
        for word in &args.select {
            let rules = meant(word)?;
            if let [rule] = *rules
                && rule == word
            {
                named.insert(rule);
            }
            counting.extend(rules);
        }
        if args.select.is_empty() {
            counting.extend(oam_ide::rules().iter().map(|it| it.id));
        }
        for word in &args.ignore {
            for rule in meant(word)? {
                counting.remove(rule);
                named.remove(rule);
            }
        }
        Ok(Self { counting, named })
    }

    /// Whether findings of a rule count. Rules that no longer exist are nobody's choice.
    pub(crate) fn includes(&self, rule: &str) -> bool {
        self.counting.contains(rule) || oam_ide::rules().iter().all(|it| it.id != rule)
    }

    /// Settings in which the rules that were asked for by their id are not turned off.
    pub(crate) fn applied_to(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        settings.levels.retain(|rule, level| *level != Level::Off || !self.named.contains(rule.as_str()));
        settings
    }
}

/// The rules that a word means.
fn meant(word: &str) -> Result<Vec<&'static str>, String> {
    let rules = oam_ide::rules();
    if let Some(rule) = rules.iter().find(|it| it.id == word) {
        return Ok(vec![rule.id]);
    }
    let group: Vec<_> = rules.iter().filter(|it| it.group.name() == word).map(|it| it.id).collect();
    if !group.is_empty() {
        return Ok(group);
    }
    let names = rules.iter().flat_map(|it| [it.id, it.group.name()]);
    let hint = match oam_ide::nearest(word, names) {
        Some(it) => format!("did you mean `{it}`?"),
        None => "`oam-ls rules` lists all".to_owned(),
    };
    Err(format!("no rule or group is named `{word}`; {hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(select: &[&str], ignore: &[&str]) -> Result<Selection, String> {
        let owned = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        Selection::read(&SelectionArgs { select: owned(select), ignore: owned(ignore) })
    }

    #[test]
    fn groups_and_ids_are_chosen_and_left_out() {
        let it = selection(&["references", "duplicate-key"], &["unknown-component"]).unwrap();
        assert!(it.includes("duplicate-key") && it.includes("duplicate-instance"));
        assert!(!it.includes("unknown-component") && !it.includes("syntax-error"));
        assert!(selection(&[], &["schema"]).unwrap().includes("unknown-component"));
    }

    #[test]
    fn wrong_names_are_answered_with_the_nearest() {
        assert_eq!(
            selection(&["unknwon-component"], &[]).unwrap_err(),
            "no rule or group is named `unknwon-component`; did you mean `unknown-component`?"
        );
        assert_eq!(
            selection(&[], &["reference"]).unwrap_err(),
            "no rule or group is named `reference`; did you mean `references`?"
        );
        assert_eq!(
            selection(&["E501"], &[]).unwrap_err(),
            "no rule or group is named `E501`; `oam-ls rules` lists all"
        );
    }

    #[test]
    fn a_rule_that_settings_turn_off_runs_when_its_id_is_given() {
        let mut settings = Settings::default();
        settings.levels.insert("unknown-component".to_owned(), Level::Off);
        let levels = |it: Selection| it.applied_to(&settings).levels.len();
        assert_eq!(levels(selection(&["unknown-component"], &[]).unwrap()), 0);
        assert_eq!(levels(selection(&["references"], &[]).unwrap()), 1);
    }
}
