//! Decoding of block scalars: `|` keeps line breaks, `>` folds them.
//!
//! Where the text ends is the parser's finding; this reads the header and the lines it is given.
//!
//! The trap: a folded scalar keeps the breaks around lines that are indented further than the first.

use crate::tree::Style;

#[derive(Clone, Copy, PartialEq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

/// The text of a block scalar, from its `|` or `>`. `indent` is the column of its text if the header wrote one;
/// `is_last` says that the document ends with it, so that its last line may have no break.
pub(crate) fn decode_block(raw: &str, style: Style, indent: Option<usize>, is_last: bool) -> String {
    let mut lines = Lines(raw);
    let header = lines.next().unwrap_or_default();
    let chomping = chomping(header);
    let indent = indent.unwrap_or_else(|| {
        let first = Lines(lines.0).find(|line| !line.trim_start_matches(' ').is_empty());
        first.map_or(usize::MAX, |line| line.len() - line.trim_start_matches(' ').len())
    });
    let lines: Vec<&str> = lines.map(|line| unindent(line, indent)).collect();
    let used = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let (text, trailing) = lines.split_at_checked(used).unwrap_or_default();
    let mut out = if style == Style::Literal { text.join("\n") } else { folded(text) };
    let has_break = !is_last || raw.ends_with(['\n', '\r']);
    match chomping {
        Chomping::Strip => {}
        Chomping::Clip if text.is_empty() => {}
        Chomping::Clip => out.extend(has_break.then_some('\n')),
        Chomping::Keep => {
            let lines = trailing.len() + usize::from(!text.is_empty());
            let breaks = if raw.ends_with(['\n', '\r']) { lines } else { lines.saturating_sub(1) };
            out.extend(std::iter::repeat_n('\n', breaks));
        }
    }
    out
}

fn chomping(header: &str) -> Chomping {
    let flags = header.split([' ', '\t', '#']).next().unwrap_or_default();
    if flags.contains('-') {
        Chomping::Strip
    } else if flags.contains('+') {
        Chomping::Keep
    } else {
        Chomping::Clip
    }
}

fn unindent(line: &str, indent: usize) -> &str {
    let blanks = line.len() - line.trim_start_matches(' ').len();
    line.get(blanks.min(indent)..).unwrap_or_default()
}

/// Lines joined by spaces; blank lines make breaks, and so does what is indented further.
fn folded(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut pending = 0;
    let mut was_indented = false;
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            pending += 1;
            continue;
        }
        let is_indented = line.starts_with([' ', '\t']);
        let is_first = index == pending;
        if is_first || was_indented || is_indented {
            out.extend(std::iter::repeat_n('\n', pending + usize::from(!is_first)));
        } else if pending == 0 {
            out.push(' ');
        } else {
            out.extend(std::iter::repeat_n('\n', pending));
        }
        out.push_str(line);
        pending = 0;
        was_indented = is_indented;
    }
    out
}

/// Lines without their terminators, whichever those are. What follows the last one is a line only if it is not empty.
struct Lines<'t>(&'t str);

impl<'t> Iterator for Lines<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        if self.0.is_empty() {
            return None;
        }
        let at = self.0.find(['\n', '\r']).unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at_checked(at)?;
        self.0 = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        Some(line)
    }
}
