//! `SingletonServer` and `SingletonWorker`: a `StatefulSet` of one.
//!
//! A Deployment could run two for a moment while it replaces one; a `StatefulSet` never does.

use oam_model::datum::Datum;

use crate::object::STATEFUL_SET;
use crate::rendered::Manifest;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::pod::Template;
use crate::targets::kubernetes::workloads::{described, selector, with_template};

/// The `StatefulSet`. Its volumes are claims of their own, so that they can be named and sized like all others.
pub(super) fn manifest(ctx: Ctx<'_>, template: &Template, operations: &Operations) -> Manifest {
    let one: Datum = 1_i64.into();
    let spec = Datum::mapping()
        .with("serviceName", ctx.instance.name.clone())
        .with("replicas", one.with_origin(ctx.type_origin().cloned()))
        .with("selector", selector(ctx, None));
    let root = described(ctx, STATEFUL_SET, ctx.instance.name.clone(), operations);
    ctx.manifest(root.with("spec", with_template(spec, template, None)))
}
