//! What makes a finding the same one after its file was edited elsewhere: the rule, the file and the text of its line.
//!
//! Line numbers do not count, and neither do messages, so that a new release that words one better knows it still.
//!
//! The trap: fingerprints are stored in baselines and by services. The hash and what goes into it must never change.

use std::collections::HashMap;
use std::fmt;

use twox_hash::XxHash64;

/// The identity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint {
    /// The hash of rule, file and line.
    pub(crate) hash: u64,
    /// Which of the findings with this hash it is, from 1.
    pub(crate) ordinal: u32,
}

impl Fingerprint {
    /// Reads what [`fmt::Display`] wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (hash, ordinal) = text.split_once(':')?;
        Some(Self { hash: u64::from_str_radix(hash, 16).ok()?, ordinal: ordinal.parse().ok()? })
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}:{}", self.hash, self.ordinal)
    }
}

/// Hands out the fingerprints of one file, its findings taken in order.
pub(crate) struct Fingerprints<'a> {
    file: &'a str,
    seen: HashMap<u64, u32>,
}

impl<'a> Fingerprints<'a> {
    /// For the file of this path, written below the root and with `/`.
    pub(crate) fn new(file: &'a str) -> Self {
        Self { file, seen: HashMap::new() }
    }

    /// For a finding of this rule that begins in this line. Blanks are all alike: indentation is no identity.
    pub(crate) fn next(&mut self, rule: &str, line: &str) -> Fingerprint {
        let words: Vec<_> = line.split_whitespace().collect();
        let hash = XxHash64::oneshot(0, [rule, self.file, &words.join(" ")].join("\0").as_bytes());
        let ordinal = self.seen.entry(hash).or_default();
        *ordinal += 1;
        Fingerprint { hash, ordinal: *ordinal }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_fingerprints_stay_valid() {
        let mut prints = Fingerprints::new("apps/a.yaml");
        let first = prints.next("unknown-component", "    - componentName: ghost");
        assert_eq!(first.to_string(), "9af505250aa4a53a:1");
        assert_eq!(Fingerprint::parse(&first.to_string()), Some(first));
    }

    #[test]
    fn indentation_does_not_count_and_repetition_does() {
        let mut prints = Fingerprints::new("a.yaml");
        let first = prints.next("r", "  image:  x");
        let second = prints.next("r", "image: x");
        assert_eq!((first.hash, first.ordinal, second.ordinal), (second.hash, 1, 2));
        assert_ne!(first.hash, prints.next("r", "image: y").hash);
        assert_ne!(first.hash, prints.next("s", "image: x").hash);
        assert_ne!(first.hash, Fingerprints::new("b.yaml").next("r", "image: x").hash);
    }

    #[test]
    fn other_text_is_no_fingerprint() {
        for text in ["", "12", ":1", "zz:1", "12:", "12:x"] {
            assert_eq!(Fingerprint::parse(text), None, "{text}");
        }
    }
}
