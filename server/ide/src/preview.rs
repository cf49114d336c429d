//! The deployment preview: position → application → resolve → render, as plain data.
//!
//! One function for editor, command line and tests. It reads nothing but the workspace.

use oam_catalog::{Namespace, Role};
use oam_model::datum::Origin;
use oam_model::resolve::{Engine, ResolveConfig, resolve};
use oam_model::resolved::{Note, NoteSeverity, ResolvedApp};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_render::RenderConfig;
use oam_render::manifest::{PrintConfig, print_yaml, severity_name};
use oam_render::rendered::Rendered;
pub use oam_render::target::{Target, UnknownTarget};
use oam_render::totals::{Totals, totals};
use oam_syntax::Offset;

use crate::position::FileSpan;
use crate::preview_damage;
use crate::preview_holes;

/// What to preview.
#[derive(Clone, Debug)]
pub struct PreviewRequest {
    /// Applications of this file, or applications that use a component of it; `None` for the whole workspace.
    pub file: Option<FileId>,
    /// Only the application around this place of the file, if there is one there.
    pub offset: Option<Offset>,
    /// Only applications of this name.
    pub app: Option<String>,
    /// For which engine.
    pub target: Target,
    /// Values for variables or parameters, in place of the documents' own.
    pub overrides: Vec<(String, String)>,
    /// The namespace to render into.
    pub namespace: Option<String>,
    /// Whether each line says where it came from.
    pub origins: bool,
}

impl PreviewRequest {
    /// All applications of the workspace, with nothing replaced.
    pub fn new(target: Target) -> Self {
        Self {
            file: None,
            offset: None,
            app: None,
            target,
            overrides: Vec::new(),
            namespace: None,
            origins: false,
        }
    }
}

/// One rendered application.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its name.
    pub app: String,
    /// The file it stands in.
    pub file: FileId,
    /// The manifests as YAML, notes as comments at their places.
    pub yaml: String,
    /// For each line of `yaml`, the source that set it.
    pub lines: Vec<Option<FileSpan>>,
    /// What could not be rendered, and what is worth knowing.
    pub notes: Vec<PreviewNote>,
    /// `7 objects · 1.4 CPU · 2.5Gi`, and whether that is all.
    pub totals: String,
    /// Whether something could not be rendered, so that more may be asked for.
    pub incomplete: bool,
    /// Whether the engine would refuse the application.
    pub refused: bool,
    rendered: Rendered,
}

impl Preview {
    /// The manifests as JSON values.
    pub fn manifests(&self) -> Vec<serde_json::Value> {
        self.rendered.manifests.iter().map(|it| it.root.to_json()).collect()
    }
}

/// A note of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewNote {
    /// `info`, `gap` or `refused`.
    pub severity: &'static str,
    /// What it says.
    pub message: String,
    /// The source it is about.
    pub at: Option<FileSpan>,
}

/// Renders every application that the request means, by file and place.
pub fn previews(workspace: &Workspace, request: &PreviewRequest) -> Vec<Preview> {
    // What somebody fills in later is shown as it is written: `{{ .Values.image }}`.
    let workspace = &workspace.with_holes_as_text();
    let found = meant(workspace, request).into_iter();
    found.filter_map(|it| preview(workspace, it, request)).collect()
}

/// The applications that the request means, rendered, by file and place. The workspace has its holes as text.
pub(crate) fn rendered_applications(
    workspace: &Workspace,
    request: &PreviewRequest,
) -> Vec<(DocumentId, ResolvedApp, Rendered)> {
    let found = meant(workspace, request).into_iter();
    found.filter_map(|it| render(workspace, it, request).map(|(app, rendered)| (it, app, rendered))).collect()
}

/// The applications that the request means, by file and place.
pub(crate) fn meant(workspace: &Workspace, request: &PreviewRequest) -> Vec<DocumentId> {
    let mut applications = applications(workspace, request);
    if let Some(name) = &request.app {
        applications.retain(|it| workspace.object(*it).and_then(|it| it.name()) == Some(name));
    }
    applications
}

/// The application of a document as a cluster of today would get it, and its totals.
pub(crate) fn rendered(workspace: &Workspace, document: DocumentId) -> Option<(Rendered, Totals)> {
    let config = ResolveConfig { engine: Engine::Specification, overrides: Vec::new() };
    let app = resolve(workspace, document, &config)?;
    let rendered = oam_render::render(&app, &RenderConfig { target: Target::Kubernetes, namespace: None });
    let totals = totals(&app, &rendered);
    Some((rendered, totals))
}

/// Whether something could not be rendered, so that more may be asked for.
pub(crate) fn is_incomplete(rendered: &Rendered) -> bool {
    rendered.notes.iter().any(|it| it.severity != NoteSeverity::Info)
}

/// What an application needs, in one line: `7 objects · 1.4 CPU · 2.5Gi`; `incomplete` where more may be asked for.
pub(crate) fn totals_text(rendered: &Rendered, totals: Totals) -> String {
    let rest = if is_incomplete(rendered) { " · incomplete" } else { "" };
    format!("{totals}{rest}")
}

fn applications(workspace: &Workspace, request: &PreviewRequest) -> Vec<DocumentId> {
    let Some(file) = request.file else {
        return workspace.with_role(Role::Application).map(|(it, _)| it).collect();
    };
    let Some(it) = workspace.file(file) else { return Vec::new() };
    let documents = (0..it.documents().len()).filter_map(|it| u32::try_from(it).ok());
    let documents = documents.map(|index| DocumentId { file, index });
    let own: Vec<_> = documents
        .clone()
        .filter(|it| workspace.object(*it).is_some_and(|it| it.application().is_some()))
        .collect();
    let at_cursor =
        request.offset.and_then(|at| workspace.document_at(file, at)).map(|(document, _)| document);
    if let Some(document) = at_cursor.filter(|it| own.contains(it)) {
        return vec![document];
    }
    if !own.is_empty() {
        return own;
    }
    // A file of components: the applications that use one of them.
    let mut users: Vec<DocumentId> = documents
        .filter_map(|it| workspace.object(it))
        .filter(|it| it.component().is_some())
        .filter_map(|it| it.name())
        .flat_map(|name| {
            let key = SymbolKey::global(Namespace::ComponentName, name);
            workspace.index().references(&key).map(|it| it.document).collect::<Vec<_>>()
        })
        .collect();
    users.sort_unstable();
    users.dedup();
    users
}

/// One application, resolved and rendered. The workspace has its holes as text.
pub(crate) fn render(
    workspace: &Workspace,
    document: DocumentId,
    request: &PreviewRequest,
) -> Option<(ResolvedApp, Rendered)> {
    let engine = match request.target {
        Target::Kubernetes => Engine::Specification,
        Target::Rudr => Engine::Rudr,
    };
    let app = resolve(workspace, document, &ResolveConfig { engine, overrides: request.overrides.clone() })?;
    let config = RenderConfig { target: request.target, namespace: request.namespace.clone() };
    let mut rendered = oam_render::render(&app, &config);
    preview_holes::explain(workspace, document, &mut rendered);
    preview_damage::explain(workspace, document, &app, &mut rendered);
    Some((app, rendered))
}

fn preview(workspace: &Workspace, document: DocumentId, request: &PreviewRequest) -> Option<Preview> {
    let (app, rendered) = render(workspace, document, request)?;
    let locate = |origin: &Origin| FileSpan::in_document(workspace, origin.document, origin.span);
    let printed = print_yaml(&rendered, &PrintConfig { origins: request.origins });
    let note = |it: &Note| PreviewNote {
        severity: severity_name(it.severity),
        message: it.message.clone(),
        at: it.origin.as_ref().map(locate),
    };
    Some(Preview {
        app: rendered.app.clone(),
        file: document.file,
        lines: printed.lines.iter().map(|it| it.as_ref().map(locate)).collect(),
        yaml: printed.text,
        notes: rendered.notes.iter().map(note).collect(),
        totals: totals_text(&rendered, totals(&app, &rendered)),
        incomplete: is_incomplete(&rendered),
        refused: rendered.refused,
        rendered,
    })
}

/// Why the engine would refuse an application; empty if it would not.
pub(crate) fn refusals(rendered: &Rendered) -> Vec<String> {
    let notes = rendered.notes.iter().filter(|it| rendered.refused && it.severity == NoteSeverity::Refused);
    notes.map(|it| it.message.clone()).collect()
}
