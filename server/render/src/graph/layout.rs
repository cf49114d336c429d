//! Where the boxes of a picture stand: layers from left to right, instances from top to bottom.
//!
//! The trap: the layout crate lays layers from top to bottom, so widths and heights change places on the way in and out.

use std::collections::BTreeMap;

use rust_sugiyama::configure::Config;

use crate::graph::{Edge, Graph, NodeKind};

/// Space between boxes, and around all of them.
const SPACING: f64 = 28.0;

/// Beyond this many boxes that hang together, crossings are no longer fought one by one.
const MANY: usize = 300;

/// How high a picture of one column may be.
const ONE_COLUMN: f64 = 1800.0;

/// By how much boxes above each other stand closer than boxes beside each other.
const CLOSER: f64 = 20.0;

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

/// Places all boxes. What hangs together stays together, in the order of its first node; what runs stands in one line
/// below each other. A large picture gets several columns, so that it does not become a ribbon.
pub(super) fn layout(graph: &Graph, sizes: &[Size]) -> Layout {
    let groups: Vec<Group> =
        connected(graph).iter().map(|(members, edges)| Group::new(graph, sizes, members, edges)).collect();
    let total: f64 = groups.iter().map(|it| it.size.height + SPACING).sum();
    let limit = total / columns(&groups, total);
    let mut positions = vec![Position::default(); sizes.len()];
    let (mut left, mut height) = (SPACING, SPACING);
    let mut rest = groups.as_slice();
    while !rest.is_empty() {
        let mut used = 0.0;
        let fitting = rest.iter().take_while(|it| {
            let is_free = used + it.size.height / 2.0 < limit;
            used += it.size.height + SPACING;
            is_free
        });
        let (column, behind) = rest.split_at(fitting.count().max(1));
        let lane = column.iter().map(|it| it.lane).fold(0.0, f64::max);
        let (mut top, mut right) = (SPACING, left);
        for group in column {
            let shift = left + lane - group.lane;
            for (node, it) in &group.placed {
                if let Some(slot) = positions.get_mut(*node) {
                    *slot = Position { x: it.x + shift, y: it.y + top };
                }
            }
            right = right.max(shift + group.size.width);
            top += group.size.height + SPACING;
        }
        height = height.max(top);
        left = right + 2.0 * SPACING;
        rest = behind;
    }
    let width = if groups.is_empty() { SPACING } else { left - SPACING };
    Layout { positions, size: Size { width, height } }
}

/// How many columns make the picture about as wide as it is high; one as long as it fits a screen.
fn columns(groups: &[Group], total: f64) -> f64 {
    let widest = groups.iter().map(|it| it.size.width).fold(1.0, f64::max);
    if total < ONE_COLUMN { 1.0 } else { (total / widest).sqrt().round().max(1.0) }
}

/// Boxes that hang together, with the upper left corner of all of them at zero.
struct Group {
    placed: Vec<(usize, Position)>,
    size: Size,
    /// How far from the left the first box stands that runs.
    lane: f64,
}

impl Group {
    fn new(graph: &Graph, sizes: &[Size], members: &[usize], edges: &[&Edge]) -> Self {
        let mut placed = place(sizes, members, edges);
        let left = placed.iter().map(|(_, it)| it.x).fold(f64::MAX, f64::min);
        let top = placed.iter().map(|(_, it)| it.y).fold(f64::MAX, f64::min);
        let mut size = Size { width: 0.0, height: 0.0 };
        let mut lane = f64::MAX;
        for (node, it) in &mut placed {
            *it = Position { x: it.x - left, y: it.y - top };
            if let Some(own) = sizes.get(*node) {
                size.width = size.width.max(it.x + own.width);
                size.height = size.height.max(it.y + own.height);
            }
            let kind = graph.nodes.get(*node).map(|it| it.kind);
            if kind.is_some_and(|it| {
                matches!(it, NodeKind::Workload | NodeKind::Canary | NodeKind::Job | NodeKind::Missing)
            }) {
                lane = lane.min(it.x);
            }
        }
        Self { placed, size, lane: if lane < f64::MAX { lane } else { 0.0 } }
    }
}

/// Groups of nodes between which no edge leads, each with the edges within.
fn connected(graph: &Graph) -> Vec<(Vec<usize>, Vec<&Edge>)> {
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
    let mut groups: BTreeMap<usize, (Vec<usize>, Vec<&Edge>)> = BTreeMap::new();
    for (node, it) in group.iter().enumerate() {
        groups.entry(*it).or_default().0.push(node);
    }
    for edge in &graph.edges {
        if let Some((_, edges)) = group.get(edge.from).and_then(|it| groups.get_mut(it)) {
            edges.push(edge);
        }
    }
    groups.into_values().collect()
}

/// Upper left corners of some nodes, in their own coordinates.
fn place(sizes: &[Size], members: &[usize], edges: &[&Edge]) -> Vec<(usize, Position)> {
    // Members are sorted.
    let index = |node: usize| members.binary_search(&node).ok().and_then(|it| u32::try_from(it).ok());
    let vertices: Vec<(u32, (f64, f64))> = members
        .iter()
        .filter_map(|node| {
            let size = sizes.get(*node)?;
            // Lines need more room than boxes above each other.
            Some((index(*node)?, (size.height - CLOSER, size.width + CLOSER)))
        })
        .collect();
    let inner = edges.iter().filter(|it| it.from != it.to);
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
