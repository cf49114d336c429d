//! The variables that expressions read, each value with its source.
//!
//! Values become values of CEL when an expression mentions them: a workload is large, and few expressions read it.

use std::borrow::Cow;

use cel::Context;
use oam_model::datum::{Datum, Origin};

use crate::expression::{Expression, Extent, context, to_cel};

/// Variables by name, the innermost first.
pub(crate) struct Scope<'p> {
    names: Vec<(&'static str, Cow<'p, Datum>)>,
    parent: Option<&'p Scope<'p>>,
}

impl<'p> Scope<'p> {
    /// A scope with these variables.
    pub(crate) fn new(names: Vec<(&'static str, Cow<'p, Datum>)>) -> Self {
        Self { names, parent: None }
    }

    /// A scope within this one.
    pub(crate) fn with(&'p self, names: Vec<(&'static str, Cow<'p, Datum>)>) -> Scope<'p> {
        Scope { names, parent: Some(self) }
    }

    /// The variables that an expression mentions, for CEL.
    pub(super) fn context(&self, expression: &Expression) -> Context<'static, 'static> {
        let mut context = context();
        let mut names: Vec<_> =
            expression.paths().into_iter().filter_map(|it| it.into_iter().next()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            if let Some(datum) = self.get(&[&name]) {
                context.add_variable_from_value(name, to_cel(datum));
            }
        }
        context
    }

    /// How large the data is that an expression mentions.
    pub(super) fn extent(&self, expression: &Expression) -> Extent {
        let mut extent = Extent::default();
        for path in expression.paths() {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            // Of what is not there, the part that is.
            let known = (1..=path.len()).rev().find_map(|n| self.get(path.get(..n)?));
            if let Some(it) = known {
                extent.add(it);
            }
        }
        extent
    }

    /// The value under a path of keys.
    pub(super) fn get(&self, path: &[&str]) -> Option<&Datum> {
        let (first, rest) = path.split_first()?;
        match self.names.iter().find(|(name, _)| name == first) {
            Some((_, datum)) => rest.iter().try_fold(&**datum, |it, key| it.get(key)),
            None => self.parent?.get(path),
        }
    }

    /// The source of the only property that an expression reads.
    pub(super) fn only_source(&self, expression: &Expression) -> Option<Origin> {
        let mut sources: Vec<&Origin> = Vec::new();
        for path in expression.paths() {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            if !matches!(path.first(), Some(&"properties" | &"item")) {
                continue;
            }
            let Some(origin) = self.get(&path).and_then(|it| it.origin.as_ref()) else { continue };
            if !sources.contains(&origin) {
                sources.push(origin);
            }
        }
        match sources.as_slice() {
            [only] => Some((*only).clone()),
            _ => None,
        }
    }
}
