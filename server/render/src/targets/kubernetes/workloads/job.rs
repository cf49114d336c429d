//! Task and `SingletonTask`: a Job.

use oam_model::datum::Datum;

use crate::object::JOB;
use crate::rendered::Manifest;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::pod::Template;
use crate::targets::kubernetes::workloads::{described, with_template};

/// How often a failed task is tried again; the number that the reference controller writes.
const BACKOFF_LIMIT: i64 = 4;

/// The Job; replicas of a task run side by side.
pub(super) fn manifest(ctx: Ctx<'_>, template: &Template, operations: &Operations) -> Manifest {
    let spec = Datum::mapping()
        .with("backoffLimit", BACKOFF_LIMIT)
        .with_some("parallelism", operations.replicas.clone());
    let root = described(ctx, JOB, ctx.instance.name.clone(), operations);
    ctx.manifest(root.with("spec", with_template(spec, template, None)))
}
