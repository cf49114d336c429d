//! A document with what surrounds it, and what the schemas say about each of its places.
//!
//! Features ask here for facts by path; none of them walks a schema on its own. Nothing about names across files: that is
//! in `at`.
//!
//! The trap: below a key such as `properties` another schema takes over, the one of the trait that a sibling names. Facts
//! about the key itself come from the kind ([`DocumentContext::facts`]), those about its content from the trait
//! ([`DocumentContext::content`]).

use std::sync::Arc;

use oam_catalog::{KindSchema, Namespace, SchemaView, ScopeEntry, Step, TraitEntry, WorkloadEntry, walk};
use oam_model::object::{Component, ComponentUse, Object, TraitUse};
use oam_model::workspace::{DocumentId, Workspace};
use oam_syntax::{Node, Offset, PathSegment, SourceDocument, Span, YamlPath};

use crate::position::FilePosition;

/// A document that a feature is asked about.
#[derive(Clone, Copy)]
pub(crate) struct DocumentContext<'w> {
    pub(crate) workspace: &'w Workspace,
    pub(crate) document: DocumentId,
    pub(crate) source: &'w SourceDocument,
    pub(crate) object: Option<&'w Object>,
    /// Today's kind of the document, whatever it is called there.
    pub(crate) kind: Option<&'static KindSchema>,
}

/// What the schemas say about one place.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    holder: Holder,
    below: Vec<PathSegment>,
}

/// Whose schema it is.
#[derive(Clone, Debug)]
pub(crate) enum Holder {
    /// The kind of the document.
    Kind(&'static KindSchema),
    /// A trait, below `properties`.
    Trait(Arc<TraitEntry>),
    /// A workload type, below `workloadSettings`.
    Workload(Arc<WorkloadEntry>),
    /// A scope type, below `properties`.
    Scope(Arc<ScopeEntry>),
}

impl Facts {
    /// What a schema says about the whole that it describes.
    pub(crate) fn root(holder: Holder) -> Self {
        Self { holder, below: Vec::new() }
    }

    /// What the same schema says one step further down.
    pub(crate) fn below(&self, segment: PathSegment) -> Self {
        let below = self.below.iter().cloned().chain([segment]).collect();
        Self { holder: self.holder.clone(), below }
    }

    /// Whose schema it is.
    pub(crate) fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The facts themselves.
    pub(crate) fn view(&self) -> Option<SchemaView<'_>> {
        let root = match &self.holder {
            Holder::Kind(it) => it.schema(),
            Holder::Trait(it) => it.properties.view(),
            Holder::Workload(it) => it.settings.view(),
            Holder::Scope(it) => it.properties.view(),
        };
        let steps: Vec<Step<'_>> = self
            .below
            .iter()
            .map(|it| match it {
                PathSegment::Key(key) => Step::Key(key),
                PathSegment::Index(_) => Step::Index,
            })
            .collect();
        walk(root, &steps)
    }
}

impl<'w> DocumentContext<'w> {
    /// The document around a place of a file, and that place within it.
    pub(crate) fn at(workspace: &'w Workspace, position: FilePosition) -> Option<(Self, Offset)> {
        let (document, offset) = workspace.document_at(position.file, position.offset)?;
        Some((Self::new(workspace, document)?, offset))
    }

    pub(crate) fn new(workspace: &'w Workspace, document: DocumentId) -> Option<Self> {
        let model = workspace.document(document)?;
        let source = model.source();
        Some(Self { workspace, document, source, object: model.object(), kind: kind(workspace, source) })
    }

    /// The same place counted from the start of the file.
    pub(crate) fn in_file(&self, span: Span) -> Span {
        self.workspace.in_file(self.document, span)
    }

    /// What the schemas say about the value at a path.
    pub(crate) fn facts(&self, path: &[PathSegment]) -> Option<Facts> {
        let mut facts = Facts { holder: Holder::Kind(self.kind?), below: Vec::new() };
        for (depth, segment) in path.iter().enumerate() {
            if let Some(holder) = self.described_by(&facts, path.get(..depth)?, Some(segment)) {
                facts = Facts { holder, below: Vec::new() };
            }
            facts.below.push(segment.clone());
        }
        facts.view().is_some().then_some(facts)
    }

    /// What the schemas say about the keys and items of the value at a path.
    pub(crate) fn content(&self, path: &[PathSegment]) -> Option<Facts> {
        let facts = self.facts(path)?;
        match self.described_by(&facts, path, None) {
            Some(holder) => Some(Facts { holder, below: Vec::new() }),
            None => Some(facts),
        }
    }

    /// Whose schema takes over below a place, if one does.
    fn described_by(
        &self,
        facts: &Facts,
        path: &[PathSegment],
        next: Option<&PathSegment>,
    ) -> Option<Holder> {
        let view = facts.view()?;
        let sibling = view.properties_of()?;
        if matches!(next, Some(PathSegment::Index(_))) && view.items().is_some() {
            return None;
        }
        let (_, parent) = path.split_last()?;
        let namespace = self.facts(parent)?.view()?.property(sibling)?.refers()?;
        let name = self.find(parent)?.get(sibling)?.value.text();
        self.holder(namespace, &name)
    }

    fn holder(&self, namespace: Namespace, name: &str) -> Option<Holder> {
        match namespace {
            Namespace::TraitType => self.workspace.traits_named(name).into_iter().next().map(Holder::Trait),
            Namespace::WorkloadType => self.workspace.workload(name).map(Holder::Workload),
            Namespace::ScopeType => self.workspace.scope_type(name).map(Holder::Scope),
            Namespace::ComponentName
            | Namespace::InstanceName
            | Namespace::ParameterName
            | Namespace::VariableName
            | Namespace::ScopeName
            | Namespace::ApplicationName => None,
        }
    }

    /// The node at a path.
    pub(crate) fn find(&self, path: &[PathSegment]) -> Option<Node<'w>> {
        self.source.find(&path.iter().cloned().collect::<YamlPath>())
    }

    /// The instance whose item a path leads through.
    pub(crate) fn usage(&self, path: &[PathSegment]) -> Option<&'w ComponentUse> {
        let components = &self.object?.application()?.components;
        let nodes = self.nodes_along(path);
        components.iter().find(|it| nodes.iter().any(|node| node.id() == it.node))
    }

    /// The trait binding whose item a path leads through.
    pub(crate) fn trait_use(&self, path: &[PathSegment]) -> Option<&'w TraitUse> {
        let nodes = self.nodes_along(path);
        self.usage(path)?.traits.iter().find(|it| nodes.iter().any(|node| node.id() == it.node))
    }

    /// The component that an instance is of.
    pub(crate) fn component_of(
        &self,
        usage: &ComponentUse,
    ) -> Option<(DocumentId, &'w Object, &'w Component)> {
        self.workspace.component(&usage.component.as_ref()?.value)
    }

    /// The component that a path is about: the one of the document itself, or of the instance the path leads through.
    pub(crate) fn component(&self, path: &[PathSegment]) -> Option<&'w Component> {
        let own = self.object.and_then(Object::component);
        own.or_else(|| self.component_of(self.usage(path)?).map(|(_, _, it)| it))
    }

    fn nodes_along(&self, path: &[PathSegment]) -> Vec<Node<'w>> {
        (0..=path.len()).filter_map(|depth| self.find(path.get(..depth)?)).collect()
    }
}

/// The kind that a document says it is of.
fn kind(workspace: &Workspace, source: &SourceDocument) -> Option<&'static KindSchema> {
    let root = source.root()?;
    kind_named(workspace, &root.get("apiVersion")?.value.text(), &root.get("kind")?.value.text())
}

/// The kind with this name, or today's for one of former times.
pub(crate) fn kind_named(
    workspace: &Workspace,
    api_version: &str,
    kind: &str,
) -> Option<&'static KindSchema> {
    let (group, version) = api_version.split_once('/')?;
    let catalog = workspace.catalog();
    let legacy = || catalog.legacy_kind(group, kind).filter(|_| version == "v1alpha1");
    catalog.kind(group, version, kind).or_else(legacy)
}
