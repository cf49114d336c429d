//! Calls of variables inside strings: `[fromVariable(NAME)]`.
//!
//! Finds and substitutes; it does not know which variables exist. Names are letters, digits, `_`, `-` and `.`
//! (specification, chapter 6).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// One call in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableCall {
    /// The whole call, brackets included, in bytes of the text.
    pub range: Range<usize>,
    /// The name within it.
    pub name_range: Range<usize>,
    /// The name.
    pub name: String,
}

#[expect(clippy::expect_used, reason = "the pattern is a constant and a test runs it")]
static CALL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[fromVariable\(([\p{L}\p{N}_.-]+)\)\]").expect("a valid pattern"));

/// All calls in a text, in order.
pub fn variable_calls(text: &str) -> Vec<VariableCall> {
    if !text.contains("fromVariable") {
        return Vec::new();
    }
    CALL.captures_iter(text)
        .filter_map(|it| {
            let (whole, name) = (it.get(0)?, it.get(1)?);
            Some(VariableCall {
                range: whole.range(),
                name_range: name.range(),
                name: name.as_str().to_owned(),
            })
        })
        .collect()
}

/// The variable that a text consists of, if it is exactly one call.
pub fn whole_call(text: &str) -> Option<String> {
    let calls = variable_calls(text);
    let [call] = calls.as_slice() else { return None };
    (call.range == (0..text.len())).then(|| call.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_with_their_names() {
        let text = "http://[fromVariable(host)]:[fromVariable(p-1.x)]/";
        let names: Vec<_> = variable_calls(text).into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["host", "p-1.x"]);
    }

    #[test]
    fn near_misses_are_no_calls() {
        for text in
            ["[fromVaraible(x)]", "[fromVariable (x)]", "[fromVariable(a b)]", "$(x)", "fromVariable(x)"]
        {
            assert_eq!(variable_calls(text), [], "{text}");
        }
    }

    #[test]
    fn only_a_whole_call_keeps_the_type() {
        assert_eq!(whole_call("[fromVariable(x)]").as_deref(), Some("x"));
        assert_eq!(whole_call(" [fromVariable(x)]"), None);
    }
}
