//! Text with CEL expressions in it, `${…}`: how it is cut up, checked and evaluated.
//!
//! It knows nothing of traits or manifests; see [`crate::declared`]. Expressions come from strangers: their length and
//! depth are limited before they are read, their work before they are evaluated.
//!
//! The trap: mappings have no order in CEL. A loop over one would give another list each time, so it is an error.

mod convert;
mod cost;
mod pieces;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use cel::common::ast::{ComprehensionExpr, Expr};
use cel::parser::{Expression as Tree, PrattParser};
use cel::{Context, Env, ExecutionError, Value};

pub(crate) use convert::{from_cel, to_cel};
pub(crate) use cost::Extent;
pub(crate) use pieces::{Piece, pieces};

/// The longest expression, in bytes.
const MAX_LENGTH: usize = 1000;

/// How deeply brackets and operators may be nested.
const MAX_DEPTH: u16 = 24;

/// How many parts may hang on each other: `1 + 1 + 1` are two sums, one in the other. Evaluation needs stack for each.
const MAX_PARTS_DEEP: usize = 32;

/// Most parts of one expression.
const MAX_NODES: usize = 300;

/// Longest reason that is shown, in characters.
const MAX_REASON: usize = 160;

/// The functions of the language, and those on text that Kubernetes adds.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| {
    let mut env = Env::stdlib();
    // It fails where a function is there already, which a test would see.
    let _ = env.add_extension(cel::extensions::strings);
    Arc::new(env)
});

/// Something wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionProblem {
    /// Where in the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// A name that an expression reads: `properties.size` is `["properties", "size"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The expression that reads it, in bytes of the text, with its `${` and `}`.
    pub range: Range<usize>,
    /// The variable and the fields below it.
    pub path: Vec<String>,
}

/// What is wrong with the expressions of a text, before they are evaluated.
pub fn problems(text: &str) -> Vec<ExpressionProblem> {
    let pieces = match pieces(text) {
        Ok(it) => it,
        Err(problem) => return vec![problem],
    };
    let expressions = pieces.into_iter().filter_map(|it| match it {
        Piece::Text(_) => None,
        Piece::Expression(range) => Some(range),
    });
    let problem = |range: Range<usize>| {
        let message = Expression::read(text.get(range.clone())?).err()?;
        Some(ExpressionProblem { range: range.start.saturating_sub(2)..range.end + 1, message })
    };
    expressions.filter_map(problem).collect()
}

/// The names that the expressions of a text read from outside, those of loops left out. Nothing of expressions that are wrong.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for piece in pieces(text).unwrap_or_default() {
        let Piece::Expression(range) = piece else { continue };
        let Some(expression) = text.get(range.clone()).and_then(|it| Expression::read(it).ok()) else {
            continue;
        };
        let whole = range.start.saturating_sub(2)..range.end + 1;
        mentions.extend(expression.paths().into_iter().map(|path| Mention { range: whole.clone(), path }));
    }
    mentions
}

/// An expression that could be read.
pub(crate) struct Expression {
    tree: Tree,
}

impl Expression {
    /// Reads the text between `${` and `}`; else says what is wrong with it.
    pub(crate) fn read(source: &str) -> Result<Self, String> {
        let source = source.trim();
        if source.is_empty() {
            return Err("there is no expression in `${}`".to_owned());
        }
        if source.len() > MAX_LENGTH {
            return Err(format!("the expression is too long; allowed are {MAX_LENGTH} bytes"));
        }
        let parser = PrattParser::new().max_recursion_depth(MAX_DEPTH).max_expression_node_count(MAX_NODES);
        match parser.parse(source) {
            Ok(tree) if is_too_deep(&tree) => Err(format!(
                "the expression is too deep; allowed are {MAX_PARTS_DEEP} steps, one on the other"
            )),
            Ok(tree) if calls(&tree, "format") => {
                Err("`format` is not there: write the text itself, with `${…}` in it".to_owned())
            }
            Ok(tree) => Ok(Self { tree }),
            Err(errors) => {
                let reason = errors.errors.first().map(|it| it.msg.as_str()).unwrap_or_default();
                Err(format!(
                    "`{}` is no CEL expression: {}",
                    shown(source),
                    shown(&reason.replace('\n', " "))
                ))
            }
        }
    }

    /// The fields that it selects and nothing else: `properties.size` is `["properties", "size"]`.
    pub(crate) fn selection(&self) -> Option<Vec<&str>> {
        selection(&self.tree)
    }

    /// All names that it reads from outside; see [`mentions`].
    pub(crate) fn paths(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        collect(&self.tree, &mut Vec::new(), &mut |it| paths.push(it));
        paths
    }

    /// How much there is to do at most; see [`Extent`].
    pub(crate) fn work(&self, extent: Extent) -> u64 {
        cost::work(&self.tree, extent)
    }

    /// The value; else why there is none.
    pub(crate) fn evaluate(&self, context: &Context<'_, '_>) -> Result<Value, String> {
        if loops_over_mapping(&self.tree, context) {
            return Err("a loop over a mapping has no order; `$each` has one".to_owned());
        }
        Value::resolve(&self.tree, context).map_err(|it| match (&it, self.selection()) {
            (ExecutionError::NoSuchKey(_), Some(path)) => format!("`{}` has no value", path.join(".")),
            _ => reason(&it),
        })
    }
}

/// An empty context with what every expression may use.
pub(crate) fn context<'p, 'v>() -> Context<'p, 'v> {
    Context::with_env(Arc::clone(&STANDARD))
}

fn selection(tree: &Tree) -> Option<Vec<&str>> {
    match &tree.expr {
        Expr::Ident(name) => Some(vec![name]),
        Expr::Select(it) if !it.test => {
            let mut path = selection(&it.operand)?;
            path.push(&it.field);
            Some(path)
        }
        _ => None,
    }
}

/// Whether a `map` or a `filter` goes through the keys of a mapping. Loops within loops are not looked into.
fn loops_over_mapping(tree: &Tree, context: &Context<'_, '_>) -> bool {
    let mut found = false;
    walk(tree, &mut |it| {
        let Expr::Comprehension(it) = &it.expr else { return };
        let is_list = matches!(&it.accu_init.expr, Expr::List(_));
        found |= is_list && matches!(Value::resolve(&it.iter_range, context), Ok(Value::Map(_)));
    });
    found
}

/// Whether more parts hang on each other than there is stack for; without recursion, for the same reason.
fn is_too_deep(tree: &Tree) -> bool {
    let mut waiting = vec![(tree, 1)];
    while let Some((tree, depth)) = waiting.pop() {
        if depth > MAX_PARTS_DEEP {
            return true;
        }
        waiting.extend(children(tree).into_iter().map(|it| (it, depth + 1)));
    }
    false
}

/// Whether a function is called. The width and precision of `format` are numbers without limit.
fn calls(tree: &Tree, function: &str) -> bool {
    let mut found = false;
    walk(tree, &mut |it| {
        found |= matches!(&it.expr, Expr::Call(it) if it.func_name == function);
    });
    found
}

/// All parts of an expression.
fn walk<'t>(tree: &'t Tree, visit: &mut impl FnMut(&'t Tree)) {
    visit(tree);
    for it in children(tree) {
        walk(it, visit);
    }
}

fn children(tree: &Tree) -> Vec<&Tree> {
    use cel::common::ast::EntryExpr;
    match &tree.expr {
        Expr::Call(it) => it.target.iter().map(AsRef::as_ref).chain(&it.args).collect(),
        Expr::Comprehension(it) => {
            let ComprehensionExpr { iter_range, accu_init, loop_cond, loop_step, result, .. } = it.as_ref();
            vec![iter_range, accu_init, loop_cond, loop_step, result]
        }
        Expr::List(it) => it.elements.iter().collect(),
        Expr::Map(it) => {
            let parts = it.entries.iter().map(|it| match &it.expr {
                EntryExpr::MapEntry(it) => vec![&it.key, &it.value],
                EntryExpr::StructField(it) => vec![&it.value],
            });
            parts.flatten().collect()
        }
        Expr::Select(it) => vec![&it.operand],
        Expr::Struct(_) | Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => Vec::new(),
    }
}

/// Names that are read from outside of loops; a selection counts as one.
fn collect<'t>(tree: &'t Tree, bound: &mut Vec<&'t str>, found: &mut impl FnMut(Vec<String>)) {
    if let Some(path) = selection(tree) {
        if path.first().is_some_and(|it| !bound.contains(it) && !it.starts_with('@')) {
            found(path.into_iter().map(str::to_owned).collect());
        }
        return;
    }
    match &tree.expr {
        // `has(properties.size)`.
        Expr::Select(it) => {
            let path = selection(&it.operand).filter(|it| it.first().is_some_and(|it| !bound.contains(it)));
            match path {
                Some(path) => {
                    found(path.into_iter().chain([it.field.as_str()]).map(str::to_owned).collect());
                }
                None => collect(&it.operand, bound, found),
            }
        }
        Expr::Comprehension(it) => {
            collect(&it.iter_range, bound, found);
            let outside = bound.len();
            bound.push(&it.iter_var);
            bound.push(&it.accu_var);
            bound.extend(it.iter_var2.as_deref());
            for it in [&it.accu_init, &it.loop_cond, &it.loop_step, &it.result] {
                collect(it, bound, found);
            }
            bound.truncate(outside);
        }
        _ => children(tree).into_iter().for_each(|it| collect(it, bound, found)),
    }
}

/// Why an expression has no value, in our words where it is the document's doing.
fn reason(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchKey(key) => format!("there is no `{key}`"),
        ExecutionError::UndeclaredReference(name) => format!("nothing is called `{name}`"),
        ExecutionError::IndexOutOfBounds(_) => "the list is too short".to_owned(),
        ExecutionError::NoSuchOverload(it) => {
            let function = it.function().trim_matches('_').replace('_', " ");
            format!("`{function}` does not take {}", it.argument_types().join(" and "))
        }
        ExecutionError::UnsupportedBinaryOperator(operator, one, other) => {
            format!("`{operator}` does not take {} and {}", one.type_of(), other.type_of())
        }
        ExecutionError::UnexpectedType { got, want } => format!("{got} stands where {want} is needed"),
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => {
            "division by zero".to_owned()
        }
        ExecutionError::Overflow(..) => "the number is too large".to_owned(),
        other => shown(&other.to_string().replace('\n', " ")),
    }
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(MAX_REASON) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
