//! Parameters: their names in the component and in the application, and the values they take.

use oam_catalog::SchemaView;
use oam_model::object::{ComponentUse, Env, Object, Parameter};
use oam_model::workspace::DocumentId;
use oam_syntax::edit::scalar_text;
use oam_syntax::{PathSegment, Span, YamlPath};

use super::CompletionKind;
use super::fit::fit;
use super::fresh::yaml_text;
use super::insert::{Insert, Part};
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::variables;
use crate::cards::{declared_at, implicit_parameter_card, parameter_card, parameter_facts};

/// Names for `fromParam`, and for the `name` of a parameter value.
pub(super) fn names(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    for it in candidates(request, path.segments()) {
        let form = Form::Text(it.name.clone());
        list.push(it.candidate(form));
    }
}

/// Whole parameter values for the list at the item's `path`: those that are not given yet.
pub(super) fn items(
    request: &Request<'_>,
    path: &YamlPath,
    form: impl Fn(Insert) -> Form,
    list: &mut List<'_, '_>,
) {
    for it in candidates(request, path.segments()) {
        let value = it.value.clone();
        let item = Insert::map([("name", Insert::string(&it.name)), ("value", value)]);
        list.push(it.candidate(form(item)));
    }
}

/// Whole environment variables or files that take their value from a parameter which no sibling uses yet.
pub(super) fn readers(
    request: &Request<'_>,
    (path, view): (&YamlPath, SchemaView<'_>),
    key: &str,
    used: &[String],
    form: impl Fn(Insert) -> Form,
    list: &mut List<'_, '_>,
) {
    let own = request.ctx.object.filter(|it| it.component().is_some());
    for it in own.map(|it| declared(request, request.ctx.document, it)).unwrap_or_default() {
        if used.contains(&it.name) {
            continue;
        }
        let upper: String = it
            .name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
            .collect();
        let first = if key == "name" {
            Insert::hole(scalar_text(&upper))
        } else {
            Insert::hole(format!("/etc/{}", it.name))
        };
        let item = Insert::map([(key, first), ("fromParam", Insert::string(&it.name))]);
        let item = fit(request, path.segments(), view, item);
        list.push(it.candidate(form(item)));
    }
}

/// The parameters that the siblings of an item read.
pub(super) fn read_by(items: &[Env]) -> Vec<String> {
    items.iter().filter_map(|it| it.from_param.as_ref()).map(|it| it.value.clone()).collect()
}

/// Values for the parameter whose `value` is at the cursor.
pub(super) fn values(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) -> Option<()> {
    let usage = request.ctx.usage(path.segments())?;
    let (parent, nodes) = path.segments().split_last().map(|(_, it)| (it, request.ctx.find(it)))?;
    let node = nodes?;
    let given = usage.parameter_values.iter().find(|it| it.node == node.id())?;
    let name = given.name.as_ref()?.value.clone();
    let known = all(request, parent).into_iter().find(|it| it.name == name);
    let mut texts: Vec<(String, &str)> = Vec::new();
    if let Some(it) = &known {
        texts.extend(it.default.iter().map(|it| (it.clone(), "default")));
        if it.kind == "boolean" {
            texts.extend(["true", "false"].map(|it| (it.to_owned(), "")));
        }
    }
    let card = || {
        let Some((document, object, component)) = request.ctx.component_of(usage) else {
            return String::new();
        };
        let is_meant = |it: &&Parameter| it.name.as_ref().is_some_and(|it| it.value == name);
        let declared = component.parameters.iter().find(is_meant);
        declared.map(|it| card(request, document, object, it)).unwrap_or_default()
    };
    for (text, detail) in texts {
        list.push(Candidate {
            label: text.clone(),
            kind: CompletionKind::Value,
            detail: Some(detail.to_owned()),
            documentation: request.documented(&text, card).filter(|it| !it.is_empty()),
            rank: Rank::First,
            form: Form::Yaml(text),
        });
    }
    variables::as_values(request, list);
    Some(())
}

/// The values that an instance of a component must be given, as a new list.
pub(super) fn required_values(request: &Request<'_>, component: &str) -> Vec<Insert> {
    let Some((document, object, _)) = request.ctx.workspace.component(component) else { return Vec::new() };
    let needed = declared(request, document, object).into_iter().filter(|it| it.must_be_given);
    needed.map(|it| Insert::map([("name", Insert::string(&it.name)), ("value", it.value)])).collect()
}

/// A parameter that can be named.
struct Known {
    name: String,
    kind: String,
    /// The default as YAML text.
    default: Option<String>,
    /// What to write for its value.
    value: Insert,
    must_be_given: bool,
    detail: String,
    documentation: Option<String>,
}

impl Known {
    fn candidate(self, form: Form) -> Candidate {
        Candidate {
            label: self.name,
            kind: CompletionKind::Parameter,
            detail: Some(self.detail),
            documentation: self.documentation,
            rank: Rank::First,
            form,
        }
    }
}

/// The parameters that can be named at a path and are not named by a sibling.
fn candidates(request: &Request<'_>, path: &[PathSegment]) -> Vec<Known> {
    let Some(usage) = request.ctx.usage(path) else { return all(request, path) };
    let given: Vec<&str> = usage
        .parameter_values
        .iter()
        .filter(|it| !is_at_cursor(request, it.span))
        .filter_map(|it| it.name.as_ref())
        .map(|it| it.value.as_str())
        .collect();
    let mut known = all(request, path);
    known.retain(|it| !given.contains(&it.name.as_str()));
    known.sort_by_key(|it| !it.must_be_given);
    known
}

fn is_at_cursor(request: &Request<'_>, span: Span) -> bool {
    span.contains(request.at)
}

/// The parameters that can be named at a path: of the component itself, or of the one that the instance is of.
fn all(request: &Request<'_>, path: &[PathSegment]) -> Vec<Known> {
    let Some(object) = request.ctx.object else { return Vec::new() };
    if object.component().is_some() {
        return declared(request, request.ctx.document, object);
    }
    let Some(usage) = request.ctx.usage(path) else { return Vec::new() };
    let of_component =
        request.ctx.component_of(usage).map(|(document, it, _)| declared(request, document, it));
    of_component.into_iter().flatten().chain(implicit(request, usage)).collect()
}

fn declared(request: &Request<'_>, document: DocumentId, object: &Object) -> Vec<Known> {
    let parameters = object.component().map(|it| it.parameters.as_slice()).unwrap_or_default();
    let known = parameters.iter().filter_map(|it| {
        let name = it.name.as_ref()?;
        Some(Known {
            name: name.value.clone(),
            kind: it.kind.as_ref().map(|it| it.value.clone()).unwrap_or_default(),
            default: it.default.as_ref().map(|it| yaml_text(&it.to_json())),
            value: value(it),
            must_be_given: it.required == Some(true) || it.default.is_none(),
            detail: parameter_facts(it),
            documentation: request.documented(&name.value, || card(request, document, object, it)),
        })
    });
    known.collect()
}

fn card(request: &Request<'_>, document: DocumentId, object: &Object, parameter: &Parameter) -> String {
    let owner = object.name().unwrap_or_default();
    let span = parameter.name.as_ref().map_or(parameter.span, |it| it.span);
    let place = declared_at(request.ctx.workspace, request.ctx.document.file, document, span);
    parameter_card(request.ctx.workspace, owner, parameter, None, &place)
}

/// What to write for the value of a parameter: the default, or something of the right type.
fn value(parameter: &Parameter) -> Insert {
    if let Some(it) = &parameter.default {
        return Insert::hole(yaml_text(&it.to_json()));
    }
    match parameter.kind.as_ref().map(|it| it.value.as_str()) {
        Some("boolean") => Insert::choice(vec!["true".to_owned(), "false".to_owned()]),
        Some("number") => Insert::hole("0"),
        Some("object") => Insert::hole("{}"),
        Some("array") => Insert::hole("[]"),
        Some("null") => Insert::hole("null"),
        _ => {
            let quote = || Part::Text("\"".to_owned());
            Insert::Scalar(vec![quote(), Part::Hole(String::new()), quote()])
        }
    }
}

/// Parameters that the configured platform understands without a declaration.
fn implicit(request: &Request<'_>, _usage: &ComponentUse) -> Vec<Known> {
    let workspace = request.ctx.workspace;
    let Some(platform) = workspace.platform().and_then(|it| workspace.catalog().platform(it)) else {
        return Vec::new();
    };
    let by_itself = format!("platform `{}`", platform.name);
    let known = platform.implicit_parameters.iter().map(|it| Known {
        name: it.name.clone(),
        kind: it.kind.clone(),
        default: None,
        value: if it.kind == "number" { Insert::hole("1") } else { Insert::hole("\"\"") },
        must_be_given: false,
        detail: format!("{} · {by_itself}", it.kind).replace('`', ""),
        documentation: request.documented(&it.name, || implicit_parameter_card(it, &by_itself)),
    });
    known.collect()
}
