//! `auto-scaler`: replicas by load.

use oam_model::datum::Datum;
use oam_model::resolved::ResolvedTrait;

use crate::object::{ObjectType, object};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::Ctx;

/// Kubernetes 1.25 removed this version.
const AUTOSCALER: ObjectType<'_> =
    ObjectType { api_version: "autoscaling/v2beta1", kind: "HorizontalPodAutoscaler" };

/// The autoscaler. Quirk: it scales a Deployment of the instance's name, whether there is one or not.
pub(super) fn manifest(ctx: Ctx<'_>, it: &ResolvedTrait, properties: &Datum) -> Manifest {
    let number = |key: &str| properties.get(key).filter(|it| it.as_int().is_some()).cloned();
    let minimum = number("minimum");
    // Quirk: ten more than the minimum, although the documentation says ten.
    let above_minimum = || {
        let base = minimum.as_ref().and_then(Datum::as_int).unwrap_or(0);
        let maximum: Datum = base.saturating_add(10).into();
        maximum.with_origin(minimum.as_ref().and_then(|it| it.origin.clone()))
    };
    let maximum = number("maximum").unwrap_or_else(above_minimum);
    let metrics = ["cpu", "memory"].into_iter().filter_map(|name| Some(metric(name, number(name)?)));
    let target = Datum::mapping()
        .with("apiVersion", "apps/v1")
        .with("kind", "Deployment")
        .with("name", ctx.instance.name.clone());
    let spec = Datum::mapping()
        .with("scaleTargetRef", target)
        .with_some("minReplicas", minimum.clone())
        .with("maxReplicas", maximum)
        // Quirk: an empty list where nothing is measured; such an autoscaler does nothing.
        .with("metrics", metrics.collect::<Vec<_>>());
    let metadata = ctx.metadata(ctx.suffixed_name("-trait-autoscaler"), ctx.trait_labels());
    ctx.manifest(object(AUTOSCALER, metadata, Some(&it.origin)).with("spec", spec))
}

fn metric(name: &str, utilization: Datum) -> Datum {
    let name = Datum::new(name).with_origin(utilization.origin.clone());
    let resource = Datum::mapping().with("name", name).with("targetAverageUtilization", utilization);
    Datum::mapping().with("type", "Resource").with("resource", resource)
}
