//! A difference for people: a block for each object, old → new, and below it the source that decides.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use oam_ide::{
    Change, DiffSide, Difference, FieldDifference, FieldEvent, Located, NoteDifference, ObjectDifference,
};

use super::lines::{lines, single};
use super::{nothing, summary};
use crate::output::Output;
use crate::report::visible;
use crate::sides::Sides;

/// Prints it.
pub(super) fn print(difference: &Difference, sides: &Sides, output: &mut Output) {
    if difference.is_empty() {
        output.write(&format!("{}\n", nothing(difference, sides, visible)));
        return;
    }
    let mut printer = Printer { text: String::new(), is_coloured: output.is_coloured(), sides };
    let mut app = None;
    for it in &difference.objects {
        printer.heading(&mut app, &it.app);
        printer.object(it);
    }
    for it in &difference.notes {
        printer.heading(&mut app, &it.app);
        printer.note(it);
    }
    let (counts, totals) = summary(difference);
    printer.line(&format!("{counts}{}", totals.map(|it| format!("\n{it}")).unwrap_or_default()), None);
    output.write(&printer.text);
}

struct Printer<'a> {
    text: String,
    is_coloured: bool,
    sides: &'a Sides,
}

impl Printer<'_> {
    fn line(&mut self, text: &str, style: Option<Style>) {
        // Writing to a string cannot fail.
        let _ = match style.filter(|_| self.is_coloured) {
            Some(style) => writeln!(self.text, "{style}{text}{style:#}"),
            None => writeln!(self.text, "{text}"),
        };
    }

    fn heading<'d>(&mut self, last: &mut Option<&'d str>, app: &'d str) {
        if *last != Some(app) {
            *last = Some(app);
            self.line(&format!("{}\n", visible(app)), Some(Style::new().bold()));
        }
    }

    fn object(&mut self, it: &ObjectDifference) {
        let place = it.namespace.as_ref().map(|it| format!(" in {it}")).unwrap_or_default();
        let title = format!("{} {} {}{place} ({})", mark(it.change), it.kind, it.name, it.api_version);
        self.line(&visible(&title), Some(style(it.change).bold()));
        match it.change {
            Change::Added => {
                self.source(2, DiffSide::New, it.new.as_ref());
                let manifest = it.new.as_ref().map(|it| it.yaml.as_str()).unwrap_or_default();
                for line in manifest.lines() {
                    self.line(&format!("  + {line}"), Some(style(Change::Added)));
                }
            }
            Change::Removed => self.source(2, DiffSide::Old, it.old.as_ref()),
            Change::Changed => it.fields.iter().for_each(|it| self.field(it)),
        }
        self.line("", None);
    }

    fn field(&mut self, it: &FieldDifference) {
        let path = visible(&it.path);
        let change = match it.change {
            FieldEvent::Is(change) => change,
            FieldEvent::Reordered => Change::Changed,
        };
        let style = Some(style(change));
        let [old, new] =
            [&it.old, &it.new].map(|it| it.as_ref().map(|it| it.yaml.as_str()).unwrap_or_default());
        let order = if it.change == FieldEvent::Reordered { " (another order)" } else { "" };
        match (change, single(it.old.as_ref()), single(it.new.as_ref())) {
            (Change::Changed, Some(old), Some(new)) => {
                self.line(&format!("  ~ {path}{order}: {old} → {new}"), style);
            }
            (Change::Added, _, Some(new)) => self.line(&format!("  + {path}: {new}"), style),
            (Change::Removed, Some(old), _) => self.line(&format!("  - {path}: {old}"), style),
            _ => {
                self.line(&format!("  {} {path}{order}:", mark(change)), style);
                for line in lines(old, new) {
                    let style = match line.mark {
                        '+' => Some(self::style(Change::Added)),
                        '-' => Some(self::style(Change::Removed)),
                        _ => None,
                    };
                    self.line(format!("      {} {}", line.mark, line.text).trim_end(), style);
                }
            }
        }
        match change {
            Change::Removed => self.source(6, DiffSide::Old, it.old.as_ref()),
            _ => self.source(6, DiffSide::New, it.new.as_ref()),
        }
    }

    fn note(&mut self, it: &NoteDifference) {
        let word = if it.severity == "refused" { "refused" } else { "not rendered" };
        let gone = if it.change == Change::Removed { "no longer " } else { "" };
        let title = format!("{} {gone}{word}: {}", mark(it.change), it.message);
        // What appears here is bad news.
        let color = if it.change == Change::Removed { Change::Added } else { Change::Removed };
        self.line(&visible(&title), Some(style(color)));
        let side = if it.change == Change::Removed { DiffSide::Old } else { DiffSide::New };
        if let Some(at) = it.at {
            let line = format!("  {}", visible(&self.sides.line(side, at)));
            self.line(&line, Some(Style::new().dimmed()));
        }
        self.line("", None);
    }

    /// The source that decides, where one does.
    fn source(&mut self, indent: usize, side: DiffSide, located: Option<&Located>) {
        let Some(text) = source(self.sides, side, located) else { return };
        self.line(&format!("{:indent$}{text}", ""), Some(Style::new().dimmed()));
    }
}

/// `web.yaml:9 (parameter size)`; nothing for what the target itself adds.
pub(super) fn source(sides: &Sides, side: DiffSide, located: Option<&Located>) -> Option<String> {
    let located = located?;
    let (at, via) = (located.at?, located.via.as_deref()?);
    Some(format!("{} ({via})", visible(&sides.line(side, at))))
}

/// The sign in front of what something happens to.
pub(super) fn mark(change: Change) -> char {
    match change {
        Change::Added => '+',
        Change::Removed => '-',
        Change::Changed => '~',
    }
}

fn style(change: Change) -> Style {
    let color = match change {
        Change::Added => AnsiColor::Green,
        Change::Removed => AnsiColor::Red,
        Change::Changed => AnsiColor::Yellow,
    };
    Style::new().fg_color(Some(color.into()))
}
