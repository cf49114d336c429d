//! The picture for Markdown.
//!
//! The trap: Mermaid reads HTML entities and its own `#…;` codes inside quotes, so both are written as codes.

use std::fmt::Write as _;

use crate::compare::Change;
use crate::graph::{Graph, Node, NodeKind, replicas_text, sign};

/// The graph as a Mermaid flowchart.
pub fn mermaid(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    for (position, node) in graph.nodes.iter().enumerate() {
        let (open, close) = shape(node.kind);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  n{position}{open}\"{}\"{close}", label(node));
    }
    for edge in &graph.edges {
        let line = match edge.change {
            Some(Change::Removed) => "-.->",
            Some(Change::Added) => "==>",
            _ => "-->",
        };
        let arrow = match &edge.label {
            Some(it) => format!("{line}|\"{}\"|", escaped(it)),
            None => line.to_owned(),
        };
        let _ = writeln!(out, "  n{} {arrow} n{}", edge.from, edge.to);
    }
    let changes = [
        (Change::Added, "stroke:#1a7f37,stroke-width:3px"),
        (Change::Changed, "stroke:#9a6700,stroke-width:3px"),
        (Change::Removed, "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4"),
    ];
    let canaries = positions(graph, |it| it.kind == NodeKind::Canary);
    if !canaries.is_empty() {
        let _ = writeln!(out, "  classDef canary stroke-dasharray: 5 4\n  class {canaries} canary");
    }
    let missing = positions(graph, |it| it.kind == NodeKind::Missing);
    if !missing.is_empty() {
        let _ =
            writeln!(out, "  classDef missing stroke:#d33,stroke-dasharray: 2 3\n  class {missing} missing");
    }
    for (change, style) in changes {
        let (found, name) = (positions(graph, |it| it.change == Some(change)), change.name());
        if !found.is_empty() {
            let _ = writeln!(out, "  classDef {name} {style}\n  class {found} {name}");
        }
    }
    out
}

fn positions(graph: &Graph, is_meant: impl Fn(&Node) -> bool) -> String {
    let found = graph.nodes.iter().enumerate().filter(|(_, it)| is_meant(it));
    found.map(|(position, _)| format!("n{position}")).collect::<Vec<_>>().join(",")
}

fn shape(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::LoadBalancer | NodeKind::Ingress => ("([", "])"),
        NodeKind::Service | NodeKind::Autoscaler => ("(", ")"),
        NodeKind::Volume => ("[(", ")]"),
        NodeKind::Config => ("[/", "/]"),
        NodeKind::Workload | NodeKind::Canary | NodeKind::Job | NodeKind::Object | NodeKind::Missing => {
            ("[", "]")
        }
    }
}

fn label(node: &Node) -> String {
    let change = node.change.map(|it| format!("{} {}: ", sign(it), it.name())).unwrap_or_default();
    let mut lines = vec![format!("{change}{} {}", node.kind.title(), escaped(&node.name))];
    lines.extend(node.replicas.map(replicas_text));
    lines.extend(node.details.iter().map(|it| escaped(it)));
    lines.extend(node.marks.iter().map(|it| escaped(&it.text())));
    lines.join("<br/>")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '"' | '#' | '&' | '<' | '>' | '`' | ';' | '|' | '\\' => {
                let _ = write!(out, "#{};", u32::from(it));
            }
            _ if it.is_control() => out.push(' '),
            _ => out.push(it),
        }
    }
    out
}
