//! Whole documents, where there is none yet: in an empty file, and behind `---`.
//!
//! What they look like is in the schemas (`x-oam-snippet`). Here they get a name, the components that there are, the
//! containers and settings that their workload type wants. Kinds that only controllers write are left out.

use oam_catalog::{Catalog, KindSchema, Namespace, Role, WorkloadEntry};
use oam_model::symbol::SymbolKey;
use oam_syntax::edit::scalar_text;
use oam_syntax::{NodeKind, Place};

use super::CompletionKind;
use super::insert::Insert;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::{fresh, instances, settings};
use crate::cards::{kind_card, scope_type_card, workload_card};
use crate::kubernetes_names::is_label;

/// How many components a new application gets.
const MAX_COMPONENTS: usize = 10;

/// A skeleton of each kind; of a component one for each workload type, of an application one for each scope type too.
pub(super) fn complete(request: &Request<'_>, list: &mut List<'_, '_>) {
    let Place::Key { mapping: None, path } = &request.cursor.place else { return };
    if !path.is_root() || !is_empty(request) || request.cursor.indent != 0 {
        return;
    }
    let workspace = request.ctx.workspace;
    for kind in written_by_users(workspace.catalog()) {
        let Some(snippet) = kind.schema().snippet() else { continue };
        let mut document = fresh::from_json(snippet);
        set(&mut document, &["metadata", "name"], Insert::hole(name(request, kind.role)));
        let mut push = |extra: &str, rank: Rank, card: &dyn Fn() -> String, document: Insert| {
            let label = format!("{} {extra}", kind.kind).trim_end().to_owned();
            list.push(Candidate {
                documentation: request.documented(&label, card),
                label,
                kind: CompletionKind::Document,
                detail: Some(format!("{}/{}", kind.group, kind.version)),
                rank,
                form: Form::Content(document, 0),
            });
        };
        match kind.role {
            Role::Component => {
                let mut types = workspace.all_workloads();
                types.sort_by_key(|it| (!it.is_core, order(it)));
                for it in types {
                    let rank = if it.is_core { Rank::First } else { Rank::Usual };
                    push(short(&it.name), rank, &|| workload_card(&it), component(document.clone(), &it));
                }
            }
            Role::Application => {
                let mut application = document.clone();
                if let Some(it) = instances::of_new_components(request, MAX_COMPONENTS) {
                    set(&mut application, &["spec", "components"], it);
                }
                push("", Rank::First, &|| kind_card(kind), application);
                for it in workspace.all_scope_types() {
                    let mut with_scope = document.clone();
                    let scope = Insert::Seq(vec![settings::scope(request, &it)]);
                    set(&mut with_scope, &["spec"], Insert::map([("scopes", scope)]));
                    push(short(&it.name), Rank::Usual, &|| scope_type_card(&it), with_scope);
                }
            }
            _ => push("", Rank::First, &|| kind_card(kind), document),
        }
    }
}

/// Servers first, then workers, then tasks; those that may have several copies before those that may not.
fn order(entry: &WorkloadEntry) -> (bool, bool, bool, String) {
    (!entry.has_endpoint, !entry.is_daemon, !entry.is_replicable, entry.name.clone())
}

/// A component of a workload type: only what others reach has ports, only core types have containers.
fn component(mut document: Insert, entry: &WorkloadEntry) -> Insert {
    set(&mut document, &["spec", "workloadType"], Insert::string(&entry.name));
    let needed = settings::workload_settings(&entry.settings);
    let Insert::Map(top) = &mut document else { return document };
    for (_, spec) in top.iter_mut().filter(|(key, _)| key == "spec") {
        let Insert::Map(spec) = spec else { continue };
        match needed.clone() {
            Some(it) if !entry.is_core => {
                spec.retain(|(key, _)| key != "containers");
                spec.push(it);
            }
            _ if !entry.has_endpoint => {
                for (_, containers) in spec.iter_mut().filter(|(key, _)| key == "containers") {
                    let Insert::Seq(items) = containers else { continue };
                    for item in items {
                        let Insert::Map(entries) = item else { continue };
                        entries.retain(|(key, _)| key != "ports");
                    }
                }
            }
            _ => {}
        }
    }
    document
}

/// A name for the document: that of the file, if it is one and no other document of the kind has it.
fn name(request: &Request<'_>, role: Role) -> String {
    let file = request.ctx.workspace.file(request.ctx.document.file);
    let path = file.map(|it| it.path().to_owned()).unwrap_or_default();
    let stem = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let namespace = match role {
        Role::Application => Namespace::ApplicationName,
        Role::Component => Namespace::ComponentName,
        _ => Namespace::TraitType,
    };
    let is_taken = |it: &str| {
        request.ctx.workspace.index().definitions(&SymbolKey::global(namespace, it)).next().is_some()
    };
    if is_label(stem) && !is_taken(stem) { scalar_text(stem) } else { "name".to_owned() }
}

/// `core.oam.dev/v1alpha1.Server` → `Server`.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Puts a value in the place of the one at a path of keys; mappings that are not there are made.
fn set(document: &mut Insert, path: &[&str], value: Insert) {
    let Some((key, rest)) = path.split_first() else {
        *document = value;
        return;
    };
    if !matches!(document, Insert::Map(_)) {
        *document = Insert::Map(Vec::new());
    }
    let Insert::Map(entries) = document else { return };
    if !entries.iter().any(|(it, _)| it == key) {
        entries.push(((*key).to_owned(), Insert::nothing()));
    }
    if let Some((_, it)) = entries.iter_mut().find(|(it, _)| it == key) {
        set(it, rest, value);
    }
}

/// The kinds that people write.
pub(super) fn written_by_users(catalog: &Catalog) -> impl Iterator<Item = &KindSchema> {
    catalog.kinds().filter(|it| match it.role {
        Role::Application
        | Role::Component
        | Role::TraitDefinition
        | Role::WorkloadDefinition
        | Role::ScopeDefinition => true,
        Role::ComponentInstance | Role::HealthScope => false,
    })
}

/// Whether the document holds nothing but the word that is being typed.
pub(super) fn is_empty(request: &Request<'_>) -> bool {
    request
        .ctx
        .source
        .root()
        .is_none_or(|root| root.kind() == NodeKind::Scalar && root.span() == request.cursor.replace)
}
