//! An image that is another one tomorrow.

use super::image;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container runs an image without a tag, or with the tag `latest`.
    ///
    /// ## Why
    ///
    /// The tag `latest`, which also counts where there is none, means another image after every release. Two copies of one
    /// instance may run two programs, and a rollback brings back the same name with the new contents. The specification
    /// asks for a tag and recommends a digest.
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
    ///       image: registry.example.com/mailer:latest
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
    /// ```
    pub(super) static LATEST_TAG = {
        id: "latest-tag", level: Warning, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for written in containers.filter_map(|it| it.image.as_ref()) {
        let Some(image) = image::parse(&written.value).filter(|it| !it.has_digest) else { continue };
        let message = match image.tag {
            None => format!("image `{}` has no tag, which means `latest`", written.value),
            Some("latest") => format!("image `{}` is another one after every release", written.value),
            Some(_) => continue,
        };
        let help = format!("name a version: `{}:VERSION`", image.repository);
        findings.report(&LATEST_TAG, written.span, message).help(help);
    }
}
