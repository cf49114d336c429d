//! Hover: what the thing under the cursor is, in Markdown.
//!
//! A name is explained by what it stands for, in this file or another; a key by its schema; what cannot be known says so,
//! and why.

mod name;
mod notes;
mod rendered;

use oam_model::workspace::Workspace;
use oam_syntax::{Offset, PathSegment, Span};

use crate::at::{WordAt, name_at, without_quotes, word_at};
use crate::cards::{declared_at, kind_card, parameter_card, property_card};
use crate::context::{DocumentContext, Facts, Holder};
use crate::markdown::{Markdown, code};
use crate::position::FilePosition;

/// What to show about a stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The text.
    pub markdown: String,
    /// What it is about, in bytes of the file.
    pub span: Span,
}

/// What stands at a place; nothing where nothing is known and nothing ought to be.
pub fn hover(workspace: &Workspace, position: FilePosition) -> Option<Hover> {
    let (ctx, at) = DocumentContext::at(workspace, position)?;
    if let Some(found) = name_at(&ctx, at)
        && let Some(markdown) = name::name_card(&ctx, &found)
    {
        let notes = [notes::spelling(&ctx, at), rendered::of_name(&ctx, &found)].into_iter().flatten();
        return Some(Hover { markdown: with_notes(&markdown, notes), span: ctx.in_file(found.span) });
    }
    let word = word_at(&ctx, at)?;
    let markdown = if word.is_key { key(&ctx, &word) } else { value(&ctx, &word) }?;
    // The card of an old key says by itself what to write today.
    let spelling = notes::spelling(&ctx, at).filter(|_| !markdown.contains(" today"));
    let notes = notes::of_word(&ctx, &word).into_iter().chain(spelling);
    let markdown = with_notes(&markdown, notes.chain(rendered::of_word(&ctx, &word)));
    let span = without_quotes(ctx.source.text(), first_line(&ctx, word.node.span()));
    Some(Hover { markdown, span: ctx.in_file(span) })
}

fn with_notes(markdown: &str, notes: impl Iterator<Item = String>) -> String {
    notes.fold(Markdown::new().paragraph(markdown), |text, it| text.paragraph(&it)).finish()
}

/// The meaning of a key.
fn key(ctx: &DocumentContext<'_>, word: &WordAt<'_>) -> Option<String> {
    let (last, parent) = word.path.segments().split_last()?;
    let PathSegment::Key(name) = last else { return None };
    let content = ctx.content(parent);
    let is_required = content.as_ref().and_then(Facts::view).is_some_and(|it| it.is_required(name));
    match ctx.facts(word.path.segments()) {
        Some(facts) => Some(property_card(name, facts.view()?, is_required)),
        None => unknown_key(&content?, name),
    }
}

/// A key that its schema does not know, where the schema says what else there is.
fn unknown_key(content: &Facts, name: &str) -> Option<String> {
    let Holder::Trait(entry) = content.holder() else { return None };
    let why = if entry.open || entry.properties.is_any() {
        "Its properties are not published, so nothing is known about this one."
    } else {
        "The trait has no such property."
    };
    let trait_name = code(&entry.name);
    let text = Markdown::new().title("", name, &[format!("property of trait {trait_name}")]);
    Some(text.paragraph(why).finish())
}

/// The meaning of a value: that of its key, and for some values their own.
fn value(ctx: &DocumentContext<'_>, word: &WordAt<'_>) -> Option<String> {
    let path = word.path.segments();
    match path {
        [PathSegment::Key(key)] if key == "kind" => return ctx.kind.map(kind_card),
        [.., PathSegment::Key(key)] if key == "value" => {
            if let Some(card) = given_parameter(ctx, word) {
                return Some(card);
            }
        }
        _ => {}
    }
    // An item of a list is explained by the key of the list.
    let keyed = path.iter().rposition(|it| matches!(it, PathSegment::Key(_)))?;
    let named = path.get(..=keyed)?;
    let (last, parent) = named.split_last()?;
    let PathSegment::Key(name) = last else { return None };
    let facts = ctx.facts(named)?;
    let is_required =
        ctx.content(parent).as_ref().and_then(Facts::view).is_some_and(|it| it.is_required(name));
    Some(property_card(name, facts.view()?, is_required))
}

/// The value for a parameter: the parameter explains it.
fn given_parameter(ctx: &DocumentContext<'_>, word: &WordAt<'_>) -> Option<String> {
    let usage = ctx.usage(word.path.segments())?;
    let given = usage
        .parameter_values
        .iter()
        .find(|it| it.span.start <= word.node.span().start && word.node.span().end <= it.span.end)?;
    let name = &given.name.as_ref()?.value;
    let (document, object, component) = ctx.component_of(usage)?;
    let Some(parameter) =
        component.parameters.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == *name))
    else {
        return name::implicit(ctx, name);
    };
    let place = parameter.name.as_ref()?.span;
    let declared = declared_at(ctx.workspace, ctx.document.file, document, place);
    Some(parameter_card(ctx.workspace, object.name()?, parameter, given.value.as_ref(), &declared))
}

/// Hovered text is marked on one line only.
fn first_line(ctx: &DocumentContext<'_>, span: Span) -> Span {
    let text = ctx.source.text().get(span.start.index()..span.end.index()).unwrap_or_default();
    let length = text.lines().next().unwrap_or_default().len();
    Span::new(span.start, Offset::new(span.start.index() + length))
}
