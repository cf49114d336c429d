//! Amounts of processor time, memory and storage, in every notation that OAM dialects use, as Kubernetes quantities.
//!
//! It does not decide defaults. Three notations meet here: numbers (`0.5`), the specification's units (`512M`, `1GB`, in
//! any case) and Kubernetes quantities (`500m`, `512Mi`).
//!
//! The trap: `m` after an amount of memory is mega in the specification and a thousandth in Kubernetes. Nobody asks for
//! thousandths of bytes, so it is mega here.

use oam_model::datum::{Data, Datum};

/// A bare number of memory below this is taken as mebibytes: no container runs in one mebibyte.
const LEAST_BYTES: f64 = 1_048_576.0;

/// An amount of memory or storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The Kubernetes quantity.
    pub quantity: String,
    /// Whether a number without a unit was taken as mebibytes.
    pub is_unit_assumed: bool,
}

/// Processor time; `None` where it is not an amount.
pub fn cpu(datum: &Datum) -> Option<String> {
    let cores = match &datum.data {
        Data::Int(_) | Data::Float(_) => number(datum)?,
        Data::String(it) => match it.trim().strip_suffix('m') {
            Some(thousandths) => parse_number(thousandths)? / 1000.0,
            None => parse_number(it.trim())?,
        },
        _ => return None,
    };
    // What is finer than a thousandth is rounded up, as the specification wants it.
    let thousandths = (cores * 1000.0 - 1e-6).ceil().max(0.0);
    Some(if thousandths % 1000.0 == 0.0 {
        format!("{}", thousandths / 1000.0)
    } else {
        format!("{thousandths}m")
    })
}

/// Memory or storage; `None` where it is not an amount.
pub fn memory(datum: &Datum) -> Option<Amount> {
    let text = match &datum.data {
        Data::Int(it) => it.to_string(),
        Data::Float(it) => it.to_string(),
        Data::String(it) => it.trim().to_owned(),
        _ => return None,
    };
    if let Some(bare) = parse_number(&text) {
        let is_unit_assumed = bare < LEAST_BYTES && bare > 0.0;
        let quantity = if is_unit_assumed { format!("{bare}Mi") } else { format!("{}", bare.ceil()) };
        return Some(Amount { quantity, is_unit_assumed });
    }
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.')?;
    let (amount, unit) = text.split_at_checked(end)?;
    parse_number(amount)?;
    Some(Amount { quantity: format!("{amount}{}", unit_of(unit.trim())?), is_unit_assumed: false })
}

/// The Kubernetes spelling of a unit: `kb` → `k`, `MiB` → `Mi`.
fn unit_of(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    let unit = lower.strip_suffix('b').unwrap_or(&lower);
    let units = [
        ("k", "k"),
        ("m", "M"),
        ("g", "G"),
        ("t", "T"),
        ("p", "P"),
        ("e", "E"),
        ("ki", "Ki"),
        ("mi", "Mi"),
        ("gi", "Gi"),
        ("ti", "Ti"),
        ("pi", "Pi"),
        ("ei", "Ei"),
    ];
    units.into_iter().find(|(it, _)| *it == unit).map(|(_, it)| it)
}

/// The value of a Kubernetes quantity in its base unit: `500m` → 0.5, `1Ki` → 1024.
pub fn value(quantity: &str) -> Option<f64> {
    let end = quantity.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(quantity.len());
    let (amount, unit) = quantity.split_at_checked(end)?;
    let factor = match unit {
        "n" => 1e-9,
        "u" => 1e-6,
        "m" => 1e-3,
        "" => 1.0,
        "k" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        "T" => 1e12,
        "P" => 1e15,
        "E" => 1e18,
        "Ki" => 1024.0,
        "Mi" => 1024_f64.powi(2),
        "Gi" => 1024_f64.powi(3),
        "Ti" => 1024_f64.powi(4),
        "Pi" => 1024_f64.powi(5),
        "Ei" => 1024_f64.powi(6),
        _ => return None,
    };
    Some(parse_number(amount)? * factor)
}

/// The value of a quantity in any spelling that Kubernetes reads, those with a sign or an exponent included; `None` where it
/// reads none. Facts: `k8s.io/apimachinery/pkg/api/resource`.
pub fn parse(quantity: &str) -> Option<f64> {
    let (sign, unsigned) = match quantity.strip_prefix('-') {
        Some(it) => (-1.0, it),
        None => (1.0, quantity.strip_prefix('+').unwrap_or(quantity)),
    };
    let is_number = |it: &char| it.is_ascii_digit() || *it == '.';
    let end = unsigned.chars().take_while(is_number).count();
    let (amount, suffix) = unsigned.split_at_checked(end)?;
    if let Some(exponent) = suffix.strip_prefix(['e', 'E']).filter(|it| !it.is_empty() && *it != "i") {
        let is_whole = exponent.trim_start_matches(['-', '+']).chars().all(|it| it.is_ascii_digit());
        let power: i32 = exponent.parse().ok().filter(|_| is_whole)?;
        return Some(sign * parse_number(amount)? * 10_f64.powi(power));
    }
    Some(sign * value(unsigned)?)
}

/// A number of either kind.
pub fn number(datum: &Datum) -> Option<f64> {
    match &datum.data {
        Data::Int(it) => parse_number(&it.to_string()),
        Data::Float(it) => Some(*it).filter(|it| it.is_finite() && *it >= 0.0),
        Data::String(it) => parse_number(it.trim()),
        _ => None,
    }
}

/// A finite number that is not negative, in digits; no `inf`, no `nan`.
fn parse_number(text: &str) -> Option<f64> {
    let is_plain = text.starts_with(|it: char| it.is_ascii_digit() || it == '.');
    text.parse::<f64>().ok().filter(|it| is_plain && it.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time() {
        let cases = [("0.5", "500m"), ("1.0", "1"), ("100m", "100m"), ("1000m", "1"), ("0.0001", "1m")];
        for (written, quantity) in cases {
            assert_eq!(cpu(&Datum::new(written)).as_deref(), Some(quantity), "{written}");
        }
        assert_eq!(cpu(&Datum::new(Data::Float(0.1))).as_deref(), Some("100m"));
        assert_eq!(cpu(&Datum::new(2_i64)).as_deref(), Some("2"));
        for it in ["", "m", "much", "-1", "1 core", "inf", "nan"] {
            assert_eq!(cpu(&Datum::new(it)), None, "{it}");
        }
    }

    #[test]
    fn memory_in_all_notations() {
        let cases = [
            ("128", "128Mi"),
            ("1048576", "1048576"),
            ("2097152", "2097152"),
            ("512M", "512M"),
            ("512mb", "512M"),
            ("64k", "64k"),
            ("64K", "64k"),
            ("1.5 GB", "1.5G"),
            ("1Gi", "1Gi"),
            ("1gib", "1Gi"),
            ("0", "0"),
        ];
        for (written, quantity) in cases {
            assert_eq!(
                memory(&Datum::new(written)).map(|it| it.quantity).as_deref(),
                Some(quantity),
                "{written}"
            );
        }
        assert!(memory(&Datum::new("128")).is_some_and(|it| it.is_unit_assumed));
        assert!(memory(&Datum::new(128_i64)).is_some_and(|it| it.is_unit_assumed));
        for it in ["", "M", "lots", "-5M", "5X", "1.2.3G", "5MMi"] {
            assert_eq!(memory(&Datum::new(it)), None, "{it}");
        }
    }

    #[test]
    fn quantities_in_every_spelling() {
        let cases = [
            ("+1", 1.0),
            ("-2k", -2000.0),
            ("1e3", 1000.0),
            ("1E-1", 0.1),
            (".5", 0.5),
            ("1.", 1.0),
            ("1E", 1e18),
        ];
        for (text, number) in cases {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        for it in ["", "-", "e3", "1ee3", "1e3.5", "1 Gi", "1gi", "500mm", "1.2.3", "--1", "1Eii"] {
            assert_eq!(parse(it), None, "{it}");
        }
    }

    #[test]
    fn values_of_quantities() {
        assert_eq!(value("500m"), Some(0.5));
        assert_eq!(value("1.5Gi"), Some(1_610_612_736.0));
        assert_eq!(value("10G"), Some(1e10));
        assert_eq!(value("128MMi"), None);
    }
}
