//! Which names change together, and whether the new one is free.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::Workspace;

use super::{RenameRefused, refused};
use crate::definition::definitions;

/// The thing that is renamed.
pub(super) struct Subject {
    /// All names that stand in its definitions: an application with scopes is known by two.
    pub(super) keys: Vec<SymbolKey>,
}

impl Subject {
    /// The name as users see it. Of `example.com/v1.Job` that is `Job`.
    pub(super) fn word(&self) -> &str {
        let Some(key) = self.keys.first() else { return "" };
        if self.is_kind() {
            return key.name.rsplit_once('.').map_or(key.name.as_str(), |(_, kind)| kind);
        }
        &key.name
    }

    /// Whether only the last part of the full name is written at the definition.
    pub(super) fn is_kind(&self) -> bool {
        self.keys.first().is_some_and(|it| it.namespace == Namespace::WorkloadType)
    }

    /// The full name after the change, for one of the keys.
    fn renamed(&self, key: &SymbolKey, new: &str) -> SymbolKey {
        let name = match key.name.rsplit_once('.') {
            Some((group, _)) if self.is_kind() => format!("{group}.{new}"),
            _ => new.to_owned(),
        };
        SymbolKey { name, ..key.clone() }
    }
}

/// What is renamed when the names at a place are.
pub(super) fn subject(workspace: &Workspace, keys: &[SymbolKey]) -> Result<Subject, RenameRefused> {
    if workspace.settings().is_indexing {
        return refused("the workspace is still being read; try again in a moment");
    }
    let mut all: Vec<SymbolKey> = keys.to_vec();
    let mut next = 0;
    while let Some(key) = all.get(next).cloned() {
        next += 1;
        for place in definitions(workspace, &key) {
            let Some(document) = workspace.document(place.document) else { continue };
            let beside = document.names().symbols.iter().filter(|it| it.span == place.span);
            let more: Vec<_> = beside.map(|it| it.key.clone()).filter(|it| !all.contains(it)).collect();
            all.extend(more);
        }
    }
    all.retain(|it| !definitions(workspace, it).is_empty());
    match keys.first() {
        Some(key) if all.is_empty() => refused(not_ours(workspace, key)),
        None => refused("there is no name here that can be changed"),
        Some(_) => Ok(Subject { keys: all }),
    }
}

/// Why a name without a definition in the workspace stays as it is.
fn not_ours(workspace: &Workspace, key: &SymbolKey) -> String {
    let name = &key.name;
    let platform = match key.namespace {
        Namespace::TraitType => workspace.traits_named(name).first().map(|it| it.platform.clone()),
        Namespace::WorkloadType => workspace.workload(name).map(|it| it.platform.clone()),
        Namespace::ScopeType => workspace.scope_type(name).map(|it| it.platform.clone()),
        _ => None,
    };
    let noun = noun(key.namespace);
    match platform {
        Some(platform) => {
            format!("the {noun} `{name}` belongs to the platform `{platform}`, not to this workspace")
        }
        None => format!("the {noun} `{name}` is not defined in this workspace"),
    }
}

/// Refuses a name that something else of the same kind has.
pub(super) fn is_free(workspace: &Workspace, subject: &Subject, new: &str) -> Result<(), RenameRefused> {
    for key in &subject.keys {
        let renamed = subject.renamed(key, new);
        let noun = noun(key.namespace);
        if workspace.index().definitions(&renamed).next().is_some() {
            let holder = match (key.namespace, &key.owner) {
                (Namespace::ParameterName, Some(owner)) => format!("the component `{owner}`"),
                (_, Some(owner)) => format!("the application `{owner}`"),
                (_, None) => "this workspace".to_owned(),
            };
            return refused(format!("{holder} already has {} `{new}`", with_article(noun)));
        }
        let platform = match key.namespace {
            Namespace::TraitType => workspace.traits_named(new).first().map(|it| it.platform.clone()),
            Namespace::WorkloadType => workspace.workload(&renamed.name).map(|it| it.platform.clone()),
            Namespace::ScopeType => workspace.scope_type(new).map(|it| it.platform.clone()),
            _ => None,
        };
        if let Some(platform) = platform {
            return refused(format!("the platform `{platform}` already has {} `{new}`", with_article(noun)));
        }
    }
    Ok(())
}

/// `an instance`, `a trait`.
pub(super) fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// What a namespace holds, in words.
pub(super) fn noun(namespace: Namespace) -> &'static str {
    match namespace {
        Namespace::ComponentName => "component",
        Namespace::ApplicationName => "application",
        Namespace::InstanceName => "instance",
        Namespace::ParameterName => "parameter",
        Namespace::VariableName => "variable",
        Namespace::ScopeName => "scope",
        Namespace::TraitType => "trait",
        Namespace::WorkloadType => "workload type",
        Namespace::ScopeType => "scope type",
    }
}
