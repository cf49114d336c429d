//! Completion: what can be written at the cursor, in text of any state.
//!
//! [`completion`] finds out where the cursor is and asks the sources, one file each; `item` turns their candidates into
//! text that fits the place. What is already typed is not filtered here: clients do that, by [`CompletionItem::filter`].
//!
//! The trap: accepting an item must never break the document. Whatever is inserted goes through `item`, which knows about
//! quotes, flow style, missing blanks and what follows on the line.

mod bindings;
mod blocks;
mod documents;
mod fit;
mod fresh;
mod insert;
mod instances;
mod item;
mod keys;
mod names;
mod neighbours;
mod parameters;
mod quotes;
mod request;
mod settings;
mod traits;
mod values;
mod variables;

use std::collections::BTreeMap;

use oam_model::workspace::Workspace;
use oam_syntax::{PathSegment, Place, Span, YamlPath};

use crate::position::FilePosition;
use request::{Request, Wanted};

/// What the client can do with completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompletionConfig {
    /// Whether it understands tab stops; without them placeholders become plain text.
    pub snippets: bool,
    /// Whether each candidate comes with its documentation; without, [`completion_documentation`] has it.
    pub documentation: bool,
}

/// One candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// Markdown.
    pub documentation: Option<String>,
    /// Text that sorts the list as meant, all of one length.
    pub sort: String,
    /// What the typed text is compared with.
    pub filter: String,
    /// What `text` replaces: within one line of the file, the cursor in it or at its ends.
    pub replace: Span,
    /// What is inserted. Lines after the first carry their whole indentation.
    pub text: String,
    /// Whether `text` has tab stops (`${1:name}`), with `$`, `}` and `\` escaped.
    pub is_snippet: bool,
    /// Whether it is only there for old documents.
    pub is_deprecated: bool,
    /// How many blanks at the start of every line of `text` but the first are those of the line the cursor is on. A
    /// client that adds these by itself must get the text without them.
    pub indentation: u32,
}

/// What candidates are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// One of a closed list of values.
    EnumMember,
    /// Any other value.
    Value,
    /// The name of a component.
    Component,
    /// The name of an instance.
    Instance,
    /// The name of a parameter.
    Parameter,
    /// A variable.
    Variable,
    /// The name of a trait, or a whole trait.
    Trait,
    /// A workload type.
    WorkloadType,
    /// A scope type.
    ScopeType,
    /// The name of a scope.
    Scope,
    /// A whole list item or another block.
    Block,
    /// A whole document.
    Document,
}

/// What can be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The candidates, the likeliest first.
    pub items: Vec<CompletionItem>,
    /// Whether there are more than anybody reads: with more letters typed, others may come.
    pub is_incomplete: bool,
}

/// The candidates at a place.
pub fn completion(workspace: &Workspace, position: FilePosition, config: CompletionConfig) -> Completions {
    let wanted = if config.documentation { Wanted::All } else { Wanted::Nothing };
    let Some(request) = Request::new(workspace, position, config, wanted) else {
        return Completions::default();
    };
    let items = candidates(&request);
    Completions { items, is_incomplete: request.is_cut() }
}

/// The documentation, in Markdown, of the candidate with a label at a place: what a client asks for when it shows it.
pub fn completion_documentation(
    workspace: &Workspace,
    position: FilePosition,
    label: &str,
) -> Option<String> {
    let config = CompletionConfig { snippets: true, documentation: true };
    let request = Request::new(workspace, position, config, Wanted::Only(label.to_owned()))?;
    candidates(&request).into_iter().find(|it| it.label == label)?.documentation
}

fn candidates(request: &Request<'_>) -> Vec<CompletionItem> {
    if let Some(items) = variables::inside_call(request) {
        return items;
    }
    if request.goes_on_below() {
        return Vec::new();
    }
    let mut list = item::List::new(request, uses(request));
    match &request.cursor.place {
        Place::Key { mapping, path } => {
            documents::complete(request, &mut list);
            keys::complete(request, path, &mut list);
            if mapping.is_none() {
                blocks::in_empty_list(request, path, &mut list);
            }
        }
        Place::Value { path } => {
            values::complete(request, path, &mut list);
            blocks::below_key(request, path, &mut list);
        }
        Place::Item { path } => {
            values::complete(request, path, &mut list);
            blocks::as_item(request, path, &mut list);
        }
        Place::Comment | Place::Nothing => {}
    }
    list.finish()
}

/// How often the neighbours use what could be written at the cursor. Whoever uses a component has no need for it twice.
fn uses(request: &Request<'_>) -> BTreeMap<String, usize> {
    match &request.cursor.place {
        Place::Value { path } => match path.last() {
            Some(PathSegment::Key(key)) if key == "componentName" => BTreeMap::new(),
            _ => neighbours::values(request, path.segments()),
        },
        Place::Item { path } if ends_in(path, "traits") => {
            neighbours::values(request, path.clone().key("name").segments())
        }
        Place::Key { path, .. } | Place::Item { path } => neighbours::keys(request, path),
        Place::Comment | Place::Nothing => BTreeMap::new(),
    }
}

/// Whether a path leads to an item of a list with this key.
fn ends_in(path: &YamlPath, list: &str) -> bool {
    matches!(path.segments(), [.., PathSegment::Key(key), PathSegment::Index(_)] if key == list)
}

impl CompletionItem {
    /// The text for a client that gives every line after the first the indentation of the line the cursor is on.
    pub fn relative_text(&self) -> String {
        let blanks = " ".repeat(self.indentation as usize);
        let mut lines = self.text.split('\n');
        let first = lines.next().unwrap_or_default().to_owned();
        lines.fold(first, |text, line| text + "\n" + line.strip_prefix(&blanks).unwrap_or(line))
    }
}
