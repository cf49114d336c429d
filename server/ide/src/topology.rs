//! Pictures of applications: what leads where once they are rendered.
//!
//! The picture itself is made by the renderer; here its boxes get the places of the sources that asked for them.

use oam_model::workspace::{FileId, Workspace};
use oam_render::graph::{self, Graph};
use serde_json::Value;

pub use oam_render::graph::Theme;

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
            let refusals = refusals(&rendered);
            Topology { app: rendered.app, file: document.file, places, refusals, graph }
        })
        .collect()
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
    /// says of a place is added to its node.
    pub fn data(&self, members: impl Fn(FileSpan) -> Vec<(String, Value)>) -> Value {
        let mut whole = graph::value(&self.graph);
        let nodes = whole.get_mut("nodes").and_then(Value::as_array_mut).into_iter().flatten();
        for (node, place) in nodes.zip(&self.places) {
            if let (Some(node), Some(place)) = (node.as_object_mut(), place) {
                node.extend(members(*place));
            }
        }
        whole
    }
}
