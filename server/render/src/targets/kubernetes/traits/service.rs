//! `service`, from the EDAS dialect: a load balancer with its own port numbers.

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{Note, ResolvedTrait};

use crate::output::{gap, info};
use crate::scalar::{from_source, port, text};
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::{LoadBalancer, Operations, PortMapping};
use crate::targets::kubernetes::ports;

/// Replaces the usual Service.
pub(super) fn apply(it: &ResolvedTrait, ctx: Ctx<'_>, operations: &mut Operations) {
    let written = it.properties.get("portMapping");
    let items = match written.map(|it| &it.data) {
        Some(Data::Sequence(items)) => items.iter().collect(),
        // One mapping instead of a list of one.
        Some(Data::Mapping(_)) => written.into_iter().collect(),
        _ => Vec::new(),
    };
    let mut mappings: Vec<PortMapping> = Vec::new();
    for item in items {
        if let Some(mapping) = mapping(item, ctx, &mut operations.notes) {
            let is_same = |it: &PortMapping| {
                it.port.data == mapping.port.data && it.protocol.data == mapping.protocol.data
            };
            if mappings.iter().any(is_same) {
                let message = format!("port {} is mapped twice", text(&mapping.port));
                operations.notes.push(gap(message, item.origin.as_ref()));
            } else {
                mappings.push(mapping);
            }
        }
    }
    if mappings.is_empty() {
        let message = "`service` needs `portMapping`: the Service stays as it is";
        let origin = written.and_then(|it| it.origin.as_ref()).or(Some(&it.origin));
        operations.notes.push(gap(message, origin));
        return;
    }
    let source = it.name.clone().with_origin(Some(it.origin.clone()));
    operations.load_balancer = Some(LoadBalancer { mappings, source });
}

fn mapping(item: &Datum, ctx: Ctx<'_>, notes: &mut Vec<Note>) -> Option<PortMapping> {
    let number = |key: &str| item.get(key).and_then(|it| Some(from_source(port(it)?, it)));
    let Some(outside) = number("port").or_else(|| number("targetPort")) else {
        notes.push(gap("a mapping needs `port`, from 1 to 65535", item.origin.as_ref()));
        return None;
    };
    let target = number("targetPort").unwrap_or_else(|| outside.clone());
    let declared = ctx.component.containers.iter().flat_map(|it| &it.ports);
    if !declared.into_iter().any(|it| port(&it.container_port) == target.as_int()) {
        let message = format!("no container of the component has port {}", text(&target));
        notes.push(info(message, target.origin.as_ref()));
    }
    let protocol = match item.get("protocol").filter(|it| !it.is_null()) {
        Some(it) => ports::protocol(it, notes),
        None => "TCP".into(),
    };
    Some(PortMapping { port: outside, target, protocol })
}
