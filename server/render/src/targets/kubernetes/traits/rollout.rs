//! `rollout`, from the EDAS dialect: a canary before the other replicas.

use oam_model::datum::Datum;
use oam_model::resolved::ResolvedTrait;

use crate::core_workload::CoreWorkload;
use crate::output::gap;
use crate::scalar::as_text;
use crate::targets::kubernetes::operations::{Operations, Rollout};
use crate::targets::kubernetes::traits::{count_of, not_scalable};

/// The properties that Kubernetes cannot act on, and the annotations that keep them.
const KEPT: [(&str, &str); 3] = [
    ("batches", "oam.dev/rollout-batches"),
    ("batchInterval", "oam.dev/rollout-batch-interval"),
    ("instanceInterval", "oam.dev/rollout-instance-interval"),
];

/// Divides the replicas.
pub(super) fn apply(it: &ResolvedTrait, workload: CoreWorkload, operations: &mut Operations) {
    if workload.is_singleton() || workload.is_task() {
        let reason = if workload.is_task() { "ends by itself" } else { "is always one" };
        operations.notes.push(not_scalable(it, workload, reason));
        return;
    }
    let canary = count_of(&it.properties, "canaryReplicas", &mut operations.notes);
    let annotations = KEPT.iter().fold(Datum::mapping(), |all, (property, key)| {
        let kept = count_of(&it.properties, property, &mut operations.notes);
        all.with_some(key, kept.as_ref().map(as_text))
    });
    let says_nothing = |key: &str| it.properties.get(key).is_none();
    if says_nothing("canaryReplicas") && KEPT.iter().all(|(key, _)| says_nothing(key)) {
        let message =
            "`rollout` says nothing that can be rendered: there is neither `canaryReplicas` nor `batches`";
        operations.notes.push(gap(message, Some(&it.origin)));
    }
    operations.rollout = Some(Rollout { canary, annotations });
}
