//! Services: ports with distinct names and numbers.

use std::collections::BTreeSet;

use crate::check::field::Field;
use crate::check::{Check, container, metadata, names};

/// Checks a Service.
pub(super) fn check(check: &mut Check, root: &Field<'_>) {
    let Some(spec) = root.get("spec") else { return };
    let of = spec.text_of("type");
    check.one_of(spec.get("type").as_ref(), &["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
    check.one_of(spec.get("sessionAffinity").as_ref(), &["ClientIP", "None"]);
    metadata::labels(check, spec.get("selector").as_ref());
    let ports = spec.items("ports");
    if ports.is_empty() && of != "ExternalName" && spec.text_of("clusterIP") != "None" {
        check.missing(&spec, "ports");
    }
    let (mut by_name, mut by_number) = (BTreeSet::new(), BTreeSet::new());
    for port in &ports {
        match port.get("name").filter(|it| it.text() != Some("")) {
            Some(name) => {
                check.text(&name, names::dns_label);
                if let Some(text) = name.text()
                    && !by_name.insert(text)
                {
                    check.refuse_beside(
                        &name,
                        format!("`{}` is the name of two ports", names::shortened(text)),
                    );
                }
            }
            None if ports.len() > 1 => check.missing(port, "name"),
            None => {}
        }
        container::number(check, port.get("port").as_ref());
        check.one_of(port.get("protocol").as_ref(), &["SCTP", "TCP", "UDP"]);
        if let Some(target) = port.get("targetPort") {
            container::number_or_name(check, &target);
        }
        node_port(check, port, of);
        let protocol = match port.text_of("protocol") {
            "" => "TCP",
            it => it,
        };
        if let Some((field, number)) = port.get("port").and_then(|it| it.int().map(|number| (it, number)))
            && !by_number.insert((number, protocol))
        {
            check.refuse_beside(&field, format!("port `{number}` is here twice for {protocol}"));
        }
    }
}

/// Which of them a cluster gives away is its own business.
fn node_port(check: &mut Check, port: &Field<'_>, of: &str) {
    let Some(field) = port.get("nodePort").filter(|it| it.int() != Some(0)) else { return };
    container::number(check, Some(&field));
    if matches!(of, "" | "ClusterIP") {
        check.refuse_beside(&field, "`nodePort` must not stand in a Service of type `ClusterIP`");
    }
}
