//! Auto-scalers: a range of replicas, and what to scale.

use crate::check::field::Field;
use crate::check::{Check, names};

/// Checks a `HorizontalPodAutoscaler`.
pub(super) fn check(check: &mut Check, root: &Field<'_>) {
    let Some(spec) = root.get("spec") else { return };
    let (least, most) = (spec.get("minReplicas"), spec.get("maxReplicas"));
    // Zero needs a metric of an object outside, which no application here has.
    check.at_least(least.as_ref(), 1);
    check.at_least(most.as_ref(), 1);
    if let Some((field, most)) = most.and_then(|it| it.int().map(|most| (it, most)))
        && let Some(least) = least.and_then(|it| it.int()).filter(|it| *it > most)
    {
        check.refuse_beside(&field, format!("`{most}` must be at least `minReplicas`, which is {least}"));
    }
    if let Some(target) = spec.get("scaleTargetRef") {
        for key in ["kind", "name"] {
            match target.get(key).filter(|it| it.text() != Some("")) {
                Some(it) => check.text(&it, names::path_segment),
                None => check.missing(&target, key),
            }
        }
    }
    check.at_least(spec.get("targetCPUUtilizationPercentage").as_ref(), 1);
    for metric in spec.items("metrics") {
        let kinds = ["ContainerResource", "External", "Object", "Pods", "Resource"];
        check.one_of(metric.get("type").as_ref(), &kinds);
        if let Some(target) = metric.at(&["resource", "target"]) {
            check.one_of(target.get("type").as_ref(), &["AverageValue", "Utilization", "Value"]);
            check.at_least(target.get("averageUtilization").as_ref(), 1);
        }
    }
}
