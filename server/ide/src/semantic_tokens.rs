//! Words whose meaning only OAM knows: names where they are defined and used, calls of variables, kinds and old spellings.
//!
//! Everything else keeps the colours that the editor's own YAML grammar gives it. A name that stands for nothing known
//! has no token, so it looks like any other text.

use std::collections::HashMap;

use oam_catalog::Namespace;
use oam_model::object::{Body, Component};
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;
use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_syntax::{Offset, Span};

use crate::at::without_quotes;
use crate::context::DocumentContext;
use crate::definition::definitions;

/// A word with a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word, in bytes of the file; within one line.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What is special about it, each at most once, in the order of [`TokenModifier::ALL`].
    pub modifiers: Vec<TokenModifier>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// An application or a scope.
    Namespace,
    /// A component.
    Class,
    /// A workload type, a kind, the type of a parameter.
    Type,
    /// A scope type.
    Interface,
    /// A parameter of a component.
    Parameter,
    /// A variable, an instance.
    Variable,
    /// A key.
    Property,
    /// A trait.
    Decorator,
    /// The word `fromVariable` of a call.
    Function,
}

/// What is special about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenModifier {
    /// The name is defined here.
    Definition,
    /// It never changes.
    Readonly,
    /// There is a newer spelling.
    Deprecated,
    /// A platform brings it along.
    DefaultLibrary,
}

impl TokenKind {
    /// Every kind with the protocol's name for it.
    pub const ALL: [(TokenKind, &'static str); 9] = [
        (TokenKind::Namespace, "namespace"),
        (TokenKind::Class, "class"),
        (TokenKind::Type, "type"),
        (TokenKind::Interface, "interface"),
        (TokenKind::Parameter, "parameter"),
        (TokenKind::Variable, "variable"),
        (TokenKind::Property, "property"),
        (TokenKind::Decorator, "decorator"),
        (TokenKind::Function, "function"),
    ];

    /// The protocol's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

impl TokenModifier {
    /// Every modifier with the protocol's name for it.
    pub const ALL: [(TokenModifier, &'static str); 4] = [
        (TokenModifier::Definition, "definition"),
        (TokenModifier::Readonly, "readonly"),
        (TokenModifier::Deprecated, "deprecated"),
        (TokenModifier::DefaultLibrary, "defaultLibrary"),
    ];

    /// The protocol's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

/// The tokens of a file, or of those of its documents that the range touches, in order and without overlaps.
pub fn semantic_tokens(workspace: &Workspace, file: FileId, range: Option<Span>) -> Vec<Token> {
    let Some(it) = workspace.file(file) else { return Vec::new() };
    let mut tokens = Vec::new();
    for (slot, index) in it.text().documents().iter().zip(0..) {
        let whole = Span::new(slot.start, slot.end());
        let is_wanted = |it: Span| range.is_none_or(|range| range.start < it.end && it.start < range.end);
        if !is_wanted(whole) {
            continue;
        }
        let Some(ctx) = DocumentContext::new(workspace, DocumentId { file, index }) else { continue };
        let is_wanted = |it: Span| is_wanted(it.shift(slot.start));
        let own = document(&ctx, is_wanted).into_iter();
        tokens.extend(own.map(|it| Token { span: it.span.shift(slot.start), ..it }));
    }
    tokens
}

/// The wanted tokens of one document, local to it.
fn document(ctx: &DocumentContext<'_>, is_wanted: impl Fn(Span) -> bool) -> Vec<Token> {
    let (Some(object), Some(model)) = (ctx.object, ctx.workspace.document(ctx.document)) else {
        return Vec::new();
    };
    let mut words = Words { text: ctx.source.text(), tokens: Vec::new() };
    // The first token of a place wins: old spellings, then definitions, then mentions.
    for it in &object.legacy {
        let kind = if ctx.source.node(it.node).is_key() { TokenKind::Property } else { TokenKind::Type };
        words.push(it.span, kind, &[TokenModifier::Deprecated]);
    }
    let names = model.names();
    for it in names.symbols.iter().filter(|it| is_wanted(it.span)) {
        let (kind, own) = kind_of(it.key.namespace);
        let modifiers: Vec<_> = [TokenModifier::Definition].into_iter().chain(own).collect();
        words.push(it.span, kind, &modifiers);
    }
    let mut origins: HashMap<&SymbolKey, Origin> = HashMap::new();
    for it in names.references.iter().filter(|it| is_wanted(it.span)) {
        let (kind, own) = kind_of(it.key.namespace);
        let library = match origins.entry(&it.key).or_insert_with(|| origin(ctx, &it.key)) {
            Origin::Workspace => None,
            Origin::Platform => Some(TokenModifier::DefaultLibrary),
            Origin::Unknown => continue,
        };
        let modifiers: Vec<_> = own.into_iter().chain(library).collect();
        words.push(it.span, kind, &modifiers);
    }
    for it in names.references.iter().filter(|it| it.key.namespace == Namespace::VariableName) {
        words.call(it.span);
    }
    if let Some(kind) = object.header.kind.as_ref().filter(|_| object.header.role.is_some()) {
        words.push(kind.span, TokenKind::Type, &[TokenModifier::DefaultLibrary]);
    }
    if let Body::Component(it) = &object.body {
        parameter_types(it)
            .for_each(|it| words.push(it.span, TokenKind::Type, &[TokenModifier::DefaultLibrary]));
    }
    words.tokens.retain(|it| is_wanted(it.span));
    words.finish()
}

/// The types that parameters declare, as far as they are types.
fn parameter_types(component: &Component) -> impl Iterator<Item = &Text> {
    let types = component.parameters.iter().filter_map(|it| it.kind.as_ref());
    types.filter(|it| matches!(it.value.as_str(), "string" | "number" | "boolean" | "null"))
}

/// What names of a kind look like.
fn kind_of(namespace: Namespace) -> (TokenKind, Option<TokenModifier>) {
    match namespace {
        Namespace::ComponentName => (TokenKind::Class, None),
        Namespace::InstanceName => (TokenKind::Variable, None),
        Namespace::ParameterName => (TokenKind::Parameter, None),
        Namespace::VariableName => (TokenKind::Variable, Some(TokenModifier::Readonly)),
        Namespace::TraitType => (TokenKind::Decorator, None),
        Namespace::WorkloadType => (TokenKind::Type, None),
        Namespace::ScopeType => (TokenKind::Interface, None),
        Namespace::ScopeName | Namespace::ApplicationName => (TokenKind::Namespace, None),
    }
}

/// Where a mentioned name comes from.
enum Origin {
    Workspace,
    Platform,
    Unknown,
}

fn origin(ctx: &DocumentContext<'_>, key: &SymbolKey) -> Origin {
    let workspace = ctx.workspace;
    if !definitions(workspace, key).is_empty() {
        return Origin::Workspace;
    }
    let is_known = match key.namespace {
        Namespace::TraitType => !workspace.traits_named(&key.name).is_empty(),
        Namespace::WorkloadType => workspace.workload(&key.name).is_some(),
        Namespace::ScopeType => workspace.scope_type(&key.name).is_some(),
        Namespace::ParameterName => {
            workspace.catalog().implicit_parameter(workspace.platform(), &key.name).is_some()
        }
        _ => false,
    };
    if is_known { Origin::Platform } else { Origin::Unknown }
}

/// Tokens in the making.
struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl Words<'_> {
    fn push(&mut self, span: Span, kind: TokenKind, modifiers: &[TokenModifier]) {
        let span = without_quotes(self.text, span);
        let is_word = !span.is_empty() && !span.of(self.text).contains(['\n', '\r']);
        if is_word && !span.of(self.text).starts_with(['*', '|', '>']) {
            self.tokens.push(Token { span, kind, modifiers: modifiers.to_vec() });
        }
    }

    /// The word before the name of a variable.
    fn call(&mut self, name: Span) {
        const WORD: &str = "fromVariable";
        let open = name.start - Offset::new(1);
        let start = open - Offset::new(WORD.len());
        let span = Span::new(start, open);
        if span.of(self.text) == WORD {
            self.push(span, TokenKind::Function, &[]);
        }
    }

    /// The tokens by place; of those that overlap, the one that came first.
    fn finish(self) -> Vec<Token> {
        let mut tokens = self.tokens;
        tokens.sort_by_key(|it| it.span.start);
        let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
        for token in tokens {
            if kept.last().is_none_or(|last| last.span.end <= token.span.start) {
                kept.push(token);
            }
        }
        kept
    }
}
