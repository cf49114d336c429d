//! Health probes, without what Kubernetes fills in itself.

use oam_model::datum::Datum;
use oam_model::resolved::Note;

use crate::output::{gap, info};
use crate::scalar::{count, from_source, port, text};

/// What a probe is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Liveness,
    Readiness,
}

/// The handlers in the order in which one is chosen where several are written.
const HANDLERS: [&str; 3] = ["httpGet", "tcpSocket", "exec"];

/// The timings and the least that Kubernetes takes.
const TIMINGS: [(&str, i64); 5] = [
    ("initialDelaySeconds", 0),
    ("periodSeconds", 1),
    ("timeoutSeconds", 1),
    ("successThreshold", 1),
    ("failureThreshold", 1),
];

/// A probe; `None`, with a note, where it says nothing that can be done.
pub(super) fn probe(written: &Datum, purpose: Purpose, notes: &mut Vec<Note>) -> Option<Datum> {
    let mut handlers = HANDLERS.into_iter().filter_map(|it| Some((it, written.get(it)?)));
    let Some((kind, handler)) = handlers.next() else {
        let message = "a probe without `exec`, `httpGet` or `tcpSocket` is left out";
        notes.push(gap(message, written.origin.as_ref()));
        return None;
    };
    for (other, it) in handlers {
        let message = format!("`{other}` is left out: a probe does one thing, and there is `{kind}`");
        notes.push(gap(message, it.origin.as_ref()));
    }
    let action = match kind {
        "httpGet" => http_get(handler),
        "tcpSocket" => port_of(handler).map(|it| Datum::mapping().with("port", it)),
        _ => handler.get("command").map(|it| Datum::mapping().with("command", it.clone())),
    };
    let Some(action) = action else {
        let message = format!("`{kind}` is not complete: the probe is left out");
        notes.push(gap(message, handler.origin.as_ref()));
        return None;
    };
    let probe = Datum::mapping().with(kind, action.with_origin(handler.origin.clone()));
    let timed = TIMINGS.iter().fold(probe, |it, (key, least)| {
        it.with_some(key, written.get(key).and_then(|it| timing(it, key, *least, purpose, notes)))
    });
    Some(timed.with_origin(written.origin.clone()))
}

fn timing(written: &Datum, key: &str, least: i64, purpose: Purpose, notes: &mut Vec<Note>) -> Option<Datum> {
    let only_one = key == "successThreshold" && purpose == Purpose::Liveness;
    match count(written) {
        Some(number) if number >= least && (!only_one || number == 1) => Some(from_source(number, written)),
        _ => {
            let allowed = if only_one { "1".to_owned() } else { format!("{least} or more") };
            let message = format!("`{key}` is `{}`; allowed is {allowed}", text(written));
            notes.push(info(message, written.origin.as_ref()));
            None
        }
    }
}

fn http_get(handler: &Datum) -> Option<Datum> {
    let headers = handler.get("httpHeaders").filter(|it| !it.items().is_empty());
    let action = Datum::mapping()
        .with_some("path", handler.get("path").cloned())
        .with("port", port_of(handler)?)
        .with_some("httpHeaders", headers.cloned());
    Some(action)
}

fn port_of(handler: &Datum) -> Option<Datum> {
    let written = handler.get("port")?;
    port(written).map(|it| from_source(it, written))
}
