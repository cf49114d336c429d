//! The topology of a rendered application: what leads where, as a picture.
//!
//! Nodes and edges are read from the manifests, so that the picture shows what is really there. Bookkeeping of a
//! controller is left out.

mod build;
mod difference;
mod dot;
mod json;
mod layout;
mod mermaid;
mod svg;
mod theme;

use oam_model::datum::Origin;

use crate::compare::Change;

pub use build::graph;
pub use difference::difference;
pub use dot::dot;
pub use json::{json, value};
pub use mermaid::mermaid;
pub use svg::svg;
pub use theme::Theme;

/// Nodes and edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The application's name.
    pub title: String,
    /// Nodes in the order of the manifests.
    pub nodes: Vec<Node>,
    /// Edges, from what leads to what is led to.
    pub edges: Vec<Edge>,
    /// Whether it shows what changes; else nothing in it has a change.
    pub is_difference: bool,
}

/// A box of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// What is worth knowing at a glance: an image, ports, a size.
    pub details: Vec<String>,
    /// Traits and scopes of the instance.
    pub marks: Vec<Mark>,
    /// How many there are, of what runs.
    pub replicas: Option<u64>,
    /// The instance it belongs to.
    pub instance: Option<String>,
    /// The source that asked for it.
    pub origin: Option<Origin>,
    /// What happens to it, in a picture of what changes.
    pub change: Option<Change>,
}

/// A trait or scope of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which of the two.
    pub kind: MarkKind,
    /// Its name.
    pub name: String,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A trait.
    Trait,
    /// A scope.
    Scope,
}

/// A line of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The position of the node it starts from.
    pub from: usize,
    /// The position of the node it leads to.
    pub to: usize,
    /// What goes along it: a path, a port, a mount.
    pub label: Option<String>,
    /// What happens to it, in a picture of what changes.
    pub change: Option<Change>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The load balancer in front of a Service.
    LoadBalancer,
    /// An Ingress.
    Ingress,
    /// A Service.
    Service,
    /// Something that runs as long as it is there.
    Workload,
    /// The replicas that get a new version first.
    Canary,
    /// Something that ends by itself.
    Job,
    /// An autoscaler.
    Autoscaler,
    /// Storage that lasts, or a directory that does not.
    Volume,
    /// Files.
    Config,
    /// Any other object.
    Object,
    /// An instance of which nothing could be rendered.
    Missing,
}

impl NodeKind {
    /// The kind in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::LoadBalancer => "load balancer",
            Self::Ingress => "ingress",
            Self::Service => "service",
            Self::Workload => "workload",
            Self::Canary => "canary",
            Self::Job => "job",
            Self::Autoscaler => "autoscaler",
            Self::Volume => "volume",
            Self::Config => "config",
            Self::Object => "object",
            Self::Missing => "missing",
        }
    }
}

impl Node {
    /// The node in one line, for people who cannot see the picture.
    pub fn summary(&self) -> String {
        let mut parts = vec![format!("{} {}", self.kind.title(), self.name)];
        parts.extend(self.replicas.map(replicas_text));
        parts.extend(self.details.iter().cloned());
        parts.extend(self.marks.iter().map(Mark::text));
        parts.extend(self.change.map(|it| it.name().to_owned()));
        parts.join(", ")
    }
}

impl Mark {
    /// The mark in words.
    pub fn text(&self) -> String {
        match self.kind {
            MarkKind::Trait => format!("trait {}", self.name),
            MarkKind::Scope => format!("scope {}", self.name),
        }
    }
}

/// The sign of a change, so that it is told by more than a colour.
pub(crate) fn sign(change: Change) -> &'static str {
    match change {
        Change::Added => "+",
        Change::Removed => "−",
        Change::Changed => "~",
    }
}

/// `1 replica`, `3 replicas`.
pub(crate) fn replicas_text(number: u64) -> String {
    if number == 1 { "1 replica".to_owned() } else { format!("{number} replicas") }
}
