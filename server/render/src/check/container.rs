//! Containers: what they are called, what they open, what they are given.

use std::collections::BTreeSet;

use crate::check::field::Field;
use crate::check::probe::{self, Purpose};
use crate::check::{Check, names, resources};

/// What the containers of a pod share.
pub(super) struct Pod {
    /// The names of its volumes.
    pub(super) volumes: BTreeSet<String>,
    /// The names of the containers so far.
    pub(super) containers: BTreeSet<String>,
    /// The ports of the node that they take so far, with their protocols.
    pub(super) host_ports: BTreeSet<(i64, String)>,
}

/// Checks a container.
pub(super) fn check(check: &mut Check, container: &Field<'_>, pod: &mut Pod) {
    if let Some(name) = container.get("name") {
        check.text(&name, names::dns_label);
        if let Some(text) = name.text()
            && !pod.containers.insert(text.to_owned())
        {
            check.refuse_beside(&name, format!("`{}` is the name of two containers", names::shortened(text)));
        }
    }
    if container.text_of("image").is_empty() {
        check.missing(container, "image");
    }
    check.one_of(container.get("imagePullPolicy").as_ref(), &["Always", "IfNotPresent", "Never"]);
    ports(check, container, pod);
    env(check, container);
    mounts(check, container, &pod.volumes);
    if let Some(it) = container.get("resources") {
        resources::check(check, &it);
    }
    for (key, purpose) in [
        ("livenessProbe", Purpose::Liveness),
        ("readinessProbe", Purpose::Readiness),
        ("startupProbe", Purpose::Liveness),
    ] {
        if let Some(it) = container.get(key) {
            probe::check(check, &it, purpose);
        }
    }
}

fn ports(check: &mut Check, container: &Field<'_>, pod: &mut Pod) {
    let mut seen = BTreeSet::new();
    for port in container.items("ports") {
        if let Some(name) = port.get("name").filter(|it| it.text() != Some("")) {
            check.text(&name, names::port_name);
            if let Some(text) = name.text()
                && !seen.insert(text)
            {
                check.refuse_beside(&name, format!("`{}` is the name of two ports", names::shortened(text)));
            }
        }
        number(check, port.get("containerPort").as_ref());
        check.one_of(port.get("protocol").as_ref(), &["SCTP", "TCP", "UDP"]);
        if let Some((field, number)) = port.get("hostPort").and_then(|it| it.int().map(|number| (it, number)))
            && number != 0
        {
            self::number(check, Some(&field));
            let protocol = match port.text_of("protocol") {
                "" => "TCP",
                it => it,
            };
            if !pod.host_ports.insert((number, protocol.to_owned())) {
                check.refuse_beside(&field, format!("two containers want port `{number}` of the node"));
            }
        }
    }
}

/// Checks the number of a port.
pub(super) fn number(check: &mut Check, field: Option<&Field<'_>>) {
    if let Some((field, number)) = field.and_then(|it| Some((it, it.int()?)))
        && !(1..=65_535).contains(&number)
    {
        check.refuse(field, format!("`{number}` must be a port from 1 to 65535"));
    }
}

/// Checks a port that is given by its number or its name.
pub(super) fn number_or_name(check: &mut Check, field: &Field<'_>) {
    match field.text() {
        Some(_) => check.text(field, names::port_name),
        None => number(check, Some(field)),
    }
}

/// Two variables of one name are accepted: the last one counts.
fn env(check: &mut Check, container: &Field<'_>) {
    for variable in container.items("env") {
        match variable.get("name").filter(|it| it.text() != Some("")) {
            Some(name) => check.text(&name, names::variable_name),
            None => check.missing(&variable, "name"),
        }
        let Some(from) = variable.get("valueFrom") else { continue };
        if !variable.text_of("value").is_empty() {
            check.refuse_beside(&from, "`valueFrom` must not stand beside a `value`");
        }
        match from.entries().len() {
            1 => {}
            0 => check.refuse(&from, "`valueFrom` must name one source"),
            _ => check.refuse_beside(&from, "`valueFrom` must name one source only"),
        }
    }
}

/// Any text is a path to mount at, relative ones and those with `:` included; but each only once.
fn mounts(check: &mut Check, container: &Field<'_>, volumes: &BTreeSet<String>) {
    let mut seen = BTreeSet::new();
    for mount in container.items("volumeMounts") {
        if let Some((field, name)) = mount.get("name").and_then(|it| it.text().map(|name| (it, name)))
            && !volumes.contains(name)
        {
            check.refuse_beside(&field, format!("the pod has no volume `{}`", names::shortened(name)));
        }
        match mount.get("mountPath").filter(|it| it.text() != Some("")) {
            Some(path) => {
                if let Some(text) = path.text()
                    && !seen.insert(text)
                {
                    check.refuse_beside(
                        &path,
                        format!("two volumes are mounted at `{}`", names::shortened(text)),
                    );
                }
            }
            None => check.missing(&mount, "mountPath"),
        }
        for key in ["subPath", "subPathExpr"] {
            if let Some(it) = mount.get(key) {
                check.text(&it, descending_path);
            }
        }
        if let Some(it) = mount.get("subPathExpr").filter(|_| !mount.text_of("subPath").is_empty()) {
            check.refuse_beside(&it, "`subPathExpr` must not stand beside `subPath`");
        }
    }
}

fn descending_path(text: &str) -> Option<&'static str> {
    if text.starts_with('/') {
        return Some("be a relative path");
    }
    text.split('/').any(|it| it == "..").then_some("not contain `..`")
}
