//! Parameter values that no component declares but a platform knows: `replicas`, `image`, `envs`, `description`.
//!
//! They come from the EDAS dialect. A value that nobody knows becomes a note.

use oam_model::datum::Datum;
use serde_json::Value;

use crate::core_workload::CoreWorkload;
use crate::output::{gap, info};
use crate::scalar::{as_text, count, from_source, text};
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;

/// Applies the undeclared values of an instance.
pub(super) fn apply(ctx: Ctx<'_>, workload: CoreWorkload, operations: &mut Operations) {
    for (name, value) in &ctx.instance.undeclared {
        match name.as_str() {
            "replicas" => replicas(workload, value, operations),
            "image" if is_single(ctx, name, value, operations) => operations.image = Some(as_text(value)),
            "envs" if is_single(ctx, name, value, operations) => envs(value, operations),
            "description" => operations.description = Some(as_text(value)),
            "image" | "envs" => {}
            _ => {
                let component = ctx.instance.component_name.as_str().unwrap_or_default();
                let message =
                    format!("component `{component}` has no parameter `{name}`: the value is not used");
                operations.notes.push(info(message, value.origin.as_ref()));
            }
        }
    }
}

fn replicas(workload: CoreWorkload, value: &Datum, operations: &mut Operations) {
    let Some(number) = count(value) else {
        let message = format!("`replicas` is `{}`; allowed is a whole number, 0 or more", text(value));
        operations.notes.push(info(message, value.origin.as_ref()));
        return;
    };
    if workload.is_singleton() {
        let message = format!("`replicas` is not used: a {} is always one", workload.kind());
        operations.notes.push(info(message, value.origin.as_ref()));
        return;
    }
    operations.replicas = Some(from_source(number, value));
}

fn is_single(ctx: Ctx<'_>, name: &str, value: &Datum, operations: &mut Operations) -> bool {
    let is_single = ctx.component.containers.len() == 1;
    if !is_single {
        let message =
            format!("`{name}` is not used: it can only be meant for a component with one container");
        operations.notes.push(gap(message, value.origin.as_ref()));
    }
    is_single
}

/// A text with a JSON list: `[{"Name": "a", "Value": "b"}]`.
fn envs(value: &Datum, operations: &mut Operations) {
    let Some(items) = serde_json::from_str::<Vec<Value>>(&text(value)).ok() else {
        let message = "`envs` is not a JSON list of names and values";
        operations.notes.push(gap(message, value.origin.as_ref()));
        return;
    };
    for it in &items {
        let field = |keys: [&str; 2]| keys.into_iter().find_map(|key| it.get(key));
        let Some(name) = field(["name", "Name"]).and_then(Value::as_str) else { continue };
        let content = match field(["value", "Value"]) {
            Some(Value::String(it)) => it.clone(),
            Some(it) => it.to_string(),
            None => String::new(),
        };
        let sourced = |it: String| Datum::new(it).with_origin(value.origin.clone());
        operations.env.push((sourced(name.to_owned()), sourced(content)));
    }
}
