//! The picture for Graphviz.

use std::fmt::Write as _;

use crate::graph::{Graph, Node, NodeKind, replicas_text};

/// The graph in the language of Graphviz.
pub fn dot(graph: &Graph) -> String {
    let mut out = format!("digraph \"{}\" {{\n", escaped(&graph.title));
    out.push_str("  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    for (position, node) in graph.nodes.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  n{position} [label=\"{}\"{}];", label(node), attributes(node.kind));
    }
    for edge in &graph.edges {
        let label = edge.label.as_ref().map(|it| format!(" [label=\"{}\"]", escaped(it)));
        let _ = writeln!(out, "  n{} -> n{}{};", edge.from, edge.to, label.unwrap_or_default());
    }
    out.push_str("}\n");
    out
}

fn attributes(kind: NodeKind) -> &'static str {
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
    let mut lines = vec![format!("{} {}", node.kind.title(), escaped(&node.name))];
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
