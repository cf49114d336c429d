//! The picture for Graphviz.

use std::fmt::Write as _;

use crate::compare::Change;
use crate::graph::{Graph, Node, NodeKind, replicas_text, sign};

/// The graph in the language of Graphviz.
pub fn dot(graph: &Graph) -> String {
    let mut out = format!("digraph \"{}\" {{\n", escaped(&graph.title));
    out.push_str("  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    for (position, node) in graph.nodes.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  n{position} [label=\"{}\"{}];", label(node), attributes(node));
    }
    for edge in &graph.edges {
        let label = edge.label.as_ref().map(|it| format!("label=\"{}\"", escaped(it)));
        let change = edge.change.map(|it| line(it).to_owned());
        let all: Vec<String> = label.into_iter().chain(change).collect();
        let attributes = if all.is_empty() { String::new() } else { format!(" [{}]", all.join(", ")) };
        let _ = writeln!(out, "  n{} -> n{}{attributes};", edge.from, edge.to);
    }
    out.push_str("}\n");
    out
}

/// The colour and the stroke of what changes.
fn line(change: Change) -> &'static str {
    match change {
        Change::Added => "color=\"#1a7f37\", penwidth=2",
        Change::Removed => "color=\"#cf222e\", style=dashed",
        Change::Changed => "color=\"#9a6700\", penwidth=2",
    }
}

fn attributes(node: &Node) -> String {
    let shape = match (node.kind, node.change) {
        (NodeKind::Volume, Some(_)) => ", shape=cylinder",
        (NodeKind::Config, Some(_)) => ", shape=note",
        (kind, _) => own_attributes(kind),
    };
    let change = node.change.map(|it| format!(", {}", line(it))).unwrap_or_default();
    format!("{shape}{change}")
}

fn own_attributes(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Volume => ", shape=cylinder, style=solid",
        NodeKind::Config => ", shape=note, style=solid",
        NodeKind::Canary => ", style=\"rounded,dashed\"",
        NodeKind::Missing => ", style=\"rounded,dotted\", color=red",
        NodeKind::LoadBalancer
        | NodeKind::Ingress
        | NodeKind::Service
        | NodeKind::Workload
        | NodeKind::Job
        | NodeKind::Autoscaler
        | NodeKind::Object => "",
    }
}

fn label(node: &Node) -> String {
    let change = node.change.map(|it| format!("{} {}: ", sign(it), it.name())).unwrap_or_default();
    let mut lines = vec![format!("{change}{} {}", node.kind.title(), escaped(&node.name))];
    lines.extend(node.replicas.map(replicas_text));
    lines.extend(node.details.iter().map(|it| escaped(it)));
    lines.extend(node.marks.iter().map(|it| escaped(&it.text())));
    lines.join("\\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '"' | '\\' => out.extend(['\\', it]),
            _ if it.is_control() => out.push(' '),
            _ => out.push(it),
        }
    }
    out
}
