//! The one Service of an instance: inside the cluster by default, a load balancer where a trait asks for it.
//!
//! It selects all pods of the instance, those of a canary too.

use std::collections::BTreeSet;

use oam_model::datum::Datum;

use crate::core_workload::CoreWorkload;
use crate::object::SERVICE;
use crate::rendered::Manifest;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::{LoadBalancer, PortMapping};
use crate::targets::kubernetes::ports::{Port, Ports};

/// The Service; `None` where the workload type has no endpoint or nothing listens.
pub(super) fn manifest(
    ctx: Ctx<'_>,
    workload: CoreWorkload,
    ports: &Ports,
    load_balancer: Option<&LoadBalancer>,
) -> Option<Manifest> {
    let origin = load_balancer.and_then(|it| it.source.origin.as_ref()).or(ctx.type_origin());
    let spec = match load_balancer {
        Some(it) => Datum::mapping()
            .with("type", Datum::new("LoadBalancer").with_origin(it.source.origin.clone()))
            .with("selector", ctx.selector())
            .with("ports", mapped_ports(&it.mappings, ports)),
        None if workload.has_endpoint() && !ports.ports.is_empty() => Datum::mapping()
            .with("selector", ctx.selector())
            .with("ports", ports.ports.iter().map(own_port).collect::<Vec<_>>()),
        None => return None,
    };
    let root = ctx.object(SERVICE, ctx.instance.name.clone(), origin);
    Some(ctx.manifest(root.with("spec", spec)))
}

fn own_port(port: &Port) -> Datum {
    Datum::mapping()
        .with("name", port.name.clone())
        .with("port", port.number.clone())
        .with("targetPort", port.number.clone())
        .with("protocol", port.protocol.clone())
}

fn mapped_ports(mappings: &[PortMapping], ports: &Ports) -> Vec<Datum> {
    let mut names = BTreeSet::new();
    mappings.iter().map(|it| mapped_port(it, ports, &mut names)).collect()
}

/// A mapped port is called as the container calls it; where two lead to one port of the container, also by its number.
fn mapped_port(mapping: &PortMapping, ports: &Ports, names: &mut BTreeSet<String>) -> Datum {
    let protocol = mapping.protocol.as_str().unwrap_or_default().to_lowercase();
    let target = ports.ports.iter().find(|it| it.number.data == mapping.target.data);
    let own = target.and_then(|it| it.name.as_str()).filter(|it| !names.contains(*it));
    let by_number = || format!("{protocol}-{}", mapping.port.as_int().unwrap_or_default());
    let name = own.map_or_else(by_number, str::to_owned);
    names.insert(name.clone());
    Datum::mapping()
        .with("name", Datum::new(name).with_origin(mapping.port.origin.clone()))
        .with("port", mapping.port.clone())
        .with("targetPort", mapping.target.clone())
        .with("protocol", mapping.protocol.clone())
}
