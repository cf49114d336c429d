//! A key of today, and beside it the one it replaced.

use oam_model::object::Application;
use oam_syntax::edit::remove_entry;
use oam_syntax::{Node, NodeKind};

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A key is written twice, in today's and in an old spelling.
    ///
    /// ## Why
    ///
    /// Controllers read today's key and ignore the other, whatever it says. Here `name` has no effect, since
    /// `componentName` is there; the same holds for `parameterValues` of a trait or scope beside `properties`, and for `port` and
    /// `value` of a port beside `containerPort`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - name: front
    ///       componentName: web
    ///       instanceName: shop-web
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    pub(super) static IGNORED_OLD_KEY = {
        id: "ignored-old-key", level: Warning, group: Dialect, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut report = |item: Node<'_>, old: &str, today: &str| {
        let (Some(old), Some(today)) = (item.get(old), item.get(today)) else { return };
        // A key without a value yields to the other one.
        if matches!(today.value.kind(), NodeKind::Missing) {
            return;
        }
        let (old_name, today_name) = (old.key.text(), today.key.text());
        findings
            .report(
                &IGNORED_OLD_KEY,
                old.key.span(),
                format!("`{old_name}` is ignored, because `{today_name}` is there"),
            )
            .help(format!("remove `{old_name}`"))
            .tag(Tag::Unnecessary)
            .related(ctx.document, today.key.span(), format!("`{today_name}` is written here"))
            .safe_fix(format!("remove `{old_name}`"), remove_entry(old));
    };
    if let Some(application) = ctx.application() {
        check_application(ctx, application, &mut report);
    }
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let ports = ctx.source.node(container.node).get("ports").map(|it| it.value);
        for port in ports.into_iter().flat_map(Node::items) {
            report(port, "port", "containerPort");
            report(port, "value", "containerPort");
        }
    }
}

fn check_application<'w>(
    ctx: &RuleContext<'w>,
    application: &Application,
    report: &mut dyn FnMut(Node<'w>, &str, &str),
) {
    for usage in &application.components {
        report(ctx.source.node(usage.node), "name", "componentName");
        for it in &usage.traits {
            report(ctx.source.node(it.node), "parameterValues", "properties");
        }
    }
    let spec = application.spec.map(|it| ctx.source.node(it));
    let scopes = spec.and_then(|it| it.get("scopes")).map(|it| it.value);
    for scope in scopes.into_iter().flat_map(Node::items) {
        report(scope, "parameterValues", "properties");
    }
}
