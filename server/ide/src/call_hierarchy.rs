//! Who uses what, as a tree: an application uses components, traits, scopes and its variables; a component its parameters
//! and its workload type.
//!
//! An item is a definition; what a platform brings along is none. Asked again about an item, a caller gives its place.

use std::collections::{BTreeMap, HashMap};

use oam_catalog::Namespace;
use oam_model::index::Place;
use oam_model::object::{Body, Object};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::{DocumentId, Workspace};
use oam_syntax::Span;

use crate::at::{name_at, without_quotes};
use crate::context::DocumentContext;
use crate::definition::{definitions, name_span};
use crate::position::{FilePosition, FileSpan};
use crate::references::mention_places;
use crate::symbols::{SymbolKind, kind_of};

/// Something that is used or uses others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyItem {
    /// Its name, never empty.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// What it belongs to.
    pub container: Option<String>,
    /// Its name's place.
    pub at: FileSpan,
    /// All of it, in the same file.
    pub full: Span,
}

/// A use, seen from one of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The other end.
    pub item: HierarchyItem,
    /// Where the user mentions what it uses; never empty. All of them are in the file of the user.
    pub mentions: Vec<Span>,
}

/// The definitions that the name at a place stands for; an instance stands for its component.
pub fn prepare_call_hierarchy(workspace: &Workspace, position: FilePosition) -> Vec<HierarchyItem> {
    let keys = keys_at(workspace, position);
    let mut items: Vec<HierarchyItem> = Vec::new();
    for key in &keys {
        for place in definitions(workspace, key) {
            let item = defined(workspace, key, place);
            if !items.iter().any(|it| it.at == item.at) {
                items.push(item);
            }
        }
    }
    items
}

/// Who uses the item at a place: applications and components, by file and place.
pub fn incoming_calls(workspace: &Workspace, position: FilePosition) -> Vec<Call> {
    let mut calls: BTreeMap<DocumentId, Call> = BTreeMap::new();
    for key in keys_at(workspace, position) {
        for place in mention_places(workspace, &key) {
            let mention = name_span(workspace, &place).span;
            match calls.get_mut(&place.document) {
                Some(call) => call.mentions.push(mention),
                None => {
                    let Some(item) = user(workspace, place.document) else { continue };
                    calls.insert(place.document, Call { item, mentions: vec![mention] });
                }
            }
        }
    }
    calls.into_values().map(tidy).collect()
}

/// What the item at a place uses, in the order in which it does. Only applications and components use others.
pub fn outgoing_calls(workspace: &Workspace, position: FilePosition) -> Vec<Call> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let is_user = |it: &Object| matches!(it.body, Body::Application(_) | Body::Component(_));
    let Some(object) = ctx.object.filter(|it| is_user(it)) else { return Vec::new() };
    // Only the document's own name stands for the document; a parameter in it uses nothing.
    if !object.header.name.as_ref().is_none_or(|it| it.span.contains(at)) {
        return Vec::new();
    }
    let Some(model) = workspace.document(ctx.document) else { return Vec::new() };
    let mut calls: Vec<Call> = Vec::new();
    let mut by_place: HashMap<FileSpan, usize> = HashMap::new();
    for reference in &model.names().references {
        let is_given = object.application().is_some() && reference.key.namespace == Namespace::ParameterName;
        if is_given || reference.key.namespace == Namespace::InstanceName {
            continue;
        }
        let mention = ctx.in_file(without_quotes(ctx.source.text(), reference.span));
        for place in definitions(workspace, &reference.key) {
            let item = defined(workspace, &reference.key, place);
            let known = by_place.get(&item.at).and_then(|it| calls.get_mut(*it));
            match known {
                Some(call) => call.mentions.push(mention),
                None => {
                    by_place.insert(item.at, calls.len());
                    calls.push(Call { item, mentions: vec![mention] });
                }
            }
        }
    }
    calls.into_iter().map(tidy).collect()
}

fn tidy(mut call: Call) -> Call {
    call.mentions.sort_unstable();
    call.mentions.dedup();
    call
}

/// The names that stand at a place.
fn keys_at(workspace: &Workspace, position: FilePosition) -> Vec<SymbolKey> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let Some(found) = name_at(&ctx, at) else { return Vec::new() };
    let component = |key: SymbolKey| {
        if key.namespace != Namespace::InstanceName {
            return Some(key);
        }
        let mut uses = ctx.object?.application()?.components.iter();
        let is_it = |it: &Span| it.contains_span(found.span);
        let usage = uses.find(|it| it.instance.as_ref().is_some_and(|it| is_it(&it.span)))?;
        Some(SymbolKey::global(Namespace::ComponentName, &usage.component.as_ref()?.value))
    };
    let mut keys: Vec<SymbolKey> = found.keys.clone().into_iter().filter_map(component).collect();
    keys.dedup();
    keys
}

fn defined(workspace: &Workspace, key: &SymbolKey, place: &Place) -> HierarchyItem {
    HierarchyItem {
        name: shown(&key.name, kind_of(key.namespace)),
        kind: kind_of(key.namespace),
        container: key.owner.clone().filter(|it| !it.is_empty()),
        at: name_span(workspace, place),
        full: workspace.in_file(place.document, place.full.cover(place.span)),
    }
}

/// The object of a document, as one that uses others.
fn user(workspace: &Workspace, document: DocumentId) -> Option<HierarchyItem> {
    let object = workspace.object(document)?;
    let kind = match &object.body {
        Body::Application(_) => SymbolKind::Application,
        Body::Component(_) => SymbolKind::Component,
        Body::Trait(_) => SymbolKind::TraitDefinition,
        Body::Workload(_) => SymbolKind::WorkloadDefinition,
        Body::Scope(_) => SymbolKind::ScopeDefinition,
        Body::Other => SymbolKind::Object,
    };
    let header = &object.header;
    let text = workspace.document(document)?.source().text();
    let start = Span::empty(header.span.start);
    let name = header.name.as_ref().map_or(start, |it| without_quotes(text, it.span));
    Some(HierarchyItem {
        name: shown(object.name().unwrap_or_default(), kind),
        kind,
        container: None,
        at: FileSpan::in_document(workspace, document, name),
        full: workspace.in_file(document, header.span.cover(name)),
    })
}

/// A name, or what the thing is where it has none yet.
fn shown(name: &str, kind: SymbolKind) -> String {
    if name.trim().is_empty() { kind.name().to_owned() } else { name.to_owned() }
}
