//! Server and Worker: a Deployment, or two where a canary goes first.

use oam_model::datum::Datum;

use crate::object::DEPLOYMENT;
use crate::rendered::Manifest;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::pod::Template;
use crate::targets::kubernetes::workloads::{described, selector, with_metadata, with_template};

/// The Deployments. Both of a rollout are behind the one Service; the label `oam.dev/track` keeps their pods apart.
pub(super) fn manifests(ctx: Ctx<'_>, template: &Template, operations: &Operations) -> Vec<Manifest> {
    let name = ctx.instance.name.clone();
    let Some(shares) = operations.shares() else {
        let replicas = operations.replicas.clone();
        return vec![deployment(ctx, name, None, replicas, template, operations)];
    };
    let track = |it: &str| Datum::new(it).with_origin(shares.canary.origin.clone());
    let (stable, canary) = (track("stable"), track("canary"));
    let stable = deployment(ctx, name, Some(&stable), Some(shares.stable), template, operations);
    let canary_name = ctx.name_with("canary").with_origin(shares.canary.origin.clone());
    let canary = deployment(ctx, canary_name, Some(&canary), Some(shares.canary), template, operations);
    vec![stable, canary]
}

fn deployment(
    ctx: Ctx<'_>,
    name: Datum,
    track: Option<&Datum>,
    replicas: Option<Datum>,
    template: &Template,
    operations: &Operations,
) -> Manifest {
    let spec = Datum::mapping().with_some("replicas", replicas).with("selector", selector(ctx, track));
    let root = described(ctx, DEPLOYMENT, name, operations);
    let root = match track {
        Some(it) => {
            let labels = ctx.labels().with("oam.dev/track", it.clone());
            let rollout = operations.rollout.as_ref().map(|it| it.annotations.clone());
            annotated(with_metadata(root, "labels", labels), rollout)
        }
        None => annotated(root, operations.rollout.as_ref().map(|it| it.annotations.clone())),
    };
    ctx.manifest(root.with("spec", with_template(spec, template, track)))
}

/// Kubernetes has no batches; what the operator wants is kept where tools and people can see it.
fn annotated(root: Datum, rollout: Option<Datum>) -> Datum {
    let Some(rollout) = rollout.filter(|it| *it != Datum::mapping()) else { return root };
    let present = root.get("metadata").and_then(|it| it.get("annotations")).cloned();
    let all = ["batches", "batch-interval", "instance-interval"].iter().fold(
        present.unwrap_or_else(Datum::mapping),
        |all, it| {
            let key = format!("oam.dev/rollout-{it}");
            all.with_some(&key, rollout.get(&key).cloned())
        },
    );
    with_metadata(root, "annotations", all)
}
