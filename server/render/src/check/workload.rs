//! Workloads: how many replicas, which pods.

use crate::check::field::Field;
use crate::check::{Check, metadata, pod};

/// Checks a Deployment, `StatefulSet` or `DaemonSet`.
pub(super) fn check(check: &mut Check, root: &Field<'_>) {
    let Some(spec) = root.get("spec") else { return };
    for key in ["replicas", "minReadySeconds", "revisionHistoryLimit"] {
        check.at_least(spec.get(key).as_ref(), 0);
    }
    selector(check, &spec);
    template(check, &spec, &["Always"]);
}

/// Checks a Job.
pub(super) fn check_job(check: &mut Check, root: &Field<'_>) {
    let Some(spec) = root.get("spec") else { return };
    for key in
        ["parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"]
    {
        check.at_least(spec.get(key).as_ref(), 0);
    }
    template(check, &spec, &["Never", "OnFailure"]);
    // Left out it means `Always`, which a Job cannot have.
    if let Some(pod) = spec.at(&["template", "spec"])
        && pod.text_of("restartPolicy").is_empty()
    {
        check.missing(&pod, "restartPolicy");
    }
}

fn template(check: &mut Check, spec: &Field<'_>, restart: &[&str]) {
    let Some(template) = spec.get("template") else { return };
    metadata::labels(check, template.at(&["metadata", "labels"]).as_ref());
    metadata::annotations(check, template.at(&["metadata", "annotations"]).as_ref());
    check.one_of(template.at(&["spec", "restartPolicy"]).as_ref(), restart);
    pod::check(check, &template);
}

/// A workload selects the pods that it makes.
fn selector(check: &mut Check, spec: &Field<'_>) {
    let Some(selector) = spec.get("selector") else { return };
    let labels = selector.get("matchLabels");
    metadata::labels(check, labels.as_ref());
    let wanted = labels.as_ref().map(Field::entries).unwrap_or_default();
    if wanted.is_empty() && selector.items("matchExpressions").is_empty() {
        check.refuse(&selector, "the selector must not be empty");
    }
    let present = spec.at(&["template", "metadata", "labels"]);
    for (key, value) in wanted {
        let found = present.as_ref().and_then(|it| it.get(key));
        if found.and_then(|it| it.text()) != value.text() {
            check.refuse_beside(&value, format!("the pods must have the label `{key}` that is selected"));
        }
    }
}
