//! Scalars read the way a target needs them: text for the environment, whole numbers for counts and ports.
//!
//! It does not know quantities; see [`crate::quantity`].

use oam_model::datum::{Data, Datum};

/// The text of any data; what is not a string becomes compact JSON.
pub(crate) fn text(datum: &Datum) -> String {
    match &datum.data {
        Data::String(it) => it.clone(),
        _ => datum.to_json().to_string(),
    }
}

/// The same data as a string, with its source.
pub(crate) fn as_text(datum: &Datum) -> Datum {
    Datum::new(text(datum)).with_origin(datum.origin.clone())
}

/// A whole number, also where it is written as text.
///
/// Values that come through variables are often strings: `value: "[fromVariable(replicas)]"`.
pub(crate) fn whole_number(datum: &Datum) -> Option<i64> {
    match &datum.data {
        Data::Int(it) => Some(*it),
        Data::String(it) => it.trim().parse().ok(),
        _ => None,
    }
}

/// A number of things: whole and not negative, and small enough for Kubernetes.
pub(crate) fn count(datum: &Datum) -> Option<i64> {
    whole_number(datum).filter(|it| (0..=i64::from(i32::MAX)).contains(it))
}

/// A port number.
pub(crate) fn port(datum: &Datum) -> Option<i64> {
    whole_number(datum).filter(|it| (1..=65_535).contains(it))
}

/// A number with the source of the data it was read from.
pub(crate) fn from_source(value: i64, source: &Datum) -> Datum {
    Datum::new(value).with_origin(source.origin.clone())
}
