//! Ingresses: hosts, absolute paths, and the ports of Services.

use crate::check::field::Field;
use crate::check::{Check, container, names};

/// Checks an Ingress.
pub(super) fn check(check: &mut Check, root: &Field<'_>) {
    let Some(spec) = root.get("spec") else { return };
    let rules = spec.items("rules");
    if rules.is_empty() && spec.get("defaultBackend").is_none() {
        check.missing(&spec, "rules");
    }
    if let Some(it) = spec.get("defaultBackend") {
        backend(check, &it);
    }
    for rule in &rules {
        host(check, rule.get("host"));
        let Some(http) = rule.get("http") else { continue };
        let paths = http.items("paths");
        if paths.is_empty() {
            check.missing(&http, "paths");
        }
        for path in &paths {
            check_path(check, path);
        }
    }
    for tls in spec.items("tls") {
        tls.items("hosts").into_iter().for_each(|it| host(check, Some(it)));
        named(check, tls.get("secretName"), names::dns_subdomain);
    }
    named(check, spec.get("ingressClassName"), names::dns_subdomain);
}

fn host(check: &mut Check, field: Option<Field<'_>>) {
    named(check, field, names::ingress_host);
}

fn check_path(check: &mut Check, path: &Field<'_>) {
    let kind = path.text_of("pathType");
    check.one_of(path.get("pathType").as_ref(), &["Exact", "ImplementationSpecific", "Prefix"]);
    if kind.is_empty() {
        check.missing(path, "pathType");
    }
    match path.get("path") {
        Some(it) if matches!(kind, "Exact" | "Prefix") => check.text(&it, exact_path),
        Some(it) => named(check, Some(it), |it| (!it.starts_with('/')).then_some("begin with `/`")),
        None if matches!(kind, "Exact" | "Prefix") => check.missing(path, "path"),
        None => {}
    }
    if let Some(it) = path.get("backend") {
        backend(check, &it);
    }
}

fn exact_path(text: &str) -> Option<&'static str> {
    if !text.starts_with('/') {
        return Some("begin with `/`");
    }
    let is_fine = !["//", "/./", "/../", "%2f", "%2F"].iter().any(|it| text.contains(it))
        && !["/..", "/."].iter().any(|it| text.ends_with(it));
    (!is_fine).then_some("have no empty part, `.`, `..` or `%2f` in it")
}

fn backend(check: &mut Check, backend: &Field<'_>) {
    let Some(service) = backend.get("service") else { return };
    match service.get("name").filter(|it| it.text() != Some("")) {
        Some(name) => check.text(&name, names::service_name),
        None => check.missing(&service, "name"),
    }
    let port = service.get("port");
    let name = port.as_ref().and_then(|it| it.get("name")).filter(|it| it.text() != Some(""));
    let number = port.as_ref().and_then(|it| it.get("number")).filter(|it| it.int() != Some(0));
    match (name, number) {
        (None, None) => check.missing(&service, "port"),
        (Some(name), None) => check.text(&name, names::port_name),
        (None, Some(number)) => container::number(check, Some(&number)),
        (Some(name), Some(_)) => check.refuse_beside(&name, "`name` must not stand beside `number`"),
    }
}

/// A text that may be left out.
fn named(check: &mut Check, field: Option<Field<'_>>, form: impl Fn(&str) -> Option<&'static str>) {
    if let Some(it) = field.filter(|it| it.text() != Some("")) {
        check.text(&it, form);
    }
}
