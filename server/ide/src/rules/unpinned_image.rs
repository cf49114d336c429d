//! An image that is known by its tag only.
//!
//! No tag at all, and `latest`, are the business of `latest-tag`.

use super::image;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An image has a tag and no digest.
    ///
    /// ## Why
    ///
    /// A tag can be given to another image at any time, a digest cannot. Two instances that were started on different days
    /// may run different programs under one tag. The specification recommends the digest.
    ///
    /// Write `IMAGE:TAG@sha256:DIGEST`; `docker buildx imagetools inspect IMAGE:TAG` prints the digest. Where tags are never
    /// moved, switch the rule off.
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
    ///       image: registry.example.com/mailer:1.4.2@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    /// ```
    pub(super) static UNPINNED_IMAGE = {
        id: "unpinned-image", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let images = ctx.component().into_iter().flat_map(|it| &it.containers).filter_map(|it| it.image.as_ref());
    for written in images {
        let Some(image) = image::parse(&written.value) else { continue };
        let Some(tag) = image.tag.filter(|it| *it != "latest" && !image.has_digest) else { continue };
        findings
            .report(&UNPINNED_IMAGE, written.span, format!("image `{}` has no digest", written.value))
            .help(format!("pin it: `{}:{tag}@sha256:DIGEST`", image.repository));
    }
}
