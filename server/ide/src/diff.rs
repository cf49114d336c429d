//! What a change of documents changes for the deployment: two workspaces → objects and fields that are other.
//!
//! Both sides are rendered as previews are, and compared by the renderer; here values get the places of their sources,
//! each in its own workspace.

use std::collections::BTreeSet;
use std::path::Path;

use oam_model::cancel;
use oam_model::datum::{Datum, Origin};
use oam_model::workspace::{DocumentId, FileId, Workspace};
pub use oam_render::compare::{Change, FieldEvent};
use oam_render::compare::{FieldChange, NoteChange, ObjectChange, compare};
use oam_render::manifest::{describe_origin, print_value, severity_name};
use oam_render::rendered::{Manifest, Rendered};
use oam_render::totals::{Totals, totals};

use crate::position::FileSpan;
use crate::preview::{PreviewRequest, meant, render};

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its documents.
    pub workspace: &'a Workspace,
    /// What to render of them, and how.
    pub request: &'a PreviewRequest,
    /// A folder: applications elsewhere do not count, whatever their names. `None` where all do.
    pub within: Option<&'a str>,
}

/// What is different between two sides.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// Objects that are other, those of an application together.
    pub objects: Vec<ObjectDifference>,
    /// Gaps and refusals that are there on one side only.
    pub notes: Vec<NoteDifference>,
    /// What both sides need in total, the old one first.
    pub totals: [Totals; 2],
    /// How many applications both sides have, the old one first.
    pub applications: [usize; 2],
}

/// An object that is other.
#[derive(Clone, Debug)]
pub struct ObjectDifference {
    /// What happens to it.
    pub change: Change,
    /// The application it belongs to.
    pub app: String,
    /// Its `apiVersion`, on the new side where it is there.
    pub api_version: String,
    /// Its `kind`.
    pub kind: String,
    /// Its namespace, if it says one.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// The instance it belongs to.
    pub instance: Option<String>,
    /// The old object, where it is there; for a changed one without its data.
    pub old: Option<Located>,
    /// The new object.
    pub new: Option<Located>,
    /// The fields of a changed object that are other.
    pub fields: Vec<FieldDifference>,
}

/// A field that is other.
#[derive(Clone, Debug)]
pub struct FieldDifference {
    /// What happens to it.
    pub change: FieldEvent,
    /// Where in the object it is: `spec.template.spec.containers[name=web].image`.
    pub path: String,
    /// What it was.
    pub old: Option<Located>,
    /// What it becomes.
    pub new: Option<Located>,
}

/// Data of one side and where it comes from.
#[derive(Clone, Debug)]
pub struct Located {
    /// The data.
    pub value: serde_json::Value,
    /// The data as YAML.
    pub yaml: String,
    /// The source, in the workspace of its side.
    pub at: Option<FileSpan>,
    /// What kind of place that is: `parameter size`.
    pub via: Option<String>,
}

/// A note that is there on one side only.
#[derive(Clone, Debug)]
pub struct NoteDifference {
    /// [`Change::Added`] or [`Change::Removed`].
    pub change: Change,
    /// The application it is about.
    pub app: String,
    /// `gap` or `refused`.
    pub severity: &'static str,
    /// What it says.
    pub message: String,
    /// The source, in the workspace of its side.
    pub at: Option<FileSpan>,
}

impl Difference {
    /// Whether the same is deployed.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.notes.is_empty()
    }

    /// How many objects something happens to.
    pub fn count(&self, change: Change) -> usize {
        self.objects.iter().filter(|it| it.change == change).count()
    }
}

/// What is different for the deployment. With paths, only applications count that stand in one of these files or folders
/// or use something of them, on either side.
pub fn diff(old: Side<'_>, new: Side<'_>, paths: &[String]) -> Difference {
    let [before, after] = [old, new].map(|it| it.workspace.with_holes_as_text());
    let sides = [Side { workspace: &before, ..old }, Side { workspace: &after, ..new }];
    let [old, new] = rendered(sides, paths);
    let comparison = compare(&references(&old), &references(&new));
    let locate = Locator { old: &before, new: &after };
    Difference {
        objects: comparison.objects.into_iter().map(|it| locate.object(it)).collect(),
        notes: comparison.notes.into_iter().map(|it| locate.note(it)).collect(),
        totals: [sum(&old), sum(&new)],
        applications: [old.len(), new.len()],
    }
}

/// A rendered application with what it needs.
pub(crate) struct RenderedSide {
    pub(crate) document: DocumentId,
    pub(crate) app: oam_model::resolved::ResolvedApp,
    pub(crate) rendered: Rendered,
}

/// The applications of both sides that count. The workspaces have their holes as text.
pub(crate) fn rendered(sides: [Side<'_>; 2], paths: &[String]) -> [Vec<RenderedSide>; 2] {
    let is_whole = paths.is_empty() && sides.iter().all(|it| it.request.file.is_none());
    let names: BTreeSet<String> = if is_whole {
        BTreeSet::new()
    } else {
        sides.iter().flat_map(|it| names(it.workspace, it.request, paths)).collect()
    };
    sides.map(|Side { workspace, request, within }| {
        let everything = PreviewRequest { file: None, offset: None, ..request.clone() };
        let mut documents = meant(workspace, &everything);
        if !is_whole {
            let name = |it: &DocumentId| workspace.object(*it).and_then(|it| it.name()).unwrap_or_default();
            documents.retain(|it| names.contains(name(it)));
        }
        if let Some(folder) = within {
            let path = |it: &DocumentId| workspace.file(it.file).map(|it| Path::new(it.path()));
            documents.retain(|it| path(it).is_some_and(|it| it.starts_with(folder)));
        }
        let render = |document: DocumentId| {
            cancel::check();
            let (app, rendered) = render(workspace, document, request)?;
            Some(RenderedSide { document, app, rendered })
        };
        documents.into_iter().filter_map(render).collect()
    })
}

/// The names of the applications that one side has for a request or for paths.
fn names(workspace: &Workspace, request: &PreviewRequest, paths: &[String]) -> Vec<String> {
    let is_given = |path: &str| paths.iter().any(|it| Path::new(path).starts_with(it));
    let given = workspace.files().filter(|it| is_given(it.path())).map(|it| it.id());
    let files: Vec<FileId> = given.chain(request.file).collect();
    let requests = files.into_iter().map(|it| PreviewRequest { file: Some(it), ..request.clone() });
    let documents = requests.flat_map(|it| meant(workspace, &it));
    documents.filter_map(|it| workspace.object(it)?.name().map(str::to_owned)).collect()
}

fn references(side: &[RenderedSide]) -> Vec<&Rendered> {
    side.iter().map(|it| &it.rendered).collect()
}

fn sum(side: &[RenderedSide]) -> Totals {
    side.iter().map(|it| totals(&it.app, &it.rendered)).fold(Totals::default(), |sum, it| Totals {
        cpu_millis: sum.cpu_millis.saturating_add(it.cpu_millis),
        memory_bytes: sum.memory_bytes.saturating_add(it.memory_bytes),
        storage_bytes: sum.storage_bytes.saturating_add(it.storage_bytes),
        replicas: sum.replicas.saturating_add(it.replicas),
        objects: sum.objects.saturating_add(it.objects),
    })
}

/// Finds sources in the workspace of their side.
struct Locator<'w> {
    old: &'w Workspace,
    new: &'w Workspace,
}

impl Locator<'_> {
    fn object(&self, it: ObjectChange) -> ObjectDifference {
        let some = it.new.as_ref().or(it.old.as_ref());
        let is_whole = it.change != Change::Changed;
        ObjectDifference {
            change: it.change,
            api_version: some.map(|it| it.api_version().to_owned()).unwrap_or_default(),
            instance: some.and_then(|it| it.instance.clone()),
            old: it.old.as_ref().map(|it| manifest(self.old, it, is_whole)),
            new: it.new.as_ref().map(|it| manifest(self.new, it, is_whole)),
            fields: it.fields.into_iter().map(|it| self.field(it)).collect(),
            app: it.app,
            kind: it.key.kind,
            namespace: it.key.namespace,
            name: it.key.name,
        }
    }

    fn field(&self, it: FieldChange) -> FieldDifference {
        FieldDifference {
            change: it.change,
            path: it.path,
            old: it.old.map(|it| located(self.old, &it, it.origin.as_ref())),
            new: it.new.map(|it| located(self.new, &it, it.origin.as_ref())),
        }
    }

    fn note(&self, it: NoteChange) -> NoteDifference {
        let workspace = if it.change == Change::Removed { self.old } else { self.new };
        NoteDifference {
            change: it.change,
            app: it.app,
            severity: severity_name(it.note.severity),
            message: it.note.message,
            at: it.note.origin.as_ref().map(|it| place(workspace, it)),
        }
    }
}

fn manifest(workspace: &Workspace, manifest: &Manifest, is_whole: bool) -> Located {
    let origin = manifest.root.origin.as_ref();
    if is_whole {
        located(workspace, &manifest.root, origin)
    } else {
        located(workspace, &Datum::mapping(), origin)
    }
}

fn located(workspace: &Workspace, datum: &Datum, origin: Option<&Origin>) -> Located {
    Located {
        value: datum.to_json(),
        yaml: print_value(datum),
        at: origin.map(|it| place(workspace, it)),
        via: origin.map(describe_origin),
    }
}

fn place(workspace: &Workspace, origin: &Origin) -> FileSpan {
    FileSpan::in_document(workspace, origin.document, origin.span)
}
