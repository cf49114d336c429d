//! The other names of a workload type: `singular`, `plural` and `metadata.name` follow its kind where they did before.
//!
//! The reference controller looks a custom resource up by the kind in lower case with an `s` (see the rule
//! `irregular-plural`), so that these names belong together. Names that followed no such pattern stay as they are.

use oam_model::workspace::Workspace;
use oam_syntax::edit::replace_scalar;

use super::names::Subject;
use super::places::Place;
use crate::position::FileEdit;

pub(super) fn edits(workspace: &Workspace, subject: &Subject, places: &[Place], new: &str) -> Vec<FileEdit> {
    let mut edits = Vec::new();
    if !subject.is_kind() {
        return edits;
    }
    let (old, new) = (subject.word().to_lowercase(), new.to_lowercase());
    for place in places.iter().filter(|it| it.is_definition) {
        let Some(root) = workspace.document(place.document).and_then(|it| it.source().root()) else {
            continue;
        };
        let at = |path: &[&str]| path.iter().try_fold(root, |node, key| Some(node.get(key)?.value));
        let followers = [
            (at(&["spec", "names", "singular"]), old.clone(), new.clone()),
            (at(&["spec", "names", "plural"]), format!("{old}s"), format!("{new}s")),
            (at(&["metadata", "name"]), format!("{old}s."), format!("{new}s.")),
        ];
        for (node, old, new) in followers {
            let Some(node) = node else { continue };
            let text = node.text();
            let Some(rest) = text.strip_prefix(&old) else { continue };
            // `job` does not lead `jobs`; only `jobs.` leads a longer name.
            if !rest.is_empty() && !old.ends_with('.') {
                continue;
            }
            edits.extend(replace_scalar(node, &format!("{new}{rest}")).into_iter().map(|it| FileEdit {
                file: place.document.file,
                span: workspace.in_file(place.document, it.span),
                text: it.text,
            }));
        }
    }
    edits
}
