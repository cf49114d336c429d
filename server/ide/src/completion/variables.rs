//! Variables of the application: inside a call that is being typed, and as a whole value.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_model::variable::variable_calls;
use oam_syntax::Place;

use super::item::{Candidate, Form, List, Rank, in_file, sort_text};
use super::request::Request;
use super::{CompletionItem, CompletionKind};
use crate::cards::variable_card;
use crate::markdown::value;

/// What a call of a variable begins with.
const OPENING: &str = "[fromVariable(";

/// The variables, where the cursor is behind `[fromVariable(`; nothing where it is not.
pub(super) fn inside_call(request: &Request<'_>) -> Option<Vec<CompletionItem>> {
    if matches!(request.cursor.place, Place::Comment | Place::Nothing) {
        return None;
    }
    request.ctx.object?.application()?;
    let text = request.ctx.source.text();
    let at = request.at.index();
    let line_start = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |it| it + 1);
    let opening = line_start + text.get(line_start..at)?.rfind(OPENING)?;
    let name_start = opening + OPENING.len();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !text.get(name_start..at)?.chars().all(is_name) {
        return None;
    }
    let rest = text.get(at..)?;
    let name_end = at + rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
    let closing = [")]", ")", ""]
        .into_iter()
        .find(|it| text.get(name_end..).is_some_and(|rest| rest.starts_with(it)))?;
    // Outside of quotes a bracket begins a list: the call gets the quotes that it needs.
    let needs_quotes = request.cursor.quote.is_none() && is_list(request, opening);
    let (start, end) =
        if needs_quotes { (opening, name_end + closing.len()) } else { (name_start, name_end) };
    let missing = ")]".get(closing.len()..).unwrap_or_default();
    let items = variables(request).into_iter().enumerate().map(|(position, it)| {
        let quote =
            request.cursor.quote.filter(|_| request.cursor.is_unclosed).map(String::from).unwrap_or_default();
        let (text, filter) = if needs_quotes {
            (format!("\"{OPENING}{})]\"", it.name), format!("{OPENING}{}", it.name))
        } else {
            (format!("{}{missing}{quote}", it.name), it.name.clone())
        };
        CompletionItem {
            label: it.name,
            kind: CompletionKind::Variable,
            detail: it.detail,
            documentation: it.documentation,
            sort: sort_text(position),
            filter,
            replace: in_file(request, start, end),
            text,
            is_snippet: false,
            is_deprecated: false,
            indentation: request.line_indentation(),
        }
    });
    Some(items.collect())
}

/// Calls of the variables, as whole values.
pub(super) fn as_values(request: &Request<'_>, list: &mut List<'_, '_>) {
    for it in variables(request) {
        let call = format!("{OPENING}{})]", it.name);
        if variable_calls(&call).is_empty() {
            continue;
        }
        list.push(Candidate {
            label: call.clone(),
            kind: CompletionKind::Variable,
            detail: it.detail,
            documentation: it.documentation,
            rank: Rank::Last,
            form: Form::Text(call),
        });
    }
}

/// Names of the variables.
pub(super) fn as_names(request: &Request<'_>, list: &mut List<'_, '_>) {
    for it in variables(request) {
        list.push(Candidate {
            label: it.name.clone(),
            kind: CompletionKind::Variable,
            detail: it.detail,
            documentation: it.documentation,
            rank: Rank::First,
            form: Form::Text(it.name),
        });
    }
}

struct Known {
    name: String,
    detail: Option<String>,
    documentation: Option<String>,
}

fn variables(request: &Request<'_>) -> Vec<Known> {
    let ctx = &request.ctx;
    let Some(object) = ctx.object else { return Vec::new() };
    let owner = object.name().unwrap_or_default();
    let variables = object.application().into_iter().flat_map(|it| &it.variables);
    variables
        .filter_map(|it| {
            let name = it.name.as_ref()?.value.clone();
            let detail = it.value.as_ref().map(|it| value(&it.to_json()).replace('`', ""));
            let card = || {
                let key = SymbolKey::owned(Namespace::VariableName, owner, &name);
                let place = ctx.workspace.index().definitions(&key).next();
                let declared = place
                    .map(|it| crate::cards::declared(ctx.workspace, ctx.document.file, it))
                    .unwrap_or_default();
                variable_card(ctx.workspace, owner, it, &declared)
            };
            // A call of the variable is a candidate too, and has the same documentation.
            let call = format!("{OPENING}{name})]");
            let documentation = request.documented(&name, card).or_else(|| request.documented(&call, card));
            Some(Known { name, detail, documentation })
        })
        .collect()
}

/// Whether the tree takes the bracket at an offset for the start of a list.
fn is_list(request: &Request<'_>, opening: usize) -> bool {
    let at = oam_syntax::Offset::new(opening + 1);
    let node = request.ctx.source.node_at(at);
    let mut around = std::iter::successors(node, |it| it.parent());
    around.any(|it| it.is_flow() && it.span().start.index() == opening)
}
