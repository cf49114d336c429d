//! Names, labels and annotations.
//!
//! Every object has them; how its name must be depends on the kind, and of unknown kinds nothing is said.

use crate::check::field::Field;
use crate::check::{Check, names};

/// The most that all annotations of an object may have together, in bytes.
const MOST_ANNOTATIONS: usize = 256 * 1024;

/// Checks the `metadata` of an object.
pub(super) fn check(check: &mut Check, root: &Field<'_>) {
    let Some(metadata) = root.get("metadata") else { return };
    if let Some(name) = metadata.get("name") {
        match (root.text_of("apiVersion"), root.text_of("kind")) {
            ("v1", "Service") => check.text(&name, names::service_name),
            // Its pods are named after it, and have their name as their host name.
            ("apps/v1", "StatefulSet") => check.text(&name, names::dns_label),
            // Its pods have its name as a label.
            ("batch/v1", "Job") => {
                check.text(&name, |it| names::dns_subdomain(it).or_else(|| names::label_value(it)));
            }
            ("batch/v1", "CronJob") => check.text(&name, cron_job_name),
            ("apps/v1" | "autoscaling/v1" | "autoscaling/v2" | "networking.k8s.io/v1", _)
            | ("v1", "ConfigMap" | "PersistentVolumeClaim" | "Pod" | "Secret" | "ServiceAccount") => {
                check.text(&name, names::dns_subdomain);
            }
            _ => {}
        }
    }
    if let Some(namespace) = metadata.get("namespace").filter(|it| it.text() != Some("")) {
        check.text(&namespace, names::dns_label);
    }
    labels(check, metadata.get("labels").as_ref());
    annotations(check, metadata.get("annotations").as_ref());
}

/// Checks labels, of an object or in a selector.
pub(super) fn labels(check: &mut Check, labels: Option<&Field<'_>>) {
    for (key, value) in labels.map(Field::entries).unwrap_or_default() {
        if let Some(must) = names::label_key(key) {
            check.refuse(&value, format!("the key `{}` must {must}", names::shortened(key)));
        }
        check.text(&value, names::label_value);
    }
}

/// Checks the annotations of an object.
pub(super) fn annotations(check: &mut Check, annotations: Option<&Field<'_>>) {
    let Some(annotations) = annotations else { return };
    let mut size = 0;
    for (key, value) in annotations.entries() {
        if let Some(must) = names::label_key(&key.to_lowercase()) {
            check.refuse(&value, format!("the key `{}` must {must}", names::shortened(key)));
        }
        size += key.len() + value.text().map_or(0, str::len);
    }
    if size > MOST_ANNOTATIONS {
        let reason = format!("annotations must have at most {MOST_ANNOTATIONS} bytes together, not {size}");
        check.refuse_beside(annotations, reason);
    }
}

fn cron_job_name(text: &str) -> Option<&'static str> {
    if text.len() > 52 { Some("have at most 52 characters") } else { names::dns_subdomain(text) }
}
