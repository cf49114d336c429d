//! What applications ask for: processors, memory, storage and replicas, as data for editors and reports.
//!
//! The sums are the renderer's; here are their words for other programs.

use oam_model::workspace::{FileId, Workspace};
use oam_render::usage::{Amounts, AppUsage, Usage, usage};
use serde_json::{Value, json};

use crate::preview::{PreviewRequest, is_incomplete, refusals, rendered_applications};

/// What one application asks for.
#[derive(Clone, Debug)]
pub struct ApplicationUsage {
    /// The application's name.
    pub app: String,
    /// The file it stands in.
    pub file: FileId,
    /// The sums.
    pub usage: AppUsage,
    /// Whether something could not be rendered, so that more may be asked for.
    pub is_incomplete: bool,
    /// Why the engine would refuse the application; empty if it would not.
    pub refusals: Vec<String>,
}

/// What each application that the request means asks for, by file and place.
pub fn usages(workspace: &Workspace, request: &PreviewRequest) -> Vec<ApplicationUsage> {
    let workspace = &workspace.with_holes_as_text();
    let found = rendered_applications(workspace, request).into_iter();
    found
        .map(|(document, app, rendered)| ApplicationUsage {
            file: document.file,
            usage: usage(&app, &rendered),
            is_incomplete: is_incomplete(&rendered),
            refusals: refusals(&rendered),
            app: rendered.app,
        })
        .collect()
}

impl ApplicationUsage {
    /// `app`, `incomplete`, `refused`, the `total`, and the `components` by the names of their instances; each sum has a
    /// `least` and a `most`.
    pub fn data(&self) -> Value {
        let component = |(name, it): &(String, Usage)| json!({ "name": name, "usage": usage_json(it) });
        json!({
            "app": self.app,
            "incomplete": self.is_incomplete,
            "refused": !self.refusals.is_empty(),
            "components": self.usage.instances.iter().map(component).collect::<Vec<_>>(),
            "total": usage_json(&self.usage.total),
        })
    }
}

fn usage_json(usage: &Usage) -> Value {
    json!({ "least": amounts_json(usage.least), "most": amounts_json(usage.most) })
}

fn amounts_json(it: Amounts) -> Value {
    json!({
        "replicas": it.replicas,
        "cpuMillis": it.cpu_millis,
        "memoryBytes": it.memory_bytes,
        "storageBytes": it.storage_bytes,
    })
}
