//! An image without a digest beside images that have one.

use super::image;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An image of a component has no digest, although another one has.
    ///
    /// ## Why
    ///
    /// A tag can be given to another image at any time, a digest cannot. Who pins one image of a component wants to know
    /// what runs, and knows it only if all of them are pinned.
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
    ///       image: registry.example.com/mailer@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    ///     - name: logs
    ///       image: registry.example.com/logs:2.0.1
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
    ///     - name: logs
    ///       image: registry.example.com/logs:2.0.1
    /// ```
    pub(super) static UNPINNED_IMAGE = {
        id: "unpinned-image", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let images = ctx.component().into_iter().flat_map(|it| &it.containers).filter_map(|it| it.image.as_ref());
    let images: Vec<_> = images.filter_map(|it| Some((it, image::parse(&it.value)?))).collect();
    let Some((pinned, _)) = images.iter().find(|(_, it)| it.has_digest) else { return };
    for (written, image) in &images {
        // What `latest` means is another matter.
        if !image.has_digest && image.tag.is_some_and(|it| it != "latest") {
            findings
                .report(&UNPINNED_IMAGE, written.span, format!("image `{}` has no digest", written.value))
                .help(format!("pin it: `{}@sha256:DIGEST`", image.repository))
                .related(ctx.document, pinned.span, "another image is pinned here");
        }
    }
}
