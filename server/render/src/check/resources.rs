//! What a container asks for and may use at most.

use oam_model::datum::Data;

use crate::check::field::Field;
use crate::check::{Check, names};
use crate::quantity;

/// Checks `resources`.
pub(super) fn check(check: &mut Check, resources: &Field<'_>) {
    for key in ["limits", "requests"] {
        for (name, value) in resources.get(key).as_ref().map(Field::entries).unwrap_or_default() {
            resource_name(check, name, &value);
            let number = amount(check, &value);
            if is_extended(name) && number.is_some_and(|it| it.fract() != 0.0) {
                check.refuse(&value, format!("`{}` must be a whole number", written(&value)));
            }
        }
    }
    let limits = resources.get("limits");
    for (name, request) in resources.get("requests").as_ref().map(Field::entries).unwrap_or_default() {
        let limit = limits.as_ref().and_then(|it| it.get(name));
        let wanted = value(&request);
        match limit.as_ref().map(value) {
            None if is_extended(name) => {
                check.refuse_beside(&request, format!("`{name}` must have a limit, equal to the request"));
            }
            Some(most) if is_extended(name) && wanted != most => {
                check.refuse_beside(&request, format!("the request of `{name}` must be equal to its limit"));
            }
            Some(Some(most)) if wanted.is_some_and(|it| it > most) => {
                let reason = format!("the request of `{name}` must be at most its limit");
                check.refuse_beside(&request, reason);
            }
            _ => {}
        }
    }
}

/// Checks an amount that cannot be negative, and reads it.
pub(super) fn amount(check: &mut Check, field: &Field<'_>) -> Option<f64> {
    let Some(number) = value(field) else {
        if matches!(field.datum().data, Data::String(_)) {
            check
                .refuse(field, format!("`{}` must be a quantity, such as `500m` or `1.5Gi`", written(field)));
        }
        return None;
    };
    if number < 0.0 {
        check.refuse(field, format!("`{}` must be at least 0", written(field)));
    }
    Some(number)
}

/// Standard resources, or names with a domain.
fn resource_name(check: &mut Check, name: &str, value: &Field<'_>) {
    let is_known = matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    if !is_known && (!name.contains('/') || names::label_key(name).is_some()) {
        let reason = format!(
            "`{}` must be a resource of Kubernetes, or have a domain and `/` before it",
            names::shortened(name)
        );
        check.refuse(value, reason);
    }
}

/// Resources that others than Kubernetes define, such as `nvidia.com/gpu`: they come in whole numbers.
fn is_extended(name: &str) -> bool {
    name.contains('/') && !name.split('/').next().unwrap_or_default().ends_with("kubernetes.io")
}

fn value(field: &Field<'_>) -> Option<f64> {
    match &field.datum().data {
        Data::String(it) => quantity::parse(it),
        _ => quantity::parse(&field.datum().to_json().to_string()),
    }
}

fn written(field: &Field<'_>) -> String {
    names::shortened(&crate::scalar::text(field.datum()))
}
