//! Values behind names: of a parameter behind `fromParam`, of a variable behind its call.

use oam_catalog::{Namespace, Support};
use oam_model::object::{Component, Object, Parameter};
use oam_model::value::Text;
use oam_model::workspace::Workspace;
use oam_syntax::{Offset, Span};

use super::{HintPart, Hints, shown, words};
use crate::given::{Given, Instance, default, given, instances_of, is_ambiguous};
use crate::markdown::{Markdown, code, value};
use crate::position::FileSpan;

/// Most instances of a component that are compared.
const MAX_INSTANCES: usize = 500;

/// Most instances that a tooltip lists.
const SHOWN_INSTANCES: usize = 12;

/// Behind every `fromParam`: the value, if all instances have the same, else how many there are.
pub(super) fn parameters(hints: &mut Hints<'_, '_>) {
    let ctx = hints.ctx;
    let Some((component, name)) = ctx.object.and_then(|it| Some((it.component()?, it.name()?))) else {
        return;
    };
    if is_ambiguous(ctx.workspace, name) {
        return;
    }
    let mut instances: Option<Vec<Instance<'_>>> = None;
    for mention in mentions(component).filter(|it| hints.wants(it.span)).collect::<Vec<_>>() {
        let Some(parameter) = declaration(component, &mention.value) else { continue };
        let instances = instances.get_or_insert_with(|| instances_of(ctx.workspace, name, MAX_INSTANCES));
        let values: Vec<(&Instance<'_>, Option<Given>)> =
            instances.iter().map(|it| (it, given(ctx.workspace, it, parameter, ctx.document))).collect();
        let Some((parts, tooltip)) = hint(hints, parameter, &values) else { continue };
        hints.push(mention.span, parts, Some(tooltip));
    }
}

/// What a component takes from its parameters.
fn mentions(component: &Component) -> impl Iterator<Item = &Text> {
    let containers = component.containers.iter().flat_map(|it| {
        let env = it.env.iter().filter_map(|it| it.from_param.as_ref());
        env.chain(it.config.iter().filter_map(|it| it.from_param.as_ref()))
    });
    containers.chain(component.settings.iter().filter_map(|it| it.from_param.as_ref()))
}

fn declaration<'c>(component: &'c Component, name: &str) -> Option<&'c Parameter> {
    component.parameters.iter().rev().find(|it| it.name.as_ref().map(Text::as_str) == Some(name))
}

fn hint(
    hints: &Hints<'_, '_>,
    parameter: &Parameter,
    values: &[(&Instance<'_>, Option<Given>)],
) -> Option<(Vec<HintPart>, String)> {
    if values.is_empty() {
        let given = default(hints.ctx.workspace, parameter, hints.ctx.document)?;
        let tooltip = "The default; no application in this workspace uses the component.".to_owned();
        return Some((equals(&given), tooltip));
    }
    let mut distinct: Vec<Option<&serde_json::Value>> = Vec::new();
    for (_, given) in values {
        let json = given.as_ref().map(|it| &it.value);
        if !distinct.contains(&json) {
            distinct.push(json);
        }
    }
    match distinct.as_slice() {
        [None] => None,
        [Some(_)] => {
            let given = values.iter().find_map(|(_, it)| it.as_ref())?;
            let whose = if given.is_default { "The default, which counts" } else { "The value" };
            let n = if values.len() == 1 {
                "in its only instance".to_owned()
            } else {
                format!("in all {} instances", values.len())
            };
            Some((equals(given), format!("{whose} {n}.")))
        }
        several => {
            let text = format!("= {} values", several.len());
            Some((vec![words(&text)], table(values)))
        }
    }
}

fn equals(given: &Given) -> Vec<HintPart> {
    vec![words("= "), HintPart { text: shown(&given.value), at: Some(given.at) }]
}

fn table(values: &[(&Instance<'_>, Option<Given>)]) -> String {
    let rows: Vec<[String; 3]> = values
        .iter()
        .take(SHOWN_INSTANCES)
        .map(|(instance, given)| {
            let name = instance.usage.instance.as_ref().map(|it| code(&it.value)).unwrap_or_default();
            let application = instance.object.name().map(code).unwrap_or_default();
            let value = match given {
                Some(it) if it.is_default => format!("{} (default)", value(&it.value)),
                Some(it) => value(&it.value),
                None => "none".to_owned(),
            };
            [application, name, value]
        })
        .collect();
    let more = values.len().checked_sub(SHOWN_INSTANCES).filter(|it| *it > 0);
    let more = more.map(|it| format!("and {it} more"));
    Markdown::new().table(["Application", "Instance", "Value"], &rows).maybe(more).finish()
}

/// Behind every call of a variable: its value.
pub(super) fn variables(hints: &mut Hints<'_, '_>) {
    let ctx = hints.ctx;
    let Some(application) = ctx.object.and_then(Object::application) else { return };
    let Some(model) = ctx.workspace.document(ctx.document) else { return };
    let calls = model.names().references.iter().filter(|it| it.key.namespace == Namespace::VariableName);
    let note = platform_note(ctx.workspace);
    for call in calls {
        // The index knows the name within the call; the hint stands behind its `)]`.
        let whole = Span::new(call.span.start, call.span.end + Offset::new(")]".len()));
        if !hints.wants(whole) {
            continue;
        }
        let value = application.variable(&call.key.name).and_then(|it| it.value.as_ref());
        let Some(value) = value.filter(|it| !it.has_unknown() && !it.is_null()) else { continue };
        let at = FileSpan::in_document(ctx.workspace, ctx.document, value.span);
        let parts = vec![words("= "), HintPart { text: shown(&value.to_json()), at: Some(at) }];
        let tooltip = format!("Variable {} of this application.{note}", code(&call.key.name));
        hints.push(whole, parts, Some(tooltip));
    }
}

/// What the configured platform does with variables, if it does not put them in place.
fn platform_note(workspace: &Workspace) -> String {
    let platform = workspace.platform().and_then(|it| workspace.catalog().platform(it));
    let lacking = platform.filter(|it| it.capabilities.variables.support == Support::Unsupported);
    lacking
        .map(|it| format!(" Platform {}: {}", code(&it.name), it.capabilities.variables.note.trim()))
        .unwrap_or_default()
}
