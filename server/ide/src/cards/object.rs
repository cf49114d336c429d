//! Cards of what documents of the workspace define: components, applications, instances, scopes.

use oam_catalog::Namespace;
use oam_model::object::{Application, Component, ComponentUse, Header, Object, ScopeBinding};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::{DocumentId, FileId, Workspace};

use super::parameter::{default_text, parameter_state};
use super::{declared_at, shown_path};
use crate::markdown::{Markdown, code, codes, prose, times};
use crate::references::n_mentions;

/// Most rows that a card's table has.
const SHOWN_ROWS: usize = 20;

/// A component: what it is, what it takes, where it is declared.
pub(crate) fn component_card(
    workspace: &Workspace,
    from: FileId,
    document: DocumentId,
    object: &Object,
    component: &Component,
) -> String {
    let name = object.name().unwrap_or_default();
    let workload = component.workload_type.as_ref().map(|it| code(&it.value)).unwrap_or_default();
    let rows: Vec<[String; 4]> = component
        .parameters
        .iter()
        .filter_map(|it| {
            let name = code(&it.name.as_ref()?.value);
            let kind = it.kind.as_ref().map(|it| it.value.clone()).unwrap_or_default();
            let meaning = it.description.as_ref().map(|it| prose(&it.value)).unwrap_or_default();
            Some([name, kind, parameter_state(it), meaning])
        })
        .take(SHOWN_ROWS)
        .collect();
    let images = component.containers.iter().filter_map(|it| it.image.as_ref()).map(|it| it.value.as_str());
    let images = codes(images, 4);
    let images = (!images.is_empty()).then(|| format!("Runs {images}"));
    let n_uses = n_mentions(workspace, &SymbolKey::global(Namespace::ComponentName, name));
    let place = object.header.name.as_ref().map_or(object.header.span, |it| it.span);
    Markdown::new()
        .title("component", name, &[workload])
        .maybe(description(&object.header))
        .maybe(images)
        .table(["Parameter", "Type", "", "Meaning"], &rows)
        .line(&[declared_at(workspace, from, document, place), format!("used {}", times(n_uses))])
        .finish()
}

/// An application: what it consists of.
pub(crate) fn application_card(object: &Object, application: &Application) -> String {
    let rows: Vec<[String; 3]> = application
        .components
        .iter()
        .map(|it| {
            let text = |it: Option<&oam_model::value::Text>| it.map(|it| code(&it.value)).unwrap_or_default();
            let traits = it.traits.iter().filter_map(|it| it.name.as_ref()).map(|it| it.value.as_str());
            [text(it.instance.as_ref()), text(it.component.as_ref()), codes(traits, 6)]
        })
        .take(SHOWN_ROWS)
        .collect();
    Markdown::new()
        .title("application", object.name().unwrap_or_default(), &[])
        .maybe(description(&object.header))
        .table(["Instance", "Component", "Traits"], &rows)
        .finish()
}

/// An instance: its component and the values that count for it.
pub(crate) fn instance_card(workspace: &Workspace, from: FileId, usage: &ComponentUse) -> String {
    let name = usage.instance.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
    let component = usage.component.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
    let Some((document, _, found)) = workspace.component(component) else {
        return Markdown::new()
            .title("instance", name, &[format!("of component {}", code(component))])
            .paragraph("The component is not in this workspace, so its parameters cannot be known.")
            .finish();
    };
    let rows: Vec<[String; 3]> = found
        .parameters
        .iter()
        .filter_map(|parameter| {
            let name = &parameter.name.as_ref()?.value;
            let given =
                usage.parameter_values.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == *name));
            let (value, origin) = match (given.and_then(|it| it.value.as_ref()), default_text(parameter)) {
                (Some(it), _) => (crate::markdown::value(&it.to_json()), "given here"),
                (None, Some(it)) => (it, "default"),
                (None, None) => (String::new(), "not given"),
            };
            Some([code(name), value, origin.to_owned()])
        })
        .take(SHOWN_ROWS)
        .collect();
    let workload = found.workload_type.as_ref().map(|it| code(&it.value)).unwrap_or_default();
    let path = shown_path(workspace, from, document.file);
    Markdown::new()
        .title("instance", name, &[format!("of component {}", code(component)), workload])
        .table(["Parameter", "Value", ""], &rows)
        .line(&[format!("Component in {}", code(&path))])
        .finish()
}

/// A scope that an application makes.
pub(crate) fn scope_card(
    workspace: &Workspace,
    name: &str,
    application: Option<&Object>,
    binding: Option<&ScopeBinding>,
) -> String {
    let kind = binding.and_then(|it| it.kind.as_ref()).map(|it| code(&it.value)).unwrap_or_default();
    let maker = application.and_then(Object::name).map(|it| format!("Made by application {}", code(it)));
    let n_uses = n_mentions(workspace, &SymbolKey::global(Namespace::ScopeName, name));
    let mut lines: Vec<String> = maker.into_iter().collect();
    lines.push(format!("joined {}", times(n_uses)));
    let entry = binding.and_then(|it| it.kind.as_ref()).and_then(|it| workspace.scope_type(&it.value));
    Markdown::new()
        .title("scope", name, &[kind])
        .maybe(entry.map(|it| it.summary.clone()))
        .line(&lines)
        .finish()
}

/// The description and version that the annotations give.
fn description(header: &Header) -> Option<String> {
    let annotation = |key: &str| {
        let found = header.annotations.iter().find(|(it, _)| it.text == key);
        found.and_then(|(_, it)| it.as_str()).map(prose)
    };
    match (annotation("description"), annotation("version")) {
        (Some(text), Some(version)) => Some(format!("{text} (version {version})")),
        (Some(text), None) => Some(text),
        (None, Some(version)) => Some(format!("Version {version}")),
        (None, None) => None,
    }
}
