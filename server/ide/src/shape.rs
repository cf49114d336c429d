//! What may be said of a file in a log: how large it is and what kinds of things are in it, never a word of its text.
//!
//! It asks nothing of trees or objects, for it is called when something has just failed.

use oam_catalog::Catalog;
use oam_model::workspace::{FileId, Workspace};

/// Most documents whose kinds are named.
const MAX_NAMED: usize = 8;

/// The shape of a file, for a log: `1234 bytes in 56 lines: ApplicationConfiguration, ComponentSchematic`.
pub fn shape(workspace: &Workspace, file: FileId) -> String {
    let Some(file) = workspace.file(file) else { return "a file that is not known".to_owned() };
    let documents = file.documents();
    let mut kinds: Vec<_> = documents.iter().take(MAX_NAMED).map(|it| kind(it.source().text())).collect();
    if documents.len() > MAX_NAMED {
        kinds.push("…");
    }
    let text = file.text();
    format!("{} bytes in {} lines: {}", text.len().get(), text.line_count(), kinds.join(", "))
}

/// The kind that a text names, if it is one of OAM's own: any other word may be anybody's secret.
fn kind(text: &str) -> &'static str {
    let word = text.lines().find_map(|it| it.strip_prefix("kind:")).unwrap_or_default();
    let word = word.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    Catalog::builtin().kinds().find(|it| it.kind == word).map_or("other", |it| it.kind.as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use oam_model::workspace::{Change, Settings};
    use oam_syntax::SourceText;

    use super::*;

    fn shape_of(text: &str) -> String {
        let change = Change { file: FileId(0), path: Arc::from("a.yaml"), text: Some(SourceText::new(text)) };
        shape(&Workspace::new(Settings::default()).with([change]), FileId(0))
    }

    #[test]
    fn kinds_are_named_and_nothing_that_is_written_otherwise() {
        assert_eq!(
            shape_of("kind: hunter2\nname: hunter2\n---\nkind: 'Trait' # hunter2\n"),
            "56 bytes in 5 lines: other, Trait"
        );
        assert_eq!(shape_of(""), "0 bytes in 1 lines: other");
        let many = shape_of(&"kind: Trait\n---\n".repeat(20));
        assert!(many.ends_with("Trait, Trait, …") && many.len() < 120, "{many}");
        assert_eq!(shape(&Workspace::new(Settings::default()), FileId(7)), "a file that is not known");
    }
}
