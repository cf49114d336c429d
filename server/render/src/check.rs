//! What a Kubernetes API server would say to rendered manifests: the published schemas, and the API's rules about names
//! and values that schemas cannot say.
//!
//! Both are of the release [`oam_catalog::kubernetes_release`]. Of kinds that are not known it says nothing but what is
//! true of every object. It does not know what a cluster holds already, nor what its admission controllers want.
//!
//! The trap: every rule here is one of the API's own validation. What is only a bad idea is accepted by the server, and so
//! it is here; `cargo xtask e2e --kubernetes` compares the two.

mod autoscaler;
mod accepted;
mod container;
mod field;
mod ingress;
mod metadata;
mod names;
mod pod;
mod probe;
mod resources;
mod service;
mod storage;
mod workload;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oam_catalog::{PathStep, SchemaProblemKind, kubernetes_problems};
use oam_model::datum::Origin;

use crate::check::field::{Field, nearest_origin};
use crate::rendered::Manifest;

/// Something that the API server would not accept.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// The position of the manifest.
    pub manifest: usize,
    /// The field, from the top of the object.
    pub path: Vec<PathStep>,
    /// What set the field, or the nearest field around it that something set.
    pub origin: Option<Origin>,
    /// What is wrong: `` `70000` must be a port from 1 to 65535 ``.
    pub reason: String,
    /// Whether the value alone is wrong, or only together with others.
    pub about: About,
}

/// What a rejection is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One value, whatever stands around it.
    Value,
    /// Something that is missing.
    Absence,
    /// Several values that do not fit together, such as two equal names.
    Relation,
}

impl Rejection {
    /// The path as Kubernetes writes it: `spec.template.spec.containers[0].name`.
    pub fn field(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            // Writing to a string cannot fail.
            let _ = match step {
                PathStep::Index(index) => write!(text, "[{index}]"),
                PathStep::Key(key) if key.contains(['.', '/']) => write!(text, "[{key}]"),
                PathStep::Key(key) if text.is_empty() => write!(text, "{key}"),
                PathStep::Key(key) => write!(text, ".{key}"),
            };
        }
        text
    }
}

/// Everything that would be rejected, by manifest; of one field only the first reason.
pub fn rejections(manifests: &[Manifest]) -> Vec<Rejection> {
    let mut all = Vec::new();
    for (position, manifest) in manifests.iter().enumerate() {
        let fingerprint = accepted::fingerprint(&manifest.root);
        if accepted::is_known(fingerprint) {
            continue;
        }
        let mut check = Check { manifest: position, found: Vec::new() };
        check.schema(manifest);
        check.values(manifest);
        let mut seen = BTreeSet::new();
        check.found.retain(|it| seen.insert(it.field()));
        if check.found.is_empty() {
            accepted::remember(fingerprint);
        }
        all.append(&mut check.found);
    }
    all.extend(repeated(manifests));
    all
}

fn is_owner(path: &[PathStep]) -> bool {
    matches!(path, [.., PathStep::Key(list), PathStep::Index(_)] if list == "ownerReferences")
}

/// Objects of one kind and name: a cluster has only one of them.
fn repeated(manifests: &[Manifest]) -> Vec<Rejection> {
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for (position, it) in manifests.iter().enumerate() {
        if it.name().is_empty() {
            continue;
        }
        let key = (it.api_version(), it.kind(), it.name());
        if seen.insert(key, position).is_some() {
            let path: Vec<_> = ["metadata", "name"].map(|it| PathStep::Key(it.to_owned())).into();
            found.push(Rejection {
                manifest: position,
                origin: nearest_origin(&it.root, &path).cloned(),
                path,
                reason: format!("there is a {} of the name `{}` already", it.kind(), it.name()),
                about: About::Relation,
            });
        }
    }
    found
}

/// The rejections of one manifest in the making.
pub(crate) struct Check {
    manifest: usize,
    found: Vec<Rejection>,
}

impl Check {
    /// The value of a field is not allowed.
    fn refuse(&mut self, field: &Field<'_>, reason: impl Into<String>) {
        self.push(field, reason.into(), About::Value);
    }

    /// A field is not allowed beside others.
    fn refuse_beside(&mut self, field: &Field<'_>, reason: impl Into<String>) {
        self.push(field, reason.into(), About::Relation);
    }

    /// A field lacks a key.
    fn missing(&mut self, field: &Field<'_>, key: &str) {
        let mut path = field.path().to_vec();
        path.push(PathStep::Key(key.to_owned()));
        self.found.push(Rejection {
            manifest: self.manifest,
            path,
            origin: field.origin().cloned(),
            reason: format!("`{key}` is missing"),
            about: About::Absence,
        });
    }

    /// A text must have a form; `form` says what is wrong with it.
    fn text(&mut self, field: &Field<'_>, form: impl Fn(&str) -> Option<&'static str>) {
        if let Some(text) = field.text()
            && let Some(must) = form(text)
        {
            self.refuse(field, format!("`{}` must {must}", names::shortened(text)));
        }
    }

    /// A text is one of a list, if it is there and not empty.
    fn one_of(&mut self, field: Option<&Field<'_>>, allowed: &[&str]) {
        let Some((field, text)) = field.and_then(|it| Some((it, it.text()?))) else { return };
        if !text.is_empty() && !allowed.contains(&text) {
            let names: Vec<String> = allowed.iter().map(|it| format!("`{it}`")).collect();
            self.refuse(field, format!("`{}` must be one of {}", names::shortened(text), names.join(", ")));
        }
    }

    /// A whole number is at least something, if it is there.
    fn at_least(&mut self, field: Option<&Field<'_>>, least: i64) {
        if let Some((field, number)) = field.and_then(|it| Some((it, it.int()?)))
            && number < least
        {
            self.refuse(field, format!("`{number}` must be at least {least}"));
        }
    }

    fn push(&mut self, field: &Field<'_>, reason: String, about: About) {
        let (path, origin) = (field.path().to_vec(), field.origin().cloned());
        self.found.push(Rejection { manifest: self.manifest, path, origin, reason, about });
    }

    fn schema(&mut self, manifest: &Manifest) {
        for problem in kubernetes_problems(&manifest.root.to_json()).unwrap_or_default() {
            let mut path = problem.path.clone();
            let mut about = About::Value;
            match &problem.kind {
                // Only the cluster that has an owner knows its number.
                SchemaProblemKind::Missing { property } if property == "uid" && is_owner(&path) => continue,
                SchemaProblemKind::Missing { property } => {
                    path.push(PathStep::Key(property.clone()));
                    about = About::Absence;
                }
                SchemaProblemKind::Unknown { property, .. } => path.push(PathStep::Key(property.clone())),
                _ => {}
            }
            self.found.push(Rejection {
                manifest: self.manifest,
                origin: nearest_origin(&manifest.root, &path).cloned(),
                path,
                reason: problem.to_string(),
                about,
            });
        }
    }

    fn values(&mut self, manifest: &Manifest) {
        let root = Field::root(&manifest.root);
        metadata::check(self, &root);
        match (manifest.api_version(), manifest.kind()) {
            ("apps/v1" | "batch/v1" | "networking.k8s.io/v1" | "autoscaling/v2", _)
            | ("v1", "Pod" | "Service" | "PersistentVolumeClaim")
                if root.get("spec").is_none() =>
            {
                self.missing(&root, "spec");
            }
            ("apps/v1", "Deployment" | "StatefulSet" | "DaemonSet") => workload::check(self, &root),
            ("batch/v1", "Job") => workload::check_job(self, &root),
            ("v1", "Pod") => pod::check(self, &root),
            ("v1", "Service") => service::check(self, &root),
            ("v1", "ConfigMap") => storage::check_config_map(self, &root),
            ("v1", "PersistentVolumeClaim") => storage::check_claim(self, &root),
            ("networking.k8s.io/v1", "Ingress") => ingress::check(self, &root),
            ("autoscaling/v1" | "autoscaling/v2", "HorizontalPodAutoscaler") => {
                autoscaler::check(self, &root);
            }
            _ => {}
        }
    }
}
