//! Pictures of applications: what leads where once they are rendered.
//!
//! The picture itself is made by the renderer; here its boxes get the places of the sources that asked for them.

use oam_model::datum::Origin;
use oam_model::resolved::ResolvedApp;
use oam_model::workspace::{FileId, Workspace};
use oam_render::graph::{self, Graph};
use serde_json::Value;

pub use oam_render::graph::Theme;

use crate::diff::{RenderedSide, Side, rendered};
use crate::diff_json::DiffSide;
use crate::position::FileSpan;
use crate::preview::{PreviewRequest, refusals, rendered_applications};

/// The picture of one application, in any form.
#[derive(Clone, Debug)]
pub struct Topology {
    /// The application's name.
    pub app: String,
    /// The file it stands in.
    pub file: FileId,
    /// For each box, the source that asked for it.
    pub places: Vec<Option<FileSpan>>,
    /// For each box, the instance of the application that it belongs to.
    pub instances: Vec<Option<FileSpan>>,
    /// Why the engine would refuse the application; empty if it would not.
    pub refusals: Vec<String>,
    graph: Graph,
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// SVG, for a ground.
    Svg(Theme),
    /// A Mermaid flowchart.
    Mermaid,
    /// The language of Graphviz.
    Dot,
}

/// The pictures of all applications that the request means, by file and place.
pub fn topologies(workspace: &Workspace, request: &PreviewRequest) -> Vec<Topology> {
    let workspace = &workspace.with_holes_as_text();
    let found = rendered_applications(workspace, request).into_iter();
    found
        .map(|(document, app, rendered)| {
            let graph = graph::graph(&app, &rendered);
            let place = |it: &graph::Node| {
                it.origin.as_ref().map(|it| FileSpan::in_document(workspace, it.document, it.span))
            };
            let places = graph.nodes.iter().map(place).collect();
            let instances = instances(workspace, Some(&app), &graph);
            let refusals = refusals(&rendered);
            Topology { app: rendered.app, file: document.file, places, instances, refusals, graph }
        })
        .collect()
}

/// The pictures of what becomes of each application, each with the side whose file it names: the new one, where the
/// application is still there. Paths are as for [`crate::diff`].
pub fn topology_differences(old: Side<'_>, new: Side<'_>, paths: &[String]) -> Vec<(DiffSide, Topology)> {
    let sides = [old, new].map(|it| it.workspace.with_holes_as_text());
    let [before, after] =
        rendered([Side { workspace: &sides[0], ..old }, Side { workspace: &sides[1], ..new }], paths);
    let mut waiting: Vec<&RenderedSide> = before.iter().collect();
    let mut found = Vec::new();
    for it in &after {
        let partner = waiting.iter().position(|old| old.rendered.app == it.rendered.app);
        let partner = partner.map(|position| waiting.remove(position));
        found.push((DiffSide::New, topology_difference(&sides[1], partner, Some(it), it)));
    }
    found.extend(
        waiting.into_iter().map(|it| (DiffSide::Old, topology_difference(&sides[1], Some(it), None, it))),
    );
    found
}

fn topology_difference(
    workspace: &Workspace,
    old: Option<&RenderedSide>,
    new: Option<&RenderedSide>,
    named: &RenderedSide,
) -> Topology {
    let parts = |it: Option<&'_ RenderedSide>| it.map(|it| (it.app.clone(), it.rendered.clone()));
    let (old, new) = (parts(old), parts(new));
    let graph = graph::difference(
        old.as_ref().map(|(app, rendered)| (app, rendered)),
        new.as_ref().map(|(app, rendered)| (app, rendered)),
    );
    // Only what is still there has a place in the documents of today.
    let place = |it: &graph::Node| {
        it.origin.as_ref().map(|it| FileSpan::in_document(workspace, it.document, it.span))
    };
    Topology {
        app: named.rendered.app.clone(),
        file: named.document.file,
        places: graph.nodes.iter().map(place).collect(),
        instances: instances(workspace, new.as_ref().map(|(app, _)| app), &graph),
        refusals: new.map(|(_, rendered)| refusals(&rendered)).unwrap_or_default(),
        graph,
    }
}

/// For each box, the item of the application that it belongs to; none for what belongs to the application as a whole.
fn instances(workspace: &Workspace, app: Option<&ResolvedApp>, graph: &Graph) -> Vec<Option<FileSpan>> {
    let place = |name: &str| {
        let instance = app?.instances.iter().find(|it| it.name.as_str() == Some(name))?;
        let Origin { document, span, .. } = &instance.origin;
        Some(FileSpan::in_document(workspace, *document, *span))
    };
    graph.nodes.iter().map(|it| place(it.instance.as_deref()?)).collect()
}

impl Topology {
    /// The picture as text.
    pub fn draw(&self, picture: Picture) -> String {
        match picture {
            Picture::Svg(theme) => graph::svg(&self.graph, theme),
            Picture::Mermaid => graph::mermaid(&self.graph),
            Picture::Dot => graph::dot(&self.graph),
        }
    }

    /// The picture as data of version 1: `app`, `nodes`, and `edges` that name their nodes by position. What `members`
    /// says of a place is added to its node, and what it says of the node's instance as `instancePlace`.
    pub fn data(&self, members: impl Fn(FileSpan) -> Vec<(String, Value)>) -> Value {
        let mut whole = graph::value(&self.graph);
        let nodes = whole.get_mut("nodes").and_then(Value::as_array_mut).into_iter().flatten();
        for ((node, place), instance) in nodes.zip(&self.places).zip(&self.instances) {
            let Some(node) = node.as_object_mut() else { continue };
            node.extend(place.iter().flat_map(|it| members(*it)));
            let instance = instance.map(|it| Value::Object(members(it).into_iter().collect()));
            node.extend(instance.map(|it| ("instancePlace".to_owned(), it)));
        }
        whole
    }
}
