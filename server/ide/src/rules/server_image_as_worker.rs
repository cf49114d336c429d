//! A web server that nobody can reach.

use super::image;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// A component runs the image of a web server as a `Worker`.
    ///
    /// ## Why
    ///
    /// A worker has no address: nobody can reach what it serves. A web server that is left alone does nothing. Where it
    /// only serves its neighbours in the same component, this is as it should be.
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
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    /// ```
    pub(super) static SERVER_IMAGE_AS_WORKER = {
        id: "server-image-as-worker", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

/// Images that do nothing but serve, by the last part of their path.
const SERVERS: [&str; 7] = ["apache", "caddy", "haproxy", "httpd", "nginx", "tomcat", "traefik"];

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    // With neighbours it may serve them.
    let [container] = component.containers.as_slice() else { return };
    let (Some(written), Some(image)) = (&component.workload_type, &container.image) else { return };
    let workload = ctx.workspace.workload(&written.value);
    let Some(workload) = workload.filter(|it| it.is_core && it.is_daemon && !it.has_endpoint) else { return };
    if image::parse(&image.value).is_some_and(|it| SERVERS.contains(&it.name)) {
        // The core types come in pairs: `SingletonServer` and `SingletonWorker`.
        let server = workload.name.replace("Worker", "Server");
        findings
            .report(
                &SERVER_IMAGE_AS_WORKER,
                written.span,
                format!("`{}` is a web server, but nobody can reach a worker", image.value),
            )
            .help(did_you_mean(&server))
            .related(ctx.document, image.span, "the image is named here");
    }
}
