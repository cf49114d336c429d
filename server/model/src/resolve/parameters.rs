//! Parameters of one instance: the application's value, else the default, else nothing.
//!
//! Follows the steps of the reference controller (values map, merge with the declarations, type check); only it refuses
//! what does not fit, the specification's reading leaves a note and goes on.

use std::collections::{BTreeMap, BTreeSet};

use crate::datum::{Data, Datum, Origin, Via};
use crate::object::{Component, ComponentUse, Parameter};
use crate::resolve::variables::Variables;
use crate::resolve::{Ctx, Engine};
use crate::resolved::{Note, NoteSeverity};
use crate::value::Text;
use crate::variable::whole_call;
use crate::workspace::DocumentId;

/// The parameters of an instance.
pub(super) struct Parameters {
    /// Declared parameters and their values; `None` where nothing gives one.
    pub(super) declared: BTreeMap<String, Option<Datum>>,
    /// Names of those that must have one.
    pub(super) required: BTreeSet<String>,
    /// Values that no declaration takes.
    pub(super) undeclared: Vec<(String, Datum)>,
}

pub(super) fn resolve(
    ctx: &Ctx<'_>,
    variables: &Variables<'_>,
    usage: &ComponentUse,
    (document, component): (DocumentId, &Component),
    notes: &mut Vec<Note>,
) -> Parameters {
    let mut given = given(ctx, variables, usage, notes);
    let mut declared = BTreeMap::new();
    let mut required = BTreeSet::new();
    for parameter in &component.parameters {
        let Some(name) = &parameter.name else { continue };
        let value = value(ctx, parameter, &name.value, document, &given);
        check(ctx, usage, parameter, &name.value, value.as_ref(), notes);
        if parameter.required == Some(true) {
            required.insert(name.value.clone());
        }
        declared.insert(name.value.clone(), value);
    }
    given.retain(|(name, _)| !declared.contains_key(name));
    Parameters { declared, required, undeclared: given }
}

/// What the application gives, later values of the same name winning.
pub(super) fn given(
    ctx: &Ctx<'_>,
    variables: &Variables<'_>,
    usage: &ComponentUse,
    notes: &mut Vec<Note>,
) -> Vec<(String, Datum)> {
    let mut given: Vec<(String, Datum)> = Vec::new();
    for item in &usage.parameter_values {
        let Some(name) = &item.name else { continue };
        let Some(value) = &item.value else { continue };
        let datum = Datum::read(value, ctx.document, &Via::ParameterValue(name.value.clone()));
        if let Some(variable) = undefined_variable(ctx, variables, &datum) {
            let message =
                format!("parameter `\"{}\"` references undefined variable `\"{variable}\"`", name.value);
            notes.push(Note { severity: NoteSeverity::Refused, message, origin: datum.origin.clone() });
        }
        let datum = variables.apply(ctx, datum, notes);
        if !datum.is_null() {
            given.retain(|(it, _)| *it != name.value);
            given.push((name.value.clone(), datum));
        }
    }
    given
}

/// The undefined variable for which the reference controller stops: only ASCII names, only whole strings.
fn undefined_variable(ctx: &Ctx<'_>, variables: &Variables<'_>, datum: &Datum) -> Option<String> {
    let name = whole_call(datum.as_str().filter(|_| ctx.config.engine == Engine::Rudr)?)?;
    let is_ascii_word = name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    (is_ascii_word && variables.get(ctx, &name).is_none()).then_some(name)
}

fn value(
    ctx: &Ctx<'_>,
    parameter: &Parameter,
    name: &str,
    document: DocumentId,
    given: &[(String, Datum)],
) -> Option<Datum> {
    if let Some((_, text)) = ctx.config.overrides.iter().rev().find(|(it, _)| it == name) {
        let origin = Origin::new(document, parameter.span, Via::Override(name.to_owned()));
        return Some(Datum::from_origin(typed(text, parameter), origin));
    }
    if let Some((_, value)) = given.iter().find(|(it, _)| it == name) {
        return Some(value.clone());
    }
    let default = parameter.default.as_ref()?;
    Some(Datum::read(default, document, &Via::ParameterDefault(name.to_owned())))
}

/// The text of an override as the declared type wants it.
fn typed(text: &str, parameter: &Parameter) -> Data {
    match parameter.kind.as_ref().map(Text::as_str) {
        Some("number") => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(it), _) => Data::Int(it),
            (_, Ok(it)) => Data::Float(it),
            _ => Data::from(text),
        },
        Some("boolean") => text.parse().map_or_else(|_| Data::from(text), Data::Bool),
        _ => Data::from(text),
    }
}

fn check(
    ctx: &Ctx<'_>,
    usage: &ComponentUse,
    parameter: &Parameter,
    name: &str,
    value: Option<&Datum>,
    notes: &mut Vec<Note>,
) {
    let is_required = parameter.required == Some(true);
    match ctx.config.engine {
        Engine::Rudr => {
            let kind = parameter.kind.as_ref().map_or("", Text::as_str);
            let mut refuse = |message: String, origin: Option<Origin>| {
                let message = format!("validation failed: [ErrorMessage {{ msg: \"{message}\" }}]");
                notes.push(Note { severity: NoteSeverity::Refused, message, origin });
            };
            if is_required && value.is_none() {
                refuse(
                    format!("parameter {name} is required"),
                    Some(ctx.origin(usage.span, Via::Application)),
                );
            } else if !fits(value, kind) {
                let kind = if kind == "number" { "numeric" } else { kind };
                let at = value.and_then(|it| it.origin.clone());
                let at = at.or_else(|| Some(ctx.origin(usage.span, Via::Application)));
                refuse(format!("expected {kind} value for {name}"), at);
            }
        }
        Engine::Specification if is_required && value.is_none() => {
            let message = format!("parameter `{name}` is required and has no value");
            let origin = Some(ctx.origin(usage.span, Via::Application));
            notes.push(Note { severity: NoteSeverity::Gap, message, origin });
        }
        Engine::Specification => {}
    }
}

/// Whether the reference controller takes the value for a parameter of that type; it converts nothing.
fn fits(value: Option<&Datum>, kind: &str) -> bool {
    match (value.map(|it| &it.data), kind) {
        (None | Some(Data::Null), "null")
        | (Some(Data::Bool(_)), "boolean")
        | (Some(Data::Int(_) | Data::Float(_)), "number")
        | (Some(Data::String(_)), "string")
        | (Some(Data::Mapping(_)), "object")
        | (Some(Data::Sequence(_)), "array") => true,
        (_, "null" | "boolean" | "number" | "string" | "object" | "array") => false,
        // A type that is not in the list: the component itself does not load, which is another finding.
        _ => true,
    }
}
