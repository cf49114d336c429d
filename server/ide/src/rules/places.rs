//! Every place of a document with what the schema of its kind says there; no rule of its own.
//!
//! It reports nothing. Places that the schema does not know are left out, and so is what is below them.

use oam_catalog::SchemaView;
use oam_model::value::{Data, Key, Value};

use crate::rule::RuleContext;
use crate::schema_problems::kind_schema;

/// Calls `visitor` for every value below a key that the schema of the document's kind names.
pub(super) fn visit<'w>(ctx: &RuleContext<'w>, visitor: &mut dyn FnMut(&Key, &Value, SchemaView<'w>)) {
    let (Some(kind), Some(value)) = (kind_schema(ctx.workspace, ctx.object), ctx.value()) else { return };
    below(value, kind.schema(), visitor);
}

/// The depth is that of the value, which is bounded.
fn below<'w>(value: &Value, view: SchemaView<'w>, visitor: &mut dyn FnMut(&Key, &Value, SchemaView<'w>)) {
    match &value.data {
        Data::Mapping(entries) => {
            for (key, value) in entries {
                let Some(view) = view.property(&key.text) else { continue };
                visitor(key, value, view);
                below(value, view, visitor);
            }
        }
        Data::Sequence(items) => {
            let Some(view) = view.items() else { return };
            for it in items {
                below(it, view, visitor);
            }
        }
        _ => {}
    }
}
