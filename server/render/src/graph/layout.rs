//! Where the boxes of a picture stand: layers from left to right, instances from top to bottom.
//!
//! The trap: the layout crate lays layers from top to bottom, so widths and heights change places on the way in and out.

use std::collections::BTreeMap;

use rust_sugiyama::configure::Config;

use crate::graph::Graph;

/// The size of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The upper left corner of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Position {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Boxes in their places and the size of the whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) positions: Vec<Position>,
    pub(super) size: Size,
}

/// Space between boxes, and around all of them.
const SPACING: f64 = 28.0;

/// Beyond this many boxes that hang together, crossings are no longer fought one by one.
const MANY: usize = 300;

/// Places the boxes. What hangs together is placed together, in the order of its first node.
pub(super) fn layout(graph: &Graph, sizes: &[Size]) -> Layout {
    let mut positions = vec![Position::default(); sizes.len()];
    let (mut top, mut width) = (SPACING, 0.0_f64);
    for members in connected(graph) {
        let placed = place(graph, sizes, &members);
        let (left, upper) =
            placed.iter().fold((f64::MAX, f64::MAX), |(x, y), (_, it)| (x.min(it.x), y.min(it.y)));
        let mut bottom = top;
        for (node, it) in placed {
            let Some(size) = sizes.get(node) else { continue };
            let position = Position { x: it.x - left + SPACING, y: it.y - upper + top };
            bottom = bottom.max(position.y + size.height);
            width = width.max(position.x + size.width);
            if let Some(slot) = positions.get_mut(node) {
                *slot = position;
            }
        }
        top = bottom + SPACING;
    }
    Layout { positions, size: Size { width: width + SPACING, height: top } }
}

/// Groups of nodes between which no edge leads.
fn connected(graph: &Graph) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..graph.nodes.len()).collect();
    // Each pass carries the smallest number along at least one edge more; pictures are shallow.
    loop {
        let mut is_stable = true;
        for edge in &graph.edges {
            let (Some(from), Some(to)) = (group.get(edge.from).copied(), group.get(edge.to).copied()) else {
                continue;
            };
            if from != to {
                is_stable = false;
                let least = from.min(to);
                for end in [edge.from, edge.to] {
                    if let Some(slot) = group.get_mut(end) {
                        *slot = least;
                    }
                }
            }
        }
        if is_stable {
            break;
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, it) in group.into_iter().enumerate() {
        groups.entry(it).or_default().push(node);
    }
    groups.into_values().collect()
}

/// Upper left corners of some nodes, in their own coordinates.
fn place(graph: &Graph, sizes: &[Size], members: &[usize]) -> Vec<(usize, Position)> {
    let index = |node: usize| members.iter().position(|it| *it == node).and_then(|it| u32::try_from(it).ok());
    let vertices: Vec<(u32, (f64, f64))> = members
        .iter()
        .filter_map(|node| {
            let size = sizes.get(*node)?;
            Some((index(*node)?, (size.height, size.width)))
        })
        .collect();
    let inner = graph.edges.iter().filter(|it| it.from != it.to);
    let edges: Vec<(u32, u32)> = inner.filter_map(|it| Some((index(it.from)?, index(it.to)?))).collect();
    let config =
        Config { vertex_spacing: SPACING * 2.0, transpose: members.len() < MANY, ..Config::default() };
    let layouts = rust_sugiyama::from_vertices_and_edges(&vertices, &edges, &config);
    let centers = layouts.into_iter().flat_map(|(placed, _, _)| placed);
    centers
        .filter_map(|(vertex, (across, along))| {
            let node = *members.get(vertex)?;
            let size = sizes.get(node)?;
            Some((node, Position { x: along - size.width / 2.0, y: across - size.height / 2.0 }))
        })
        .collect()
}
