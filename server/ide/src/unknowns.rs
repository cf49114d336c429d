//! What a workspace cannot tell: names and properties that a platform, a template engine or a schema could explain that is
//! not here.
//!
//! Rules are silent about these, because unknown is not wrong; here they are said, each with its reason. It reports nothing
//! while files are still being read, and nothing that a rule complains about.

use oam_catalog::{Namespace, Platform};
use oam_model::cancel;
use oam_model::object::{Application, Component, ComponentUse, TraitUse};
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;
use oam_model::workspace::{DocumentId, Workspace};

use crate::position::FileSpan;
use crate::rules::usage::is_template;
use crate::suggest::names;

/// Why something cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownReason {
    /// No platform is set (or one that nobody knows), and neither the specification nor every platform has it.
    Platform,
    /// A template engine writes it, or may write what it stands for.
    Template,
    /// Nothing says what it takes.
    Schema,
}

impl UnknownReason {
    /// All reasons, the ones with a simple remedy first.
    pub const ALL: [Self; 3] = [Self::Platform, Self::Template, Self::Schema];

    /// Its name in messages of the protocol.
    pub fn id(self) -> &'static str {
        match self {
            Self::Platform => "no-platform",
            Self::Template => "template",
            Self::Schema => "no-schema",
        }
    }

    /// The reason in words.
    pub fn message(self) -> &'static str {
        match self {
            Self::Platform => "no platform is set, and not every platform has these",
            Self::Template => "a template writes these names, or the names that they stand for",
            Self::Schema => "no schema says which properties these take",
        }
    }

    /// What can be done about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Platform => "set `platform` in `.oam-ls.yaml`, or in the settings of the editor",
            Self::Template => "run the template, and check what it writes",
            Self::Schema => "add a definition with a schema of the properties to the workspace",
        }
    }
}

/// Something that cannot be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Why.
    pub reason: UnknownReason,
    /// What it is: `trait`, `component`, …
    pub kind: &'static str,
    /// Its name as written.
    pub name: String,
    /// What is not known about it.
    pub message: String,
    /// Where it is written.
    pub at: FileSpan,
}

/// What cannot be known about the documents of a workspace, by file and place.
pub fn unknowns(workspace: &Workspace) -> Vec<Unknown> {
    if workspace.settings().is_indexing {
        return Vec::new();
    }
    // Names with holes are no names; as text they can be read.
    let written = workspace.with_holes_as_text();
    let mut found = Vec::new();
    for file in written.files() {
        for (index, model) in file.documents().iter().enumerate() {
            cancel::check();
            let (Some(object), Ok(index)) = (model.object(), u32::try_from(index)) else { continue };
            let document = DocumentId { file: file.id(), index };
            let mut finder = Finder { workspace, document, found: &mut found };
            if let Some(it) = object.application() {
                finder.application(it);
            }
            if let Some(it) = object.component() {
                finder.component(it);
            }
        }
    }
    found
}

struct Finder<'a> {
    workspace: &'a Workspace,
    document: DocumentId,
    found: &'a mut Vec<Unknown>,
}

impl Finder<'_> {
    fn application(&mut self, application: &Application) {
        for kind in application.scopes.iter().filter_map(|it| it.kind.as_ref()) {
            let is_known = self.is_defined(Namespace::ScopeType, &kind.value);
            self.name("scope type", kind, Namespace::ScopeType, is_known, |it, name| {
                it.scope_named(name).is_some()
            });
        }
        for usage in &application.components {
            self.usage(usage);
        }
    }

    fn usage(&mut self, usage: &ComponentUse) {
        // Neither components nor scopes come from a platform.
        for (kind, name, space) in
            (usage.component.iter().map(|it| ("component", it, Namespace::ComponentName)))
                .chain(usage.scopes.iter().map(|it| ("scope", it, Namespace::ScopeName)))
        {
            let is_known = self.is_defined(space, &name.value);
            self.name(kind, name, space, is_known, |_, _| true);
        }
        for it in &usage.traits {
            self.binding(it);
        }
    }

    fn binding(&mut self, binding: &TraitUse) {
        let Some(name) = &binding.name else { return };
        let is_known = self.is_defined(Namespace::TraitType, &name.value);
        self.name("trait", name, Namespace::TraitType, is_known, |it, name| it.trait_named(name).is_some());
        let entries = self.workspace.traits_named(&name.value);
        let is_open = !entries.is_empty() && entries.iter().all(|it| it.open || it.properties.is_any());
        if is_open && !binding.properties.entries.is_empty() {
            let message = format!("nothing says which properties trait `{}` takes", name.value);
            self.push(UnknownReason::Schema, "trait", name, message);
        }
    }

    fn component(&mut self, component: &Component) {
        let Some(name) = &component.workload_type else { return };
        let is_known = self.workspace.workload(&name.value).is_some_and(|it| it.platform == "workspace");
        self.name("workload type", name, Namespace::WorkloadType, is_known, |it, name| {
            it.workload_named(name).is_some()
        });
    }

    fn is_defined(&self, space: Namespace, name: &str) -> bool {
        self.workspace.index().definitions(&SymbolKey::global(space, name)).next().is_some()
    }

    /// A name that the workspace may define itself, or else a platform.
    fn name(
        &mut self,
        kind: &'static str,
        name: &Text,
        space: Namespace,
        is_defined: bool,
        has: impl Fn(&Platform, &str) -> bool,
    ) {
        let written = &name.value;
        if is_template(written) {
            let message = format!("a template writes the name of this {kind}");
            return self.push(UnknownReason::Template, kind, name, message);
        }
        if is_defined {
            return;
        }
        if self.workspace.index().may_define(space, written) {
            let message = format!("no {kind} `{written}` is here, but a template writes names of such");
            return self.push(UnknownReason::Template, kind, name, message);
        }
        let catalog = self.workspace.catalog();
        let platform = self.workspace.platform();
        let selected = catalog.selected(platform);
        if let (Some(platform), true) = (platform, selected.is_empty()) {
            let message = format!("nobody knows platform `{platform}`, and so what it has");
            return self.push(UnknownReason::Platform, kind, name, message);
        }
        // What all others build on is the specification; what that has may be expected anywhere.
        let is_base = |it: &Platform| selected.iter().any(|other| other.extends.as_ref() == Some(&it.name));
        let (having, lacking): (Vec<&Platform>, Vec<&Platform>) =
            selected.iter().copied().partition(|it| has(it, written));
        if !having.is_empty() && !lacking.is_empty() && !having.iter().any(|it| is_base(it)) {
            let having = having.iter().map(|it| it.name.as_str());
            let message = format!("only some platforms have {kind} `{written}`: {}", names(having));
            self.push(UnknownReason::Platform, kind, name, message);
        }
    }

    fn push(&mut self, reason: UnknownReason, kind: &'static str, name: &Text, message: String) {
        let at = FileSpan::in_document(self.workspace, self.document, name.span);
        self.found.push(Unknown { reason, kind, name: name.value.clone(), message, at });
    }
}
