//! The common beginning of every Kubernetes object.
//!
//! It does not know labels or owners: each target has its own.

use oam_model::datum::{Datum, Origin};

use crate::scalar::as_text;

/// The type of an object.
#[derive(Clone, Copy)]
pub(crate) struct ObjectType<'a> {
    pub(crate) api_version: &'a str,
    pub(crate) kind: &'a str,
}

pub(crate) const CONFIG_MAP: ObjectType<'_> = ObjectType { api_version: "v1", kind: "ConfigMap" };
pub(crate) const CLAIM: ObjectType<'_> = ObjectType { api_version: "v1", kind: "PersistentVolumeClaim" };
pub(crate) const SERVICE: ObjectType<'_> = ObjectType { api_version: "v1", kind: "Service" };
pub(crate) const DEPLOYMENT: ObjectType<'_> = ObjectType { api_version: "apps/v1", kind: "Deployment" };
pub(crate) const STATEFUL_SET: ObjectType<'_> = ObjectType { api_version: "apps/v1", kind: "StatefulSet" };
pub(crate) const JOB: ObjectType<'_> = ObjectType { api_version: "batch/v1", kind: "Job" };
pub(crate) const FUNCTION: ObjectType<'_> =
    ObjectType { api_version: "openfaas.com/v1alpha2", kind: "Function" };

/// An object of a type: `apiVersion`, `kind` and `metadata`; `origin` is the place that asked for such an object.
pub(crate) fn object(of: ObjectType<'_>, metadata: Datum, origin: Option<&Origin>) -> Datum {
    Datum::mapping()
        .with("apiVersion", Datum::new(of.api_version).with_origin(origin.cloned()))
        .with("kind", Datum::new(of.kind).with_origin(origin.cloned()))
        .with("metadata", metadata)
        .with_origin(origin.cloned())
}

/// A mapping from texts to texts.
pub(crate) fn string_map<'a>(entries: impl IntoIterator<Item = &'a (String, Datum)>) -> Datum {
    entries.into_iter().fold(Datum::mapping(), |map, (key, value)| map.with(key, as_text(value)))
}
