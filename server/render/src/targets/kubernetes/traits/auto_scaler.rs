//! `auto-scaler`: replicas by load, as a `HorizontalPodAutoscaler`.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedContainer, ResolvedTrait};

use crate::core_workload::CoreWorkload;
use crate::object::{DEPLOYMENT, ObjectType};
use crate::output::{gap, info};
use crate::rendered::Manifest;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::traits::{count_of, not_scalable, of_trait};

const AUTOSCALER: ObjectType<'_> =
    ObjectType { api_version: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };

/// How many replicas more than the least there may be where nobody says the most; as in the reference controller.
const DEFAULT_RANGE: i64 = 10;

/// Whether there is a Deployment to scale.
pub(super) fn applies_to(workload: CoreWorkload) -> bool {
    matches!(workload, CoreWorkload::Server | CoreWorkload::Worker)
}

/// Leaves the number of replicas to the autoscaler.
pub(super) fn apply(it: &ResolvedTrait, workload: CoreWorkload, operations: &mut Operations) {
    if applies_to(workload) {
        operations.is_autoscaled = true;
        return;
    }
    let reason = if workload.is_task() { "ends by itself" } else { "is always one" };
    operations.notes.push(not_scalable(it, workload, reason));
}

/// The autoscaler.
pub(super) fn manifest(it: &ResolvedTrait, ctx: Ctx<'_>) -> Manifest {
    let mut notes = Vec::new();
    let properties = &it.properties;
    let minimum = count_of(properties, "minimum", &mut notes).filter(|it| it.as_int() != Some(0));
    let maximum = maximum(it, minimum.as_ref(), &mut notes);
    let metrics: Vec<Datum> = ["cpu", "memory"]
        .into_iter()
        .filter_map(|name| {
            let percent = count_of(properties, name, &mut notes).filter(|it| it.as_int() != Some(0))?;
            note_missing_request(ctx, name, &percent, &mut notes);
            Some(metric(name, percent))
        })
        .collect();
    if metrics.is_empty() {
        notes
            .push(info("neither `cpu` nor `memory`: Kubernetes aims at 80 percent of cpu", Some(&it.origin)));
    }
    let target = Datum::mapping()
        .with("apiVersion", DEPLOYMENT.api_version)
        .with("kind", DEPLOYMENT.kind)
        .with("name", ctx.instance.name.clone());
    let spec = Datum::mapping()
        .with("scaleTargetRef", target)
        .with_some("minReplicas", minimum)
        .with("maxReplicas", maximum)
        .with_some("metrics", (!metrics.is_empty()).then_some(metrics));
    let root = ctx.object(AUTOSCALER, ctx.instance.name.clone(), Some(&it.origin));
    Manifest { notes, ..ctx.manifest(root.with("spec", spec)) }
}

fn maximum(it: &ResolvedTrait, minimum: Option<&Datum>, notes: &mut Vec<Note>) -> Datum {
    let least = minimum.and_then(Datum::as_int).unwrap_or(1);
    match count_of(&it.properties, "maximum", notes) {
        Some(most) if most.as_int().is_some_and(|it| it >= least) => most,
        Some(most) => {
            let message = format!(
                "`maximum` is {}; allowed is {least}, the minimum, or more",
                most.as_int().unwrap_or_default()
            );
            notes.push(info(message, most.origin.as_ref()));
            Datum::new(least).with_origin(most.origin)
        }
        None => {
            let most = minimum.and_then(Datum::as_int).unwrap_or(0).saturating_add(DEFAULT_RANGE);
            notes.push(info(format!("there is no `maximum`: {most} is taken"), Some(&it.origin)));
            let origin = minimum.and_then(|it| it.origin.clone()).unwrap_or_else(|| of_trait(it));
            Datum::from_origin(most, origin)
        }
    }
}

fn metric(name: &str, percent: Datum) -> Datum {
    let name = Datum::new(name).with_origin(percent.origin.clone());
    let target = Datum::mapping().with("type", "Utilization").with("averageUtilization", percent);
    let resource = Datum::mapping().with("name", name).with("target", target);
    Datum::mapping().with("type", "Resource").with("resource", resource)
}

/// Utilization is a share of what is requested; of nothing there are no shares.
fn note_missing_request(ctx: Ctx<'_>, name: &str, percent: &Datum, notes: &mut Vec<Note>) {
    let is_missing = |it: &&ResolvedContainer| if name == "cpu" { &it.cpu } else { &it.memory }.is_none();
    if let Some(it) = ctx.component.containers.iter().find(is_missing) {
        let container = it.name.as_str().unwrap_or_default();
        let message =
            format!("container `{container}` asks for no {name}: its utilization cannot be measured");
        notes.push(gap(message, percent.origin.as_ref()));
    }
}
