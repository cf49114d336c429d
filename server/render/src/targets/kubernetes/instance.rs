//! One component instance: what its objects are, in the order in which to apply them.
//!
//! Files and volumes first, then the Service, then the workload, then what traits add in their order.

use oam_model::resolved::{ResolvedApp, ResolvedInstance};

use crate::core_workload::CoreWorkload;
use crate::output::{Output, gap, info};
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::workloads::{self, Workload};
use crate::targets::kubernetes::{config, ports, service, traits, volumes};

/// Renders an instance.
pub(super) fn render(
    app: &ResolvedApp,
    instance: &ResolvedInstance,
    namespace: Option<&str>,
    output: &mut Output,
) {
    output.note_all(&instance.notes);
    let Some(component) = &instance.component else {
        if instance.notes.is_empty() {
            let name = instance.component_name.as_str().unwrap_or_default();
            let message = format!("there is no component `{name}`: the instance is not rendered");
            output.note(gap(message, Some(&instance.origin)));
        }
        return;
    };
    let ctx = Ctx { app, instance, component, namespace };
    note_name(ctx, output);
    match Workload::of(ctx) {
        Ok(Workload::Core(workload)) => render_core(ctx, workload, output),
        Ok(Workload::Function) => workloads::extended::render_function(ctx, output),
        Ok(Workload::Object(of)) => workloads::extended::render_object(ctx, of, output),
        Err(note) => output.note(note),
    }
}

fn render_core(ctx: Ctx<'_>, workload: CoreWorkload, output: &mut Output) {
    let mut operations = Operations::gather(ctx, workload);
    output.note_all(&std::mem::take(&mut operations.notes));
    note_containers(ctx, output);
    let ports = ports::of(ctx.component);
    output.note_all(&ports.notes);
    for it in config::manifests(ctx).into_iter().chain(volumes::claims(ctx, &operations)) {
        output.push(it);
    }
    let service = service::manifest(ctx, workload, &ports, operations.load_balancer.as_ref());
    match &service {
        Some(it) => output.push(it.clone()),
        None if workload.has_endpoint() => {
            let message = "no container has a port: there is no Service, nothing can reach this instance";
            output.note(gap(message, Some(&ctx.component.origin)));
        }
        None => {}
    }
    let mut main = workloads::manifests(ctx, workload, &ports, &operations);
    traits::declared::patch(ctx, &mut main);
    for it in &main {
        output.push(it.clone());
    }
    traits::add_objects(ctx, workload, service.as_ref(), main.first(), output);
}

/// A pod has containers, each with a name of its own.
fn note_containers(ctx: Ctx<'_>, output: &mut Output) {
    let containers = &ctx.component.containers;
    if containers.is_empty() {
        let message = "the component has no container: Kubernetes does not accept what becomes of it";
        output.note(gap(message, Some(&ctx.component.origin)));
    }
    for (position, it) in containers.iter().enumerate() {
        if containers.iter().take(position).any(|other| other.name.data == it.name.data) {
            let name = it.name.as_str().unwrap_or_default();
            let message = format!("two containers are called `{name}`: Kubernetes does not accept that");
            output.note(gap(message, it.name.origin.as_ref()));
        }
    }
}

/// Names are never changed, because other documents may refer to them.
fn note_name(ctx: Ctx<'_>, output: &mut Output) {
    let name = ctx.name();
    let is_inner = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    let is_right = name.starts_with(|it: char| it.is_ascii_lowercase())
        && name.ends_with(|it: char| it != '-')
        && name.chars().all(is_inner)
        && name.len() <= 63;
    if !is_right {
        let message = format!(
            "Kubernetes does not accept the name `{name}`; allowed are lower-case letters, digits and `-`, \
             beginning with a letter, at most 63"
        );
        output.note(info(message, ctx.instance.name.origin.as_ref()));
    }
}
