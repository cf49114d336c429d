//! What changes, as a picture: the new one, with what is gone still in it.
//!
//! Boxes are the same when they are of one kind and name. A box is other when its object is, or what the picture says of it.

use std::collections::HashSet;

use oam_model::resolved::ResolvedApp;

use crate::compare::{Change, compare};
use crate::graph::build::{graph, kind_of};
use crate::graph::{Edge, Graph, Node, NodeKind, replicas_text};
use crate::rendered::Rendered;

/// The picture of what becomes of an application; a side that is missing has nothing.
pub fn difference(old: Option<(&ResolvedApp, &Rendered)>, new: Option<(&ResolvedApp, &Rendered)>) -> Graph {
    let picture = |side: Option<(&ResolvedApp, &Rendered)>| side.map(|(app, rendered)| graph(app, rendered));
    let (before, after) = (picture(old), picture(new));
    let title = after.as_ref().or(before.as_ref()).map(|it| it.title.clone()).unwrap_or_default();
    let (before, after) = (before.map(parts).unwrap_or_default(), after.map(parts).unwrap_or_default());
    let sides = [old, new].map(|it| it.map(|(_, rendered)| rendered).into_iter().collect::<Vec<_>>());
    let comparison = compare(&sides[0], &sides[1]);
    let manifests = comparison.objects.iter().filter(|it| it.change == Change::Changed);
    let changed: HashSet<(NodeKind, String)> = manifests
        .filter_map(|it| it.new.as_ref())
        .filter_map(|it| Some((kind_of(it)?, it.name().to_owned())))
        .collect();
    merged(title, before, after, &changed)
}

type Parts = (Vec<Node>, Vec<Edge>);

fn parts(graph: Graph) -> Parts {
    (graph.nodes, graph.edges)
}

fn merged(
    title: String,
    (old_nodes, old_edges): Parts,
    (mut nodes, mut edges): Parts,
    changed: &HashSet<(NodeKind, String)>,
) -> Graph {
    // Where each old box is in the picture.
    let mut places: Vec<Option<usize>> = vec![None; old_nodes.len()];
    for (position, node) in nodes.iter_mut().enumerate() {
        let is_same =
            |it: &Node| (it.kind, &it.name, &it.instance) == (node.kind, &node.name, &node.instance);
        let partner = old_nodes.iter().zip(&mut places).find(|(it, place)| place.is_none() && is_same(it));
        let Some((old, place)) = partner else {
            node.change = Some(Change::Added);
            continue;
        };
        *place = Some(position);
        let shows_same =
            (&old.details, &old.marks, old.replicas) == (&node.details, &node.marks, node.replicas);
        let is_object_changed =
            node.kind != NodeKind::LoadBalancer && changed.contains(&(node.kind, node.name.clone()));
        if !shows_same || is_object_changed {
            node.change = Some(Change::Changed);
            let gone = old.details.iter().filter(|it| !node.details.contains(it));
            let gone: Vec<_> = gone.map(|it| format!("was {it}")).collect();
            let replicas = old.replicas.filter(|it| Some(*it) != node.replicas);
            node.details.splice(0..0, replicas.map(|it| format!("was {}", replicas_text(it))));
            node.details.extend(gone);
        }
    }
    for (node, place) in old_nodes.into_iter().zip(&mut places) {
        if place.is_none() {
            *place = Some(nodes.len());
            // Its source is a text of the old side.
            nodes.push(Node { change: Some(Change::Removed), origin: None, ..node });
        }
    }
    let place = |node: usize| places.get(node).copied().flatten();
    let moved = |it: Edge| Some(Edge { from: place(it.from)?, to: place(it.to)?, ..it });
    let mut old_edges: Vec<Edge> = old_edges.into_iter().filter_map(moved).collect();
    for edge in &mut edges {
        match old_edges.iter().position(|it| it == edge) {
            Some(position) => {
                old_edges.remove(position);
            }
            None => edge.change = Some(Change::Added),
        }
    }
    edges.extend(old_edges.into_iter().map(|it| Edge { change: Some(Change::Removed), ..it }));
    Graph { title, nodes, edges, is_difference: true }
}
