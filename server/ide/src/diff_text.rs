//! Both sides of a comparison as manifests, for programs that compare texts by themselves.
//!
//! Applications come by name, so that one that has moved to another file stays where it was. What is different is not found
//! here.

use oam_render::manifest::{PrintConfig, print_yaml};

use crate::diff::{RenderedSide, Side, rendered};

/// The manifests of the old and the new side, as previews print them; `---` between applications. Paths are as for
/// [`crate::diff`].
pub fn diff_texts(old: Side<'_>, new: Side<'_>, paths: &[String]) -> [String; 2] {
    let sides = [old, new].map(|it| it.workspace.with_holes_as_text());
    rendered([(&sides[0], old.request), (&sides[1], new.request)], paths).map(text)
}

fn text(mut side: Vec<RenderedSide>) -> String {
    side.sort_by(|a, b| a.rendered.app.cmp(&b.rendered.app));
    let texts = side.iter().map(|it| print_yaml(&it.rendered, &PrintConfig { origins: false }).text);
    texts.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("---\n")
}
