//! Puts an application together: components bound, parameters and variables applied, traits in order.
//!
//! Two engines read the same documents differently, so the caller says which one is meant. What cannot be resolved becomes
//! a note at its place; the rest goes on. Nothing is rendered here.

mod component;
mod parameters;
mod variables;

use oam_catalog::Namespace;
use oam_syntax::Span;

use crate::datum::{Data, Datum, Origin, Via};
use crate::object::{ComponentUse, LegacyForm, Object, Properties, Shape, TraitUse};
use crate::resolved::{Note, NoteSeverity, ResolvedApp, ResolvedInstance, ResolvedScope, ResolvedTrait};
use crate::symbol::SymbolKey;
use crate::value::{Key, Text, Value};
use crate::workspace::{DocumentId, Workspace};
use variables::Variables;

/// Whose reading of the documents counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The specification, read generously: old spellings count, variables are substituted.
    Specification,
    /// The reference controller, Rudr: old spellings are ignored or refused, variables stay literal text (rudr#547).
    Rudr,
}

/// How to resolve.
#[derive(Clone, Debug)]
pub struct ResolveConfig {
    /// The engine.
    pub engine: Engine,
    /// Values for variables or parameters of these names, in place of the documents' own.
    pub overrides: Vec<(String, String)>,
}

/// What all steps need.
struct Ctx<'w> {
    workspace: &'w Workspace,
    document: DocumentId,
    config: &'w ResolveConfig,
}

/// Resolves the application of a document; `None` where the document is not one.
pub fn resolve(workspace: &Workspace, document: DocumentId, config: &ResolveConfig) -> Option<ResolvedApp> {
    resolve_some(workspace, document, config, |_| true)
}

/// As [`resolve`], with only those instances that are wanted.
pub fn resolve_some(
    workspace: &Workspace,
    document: DocumentId,
    config: &ResolveConfig,
    is_wanted: impl Fn(&ComponentUse) -> bool,
) -> Option<ResolvedApp> {
    let object = workspace.object(document)?;
    let application = object.application()?;
    let ctx = Ctx { workspace, document, config };
    let variables = Variables::new(application);
    let mut notes = refusals(&ctx, object);
    let name = match &object.header.name {
        Some(it) => ctx.text(it, Via::Application),
        None => {
            let origin = ctx.origin(object.header.span, Via::Application);
            notes.push(ctx.note(NoteSeverity::Gap, "the application has no `metadata.name`", &origin));
            Datum::from_origin("", origin)
        }
    };
    if application.components.is_empty() && !application.has_scopes {
        let origin = ctx.origin(object.header.span, Via::Application);
        notes.push(ctx.note(NoteSeverity::Gap, "the application has no components", &origin));
    }
    Some(ResolvedApp {
        name,
        namespace: object.header.namespace.as_ref().map(|it| ctx.text(it, Via::Application)),
        annotations: pairs(&object.header.annotations, document, &Via::Application),
        labels: pairs(&object.header.labels, document, &Via::Application),
        instances: application
            .components
            .iter()
            .filter(|it| is_wanted(it))
            .map(|it| instance(&ctx, &variables, it))
            .collect(),
        scopes: application.scopes.iter().filter_map(|it| scope(&ctx, &variables, it, &mut notes)).collect(),
        has_scopes: application.has_scopes,
        notes,
        origin: ctx.origin(object.header.span, Via::Application),
    })
}

/// Old spellings for which the reference controller does not read the document at all.
fn refusals(ctx: &Ctx<'_>, object: &Object) -> Vec<Note> {
    if ctx.config.engine != Engine::Rudr {
        return Vec::new();
    }
    let words = |form: LegacyForm| match form {
        LegacyForm::ComponentKey => {
            Some("the controller refuses the document: missing field `componentName`")
        }
        LegacyForm::TraitParameterValuesMapping => {
            Some("the controller refuses the document: invalid type: map, expected a sequence")
        }
        LegacyForm::Group | LegacyForm::Kind => Some("the controller does not know this API"),
        _ => None,
    };
    let found = object.legacy.iter().filter_map(|it| Some((it, words(it.form)?)));
    found
        .map(|(it, words)| ctx.note(NoteSeverity::Refused, words, &ctx.origin(it.span, Via::Application)))
        .collect()
}

fn instance(ctx: &Ctx<'_>, variables: &Variables<'_>, usage: &ComponentUse) -> ResolvedInstance {
    let origin = ctx.origin(usage.span, Via::Application);
    let mut notes = Vec::new();
    let component_name = match &usage.component {
        Some(it) => ctx.text(it, Via::Application),
        None => {
            notes.push(ctx.note(NoteSeverity::Gap, "the item has no `componentName`", &origin));
            Datum::from_origin("", origin.clone())
        }
    };
    let name = match &usage.instance {
        Some(it) => ctx.text(it, Via::Application),
        None => {
            let severity =
                if ctx.config.engine == Engine::Rudr { NoteSeverity::Refused } else { NoteSeverity::Gap };
            notes.push(ctx.note(
                severity,
                "`instanceName` is missing; the component's name stands in",
                &origin,
            ));
            component_name.clone()
        }
    };
    notes.extend(unknown_scopes(ctx, usage));
    let found = component_name.as_str().and_then(|it| ctx.workspace.component(it));
    if let (None, Some(name)) = (&found, component_name.as_str().filter(|it| !it.is_empty())) {
        let (severity, message) = match ctx.config.engine {
            Engine::Rudr => (
                NoteSeverity::Refused,
                format!("get component {name} err: {}", not_found("componentschematics", name)),
            ),
            Engine::Specification => {
                (NoteSeverity::Gap, format!("component `{name}` is not in this workspace"))
            }
        };
        let at = component_name.origin.clone().unwrap_or_else(|| origin.clone());
        notes.push(ctx.note(severity, &message, &at));
    }
    let (component, undeclared) = match found {
        Some((document, object, component)) => {
            notes.extend(several_definitions(ctx, &component_name));
            let parameters = parameters::resolve(ctx, variables, usage, (document, component), &mut notes);
            let component = component::resolve(ctx, document, object, component, &parameters, &mut notes);
            (Some(component), parameters.undeclared)
        }
        None => (None, parameters::given(ctx, variables, usage, &mut notes)),
    };
    let traits = usage.traits.iter().filter_map(|it| trait_use(ctx, variables, it, &mut notes)).collect();
    let scopes = usage.scopes.iter().map(|it| ctx.text(it, Via::Application)).collect();
    ResolvedInstance { component_name, name, component, traits, scopes, undeclared, notes, origin }
}

/// The reference controller joins scopes first, and looks for the application that makes them.
fn unknown_scopes(ctx: &Ctx<'_>, usage: &ComponentUse) -> Vec<Note> {
    if ctx.config.engine != Engine::Rudr {
        return Vec::new();
    }
    let index = ctx.workspace.index();
    let is_unknown = |it: &&Text| {
        index.definitions(&SymbolKey::global(Namespace::ApplicationName, &it.value)).next().is_none()
    };
    let refused = |it: &Text| {
        let words = not_found("applicationconfigurations", &it.value);
        ctx.note(NoteSeverity::Refused, &words, &ctx.origin(it.span, Via::Application))
    };
    usage.scopes.iter().filter(is_unknown).map(refused).collect()
}

/// Applying both would leave the later one, but nothing says which that is.
fn several_definitions(ctx: &Ctx<'_>, name: &Datum) -> Option<Note> {
    let key = SymbolKey::global(Namespace::ComponentName, name.as_str()?);
    let count = ctx.workspace.index().definitions(&key).count();
    let origin = name.origin.as_ref().filter(|_| count > 1)?;
    let message =
        format!("component `{}` is defined in {count} documents: the first is taken", name.as_str()?);
    Some(ctx.note(NoteSeverity::Info, &message, origin))
}

/// The words of the reference controller for an object that is not there.
fn not_found(resource: &str, name: &str) -> String {
    format!("ApiError NotFound (\"{resource} \\\"{name}\\\" not found\")")
}

fn trait_use(
    ctx: &Ctx<'_>,
    variables: &Variables<'_>,
    usage: &TraitUse,
    notes: &mut Vec<Note>,
) -> Option<ResolvedTrait> {
    let origin = ctx.origin(usage.span, Via::Application);
    let Some(written) = &usage.name else {
        notes.push(ctx.note(NoteSeverity::Gap, "a trait without `name` is left out", &origin));
        return None;
    };
    let entry = ctx.workspace.traits_named(&written.value).into_iter().next();
    let mut name = ctx.text(written, Via::Application);
    let is_generous = ctx.config.engine == Engine::Specification;
    if let Some(entry) = entry.as_ref().filter(|_| is_generous) {
        name.data = Data::from(entry.name.as_str());
    }
    let via = Via::Trait(name.as_str().unwrap_or_default().to_owned());
    let today = |key: &Key| {
        let legacy = entry.as_ref().filter(|_| is_generous).map_or(&[][..], |it| &it.legacy_properties);
        legacy
            .iter()
            .find(|it| it.name == key.text)
            .map_or_else(|| key.text.clone(), |it| it.canonical.clone())
    };
    let properties = properties(ctx, variables, &usage.properties, &via, today, notes);
    let is_legacy_shape = matches!(
        usage.properties.shape,
        Shape::Array | Shape::ParameterValues | Shape::ParameterValuesMapping
    );
    Some(ResolvedTrait { name, entry, properties, is_legacy_shape, origin })
}

fn scope(
    ctx: &Ctx<'_>,
    variables: &Variables<'_>,
    binding: &crate::object::ScopeBinding,
    notes: &mut Vec<Note>,
) -> Option<ResolvedScope> {
    let origin = ctx.origin(binding.span, Via::Application);
    let Some(kind) = &binding.kind else {
        notes.push(ctx.note(NoteSeverity::Gap, "a scope without `type` is left out", &origin));
        return None;
    };
    if ctx.config.engine == Engine::Rudr && binding.properties.shape == Shape::Mapping {
        let words = "the controller refuses the document: invalid type: map, expected a sequence";
        notes.push(ctx.note(NoteSeverity::Refused, words, &origin));
    }
    let name = binding.name.as_ref().map_or_else(|| Datum::new(""), |it| ctx.text(it, Via::Application));
    let via = Via::Scope(name.as_str().unwrap_or_default().to_owned());
    Some(ResolvedScope {
        kind: ctx.text(kind, Via::Application),
        entry: ctx.workspace.scope_type(&kind.value),
        properties: properties(ctx, variables, &binding.properties, &via, |key| key.text.clone(), notes),
        name,
        origin,
    })
}

fn properties(
    ctx: &Ctx<'_>,
    variables: &Variables<'_>,
    properties: &Properties,
    via: &Via,
    today: impl Fn(&Key) -> String,
    notes: &mut Vec<Note>,
) -> Datum {
    if properties.shape == Shape::Scalar
        && let Some(value) = &properties.value
    {
        return variables.apply(ctx, Datum::read(value, ctx.document, via), notes);
    }
    let mut mapping = Datum::mapping();
    mapping.origin = properties.value.as_ref().map(|it| ctx.origin(it.span, via.clone()));
    for (key, value) in &properties.entries {
        let value = variables.apply(ctx, Datum::read(value, ctx.document, via), notes);
        mapping.set(&today(key), value);
    }
    mapping
}

fn pairs(entries: &[(Key, Value)], document: DocumentId, via: &Via) -> Vec<(String, Datum)> {
    entries.iter().map(|(key, value)| (key.text.clone(), Datum::read(value, document, via))).collect()
}

impl Ctx<'_> {
    fn origin(&self, span: Span, via: Via) -> Origin {
        Origin::new(self.document, span, via)
    }

    fn text(&self, text: &Text, via: Via) -> Datum {
        Datum::from_origin(text.value.as_str(), self.origin(text.span, via))
    }

    #[expect(clippy::unused_self, reason = "reads better beside the other two")]
    fn note(&self, severity: NoteSeverity, message: &str, origin: &Origin) -> Note {
        Note { severity, message: message.to_owned(), origin: Some(origin.clone()) }
    }
}
