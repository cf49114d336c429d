//! `manual-scaler`: a fixed number of replicas.

use oam_model::datum::Datum;
use oam_model::resolved::ResolvedTrait;

use crate::core_workload::CoreWorkload;
use crate::output::{Output, info};
use crate::scalar::as_text;
use crate::targets::rudr::workload::Workload;

/// Changes the workload's object as the controller does some seconds after creating it.
pub(super) fn scale(
    it: &ResolvedTrait,
    properties: &Datum,
    workload: Workload,
    position: usize,
    output: &mut Output,
) {
    // Quirk: anything but a whole number, `"3"` included, means one.
    let count = properties.get("replicaCount").filter(|it| it.as_int().is_some());
    let count = count.cloned().unwrap_or_else(|| 1_i64.into());
    let path: &[&str] = match workload {
        Workload::Core(CoreWorkload::Server | CoreWorkload::Worker) => &["spec", "replicas"],
        Workload::Core(CoreWorkload::Task) => &["spec", "parallelism"],
        Workload::Function => &["metadata", "labels", "com.openfaas.scale.min"],
        // Quirk: silently nothing.
        Workload::Core(_) | Workload::Other => {
            let message = "`manual-scaler` does nothing for this workload type";
            output.note_about(position, info(message, Some(&it.origin)));
            return;
        }
    };
    let value = if workload == Workload::Function { as_text(&count) } else { count };
    if let Some(manifest) = output.manifests.get_mut(position) {
        set_at(&mut manifest.root, path, value);
    }
}

fn set_at(datum: &mut Datum, path: &[&str], value: Datum) {
    let Some((key, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        datum.set(key, value);
        return;
    }
    let mut inner = datum.get(key).cloned().unwrap_or_else(Datum::mapping);
    set_at(&mut inner, rest, value);
    datum.set(key, inner);
}
