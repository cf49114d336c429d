//! Reading the fields of a mapping, and keeping track of old spellings and of the size of what is read.

use oam_syntax::{Entry, Node, NodeId, NodeKind, Span};

use crate::object::{Legacy, LegacyForm};
use crate::value::{Text, Value};

/// Most list items that one document may have after aliases are followed.
const MAX_ITEMS: usize = 200_000;

/// What lowering a document collects beside the object.
pub(super) struct Lowerer {
    pub(super) legacy: Vec<Legacy>,
    items_left: usize,
}

/// A mapping whose fields are read by name.
#[derive(Clone, Copy)]
pub(super) struct Fields<'d> {
    node: Node<'d>,
}

impl Lowerer {
    pub(super) fn new() -> Self {
        Self { legacy: Vec::new(), items_left: MAX_ITEMS }
    }

    /// Remembers an older spelling.
    pub(super) fn legacy(
        &mut self,
        form: LegacyForm,
        span: Span,
        node: NodeId,
        written: &str,
        canonical: &str,
    ) {
        let (written, canonical) = (written.to_owned(), canonical.to_owned());
        self.legacy.push(Legacy { form, span, node, written, canonical });
    }

    /// Remembers an older key.
    pub(super) fn legacy_key(&mut self, form: LegacyForm, entry: Entry<'_>, canonical: &str) {
        self.legacy(form, entry.key.span(), entry.key.id(), &entry.key.text(), canonical);
    }

    /// The items of a list that are mappings, within the limit. Items that hold nothing yet (`- `) are left out.
    pub(super) fn mappings<'d>(&mut self, list: Option<Node<'d>>) -> Vec<Fields<'d>> {
        let Some(list) = list else { return Vec::new() };
        let items: Vec<_> = list
            .items()
            .filter(|it| it.resolved().kind() == NodeKind::Mapping)
            .take(self.items_left)
            .map(Fields::of)
            .collect();
        self.items_left -= items.len();
        items
    }
}

impl<'d> Fields<'d> {
    pub(super) fn of(node: Node<'d>) -> Self {
        Self { node }
    }

    /// The mapping itself.
    pub(super) fn node(self) -> Node<'d> {
        self.node
    }

    pub(super) fn span(self) -> Span {
        self.node.span()
    }

    pub(super) fn entry(self, key: &str) -> Option<Entry<'d>> {
        self.node.get(key)
    }

    pub(super) fn entries(self) -> Vec<Entry<'d>> {
        self.node.merged_entries()
    }

    /// The value of a key, a missing one included.
    pub(super) fn get(self, key: &str) -> Option<Node<'d>> {
        self.entry(key).map(|it| it.value)
    }

    pub(super) fn text(self, key: &str) -> Option<Text> {
        self.get(key).and_then(Text::read)
    }

    /// The data of a key; nothing where it is absent or null.
    pub(super) fn value(self, key: &str) -> Option<Value> {
        self.get(key).map(Value::read).filter(|it| !it.is_null())
    }

    pub(super) fn bool(self, key: &str) -> Option<bool> {
        match self.get(key)?.resolved().scalar()? {
            oam_syntax::Scalar::Bool(it) => Some(it),
            // Kubernetes tools read YAML 1.1, where these are booleans; the specification itself writes `required: Y`.
            oam_syntax::Scalar::Str(it) => match it.as_str() {
                "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
                "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
}
