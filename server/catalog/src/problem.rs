//! What is wrong with a value, in our words.
//!
//! How severe it is, is the business of whoever reports it.

use std::fmt;

use crate::label;

/// One step of the way from the checked value to the place of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// A key of a mapping.
    Key(String),
    /// An item of a list, counted from zero.
    Index(usize),
}

/// One contradiction between a value and its schema.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaProblem {
    /// The place. For a missing or unknown key it is the mapping that lacks or has it.
    pub path: Vec<PathStep>,
    /// What is wrong there.
    pub kind: SchemaProblemKind,
}

/// The ways in which a value can contradict its schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaProblemKind {
    /// A required key is not there.
    Missing {
        /// The key.
        property: String,
    },
    /// A key that means nothing here.
    Unknown {
        /// The key.
        property: String,
        /// The keys that mean something here, without legacy spellings, sorted.
        allowed: Vec<String>,
    },
    /// A value of the wrong JSON type.
    WrongType {
        /// JSON Schema names of the types that are accepted.
        expected: Vec<String>,
        /// The JSON Schema name of the type that is there.
        actual: &'static str,
    },
    /// A value outside a closed list.
    NotInEnum {
        /// The list, sorted.
        allowed: Vec<String>,
        /// The value that is there.
        actual: String,
    },
    /// A number that is too small or too large.
    OutOfRange {
        /// The smallest accepted number.
        minimum: Option<f64>,
        /// The largest accepted number.
        maximum: Option<f64>,
        /// The number that is there.
        actual: f64,
    },
    /// A string of the wrong form.
    Pattern {
        /// The regular expression.
        pattern: String,
        /// The string that is there.
        actual: String,
        /// What the expression means in plain words.
        hint: Option<String>,
    },
    /// A list with too few items.
    TooFew {
        /// The smallest accepted number of items.
        minimum: u64,
    },
    /// Anything else, as a predicate: `must be …`.
    Other {
        /// The predicate.
        text: String,
    },
}

impl fmt::Display for SchemaProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = subject(&self.path);
        match &self.kind {
            SchemaProblemKind::Missing { property } => write!(f, "`{property}` is missing"),
            SchemaProblemKind::Unknown { property, allowed } => {
                write!(f, "unknown key `{property}`")?;
                if allowed.is_empty() { Ok(()) } else { write!(f, "; allowed are {}", label::names(allowed)) }
            }
            SchemaProblemKind::WrongType { expected, actual } => {
                let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
                let (is, must) = (label::a_type(actual), label::any_type(&expected));
                write!(f, "{subject} is {is}, but must be {must}")
            }
            SchemaProblemKind::NotInEnum { allowed, actual } => {
                write!(f, "{subject} is `{}`, but must be ", label::shortened(actual))?;
                match allowed.as_slice() {
                    [only] => write!(f, "`{only}`"),
                    _ => write!(f, "one of {}", label::names(allowed)),
                }
            }
            SchemaProblemKind::OutOfRange { minimum, maximum, actual } => {
                write!(f, "{subject} is {actual}, but must be ")?;
                match (minimum, maximum) {
                    (Some(minimum), Some(maximum)) => write!(f, "from {minimum} to {maximum}"),
                    (Some(minimum), None) => write!(f, "at least {minimum}"),
                    (None, Some(maximum)) => write!(f, "at most {maximum}"),
                    (None, None) => write!(f, "another number"),
                }
            }
            SchemaProblemKind::Pattern { pattern, actual, hint } => {
                write!(f, "{subject} is `{}`, but must ", label::shortened(actual))?;
                match hint {
                    Some(hint) => write!(f, "be {hint}"),
                    None => write!(f, "match `{pattern}`"),
                }
            }
            SchemaProblemKind::TooFew { minimum } => {
                let items = if *minimum == 1 { "item" } else { "items" };
                write!(f, "{subject} must have at least {minimum} {items}")
            }
            SchemaProblemKind::Other { text } => write!(f, "{subject} {text}"),
        }
    }
}

/// The words for the value at the end of a path: its key, or which item of which list it is.
fn subject(path: &[PathStep]) -> String {
    match path {
        [] => "the value".to_owned(),
        [.., PathStep::Key(key)] => format!("`{key}`"),
        [.., PathStep::Key(list), PathStep::Index(index)] => format!("item {} of `{list}`", index + 1),
        [.., PathStep::Index(index)] => format!("item {}", index + 1),
    }
}
