//! What all objects of an instance share: names, labels, namespace.
//!
//! Labels are the recommended ones of Kubernetes: `name` is the component, `instance` the instance, `part-of` the
//! application, `version` the component's version. Selectors are `name` and `instance` only, because they can never be changed.

use oam_model::datum::{Datum, Origin};
use oam_model::resolved::{ResolvedApp, ResolvedComponent, ResolvedInstance};

use crate::object::{ObjectType, object};
use crate::rendered::Manifest;
use crate::scalar::{as_text, text};

/// The longest value of a label.
const MAX_LABEL: usize = 63;

/// An instance of a component that is there.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub(super) app: &'a ResolvedApp,
    pub(super) instance: &'a ResolvedInstance,
    pub(super) component: &'a ResolvedComponent,
    pub(super) namespace: Option<&'a str>,
}

impl<'a> Ctx<'a> {
    /// The instance's name.
    pub(super) fn name(&self) -> &'a str {
        self.instance.name.as_str().unwrap_or_default()
    }

    /// A name that begins with the instance's.
    pub(super) fn name_with(&self, suffix: &str) -> Datum {
        Datum::new(format!("{}-{suffix}", self.name())).with_origin(self.instance.name.origin.clone())
    }

    /// The labels that select the instance's pods.
    pub(super) fn selector(&self) -> Datum {
        Datum::mapping()
            .with("app.kubernetes.io/name", label(&self.instance.component_name))
            .with("app.kubernetes.io/instance", label(&self.instance.name))
    }

    /// The labels of the instance's pods: those of its objects without the version, which would restart them.
    pub(super) fn pod_labels(&self) -> Datum {
        let own = self.selector();
        let own = if self.app.name.as_str().is_none_or(str::is_empty) {
            own
        } else {
            own.with("app.kubernetes.io/part-of", label(&self.app.name))
        };
        self.component.labels.iter().fold(own, |it, (key, value)| match it.get(key) {
            Some(_) => it,
            None => it.with(key, label(value)),
        })
    }

    /// The labels of the instance's objects.
    pub(super) fn labels(&self) -> Datum {
        let version = self.component.annotations.iter().find(|(key, _)| key == "version");
        let labels =
            self.pod_labels().with_some("app.kubernetes.io/version", version.map(|(_, it)| label(it)));
        self.app.labels.iter().fold(labels, |it, (key, value)| match it.get(key) {
            Some(_) => it,
            None => it.with(key, label(value)),
        })
    }

    /// An object of this instance.
    pub(super) fn object(&self, of: ObjectType<'_>, name: Datum, origin: Option<&Origin>) -> Datum {
        object(of, self.metadata(name), origin)
    }

    /// The metadata of an object of this instance.
    pub(super) fn metadata(&self, name: Datum) -> Datum {
        let namespace = match self.namespace {
            Some(it) => Some(Datum::new(it)),
            None => self.app.namespace.as_ref().map(as_text),
        };
        Datum::mapping().with("name", name).with_some("namespace", namespace).with("labels", self.labels())
    }

    /// An object of this instance as a manifest.
    pub(super) fn manifest(&self, root: Datum) -> Manifest {
        Manifest { root, instance: Some(self.name().to_owned()), notes: Vec::new() }
    }

    /// Where the workload type was chosen.
    pub(super) fn type_origin(&self) -> Option<&Origin> {
        self.component.workload_type.as_ref().and_then(|it| it.origin.as_ref())
    }
}

/// A name within an object or at the end of one, as Kubernetes takes it: `My_Logs` → `my-logs`.
///
/// Nothing outside refers to such names, so they can be changed; names of instances cannot.
pub(super) fn inner_name(written: &Datum) -> Datum {
    let is_allowed = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    let lower = text(written).to_lowercase();
    let name: String =
        lower.chars().map(|it| if is_allowed(it) { it } else { '-' }).take(MAX_LABEL).collect();
    Datum::new(name.trim_matches('-')).with_origin(written.origin.clone())
}

/// A text that can be the value of a label: what it may not contain becomes `-`.
fn label(datum: &Datum) -> Datum {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let value: String =
        text(datum).chars().map(|it| if is_allowed(it) { it } else { '-' }).take(MAX_LABEL).collect();
    let value = value.trim_matches(|it: char| !it.is_ascii_alphanumeric());
    Datum::new(value).with_origin(datum.origin.clone())
}
