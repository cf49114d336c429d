//! The outline of a file: documents, and what their kinds consist of.
//!
//! Order is that of the kinds (parameters before containers), editors sort by place where they want to.

use oam_model::object::{Application, Body, Component, ComponentUse, Object};
use oam_model::value::{Text, Value};
use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_syntax::{Offset, Span};

use super::{DocumentSymbol, SymbolKind};
use crate::at::without_quotes;

/// Longest detail that is shown, in characters.
const DETAIL_LENGTH: usize = 60;

/// The outline of a file; nothing for a file that holds no OAM.
pub fn document_symbols(workspace: &Workspace, file: FileId) -> Vec<DocumentSymbol> {
    let Some(it) = workspace.file(file) else { return Vec::new() };
    let mut symbols = Vec::new();
    for (index, model) in it.documents().iter().enumerate() {
        let Some(object) = model.object() else { continue };
        let document = DocumentId { file, index: u32::try_from(index).unwrap_or(u32::MAX) };
        let outline = Outline { workspace, document, text: model.source().text() };
        symbols.push(outline.document(object));
    }
    symbols
}

/// The document that is being outlined.
struct Outline<'w> {
    workspace: &'w Workspace,
    document: DocumentId,
    text: &'w str,
}

/// What is known of a symbol before its children are.
struct Part<'p> {
    kind: SymbolKind,
    /// The name; where there is none, the words of `unnamed` stand in.
    name: Option<&'p Text>,
    unnamed: &'p str,
    detail: Option<String>,
    span: Span,
}

impl Outline<'_> {
    fn symbol(&self, part: Part<'_>, children: Vec<DocumentSymbol>) -> DocumentSymbol {
        let name = part.name.map(|it| it.value.trim()).filter(|it| !it.is_empty()).unwrap_or(part.unnamed);
        let own = part.name.map_or(first_line(self.text, part.span), |it| without_quotes(self.text, it.span));
        // A name behind an alias or a merge key stands outside of what it names.
        let span = if part.span.start <= own.start && own.end <= part.span.end {
            part.span
        } else {
            part.span.cover(own)
        };
        DocumentSymbol {
            name: name.to_owned(),
            detail: part.detail,
            kind: part.kind,
            span: self.workspace.in_file(self.document, span),
            selection: self.workspace.in_file(self.document, own),
            children,
        }
    }

    fn document(&self, object: &Object) -> DocumentSymbol {
        let header = &object.header;
        let written = header.kind.as_ref().map(|it| it.value.clone());
        let (kind, children) = match &object.body {
            Body::Application(it) => (SymbolKind::Application, self.application(it)),
            Body::Component(it) => (SymbolKind::Component, self.component(it)),
            Body::Trait(_) => (SymbolKind::TraitDefinition, Vec::new()),
            Body::Workload(_) => (SymbolKind::WorkloadDefinition, Vec::new()),
            Body::Scope(_) => (SymbolKind::ScopeDefinition, Vec::new()),
            Body::Other => (SymbolKind::Object, Vec::new()),
        };
        let unnamed = written.clone().unwrap_or_else(|| kind.name().to_owned());
        let part =
            Part { kind, name: header.name.as_ref(), unnamed: &unnamed, detail: written, span: header.span };
        self.symbol(part, children)
    }

    fn application(&self, application: &Application) -> Vec<DocumentSymbol> {
        let variables = application.variables.iter().map(|it| {
            let detail = it.value.as_ref().and_then(shown);
            let part = Part {
                kind: SymbolKind::Variable,
                name: it.name.as_ref(),
                unnamed: "variable",
                detail,
                span: it.span,
            };
            self.symbol(part, Vec::new())
        });
        let scopes = application.scopes.iter().map(|it| {
            let detail = it.kind.as_ref().map(|it| it.value.clone());
            let part = Part {
                kind: SymbolKind::Scope,
                name: it.name.as_ref(),
                unnamed: "scope",
                detail,
                span: it.span,
            };
            self.symbol(part, Vec::new())
        });
        let instances = application.components.iter().map(|it| self.instance(it));
        variables.chain(scopes).chain(instances).collect()
    }

    fn instance(&self, usage: &ComponentUse) -> DocumentSymbol {
        let values = usage.parameter_values.iter().map(|it| {
            let detail = it.value.as_ref().and_then(shown);
            let kind = SymbolKind::ParameterValue;
            let part =
                Part { kind, name: it.name.as_ref(), unnamed: "parameter value", detail, span: it.span };
            self.symbol(part, Vec::new())
        });
        let traits = usage.traits.iter().map(|it| {
            let properties = it.properties.entries.iter();
            let properties = properties.filter_map(|(key, it)| Some(format!("{}: {}", key.text, shown(it)?)));
            let properties = properties.collect::<Vec<_>>().join(", ");
            let part = Part {
                kind: SymbolKind::Trait,
                name: it.name.as_ref(),
                unnamed: "trait",
                detail: (!properties.is_empty()).then(|| shortened(&properties)),
                span: it.span,
            };
            self.symbol(part, Vec::new())
        });
        let children = values.chain(traits).collect();
        let component = usage.component.as_ref();
        let part = Part {
            kind: SymbolKind::Instance,
            name: usage.instance.as_ref().or(component),
            unnamed: "instance",
            detail: component.map(|it| it.value.clone()),
            span: usage.span,
        };
        self.symbol(part, children)
    }

    fn component(&self, component: &Component) -> Vec<DocumentSymbol> {
        let parameters = component.parameters.iter().map(|it| {
            let detail = it.kind.as_ref().map(|it| it.value.clone());
            let kind = SymbolKind::Parameter;
            let part = Part { kind, name: it.name.as_ref(), unnamed: "parameter", detail, span: it.span };
            self.symbol(part, Vec::new())
        });
        let containers = component.containers.iter().map(|it| {
            let detail = it.image.as_ref().map(|it| it.value.clone());
            let kind = SymbolKind::Container;
            let part = Part { kind, name: it.name.as_ref(), unnamed: "container", detail, span: it.span };
            self.symbol(part, Vec::new())
        });
        parameters.chain(containers).collect()
    }
}

/// A scalar as the detail of a symbol.
fn shown(value: &Value) -> Option<String> {
    let text = match value.to_json() {
        serde_json::Value::String(it) => it,
        serde_json::Value::Bool(it) => it.to_string(),
        serde_json::Value::Number(it) => it.to_string(),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => return None,
    };
    Some(shortened(&text))
}

/// The beginning of a text, as much as a detail shows.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let is_whole = line.len() == text.len() && line.chars().count() <= DETAIL_LENGTH;
    if is_whole { text.to_owned() } else { line.chars().take(DETAIL_LENGTH).chain(['…']).collect() }
}

/// From the start of a span to the end of its first line.
fn first_line(text: &str, span: Span) -> Span {
    let inside = text.get(span.start.index()..span.end.index()).unwrap_or_default();
    let length = inside.lines().next().unwrap_or_default().trim_end().len();
    Span::new(span.start, Offset::new(span.start.index() + length))
}
