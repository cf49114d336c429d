//! Creating the component that an application uses and nobody defines: behind the application, or in a file of its own.
//!
//! It declares the parameters that the instance gives values for; image and port are for the author to fill in. Where the rule
//! `unknown-component` offers the first of the two itself, it is not offered again.

use oam_model::object::ComponentUse;

use super::refactoring::{NewFile, Refactored, Spot};
use crate::rules::append::{append, component_for};

pub(super) fn title_here(spot: &Spot<'_>) -> Option<String> {
    let (name, _, is_offered) = find(spot)?;
    (!is_offered).then(|| format!("add a component `{name}`"))
}

pub(super) fn apply_here(spot: &Spot<'_>) -> Option<Refactored> {
    let (_, usage, _) = find(spot)?;
    Some(spot.refactored(append(spot.ctx.source, &component_for(usage)?)))
}

pub(super) fn title_in_file(spot: &Spot<'_>) -> Option<String> {
    let (name, _, _) = find(spot)?;
    Some(format!("create component `{name}` in `{}`", spot.new_file_name(name)?))
}

pub(super) fn apply_in_file(spot: &Spot<'_>) -> Option<Refactored> {
    let (name, usage, _) = find(spot)?;
    let new_file = NewFile { name: spot.new_file_name(name)?, text: component_for(usage)? };
    Some(Refactored { edits: Vec::new(), new_file: Some(new_file) })
}

/// The instance at the place whose component is missing, and whether a fix makes the component already.
fn find<'w>(spot: &Spot<'w>) -> Option<(&'w str, &'w ComponentUse, bool)> {
    let application = spot.ctx.object?.application()?;
    let named = application.components.iter().filter_map(|it| Some((it.component.as_ref()?, it)));
    let (name, usage) = named.into_iter().find(|(name, _)| name.span.contains(spot.at))?;
    let span = spot.ctx.in_file(name.span);
    let findings = spot.findings();
    let finding = findings.iter().find(|it| it.rule == "unknown-component" && it.span == span)?;
    component_for(usage)?;
    let is_offered = finding.fix.as_ref().is_some_and(|it| it.title.starts_with("add a component"));
    Some((name.as_str(), usage, is_offered))
}
