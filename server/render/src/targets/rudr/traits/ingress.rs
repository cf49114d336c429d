//! `ingress`: a host name and a path from outside.

use oam_model::datum::Datum;
use oam_model::resolved::ResolvedTrait;

use crate::object::{ObjectType, object};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::Ctx;

/// Kubernetes 1.22 removed this version.
const INGRESS: ObjectType<'_> = ObjectType { api_version: "extensions/v1beta1", kind: "Ingress" };

/// The ingress. Quirk: what is missing or of a wrong type is filled in silently, `"80"` and the host included.
pub(super) fn manifest(ctx: Ctx<'_>, it: &ResolvedTrait, properties: &Datum) -> Manifest {
    let text = |key: &str| properties.get(key).filter(|it| it.as_str().is_some()).cloned();
    let port = properties.get("servicePort").filter(|it| it.as_int().is_some()).cloned();
    let backend = Datum::mapping()
        .with("serviceName", ctx.instance.name.clone())
        .with("servicePort", port.unwrap_or_else(|| 80_i64.into()));
    let path =
        Datum::mapping().with("path", text("path").unwrap_or_else(|| "/".into())).with("backend", backend);
    let rule = Datum::mapping()
        .with("host", text("hostname").unwrap_or_else(|| "example.com".into()))
        .with("http", Datum::mapping().with("paths", vec![path]));
    let spec =
        Datum::mapping().with("rules", vec![rule]).with("tls", tls(text("tlsHosts"), text("tlsSecretName")));
    let metadata = ctx.metadata(ctx.suffixed_name("-trait-ingress"), ctx.trait_labels());
    ctx.manifest(object(INGRESS, metadata, Some(&it.origin)).with("spec", spec))
}

/// Quirk: hosts without a secret are dropped, and the list is split at commas without trimming.
fn tls(hosts: Option<Datum>, secret: Option<Datum>) -> Vec<Datum> {
    let (Some(hosts), Some(secret)) = (hosts, secret) else { return Vec::new() };
    let names = hosts.as_str().unwrap_or_default().split(',');
    let names: Vec<Datum> = names.map(|it| Datum::new(it).with_origin(hosts.origin.clone())).collect();
    vec![Datum::mapping().with("hosts", names).with("secretName", secret)]
}
