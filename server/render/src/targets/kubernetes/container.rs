//! A container of the pod.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedContainer};

use crate::scalar::as_text;
use crate::targets::kubernetes::context::{Ctx, inner_name};
use crate::targets::kubernetes::mounts::mounts;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::ports::{Port, Ports};
use crate::targets::kubernetes::probe::{Purpose, probe};
use crate::targets::kubernetes::resources::resources;

/// The container at a position of the component.
pub(super) fn container(
    ctx: Ctx<'_>,
    (position, container): (usize, &ResolvedContainer),
    ports: &Ports,
    operations: &Operations,
    notes: &mut Vec<Note>,
) -> Datum {
    let env = env(container, operations);
    let ports: Vec<Datum> = ports.ports.iter().filter(|it| it.container == position).map(port).collect();
    let mounts = mounts(ctx, container, notes);
    let mut health = |written: &Option<Datum>, purpose| probe(written.as_ref()?, purpose, notes);
    let liveness = health(&container.liveness_probe, Purpose::Liveness);
    let readiness = health(&container.readiness_probe, Purpose::Readiness);
    Datum::mapping()
        .with("name", inner_name(&container.name))
        .with("image", operations.image.clone().unwrap_or_else(|| container.image.clone()))
        .with_some("command", container.cmd.as_ref().and_then(texts))
        .with_some("args", container.args.as_ref().and_then(texts))
        .with_some("env", (!env.is_empty()).then_some(env))
        .with_some("ports", (!ports.is_empty()).then_some(ports))
        .with_some("resources", resources(container, notes))
        .with_some("volumeMounts", (!mounts.is_empty()).then_some(mounts))
        .with_some("livenessProbe", liveness)
        .with_some("readinessProbe", readiness)
        .with_origin(Some(container.origin.clone()))
}

/// A list of texts; a single text is a list of one.
fn texts(written: &Datum) -> Option<Datum> {
    if written.is_null() {
        return None;
    }
    let items: Vec<Datum> = match written.as_str() {
        Some(_) => vec![written.clone()],
        None => written.items().iter().map(as_text).collect(),
    };
    Some(Datum::new(items).with_origin(written.origin.clone()))
}

fn env(container: &ResolvedContainer, operations: &Operations) -> Vec<Datum> {
    let own = container.env.iter().map(|it| (&it.name, it.value.as_ref()));
    let added = operations.env.iter().map(|(name, value)| (name, Some(value)));
    let entry = |(name, value): (&Datum, Option<&Datum>)| {
        Datum::mapping().with("name", name.clone()).with_some("value", value.map(as_text))
    };
    own.chain(added).map(entry).collect()
}

fn port(port: &Port) -> Datum {
    // The protocol is part of a port's identity when manifests are merged, so it is always written.
    Datum::mapping()
        .with("name", port.name.clone())
        .with("containerPort", port.number.clone())
        .with("protocol", port.protocol.clone())
}
