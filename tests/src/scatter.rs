//! Formatted texts with blanks put in at random, such as formatting takes away.
//!
//! It works on lines, so that it shares no mistake with the formatting of trees.

use oam_model::workspace::{FileId, Settings, Workspace};
use oam_syntax::{NodeKind, Offset, Span};

use crate::fixture::change;

/// Numbers that are the same in every run.
pub struct Random(pub u64);

impl Random {
    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

/// A formatted text with blanks where formatting takes them away; nothing if there is no room for any. Fewer than half of
/// the indentations change, for what most lines do is the style.
pub fn scattered(text: &str, random: &mut Random) -> Option<String> {
    let inside = inside(text)?;
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let is_free = |line: usize| !inside.get(line).copied().unwrap_or(true);
    let column = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let body = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let is_text = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let opens = |line: &str| is_text(line) && line.trim_end().ends_with(':');
    let next_text = |lines: &[String], line: usize| (line + 1..lines.len()).find(|it| is_text(&lines[*it]));
    let (mut mappings, mut deep_lists, mut flush_lists) = (Vec::new(), Vec::new(), Vec::new());
    for line in (0..lines.len()).filter(|it| is_free(*it) && opens(&lines[*it])) {
        let Some(next) = next_text(&lines, line) else { continue };
        let (own, below) = (body(&lines[line]), column(&lines[next]));
        match (lines[next].trim_start().starts_with("- "), below.cmp(&own)) {
            (false, std::cmp::Ordering::Greater) => mappings.push(line),
            (true, std::cmp::Ordering::Greater) => {
                // A comment at the end of a list belongs to it or to the next key, by its column.
                let is_below = |it: &&String| it.trim().is_empty() || column(it) > own;
                let n_below = lines[line + 1..].iter().take_while(is_below).count();
                let is_comment = |it: &String| it.trim_start().starts_with('#') && column(it) <= below;
                if !lines[line + 1..].iter().take(n_below + 1).any(is_comment) {
                    deep_lists.push((line, below - own));
                }
            }
            (true, std::cmp::Ordering::Equal) => flush_lists.push(line),
            _ => {}
        }
    }
    // Moves what stands below a key; of a list in the column of its key, the dashes too.
    let shift = |lines: &mut Vec<String>, key: usize, by: isize, is_flush: bool| {
        let own = body(&lines[key]);
        for line in &mut lines[key + 1..] {
            let is_below =
                column(line) > own || is_flush && column(line) == own && line.trim_start().starts_with('-');
            if !is_below && !line.trim().is_empty() {
                break;
            }
            let blanks = column(line);
            if blanks > 0 || is_below {
                *line = " ".repeat(blanks.saturating_add_signed(by)) + &line[blanks..];
            }
        }
    };
    for _ in 0..mappings.len().saturating_sub(1) / 2 {
        let key = mappings.swap_remove(random.below(mappings.len()));
        shift(&mut lines, key, isize::try_from(1 + random.below(3)).expect("a digit"), false);
    }
    if flush_lists.is_empty() {
        for _ in 0..deep_lists.len() / 2 {
            let (key, offset) = deep_lists.swap_remove(random.below(deep_lists.len()));
            shift(&mut lines, key, -isize::try_from(offset).expect("a column"), false);
        }
    } else if deep_lists.is_empty() {
        for _ in 0..flush_lists.len().saturating_sub(1) / 2 {
            let key = flush_lists.swap_remove(random.below(flush_lists.len()));
            shift(&mut lines, key, isize::try_from(1 + random.below(4)).expect("a digit"), true);
        }
    }
    for line in (0..lines.len()).filter(|it| is_free(*it)) {
        let text = &lines[line];
        let trimmed = text.trim_end().len();
        let ends_inside = inside.get(line + 1).copied().unwrap_or(false);
        if random.below(3) == 0 && !ends_inside && text.trim() != "---" && text.trim() != "..." {
            lines[line].insert_str(trimmed, &" ".repeat(1 + random.below(3)));
        }
        let text = &lines[line];
        let colon =
            text.find(": ").filter(|it| is_text(text) && !text[..*it].contains(['"', '\'', '#', '{', '[']));
        if let Some(colon) =
            colon.filter(|it| random.below(2) == 0 && !text[*it + 2..].starts_with([' ', '#']))
        {
            lines[line].insert_str(colon + 2, &" ".repeat(1 + random.below(4)));
        }
        if random.below(2) == 0 && lines[line].trim().is_empty() && line > 0 && is_free(line - 1) {
            lines[line] += "  \n";
        }
    }
    let scattered = lines.concat();
    (scattered != text).then_some(scattered)
}

/// For each line whether it belongs to a text or brackets of several lines, or to a document that is not formatted in
/// all respects. Nothing if the text has no document that is.
fn inside(text: &str) -> Option<Vec<bool>> {
    let workspace = Workspace::new(Settings::default()).with([change(0, "a.yaml", text)]);
    let file = workspace.file(FileId(0))?;
    let mut inside = vec![false; text.lines().count() + 1];
    let mut has_any = false;
    for (slot, model) in file.text().documents().iter().zip(file.documents()) {
        let document = &slot.document;
        let is_odd =
            |it: &str| it.trim_start().starts_with(['?', '&', '!', ':', '%', '}', ']']) || it.contains("{{");
        let is_ours = model.object().is_some()
            && document.errors().is_empty()
            && !document.text().lines().any(is_odd)
            && !text.contains(['\t', '\r', '\u{feff}']);
        has_any |= is_ours;
        let line = |at: usize| text[..slot.start.index() + at].matches('\n').count();
        let mut spans: Vec<Span> = document
            .nodes()
            .filter(|it| it.kind() == NodeKind::Scalar || it.is_flow())
            .map(|it| it.span())
            .filter(|it| it.of(document.text()).contains('\n'))
            .collect();
        if !is_ours {
            let whole = Span::new(Offset::ZERO, Offset::new(document.text().len()));
            inside[line(0)] = true;
            spans.push(whole);
        }
        for span in spans {
            let (first, last) = (line(span.start.index()), line(span.end.index().saturating_sub(1)));
            inside[first + 1..=last].fill(true);
        }
    }
    has_any.then_some(inside)
}
