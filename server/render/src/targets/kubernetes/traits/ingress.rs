//! `ingress`: a host name and a path from outside.

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{Note, ResolvedTrait};

use crate::object::ObjectType;
use crate::output::{gap, info};
use crate::rendered::Manifest;
use crate::scalar::{from_source, port, text};
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::traits::text_of;

const INGRESS: ObjectType<'_> = ObjectType { api_version: "networking.k8s.io/v1", kind: "Ingress" };

/// The ingress; a note where there is no Service to lead to.
pub(super) fn manifest(
    it: &ResolvedTrait,
    ctx: Ctx<'_>,
    service: Option<&Manifest>,
) -> Result<Manifest, Note> {
    let Some(service) = service else {
        let message = "trait `ingress` is not rendered: the instance has no Service to lead to";
        return Err(gap(message, Some(&it.origin)));
    };
    let mut notes = Vec::new();
    let written = it.properties.get("hostname");
    // Without a host it would answer for all of them, which is not what was meant.
    if let Some(it) = written.filter(|it| matches!(it.data, Data::Mapping(_) | Data::Sequence(_))) {
        let message = "trait `ingress` is not rendered: `hostname` must be text";
        return Err(gap(message, it.origin.as_ref()));
    }
    let host = text_of(&it.properties, "hostname");
    if host.is_none() {
        notes.push(info("there is no `hostname`: the ingress answers for every host", Some(&it.origin)));
    }
    let backend = Datum::mapping()
        .with("name", ctx.instance.name.clone())
        .with("port", Datum::mapping().with("number", service_port(it, service, &mut notes)));
    let path = Datum::mapping()
        .with("path", path(it, &mut notes))
        .with("pathType", "Prefix")
        .with("backend", Datum::mapping().with("service", backend));
    let rule = Datum::mapping()
        .with_some("host", host.clone())
        .with("http", Datum::mapping().with("paths", vec![path]));
    let spec = Datum::mapping().with("rules", vec![rule]).with_some("tls", tls(it, host, &mut notes));
    let root = ctx.object(INGRESS, ctx.instance.name.clone(), Some(&it.origin));
    Ok(Manifest { notes, ..ctx.manifest(root.with("spec", spec)) })
}

/// A path begins with `/`.
fn path(it: &ResolvedTrait, notes: &mut Vec<Note>) -> Datum {
    let Some(path) = text_of(&it.properties, "path") else { return "/".into() };
    let written = text(&path);
    if written.starts_with('/') {
        return path;
    }
    let message = format!("`path` is `{written}`; `/{written}` is taken, because paths begin with `/`");
    notes.push(info(message, path.origin.as_ref()));
    Datum::new(format!("/{written}")).with_origin(path.origin)
}

/// The port of the Service; where none is named, its first.
fn service_port(it: &ResolvedTrait, service: &Manifest, notes: &mut Vec<Note>) -> Datum {
    let ports = service.at(&["spec", "ports"]).map(Datum::items).unwrap_or_default();
    let offered: Vec<&Datum> = ports.iter().filter_map(|it| it.get("port")).collect();
    let first = || offered.first().map_or_else(|| 80_i64.into(), |it| (*it).clone());
    let Some(written) = it.properties.get("servicePort").filter(|it| !it.is_null()) else {
        let port = first();
        notes.push(info(format!("there is no `servicePort`: {} is taken", text(&port)), Some(&it.origin)));
        return port;
    };
    let Some(number) = port(written) else {
        let port = first();
        let message = format!("`servicePort` is `{}`; {} is taken", text(written), text(&port));
        notes.push(info(message, written.origin.as_ref()));
        return port;
    };
    if !offered.iter().any(|it| it.as_int() == Some(number)) {
        let allowed: Vec<String> = offered.iter().take(7).map(|it| text(it)).collect();
        let message = format!("the Service has no port {number}; allowed are {}", allowed.join(", "));
        notes.push(gap(message, written.origin.as_ref()));
    }
    from_source(number, written)
}

/// `tlsHosts` is a list with commas. A secret alone is for the ingress's host; hosts alone take the cluster's certificate.
fn tls(it: &ResolvedTrait, host: Option<Datum>, notes: &mut Vec<Note>) -> Option<Datum> {
    let listed = text_of(&it.properties, "tlsHosts");
    let secret = text_of(&it.properties, "tlsSecretName");
    let mut hosts = listed.as_ref().map(split).unwrap_or_default();
    if hosts.is_empty() {
        secret.as_ref()?;
        hosts.extend(host);
    }
    if secret.is_none() {
        let message = "there is no `tlsSecretName`: the cluster's own certificate is used";
        notes.push(info(message, listed.as_ref().and_then(|it| it.origin.as_ref())));
    }
    let hosts = (!hosts.is_empty()).then_some(hosts);
    let entry = Datum::mapping().with_some("hosts", hosts).with_some("secretName", secret);
    Some(Datum::new(vec![entry]))
}

fn split(list: &Datum) -> Vec<Datum> {
    let text = text(list);
    let names = text.split(',').map(str::trim).filter(|it| !it.is_empty());
    names.map(|it| Datum::new(it).with_origin(list.origin.clone())).collect()
}
