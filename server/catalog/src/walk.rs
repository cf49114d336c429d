//! The one walker: from the root of a schema along a path of a document to what is known about that place.

use crate::schema::SchemaView;

/// One step of a path through a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key of a mapping.
    Key(&'a str),
    /// An item of a list; which one makes no difference to its schema.
    Index,
}

/// The facts about the place that `path` leads to, or nothing when the schema says nothing about it.
pub fn walk<'c>(root: SchemaView<'c>, path: &[Step<'_>]) -> Option<SchemaView<'c>> {
    path.iter().try_fold(root, |view, step| match step {
        Step::Key(key) => view.property(key).or_else(|| view.additional()),
        Step::Index => view.items(),
    })
}
