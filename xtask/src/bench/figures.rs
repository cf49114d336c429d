//! What was measured: samples by program and name, and what is read out of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Samples by program and by what was measured. Times are milliseconds, memory is megabytes.
#[derive(Debug, Default)]
pub(super) struct Figures {
    samples: BTreeMap<(String, String), Vec<f64>>,
    /// What could not be measured, and why.
    pub(super) notes: Vec<String>,
}

/// Which figure of some samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The middle one.
    Median,
    /// The 99th percentile; of fewer than a hundred samples the worst.
    P99,
}

impl Figures {
    pub(super) fn add(&mut self, program: &str, name: &str, sample: f64) {
        self.samples.entry((program.to_owned(), name.to_owned())).or_default().push(sample);
    }

    /// One figure, if it was measured.
    pub(super) fn get(&self, program: &str, name: &str, of: Of) -> Option<f64> {
        let samples = self.samples.get(&(program.to_owned(), name.to_owned()))?;
        quantile(samples, of)
    }

    /// How many samples there are.
    pub(super) fn count(&self, program: &str, name: &str) -> usize {
        self.samples.get(&(program.to_owned(), name.to_owned())).map_or(0, Vec::len)
    }

    /// All of it.
    pub(super) fn to_json(&self) -> Value {
        let rows = self.samples.iter().map(|((program, name), samples)| {
            let (median, p99) = (quantile(samples, Of::Median), quantile(samples, Of::P99));
            json!({
                "program": program, "what": name, "samples": samples.len(), "median": median, "p99": p99,
                "least": samples.iter().copied().reduce(f64::min), "most": samples.iter().copied().reduce(f64::max),
            })
        });
        Value::Array(rows.collect())
    }
}

fn quantile(samples: &[f64], of: Of) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let place = match of {
        Of::Median => last / 2,
        Of::P99 => (last * 99).div_ceil(100),
    };
    sorted.get(place).copied()
}

/// A figure with as many digits as it is worth.
pub(super) fn short(figure: f64) -> String {
    match figure.abs() {
        it if it >= 100.0 => format!("{figure:.0}"),
        it if it >= 10.0 => format!("{figure:.1}"),
        it if it >= 0.1 => format!("{figure:.2}"),
        _ => format!("{figure:.4}").trim_end_matches('0').trim_end_matches('.').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_samples() {
        let samples: Vec<_> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(quantile(&samples, Of::Median), Some(50.0));
        assert_eq!(quantile(&samples, Of::P99), Some(100.0));
        assert_eq!(quantile(&[], Of::P99), None);
        assert_eq!(
            (short(0.0), short(0.012_34), short(1.234), short(1234.0)),
            ("0".into(), "0.0123".into(), "1.23".into(), "1234".into())
        );
    }
}
