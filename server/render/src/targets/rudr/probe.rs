//! Health probes with all the defaults that Rudr writes out.

use oam_model::datum::Datum;

/// The timings and what they are where nothing is said.
const TIMINGS: [(&str, i64); 5] = [
    ("initialDelaySeconds", 0),
    ("periodSeconds", 10),
    ("timeoutSeconds", 1),
    ("successThreshold", 1),
    ("failureThreshold", 3),
];

/// A probe. Quirk: every handler that is given is written, though Kubernetes takes only one, and none where none is.
pub(super) fn probe(probe: &Datum) -> Datum {
    let handlers = Datum::mapping()
        .with_some("exec", probe.get("exec").map(|it| picked(it, &["command"])))
        .with_some("httpGet", probe.get("httpGet").map(|it| picked(it, &["path", "port", "httpHeaders"])))
        .with_some("tcpSocket", probe.get("tcpSocket").map(|it| picked(it, &["port"])));
    let timed = TIMINGS.iter().fold(handlers, |it, (key, default)| {
        it.with(key, probe.get(key).cloned().unwrap_or_else(|| Datum::new(*default)))
    });
    timed.with_origin(probe.origin.clone())
}

fn picked(mapping: &Datum, keys: &[&str]) -> Datum {
    let known = keys.iter().fold(Datum::mapping(), |it, key| it.with_some(key, mapping.get(key).cloned()));
    known.with_origin(mapping.origin.clone())
}
