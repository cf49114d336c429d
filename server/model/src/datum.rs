//! Data that knows where it came from: the values of a resolved application and the fields of a manifest.
//!
//! It is plain data without references to trees, so that rendering stays pure. It does not say how it is printed.

use std::sync::Arc;

use oam_syntax::Span;

use crate::value::{self, Value};
use crate::workspace::DocumentId;

/// A tree of data; each part remembers the source that set it.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// The data.
    pub data: Data,
    /// Who set it; `None` for what the renderer itself adds.
    pub origin: Option<Origin>,
}

/// The shapes of data, keys in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// A list.
    Sequence(Vec<Datum>),
    /// A mapping.
    Mapping(Vec<(String, Datum)>),
}

/// The place in a document that set a value, and the steps after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The document.
    pub document: DocumentId,
    /// The place, local to the document.
    pub span: Span,
    /// What kind of place it is.
    pub via: Via,
    /// The place through which the value came here: the `fromParam` that named the parameter, the call of the variable.
    pub through: Option<Arc<Origin>>,
}

/// The kinds of places that set values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// Written right there in the component.
    Component,
    /// `default` of the named parameter.
    ParameterDefault(String),
    /// The application's value for the named parameter.
    ParameterValue(String),
    /// The named variable of the application.
    Variable(String),
    /// A property of the named trait.
    Trait(String),
    /// A property of the named scope.
    Scope(String),
    /// Written right there in the application.
    Application,
    /// A value given on the command line.
    Override(String),
}

impl Origin {
    /// A place that set a value itself.
    pub fn new(document: DocumentId, span: Span, via: Via) -> Self {
        Self { document, span, via, through: None }
    }

    /// The same origin, which has come through one more place.
    #[must_use]
    pub fn through(mut self, origin: Option<Self>) -> Self {
        let Some(origin) = origin else { return self };
        let next = match self.through.take() {
            Some(step) => Arc::unwrap_or_clone(step).through(Some(origin)),
            None => origin,
        };
        self.through = Some(Arc::new(next));
        self
    }

    /// This place and those that the value came through, in its order.
    pub fn steps(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |it| it.through.as_deref())
    }
}

impl Datum {
    /// Data without a source.
    pub fn new(data: impl Into<Data>) -> Self {
        Self { data: data.into(), origin: None }
    }

    /// Data with its source.
    pub fn from_origin(data: impl Into<Data>, origin: Origin) -> Self {
        Self { data: data.into(), origin: Some(origin) }
    }

    /// The same data with another source.
    #[must_use]
    pub fn with_origin(mut self, origin: Option<Origin>) -> Self {
        self.origin = origin;
        self
    }

    /// An empty mapping.
    pub fn mapping() -> Self {
        Self::new(Data::Mapping(Vec::new()))
    }

    /// A spanned value of a document, every part with its own place.
    pub fn read(value: &Value, document: DocumentId, via: &Via) -> Self {
        let data = match &value.data {
            value::Data::Null | value::Data::Unknown => Data::Null,
            value::Data::Bool(it) => Data::Bool(*it),
            value::Data::Int(it) => Data::Int(*it),
            value::Data::Float(it) => Data::Float(*it),
            value::Data::String(it) => Data::String(it.clone()),
            value::Data::Sequence(it) => {
                Data::Sequence(it.iter().map(|it| Self::read(it, document, via)).collect())
            }
            value::Data::Mapping(it) => Data::Mapping(
                it.iter().map(|(key, it)| (key.text.clone(), Self::read(it, document, via))).collect(),
            ),
        };
        Self { data, origin: Some(Origin::new(document, value.span, via.clone())) }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(it) => Some(it),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self.data {
            Data::Int(it) => Some(it),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.data == Data::Null
    }

    /// The value under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.data {
            Data::Mapping(it) => it.iter().find(|(name, _)| name == key).map(|(_, it)| it),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.data {
            Data::Sequence(it) => it,
            _ => &[],
        }
    }

    /// Sets a key of a mapping: replaces the value that is there, else adds it at the end. Anything but a mapping becomes one.
    pub fn set(&mut self, key: &str, value: Self) {
        if !matches!(self.data, Data::Mapping(_)) {
            self.data = Data::Mapping(Vec::new());
        }
        let Data::Mapping(entries) = &mut self.data else { return };
        match entries.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => entries.push((key.to_owned(), value)),
        }
    }

    /// The same mapping with one more key; for building manifests.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Self>) -> Self {
        self.set(key, value.into());
        self
    }

    /// As [`Self::with`] where there is a value, else unchanged.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<impl Into<Self>>) -> Self {
        match value {
            Some(it) => self.with(key, it),
            None => self,
        }
    }

    /// JSON as data without a source. A number that is not whole, or too large for that, is a float.
    pub fn from_json(value: &serde_json::Value) -> Self {
        use serde_json::Value as Json;
        Self::new(match value {
            Json::Null => Data::Null,
            Json::Bool(it) => Data::Bool(*it),
            Json::Number(it) => {
                it.as_i64().map_or_else(|| Data::Float(it.as_f64().unwrap_or_default()), Data::Int)
            }
            Json::String(it) => Data::String(it.clone()),
            Json::Array(it) => Data::Sequence(it.iter().map(Self::from_json).collect()),
            Json::Object(it) => {
                Data::Mapping(it.iter().map(|(key, it)| (key.clone(), Self::from_json(it))).collect())
            }
        })
    }

    /// The data as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.data {
            Data::Null => serde_json::Value::Null,
            Data::Bool(it) => (*it).into(),
            Data::Int(it) => (*it).into(),
            Data::Float(it) => (*it).into(),
            Data::String(it) => it.as_str().into(),
            Data::Sequence(it) => it.iter().map(Self::to_json).collect(),
            Data::Mapping(it) => {
                serde_json::Value::Object(it.iter().map(|(key, it)| (key.clone(), it.to_json())).collect())
            }
        }
    }
}

impl From<&str> for Data {
    fn from(it: &str) -> Self {
        Self::String(it.to_owned())
    }
}

impl From<String> for Data {
    fn from(it: String) -> Self {
        Self::String(it)
    }
}

impl From<i64> for Data {
    fn from(it: i64) -> Self {
        Self::Int(it)
    }
}

impl From<bool> for Data {
    fn from(it: bool) -> Self {
        Self::Bool(it)
    }
}

impl From<Vec<Datum>> for Data {
    fn from(it: Vec<Datum>) -> Self {
        Self::Sequence(it)
    }
}

impl<T: Into<Data>> From<T> for Datum {
    fn from(it: T) -> Self {
        Self::new(it)
    }
}
