//! `manual-scaler`: a fixed number of replicas.

use oam_model::resolved::ResolvedTrait;

use crate::core_workload::CoreWorkload;
use crate::output::gap;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::traits::{count_of, not_scalable};

/// Sets the number of replicas.
pub(super) fn apply(it: &ResolvedTrait, workload: CoreWorkload, operations: &mut Operations) {
    if workload.is_singleton() {
        operations.notes.push(not_scalable(it, workload, "is always one"));
        return;
    }
    match count_of(&it.properties, "replicaCount", &mut operations.notes) {
        Some(replicas) => operations.replicas = Some(replicas),
        None if it.properties.get("replicaCount").is_none() => {
            let message = "`manual-scaler` needs `replicaCount`: the number of replicas stays as it is";
            operations.notes.push(gap(message, Some(&it.origin)));
        }
        None => {}
    }
}
