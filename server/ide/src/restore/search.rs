//! Finds out where each line belongs: all readings of the lines that the schemas allow, from top to bottom at once.
//!
//! A reading places each line into one of the mappings and lists that are open there. Readings that leave the same things
//! open are one from then on; of those the best is kept, and whether there are several as good. So the work grows with the
//! lines, not with the readings, and “only one” is a fact.
//!
//! The trap: what is worse about a reading may come to light only when a mapping is closed, so nothing is thrown away early.

use std::collections::HashMap;

use super::attach::{Item, Reading};
use super::stack::StackId;

/// How many different readings are followed at once.
const MOST: usize = 256;

/// What speaks against a reading; the first part that differs decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Cost {
    /// Contradictions to the schemas: required keys that are missing, values of other types, keys that nobody declared.
    pub(super) contradictions: u32,
    /// Keys without a value where a schema expects a mapping or a list.
    pub(super) empty: u32,
    /// Keys at a place from which they have moved.
    pub(super) outdated: u32,
}

impl std::ops::Add for Cost {
    type Output = Cost;

    fn add(self, other: Cost) -> Cost {
        Cost {
            contradictions: self.contradictions + other.contradictions,
            empty: self.empty + other.empty,
            outdated: self.outdated + other.outdated,
        }
    }
}

/// For each content line, how many things stay open that were open before it.
pub(super) type Depths = Vec<u32>;

/// What the search found.
#[derive(Debug)]
pub(super) enum Found {
    /// One reading is better than all others.
    One(Depths),
    /// Two readings are equally good; they differ at this item for the first time.
    Several(usize, Depths, Depths),
    /// No reading has a place for this item.
    NoPlace(usize),
    /// More readings than can be followed, at this item.
    TooMany(usize),
}

/// The best reading that leaves some things open.
struct Node {
    stack: StackId,
    cost: Cost,
    /// The node before, and how many of its open things stay open.
    from: (usize, u32),
    /// Another way to be here that is as good.
    rival: Option<(usize, u32)>,
}

/// Searches the readings of all items.
pub(super) fn search(reading: &mut Reading<'_>, items: &[Item]) -> Found {
    let root = Node { stack: reading.root(), cost: Cost::default(), from: (0, 0), rival: None };
    let mut layers: Vec<Vec<Node>> = vec![vec![root]];
    for (index, item) in items.iter().enumerate() {
        let layer = step(reading, layers.last().map_or(&[], Vec::as_slice), item);
        if layer.is_empty() {
            return Found::NoPlace(index);
        }
        if layer.len() > MOST {
            return Found::TooMany(index);
        }
        layers.push(layer);
    }
    let last = layers.last().map_or(&[][..], Vec::as_slice);
    let mut ends: Vec<(Cost, usize)> =
        last.iter().enumerate().map(|(at, it)| (it.cost + reading.close_all(it.stack), at)).collect();
    ends.sort_unstable();
    let Some((lowest, best)) = ends.first().copied() else { return Found::NoPlace(0) };
    let depths = trace(&layers, best, None);
    if let Some((_, other)) = ends.get(1).filter(|(cost, _)| *cost == lowest) {
        return several(depths, trace(&layers, *other, None));
    }
    match rival(&layers, best) {
        Some(at) => several(depths, trace(&layers, best, Some(at))),
        None => Found::One(depths),
    }
}

fn several(one: Depths, other: Depths) -> Found {
    let at = one.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(0);
    Found::Several(at, one, other)
}

/// All readings of one item more.
fn step(reading: &mut Reading<'_>, before: &[Node], item: &Item) -> Vec<Node> {
    let mut layer: Vec<Node> = Vec::new();
    let mut numbers: HashMap<StackId, usize> = HashMap::new();
    for (index, node) in before.iter().enumerate() {
        let (mut stack, mut closing) = (node.stack, node.cost);
        loop {
            if let Some((next, cost)) = reading.attach(stack, item) {
                let (cost, from) = (closing + cost, (index, reading.depth(stack)));
                match numbers.get(&next).and_then(|it| layer.get_mut(*it)) {
                    Some(known) if cost < known.cost => {
                        *known = Node { stack: next, cost, from, rival: None }
                    }
                    Some(known) if cost == known.cost => known.rival = known.rival.or(Some(from)),
                    Some(_) => {}
                    None => {
                        numbers.insert(next, layer.len());
                        layer.push(Node { stack: next, cost, from, rival: None });
                    }
                }
            }
            let Some((cost, rest)) = reading.close(stack) else { break };
            (stack, closing) = (rest, closing + cost);
        }
    }
    layer
}

/// The depths of the reading that ends at a node of the last layer; at one layer it may go the rival's way.
fn trace(layers: &[Vec<Node>], end: usize, rival_at: Option<usize>) -> Depths {
    let mut depths = Vec::with_capacity(layers.len());
    let mut at = end;
    for (index, layer) in layers.iter().enumerate().skip(1).rev() {
        let Some(node) = layer.get(at) else { break };
        let from = if rival_at == Some(index) { node.rival.unwrap_or(node.from) } else { node.from };
        depths.push(from.1);
        at = from.0;
    }
    depths.reverse();
    depths
}

/// The first layer at which the reading that ends at a node has a rival.
fn rival(layers: &[Vec<Node>], end: usize) -> Option<usize> {
    let (mut at, mut found) = (end, None);
    for (index, layer) in layers.iter().enumerate().skip(1).rev() {
        let node = layer.get(at)?;
        if node.rival.is_some() {
            found = Some(index);
        }
        at = node.from.0;
    }
    found
}
