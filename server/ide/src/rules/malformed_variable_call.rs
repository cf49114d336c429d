//! Text that is meant to be a call of a variable and is none.

use std::ops::Range;
use std::sync::LazyLock;

use oam_model::object::Application;
use oam_model::value::{Data, Value};
use oam_model::variable::variable_calls;
use oam_syntax::edit::{Edit, replace_scalar};
use oam_syntax::{Offset, Span};
use regex::Regex;

use super::undefined_variable::{callers, defined};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A text looks like the call of a variable, but is not one.
    ///
    /// ## Why
    ///
    /// Nothing but `[fromVariable(NAME)]`, letter by letter, is a call. Every other spelling stays as it is and reaches
    /// the program as text. In YAML the call needs quotes, else its brackets make a list.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: host
    ///           value: "[fromVaraible(domain)]"
    /// ```
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: host
    ///           value: [fromVariable(domain)]
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: host
    ///           value: "[fromVariable(domain)]"
    /// ```
    pub(super) static MALFORMED_VARIABLE_CALL = {
        id: "malformed-variable-call", level: Warning, group: Parameters, since: "0.1.0", fix: Safe, check: check,
    }
}

/// A piece of text that is meant to be a call.
struct NearMiss {
    range: Range<usize>,
    name: String,
}

// Without an opening bracket the words must not be apart, or prose would do: "taken from variables (see below)".
#[expect(clippy::expect_used, reason = "the pattern is a constant and a test runs it")]
static NEAR_MISS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)
        (?: \[ \s* (?: from | form ) \s* [_-]? \s* var \w* | \b (?: from | form ) [_-]? var \w* )
        \s* [({]
        (?: ( [^()\[\]{}]*? ) \s* [)}] \s* \]? | ( [\p{L}\p{N}_.-]* ) \s* \]? )";
    Regex::new(pattern).expect("a valid pattern")
});

/// Calls in the manner of a shell.
#[expect(clippy::expect_used, reason = "the pattern is a constant and a test runs it")]
static SHELL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\$(?:\(\s*([\p{L}\p{N}_.-]+)\s*\)|\{\s*([\p{L}\p{N}_.-]+)\s*\})";
    Regex::new(pattern).expect("a valid pattern")
});

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    let mut rest: Vec<&Value> = callers(application);
    while let Some(value) = rest.pop() {
        match &value.data {
            Data::Sequence(items) => match unquoted_call(ctx, value) {
                Some(name) => report_list(application, value, &name, findings),
                None => rest.extend(items),
            },
            Data::Mapping(entries) => rest.extend(entries.iter().map(|(_, it)| it)),
            Data::String(text) => {
                for it in near_misses(application, text) {
                    report(ctx, application, value, text, &it, findings);
                }
            }
            Data::Unknown => {
                // `${domain}` may be meant for the environment, or for the application's own `domain`.
                let text = ctx.source.node(value.node).text();
                if text.contains("${") && !text.contains("{{") {
                    for it in shell_calls(application, &text) {
                        report(ctx, application, value, &text, &it, findings);
                    }
                }
            }
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) => {}
        }
    }
}

fn read_near_miss(it: &regex::Captures<'_>) -> Option<NearMiss> {
    let name = it.get(1).or_else(|| it.get(2)).map_or("", |it| it.as_str()).trim().to_owned();
    Some(NearMiss { range: it.get(0)?.range(), name })
}

fn near_misses(application: &Application, text: &str) -> Vec<NearMiss> {
    let is_call = |it: &NearMiss| {
        let calls = variable_calls(text.get(it.range.clone()).unwrap_or_default());
        calls.iter().any(|call| call.range == (0..it.range.len()))
    };
    let near = NEAR_MISS.captures_iter(text).filter_map(|it| read_near_miss(&it)).filter(|it| !is_call(it));
    near.chain(shell_calls(application, text)).collect()
}

/// `${NAME}` and the like, where the application has a variable of that name.
fn shell_calls(application: &Application, text: &str) -> Vec<NearMiss> {
    let shell = SHELL.captures_iter(text).filter_map(|it| read_near_miss(&it));
    shell.filter(|it| defined(application).any(|name| name == it.name)).collect()
}

fn report(
    ctx: &RuleContext<'_>,
    application: &Application,
    value: &Value,
    text: &str,
    found: &NearMiss,
    findings: &mut Findings<'_>,
) {
    let written = text.get(found.range.clone()).unwrap_or_default().trim_end();
    let start = value.span.start.index();
    let span = match ctx.source.node(value.node).raw().find(written) {
        Some(at) => Span::new(Offset::new(start + at), Offset::new(start + at + written.len())),
        None => value.span,
    };
    if found.name.is_empty() {
        let message = format!("`{written}` names no variable");
        findings
            .report(&MALFORMED_VARIABLE_CALL, span, message)
            .help("write `[fromVariable(NAME)]`".to_owned());
        return;
    }
    let message = format!("`{written}` stays as it is: it is not the call of a variable");
    let report = findings.report(&MALFORMED_VARIABLE_CALL, span, message);
    if !defined(application).any(|it| it == found.name) {
        report.help("a call is written `[fromVariable(NAME)]`".to_owned());
        return;
    }
    let call = format!("[fromVariable({})]", found.name);
    let mut mended = text.to_owned();
    mended.replace_range(found.range.start..found.range.start + written.len(), &call);
    let edits = replace_scalar(ctx.source.node(value.node), &mended);
    report.help(format!("write `{call}`")).safe_fix(format!("replace `{written}` by `{call}`"), edits);
}

/// The name in `[fromVariable(NAME)]` without quotes, which YAML reads as a list.
pub(super) fn unquoted_call(ctx: &RuleContext<'_>, list: &Value) -> Option<String> {
    let [item] = list.items() else { return None };
    let call = format!("[{}]", item.as_str()?);
    let is_written_so = ctx.source.node(list.node).is_flow();
    oam_model::variable::whole_call(&call).filter(|_| is_written_so)
}

fn report_list(application: &Application, list: &Value, name: &str, findings: &mut Findings<'_>) {
    let call = format!("[fromVariable({name})]");
    let report = findings
        .report(
            &MALFORMED_VARIABLE_CALL,
            list.span,
            format!("without quotes `{call}` is a list, not the call of a variable"),
        )
        .help("write it in quotes".to_owned());
    if defined(application).any(|it| it == name) {
        report.safe_fix("put it in quotes", vec![Edit { span: list.span, text: format!("\"{call}\"") }]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let near = near_misses(&Application::default(), text);
        near.into_iter().map(|it| (text.get(it.range).unwrap_or_default().to_owned(), it.name)).collect()
    }

    #[test]
    fn near_misses_are_found_with_their_names() {
        for (text, written, name) in [
            ("[fromVaraible(x)]", "[fromVaraible(x)]", "x"),
            ("[fromVariable (x)]", "[fromVariable (x)]", "x"),
            ("[ fromVariable(x) ]", "[ fromVariable(x) ]", "x"),
            ("[fromVariable( x )]", "[fromVariable( x )]", "x"),
            ("http://[fromVariable(x]/", "[fromVariable(x]", "x"),
            ("http://[fromVariable(x)/a", "[fromVariable(x)", "x"),
            ("fromVariable(x)", "fromVariable(x)", "x"),
            ("[fromvariable{x}]", "[fromvariable{x}]", "x"),
            ("[from_variable(a b)]", "[from_variable(a b)]", "a b"),
            ("[fromVariable()]", "[fromVariable()]", ""),
            ("[fromVariable(", "[fromVariable(", ""),
        ] {
            assert_eq!(found(text), [(written.to_owned(), name.to_owned())], "{text}");
        }
    }

    #[test]
    fn calls_and_prose_are_no_near_misses() {
        for text in [
            "[fromVariable(x)]",
            "a [fromVariable(x)] b [fromVariable(y)] c",
            "taken from variables (see below)",
            "[fromParam(x)]",
            "$(x) ${y}",
            "fromVariable",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
