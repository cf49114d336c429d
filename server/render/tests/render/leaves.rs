//! Every scalar of rendered manifests: which have a source, and which are fixed by the target.
//!
//! A scalar with neither is a mistake: nobody could say why it is there. The tests of whole documents use this file too.

use std::collections::BTreeMap;

use oam_model::datum::{Data, Datum};
use oam_render::rendered::Rendered;

/// What a target writes whatever documents say, or where they say nothing: the target, the kinds, and the paths, `[]` for any
/// item.
const FIXED: &[(&str, &[&str], &[&str])] = &[
    // The port says no protocol.
    (
        "kubernetes",
        &["Deployment", "StatefulSet", "Job"],
        &["spec.template.spec.containers[].ports[].protocol"],
    ),
    ("kubernetes", &["Service"], &["spec.ports[].protocol"]),
    // A file is mounted for reading.
    (
        "kubernetes",
        &["Deployment", "StatefulSet", "Job"],
        &["spec.template.spec.containers[].volumeMounts[].readOnly"],
    ),
    ("kubernetes", &["Job"], &["spec.backoffLimit", "spec.template.spec.restartPolicy"]),
    (
        "kubernetes",
        &["HorizontalPodAutoscaler"],
        &[
            "spec.metrics[].resource.target.type",
            "spec.metrics[].type",
            "spec.scaleTargetRef.apiVersion",
            "spec.scaleTargetRef.kind",
        ],
    ),
    ("kubernetes", &["Ingress"], &["spec.rules[].http.paths[].path", "spec.rules[].http.paths[].pathType"]),
    // Owners, but for their names.
    (
        "rudr",
        &[
            "ComponentInstance",
            "ConfigMap",
            "Deployment",
            "Function",
            "HealthScope",
            "HorizontalPodAutoscaler",
            "Ingress",
            "Job",
            "PersistentVolumeClaim",
            "Prometheus",
            "Service",
            "StatefulSet",
        ],
        &[
            "metadata.ownerReferences[].apiVersion",
            "metadata.ownerReferences[].blockOwnerDeletion",
            "metadata.ownerReferences[].controller",
            "metadata.ownerReferences[].kind",
        ],
    ),
    (
        "rudr",
        &["Deployment", "Job", "StatefulSet"],
        &[
            "spec.template.metadata.ownerReferences[].apiVersion",
            "spec.template.metadata.ownerReferences[].blockOwnerDeletion",
            "spec.template.metadata.ownerReferences[].controller",
            "spec.template.metadata.ownerReferences[].kind",
            "spec.template.spec.containers[].imagePullPolicy",
            "spec.template.spec.restartPolicy",
            // Where the component says nothing.
            "spec.template.spec.containers[].livenessProbe.failureThreshold",
            "spec.template.spec.containers[].livenessProbe.initialDelaySeconds",
            "spec.template.spec.containers[].livenessProbe.periodSeconds",
            "spec.template.spec.containers[].livenessProbe.successThreshold",
            "spec.template.spec.containers[].livenessProbe.timeoutSeconds",
            "spec.template.spec.containers[].ports[].protocol",
            "spec.template.spec.containers[].readinessProbe.failureThreshold",
            "spec.template.spec.containers[].readinessProbe.initialDelaySeconds",
            "spec.template.spec.containers[].readinessProbe.periodSeconds",
            "spec.template.spec.containers[].readinessProbe.successThreshold",
            "spec.template.spec.containers[].readinessProbe.timeoutSeconds",
            "spec.template.spec.containers[].resources.requests.cpu",
            "spec.template.spec.containers[].resources.requests.memory",
        ],
    ),
    // Where a trait says nothing.
    ("rudr", &["Deployment"], &["spec.replicas"]),
    ("rudr", &["Job"], &["spec.backoffLimit", "spec.parallelism"]),
    ("rudr", &["StatefulSet"], &["spec.serviceName"]),
    ("rudr", &["Service"], &["spec.ports[].protocol"]),
    ("rudr", &["HorizontalPodAutoscaler", "Ingress"], &["metadata.labels.oam.dev/role"]),
    (
        "rudr",
        &["HorizontalPodAutoscaler"],
        &[
            "spec.maxReplicas",
            "spec.metrics[].type",
            "spec.scaleTargetRef.apiVersion",
            "spec.scaleTargetRef.kind",
        ],
    ),
    (
        "rudr",
        &["Ingress"],
        &[
            "spec.rules[].host",
            "spec.rules[].http.paths[].backend.servicePort",
            "spec.rules[].http.paths[].path",
        ],
    ),
    // Keys that are always there, `null` where the component says nothing.
    (
        "rudr",
        &["Function"],
        &[
            "spec.annotations",
            "spec.constraints",
            "spec.labels",
            "spec.limits",
            "spec.readOnlyRootFilesystem",
            "spec.replicas",
            "spec.requests",
            "spec.secrets",
        ],
    ),
    (
        "rudr",
        &["HealthScope"],
        &[
            "spec.failureRateThreshold",
            "spec.healthThresholdPercentage",
            "spec.healthyRateThreshold",
            "spec.probeInterval",
            "spec.probeTimeout",
            "spec.requiredHealthyComponents",
        ],
    ),
];

fn is_fixed(target: &str, kind: &str, path: &str) -> bool {
    FIXED.iter().any(|(it, kinds, paths)| *it == target && kinds.contains(&kind) && paths.contains(&path))
}

/// What was counted.
#[derive(Default)]
pub(crate) struct Leaves {
    total: usize,
    with_source: usize,
    fixed: usize,
    /// Scalars with neither, and how many there are.
    unexplained: BTreeMap<String, usize>,
}

impl Leaves {
    /// Counts the scalars of an application.
    pub(crate) fn add(&mut self, rendered: &Rendered) {
        for manifest in &rendered.manifests {
            let target = rendered.target.name();
            self.walk(target, manifest.kind(), "", &manifest.root);
        }
    }

    /// Prints the share, and fails where something is unexplained.
    pub(crate) fn check(&self, what: &str) {
        let share = |n: usize| n * 100 / self.total.max(1);
        println!(
            "{what}: {} scalars, {} % with a source, {} % fixed by the target",
            self.total,
            share(self.with_source),
            share(self.fixed)
        );
        assert!(self.total > 100, "{what}: hardly anything was counted");
        let unexplained: Vec<String> =
            self.unexplained.iter().map(|(it, n)| format!("{it}  ({n})")).collect();
        assert!(unexplained.is_empty(), "{what}: neither a source nor fixed\n{}", unexplained.join("\n"));
    }

    fn walk(&mut self, target: &str, kind: &str, path: &str, datum: &Datum) {
        match &datum.data {
            Data::Mapping(entries) => {
                for (key, it) in entries {
                    let separator = if path.is_empty() { "" } else { "." };
                    self.walk(target, kind, &format!("{path}{separator}{key}"), it);
                }
            }
            Data::Sequence(items) => {
                for it in items {
                    self.walk(target, kind, &format!("{path}[]"), it);
                }
            }
            _ => {
                self.total += 1;
                if datum.origin.is_some() {
                    self.with_source += 1;
                } else if is_fixed(target, kind, path) {
                    self.fixed += 1;
                } else {
                    *self.unexplained.entry(format!("{target} {kind} {path}")).or_default() += 1;
                }
            }
        }
    }
}
