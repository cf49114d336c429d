//! What a name stands for in a workspace: the user's own definitions first, then what the platform offers.
//!
//! Without a configured platform every platform's entry is possible, so several may answer; a rule may only complain when
//! all of them agree.

use std::sync::Arc;

use oam_catalog::{Namespace, Role, ScopeEntry, TraitEntry, WorkloadEntry};

use crate::object::{Body, Component, Object};
use crate::symbol::SymbolKey;
use crate::workspace::{DocumentId, Workspace};

impl Workspace {
    /// The object of a document.
    pub fn object(&self, document: DocumentId) -> Option<&Object> {
        self.document(document)?.object()
    }

    /// The component of a name: the first one where several documents define it.
    pub fn component(&self, name: &str) -> Option<(DocumentId, &Object, &Component)> {
        let key = SymbolKey::global(Namespace::ComponentName, name);
        let place = self.index().definitions(&key).next()?;
        let object = self.object(place.document)?;
        Some((place.document, object, object.component()?))
    }

    /// All traits that a name may stand for, the most specific first.
    pub fn traits_named(&self, name: &str) -> Vec<Arc<TraitEntry>> {
        let own: Vec<_> = self.defined(Namespace::TraitType, name, |body| match body {
            Body::Trait(it) => Some(Arc::clone(it)),
            _ => None,
        });
        if !own.is_empty() {
            return own;
        }
        self.catalog().traits_named(self.platform(), name).to_vec()
    }

    /// Every trait that can be attached here, by name.
    pub fn all_traits(&self) -> Vec<Arc<TraitEntry>> {
        let mut found: Vec<Arc<TraitEntry>> = Vec::new();
        for key in self.index().names(Namespace::TraitType) {
            found.extend(self.traits_named(&key.name).into_iter().take(1));
        }
        for entry in self.catalog().traits(self.platform()) {
            if !found.iter().any(|it| it.name == entry.name) {
                found.push(Arc::clone(entry));
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// The workload type of a name.
    pub fn workload(&self, gvk: &str) -> Option<Arc<WorkloadEntry>> {
        let read = |body: &Body| match body {
            Body::Workload(it) => Some(Arc::clone(it)),
            _ => None,
        };
        let mut own = self.defined(Namespace::WorkloadType, gvk, read);
        if own.is_empty()
            && let Some((group, kind)) =
                gvk.split_once('/').and_then(|(group, rest)| Some((group, rest.split_once('.')?.1)))
        {
            // Older definitions say no version: they are known by group and kind.
            own = self.defined(Namespace::WorkloadType, &format!("{group}/*.{kind}"), read);
        }
        own.into_iter().next().or_else(|| self.catalog().workload(self.platform(), gvk).cloned())
    }

    /// Every workload type that can be written here, by name.
    pub fn all_workloads(&self) -> Vec<Arc<WorkloadEntry>> {
        let mut found: Vec<Arc<WorkloadEntry>> =
            self.catalog().workloads(self.platform()).into_iter().cloned().collect();
        for key in self.index().names(Namespace::WorkloadType) {
            let is_new = !key.name.contains('*') && !found.iter().any(|it| it.name == key.name);
            found.extend(self.workload(&key.name).filter(|_| is_new));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// The scope type of a name.
    pub fn scope_type(&self, name: &str) -> Option<Arc<ScopeEntry>> {
        let own = self.defined(Namespace::ScopeType, name, |body| match body {
            Body::Scope(it) => Some(Arc::clone(it)),
            _ => None,
        });
        own.into_iter().next().or_else(|| self.catalog().scope(self.platform(), name).cloned())
    }

    /// Every scope type that can be written here, by name.
    pub fn all_scope_types(&self) -> Vec<Arc<ScopeEntry>> {
        let mut found: Vec<Arc<ScopeEntry>> =
            self.catalog().scopes(self.platform()).into_iter().cloned().collect();
        for key in self.index().names(Namespace::ScopeType) {
            let is_new = !found.iter().any(|it| it.is_named(&key.name));
            found.extend(self.scope_type(&key.name).filter(|_| is_new));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// All documents that are applications or components, by file and place.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = (DocumentId, &Object)> {
        self.files()
            .flat_map(|file| file.documents().iter().enumerate().map(move |it| (file.id(), it)))
            .filter_map(move |(file, (index, model))| {
                let model = Some(model).filter(|it| it.names().role == Some(role))?;
                Some((DocumentId { file, index: u32::try_from(index).ok()? }, model.object()?))
            })
    }

    fn defined<T>(&self, space: Namespace, name: &str, read: impl Fn(&Body) -> Option<T>) -> Vec<T> {
        let key = SymbolKey::global(space, name);
        let documents = self.index().definitions(&key).map(|it| it.document);
        documents.filter_map(|it| read(&self.object(it)?.body)).collect()
    }
}
