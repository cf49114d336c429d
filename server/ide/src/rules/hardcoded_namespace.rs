//! An address that holds the name of a namespace.

use std::sync::LazyLock;

use oam_syntax::edit::Edit;
use oam_syntax::{Node, NodeKind, Offset, Span};
use regex::Regex;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A value holds an address within the cluster together with the name of a namespace.
    ///
    /// ## Why
    ///
    /// `db.default.svc.cluster.local` is the address of `db` in the namespace `default`, wherever the application runs.
    /// Deployed to another namespace it talks to the wrong database, or to none. The name alone is looked up in the
    /// namespace of the caller.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: DB_HOST
    ///           value: db.default.svc.cluster.local
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: DB_HOST
    ///           value: db
    /// ```
    pub(super) static HARDCODED_NAMESPACE = {
        id: "hardcoded-namespace", level: Warning, group: Practice, since: "0.1.0", fix: Unsafe, check: check,
    }
}

#[expect(clippy::expect_used, reason = "the pattern is a constant and the fixtures run it")]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([A-Za-z0-9][-A-Za-z0-9]*)\.([a-z0-9][-a-z0-9]*)\.svc(?:\.cluster\.local)?\b")
        .expect("a valid pattern")
});

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if ctx.component().is_none() && ctx.application().is_none() {
        return;
    }
    // One search through the text spares most documents the walk over their nodes.
    if !ctx.source.text().contains(".svc") {
        return;
    }
    for node in ctx.source.nodes().filter(|it| is_value(*it)) {
        let raw = node.raw();
        for found in ADDRESS.captures_iter(raw) {
            let (Some(whole), Some(name), Some(namespace)) = (found.get(0), found.get(1), found.get(2))
            else {
                continue;
            };
            let start = node.span().start.index();
            let span = Span::new(Offset::new(start + whole.start()), Offset::new(start + whole.end()));
            let (name, namespace) = (name.as_str(), namespace.as_str());
            findings
                .report(
                    &HARDCODED_NAMESPACE,
                    span,
                    format!("`{}` works for the namespace `{namespace}` only", whole.as_str()),
                )
                .help(format!("within one namespace the name alone is enough: `{name}`"))
                .unsafe_fix(
                    format!("replace `{}` by `{name}`", whole.as_str()),
                    vec![Edit { span, text: name.to_owned() }],
                );
        }
    }
}

/// Whether a node is a value that a program reads: prose is not.
fn is_value(node: Node<'_>) -> bool {
    let is_prose = || {
        node.entry().is_some_and(|it| matches!(it.key.text().as_ref(), "description" | "title" | "summary"))
    };
    node.kind() == NodeKind::Scalar && !node.is_key() && !is_prose()
}
