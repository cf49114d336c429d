//! Names and amounts made out of what somebody wrote for one; no rule of its own.
//!
//! They are proposals: whether a name is free, and what refers to it, nobody looks at here.

/// Most characters of a port name.
const MOST_OF_PORT: usize = 15;

/// Most characters of other names.
const MOST: usize = 63;

/// A name for a port in Kubernetes: at most 15 lower-case letters, digits and single `-`, at least one letter.
pub(super) fn port_name(text: &str) -> Option<String> {
    let name = joined(&text.to_lowercase(), |it| it.is_ascii_alphanumeric(), MOST_OF_PORT);
    name.bytes().any(|it| it.is_ascii_lowercase()).then_some(name)
}

/// A name by the specification: at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
pub(super) fn name(text: &str) -> Option<String> {
    // Without its accented letters a word is another word.
    if text.chars().any(|it| it.is_alphanumeric() && !it.is_ascii()) {
        return None;
    }
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.');
    let name = joined(text, is_allowed, MOST);
    let name = name.trim_matches(|it: char| !it.is_ascii_alphanumeric()).to_owned();
    (!name.is_empty()).then_some(name)
}

/// The allowed parts of a text with `-` between them.
fn joined(text: &str, is_allowed: impl Fn(char) -> bool, most: usize) -> String {
    let parts: Vec<&str> = text.split(|it| !is_allowed(it)).filter(|it| !it.is_empty()).collect();
    let short: String = parts.join("-").chars().take(most).collect();
    short.trim_end_matches('-').to_owned()
}

/// An amount of memory: `1,5 Gigabytes` is `1.5G`.
pub(super) fn memory(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.find(|it: char| !it.is_ascii_digit() && !matches!(it, '.' | ',')).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let number = number.replace(',', ".");
    let unit = unit.trim().to_ascii_lowercase();
    let is_number = number.split('.').count() <= 2 && number.split('.').all(|it| !it.is_empty());
    let letter = unit.chars().next().filter(|it| "kmgtp".contains(*it))?;
    let is_binary = matches!(unit.get(1..), Some("i" | "ib")) || unit.contains("bibyte");
    let suffix = if is_binary { "i" } else { "" };
    is_number.then(|| format!("{number}{}{suffix}", letter.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_becomes_a_dash() {
        assert_eq!(port_name("HTTP_2").as_deref(), Some("http-2"));
        assert_eq!(port_name("averyveryverylongname").as_deref(), Some("averyveryverylo"));
        assert_eq!(port_name("8080"), None);
        assert_eq!(name("web server (new)").as_deref(), Some("web-server-new"));
        assert_eq!(name("-größe_"), None);
        assert_eq!(name("😀"), None);
    }

    #[test]
    fn an_amount_keeps_its_number_and_its_unit() {
        assert_eq!(memory("128 Megs").as_deref(), Some("128M"));
        assert_eq!(memory("1,5 Gigabytes").as_deref(), Some("1.5G"));
        assert_eq!(memory("2 mebibytes").as_deref(), Some("2Mi"));
        assert_eq!(memory("lots"), None);
    }
}
