//! Lines over a document: how often it is used, what an application deploys in total, the way to its preview.
//!
//! Finding the places is cheap; counting and rendering wait until a lens is looked at ([`resolve_lens`]).

use oam_catalog::Namespace;
use oam_model::object::{Body, Object};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::Span;

use crate::at::{name_at, without_quotes};
use crate::context::DocumentContext;
use crate::definition::name_span;
use crate::position::{FilePosition, FileSpan};
use crate::preview::{rendered, totals_text};
use crate::references::mention_places;

/// A line over a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The name that it is about, in bytes of the file.
    pub span: Span,
    /// What it will say.
    pub kind: LensKind,
}

/// What a lens is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensKind {
    /// How many documents use what is defined here.
    Uses,
    /// What the application deploys.
    Totals,
    /// The way to the preview.
    Preview,
}

/// A lens with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedLens {
    /// The words.
    pub title: String,
    /// What a click does.
    pub action: LensAction,
}

/// What a click on a lens does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensAction {
    /// Shows these places.
    References(Vec<FileSpan>),
    /// Opens the preview of the application.
    Preview,
}

impl LensKind {
    /// Every kind with its name in messages.
    pub const ALL: [(LensKind, &'static str); 3] =
        [(LensKind::Uses, "uses"), (LensKind::Totals, "totals"), (LensKind::Preview, "preview")];

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

/// The lenses of a file, in order. What has no name yet has none.
pub fn code_lenses(workspace: &Workspace, file: FileId) -> Vec<Lens> {
    let Some(it) = workspace.file(file) else { return Vec::new() };
    let mut lenses = Vec::new();
    for (slot, model) in it.text().documents().iter().zip(it.documents()) {
        let Some(object) = model.object() else { continue };
        let kinds: &[LensKind] = match &object.body {
            Body::Application(_) => &[LensKind::Totals, LensKind::Preview],
            Body::Component(_) | Body::Trait(_) | Body::Workload(_) | Body::Scope(_) => &[LensKind::Uses],
            Body::Other => &[],
        };
        let Some(name) = name(object, &model.names().symbols) else { continue };
        let span = without_quotes(model.source().text(), name).shift(slot.start);
        lenses.extend(kinds.iter().map(|kind| Lens { span, kind: *kind }));
    }
    lenses
}

/// The words of the lens over the name at a place; `None` where nothing of its kind is there any more.
pub fn resolve_lens(workspace: &Workspace, position: FilePosition, kind: LensKind) -> Option<ResolvedLens> {
    let (ctx, at) = DocumentContext::at(workspace, position)?;
    let object = ctx.object?;
    match kind {
        LensKind::Uses => uses(workspace, name_at(&ctx, at)?.keys.first()?),
        LensKind::Totals => {
            object.application()?;
            let (rendered, totals) = rendered(workspace, ctx.document)?;
            Some(ResolvedLens { title: totals_text(&rendered, totals), action: LensAction::Preview })
        }
        LensKind::Preview => {
            object.application()?;
            Some(ResolvedLens { title: "preview".to_owned(), action: LensAction::Preview })
        }
    }
}

/// The name by which others know a document.
fn name(object: &Object, symbols: &[oam_model::symbol::Symbol]) -> Option<Span> {
    let global = symbols.iter().find(|it| it.key.owner.is_none() && !it.key.name.trim().is_empty());
    global.map(|it| it.span).or(object.header.name.as_ref().map(|it| it.span))
}

fn uses(workspace: &Workspace, key: &SymbolKey) -> Option<ResolvedLens> {
    let users = match key.namespace {
        Namespace::ComponentName | Namespace::TraitType | Namespace::ScopeType => {
            ["application", "applications"]
        }
        Namespace::WorkloadType => ["document", "documents"],
        _ => return None,
    };
    let places = mention_places(workspace, key);
    let mut documents: Vec<_> = places.iter().map(|it| it.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let [one, many] = users;
    let title = match documents.len() {
        0 => format!("used by no {one}"),
        1 => format!("used by 1 {one}"),
        n => format!("used by {n} {many}"),
    };
    let places = places.iter().map(|it| name_span(workspace, it)).collect();
    Some(ResolvedLens { title, action: LensAction::References(places) })
}
