//! The Service of a Server or `SingletonServer`.

use oam_model::datum::Datum;

use crate::object::{SERVICE, object};
use crate::output::info;
use crate::rendered::Manifest;
use crate::targets::rudr::container::protocol;
use crate::targets::rudr::ownership::Ctx;

/// Quirk: one port only, the first of the first container that has any; the others cannot be reached.
pub(super) fn manifest(ctx: Ctx<'_>, workload_type: &str) -> Option<Manifest> {
    let mut ports = ctx.component.containers.iter().flat_map(|it| &it.ports);
    let first = ports.next()?;
    let port = Datum::mapping()
        .with_some("name", first.name.clone())
        .with("port", first.container_port.clone())
        .with("targetPort", first.container_port.clone())
        .with("protocol", protocol(first));
    let spec = Datum::mapping().with("selector", ctx.selector()).with("ports", vec![port]);
    let metadata = ctx.metadata(ctx.instance.name.clone(), ctx.labels(workload_type));
    let mut manifest = ctx.manifest(object(SERVICE, metadata, ctx.type_origin()).with("spec", spec));
    manifest.notes = ports
        .map(|it| {
            let name = it.name.as_ref().and_then(Datum::as_str).unwrap_or_default();
            let message = format!("port `{name}` is not in the Service: the controller takes only the first");
            info(message, it.container_port.origin.as_ref())
        })
        .collect();
    Some(manifest)
}
