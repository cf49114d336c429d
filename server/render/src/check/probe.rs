//! Probes: exactly one way to ask, and times that make sense.

use crate::check::field::Field;
use crate::check::{Check, container, names};

/// What a probe is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Its failure ends the container; one success must do.
    Liveness,
    /// Its failure takes the pod out of its Services.
    Readiness,
}

/// The ways to ask.
const HANDLERS: [&str; 4] = ["exec", "grpc", "httpGet", "tcpSocket"];

/// Checks a probe.
pub(super) fn check(check: &mut Check, probe: &Field<'_>, purpose: Purpose) {
    let handlers: Vec<_> = HANDLERS.iter().filter_map(|it| Some((*it, probe.get(it)?))).collect();
    match handlers.as_slice() {
        [] => check.refuse(probe, "a probe must have one of `exec`, `grpc`, `httpGet`, `tcpSocket`"),
        [_] => {}
        [(first, _), (second, field), ..] => {
            check.refuse_beside(field, format!("a probe must not have `{second}` beside `{first}`"));
        }
    }
    for (name, handler) in &handlers {
        match *name {
            "exec" if handler.items("command").is_empty() => check.missing(handler, "command"),
            "httpGet" => http(check, handler),
            "tcpSocket" => port(check, handler),
            _ => {}
        }
    }
    for key in
        ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"]
    {
        check.at_least(probe.get(key).as_ref(), 0);
    }
    // Left out, and zero, mean one.
    if let Some((field, number)) =
        probe.get("successThreshold").and_then(|it| it.int().map(|number| (it, number)))
        && purpose == Purpose::Liveness
        && number > 1
    {
        check.refuse(&field, format!("`{number}` must be 1 for such a probe"));
    }
}

fn http(check: &mut Check, handler: &Field<'_>) {
    port(check, handler);
    check.one_of(handler.get("scheme").as_ref(), &["HTTP", "HTTPS"]);
    for header in handler.items("httpHeaders") {
        if let Some(name) = header.get("name") {
            check.text(&name, names::header_name);
        }
    }
}

fn port(check: &mut Check, handler: &Field<'_>) {
    if let Some(port) = handler.get("port") {
        container::number_or_name(check, &port);
    }
}
