//! `ApplicationConfiguration` of v1alpha1, all dialects.

use oam_syntax::{Entry, Node, NodeKind, Scalar};

use super::fields::{Fields, Lowerer};
use crate::object::{
    Application, ComponentUse, LegacyForm, ParameterValue, Properties, ScopeBinding, Shape, TraitUse,
    Variable,
};
use crate::value::{Data, Key, Text, Value};

/// Keys of a trait binding that some dialect gives a meaning.
const TRAIT_KEYS: [&str; 6] = ["name", "properties", "parameterValues", "type", "instanceName", "refName"];

pub(super) fn application(lowerer: &mut Lowerer, spec: Option<Fields<'_>>) -> Application {
    let Some(spec) = spec else { return Application::default() };
    let scopes = spec.get("scopes").map(Node::resolved);
    Application {
        variables: lowerer.mappings(spec.get("variables")).into_iter().map(variable).collect(),
        scopes: {
            let items = lowerer.mappings(scopes);
            items.into_iter().map(|it| scope_binding(lowerer, it)).collect()
        },
        has_scopes: scopes.is_some_and(|it| it.kind() == NodeKind::Sequence),
        components: {
            let items = lowerer.mappings(spec.get("components"));
            items.into_iter().map(|it| component_use(lowerer, it)).collect()
        },
        spec: Some(spec.node().id()),
    }
}

fn variable(fields: Fields<'_>) -> Variable {
    Variable { name: fields.text("name"), value: fields.value("value"), span: fields.span() }
}

fn scope_binding(lowerer: &mut Lowerer, fields: Fields<'_>) -> ScopeBinding {
    let properties = properties(lowerer, fields, LegacyForm::ScopeParameterValues, None);
    ScopeBinding { name: fields.text("name"), kind: fields.text("type"), properties, span: fields.span() }
}

fn component_use(lowerer: &mut Lowerer, fields: Fields<'_>) -> ComponentUse {
    let mut component = fields.text("componentName");
    if let Some(entry) = fields.entry("name").filter(|_| fields.entry("componentName").is_none()) {
        lowerer.legacy_key(LegacyForm::ComponentKey, entry, "componentName");
        component = Text::read(entry.value);
    }
    ComponentUse {
        component,
        instance: fields.text("instanceName"),
        parameter_values: lowerer
            .mappings(fields.get("parameterValues"))
            .into_iter()
            .map(parameter_value)
            .collect(),
        traits: {
            let items = lowerer.mappings(fields.get("traits"));
            items.into_iter().map(|it| trait_use(lowerer, it)).collect()
        },
        scopes: application_scopes(lowerer, fields.get("applicationScopes")),
        span: fields.span(),
        node: fields.node().id(),
    }
}

fn parameter_value(fields: Fields<'_>) -> ParameterValue {
    ParameterValue {
        name: fields.text("name"),
        value: fields.value("value"),
        from_param: fields.text("fromParam"),
        span: fields.span(),
        node: fields.node().id(),
    }
}

fn application_scopes(lowerer: &mut Lowerer, list: Option<Node<'_>>) -> Vec<Text> {
    let mut names: Vec<Text> = list.into_iter().flat_map(Node::items).filter_map(Text::read).collect();
    for fields in lowerer.mappings(list) {
        // Drafts of 2019 named the scope and its type.
        let Some(name) = fields.text("name") else { continue };
        let node = fields.node();
        lowerer.legacy(LegacyForm::ScopeReference, node.span(), node.id(), node.raw(), &name.value);
        names.push(name);
    }
    names.sort_by_key(|it| it.span);
    names
}

fn trait_use(lowerer: &mut Lowerer, fields: Fields<'_>) -> TraitUse {
    let mut name = fields.text("name");
    if let Some(entry) = fields.entry("type") {
        let from_type = Text::read(entry.value).map(|it| Text { value: trait_name(&it.value), ..it });
        let canonical = from_type.as_ref().map_or("name", |it| it.value.as_str());
        let canonical = if name.is_some() { "name" } else { canonical };
        lowerer.legacy_key(LegacyForm::TraitType, entry, canonical);
        name = name.or(from_type);
    }
    let forms = Some(LegacyForm::TraitParameterValuesMapping);
    TraitUse {
        properties: properties(lowerer, fields, LegacyForm::TraitParameterValues, forms),
        stray: fields
            .entries()
            .into_iter()
            .filter(|it| !TRAIT_KEYS.contains(&it.key.text().as_ref()))
            .map(|it| (Key::read(it.key), Value::read(it.value)))
            .collect(),
        name,
        span: fields.span(),
        node: fields.node().id(),
    }
}

/// `core.hydra.io/v1alpha1.ManualScaler` → `manual-scaler`.
fn trait_name(kind: &str) -> String {
    let kind = kind.rsplit(['.', '/']).next().unwrap_or(kind);
    let mut name = String::with_capacity(kind.len() + 4);
    for (position, letter) in kind.chars().enumerate() {
        if letter.is_uppercase() && position > 0 {
            name.push('-');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

/// `properties`, else the older `parameterValues`, as a mapping.
fn properties(
    lowerer: &mut Lowerer,
    fields: Fields<'_>,
    array_form: LegacyForm,
    mapping_form: Option<LegacyForm>,
) -> Properties {
    let today = fields.entry("properties");
    let is_null = |it: &Entry<'_>| {
        matches!(it.value.resolved().scalar(), Some(Scalar::Null)) || it.value.kind() == NodeKind::Missing
    };
    let (entry, is_legacy_key) = match (today, fields.entry("parameterValues")) {
        (Some(it), None) => (it, false),
        (Some(it), Some(_)) if !is_null(&it) => (it, false),
        (_, Some(it)) => (it, true),
        (None, None) => return Properties::default(),
    };
    let value = Value::read(entry.value);
    let shape = match (&value.data, is_legacy_key) {
        (Data::Null, _) => Shape::Null,
        (Data::Mapping(_), false) => Shape::Mapping,
        (Data::Mapping(_), true) => Shape::ParameterValuesMapping,
        (Data::Sequence(_), false) => Shape::Array,
        (Data::Sequence(_), true) => Shape::ParameterValues,
        _ => Shape::Scalar,
    };
    match shape {
        Shape::ParameterValues => lowerer.legacy_key(array_form, entry, "properties"),
        Shape::ParameterValuesMapping => {
            lowerer.legacy_key(mapping_form.unwrap_or(array_form), entry, "properties");
        }
        // Scopes really are arrays on the reference controller; only a trait's array is an old form.
        Shape::Array if mapping_form.is_some() => {
            lowerer.legacy_key(LegacyForm::TraitPropertiesArray, entry, "properties");
        }
        _ => {}
    }
    let entries = match &value.data {
        Data::Mapping(entries) => entries.clone(),
        Data::Sequence(items) => {
            let open: Vec<_> = entry.value.items().filter(|it| it.is_open()).map(Node::id).collect();
            items.iter().filter_map(|it| named_value(it, open.contains(&it.node))).collect()
        }
        _ => Vec::new(),
    };
    Properties { shape, entries, value: Some(value), key: Some(Key::read(entry.key)) }
}

/// An item `{name, value}` as an entry. `fromParam` in a trait meant a variable (first release of the reference controller).
fn named_value(item: &Value, is_open: bool) -> Option<(Key, Value)> {
    let name = item.get("name")?;
    let key = Key { text: name.as_str()?.to_owned(), span: name.span, node: name.node };
    let value = match (item.get("value"), item.get("fromParam")) {
        (Some(value), _) => value.clone(),
        (None, Some(variable)) => {
            let call = format!("[fromVariable({})]", variable.as_str().unwrap_or_default());
            Value { data: Data::String(call), ..variable.clone() }
        }
        (None, None) => {
            let data = if is_open { Data::Unknown } else { Data::Null };
            Value { data, span: item.span, node: item.node }
        }
    };
    Some((key, value))
}
