//! Notes on text that could not be read as it stands: where the preview is a guess.
//!
//! It looks at the application and its components, and says one thing a document: the first mistake is the one to mend.

use oam_model::datum::{Origin, Via};
use oam_model::resolved::{Note, NoteSeverity, ResolvedApp};
use oam_model::workspace::{DocumentId, Workspace};
use oam_render::rendered::Rendered;
use oam_syntax::Encoding;

use crate::position::FileSpan;

/// Says of the documents behind a preview which of them are broken, before the first object that they have a part in.
pub(crate) fn explain(
    workspace: &Workspace,
    application: DocumentId,
    app: &ResolvedApp,
    rendered: &mut Rendered,
) {
    let mut documents = vec![(application, None)];
    for instance in &app.instances {
        let Some(component) = &instance.component else { continue };
        if !documents.iter().any(|(it, _)| *it == component.origin.document) {
            documents.push((component.origin.document, instance.name.as_str()));
        }
    }
    for (document, instance) in documents {
        let Some(note) = note(workspace, document) else { continue };
        let first = rendered.manifests.iter().position(|it| it.instance.as_deref() == instance);
        let position = if instance.is_none() { 0 } else { first.unwrap_or_default() };
        rendered.add_note(position, note);
    }
}

fn note(workspace: &Workspace, document: DocumentId) -> Option<Note> {
    let errors = workspace.document(document)?.source().damage();
    let first = errors.first()?;
    let at = FileSpan::in_document(workspace, document, first.span);
    let file = workspace.file(at.file)?;
    let line = file.text().line_col(at.span.start, Encoding::Utf32).line + 1;
    let more = match errors.len() {
        1 => String::new(),
        n => format!(" and {} more places", n - 1),
    };
    let path = file.path();
    let message = format!("{path}:{line}{more} cannot be read as written, the preview is a guess: {first}");
    Some(Note {
        severity: NoteSeverity::Gap,
        message,
        origin: Some(Origin::new(document, first.span, Via::Application)),
    })
}
