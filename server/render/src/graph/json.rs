//! The picture as data.

use serde_json::{Value, json};

use crate::compare::Change;
use crate::graph::{Edge, Graph, Mark, Node};

/// The graph as JSON text.
pub fn json(graph: &Graph) -> String {
    format!("{:#}\n", value(graph))
}

/// The graph as JSON, of version 1; edges name their nodes by position.
pub fn value(graph: &Graph) -> Value {
    json!({
        "version": 1,
        "app": graph.title,
        "nodes": graph.nodes.iter().map(node).collect::<Vec<_>>(),
        "edges": graph.edges.iter().map(edge).collect::<Vec<_>>(),
    })
}

fn node(node: &Node) -> Value {
    changed(
        node.change,
        json!({
            "kind": node.kind.title(),
            "name": node.name,
            "instance": node.instance,
            "replicas": node.replicas,
            "details": node.details,
            "marks": node.marks.iter().map(Mark::text).collect::<Vec<_>>(),
        }),
    )
}

fn edge(edge: &Edge) -> Value {
    changed(edge.change, json!({"from": edge.from, "to": edge.to, "label": edge.label}))
}

/// With the member `change` where something happens.
fn changed(change: Option<Change>, mut value: Value) -> Value {
    if let (Some(change), Some(members)) = (change, value.as_object_mut()) {
        members.insert("change".to_owned(), json!(change.name()));
    }
    value
}
