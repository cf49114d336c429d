//! Cards of parameters and variables: type, default, value, uses.

use oam_catalog::{ImplicitParameter, Namespace};
use oam_model::object::{Parameter, Variable};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::Workspace;

use crate::markdown::{Markdown, code, prose, times, value};
use crate::references::n_mentions;

/// A parameter of a component; `given` is the value that an application supplies where the card is shown.
pub(crate) fn parameter_card(
    workspace: &Workspace,
    owner: &str,
    parameter: &Parameter,
    given: Option<&oam_model::value::Value>,
    declared: &str,
) -> String {
    let name = parameter.name.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
    let kind = parameter.kind.as_ref().map(|it| it.value.clone()).unwrap_or_default();
    let n_uses = n_mentions(workspace, &SymbolKey::owned(Namespace::ParameterName, owner, name));
    let given = given.map(|it| format!("Value here: {}", value(&it.to_json())));
    Markdown::new()
        .title("parameter", name, &[kind, parameter_state(parameter)])
        .maybe(parameter.description.as_ref().map(|it| prose(&it.value)))
        .maybe(given)
        .line(&[
            format!("Of component {}", code(owner)),
            declared.to_owned(),
            format!("used {}", times(n_uses)),
        ])
        .finish()
}

/// A parameter that a platform understands without a declaration.
pub(crate) fn implicit_parameter_card(parameter: &ImplicitParameter, platforms: &str) -> String {
    Markdown::new()
        .title("parameter", &parameter.name, std::slice::from_ref(&parameter.kind))
        .paragraph(&parameter.description)
        .paragraph(&format!("No component declares it; {platforms} understands it by itself."))
        .finish()
}

/// A variable of an application.
pub(crate) fn variable_card(
    workspace: &Workspace,
    owner: &str,
    variable: &Variable,
    declared: &str,
) -> String {
    let name = variable.name.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
    let n_uses = n_mentions(workspace, &SymbolKey::owned(Namespace::VariableName, owner, name));
    let value = variable.value.as_ref().map(|it| value(&it.to_json())).unwrap_or_default();
    Markdown::new()
        .title("variable", name, &[value])
        .line(&[
            format!("Of application {}", code(owner)),
            declared.to_owned(),
            format!("used {}", times(n_uses)),
        ])
        .finish()
}

/// The short form for lists: `string · required`.
pub(crate) fn parameter_facts(parameter: &Parameter) -> String {
    let kind = parameter.kind.as_ref().map(|it| it.value.clone());
    let state = Some(parameter_state(parameter)).filter(|it| !it.is_empty()).map(|it| it.replace('`', ""));
    kind.into_iter().chain(state).collect::<Vec<_>>().join(" · ")
}

/// Whether a parameter must be given, or what counts when it is not.
pub(super) fn parameter_state(parameter: &Parameter) -> String {
    match default_text(parameter) {
        Some(it) => format!("default {it}"),
        None if parameter.required == Some(true) => "required".to_owned(),
        None => String::new(),
    }
}

/// The default as YAML has it.
pub(super) fn default_text(parameter: &Parameter) -> Option<String> {
    parameter.default.as_ref().map(|it| value(&it.to_json()))
}
