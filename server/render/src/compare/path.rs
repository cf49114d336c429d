//! Where in an object something is, in words: `spec.template.spec.containers[name=web].image`.
//!
//! It is for people and for grouping; nothing is looked up by it.

use std::fmt;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into a mapping.
    Key(String),
    /// To the item of a list whose field has a value.
    Item(&'static str, String),
    /// To the item of a list at a position, on the new side where it is there.
    Index(usize),
}

/// Steps from the object down.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(Vec<Step>);

impl Path {
    /// Goes down.
    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// Goes up again.
    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// The last key of a mapping on the way, which names a list or a field.
    pub(super) fn name(&self) -> &str {
        self.keys().next().unwrap_or_default()
    }

    /// Whether Kubernetes reads a quantity there: `500m` is `0.5`.
    pub(super) fn is_quantity(&self) -> bool {
        let mut keys = self.keys();
        let own = keys.next().unwrap_or_default();
        let around = keys.next().unwrap_or_default();
        ["requests", "limits"].contains(&around) || ["sizeLimit", "averageValue"].contains(&own)
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().rev().filter_map(|it| match it {
            Step::Key(it) => Some(it.as_str()),
            Step::Item(..) | Step::Index(_) => None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(it) if is_plain(it) => {
                    let point = if position > 0 { "." } else { "" };
                    write!(f, "{point}{it}")?;
                }
                Step::Key(it) => write!(f, "[{}]", serde_json::Value::from(it.as_str()))?,
                Step::Item(key, value) if is_plain_value(value) => write!(f, "[{key}={value}]")?,
                Step::Item(key, value) => write!(f, "[{key}={}]", serde_json::Value::from(value.as_str()))?,
                Step::Index(it) => write!(f, "[{it}]")?,
            }
        }
        Ok(())
    }
}

/// Keys that need no quotes between points.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|it| it.is_ascii_alphanumeric() || "-_$".contains(it))
}

fn is_plain_value(value: &str) -> bool {
    !value.is_empty()
        && !value.contains(|it: char| it.is_whitespace() || it.is_control() || "[]\"".contains(it))
}
