//! Cuts text at `${…}`.
//!
//! It does not read the expressions; it only finds where each ends, past its strings and brackets.

use std::ops::Range;

use super::ExpressionProblem;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text that stands for itself; `$${` has become `${`.
    Text(String),
    /// Where an expression stands, without its `${` and `}`.
    Expression(Range<usize>),
}

/// The stretches of a text in order, none of them empty text.
pub(crate) fn pieces(text: &str) -> Result<Vec<Piece>, ExpressionProblem> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        if rest.starts_with("$${") {
            plain.push_str("${");
            at += 3;
        } else if rest.starts_with("${") {
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            let Some(end) = end(text, at + 2) else {
                let message = "`${` has no `}`".to_owned();
                return Err(ExpressionProblem { range: at..text.len(), message });
            };
            pieces.push(Piece::Expression(at + 2..end));
            at = end + 1;
        } else {
            let next = rest.chars().next().unwrap_or_default();
            plain.push(next);
            at += next.len_utf8();
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    Ok(pieces)
}

/// Where the `}` is that belongs to the `${` before `from`.
fn end(text: &str, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote: Option<char> = None;
    let mut is_escaped = false;
    for (at, it) in text.get(from..)?.char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if it == '\\' => is_escaped = true,
            Some(open) if it == open => quote = None,
            Some(_) => {}
            None => match it {
                '"' | '\'' => quote = Some(it),
                '{' => depth += 1,
                '}' if depth == 0 => return Some(from + at),
                '}' => depth -= 1,
                _ => {}
            },
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let show = |it: Piece| match it {
            Piece::Text(it) => it,
            Piece::Expression(range) => format!("<{}>", text.get(range).unwrap_or_default()),
        };
        pieces(text).map(|it| it.into_iter().map(show).collect()).unwrap_or_default()
    }

    #[test]
    fn expressions_end_at_their_own_brace() {
        assert_eq!(cut("${a}"), ["<a>"]);
        assert_eq!(cut("é-${a}-${b}!"), ["é-", "<a>", "-", "<b>", "!"]);
        assert_eq!(cut(r#"${{"k": "}"}}x"#), [r#"<{"k": "}"}>"#, "x"]);
        assert_eq!(cut(r"${'\'}' + b}"), [r"<'\'}' + b>"]);
    }

    #[test]
    fn a_second_dollar_takes_the_meaning_away() {
        assert_eq!(cut("$${HOME} costs $5"), ["${HOME} costs $5"]);
        assert_eq!(cut("$(HOME)"), ["$(HOME)"]);
    }

    #[test]
    fn an_open_expression_is_a_problem() {
        assert_eq!(pieces("a ${b").map_err(|it| it.range), Err(2..5));
        assert!(pieces("${'}").is_err());
    }
}
