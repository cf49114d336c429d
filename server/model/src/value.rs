//! A value as it stands in a document: YAML data with the place of every part.
//!
//! It is what lowering keeps of `properties`, parameter values and defaults. It does not know where it came from
//! beyond its own document; values that travel through parameters and variables become [`crate::datum::Datum`].
//!
//! The trap: aliases are expanded here, so a value is built under a budget of nodes ([`MAX_NODES`]).

use oam_syntax::{Node, NodeId, NodeKind, Scalar, SourceDocument, Span};

/// Most nodes that one value may expand to through aliases; the rest is cut off as [`Data::Unknown`].
pub const MAX_NODES: usize = 20_000;

/// Deepest nesting that a value keeps; deeper parts are cut off as [`Data::Unknown`].
pub const MAX_DEPTH: usize = 64;

/// A spanned piece of data. Spans are local to the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The data itself.
    pub data: Data,
    /// Where it is written; an alias stands for the place of the alias.
    pub span: Span,
    /// The node of the tree it was read from.
    pub node: NodeId,
}

/// The shapes of data that YAML and JSON share.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// `null`, `~` or nothing at all.
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
    Sequence(Vec<Value>),
    /// A mapping, in the order written.
    Mapping(Vec<(Key, Value)>),
    /// Something with a hole in it, or a part beyond the limits: nothing can be said about it.
    Unknown,
}

/// The key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The decoded text.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// The node of the key.
    pub node: NodeId,
}

/// A string with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The decoded text.
    pub value: String,
    /// Where it is written, quotes included.
    pub span: Span,
    /// The node of the scalar.
    pub node: NodeId,
}

impl Text {
    /// The text of a scalar node; nothing for collections, absent values, and text with holes: nobody knows it.
    pub fn read(node: Node<'_>) -> Option<Self> {
        let target = node.resolved();
        (target.kind() == NodeKind::Scalar && target.scalar() != Some(Scalar::Null)).then(|| Self {
            value: target.text().into_owned(),
            span: node.span(),
            node: node.id(),
        })
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl Value {
    /// Reads the data under a node, of at most [`MAX_NODES`] nodes.
    pub fn read(node: Node<'_>) -> Self {
        Self::read_within(node, &mut { MAX_NODES }, 0)
    }

    /// Reads all that a document holds: as many nodes as its tree has, and [`MAX_NODES`] more through aliases.
    pub fn read_document(source: &SourceDocument) -> Option<Self> {
        let mut budget = source.tree().len() + MAX_NODES;
        Some(Self::read_within(source.root()?, &mut budget, 0))
    }

    fn read_within(node: Node<'_>, budget: &mut usize, depth: usize) -> Self {
        let target = node.resolved();
        let data = if *budget == 0 || depth > MAX_DEPTH {
            Data::Unknown
        } else {
            *budget -= 1;
            match target.kind() {
                NodeKind::Missing if target.is_open() => Data::Unknown,
                NodeKind::Missing => Data::Null,
                NodeKind::Template | NodeKind::Alias => Data::Unknown,
                NodeKind::Scalar => match target.scalar() {
                    Some(Scalar::Null) | None => Data::Null,
                    Some(Scalar::Bool(it)) => Data::Bool(it),
                    Some(Scalar::Int(it)) => Data::Int(it),
                    Some(Scalar::Float(it)) => Data::Float(it),
                    Some(Scalar::Str(it)) => Data::String(it),
                },
                NodeKind::Sequence => Data::Sequence(
                    target.items().map(|it| Self::read_within(it, budget, depth + 1)).collect(),
                ),
                NodeKind::Mapping => Data::Mapping(
                    target
                        .merged_entries()
                        .into_iter()
                        // What a template calls a key is not known, so it is none of those that are asked for.
                        .filter(|it| it.key.resolved().kind() != NodeKind::Template)
                        .map(|it| (Key::read(it.key), Self::read_within(it.value, budget, depth + 1)))
                        .collect(),
                ),
            }
        };
        Self { data, span: node.span(), node: node.id() }
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

    /// Whether there is nothing: `null` or no value at all.
    pub fn is_null(&self) -> bool {
        self.data == Data::Null
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[(Key, Self)] {
        match &self.data {
            Data::Mapping(it) => it,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.data {
            Data::Sequence(it) => it,
            _ => &[],
        }
    }

    /// The value under a key of a mapping; the last one where a key is repeated, as engines read it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().rev().find(|(it, _)| it.text == key).map(|(_, it)| it)
    }

    /// The value as JSON, for schemas; [`Data::Unknown`] becomes `null`.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.data {
            Data::Null | Data::Unknown => serde_json::Value::Null,
            Data::Bool(it) => (*it).into(),
            Data::Int(it) => (*it).into(),
            Data::Float(it) => (*it).into(),
            Data::String(it) => it.as_str().into(),
            Data::Sequence(it) => it.iter().map(Self::to_json).collect(),
            Data::Mapping(it) => {
                serde_json::Value::Object(it.iter().map(|(k, v)| (k.text.clone(), v.to_json())).collect())
            }
        }
    }

    /// Whether some part of it cannot be known.
    pub fn has_unknown(&self) -> bool {
        match &self.data {
            Data::Unknown => true,
            Data::Sequence(it) => it.iter().any(Self::has_unknown),
            Data::Mapping(it) => it.iter().any(|(_, it)| it.has_unknown()),
            _ => false,
        }
    }

    /// What kind of data it is, in a user's words.
    pub fn type_name(&self) -> &'static str {
        match self.data {
            Data::Null => "nothing",
            Data::Bool(_) => "boolean",
            Data::Int(_) | Data::Float(_) => "number",
            Data::String(_) => "string",
            Data::Sequence(_) => "list",
            Data::Mapping(_) => "mapping",
            Data::Unknown => "template",
        }
    }
}

impl Key {
    /// Reads the key of an entry.
    pub fn read(node: Node<'_>) -> Self {
        Self { text: node.text().into_owned(), span: node.span(), node: node.id() }
    }
}
