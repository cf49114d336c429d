//! One component instance, step by step as the controller takes it.
//!
//! The steps and their order are the contract: an error in step five leaves what step four has created.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedApp, ResolvedContainer, ResolvedInstance};

use crate::core_workload::CoreWorkload;
use crate::object::{ObjectType, object};
use crate::output::{Output, refusal};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::{Ctx, owner_references};
use crate::targets::rudr::workload::Workload;
use crate::targets::rudr::{decode, traits, workload};

const COMPONENT_INSTANCE: ObjectType<'_> =
    ObjectType { api_version: "core.oam.dev/v1alpha1", kind: "ComponentInstance" };

/// Creates what belongs to an instance, or says why the controller stops here.
pub(super) fn render(
    app: &ResolvedApp,
    instance: &ResolvedInstance,
    output: &mut Output,
) -> Result<(), Note> {
    // 1–3: load the component, join scopes, resolve parameters. The model has done that and left its notes.
    output.note_all(&instance.notes);
    if output.refused {
        return Ok(());
    }
    let name = instance.component_name.as_str().unwrap_or_default();
    let Some(component) = &instance.component else {
        let message = format!(
            "get component {name} err: ApiError NotFound (\"componentschematics \\\"{name}\\\" not found\")"
        );
        return Err(refusal(message, instance.component_name.origin.as_ref()));
    };
    decode::check(component)
        .map_err(|it| Note { message: format!("get component {name} err: {}", it.message), ..it })?;
    let ctx = Ctx { app, instance, component };
    // 4: the controller's own record.
    let record = component_instance(ctx);
    if !output.has(&record) {
        output.push(record);
    }
    // 5: build the workload and all traits.
    let workload = Workload::of(ctx)?;
    traits::check_names(ctx)?;
    // 6: validate.
    check_ports(ctx)?;
    // 7–9: what traits need before the workload, the workload, and what traits add to it.
    traits::pre_add(ctx, output)?;
    let position = workload::create(ctx, workload, output)?;
    traits::add(ctx, workload, position, output);
    Ok(())
}

fn component_instance(ctx: Ctx<'_>) -> Manifest {
    let metadata = Datum::mapping()
        .with("name", ctx.component_instance_name())
        .with("ownerReferences", owner_references("ApplicationConfiguration", ctx.app.name.clone()));
    let root = object(COMPONENT_INSTANCE, metadata, Some(&ctx.instance.origin));
    // Quirk: the traits are never recorded here.
    ctx.manifest(root.with("spec", Datum::mapping().with("traits", Vec::new())))
}

/// Quirk: only workers are checked; a Task may have ports and a Server none.
fn check_ports(ctx: Ctx<'_>) -> Result<(), Note> {
    let is_worker = matches!(
        ctx.component.workload_type.as_ref().and_then(Datum::as_str).and_then(CoreWorkload::from_type),
        Some(CoreWorkload::Worker | CoreWorkload::SingletonWorker)
    );
    let has_port = |it: &&ResolvedContainer| is_worker && !it.ports.is_empty();
    let Some(container) = ctx.component.containers.iter().find(has_port) else {
        return Ok(());
    };
    let name = container.name.as_str().unwrap_or_default();
    let message = format!("Worker container named {name} has a port declared");
    let origin = container.ports.first().and_then(|it| it.container_port.origin.as_ref());
    Err(refusal(message, origin.or(Some(&container.origin))))
}
