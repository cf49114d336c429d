//! A mark that nobody sees.

use oam_syntax::edit::Edit;
use oam_syntax::{Offset, Span};

use crate::rule::{Findings, RuleContext, declare_rule};

/// U+FEFF in UTF-8.
const MARK: &str = "\u{feff}";

declare_rule! {
    /// The file begins with a byte order mark.
    ///
    /// ## Why
    ///
    /// UTF-8 needs no such mark. Some editors write one, and some tools that read YAML take it for a part of the first key, or
    /// fail when such files are put together.
    ///
    /// ## Examples
    ///
    /// The mark is invisible: it is the first character of this one.
    ///
    /// ```yaml invalid
    /// ﻿apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
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
    pub(super) static BYTE_ORDER_MARK = {
        id: "byte-order-mark", level: Hint, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if ctx.document.index != 0 || !ctx.source.text().starts_with(MARK) {
        return;
    }
    let span = Span::new(Offset::ZERO, Offset::new(MARK.len()));
    findings
        .report(&BYTE_ORDER_MARK, span, "the file begins with a byte order mark, which UTF-8 does not need")
        .help("remove it".to_owned())
        .safe_fix("remove the byte order mark", vec![Edit { span, text: String::new() }]);
}
