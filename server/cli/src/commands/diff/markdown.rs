//! A difference as a comment for a review: a line with the counts, then a fold for each object.
//!
//! The trap: documents are not trusted. What they say stands in code, in fences that are longer than any in it.

use std::fmt::Write as _;

use oam_ide::{Change, DiffSide, Difference, FieldDifference, FieldEvent, ObjectDifference};

use super::human::source;
use super::lines::{lines, single};
use super::{nothing, summary};
use crate::output::{Output, counted};
use crate::report::visible;
use crate::sides::Sides;

/// Prints it.
pub(super) fn print(difference: &Difference, sides: &Sides, output: &mut Output) {
    let mut text = String::from("### What changes for the deployment\n\n");
    if difference.is_empty() {
        let _ = writeln!(text, "{}.", capitalised(&nothing(difference, sides, code)));
        output.write(&text);
        return;
    }
    let [old, new] = sides.names(code);
    let (counts, totals) = summary(difference);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "**{counts}** between {old} and {new}\n");
    if let Some(totals) = totals {
        let _ = writeln!(text, "{totals}\n");
    }
    for it in &difference.objects {
        object(&mut text, it, sides);
    }
    for it in &difference.notes {
        let gone = if it.change == Change::Removed { "no longer " } else { "" };
        let word = if it.severity == "refused" { "refused" } else { "not rendered" };
        let side = if it.change == Change::Removed { DiffSide::Old } else { DiffSide::New };
        let place = it.at.map(|at| format!(" ({})", code(&sides.line(side, at)))).unwrap_or_default();
        let _ = writeln!(text, "- {gone}{word} in {}: {}{place}", code(&it.app), code(&it.message));
    }
    output.write(&text);
}

fn object(text: &mut String, it: &ObjectDifference, sides: &Sides) {
    let place = it.namespace.as_ref().map(|it| format!(" in {it}")).unwrap_or_default();
    let fields = match it.change {
        Change::Changed => format!(", {}", counted(it.fields.len(), "field")),
        Change::Added | Change::Removed => String::new(),
    };
    let name = html(&format!("{} {}{place}", it.kind, it.name));
    let (change, app) = (it.change.name(), html(&it.app));
    let _ = writeln!(
        text,
        "<details><summary>{change}: <b><code>{name}</code></b> of <code>{app}</code>{fields}</summary>\n"
    );
    let mut body = String::new();
    match it.change {
        Change::Changed => it.fields.iter().for_each(|it| field(&mut body, it, sides)),
        Change::Added | Change::Removed => {
            let (mark, side, located) = match it.change {
                Change::Removed => ('-', DiffSide::Old, &it.old),
                _ => ('+', DiffSide::New, &it.new),
            };
            if let Some(source) = source(sides, side, located.as_ref()) {
                let _ = writeln!(body, "# {source}");
            }
            for line in located.iter().flat_map(|it| it.yaml.lines()) {
                let _ = writeln!(body, "{mark} {line}");
            }
        }
    }
    let fence = fence(&body);
    let _ = writeln!(text, "{fence}diff\n{body}{fence}\n\n</details>\n");
}

fn field(body: &mut String, it: &FieldDifference, sides: &Sides) {
    let is_gone = it.change == FieldEvent::Is(Change::Removed);
    let (side, located) = if is_gone { (DiffSide::Old, &it.old) } else { (DiffSide::New, &it.new) };
    let order = if it.change == FieldEvent::Reordered { ", another order" } else { "" };
    let source = source(sides, side, located.as_ref()).map(|it| format!(" — {it}")).unwrap_or_default();
    let _ = writeln!(body, "# {}{order}{source}", visible(&it.path));
    let [old, new] = [&it.old, &it.new].map(|it| it.as_ref().map(|it| it.yaml.as_str()).unwrap_or_default());
    if let (Some(before), Some(after)) = (single(it.old.as_ref()), single(it.new.as_ref())) {
        let mut write = |mark: char, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(body, "{mark} {value}");
            }
        };
        write('-', before);
        write('+', after);
        return;
    }
    for line in lines(old, new) {
        let _ = writeln!(body, "{}", format!("{} {}", line.mark, line.text).trim_end());
    }
}

/// Backticks that end nothing inside.
fn fence(body: &str) -> String {
    let longest = body.split(|it| it != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}

/// Text as code within a line.
fn code(text: &str) -> String {
    let fence = "`".repeat(text.split(|it| it != '`').map(str::len).max().unwrap_or_default() + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", visible(text))
}

fn html(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|it| it.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
