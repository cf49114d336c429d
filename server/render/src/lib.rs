//! What an application becomes on a target: manifests whose every field knows the source that set it.
//!
//! A pure function of a [`ResolvedApp`]: no disk, no clock, no cluster, and no syntax trees. It does not resolve names,
//! parameters or variables; that has happened in the model.
//!
//! The trap: input may be broken in any way. What cannot be rendered becomes a note at its place and the rest is rendered.

pub mod check;
pub mod compare;
pub mod expression;
pub mod graph;
pub mod manifest;
pub mod quantity;
pub mod rendered;
pub mod target;
pub mod totals;
pub mod usage;

mod core_workload;
mod declared;
mod object;
mod output;
mod scalar;
mod targets;

use oam_model::resolved::ResolvedApp;

use crate::output::Output;
use crate::rendered::Rendered;
use crate::target::Target;

/// What to render for.
#[derive(Clone, Debug)]
pub struct RenderConfig {
    /// The engine or cluster.
    pub target: Target,
    /// The namespace to write into every object; else the application's own, else none. The reference controller ignores it.
    pub namespace: Option<String>,
}

/// Renders an application.
pub fn render(app: &ResolvedApp, config: &RenderConfig) -> Rendered {
    let mut output = Output::default();
    match config.target {
        Target::Kubernetes => targets::kubernetes::render(app, config.namespace.as_deref(), &mut output),
        Target::Rudr => targets::rudr::render(app, &mut output),
    }
    output.finish(app.name.as_str().unwrap_or_default().to_owned(), config.target)
}
