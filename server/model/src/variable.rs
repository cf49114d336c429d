//! Calls of variables inside strings: `[fromVariable(NAME)]`.
//!
//! Finds and substitutes; it does not know which variables exist. Names are letters, digits, `_`, `-` and `.`
//! (specification, chapter 6).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value as Json;

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

/// A text with its calls replaced, as engines do it within a longer text: strings as they are, null as nothing, all else as
/// JSON. Where `value` has none for a name, the call stays.
pub fn replace_calls(text: &str, mut value: impl FnMut(&str) -> Option<Json>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for call in variable_calls(text) {
        let Some(value) = value(&call.name) else { continue };
        result.push_str(text.get(done..call.range.start).unwrap_or_default());
        match value {
            Json::String(it) => result.push_str(&it),
            Json::Null => {}
            other => result.push_str(&other.to_string()),
        }
        done = call.range.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
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
    fn values_are_put_into_texts() {
        let value = |name: &str| match name {
            "host" => Some(Json::from("a.example")),
            "port" => Some(Json::from(80)),
            "path" => Some(Json::Null),
            _ => None,
        };
        let text = "[fromVariable(host)]:[fromVariable(port)]/[fromVariable(path)][fromVariable(x)]";
        assert_eq!(replace_calls(text, value), "a.example:80/[fromVariable(x)]");
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
