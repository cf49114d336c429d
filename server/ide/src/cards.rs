//! What is said about things: one function a thing, shared by hover and by the documentation of completions.
//!
//! A card is Markdown. It shows what the workspace and the catalogue know, and where a number of uses comes from; it
//! judges nothing.

mod entry;
mod object;
mod parameter;
mod property;

use oam_model::index::Place;
use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_syntax::{Encoding, Span};

pub(crate) use entry::{kind_card, scope_type_card, trait_card, workload_card};
pub(crate) use object::{application_card, component_card, instance_card, scope_card};
pub(crate) use parameter::{implicit_parameter_card, parameter_card, parameter_facts, variable_card};
pub(crate) use property::{property_card, property_facts};

use crate::markdown::code;

/// `in [path], line 5`, seen from a file.
pub(crate) fn declared_at(workspace: &Workspace, from: FileId, document: DocumentId, span: Span) -> String {
    let Some(file) = workspace.file(document.file) else { return String::new() };
    let start = workspace.in_file(document, span).start;
    let line = file.text().line_col(start, Encoding::Utf32).line + 1;
    if document.file == from {
        return format!("Declared in line {line}");
    }
    format!("Declared in {}, line {line}", code(&shown_path(workspace, from, document.file)))
}

/// As [`declared_at`], for a place of the index.
pub(crate) fn declared(workspace: &Workspace, from: FileId, place: &Place) -> String {
    declared_at(workspace, from, place.document, place.span)
}

/// The path of a file as seen from another one.
pub(crate) fn shown_path(workspace: &Workspace, from: FileId, to: FileId) -> String {
    let path = |id: FileId| workspace.file(id).map(|it| it.path().to_owned()).unwrap_or_default();
    relative(&path(from), &path(to))
}

/// `a/b/x.yaml` seen from `a/c/y.yaml` is `../b/x.yaml`.
fn relative(from: &str, to: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let steps: Vec<&str> = to.split('/').collect();
    let n_shared = folders.iter().zip(&steps).take_while(|(a, b)| a == b).count();
    let n_up = folders.len() - n_shared;
    if n_shared == 0 && n_up > 0 {
        return to.to_owned();
    }
    let down = steps.into_iter().skip(n_shared);
    std::iter::repeat_n("..", n_up).chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn paths_are_seen_from_the_file_at_hand() {
        assert_eq!(relative("/w/app.yaml", "/w/components/web.yaml"), "components/web.yaml");
        assert_eq!(relative("/w/apps/shop.yaml", "/w/components/web.yaml"), "../components/web.yaml");
        assert_eq!(relative("app.yaml", "web.yaml"), "web.yaml");
        assert_eq!(relative("file:///w/a.yaml", "untitled:b.yaml"), "untitled:b.yaml");
    }
}
