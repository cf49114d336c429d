//! Amounts of memory, storage and processor time in words, as the platform at hand understands them.
//!
//! What an amount means is decided by the preview's engine and the answers of the platforms; this only finds words.

use oam_catalog::{Platform, Support};
use oam_model::datum::Datum;
use oam_model::value::{Data, Value};
use oam_model::workspace::Workspace;
use oam_render::quantity;

/// An amount in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// `100 MB`.
    pub(crate) words: String,
    /// A sentence about what was assumed, if anything was.
    pub(crate) note: Option<String>,
}

/// An amount of memory of a container. `None` where it is no amount, or one that the platform refuses.
pub(crate) fn memory(workspace: &Workspace, value: &Value) -> Option<Amount> {
    let text = written(value)?;
    let Ok(number) = text.parse::<f64>() else {
        // The reference controller appends its own unit to whatever is written.
        let is_refused = workspace.platform().is_some_and(|it| !means_bytes(workspace, it).unwrap_or(true));
        return if is_refused { None } else { storage(value) };
    };
    if !number.is_finite() || number <= 0.0 {
        return None;
    }
    let mebibytes = Amount { words: format!("{text} MiB"), note: None };
    let in_bytes = Amount { words: bytes_words(number), note: None };
    let (amount, note) = match workspace.platform().map(|it| (it, means_bytes(workspace, it))) {
        Some((name, Some(true))) => {
            (in_bytes, format!("Without a unit it is taken as bytes on platform `{name}`."))
        }
        Some((name, Some(false))) => {
            (mebibytes, format!("Without a unit it is taken as MiB on platform `{name}`."))
        }
        _ => {
            let is_assumed = quantity::memory(&Datum::new(text.as_str()))?.is_unit_assumed;
            let (amount, unit) = if is_assumed { (mebibytes, "MiB") } else { (in_bytes, "bytes") };
            let platforms = |is_bytes: bool| {
                let all = workspace.catalog().platforms();
                let named = all.filter(|it| answer(it) == Some(is_bytes)).map(|it| it.name.as_str());
                crate::markdown::codes(named, 7)
            };
            let note = format!(
                "Without a unit it means bytes on {} and MiB on {}; the preview takes it as {unit}.",
                platforms(true),
                platforms(false)
            );
            (amount, note)
        }
    };
    Some(Amount { note: Some(note), ..amount })
}

/// An amount of storage, or of memory with a unit.
pub(crate) fn storage(value: &Value) -> Option<Amount> {
    let text = written(value)?;
    let quantity = quantity::memory(&Datum::new(text.as_str()))?.quantity;
    let split = quantity.find(|it: char| it.is_ascii_alphabetic())?;
    let (number, unit) = quantity.split_at_checked(split)?;
    Some(Amount { words: format!("{number} {unit}B"), note: None })
}

/// Processor time that is written in thousandths; plain numbers need no words.
pub(crate) fn processors(value: &Value) -> Option<Amount> {
    let text = written(value).filter(|it| it.ends_with('m'))?;
    let cores = quantity::value(&quantity::cpu(&Datum::new(text.as_str()))?)?;
    Some(Amount { words: format!("{cores} CPU"), note: None })
}

/// The words for a unit of the schemas behind a number.
pub(crate) fn unit(unit: &str) -> &str {
    match unit {
        "percent" => "%",
        "seconds" => "s",
        other => other,
    }
}

fn written(value: &Value) -> Option<String> {
    match &value.data {
        Data::Int(it) => Some(it.to_string()),
        Data::Float(it) => Some(it.to_string()),
        Data::String(it) => Some(it.trim().to_owned()),
        _ => None,
    }
}

/// Whether a number without a unit means bytes on a platform; `None` where nobody knows.
fn means_bytes(workspace: &Workspace, platform: &str) -> Option<bool> {
    workspace.catalog().platform(platform).and_then(answer)
}

fn answer(platform: &Platform) -> Option<bool> {
    match platform.capabilities.bytes_without_unit.support {
        Support::Supported => Some(true),
        Support::Unsupported => Some(false),
        Support::Unknown => None,
    }
}

/// A number of bytes, in the largest unit that it fills without a rest.
fn bytes_words(number: f64) -> String {
    let units = [
        ("TiB", 1024_f64.powi(4)),
        ("TB", 1e12),
        ("GiB", 1024_f64.powi(3)),
        ("GB", 1e9),
        ("MiB", 1024_f64.powi(2)),
        ("MB", 1e6),
        ("KiB", 1024.0),
        ("kB", 1e3),
    ];
    let fitting = units.into_iter().find(|(_, size)| number >= *size && number % size == 0.0);
    match fitting {
        Some((unit, size)) => format!("{} {unit}", number / size),
        None => format!("{number} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes_words;

    #[test]
    fn bytes_are_told_in_whole_units() {
        for (number, words) in [
            (128.0, "128 bytes"),
            (1024.0, "1 KiB"),
            (1_048_576.0, "1 MiB"),
            (3e6, "3 MB"),
            (1_500_000.0, "1500 kB"),
        ] {
            assert_eq!(bytes_words(number), words);
        }
    }
}
