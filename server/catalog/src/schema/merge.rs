//! How a view finds the schemas that take part in its place.
//!
//! Bounded in every direction: schemas may refer to themselves.

use serde_json::{Map, Value};

use super::{PARALLEL, SchemaView};

/// How many nested `$ref`s and alternatives are looked through.
const DEPTH: usize = 16;
/// How many schemas may take part in one place.
const BREADTH: usize = 64;

impl<'c> SchemaView<'c> {
    /// Every schema that takes part in this place, nearest first.
    pub(super) fn schemas(&self) -> Vec<&'c Map<String, Value>> {
        self.collect(&["allOf", "anyOf", "oneOf"])
    }

    /// The schemas that hold whichever alternative is chosen.
    pub(super) fn always(&self) -> Vec<&'c Map<String, Value>> {
        self.collect(&["allOf"])
    }

    fn collect(&self, branches: &[&str]) -> Vec<&'c Map<String, Value>> {
        let mut found = Vec::with_capacity(2 * PARALLEL);
        for node in self.nodes.iter().flatten() {
            self.gather(node, branches, DEPTH, &mut found);
        }
        found
    }

    fn gather(
        &self,
        node: &'c Value,
        branches: &[&str],
        depth: usize,
        found: &mut Vec<&'c Map<String, Value>>,
    ) {
        let Some(map) = node.as_object() else { return };
        if depth == 0 || found.len() >= BREADTH || found.iter().any(|it| std::ptr::eq(*it, map)) {
            return;
        }
        found.push(map);
        // Most schemas have neither: one look at their few keys costs less than looking for four.
        let is_plain = !map.keys().any(|key| key == "$ref" || branches.contains(&key.as_str()));
        if is_plain {
            return;
        }
        if let Some(target) = map.get("$ref").and_then(Value::as_str).and_then(|it| self.resolve(it)) {
            self.gather(target, branches, depth - 1, found);
        }
        for branch in branches.iter().filter_map(|it| map.get(*it)?.as_array()).flatten() {
            self.gather(branch, branches, depth - 1, found);
        }
    }

    /// The target of a reference within this schema, `#/$defs/Port`.
    fn resolve(&self, reference: &str) -> Option<&'c Value> {
        let pointer = reference.strip_prefix('#')?;
        match pointer.strip_prefix("/$defs/").filter(|it| !it.contains(['/', '~'])) {
            // Nearly all are, and need no pointer taken apart.
            Some(name) => self.root.get("$defs")?.get(name),
            None => self.root.pointer(pointer),
        }
    }

    pub(super) fn below(
        &self,
        step: impl Fn(&'c Map<String, Value>) -> Option<&'c Value>,
    ) -> Option<SchemaView<'c>> {
        let mut nodes = [None; PARALLEL];
        let found = self.schemas().into_iter().filter_map(step);
        for (slot, node) in nodes.iter_mut().zip(found) {
            *slot = Some(node);
        }
        nodes.first().copied().flatten().map(|_| SchemaView { root: self.root, nodes })
    }

    pub(super) fn first(&self, keyword: &str) -> Option<&'c Value> {
        self.schemas().into_iter().find_map(|it| it.get(keyword))
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&'c str> {
        self.schemas().into_iter().find_map(|it| it.get(keyword)?.as_str())
    }

    pub(super) fn lists(&self, keyword: &str) -> Vec<&'c Value> {
        self.schemas().into_iter().filter_map(|it| it.get(keyword)?.as_array()).flatten().collect()
    }
}

/// The first choice of `anyOf: [{required: [today]}, {required: [legacy]}]`, our form for a key with an old
/// spelling.
pub(super) fn canonical_choice(schema: &Map<String, Value>) -> Option<&Value> {
    let choices = schema.get("anyOf")?.as_array()?;
    let is_choice_of_keys =
        choices.iter().all(|it| it.as_object().is_some_and(|it| it.keys().eq(["required"])));
    choices.first().filter(|_| is_choice_of_keys)?.get("required")
}
