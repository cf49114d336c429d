//! What Rudr cannot even read of a component: wrong types and missing keys that its decoder insists on.
//!
//! It checks what the model still shows of the document; keys that the model drops are the model's to report.

use oam_model::datum::{Data, Datum, Via};
use oam_model::resolved::{Note, ResolvedComponent, ResolvedContainer, ResolvedPort};

use crate::output::refusal;

/// The first thing in a component that cannot be decoded, in the decoder's words.
pub(super) fn check(component: &ResolvedComponent) -> Result<(), Note> {
    component.containers.iter().try_for_each(check_container)
}

fn check_container(container: &ResolvedContainer) -> Result<(), Note> {
    check_string(&container.name)?;
    check_string(&container.image)?;
    // `cpu: {required: "0.1"}` was right in the first release and is an error since.
    container.cpu.iter().try_for_each(|it| check_number(it, "f64"))?;
    container.memory.iter().try_for_each(check_string)?;
    container.ports.iter().try_for_each(|it| check_port(it, container))?;
    // A literal must be a string; a parameter's value may be anything.
    let literals = container.env.iter().filter_map(|it| it.value.as_ref()).filter(|it| is_literal(it));
    literals.into_iter().try_for_each(check_string)?;
    [&container.liveness_probe, &container.readiness_probe].into_iter().flatten().try_for_each(check_probe)
}

fn is_literal(value: &Datum) -> bool {
    value.origin.as_ref().is_some_and(|it| it.via == Via::Component && it.through.is_none())
}

fn check_port(port: &ResolvedPort, container: &ResolvedContainer) -> Result<(), Note> {
    if port.name.is_none() {
        let origin = port.container_port.origin.as_ref().or(Some(&container.origin));
        return Err(refusal("missing field `name`", origin));
    }
    check_number(&port.container_port, "i32")?;
    let Some(protocol) = &port.protocol else { return Ok(()) };
    let name = protocol.as_str().unwrap_or_default();
    if matches!(name, "TCP" | "UDP" | "SCTP") {
        return Ok(());
    }
    let message = format!("unknown variant `{name}`, expected one of `TCP`, `UDP`, `SCTP`");
    Err(refusal(message, protocol.origin.as_ref()))
}

fn check_probe(probe: &Datum) -> Result<(), Note> {
    if let Some(it) = probe.get("httpGet") {
        // Quirk: `httpHeaders` is required, also where there are none.
        check_fields(it, &["path", "port", "httpHeaders"])?;
    }
    probe.get("tcpSocket").into_iter().try_for_each(|it| check_fields(it, &["port"]))?;
    probe.get("exec").into_iter().try_for_each(|it| check_fields(it, &["command"]))?;
    let ports = ["httpGet", "tcpSocket"].into_iter().filter_map(|it| probe.get(it)?.get("port"));
    ports.into_iter().try_for_each(|it| check_number(it, "i32"))
}

fn check_fields(mapping: &Datum, fields: &[&str]) -> Result<(), Note> {
    let Some(missing) = fields.iter().find(|it| mapping.get(it).is_none()) else { return Ok(()) };
    Err(refusal(format!("missing field `{missing}`"), mapping.origin.as_ref()))
}

fn check_string(datum: &Datum) -> Result<(), Note> {
    if datum.as_str().is_some() {
        return Ok(());
    }
    Err(wrong_type(datum, "a string"))
}

fn check_number(datum: &Datum, expected: &str) -> Result<(), Note> {
    match datum.data {
        Data::Int(_) => Ok(()),
        Data::Float(_) if expected == "f64" => Ok(()),
        _ => Err(wrong_type(datum, expected)),
    }
}

fn wrong_type(datum: &Datum, expected: &str) -> Note {
    let actual = match &datum.data {
        Data::Null => "null".to_owned(),
        Data::Bool(it) => format!("boolean `{it}`"),
        Data::Int(it) => format!("integer `{it}`"),
        Data::Float(it) => format!("floating point `{it}`"),
        Data::String(it) => format!("string {it:?}"),
        Data::Sequence(_) => "sequence".to_owned(),
        Data::Mapping(_) => "map".to_owned(),
    };
    refusal(format!("invalid type: {actual}, expected {expected}"), datum.origin.as_ref())
}
