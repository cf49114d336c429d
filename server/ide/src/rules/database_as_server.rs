//! A database that may run in many copies.

use oam_syntax::edit::replace_scalar;

use super::image;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A component runs the image of a database as a `Server`.
    ///
    /// ## Why
    ///
    /// A `Server` may run in many copies, and its copies come and go. Two copies of a database do not know of each other:
    /// each has its own data, and requests reach now the one and now the other. A `SingletonServer` runs once.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: db
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: postgres:16.4
    ///       ports:
    ///         - name: sql
    ///           containerPort: 5432
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: db
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.SingletonServer
    ///   containers:
    ///     - name: main
    ///       image: postgres:16.4
    ///       ports:
    ///         - name: sql
    ///           containerPort: 5432
    /// ```
    pub(super) static DATABASE_AS_SERVER = {
        id: "database-as-server", level: Info, group: Practice, since: "0.1.0", fix: Unsafe, check: check,
    }
}

/// Images that keep data of their own, by the last part of their path.
const DATABASES: [&str; 15] = [
    "cassandra",
    "cockroach",
    "couchdb",
    "elasticsearch",
    "etcd",
    "influxdb",
    "mariadb",
    "mongo",
    "mongodb",
    "mysql",
    "mysql-server",
    "neo4j",
    "postgres",
    "postgresql",
    "rabbitmq",
];

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    let Some(workload) = workload.filter(|it| it.is_core && it.has_endpoint && it.is_replicable) else {
        return;
    };
    // The core types come in pairs: `Server` and `SingletonServer`.
    let singleton = workload.name.replace(".Server", ".SingletonServer");
    if ctx.workspace.workload(&singleton).is_none() {
        return;
    }
    let mut images = component.containers.iter().filter_map(|it| it.image.as_ref());
    let database = images.find(|it| image::parse(&it.value).is_some_and(|it| DATABASES.contains(&it.name)));
    let Some(database) = database else { return };
    findings
        .report(
            &DATABASE_AS_SERVER,
            written.span,
            format!("`{}` keeps data, but a `Server` may run in many copies", database.value),
        )
        .help(format!("did you mean `{singleton}`?"))
        .related(ctx.document, database.span, "the image is named here")
        .unsafe_fix(
            format!("replace `{}` by `{singleton}`", written.value),
            replace_scalar(ctx.source.node(written.node), &singleton),
        );
}
