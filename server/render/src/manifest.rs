//! Manifests as text: YAML whose every line knows its source, and JSON.
//!
//! It does not know files; callers turn an [`Origin`] into a place that users can open.
//!
//! The trap: readers of YAML differ. What any of them, old or new, would take for something else than text is quoted.

use std::borrow::Cow;
use std::fmt::Write as _;

use oam_model::datum::{Data, Datum, Origin, Via};
use oam_model::resolved::{Note, NoteSeverity};
use serde_json::json;

use crate::rendered::Rendered;

/// The longest key that readers accept in `key: value`; a longer one needs a line of its own.
const MAX_KEY: usize = 1000;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct PrintConfig {
    /// Whether lines end with a comment that says what set the value.
    pub origins: bool,
}

/// Printed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The text.
    pub text: String,
    /// For each line, the place that it comes from.
    pub lines: Vec<Option<Origin>>,
}

/// The manifests as YAML documents, with notes as comments at their places.
pub fn print_yaml(rendered: &Rendered, options: &PrintConfig) -> Printed {
    let mut printer =
        Printer { printed: Printed { text: String::new(), lines: Vec::new() }, origins: options.origins };
    for (position, manifest) in rendered.manifests.iter().enumerate() {
        if position > 0 {
            printer.write("---");
            printer.end_line(None);
        }
        rendered.notes_before(position).for_each(|it| printer.note(it));
        printer.node(0, &manifest.root);
    }
    rendered.notes_before(rendered.manifests.len()).for_each(|it| printer.note(it));
    printer.printed
}

/// One value as YAML, as it would stand in a manifest; the last line has its end.
pub fn print_value(value: &Datum) -> String {
    let mut printer = Printer { printed: Printed { text: String::new(), lines: Vec::new() }, origins: false };
    printer.node(0, value);
    printer.printed.text
}

/// The manifests and notes as one JSON object, of version 1.
pub fn print_json(rendered: &Rendered) -> String {
    let manifests: Vec<_> = rendered.manifests.iter().map(|it| it.root.to_json()).collect();
    let note = |it: &Note| json!({"severity": severity_name(it.severity), "message": it.message});
    let whole = json!({
        "version": 1,
        "app": rendered.app,
        "target": rendered.target.name(),
        "refused": rendered.refused,
        "manifests": manifests,
        "notes": rendered.notes.iter().map(note).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

/// The name of a severity in JSON.
pub fn severity_name(severity: NoteSeverity) -> &'static str {
    match severity {
        NoteSeverity::Info => "info",
        NoteSeverity::Gap => "gap",
        NoteSeverity::Refused => "refused",
    }
}

/// What set a value, in a few words: `parameter size`, `default of parameter size`, `trait ingress`; and what it came through:
/// `variable host, for trait ingress`.
pub fn describe_origin(origin: &Origin) -> String {
    let step = |via: &Via| match via {
        Via::Component => "component".to_owned(),
        Via::ParameterDefault(name) => format!("default of parameter {name}"),
        Via::ParameterValue(name) => format!("parameter {name}"),
        Via::Variable(name) => format!("variable {name}"),
        Via::Trait(name) => format!("trait {name}"),
        Via::Scope(name) => format!("scope {name}"),
        Via::Application => "application".to_owned(),
        Via::Override(name) => format!("override of {name}"),
    };
    // That a parameter comes to its place through the component, and a property through the application, goes without saying.
    let later = origin.steps().skip(1).filter(|it| !matches!(it.via, Via::Component | Via::Application));
    let words: Vec<String> = std::iter::once(origin).chain(later).map(|it| step(&it.via)).collect();
    visible(&words.join(", for "))
}

struct Printer {
    printed: Printed,
    origins: bool,
}

/// What stands before a node on its first line is written already; its other lines are indented.
impl Printer {
    fn write(&mut self, text: &str) {
        self.printed.text.push_str(text);
    }

    fn indent(&mut self, width: usize) {
        self.printed.text.extend(std::iter::repeat_n(' ', width));
    }

    fn end_line(&mut self, origin: Option<&Origin>) {
        self.printed.text.push('\n');
        self.printed.lines.push(origin.cloned());
    }

    /// Ends a line on which a comment may stand.
    fn end_commented_line(&mut self, origin: Option<&Origin>) {
        if let Some(it) = origin.filter(|_| self.origins) {
            self.write(" # ");
            self.write(&describe_origin(it));
        }
        self.end_line(origin);
    }

    fn note(&mut self, note: &Note) {
        let word = if note.severity == NoteSeverity::Refused { "refused" } else { "note" };
        self.write(&format!("# {word}: {}", visible(&note.message)));
        self.end_line(note.origin.as_ref());
    }

    /// A document or an item of a list.
    fn node(&mut self, indent: usize, node: &Datum) {
        match &node.data {
            Data::Mapping(entries) if !entries.is_empty() => {
                for (position, (key, value)) in entries.iter().enumerate() {
                    if position > 0 {
                        self.indent(indent);
                    }
                    self.entry(indent, key, value);
                }
            }
            Data::Sequence(items) if !items.is_empty() => {
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        self.indent(indent);
                    }
                    self.write("- ");
                    self.node(indent + 2, item);
                }
            }
            _ => self.leaf(indent, node),
        }
    }

    fn entry(&mut self, indent: usize, key: &str, value: &Datum) {
        let origin = value.origin.as_ref();
        let key = single_line(key);
        if key.len() > MAX_KEY {
            self.write("? ");
            self.write(&key);
            self.end_line(origin);
            self.indent(indent);
        } else {
            self.write(&key);
        }
        self.write(":");
        match &value.data {
            Data::Mapping(entries) if !entries.is_empty() => {
                self.end_commented_line(origin);
                self.indent(indent + 2);
                self.node(indent + 2, value);
            }
            // Lists stand as far left as their key, as Kubernetes tools write them.
            Data::Sequence(items) if !items.is_empty() => {
                self.end_commented_line(origin);
                self.indent(indent);
                self.node(indent, value);
            }
            _ => {
                self.write(" ");
                self.leaf(indent + 2, value);
            }
        }
    }

    /// A scalar or an empty collection.
    fn leaf(&mut self, indent: usize, value: &Datum) {
        let origin = value.origin.as_ref();
        let Some(text) = value.as_str().filter(|it| is_block(it)) else {
            self.write(&scalar(value));
            return self.end_commented_line(origin);
        };
        self.write(if text.ends_with('\n') { "|" } else { "|-" });
        self.end_commented_line(origin);
        for line in text.trim_end_matches('\n').split('\n') {
            if !line.is_empty() {
                self.indent(indent);
                self.write(line);
            }
            self.end_line(origin);
        }
    }
}

fn scalar(value: &Datum) -> Cow<'_, str> {
    match &value.data {
        Data::Null => "null".into(),
        Data::Bool(it) => it.to_string().into(),
        Data::Int(it) => it.to_string().into(),
        Data::Float(it) => float(*it).into(),
        Data::String(it) => single_line(it),
        Data::Sequence(_) => "[]".into(),
        Data::Mapping(_) => "{}".into(),
    }
}

/// Old readers want a point and a sign in `1.0e+21`.
fn float(value: f64) -> String {
    let text = serde_yaml::to_string(&value).unwrap_or_default();
    let text = text.trim_end();
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let point = if digits.contains('.') { "" } else { ".0" };
            let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
            format!("{digits}{point}e{sign}{exponent}")
        }
        None => text.to_owned(),
    }
}

/// Text of several lines that can stand as it is, indented.
fn is_block(text: &str) -> bool {
    let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    let is_plain = |it: &str| it.is_empty() || !it.trim().is_empty();
    text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !text.ends_with("\n\n")
        && lines.all(is_plain)
        && text.chars().all(|it| it == '\n' || it == '\t' || !is_special(it))
}

/// Text on one line, quoted where any reader would need it.
fn single_line(text: &str) -> Cow<'_, str> {
    // Most keys and names; to ask a writer of YAML about each takes most of the time that printing takes.
    if is_word(text) && !is_ambiguous(text) {
        return text.into();
    }
    let has_special = text.chars().any(is_special);
    let written = serde_yaml::to_string(text).ok().filter(|_| !has_special);
    match written.as_deref().map(|it| it.strip_suffix('\n').unwrap_or(it)) {
        Some(plain) if plain == text && is_ambiguous(text) => format!("'{text}'").into(),
        Some(it) if !it.contains('\n') && !it.starts_with(['|', '>']) => it.to_owned().into(),
        _ => double_quoted(text).into(),
    }
}

/// Letters, digits and what joins them to names and images, with a letter in front: nothing that YAML reads in another way.
fn is_word(text: &str) -> bool {
    let is_joined = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '/' | ':');
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && !text.ends_with(':')
        && text.chars().all(is_joined)
}

/// Whether readers of YAML 1.1 would take plain text for something else: `yes`, `1:30`, `2019-12-01`, `0x1f`, `1_000`.
fn is_ambiguous(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"];
    let is_word = words.iter().any(|it| it.eq_ignore_ascii_case(text));
    let is_numeric = |it: char| {
        it.is_ascii_hexdigit()
            || matches!(it, 'x' | 'X' | 'o' | 'O' | '_' | '.' | ':' | '+' | '-' | 'T' | 'Z' | ' ')
    };
    let starts_like_number =
        text.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '+' | '-' | '.'));
    // `1.2.0` and `10.0.0.1` are numbers to nobody.
    let has_points = text.matches('.').count() > 1 && !text.contains([':', '-', ' ']);
    is_word || (starts_like_number && !has_points && text.chars().all(is_numeric))
}

/// Characters that not all readers take as they are.
fn is_special(it: char) -> bool {
    it.is_control() || matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for it in text.chars() {
        // Writing to a string cannot fail.
        let _ = match it {
            '"' => quoted.write_str("\\\""),
            '\\' => quoted.write_str("\\\\"),
            '\n' => quoted.write_str("\\n"),
            '\r' => quoted.write_str("\\r"),
            '\t' => quoted.write_str("\\t"),
            _ if is_special(it) => write!(quoted, "\\u{:04x}", u32::from(it)),
            _ => quoted.write_char(it),
        };
    }
    quoted.push('"');
    quoted
}

/// Text for a comment: one line, nothing invisible.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    for it in text.chars() {
        match it {
            '\n' => shown.push_str("\\n"),
            _ if is_special(it) => shown.extend(it.escape_default()),
            _ => shown.push(it),
        }
    }
    shown
}
