//! Pods, also those that a workload makes: containers and the volumes they share.

use std::collections::BTreeSet;

use crate::check::container::Pod;
use crate::check::field::Field;
use crate::check::resources::amount;
use crate::check::{Check, container, metadata, names};

/// Checks the `spec` of a pod or of the template of pods.
pub(super) fn check(check: &mut Check, parent: &Field<'_>) {
    let Some(spec) = parent.get("spec") else { return };
    let volumes = volumes(check, &spec);
    let mut pod = Pod { volumes, containers: BTreeSet::new(), host_ports: BTreeSet::new() };
    if spec.items("containers").is_empty() {
        check.missing(&spec, "containers");
    }
    for key in ["containers", "initContainers"] {
        for it in spec.items(key) {
            container::check(check, &it, &mut pod);
        }
    }
    metadata::labels(check, spec.get("nodeSelector").as_ref());
    check.at_least(spec.get("terminationGracePeriodSeconds").as_ref(), 0);
    check.at_least(spec.get("activeDeadlineSeconds").as_ref(), 1);
    let policies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];
    check.one_of(spec.get("dnsPolicy").as_ref(), &policies);
    for (key, form) in [
        ("serviceAccountName", names::dns_subdomain as fn(&str) -> Option<&'static str>),
        ("hostname", names::dns_label),
        ("subdomain", names::dns_label),
    ] {
        if let Some(it) = spec.get(key).filter(|it| it.text() != Some("")) {
            check.text(&it, form);
        }
    }
}

/// The names of the volumes.
fn volumes(check: &mut Check, spec: &Field<'_>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for volume in spec.items("volumes") {
        let Some(name) = volume.get("name") else { continue };
        check.text(&name, names::dns_label);
        if let Some(text) = name.text()
            && !seen.insert(text.to_owned())
        {
            check.refuse_beside(&name, format!("`{}` is the name of two volumes", names::shortened(text)));
        }
        source(check, &volume);
    }
    seen
}

/// What is in a volume; without a word it is an empty folder.
fn source(check: &mut Check, volume: &Field<'_>) {
    let sources: Vec<_> =
        volume.entries().into_iter().filter(|(key, it)| *key != "name" && !it.datum().is_null()).collect();
    if let Some((key, second)) = sources.get(1) {
        check.refuse_beside(second, format!("a volume must not have `{key}` beside another source"));
    }
    for (of, key) in [
        ("persistentVolumeClaim", "claimName"),
        ("secret", "secretName"),
        ("configMap", "name"),
        ("hostPath", "path"),
    ] {
        if let Some(it) = volume.get(of)
            && it.text_of(key).is_empty()
        {
            check.missing(&it, key);
        }
    }
    if let Some(limit) = volume.at(&["emptyDir", "sizeLimit"]) {
        amount(check, &limit);
    }
}
