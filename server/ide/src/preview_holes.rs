//! Notes on the holes of a preview: what is shown as it is written, and what cannot be shown before somebody fills it in.
//!
//! It changes notes only; manifests keep the holes as text.

use std::collections::BTreeSet;

use oam_model::datum::{Data, Datum, Origin, Via};
use oam_model::resolved::{Note, NoteSeverity};
use oam_model::workspace::{DocumentId, Workspace};
use oam_render::rendered::Rendered;
use oam_syntax::first_hole;

/// Says of the holes in an application what they mean for its preview.
pub(crate) fn explain(workspace: &Workspace, application: DocumentId, rendered: &mut Rendered) {
    // What the renderer says of a text with holes is not about what it will be.
    rendered.change_notes(|note| {
        if let Some(hole) = first_hole(&note.message) {
            note.message = format!("`{hole}` is filled in later; what depends on it is not known yet");
            note.severity = note.severity.min(NoteSeverity::Gap);
        }
    });
    let mut documents = BTreeSet::from([application]);
    for position in 0..rendered.manifests.len() {
        let mut kept = Vec::new();
        if let Some(manifest) = rendered.manifests.get(position) {
            collect(&manifest.root, &mut kept, &mut documents);
        }
        let mut distinct: Vec<&str> = Vec::new();
        for (text, _) in &kept {
            if !distinct.contains(&text.as_str()) {
                distinct.push(text);
            }
        }
        let Some((first, origin)) = kept.first() else { continue };
        let message = match distinct.len() {
            0 | 1 => format!("`{first}` is shown as it is written; a template engine fills it in"),
            more => format!(
                "`{first}` and {} more are shown as they are written; a template engine fills them in",
                more - 1
            ),
        };
        let note = Note { severity: NoteSeverity::Info, message, origin: Some(origin.clone()) };
        rendered.add_note(position, note);
    }
    for document in documents {
        let source = workspace.document(document).map(|it| it.source());
        if let Some(span) = source.and_then(|it| it.tree().first_engine_line()) {
            let message = "lines that only instruct a template engine are left out; what stands between them is shown once";
            let origin = Some(Origin::new(document, span, Via::Application));
            rendered.add_note(0, Note { severity: NoteSeverity::Info, message: message.to_owned(), origin });
        }
    }
}

/// The holes that template engines fill, with the places they come from. What an environment fills in is text to Kubernetes.
fn collect(datum: &Datum, kept: &mut Vec<(String, Origin)>, documents: &mut BTreeSet<DocumentId>) {
    if let Some(origin) = &datum.origin {
        documents.insert(origin.document);
    }
    match &datum.data {
        Data::String(text) => {
            if let (Some(hole), Some(origin)) =
                (first_hole(text).filter(|it| it.starts_with('{')), &datum.origin)
            {
                kept.push((hole.to_owned(), origin.clone()));
            }
        }
        Data::Sequence(items) => items.iter().for_each(|it| collect(it, kept, documents)),
        Data::Mapping(entries) => entries.iter().for_each(|(_, it)| collect(it, kept, documents)),
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) => {}
    }
}
