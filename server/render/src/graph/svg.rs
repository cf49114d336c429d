//! The picture itself: one SVG, readable on light and dark ground, without scripts or anything from outside.
//!
//! The trap: texts are measured by counting characters, because there is no font here; they are cut before they can overflow.

use std::fmt::Write as _;

use crate::compare::Change;
use crate::graph::layout::{Layout, Position, Size, layout};
use crate::graph::{Edge, Graph, Mark, MarkKind, Node, NodeKind, Theme, replicas_text, sign};

/// Boxes are as wide as the widest of a picture needs, within these.
const MIN_WIDTH: f64 = 168.0;
const MAX_WIDTH: f64 = 272.0;
const PADDING: f64 = 12.0;
const LINE: f64 = 16.0;
const HEADER: f64 = 44.0;
const MARK_HEIGHT: f64 = 20.0;
/// About how wide a character of the small text is, and of the name.
const SMALL: f64 = 6.4;
const LARGE: f64 = 9.0;
/// The room for the words of a picture of what changes.
const LEGEND_WIDTH: f64 = 380.0;
const LEGEND_HEIGHT: f64 = 32.0;
/// Boxes are cut in height too.
const MAX_DETAILS: usize = 4;

/// The graph as an SVG document.
pub fn svg(graph: &Graph, theme: Theme) -> String {
    let width = graph.nodes.iter().map(wish).fold(MIN_WIDTH, f64::max).min(MAX_WIDTH).ceil();
    let sizes: Vec<Size> = graph.nodes.iter().map(|it| size(it, width)).collect();
    let layout = layout(graph, &sizes);
    let mut whole = layout.size;
    if graph.is_difference {
        whole = Size { width: whole.width.max(LEGEND_WIDTH), height: whole.height + LEGEND_HEIGHT };
    }
    let mut out = String::new();
    write_head(&mut out, graph, whole, theme);
    write_edges(&mut out, graph, &layout, &sizes);
    for ((node, position), size) in graph.nodes.iter().zip(&layout.positions).zip(&sizes) {
        write_node(&mut out, node, *position, *size);
    }
    if graph.is_difference {
        write_legend(&mut out, whole.height - LEGEND_HEIGHT);
    }
    out.push_str("</svg>\n");
    out
}

fn write_head(out: &mut String, graph: &Graph, Size { width, height }: Size, theme: Theme) {
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"graphics-document document\" aria-labelledby=\"title\" \
         font-family=\"system-ui, -apple-system, 'Segoe UI', sans-serif\">\n\
         <title id=\"title\">Topology of {}</title>\n<style>{}</style>\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto\"><path class=\"h\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n\
         <rect class=\"g\" width=\"{width:.0}\" height=\"{height:.0}\" rx=\"8\"/>\n",
        escaped(&graph.title),
        if graph.is_difference { theme.difference_style() } else { theme.style() },
    );
}

/// What the strokes mean, at the bottom.
fn write_legend(out: &mut String, top: f64) {
    let samples = [(Change::Added, 28.0), (Change::Changed, 142.0), (Change::Removed, 264.0)];
    for (change, left) in samples {
        let _ = writeln!(
            out,
            "<g class=\"{0}\" transform=\"translate({left:.0} {top:.0})\">\
             <rect class=\"b\" width=\"22\" height=\"16\" rx=\"4\"/><text class=\"c\" x=\"30\" y=\"12\">{1} {0}</text></g>",
            change.name(),
            sign(change),
        );
    }
}

/// The width in which nothing of a node is cut.
fn wish(node: &Node) -> f64 {
    let small = node.details.iter().map(|it| text_width(it, SMALL));
    let marks = node.marks.iter().map(|it| text_width(&it.name, SMALL) + 18.0);
    small.chain(marks).fold(text_width(&node.name, LARGE), f64::max) + 2.0 * PADDING
}

fn text_width(text: &str, per_character: f64) -> f64 {
    to_f64(text.chars().count()) * per_character
}

fn size(node: &Node, width: f64) -> Size {
    let lines = details(node).len();
    let marks = rows(&node.marks, width).len();
    let lines_height = if lines > 0 { to_f64(lines) * LINE + 4.0 } else { 0.0 };
    let marks_height = if marks > 0 { to_f64(marks) * (MARK_HEIGHT + 4.0) + 4.0 } else { 0.0 };
    Size { width, height: HEADER + lines_height + marks_height + 4.0 }
}

/// Lines under the name; the last says how many more there would be.
fn details(node: &Node) -> Vec<String> {
    let replicas = node.replicas.map(replicas_text);
    let mut lines: Vec<String> = replicas.into_iter().chain(node.details.iter().cloned()).collect();
    if lines.len() > MAX_DETAILS {
        let more = lines.len() - (MAX_DETAILS - 1);
        lines.truncate(MAX_DETAILS - 1);
        lines.push(format!("… {more} more"));
    }
    lines
}

fn write_edges(out: &mut String, graph: &Graph, layout: &Layout, sizes: &[Size]) {
    let mut labels = String::new();
    for edge in &graph.edges {
        let ends = (layout.positions.get(edge.from), layout.positions.get(edge.to));
        let ((Some(from), Some(to)), Some(size)) = (ends, sizes.get(edge.from)) else { continue };
        let middle = |node: usize| sizes.get(node).map_or(0.0, |it| it.height / 2.0);
        let (x1, y1) = (from.x + size.width, from.y + middle(edge.from));
        let (x2, y2) = (to.x, to.y + middle(edge.to));
        let half = (x2 - x1) / 2.0;
        let _ = writeln!(
            out,
            "<path class=\"e{}\" marker-end=\"url(#arrow)\" d=\"M{x1:.1} {y1:.1}C{:.1} {y1:.1} {:.1} {y2:.1} {:.1} {y2:.1}\">\
             <title>{}</title></path>",
            edge.change.map(|it| format!(" {}", it.name())).unwrap_or_default(),
            x1 + half,
            x2 - half,
            x2 - 1.0,
            escaped(&edge_summary(graph, edge)),
        );
        if let Some(label) = &edge.label {
            let _ = writeln!(
                labels,
                "<text class=\"l\" text-anchor=\"middle\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                // A little to the left of the middle: the arrow's head is at the right.
                x1 + half - 3.0,
                f64::midpoint(y1, y2) + 4.0,
                escaped(&cut(label, half * 2.0 - 16.0, SMALL)),
            );
        }
    }
    // Above all lines, so that none runs through them.
    out.push_str(&labels);
}

/// `ingress web leads to service web, /shop`.
fn edge_summary(graph: &Graph, edge: &Edge) -> String {
    let end = |node: usize| graph.nodes.get(node).map(|it| format!("{} {}", it.kind.title(), it.name));
    let (from, to) = (end(edge.from).unwrap_or_default(), end(edge.to).unwrap_or_default());
    let label = edge.label.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    let change = edge.change.map(|it| format!(", {}", it.name())).unwrap_or_default();
    format!("{from} leads to {to}{label}{change}")
}

fn write_node(out: &mut String, node: &Node, Position { x, y }: Position, size: Size) {
    let kind = match node.kind {
        NodeKind::Canary => Some("canary"),
        NodeKind::Missing => Some("missing"),
        _ => None,
    };
    let classes: Vec<&str> = kind.into_iter().chain(node.change.map(Change::name)).collect();
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    let _ = writeln!(
        out,
        "<g{class} role=\"graphics-symbol\" transform=\"translate({x:.1} {y:.1})\"><title>{}</title>",
        escaped(&node.summary())
    );
    let (width, height) = (size.width, size.height);
    if node.replicas.is_some_and(|it| it > 1) {
        let _ = writeln!(
            out,
            "<rect class=\"b\" x=\"5\" y=\"5\" width=\"{width:.0}\" height=\"{height:.0}\" rx=\"8\"/>"
        );
    }
    let _ = writeln!(
        out,
        "<rect class=\"b\" width=\"{width:.0}\" height=\"{height:.0}\" rx=\"8\"/>\
         <rect class=\"{}\" x=\"0\" y=\"10\" width=\"4\" height=\"{:.0}\" rx=\"2\"/>\n\
         <text class=\"k\" x=\"{PADDING}\" y=\"18\">{}</text>\
         <text class=\"n\" x=\"{PADDING}\" y=\"36\">{}</text>",
        color(node.kind),
        height - 20.0,
        node.kind.title(),
        escaped(&cut(&node.name, width - 2.0 * PADDING, LARGE)),
    );
    if let Some(change) = node.change {
        let _ = writeln!(
            out,
            "<text class=\"c\" text-anchor=\"end\" x=\"{:.0}\" y=\"18\">{} {}</text>",
            width - PADDING,
            sign(change),
            change.name(),
        );
    }
    let mut baseline = HEADER + 8.0;
    for it in details(node) {
        let text = escaped(&cut(&it, width - 2.0 * PADDING, SMALL));
        let _ = writeln!(out, "<text class=\"d\" x=\"{PADDING}\" y=\"{baseline:.0}\">{text}</text>");
        baseline += LINE;
    }
    write_marks(out, &node.marks, width, baseline - 8.0);
    out.push_str("</g>\n");
}

fn write_marks(out: &mut String, marks: &[Mark], box_width: f64, mut top: f64) {
    for row in rows(marks, box_width) {
        let mut left = PADDING;
        for mark in row {
            let width = mark_width(mark, box_width);
            let class = if mark.kind == MarkKind::Trait { "m" } else { "s" };
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.0}\" width=\"{width:.1}\" height=\"{MARK_HEIGHT}\" rx=\"10\"/>\
                 <text class=\"t\" text-anchor=\"middle\" x=\"{:.1}\" y=\"{:.0}\">{}</text>",
                left + width / 2.0,
                top + 14.0,
                escaped(&cut(&mark.name, width - 16.0, SMALL)),
            );
            left += width + 4.0;
        }
        top += MARK_HEIGHT + 4.0;
    }
}

fn mark_width(mark: &Mark, box_width: f64) -> f64 {
    (text_width(&mark.name, SMALL) + 18.0).min(box_width - 2.0 * PADDING)
}

/// Marks in rows that fit into the box.
fn rows(marks: &[Mark], box_width: f64) -> Vec<Vec<&Mark>> {
    let mut rows: Vec<Vec<&Mark>> = Vec::new();
    let mut free = 0.0;
    for it in marks {
        let width = mark_width(it, box_width) + 4.0;
        match rows.last_mut() {
            Some(row) if free >= width => row.push(it),
            _ => {
                rows.push(vec![it]);
                free = box_width - 2.0 * PADDING + 4.0;
            }
        }
        free -= width;
    }
    rows
}

fn color(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::LoadBalancer | NodeKind::Ingress | NodeKind::Service => "net",
        NodeKind::Workload | NodeKind::Job => "run",
        NodeKind::Canary => "can",
        NodeKind::Volume | NodeKind::Config => "sto",
        NodeKind::Autoscaler | NodeKind::Object => "oth",
        NodeKind::Missing => "mis",
    }
}

/// Text that fits; what is cut is the middle, because names differ at their ends.
fn cut(text: &str, width: f64, per_character: f64) -> String {
    let length = text.chars().count();
    let fitting = (4..length).rev().find(|it| to_f64(*it) * per_character <= width).unwrap_or(4);
    if length <= 4 || to_f64(length) * per_character <= width {
        return text.to_owned();
    }
    let head: String = text.chars().take(fitting.div_ceil(2)).collect();
    let tail: String = text.chars().skip(length - (fitting / 2).saturating_sub(1)).collect();
    format!("{head}…{tail}")
}

fn to_f64(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Text for XML; control characters, which XML does not know, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            _ => out.push(it),
        }
    }
    out
}
