//! What a rendered application needs in total: the line over an application in the editor.
//!
//! Requests count, not limits. Where an autoscaler decides, the least number of replicas counts.

use std::fmt;

use oam_model::datum::Datum;

use crate::quantity;
use crate::rendered::{Manifest, Rendered};
use crate::scalar::{count, text};

/// Sums over all manifests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Thousandths of processors.
    pub cpu_millis: u64,
    /// Bytes of memory.
    pub memory_bytes: u64,
    /// Bytes of storage claimed.
    pub storage_bytes: u64,
    /// Pods.
    pub replicas: u64,
    /// Objects.
    pub objects: u64,
}

/// The sums of a rendered application.
pub fn totals(rendered: &Rendered) -> Totals {
    let mut totals = Totals::default();
    for it in &rendered.manifests {
        totals.objects += 1;
        match it.kind() {
            "Deployment" | "StatefulSet" | "Job" => totals.add_pods(it, replicas(rendered, it)),
            "PersistentVolumeClaim" => {
                let size = it.at(&["spec", "resources", "requests", "storage"]);
                totals.storage_bytes = totals.storage_bytes.saturating_add(units(size, 1.0));
            }
            _ => {}
        }
    }
    totals
}

impl Totals {
    fn add_pods(&mut self, manifest: &Manifest, replicas: u64) {
        self.replicas = self.replicas.saturating_add(replicas);
        let containers = manifest.at(&["spec", "template", "spec", "containers"]);
        for it in containers.map(Datum::items).unwrap_or_default() {
            let request = |name: &str| it.get("resources")?.get("requests")?.get(name);
            let cpu = units(request("cpu"), 1000.0).saturating_mul(replicas);
            let memory = units(request("memory"), 1.0).saturating_mul(replicas);
            self.cpu_millis = self.cpu_millis.saturating_add(cpu);
            self.memory_bytes = self.memory_bytes.saturating_add(memory);
        }
    }
}

/// How many pods a workload has at least.
pub(crate) fn replicas(rendered: &Rendered, manifest: &Manifest) -> u64 {
    let key = if manifest.kind() == "Job" { "parallelism" } else { "replicas" };
    let targets = |it: &&Manifest| {
        let target = |key: &str| it.at(&["spec", "scaleTargetRef", key]).and_then(Datum::as_str);
        target("kind") == Some(manifest.kind()) && target("name") == Some(manifest.name())
    };
    let written = manifest.at(&["spec", key]).and_then(count);
    let least = || rendered.manifests.iter().find(targets)?.at(&["spec", "minReplicas"]).and_then(count);
    written.or_else(least).and_then(|it| u64::try_from(it).ok()).unwrap_or(1)
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

impl fmt::Display for Totals {
    /// `7 objects · 1.4 CPU · 2.5Gi`, and the storage, if there is any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let objects = if self.objects == 1 { "object" } else { "objects" };
        write!(f, "{} {objects}", self.objects)?;
        if self.cpu_millis > 0 {
            write!(f, " · {} CPU", decimal(self.cpu_millis, 1000))?;
        }
        if self.memory_bytes > 0 {
            write!(f, " · {}", bytes(self.memory_bytes))?;
        }
        if self.storage_bytes > 0 {
            write!(f, " · {} storage", bytes(self.storage_bytes))?;
        }
        Ok(())
    }
}

/// Bytes in the largest unit that they fill.
fn bytes(number: u64) -> String {
    let units = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let fitting = units.into_iter().find(|(_, bits)| number >= 1 << bits);
    match fitting {
        Some((unit, bits)) => format!("{}{unit}", decimal(number, 1 << bits)),
        None => number.to_string(),
    }
}

/// A fraction with at most one decimal, two below one, rounded.
fn decimal(number: u64, per_one: u64) -> String {
    let digits: u64 = if number < per_one { 100 } else { 10 };
    let scaled = (u128::from(number) * u128::from(digits) + u128::from(per_one) / 2) / u128::from(per_one);
    let (whole, rest) = (scaled / u128::from(digits), scaled % u128::from(digits));
    if rest == 0 {
        return whole.to_string();
    }
    let width = if digits == 100 { 2 } else { 1 };
    format!("{whole}.{rest:0width$}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_in_words() {
        let totals =
            Totals { cpu_millis: 1400, memory_bytes: 2560 << 20, storage_bytes: 0, replicas: 3, objects: 7 };
        assert_eq!(totals.to_string(), "7 objects · 1.4 CPU · 2.5Gi");
        let totals = Totals {
            cpu_millis: 50,
            memory_bytes: 128 << 20,
            storage_bytes: 10_000_000_000,
            replicas: 1,
            objects: 1,
        };
        assert_eq!(totals.to_string(), "1 object · 0.05 CPU · 128Mi · 9.3Gi storage");
        assert_eq!(Totals::default().to_string(), "0 objects");
    }
}
