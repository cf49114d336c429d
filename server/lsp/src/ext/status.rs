//! `oam.status`: what the server knows at this moment, and what it cannot know.
//!
//! Why something cannot be known is found out by `oam-ide`; each document is asked about under the settings of its folder.

use oam_host::root::Root;
use oam_ide::{Unknown, UnknownReason};
use oam_model::file::File;
use serde_json::{Value, json};

use crate::convert::to_proto;
use crate::ext::known_names;
use crate::session::Snapshot;

/// How many places are named for a reason; more can be looked at one after the other only.
const MAX_PLACES: usize = 50;

/// What the server knows, and what it cannot know.
pub(crate) fn status(snapshot: &Snapshot) -> Value {
    let with_oam: Vec<_> = snapshot.workspace.files().filter(|it| it.has_oam()).collect();
    let documents = |file: &File| file.documents().iter().filter(|it| it.names().is_oam).count();
    let unknowns = unknowns(snapshot);
    json!({
        "version": 1,
        "files": with_oam.len(),
        "documents": with_oam.iter().map(|it| documents(it)).sum::<usize>(),
        "platform": snapshot.workspace.platform(),
        "platforms": known_names().platforms,
        "indexing": snapshot.workspace.settings().is_indexing,
        "unknown": {
            "count": unknowns.len(),
            "reasons": UnknownReason::ALL.iter().filter_map(|it| reason(*it, &unknowns, snapshot)).collect::<Vec<_>>(),
        },
    })
}

/// What cannot be known, each document seen under the settings of its root.
fn unknowns(snapshot: &Snapshot) -> Vec<Unknown> {
    if snapshot.roots.len() < 2 {
        return oam_ide::unknowns(&snapshot.workspace);
    }
    let of_root = |root: &Root| {
        let seen = snapshot.seen_from(&root.path.to_string_lossy()).workspace;
        let is_own = |it: &Unknown| {
            let file = seen.file(it.at.file);
            file.is_some_and(|it| snapshot.root_of(it.path()).is_some_and(|it| it.path == root.path))
        };
        oam_ide::unknowns(&seen).into_iter().filter(is_own).collect::<Vec<_>>()
    };
    snapshot.roots.iter().flat_map(of_root).collect()
}

/// All that is unknown for one reason; nothing where nothing is.
fn reason(reason: UnknownReason, unknowns: &[Unknown], snapshot: &Snapshot) -> Option<Value> {
    let all: Vec<_> = unknowns.iter().filter(|it| it.reason == reason).collect();
    let thing = |it: &&Unknown| {
        let location = to_proto::location(it.at, snapshot)?;
        let Unknown { kind, name, message, .. } = it;
        Some(
            json!({ "kind": kind, "name": name, "message": message, "uri": location.uri, "range": location.range }),
        )
    };
    (!all.is_empty()).then(|| {
        json!({
            "reason": reason.id(),
            "count": all.len(),
            "message": reason.message(),
            "remedy": reason.remedy(),
            "things": all.iter().take(MAX_PLACES).filter_map(thing).collect::<Vec<_>>(),
        })
    })
}
