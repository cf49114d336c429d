//! What an object defines and mentions, for the index.

use oam_catalog::{AppliesTo, Namespace};
use oam_syntax::{NodeId, Offset, SourceDocument, Span};

use crate::object::{Application, Body, Component, Object, Properties};
use crate::symbol::{Reference, Symbol, SymbolKey};
use crate::value::{Data, Text, Value};
use crate::variable::variable_calls;

/// Collects names in document order.
struct Names<'d> {
    source: &'d SourceDocument,
    symbols: Vec<Symbol>,
    references: Vec<Reference>,
}

pub(super) fn names(source: &SourceDocument, object: &Object) -> (Vec<Symbol>, Vec<Reference>) {
    let mut names = Names { source, symbols: Vec::new(), references: Vec::new() };
    let header = &object.header;
    let owner = object.name().unwrap_or_default();
    let whole = header.span;
    match &object.body {
        Body::Component(it) => {
            names.define_text(SymbolKey::global, Namespace::ComponentName, header.name.as_ref(), whole);
            names.component(it, owner);
        }
        Body::Application(it) => {
            names.define_text(SymbolKey::global, Namespace::ApplicationName, header.name.as_ref(), whole);
            if it.has_scopes {
                // Engines look a scope up by the name of the application that makes it.
                names.define_text(SymbolKey::global, Namespace::ScopeName, header.name.as_ref(), whole);
            }
            names.application(it, owner);
        }
        Body::Trait(entry) => {
            names.define_text(SymbolKey::global, Namespace::TraitType, header.name.as_ref(), whole);
            if let AppliesTo::Only(types) = &entry.applies_to {
                names.applies_to(types);
            }
        }
        Body::Workload(entry) => {
            names.define_kind(Namespace::WorkloadType, &entry.name, &["spec", "names", "kind"], object);
        }
        Body::Scope(entry) => names.define_kind(Namespace::ScopeType, &entry.name, &["spec", "type"], object),
        Body::Other => {}
    }
    (names.symbols, names.references)
}

impl Names<'_> {
    fn define(&mut self, key: SymbolKey, span: Span, node: NodeId, full: Span) {
        self.symbols.push(Symbol { key, span, full, node });
    }

    fn define_text(
        &mut self,
        key: fn(Namespace, &str) -> SymbolKey,
        space: Namespace,
        name: Option<&Text>,
        full: Span,
    ) {
        if let Some(name) = name {
            self.define(key(space, &name.value), name.span, name.node, full);
        }
    }

    /// A type is named by its group, version and kind; the symbol sits at the part of the document that says so.
    fn define_kind(&mut self, space: Namespace, name: &str, path: &[&str], object: &Object) {
        let mut node = self.source.root();
        for key in path {
            node = node.and_then(|it| it.get(key)).map(|it| it.value);
        }
        if let Some(node) = node {
            self.define(SymbolKey::global(space, name), node.span(), node.id(), object.header.span);
        }
    }

    fn refer(&mut self, key: SymbolKey, span: Span) {
        self.references.push(Reference { key, span });
    }

    fn applies_to(&mut self, names: &[String]) {
        let list = self.source.root().and_then(|it| it.get("spec")).and_then(|it| it.value.get("appliesTo"));
        for text in list.into_iter().flat_map(|it| it.value.items()).filter_map(Text::read) {
            if names.contains(&text.value) {
                self.refer(SymbolKey::global(Namespace::WorkloadType, &text.value), text.span);
            }
        }
    }

    fn component(&mut self, component: &Component, owner: &str) {
        if let Some(it) = &component.workload_type {
            self.refer(SymbolKey::global(Namespace::WorkloadType, &it.value), it.span);
        }
        for parameter in &component.parameters {
            if let Some(name) = &parameter.name {
                let key = SymbolKey::owned(Namespace::ParameterName, owner, &name.value);
                self.define(key, name.span, name.node, parameter.span);
            }
        }
        let containers = component.containers.iter();
        let from_params = containers
            .flat_map(|it| {
                let env = it.env.iter().filter_map(|it| it.from_param.as_ref());
                env.chain(it.config.iter().filter_map(|it| it.from_param.as_ref()))
            })
            .chain(component.settings.iter().filter_map(|it| it.from_param.as_ref()));
        for it in from_params {
            self.refer(SymbolKey::owned(Namespace::ParameterName, owner, &it.value), it.span);
        }
    }

    fn application(&mut self, application: &Application, owner: &str) {
        for variable in &application.variables {
            if let Some(name) = &variable.name {
                let key = SymbolKey::owned(Namespace::VariableName, owner, &name.value);
                self.define(key, name.span, name.node, variable.span);
            }
        }
        for scope in &application.scopes {
            self.define_text(SymbolKey::global, Namespace::ScopeName, scope.name.as_ref(), scope.span);
            if let Some(kind) = &scope.kind {
                self.refer(SymbolKey::global(Namespace::ScopeType, &kind.value), kind.span);
            }
            self.properties(&scope.properties, owner);
        }
        for usage in &application.components {
            if let Some(name) = &usage.instance {
                let key = SymbolKey::owned(Namespace::InstanceName, owner, &name.value);
                self.define(key, name.span, name.node, usage.span);
                // Objects are named after instances, so applications share these names.
                self.refer(SymbolKey::global(Namespace::InstanceName, &name.value), name.span);
            }
            let component = usage.component.as_ref();
            if let Some(name) = component {
                self.refer(SymbolKey::global(Namespace::ComponentName, &name.value), name.span);
            }
            for value in &usage.parameter_values {
                if let (Some(component), Some(name)) = (component, &value.name) {
                    let key = SymbolKey::owned(Namespace::ParameterName, &component.value, &name.value);
                    self.refer(key, name.span);
                }
                self.named_instance(value.node, owner);
                if let Some(value) = &value.value {
                    self.calls(value, owner);
                }
            }
            for it in &usage.traits {
                if let Some(name) = &it.name {
                    self.refer(SymbolKey::global(Namespace::TraitType, &name.value), name.span);
                }
                self.properties(&it.properties, owner);
            }
            for scope in &usage.scopes {
                self.refer(SymbolKey::global(Namespace::ScopeName, &scope.value), scope.span);
            }
        }
    }

    /// The instance that `from: {component: …}` takes a value from, as controllers made with `oam-go-sdk` read it.
    fn named_instance(&mut self, parameter_value: NodeId, owner: &str) {
        let from = self.source.node(parameter_value).get("from").map(|it| it.value.resolved());
        if let Some(name) = from.and_then(|it| it.get("component")).and_then(|it| Text::read(it.value)) {
            self.refer(SymbolKey::owned(Namespace::InstanceName, owner, &name.value), name.span);
        }
    }

    fn properties(&mut self, properties: &Properties, owner: &str) {
        if let Some(value) = &properties.value {
            self.calls(value, owner);
        }
    }

    fn calls_between_holes(&mut self, value: &Value, owner: &str) {
        let raw = self.source.node(value.node).raw();
        for call in variable_calls(raw) {
            let start = value.span.start.index();
            let at = |offset: usize| Offset::new(start + offset);
            let span = Span::new(at(call.name_range.start), at(call.name_range.end));
            self.refer(SymbolKey::owned(Namespace::VariableName, owner, &call.name), span);
        }
    }

    /// Variables named inside strings. The raw text is searched, so that the span is right whatever the quoting.
    fn calls(&mut self, value: &Value, owner: &str) {
        match &value.data {
            Data::String(text) if text.contains("fromVariable") => {
                self.calls_between_holes(value, owner);
            }
            Data::Unknown => self.calls_between_holes(value, owner),
            Data::Sequence(items) => items.iter().for_each(|it| self.calls(it, owner)),
            Data::Mapping(entries) => entries.iter().for_each(|(_, it)| self.calls(it, owner)),
            _ => {}
        }
    }
}
