//! Validation: a value against a schema, with problems in our own words.
//!
//! The only user of `jsonschema`. Its messages never leave this file; where it says that no alternative
//! matched, the alternative that the author evidently meant is reported instead.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::LocationSegment;
use jsonschema::{PatternOptions, ValidationError};
use serde_json::Value;

use crate::limits;
use crate::problem::{PathStep, SchemaProblem, SchemaProblemKind};
use crate::properties::SchemaError;
use crate::schema::SchemaView;
use crate::walk::{Step, walk};

/// How a string such as `[fromVariable(NAME)]` is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calls {
    /// Nothing is ever put in its place.
    AreText,
    /// It stands for a value that is not known yet, so nothing can be wrong with it.
    AreUnknownValues,
}

/// A compiled schema.
#[derive(Debug)]
pub(crate) struct Validator(Option<jsonschema::Validator>);

impl Validator {
    /// Compiles a schema of our own. A mistake in it makes everything valid, and a test fail.
    pub(crate) fn new(schema: &Value) -> Self {
        let compiled = compile(schema);
        debug_assert!(compiled.is_ok(), "{compiled:?}");
        Validator(compiled.ok())
    }

    /// Everything about `value` that contradicts `schema`, the one this validator was made from.
    pub(crate) fn problems(&self, schema: &Value, value: &Value, calls: Calls) -> Vec<SchemaProblem> {
        let Some(validator) = &self.0 else { return Vec::new() };
        if limits::is_too_deep(value) {
            let text = "is nested too deeply to be checked".to_owned();
            return vec![SchemaProblem { path: Vec::new(), kind: SchemaProblemKind::Other { text } }];
        }
        if validator.is_valid(value) {
            return Vec::new();
        }
        let ctx = Ctx { root: SchemaView::new(schema), calls };
        validator.iter_errors(value).flat_map(|error| ctx.problems(&error)).collect()
    }
}

/// Compiles a schema that a stranger wrote, or says why it cannot be used.
pub(crate) fn checked(schema: &Value) -> Result<Validator, SchemaError> {
    limits::check(schema)?;
    Ok(Validator(Some(compile(schema)?)))
}

fn compile(schema: &Value) -> Result<jsonschema::Validator, SchemaError> {
    jsonschema::options()
        .with_pattern_options(PatternOptions::regex())
        .offline()
        .build(schema)
        .map_err(|error| unusable(&error))
}

/// Why a schema does not compile.
fn unusable(error: &ValidationError<'_>) -> SchemaError {
    let path = path_of(error.instance_path().into_iter().collect());
    let place = match path.last() {
        Some(PathStep::Key(key)) => format!(" at `{key}`"),
        _ => String::new(),
    };
    SchemaError::new(match error.kind() {
        ValidationErrorKind::Referencing(_) => {
            "the schema refers to something that is not part of it".to_owned()
        }
        ValidationErrorKind::Format { format } if format == "regex" => {
            format!("the schema has a regular expression that cannot be used{place}")
        }
        _ => format!("the schema is not valid JSON Schema{place}"),
    })
}

struct Ctx<'s> {
    root: SchemaView<'s>,
    calls: Calls,
}

impl Ctx<'_> {
    fn problems(&self, error: &ValidationError<'_>) -> Vec<SchemaProblem> {
        let value = error.instance();
        if self.calls == Calls::AreUnknownValues && value.as_str().is_some_and(is_call) {
            return Vec::new();
        }
        let path = path_of(error.instance_path().into_iter().collect());
        if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } =
            error.kind()
        {
            let branches = context.iter().map(|it| it.iter().flat_map(|it| self.problems(it)).collect());
            return meant(&path, branches.collect());
        }
        self.kinds(error, &path).into_iter().map(|kind| SchemaProblem { path: path.clone(), kind }).collect()
    }

    /// The problems that one error of the library stands for.
    fn kinds(&self, error: &ValidationError<'_>, path: &[PathStep]) -> Vec<SchemaProblemKind> {
        use SchemaProblemKind as Kind;
        let value = error.instance();
        let view = self.view(path);
        vec![match error.kind() {
            ValidationErrorKind::Required { property } => Kind::Missing { property: text_of(property) },
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                let allowed = allowed_keys(view);
                let unknown = |property: &String| Kind::Unknown {
                    property: property.clone(),
                    allowed: allowed.clone(),
                };
                return unexpected.iter().map(unknown).collect();
            }
            ValidationErrorKind::Type { kind } => {
                let expected = match kind {
                    TypeKind::Single(one) => vec![one.to_string()],
                    TypeKind::Multiple(many) => many.iter().map(|it| it.to_string()).collect(),
                };
                Kind::WrongType { expected, actual: type_of(value) }
            }
            ValidationErrorKind::Enum { options } => {
                let mut allowed: Vec<_> = options.as_array().into_iter().flatten().map(text_of).collect();
                allowed.sort();
                Kind::NotInEnum { allowed, actual: text_of(value) }
            }
            ValidationErrorKind::Constant { expected_value } => {
                Kind::NotInEnum { allowed: vec![text_of(expected_value)], actual: text_of(value) }
            }
            ValidationErrorKind::Minimum { limit } => Kind::OutOfRange {
                minimum: limit.as_f64(),
                maximum: view.and_then(|it| it.maximum()),
                actual: value.as_f64().unwrap_or_default(),
            },
            ValidationErrorKind::Maximum { limit } => Kind::OutOfRange {
                minimum: view.and_then(|it| it.minimum()),
                maximum: limit.as_f64(),
                actual: value.as_f64().unwrap_or_default(),
            },
            ValidationErrorKind::Pattern { pattern } => Kind::Pattern {
                pattern: pattern.clone(),
                actual: text_of(value),
                hint: view.and_then(|it| it.pattern_hint()).map(str::to_owned),
            },
            ValidationErrorKind::MinItems { limit } => Kind::TooFew { minimum: *limit },
            other => Kind::Other { text: predicate(other) },
        }]
    }

    fn view(&self, path: &[PathStep]) -> Option<SchemaView<'_>> {
        let steps: Vec<_> = path
            .iter()
            .map(|it| match it {
                PathStep::Key(key) => Step::Key(key),
                PathStep::Index(_) => Step::Index,
            })
            .collect();
        walk(self.root, &steps)
    }
}

/// Of several alternatives that all failed, the problems of the one the author evidently meant: the right
/// type before anything else, then the right value of a key that tells alternatives apart, then the fewest
/// problems. An alternative whose only problems are unknown values is fine.
fn meant(path: &[PathStep], branches: Vec<Vec<SchemaProblem>>) -> Vec<SchemaProblem> {
    if branches.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let wrong_types: Vec<_> = branches.iter().filter_map(|it| wrong_type_at(path, it)).collect();
    if let (Some((_, actual)), true) = (wrong_types.first(), wrong_types.len() == branches.len()) {
        let mut expected: Vec<String> = Vec::new();
        for name in wrong_types.iter().flat_map(|(expected, _)| *expected) {
            if !expected.contains(name) {
                expected.push(name.clone());
            }
        }
        return vec![SchemaProblem {
            path: path.to_vec(),
            kind: SchemaProblemKind::WrongType { expected, actual },
        }];
    }
    let misses_choice = |branch: &[SchemaProblem]| {
        branch.iter().any(|it| {
            matches!(it.kind, SchemaProblemKind::NotInEnum { .. }) && it.path.len() <= path.len() + 1
        })
    };
    branches
        .into_iter()
        .min_by_key(|it| (wrong_type_at(path, it).is_some(), misses_choice(it), it.len()))
        .unwrap_or_default()
}

/// The types an alternative expects, if the value itself has the wrong one.
fn wrong_type_at<'p>(
    path: &[PathStep],
    problems: &'p [SchemaProblem],
) -> Option<(&'p [String], &'static str)> {
    problems.iter().find_map(|it| match &it.kind {
        SchemaProblemKind::WrongType { expected, actual } if it.path == path => {
            Some((expected.as_slice(), *actual))
        }
        _ => None,
    })
}

/// The keys to propose: those of today, sorted.
fn allowed_keys(view: Option<SchemaView<'_>>) -> Vec<String> {
    let properties = view.map(|it| it.properties()).unwrap_or_default();
    let current = properties.into_iter().filter(|(_, it)| !it.is_deprecated());
    let mut keys: Vec<_> = current.map(|(key, _)| key.to_owned()).collect();
    keys.sort();
    keys
}

/// Whether the string contains a call that is replaced before anybody reads the value.
fn is_call(text: &str) -> bool {
    ["[fromVariable(", "[fromParam("].iter().any(|call| {
        text.split_once(call).is_some_and(|(_, rest)| {
            rest.split_once(")]").is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.-".contains(c))
            })
        })
    })
}

/// Words for everything that needs no type of its own.
fn predicate(kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::MinLength { limit: 1 } => "must not be empty".to_owned(),
        ValidationErrorKind::MinLength { limit } => format!("must have at least {limit} characters"),
        ValidationErrorKind::MaxLength { limit } => format!("must have at most {limit} characters"),
        ValidationErrorKind::MaxItems { limit } => format!("must have at most {limit} items"),
        ValidationErrorKind::MinProperties { limit } => format!("must have at least {limit} keys"),
        ValidationErrorKind::MaxProperties { limit } => format!("must have at most {limit} keys"),
        ValidationErrorKind::ExclusiveMinimum { limit } => format!("must be greater than {limit}"),
        ValidationErrorKind::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        ValidationErrorKind::MultipleOf { multiple_of } => format!("must be a multiple of {multiple_of}"),
        ValidationErrorKind::UniqueItems => "must not contain the same item twice".to_owned(),
        ValidationErrorKind::Format { format } => format!("must have the format `{format}`"),
        ValidationErrorKind::FalseSchema => "must not be written here".to_owned(),
        ValidationErrorKind::OneOfMultipleValid { .. } => {
            "fits more than one of the allowed forms".to_owned()
        }
        ValidationErrorKind::Not { .. } => "has a form that is excluded".to_owned(),
        ValidationErrorKind::Contains => "lacks a required item".to_owned(),
        ValidationErrorKind::PropertyNames { .. } => "has a key with a name that is not allowed".to_owned(),
        _ => "does not fit its schema".to_owned(),
    }
}

fn path_of(segments: Vec<LocationSegment<'_>>) -> Vec<PathStep> {
    let step = |it| match it {
        LocationSegment::Property(key) => PathStep::Key(String::from(key)),
        LocationSegment::Index(index) => PathStep::Index(index),
    };
    segments.into_iter().map(step).collect()
}

/// A value as it is shown: strings without quotes, everything else as JSON.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
