//! Creating the parameter or the variable that is mentioned and not there.
//!
//! The rules about them offer another name that looks alike, or the declaration; here is the declaration where they offer the
//! name.

use oam_catalog::Namespace;
use oam_model::object::Application;
use oam_model::workspace::DocumentId;
use oam_syntax::edit::Edit;

use super::extract_variable::{define, has_plain_list};
use super::refactoring::{Refactored, Spot};
use crate::at::name_at;
use crate::position::FileEdit;
use crate::rules::declare::{declare, type_of};

pub(super) fn parameter_title(spot: &Spot<'_>) -> Option<String> {
    let (name, owner, _) = missing_parameter(spot)?;
    Some(format!("declare parameter `{name}` in component `{owner}`"))
}

pub(super) fn parameter(spot: &Spot<'_>) -> Option<Refactored> {
    let (_, _, (document, edits)) = missing_parameter(spot)?;
    let in_file = |it: Edit| FileEdit {
        file: document.file,
        span: spot.workspace.in_file(document, it.span),
        text: it.text,
    };
    Some(Refactored { edits: edits.into_iter().map(in_file).collect(), new_file: None })
}

pub(super) fn variable_title(spot: &Spot<'_>) -> Option<String> {
    Some(format!("define variable `{}`", missing_variable(spot)?.0))
}

pub(super) fn variable(spot: &Spot<'_>) -> Option<Refactored> {
    let (name, application) = missing_variable(spot)?;
    Some(spot.refactored(define(spot, application, &name, "")?))
}

/// Whether a rule finds a name missing at the place, and does not offer to create it.
fn is_missing(spot: &Spot<'_>, rules: &[&str]) -> bool {
    let findings = spot.findings();
    let mut here = findings.iter().filter(|it| rules.contains(&it.rule) && it.touches(spot.place.span));
    here.any(|it| it.fix.as_ref().is_none_or(|it| it.title.starts_with("replace")))
}

/// Its name, its component, and the edits that declare it there.
fn missing_parameter(spot: &Spot<'_>) -> Option<(String, String, (DocumentId, Vec<Edit>))> {
    if !is_missing(spot, &["undeclared-from-param", "undeclared-parameter-value"]) {
        return None;
    }
    let keys = name_at(&spot.ctx, spot.at)?.keys;
    let key = keys.into_iter().find(|it| it.namespace == Namespace::ParameterName)?;
    let owner = key.owner?;
    let (document, _, component) = match spot.ctx.object?.component() {
        Some(it) => (spot.ctx.document, spot.ctx.object?, it),
        None => spot.workspace.component(&owner)?,
    };
    let usages = spot.ctx.object?.application().into_iter().flat_map(|it| &it.components);
    let given = usages.filter(|it| it.span.contains(spot.at)).flat_map(|it| &it.parameter_values);
    let mut values = given.filter(|it| it.name.as_ref().is_some_and(|it| it.value == key.name));
    let kind = values.find_map(|it| type_of(it.value.as_ref()?)).unwrap_or("string");
    let source = spot.workspace.document(document)?.source();
    let edits = declare(source, component, &key.name, kind, None);
    (!edits.is_empty() && source.errors().is_empty()).then_some((key.name, owner, (document, edits)))
}

/// Its name, and the application that lacks it.
fn missing_variable<'w>(spot: &Spot<'w>) -> Option<(String, &'w Application)> {
    let application = spot.ctx.object?.application()?;
    if !is_missing(spot, &["undefined-variable"]) || !has_plain_list(spot, application) {
        return None;
    }
    let keys = name_at(&spot.ctx, spot.at)?.keys;
    let key = keys.into_iter().find(|it| it.namespace == Namespace::VariableName)?;
    Some((key.name, application))
}
