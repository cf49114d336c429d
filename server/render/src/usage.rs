//! What each component of an application asks for: processors, memory, storage, replicas.
//!
//! Requests count, not limits. An autoscaler gives a least and a most; elsewhere both are the same. What is written so
//! that it is no quantity counts as nothing.

use std::collections::HashMap;

use oam_model::datum::Datum;
use oam_model::resolved::ResolvedApp;

use crate::quantity;
use crate::rendered::{Manifest, Rendered};
use crate::scalar::{count, text};
use crate::totals::{bytes, decimal};

/// A sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Thousandths of processors.
    pub cpu_millis: u64,
    /// Bytes of memory.
    pub memory_bytes: u64,
    /// Bytes of storage claimed.
    pub storage_bytes: u64,
    /// Pods.
    pub replicas: u64,
}

/// The least and the most that autoscalers may make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// With the fewest replicas.
    pub least: Amounts,
    /// With the most replicas.
    pub most: Amounts,
}

/// The sums of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppUsage {
    /// Each instance by its name, in the order of the application; those that nothing was rendered of have zeros.
    pub instances: Vec<(String, Usage)>,
    /// All of it, with what belongs to no instance.
    pub total: Usage,
}

/// The sums of a rendered application and of its instances.
pub fn usage(app: &ResolvedApp, rendered: &Rendered) -> AppUsage {
    let scalers = Scalers::of(rendered);
    let mut instances: Vec<(String, Usage)> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for it in &app.instances {
        let name = text(&it.name);
        if !positions.contains_key(&name) {
            positions.insert(name.clone(), instances.len());
            instances.push((name, Usage::default()));
        }
    }
    let mut total = Usage::default();
    for manifest in &rendered.manifests {
        let own = of_manifest(&scalers, manifest);
        total.add(own);
        let position = manifest.instance.as_deref().and_then(|it| positions.get(it));
        if let Some((_, sum)) = position.and_then(|it| instances.get_mut(*it)) {
            sum.add(own);
        }
    }
    AppUsage { instances, total }
}

/// Autoscalers by the kind and name of what they scale; of several, the first.
pub(crate) struct Scalers<'a>(HashMap<(&'a str, &'a str), &'a Manifest>);

impl<'a> Scalers<'a> {
    /// Those of an application.
    pub(crate) fn of(rendered: &'a Rendered) -> Self {
        let mut scalers = HashMap::new();
        for it in &rendered.manifests {
            let target = |key: &str| it.at(&["spec", "scaleTargetRef", key]).and_then(Datum::as_str);
            if let (Some(kind), Some(name)) = (target("kind"), target("name")) {
                scalers.entry((kind, name)).or_insert(it);
            }
        }
        Self(scalers)
    }
}

/// The least and the most number of pods of a workload.
pub(crate) fn replicas(scalers: &Scalers<'_>, manifest: &Manifest) -> (u64, u64) {
    let key = if manifest.kind() == "Job" { "parallelism" } else { "replicas" };
    let scaler = scalers.0.get(&(manifest.kind(), manifest.name())).copied();
    let number = |it: &Manifest, path: &[&str]| {
        it.at(path).and_then(count).and_then(|number| u64::try_from(number).ok())
    };
    let written = number(manifest, &["spec", key]);
    let least = written.or_else(|| number(scaler?, &["spec", "minReplicas"])).unwrap_or(1);
    let most = scaler.and_then(|it| number(it, &["spec", "maxReplicas"])).unwrap_or(least);
    (least, most.max(least))
}

fn of_manifest(scalers: &Scalers<'_>, manifest: &Manifest) -> Usage {
    match manifest.kind() {
        "Deployment" | "StatefulSet" | "Job" => {
            let pod = pod(manifest);
            let (least, most) = replicas(scalers, manifest);
            Usage { least: pod.times(least), most: pod.times(most) }
        }
        "PersistentVolumeClaim" => {
            let size = manifest.at(&["spec", "resources", "requests", "storage"]);
            let claim = Amounts { storage_bytes: units(size, 1.0), ..Amounts::default() };
            Usage { least: claim, most: claim }
        }
        _ => Usage::default(),
    }
}

/// What one pod of a workload asks for.
fn pod(manifest: &Manifest) -> Amounts {
    let mut pod = Amounts { replicas: 1, ..Amounts::default() };
    let containers = manifest.at(&["spec", "template", "spec", "containers"]);
    for it in containers.map(Datum::items).unwrap_or_default() {
        let request = |name: &str| it.get("resources")?.get("requests")?.get(name);
        pod.cpu_millis = pod.cpu_millis.saturating_add(units(request("cpu"), 1000.0));
        pod.memory_bytes = pod.memory_bytes.saturating_add(units(request("memory"), 1.0));
    }
    pod
}

/// A quantity in whole units, 0 where it is none.
fn units(written: Option<&Datum>, per_one: f64) -> u64 {
    let value = written.and_then(|it| quantity::value(&text(it))).unwrap_or(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the conversion saturates, and quantities are not negative"
    )]
    let units = (value * per_one).round() as u64;
    units
}

impl Usage {
    fn add(&mut self, other: Self) {
        self.least.add(other.least);
        self.most.add(other.most);
    }

    /// Replicas, processors, memory and storage as words: `2–6`, `0.5–1.5`, `256Mi–768Mi`, `10Gi`; `-` stands for none.
    pub fn words(&self) -> [String; 4] {
        let (least, most) = (self.least, self.most);
        [
            range(least.replicas, most.replicas, |it| it.to_string()),
            range(least.cpu_millis, most.cpu_millis, |it| decimal(it, 1000)),
            range(least.memory_bytes, most.memory_bytes, bytes),
            range(least.storage_bytes, most.storage_bytes, bytes),
        ]
    }
}

fn range(least: u64, most: u64, words: impl Fn(u64) -> String) -> String {
    match (least, most) {
        (0, 0) => "-".to_owned(),
        _ if least == most => words(least),
        _ => format!("{}–{}", words(least), words(most)),
    }
}

impl Amounts {
    fn add(&mut self, other: Self) {
        self.cpu_millis = self.cpu_millis.saturating_add(other.cpu_millis);
        self.memory_bytes = self.memory_bytes.saturating_add(other.memory_bytes);
        self.storage_bytes = self.storage_bytes.saturating_add(other.storage_bytes);
        self.replicas = self.replicas.saturating_add(other.replicas);
    }

    fn times(self, replicas: u64) -> Self {
        Self {
            cpu_millis: self.cpu_millis.saturating_mul(replicas),
            memory_bytes: self.memory_bytes.saturating_mul(replicas),
            storage_bytes: self.storage_bytes.saturating_mul(replicas),
            replicas: self.replicas.saturating_mul(replicas),
        }
    }
}
