//! Quotes put around a scalar, or taken from it, where that gives it the wanted type and loses nothing; no rule of its own.
//!
//! Which types are wanted is the caller's knowledge; nothing else is ever converted.

use oam_syntax::edit::{Edit, quote_scalar, unquote_scalar};
use oam_syntax::{Node, Scalar, Style};

use crate::rule::Report;

/// Offers the change of quotes that makes a scalar a value of an accepted type: `string`, `boolean`, `number` or
/// `integer`. Where there is none, the finding stays as it is.
pub(super) fn offer(report: Report<'_>, node: Node<'_>, accepts: impl Fn(&str) -> bool) {
    match requoted(node, accepts) {
        Some(Requoted::Quoted(edits)) => {
            report.help("write it in quotes".to_owned()).safe_fix("put it in quotes", edits)
        }
        Some(Requoted::Unquoted(edits)) => {
            report.help("write it without quotes".to_owned()).safe_fix("take the quotes away", edits)
        }
        None => report,
    };
}

/// What must be done to a scalar.
enum Requoted {
    /// A number or boolean becomes a string.
    Quoted(Vec<Edit>),
    /// A string becomes the number or boolean that it looks like.
    Unquoted(Vec<Edit>),
}

fn requoted(node: Node<'_>, accepts: impl Fn(&str) -> bool) -> Option<Requoted> {
    let some = |edits: Vec<Edit>| Some(edits).filter(|it| !it.is_empty());
    match node.scalar()? {
        Scalar::Bool(_) | Scalar::Int(_) | Scalar::Float(_) if accepts("string") => {
            some(quote_scalar(node)).map(Requoted::Quoted)
        }
        Scalar::Str(text) if matches!(node.style(), Some(Style::SingleQuoted | Style::DoubleQuoted)) => {
            let is_wanted = match text.as_str() {
                "true" | "false" => accepts("boolean"),
                it if is_decimal(it) => accepts("number") || (accepts("integer") && !it.contains('.')),
                _ => false,
            };
            some(unquote_scalar(node)).filter(|_| is_wanted).map(Requoted::Unquoted)
        }
        _ => None,
    }
}

/// Digits with a sign and a fraction at most, and no leading zero: what every YAML version reads as the same number.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && (whole == "0" || !whole.starts_with('0')) && whole.len() < 16
}
