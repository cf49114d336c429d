//! A parameter that the component never reads.

use std::collections::HashSet;

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_model::value::{Data, Value};
use oam_syntax::edit::remove_item;
use oam_syntax::{Node, NodeKind};

use super::usage::{declared, is_template, may_declare_more};
use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A component declares a parameter that nothing in it reads.
    ///
    /// ## Why
    ///
    /// Whatever value an application gives it, nothing changes. Often a `fromParam` was forgotten or taken away.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: region
    ///       type: string
    ///       default: eu-west-1
    ///     - name: level
    ///       type: string
    ///       default: info
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: region
    ///       type: string
    ///       default: eu-west-1
    ///     - name: level
    ///       type: string
    ///       default: info
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    ///         - name: LEVEL
    ///           fromParam: level
    /// ```
    pub(super) static UNUSED_PARAMETER = {
        id: "unused-parameter", level: Info, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component().filter(|it| !it.parameters.is_empty()) else {
        return;
    };
    if !ctx.source.errors().is_empty() || may_declare_more(ctx.source, component) || has_hidden_lines(ctx) {
        return;
    }
    let Some(value) = Value::read_document(ctx.source) else { return };
    let mut reads = Reads::default();
    reads.collect(&value);
    let holes = ctx.source.nodes().filter(|it| it.kind() == NodeKind::Template).map(Node::raw);
    reads.filled(holes);
    // A misspelt `fromParam` was meant for one of them: the business of `undeclared-from-param`.
    let is_declared = |name: &&str| declared(component).any(|it| it == *name);
    if reads.is_hidden || !reads.names.iter().all(is_declared) {
        return;
    }
    let (catalog, platform) = (ctx.workspace.catalog(), ctx.workspace.platform());
    for parameter in &component.parameters {
        let Some(name) = parameter.name.as_ref().filter(|it| !is_template(&it.value)) else { continue };
        let is_read = reads.names.contains(name.as_str())
            || reads.texts.iter().any(|it| mentions(it, &name.value))
            || catalog.implicit_parameter(platform, &name.value).is_some();
        if is_read {
            continue;
        }
        let report = findings
            .report(&UNUSED_PARAMETER, name.span, format!("parameter `{}` is never read", name.value))
            .tag(Tag::Unnecessary);
        // What applications set would be undeclared without it.
        if is_set(ctx, &name.value) {
            report.help(
                "read it with `fromParam`, or remove it and the values that applications give it".to_owned(),
            );
        } else {
            report.help("read it with `fromParam`, or remove it".to_owned()).unsafe_fix(
                format!("remove parameter `{}`", name.value),
                remove_item(ctx.source.node(parameter.node)),
            );
        }
    }
}

/// Whether an application gives the parameter a value.
fn is_set(ctx: &RuleContext<'_>, parameter: &str) -> bool {
    let Some(component) = ctx.object.name() else { return false };
    let key = SymbolKey::owned(Namespace::ParameterName, component, parameter);
    ctx.workspace.index().references(&key).any(|it| it.document != ctx.document)
}

/// Whether a template engine writes keys, items or whole lines, of which nothing is known.
fn has_hidden_lines(ctx: &RuleContext<'_>) -> bool {
    ctx.source.nodes().any(|it| it.kind() != NodeKind::Template && it.is_open())
}

/// What a component reads, wherever it stands.
#[derive(Default)]
struct Reads<'v> {
    names: HashSet<&'v str>,
    /// Texts that may hold `[fromParam(NAME)]` or `${NAME}`.
    texts: Vec<&'v str>,
    is_hidden: bool,
}

impl<'v> Reads<'v> {
    /// Adds what holes may read: `${NAME}` is a parameter to some engines.
    fn filled(&mut self, holes: impl Iterator<Item = &'v str>) {
        for text in holes {
            self.is_hidden |= text.contains("{{") && text.contains("param");
            self.texts.push(text);
        }
    }

    fn collect(&mut self, root: &'v Value) {
        let mut rest = vec![root];
        while let Some(value) = rest.pop() {
            match &value.data {
                Data::Sequence(items) => {
                    self.is_hidden |= items.iter().any(|it| it.data == Data::Unknown);
                    rest.extend(items);
                }
                Data::Mapping(entries) => {
                    for (key, value) in entries {
                        self.is_hidden |= is_template(&key.text);
                        // Of what a template writes below one of these keys nothing can be seen.
                        let is_reader = matches!(
                            key.text.as_str(),
                            "fromParam" | "containers" | "env" | "config" | "workloadSettings" | "spec"
                        );
                        self.is_hidden |= is_reader && value.data == Data::Unknown;
                        if key.text == "fromParam" {
                            self.names.extend(value.as_str());
                        } else {
                            rest.push(value);
                        }
                    }
                }
                Data::String(text) if text.contains("fromParam(") || text.contains("${") => {
                    self.texts.push(text);
                }
                _ => {}
            }
        }
    }
}

fn mentions(text: &str, name: &str) -> bool {
    text.contains(&format!("({name})")) || text.contains(&format!("${{{name}}}"))
}
