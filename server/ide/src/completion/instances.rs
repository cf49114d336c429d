//! New instances of components, with all that an instance must have.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_syntax::PathSegment;
use oam_syntax::edit::scalar_text;

use super::insert::Insert;
use super::request::Request;
use super::{names, parameters};

/// An instance of a component, with the values that it must be given.
pub(super) fn of_component(request: &Request<'_>, name: &str) -> Insert {
    let instance = names::free_instance_name(request, name, None);
    let mut entries = vec![
        ("componentName".to_owned(), Insert::string(name)),
        ("instanceName".to_owned(), Insert::hole(scalar_text(&instance))),
    ];
    let values = parameters::required_values(request, name);
    if !values.is_empty() {
        entries.push(("parameterValues".to_owned(), Insert::Seq(values)));
    }
    Insert::Map(entries)
}

/// What belongs below `spec` of an application, and below `components` in it, where there is nothing yet: an instance.
pub(super) fn below(request: &Request<'_>, path: &[PathSegment]) -> Option<Insert> {
    request.ctx.object?.application()?;
    let is_key = |it: &PathSegment, name: &str| matches!(it, PathSegment::Key(key) if key == name);
    match path {
        [spec] if is_key(spec, "spec") => Some(Insert::map([("components", of_new_components(request, 1)?)])),
        [spec, list] if is_key(spec, "spec") && is_key(list, "components") => of_new_components(request, 1),
        _ => None,
    }
}

/// Instances of the components that no application uses yet, or of all if there are no such; `most` at most.
pub(super) fn of_new_components(request: &Request<'_>, most: usize) -> Option<Insert> {
    let all = names::sorted_names(request, Namespace::ComponentName);
    let index = request.ctx.workspace.index();
    let is_new =
        |it: &&String| index.references(&SymbolKey::global(Namespace::ComponentName, it)).next().is_none();
    let new: Vec<&String> = all.iter().filter(is_new).take(most).collect();
    let chosen = if new.is_empty() { all.iter().take(most).collect() } else { new };
    let items: Vec<Insert> = chosen.into_iter().map(|it| of_component(request, it)).collect();
    (!items.is_empty()).then_some(Insert::Seq(items))
}
