//! Suggestions and lists of names for messages: the nearest of some candidates, names in backticks.
//!
//! It does not know where candidates come from, nor whether a suggestion may be applied.
//!
//! The trap: candidates come in any order, so of equally near ones the first by name is taken.

use std::collections::BTreeSet;

use strsim::osa_distance;

/// How many names a message shows at most.
const SHOWN: usize = 7;

/// The candidate that is most likely meant, if one is near enough: at most one mistake in three characters.
///
/// Of names written `GROUP/VERSION.KIND` the kind is compared apart, lest the long common part make all of them alike.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let candidates = candidates.into_iter().filter(|it| *it != word);
    candidates.filter_map(|it| Some((distance(word, it)?, it))).min().map(|(_, it)| it)
}

/// The question that offers a candidate.
pub(crate) fn did_you_mean(candidate: &str) -> String {
    format!("did you mean `{candidate}`?")
}

/// The question for the nearest candidate, else the list of all where it is short; `what` stands before the list.
pub(crate) fn nearest_or_all<'c>(
    word: &str,
    what: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> (Option<&'c str>, Option<String>) {
    let all: Vec<&str> = candidates.into_iter().collect();
    if let Some(it) = nearest(word, all.iter().copied()) {
        return (Some(it), Some(did_you_mean(it)));
    }
    let mut distinct = BTreeSet::new();
    let is_short = all.into_iter().all(|it| {
        distinct.insert(it);
        distinct.len() <= SHOWN
    });
    let help = (is_short && !distinct.is_empty()).then(|| format!("{what} {}", names(distinct)));
    (None, help)
}

/// Names in backticks, sorted: at most seven, then how many more there are.
pub(crate) fn names<'c>(list: impl IntoIterator<Item = &'c str>) -> String {
    let list: BTreeSet<&str> = list.into_iter().collect();
    let shown: Vec<String> = list.iter().take(SHOWN).map(|it| format!("`{it}`")).collect();
    match list.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

/// Whether two names differ in nothing but upper and lower case, `-` and `_`: `service_port` and `servicePort`.
pub(crate) fn is_other_case(a: &str, b: &str) -> bool {
    a != b && letters(a).eq(letters(b))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|it| !matches!(it, '-' | '_')).flat_map(char::to_lowercase)
}

fn distance(word: &str, candidate: &str) -> Option<usize> {
    match (type_parts(word), type_parts(candidate)) {
        (Some(a), Some(b)) => Some(near(a.0, b.0)? + near(a.1, b.1)?),
        _ => near(word, candidate),
    }
}

/// Group with version, and kind.
fn type_parts(name: &str) -> Option<(&str, &str)> {
    name.contains('/').then(|| name.rsplit_once('.')).flatten()
}

fn near(a: &str, b: &str) -> Option<usize> {
    if a == b || is_other_case(a, b) {
        return Some(0);
    }
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    let most = (long / 3).max(1);
    // A name of kilobytes is no typing mistake, and comparing takes time with the square of the length.
    if long - short > most || long > 256 {
        return None;
    }
    let found = osa_distance(&a.to_lowercase(), &b.to_lowercase());
    (found <= most && found < long).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_of_typing_and_of_case_are_near() {
        let known = ["manual-scaler", "auto-scaler", "ingress", "volume-mounter"];
        for (word, meant) in [
            ("manual-scalerr", "manual-scaler"),
            ("ManualScaler", "manual-scaler"),
            ("autoscaler", "auto-scaler"),
            ("ingrses", "ingress"),
            ("vloume-munter", "volume-mounter"),
        ] {
            assert_eq!(nearest(word, known), Some(meant), "{word}");
        }
        for word in ["rollout", "x", "", "scaler", "ingress"] {
            assert_eq!(nearest(word, known), None, "{word}");
        }
    }

    #[test]
    fn kinds_of_one_group_are_not_alike() {
        let known =
            ["core.oam.dev/v1alpha1.Server", "core.oam.dev/v1alpha1.Task", "core.oam.dev/v1alpha1.Worker"];
        assert_eq!(nearest("core.oam.dev/v1alpha1.Sever", known), Some(known[0]));
        assert_eq!(nearest("core.oam.dev/v1.Server", known), Some(known[0]));
        assert_eq!(nearest("core.oam.dev/v1alpha1.server", known), Some(known[0]));
        assert_eq!(nearest("core.oam.dev/v1alpha1.Function", known), None);
    }

    #[test]
    fn of_equally_near_ones_the_first_by_name() {
        assert_eq!(nearest("port-x", ["port-c", "port-a", "port-b"]), Some("port-a"));
    }

    #[test]
    fn long_lists_are_cut() {
        let all = ["h", "g", "f", "e", "d", "c", "b", "a", "a"];
        assert_eq!(names(all), "`a`, `b`, `c`, `d`, `e`, `f`, `g` and 1 more");
        assert_eq!(nearest_or_all("zzz", "known are", ["b", "a"]).1.as_deref(), Some("known are `a`, `b`"));
        assert_eq!(nearest_or_all("zzz", "known are", all), (None, None));
    }
}
