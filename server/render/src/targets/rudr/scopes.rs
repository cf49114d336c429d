//! A document of scopes: only health scopes can be created.

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{Note, ResolvedApp, ResolvedScope};

use crate::object::{ObjectType, object};
use crate::output::{Output, refusal};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::owner_references;

const HEALTH_SCOPE: ObjectType<'_> = ObjectType { api_version: "core.oam.dev/v1alpha1", kind: "HealthScope" };

/// What a property must be to count.
type Is = fn(&Datum) -> bool;

/// The optional properties and the fields they become.
const OPTIONAL: [(&str, &str, Is); 6] = [
    ("probe-timeout", "probeTimeout", is_whole),
    ("probe-interval", "probeInterval", is_whole),
    ("failure-rate-threshold", "failureRateThreshold", is_number),
    ("healthy-rate-threshold", "healthyRateThreshold", is_number),
    ("health-threshold-percentage", "healthThresholdPercentage", is_number),
    ("required-healthy-components", "requiredHealthyComponents", is_list),
];

/// Creates the scopes up to the first that fails.
pub(super) fn render(app: &ResolvedApp, output: &mut Output) {
    for it in &app.scopes {
        match create(app, it) {
            // Two health scopes of a document share one object, because it has the document's name.
            Ok(it) if output.has(&it) => {}
            Ok(it) => output.push(it),
            Err(note) => {
                output.note(note);
                return;
            }
        }
    }
}

fn create(app: &ResolvedApp, scope: &ResolvedScope) -> Result<Manifest, Note> {
    match scope.kind.as_str().unwrap_or_default() {
        "core.oam.dev/v1alpha1.HealthScope" => health_scope(app, scope),
        "core.oam.dev/v1alpha1.NetworkScope" => Err(network_scope(scope)),
        kind => {
            let app = app.name.as_str().unwrap_or_default();
            Err(refusal(format!("unknown scope {app} type {kind}"), scope.kind.origin.as_ref()))
        }
    }
}

/// Quirk: named after the application; the scope's own name is never used.
fn health_scope(app: &ResolvedApp, scope: &ResolvedScope) -> Result<Manifest, Note> {
    let spec = Datum::mapping()
        .with("probeMethod", required(scope, "probe-method")?)
        .with("probeEndpoint", required(scope, "probe-endpoint")?);
    let spec = OPTIONAL.iter().fold(spec, |it, (property, field, is_right)| {
        let value = scope.properties.get(property).filter(|it| is_right(it)).cloned();
        it.with(field, value.unwrap_or_else(|| Datum::new(Data::Null)))
    });
    let metadata = Datum::mapping()
        .with("name", app.name.clone())
        .with("ownerReferences", owner_references("ApplicationConfiguration", app.name.clone()));
    let root = object(HEALTH_SCOPE, metadata, Some(&scope.origin)).with("spec", spec);
    Ok(Manifest { root, instance: None, notes: Vec::new() })
}

fn required(scope: &ResolvedScope, property: &str) -> Result<Datum, Note> {
    let missing = || refusal(format!("{property} does not exist in params"), Some(&scope.origin));
    let found = scope.properties.get(property).filter(|it| it.as_str().is_some());
    found.cloned().ok_or_else(missing)
}

/// Quirk: a network scope is checked and then always refused.
fn network_scope(scope: &ResolvedScope) -> Note {
    let missing = ["network-id", "subnet-id"].into_iter().find(|it| scope.properties.get(it).is_none());
    match missing {
        Some(it) => refusal(format!("{it} is not exist"), Some(&scope.origin)),
        None => refusal("network scope create not implemented", Some(&scope.origin)),
    }
}

fn is_whole(it: &Datum) -> bool {
    it.as_int().is_some()
}

fn is_number(it: &Datum) -> bool {
    matches!(it.data, Data::Int(_) | Data::Float(_))
}

fn is_list(it: &Datum) -> bool {
    matches!(it.data, Data::Sequence(_))
}
