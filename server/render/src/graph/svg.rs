//! The picture itself: one SVG, readable on light and dark ground, without scripts or anything from outside.
//!
//! The trap: texts are measured by counting characters, because there is no font here; they are cut before they can overflow.

use std::fmt::Write as _;

use crate::graph::layout::{Layout, Position, Size, layout};
use crate::graph::{Graph, Mark, MarkKind, Node, NodeKind, replicas_text};

const WIDTH: f64 = 232.0;
const PADDING: f64 = 12.0;
const LINE: f64 = 16.0;
const HEADER: f64 = 44.0;
const MARK_HEIGHT: f64 = 20.0;
/// About how wide a character of the small text is, and of the name.
const SMALL: f64 = 6.4;
const LARGE: f64 = 8.4;
/// Boxes are cut in height too.
const MAX_DETAILS: usize = 4;

const STYLE: &str = "\
.b{fill:#fff;stroke:#8c959f}.k{fill:#57606a;font-size:11px}.n{fill:#1f2328;font-size:14px;font-weight:600}\
.d{fill:#424a53;font-size:11.5px}.e{fill:none;stroke:#8c959f;stroke-width:1.5}.h{fill:#8c959f}\
.l{fill:#57606a;font-size:11px}.m{fill:#ddf4ff;stroke:#54aeff}.s{fill:#dafbe1;stroke:#4ac26b}.t{fill:#24292f;font-size:11px}\
.net{fill:#0969da}.run{fill:#1a7f37}.can{fill:#bf8700}.sto{fill:#8250df}.oth{fill:#6e7781}.mis{fill:#cf222e}\
.canary .b{stroke:#bf8700;stroke-dasharray:6 4}.missing .b{stroke:#cf222e;stroke-dasharray:2 3}\
@media(prefers-color-scheme:dark){.b{fill:#161b22;stroke:#6e7681}.k,.l{fill:#9198a1}.n{fill:#f0f6fc}.d{fill:#c9d1d9}\
.m{fill:#0c2d6b;stroke:#388bfd}.s{fill:#033a16;stroke:#2ea043}.t{fill:#f0f6fc}}";

/// The graph as an SVG document.
pub fn svg(graph: &Graph) -> String {
    let sizes: Vec<Size> = graph.nodes.iter().map(size).collect();
    let layout = layout(graph, &sizes);
    let Size { width, height } = layout.size;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-labelledby=\"title\" \
         font-family=\"system-ui, -apple-system, 'Segoe UI', sans-serif\">\n\
         <title id=\"title\">Topology of {}</title>\n<style>{STYLE}</style>\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto\"><path class=\"h\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n",
        escaped(&graph.title)
    );
    write_edges(&mut out, graph, &layout, &sizes);
    for ((node, position), size) in graph.nodes.iter().zip(&layout.positions).zip(&sizes) {
        write_node(&mut out, node, *position, *size);
    }
    out.push_str("</svg>\n");
    out
}

fn size(node: &Node) -> Size {
    let lines = details(node).len();
    let marks = rows(&node.marks).len();
    let lines_height = if lines > 0 { to_f64(lines) * LINE + 4.0 } else { 0.0 };
    let marks_height = if marks > 0 { to_f64(marks) * (MARK_HEIGHT + 4.0) + 4.0 } else { 0.0 };
    Size { width: WIDTH, height: HEADER + lines_height + marks_height + 4.0 }
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
    for edge in &graph.edges {
        let ends = (layout.positions.get(edge.from), layout.positions.get(edge.to));
        let (Some(from), Some(to)) = ends else { continue };
        let middle = |node: usize| sizes.get(node).map_or(0.0, |it| it.height / 2.0);
        let (x1, y1) = (from.x + WIDTH, from.y + middle(edge.from));
        let (x2, y2) = (to.x, to.y + middle(edge.to));
        let half = (x2 - x1) / 2.0;
        let _ = writeln!(
            out,
            "<path class=\"e\" marker-end=\"url(#arrow)\" d=\"M{x1:.1} {y1:.1}C{:.1} {y1:.1} {:.1} {y2:.1} {:.1} {y2:.1}\"/>",
            x1 + half,
            x2 - half,
            x2 - 1.0,
        );
        if let Some(label) = &edge.label {
            let _ = writeln!(
                out,
                "<text class=\"l\" text-anchor=\"middle\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                x1 + half,
                f64::midpoint(y1, y2) - 6.0,
                escaped(&cut(label, half * 2.0, SMALL)),
            );
        }
    }
}

fn write_node(out: &mut String, node: &Node, Position { x, y }: Position, size: Size) {
    let class = match node.kind {
        NodeKind::Canary => " class=\"canary\"",
        NodeKind::Missing => " class=\"missing\"",
        _ => "",
    };
    let _ = writeln!(
        out,
        "<g{class} transform=\"translate({x:.1} {y:.1})\"><title>{}</title>",
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
    let mut baseline = HEADER + 8.0;
    for it in details(node) {
        let text = escaped(&cut(&it, width - 2.0 * PADDING, SMALL));
        let _ = writeln!(out, "<text class=\"d\" x=\"{PADDING}\" y=\"{baseline:.0}\">{text}</text>");
        baseline += LINE;
    }
    write_marks(out, &node.marks, baseline - 8.0);
    out.push_str("</g>\n");
}

fn write_marks(out: &mut String, marks: &[Mark], mut top: f64) {
    for row in rows(marks) {
        let mut left = PADDING;
        for mark in row {
            let width = mark_width(mark);
            let class = if mark.kind == MarkKind::Trait { "m" } else { "s" };
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.0}\" width=\"{width:.1}\" height=\"{MARK_HEIGHT}\" rx=\"10\"/>\
                 <text class=\"t\" x=\"{:.1}\" y=\"{:.0}\">{}</text>",
                left + 8.0,
                top + 14.0,
                escaped(&cut(&mark.name, width - 16.0, SMALL)),
            );
            left += width + 4.0;
        }
        top += MARK_HEIGHT + 4.0;
    }
}

fn mark_width(mark: &Mark) -> f64 {
    (to_f64(mark.name.chars().count()) * SMALL + 18.0).min(WIDTH - 2.0 * PADDING)
}

/// Marks in rows that fit into the box.
fn rows(marks: &[Mark]) -> Vec<Vec<&Mark>> {
    let mut rows: Vec<Vec<&Mark>> = Vec::new();
    let mut free = 0.0;
    for it in marks {
        let width = mark_width(it) + 4.0;
        match rows.last_mut() {
            Some(row) if free >= width => row.push(it),
            _ => {
                rows.push(vec![it]);
                free = WIDTH - 2.0 * PADDING + 4.0;
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
