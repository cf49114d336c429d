//! Numbers that look random and are the same on every machine.
//!
//! Not for secrets, and no stream: every number is asked for by name, so that a new question changes no older answer.

/// A number below `end`, of a seed, a document and a question about it.
pub(crate) fn below(end: usize, seed: u64, document: usize, question: &str) -> usize {
    let mut state = seed ^ 0x9E37_79B9_7F4A_7C15;
    for part in [document as u64].into_iter().chain(question.bytes().map(u64::from)) {
        state = mixed(state.wrapping_add(part).wrapping_add(0x9E37_79B9_7F4A_7C15));
    }
    usize::try_from(state % (end.max(1) as u64)).unwrap_or_default()
}

/// The finaliser of `SplitMix64`.
fn mixed(mut state: u64) -> u64 {
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

/// One of some things.
pub(crate) fn one_of<'a, T>(things: &'a [T], seed: u64, document: usize, question: &str) -> Option<&'a T> {
    things.get(below(things.len(), seed, document, question))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stay_and_differ() {
        let asked: Vec<_> = (0..8).map(|it| below(1_000, 1, it, "port")).collect();
        assert_eq!(asked, (0..8).map(|it| below(1_000, 1, it, "port")).collect::<Vec<_>>());
        assert!(asked.windows(2).any(|it| it[0] != it[1]));
        assert_ne!(asked, (0..8).map(|it| below(1_000, 2, it, "port")).collect::<Vec<_>>());
    }
}
