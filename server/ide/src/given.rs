//! What instances get for the parameters of their component: the application's value with its variables in it, else the
//! default.
//!
//! The generous reading of the specification, as in the preview. It renders nothing and complains about nothing.

use oam_catalog::{Namespace, Support};
use oam_model::object::{Application, ComponentUse, Object, Parameter};
use oam_model::symbol::SymbolKey;
use oam_model::value::{Data, Text, Value};
use oam_model::variable::{replace_calls, whole_call};
use oam_model::workspace::{DocumentId, Workspace};
use serde_json::Value as Json;

use crate::at::around;
use crate::position::FileSpan;

/// An instance of a component in an application.
#[derive(Clone, Copy)]
pub(crate) struct Instance<'w> {
    /// The document of the application.
    pub(crate) document: DocumentId,
    /// The application as an object.
    pub(crate) object: &'w Object,
    pub(crate) application: &'w Application,
    pub(crate) usage: &'w ComponentUse,
}

/// What an instance gets for a parameter.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The value.
    pub(crate) value: Json,
    /// Where it is written: the application's value, the variable behind it, or the default.
    pub(crate) at: FileSpan,
    /// Whether the default counts.
    pub(crate) is_default: bool,
}

/// All instances of a component, by file and place, at most `limit`.
pub(crate) fn instances_of<'w>(workspace: &'w Workspace, component: &str, limit: usize) -> Vec<Instance<'w>> {
    let key = SymbolKey::global(Namespace::ComponentName, component);
    let instance = |place: &oam_model::index::Place| {
        let object = workspace.object(place.document)?;
        let application = object.application()?;
        let usage = around(&application.components, |it| it.span, place.span)?;
        Some(Instance { document: place.document, object, application, usage })
    };
    workspace.index().references(&key).filter_map(instance).take(limit).collect()
}

/// What an instance gets for a parameter that a document declares; `None` where nothing gives it a value.
pub(crate) fn given(
    workspace: &Workspace,
    instance: &Instance<'_>,
    parameter: &Parameter,
    declaring: DocumentId,
) -> Option<Given> {
    let name = parameter.name.as_ref()?;
    let values = instance.usage.parameter_values.iter().rev();
    let own = values.filter(|it| it.name.as_ref().map(Text::as_str) == Some(name.as_str()));
    // A parameter that takes its value from elsewhere, or from a template, has one that cannot be known.
    if let Some(own) = own.clone().next() {
        match &own.value {
            Some(it) if it.has_unknown() => return None,
            Some(it) if !it.is_null() => {
                return Some(Given {
                    value: substituted(instance.application, it),
                    at: source(workspace, instance, it),
                    is_default: false,
                });
            }
            _ => {}
        }
    }
    default(workspace, parameter, declaring)
}

/// Whether several documents define a component, so that it is unclear which of them an instance means.
pub(crate) fn is_ambiguous(workspace: &Workspace, component: &str) -> bool {
    let key = SymbolKey::global(Namespace::ComponentName, component);
    workspace.index().definitions(&key).nth(1).is_some()
}

/// The default of a parameter; `None` where the configured platform reads none.
pub(crate) fn default(workspace: &Workspace, parameter: &Parameter, declaring: DocumentId) -> Option<Given> {
    let platform = workspace.platform().and_then(|it| workspace.catalog().platform(it));
    if platform.is_some_and(|it| it.capabilities.parameter_defaults.support == Support::Unsupported) {
        return None;
    }
    let it = parameter.default.as_ref().filter(|it| !it.has_unknown())?;
    let at = FileSpan::in_document(workspace, declaring, it.span);
    Some(Given { value: it.to_json(), at, is_default: true })
}

/// Where a value comes from: its own place, or that of the variable that it consists of.
fn source(workspace: &Workspace, instance: &Instance<'_>, value: &Value) -> FileSpan {
    let name = value.as_str().and_then(whole_call);
    let variable = name.and_then(|it| instance.application.variable(&it)).and_then(|it| it.value.as_ref());
    FileSpan::in_document(workspace, instance.document, variable.unwrap_or(value).span)
}

/// A value with the variables of its application in it; calls of unknown ones stay.
fn substituted(application: &Application, value: &Value) -> Json {
    match &value.data {
        Data::String(text) => {
            let value = |name: &str| Some(application.variable(name)?.value.as_ref()?.to_json());
            let whole = whole_call(text).and_then(|it| value(&it));
            whole.unwrap_or_else(|| Json::from(replace_calls(text, value)))
        }
        Data::Sequence(items) => items.iter().map(|it| substituted(application, it)).collect(),
        Data::Mapping(entries) => {
            Json::Object(entries.iter().map(|(k, v)| (k.text.clone(), substituted(application, v))).collect())
        }
        _ => value.to_json(),
    }
}
