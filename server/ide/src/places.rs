//! Every place of a document with what the schema of its kind says there; no rule of its own.
//!
//! It reports nothing. Places that the schema does not know are left out, and so is what is below them.

use oam_catalog::SchemaView;
use oam_model::object::Object;
use oam_model::value::{Data, Key, Value};
use oam_model::workspace::Workspace;

use crate::schema_problems::kind_schema;

/// A value, the key that it belongs to, and what the schema says of it.
pub(crate) type KnownPlace<'w> = (&'w Key, &'w Value, SchemaView<'w>);

/// Every value below a key that the schema of the object's kind names, in the order of the text.
pub(crate) fn known_places<'w>(
    workspace: &Workspace,
    object: &Object,
    value: Option<&'w Value>,
) -> Vec<KnownPlace<'w>> {
    let mut found = Vec::new();
    if let (Some(kind), Some(value)) = (kind_schema(workspace, object), value) {
        below(value, kind.schema(), &mut found);
    }
    found
}

/// The depth is that of the value, which is bounded.
fn below<'w>(value: &'w Value, view: SchemaView<'w>, found: &mut Vec<KnownPlace<'w>>) {
    match &value.data {
        Data::Mapping(entries) => {
            for (key, value) in entries {
                let Some(view) = view.property(&key.text) else { continue };
                found.push((key, value, view));
                below(value, view, found);
            }
        }
        Data::Sequence(items) => {
            let Some(view) = view.items() else { return };
            for it in items {
                below(it, view, found);
            }
        }
        _ => {}
    }
}
