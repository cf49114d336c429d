//! Limits for schemas that strangers wrote: no way out, no endless or explosive work.
//!
//! Whether the schema makes sense is the business of the compiler. The trap: a schema that refers to itself
//! from two alternatives is small and valid, yet takes time exponential in the depth of a document.

use std::collections::HashMap;
use std::ops::AddAssign;

use serde_json::{Map, Value};

use crate::properties::SchemaError;

/// How deep a schema may be nested.
const DEPTH: usize = 100;
/// How many schemas a schema may amount to once every `$ref` is replaced by its target.
const WEIGHT: u64 = 50_000;
/// How deep a value may be nested that is checked against a schema.
const VALUE_DEPTH: usize = 500;

/// Refuses a schema that reaches outside itself, is too large, or can take forever.
pub(crate) fn check(schema: &Value) -> Result<(), SchemaError> {
    if is_too_deep(schema) {
        return Err(SchemaError::new(format!("the schema is nested more than {DEPTH} levels deep")));
    }
    let mut limits = Limits { root: schema, known: HashMap::new(), open: vec!["#"] };
    limits.weigh(schema, 0).map(|_| ())
}

/// Whether the value is nested so deep that recursion over it is not safe.
pub(crate) fn is_too_deep(value: &Value) -> bool {
    let mut level: Vec<&Value> = vec![value];
    for _ in 0..VALUE_DEPTH {
        level = level
            .into_iter()
            .flat_map(|it| -> Box<dyn Iterator<Item = &Value>> {
                match it {
                    Value::Array(items) => Box::new(items.iter()),
                    Value::Object(map) => Box::new(map.values()),
                    _ => Box::new(std::iter::empty()),
                }
            })
            .filter(|it| it.is_array() || it.is_object())
            .collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// What checking one place of a document may cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// Schemas that take part.
    weight: u64,
    /// Ways in which the schema starts again from a reference that is being followed.
    circles: u32,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        self.weight += other.weight;
        self.circles += other.circles;
    }
}

struct Limits<'s> {
    root: &'s Value,
    /// Cost of each target of a reference that has been looked at.
    known: HashMap<&'s str, Cost>,
    /// The references that are being followed: meeting one again closes a circle.
    open: Vec<&'s str>,
}

impl<'s> Limits<'s> {
    fn weigh(&mut self, value: &'s Value, depth: usize) -> Result<Cost, SchemaError> {
        if depth > DEPTH {
            return Err(SchemaError::new(format!("the schema is nested more than {DEPTH} levels deep")));
        }
        let cost = match value {
            Value::Array(items) => {
                let mut cost = Cost::default();
                for item in items {
                    cost += self.weigh(item, depth + 1)?;
                }
                cost
            }
            Value::Object(map) => self.weigh_keywords(map, depth)?,
            _ => Cost::default(),
        };
        if cost.weight > WEIGHT {
            return Err(SchemaError::new("the schema is too large"));
        }
        if cost.circles > 1 {
            return Err(SchemaError::new("the schema refers to itself in several ways at the same place"));
        }
        Ok(cost)
    }

    fn weigh_keywords(&mut self, map: &'s Map<String, Value>, depth: usize) -> Result<Cost, SchemaError> {
        let mut cost = Cost { weight: 1, circles: 0 };
        // Keywords for different places below: only the worst of them meets any one place.
        let mut circles_below = 0;
        for (key, item) in map {
            match (key.as_str(), item) {
                ("$ref" | "$dynamicRef" | "$recursiveRef", Value::String(target)) => {
                    cost += self.follow(target, depth)?;
                }
                ("$id" | "$anchor" | "$dynamicAnchor", Value::String(_)) if depth > 0 => {
                    return Err(anchored());
                }
                // These cost something only where they are referred to.
                ("$defs" | "definitions", _) => {}
                ("properties", Value::Object(properties)) => {
                    for property in properties.values() {
                        let below = self.weigh(property, depth + 1)?;
                        cost.weight += below.weight;
                        circles_below = circles_below.max(below.circles);
                    }
                }
                ("additionalProperties" | "items", Value::Object(_)) => {
                    let below = self.weigh(item, depth + 1)?;
                    cost.weight += below.weight;
                    circles_below = circles_below.max(below.circles);
                }
                _ => cost += self.weigh(item, depth + 1)?,
            }
        }
        cost.circles += circles_below;
        Ok(cost)
    }

    fn follow(&mut self, target: &'s str, depth: usize) -> Result<Cost, SchemaError> {
        let Some(pointer) = target.strip_prefix('#') else {
            return Err(SchemaError::new(format!(
                "the schema refers to `{target}`; only references within the schema (`#/…`) are allowed"
            )));
        };
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return Err(anchored());
        }
        if self.open.contains(&target) {
            return Ok(Cost { weight: 1, circles: 1 });
        }
        if let Some(cost) = self.known.get(target) {
            return Ok(*cost);
        }
        let root = self.root;
        let Some(value) = root.pointer(pointer) else { return Ok(Cost::default()) };
        self.open.push(target);
        let cost = self.weigh(value, depth + 1);
        self.open.pop();
        self.known.insert(target, cost.clone()?);
        cost
    }
}

fn anchored() -> SchemaError {
    SchemaError::new("the schema uses anchors or nested identifiers; write references as `#/…`")
}
