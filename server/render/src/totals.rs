//! What a rendered application needs in total: the line over an application in the editor.
//!
//! Requests count, not limits. Where an autoscaler decides, the least number of replicas counts.

use std::fmt;

use oam_model::resolved::ResolvedApp;

use crate::rendered::Rendered;
use crate::usage::usage;

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
pub fn totals(app: &ResolvedApp, rendered: &Rendered) -> Totals {
    let sum = usage(app, rendered).total.least;
    Totals {
        cpu_millis: sum.cpu_millis,
        memory_bytes: sum.memory_bytes,
        storage_bytes: sum.storage_bytes,
        replicas: sum.replicas,
        objects: u64::try_from(rendered.manifests.len()).unwrap_or(u64::MAX),
    }
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
pub(crate) fn bytes(number: u64) -> String {
    let units = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let fitting = units.into_iter().find(|(_, bits)| number >= 1 << bits);
    match fitting {
        Some((unit, bits)) => format!("{}{unit}", decimal(number, 1 << bits)),
        None => number.to_string(),
    }
}

/// A fraction with at most one decimal, two below one, rounded.
pub(crate) fn decimal(number: u64, per_one: u64) -> String {
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
