//! Both sides of a comparison as manifests, for programs that compare texts by themselves.
//!
//! Applications come by name, so that one that has moved to another file stays where it was. What is different is not found
//! here.

use oam_model::workspace::Workspace;
use oam_render::manifest::{PrintConfig, print_yaml};

use crate::diff::{RenderedSide, Side, rendered};
use crate::position::FileSpan;

/// The manifests of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideText {
    /// As previews print them; `---` between applications.
    pub text: String,
    /// For each line the source that set it, in the workspace of the side.
    pub lines: Vec<Option<FileSpan>>,
}

/// The manifests of the old and the new side. Paths are as for [`crate::diff`].
pub fn diff_texts(old: Side<'_>, new: Side<'_>, paths: &[String]) -> [SideText; 2] {
    let [before, after] = [old, new].map(|it| it.workspace.with_holes_as_text());
    let [old, new] = rendered([Side { workspace: &before, ..old }, Side { workspace: &after, ..new }], paths);
    [text(old, &before), text(new, &after)]
}

fn text(mut side: Vec<RenderedSide>, workspace: &Workspace) -> SideText {
    side.sort_by(|a, b| a.rendered.app.cmp(&b.rendered.app));
    let mut whole = SideText::default();
    for printed in side.iter().map(|it| print_yaml(&it.rendered, &PrintConfig { origins: false })) {
        if printed.text.is_empty() {
            continue;
        }
        if !whole.text.is_empty() {
            whole.text.push_str("---\n");
            whole.lines.push(None);
        }
        whole.text.push_str(&printed.text);
        let place = |it: &oam_model::datum::Origin| FileSpan::in_document(workspace, it.document, it.span);
        whole.lines.extend(printed.lines.iter().map(|it| it.as_ref().map(place)));
    }
    whole
}
