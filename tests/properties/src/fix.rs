//! Fixing all at once: what was whole stays whole, no fix is refused as a mistake of ours, and a second run has nothing to do.

use std::collections::{BTreeMap, BTreeSet};

use oam_ide::{FixConfig, Fixed, Obstacle, Safety, diagnostics, fix};
use oam_model::workspace::{FileId, Workspace};

use crate::input::{parts, workspace};

pub(crate) fn check(data: &[u8]) {
    let texts = parts(data, 3);
    let before = workspace(&texts);
    for safety in [Safety::Safe, Safety::All] {
        let once = fixed(&before, texts.len(), safety);
        let refused = once.left.iter().find(|it| it.obstacle == Obstacle::Refused);
        assert!(refused.is_none(), "a fix that breaks a document: {refused:?}");
        for id in (0..).take(texts.len()).map(FileId) {
            assert!(broken(&once.workspace, id) <= broken(&before, id), "{}", now(&once.workspace, id));
        }
        if once.is_settled {
            let again = fixed(&once.workspace, texts.len(), safety);
            assert!(again.files.is_empty(), "there is something left to do: {:?}", again.rules);
        }
    }
}

fn fixed(workspace: &Workspace, n_files: usize, safety: Safety) -> Fixed {
    let files: BTreeSet<_> = (0..).take(n_files).map(FileId).collect();
    let check = |workspace: &Workspace, files: &BTreeSet<FileId>| -> BTreeMap<_, _> {
        files.iter().map(|it| (*it, diagnostics(workspace, *it))).collect()
    };
    fix(workspace, &FixConfig { files: &files, safety, is_wanted: &|_| true, check: &check })
}

/// How many documents of a file are no YAML.
fn broken(workspace: &Workspace, file: FileId) -> usize {
    let Some(file) = workspace.file(file) else { return 0 };
    file.text().documents().iter().filter(|it| !it.document.errors().is_empty()).count()
}

fn now(workspace: &Workspace, file: FileId) -> String {
    workspace.file(file).map(|it| it.text().text()).unwrap_or_default()
}
