//! What a container asks of a node.
//!
//! Only what the component says: a cluster's own defaults stay in force for the rest.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedContainer};

use crate::output::{gap, info};
use crate::quantity;
use crate::scalar::text;

/// `resources` of a container; `None` where it asks for nothing.
pub(super) fn resources(container: &ResolvedContainer, notes: &mut Vec<Note>) -> Option<Datum> {
    let cpu = container.cpu.as_ref().and_then(|it| cpu(it, notes));
    let memory = container.memory.as_ref().and_then(|it| memory(it, notes));
    let gpu = container.gpu.as_ref().and_then(|it| gpu(it, notes));
    let requests = Datum::mapping().with_some("cpu", cpu).with_some("memory", memory);
    let requests = (requests != Datum::mapping()).then_some(requests);
    if requests.is_none() && gpu.is_none() {
        return None;
    }
    // Devices are the one thing that Kubernetes wants as a limit.
    let limits = gpu.map(|it| Datum::mapping().with("nvidia.com/gpu", it));
    Some(Datum::mapping().with_some("requests", requests).with_some("limits", limits))
}

fn cpu(written: &Datum, notes: &mut Vec<Note>) -> Option<Datum> {
    let Some(it) = quantity::cpu(written) else {
        notes.push(not_an_amount(written, "processors", "0.5"));
        return None;
    };
    Some(Datum::new(it).with_origin(written.origin.clone()))
}

fn memory(written: &Datum, notes: &mut Vec<Note>) -> Option<Datum> {
    let Some(amount) = quantity::memory(written) else {
        notes.push(not_an_amount(written, "memory", "128Mi"));
        return None;
    };
    if amount.is_unit_assumed {
        let message = format!("memory `{}` without a unit is taken as {}", text(written), amount.quantity);
        notes.push(info(message, written.origin.as_ref()));
    }
    Some(Datum::new(amount.quantity).with_origin(written.origin.clone()))
}

/// Whole devices only; OAM does not say whose, so it is the kind that nearly all clusters have.
fn gpu(written: &Datum, notes: &mut Vec<Note>) -> Option<Datum> {
    let Some(number) = quantity::number(written) else {
        notes.push(not_an_amount(written, "graphics processors", "1"));
        return None;
    };
    if number == 0.0 {
        return None;
    }
    notes.push(info("`gpu` is taken as `nvidia.com/gpu`", written.origin.as_ref()));
    Some(Datum::new(format!("{}", number.ceil())).with_origin(written.origin.clone()))
}

fn not_an_amount(written: &Datum, of: &str, example: &str) -> Note {
    let message = format!("`{}` is not an amount of {of}; allowed is for example `{example}`", text(written));
    gap(message, written.origin.as_ref())
}
