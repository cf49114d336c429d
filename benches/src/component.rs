//! Components: one container with parameters, ports, resources and a probe, about seventy lines.

use crate::mistake::Mistake;
use crate::page::{Document, Page};
use crate::random::{below, one_of};

const AREAS: [&str; 12] = [
    "orders", "stock", "prices", "invoices", "accounts", "search", "mail", "reviews", "parcels", "returns",
    "offers", "events",
];
const ROLES: [&str; 7] = ["api", "site", "store", "relay", "feed", "audit", "worker"];
const WORKLOADS: [&str; 5] = ["Server", "Worker", "Task", "SingletonServer", "SingletonWorker"];

/// A parameter: name, type, default and what an application sets it to.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    kind: &'static str,
    /// `None`: it must be set.
    default: Option<&'static str>,
    pub(crate) value: &'static str,
}

const PARAMETERS: [Parameter; 9] = [
    Parameter { name: "database", kind: "string", default: None, value: "db.example.com" },
    Parameter { name: "region", kind: "string", default: None, value: "north" },
    Parameter { name: "workers", kind: "number", default: Some("4"), value: "8" },
    Parameter { name: "timeout", kind: "number", default: Some("30"), value: "45" },
    Parameter { name: "verbose", kind: "boolean", default: Some("false"), value: "true" },
    Parameter { name: "greeting", kind: "string", default: Some("hello"), value: "good morning" },
    Parameter { name: "currency", kind: "string", default: Some("EUR"), value: "CHF" },
    Parameter { name: "retries", kind: "number", default: Some("3"), value: "5" },
    Parameter { name: "locale", kind: "string", default: Some("en"), value: "de" },
];

/// What applications need to know about a component.
pub(crate) struct Outline {
    pub(crate) name: String,
    pub(crate) workload: &'static str,
    pub(crate) parameters: Vec<&'static Parameter>,
    pub(crate) port: usize,
}

impl Outline {
    pub(crate) fn of(seed: u64, number: usize) -> Self {
        let area = AREAS.get(number % AREAS.len()).copied().unwrap_or_default();
        let role = ROLES.get(number / AREAS.len() % ROLES.len()).copied().unwrap_or_default();
        let first = below(2, seed, number, "first parameter");
        let count = 3 + below(3, seed, number, "parameters");
        // One that must be set, one that is a number, and some more.
        let parameters = PARAMETERS.iter().skip(first).step_by(1 + first).take(count).collect();
        let workload = one_of(&WORKLOADS, seed, number, "workload").copied().unwrap_or_default();
        let port = 8_000 + below(1_000, seed, number, "port");
        Self { name: format!("{area}-{role}-{number:06}"), workload, parameters, port }
    }

    /// Whether it listens.
    pub(crate) fn is_server(&self) -> bool {
        self.workload.ends_with("Server")
    }

    /// Whether several copies of it may run.
    pub(crate) fn is_scalable(&self) -> bool {
        matches!(self.workload, "Server" | "Task")
    }
}

/// A component, by its number; with a mistake if one is wanted. `other` is the name that it takes where names are repeated.
pub fn component(seed: u64, number: usize, mistake: Option<Mistake>, other: usize) -> Document {
    let it = Outline::of(seed, number);
    let mut page = Page::new("ComponentSchematic", mistake);
    let taken = Outline::of(seed, other).name;
    let name = page.unless(Mistake::RepeatedComponent, &it.name, &taken);
    page.line(2, format_args!("name: {name}"));
    let team = below(9, seed, number, "team");
    let (minor, patch) = (below(30, seed, number, "minor"), below(9, seed, number, "patch"));
    page.line(2, "labels:");
    page.line(4, format_args!("team: team-{team}"));
    page.line(2, "annotations:");
    page.line(4, format_args!("version: v1.{minor}.{patch}"));
    page.line(4, format_args!("description: \"{}, kept by team {team}; made up for measurements\"", it.name));
    page.line(0, "spec:");
    let workload = page.unless(Mistake::UnknownWorkload, it.workload, "Servant");
    page.line(2, format_args!("workloadType: core.oam.dev/v1alpha1.{workload}"));
    page.line(2, "osType: linux");
    parameters(&mut page, &it);
    page.line(2, "containers:");
    container(&mut page, &it, minor, patch);
    page.finish()
}

fn parameters(page: &mut Page, it: &Outline) {
    page.line(2, "parameters:");
    for parameter in &it.parameters {
        page.line(4, format_args!("- name: {}", parameter.name));
        page.line(6, format_args!("description: The {} of {}", parameter.name, it.name));
        page.line(6, format_args!("type: {}", parameter.kind));
        match parameter.default {
            Some(default) => page.line(6, format_args!("default: {default}")),
            None => page.line(6, "required: true"),
        }
    }
    if let Some(first) = it.parameters.first()
        && page.errs(Mistake::RepeatedParameter)
    {
        page.line(4, format_args!("- name: {}", first.name));
        page.line(6, format_args!("type: {}", first.kind));
        page.line(6, "required: true");
    }
}

fn container(page: &mut Page, it: &Outline, minor: usize, patch: usize) {
    let has_no_image = page.errs(Mistake::MissingImage);
    page.line(4, "- name: main");
    if !has_no_image {
        page.line(6, format_args!("image: registry.example.com/{}:1.{minor}.{patch}", it.name));
    }
    if page.errs(Mistake::UnknownComponentField) {
        page.line(6, "imagePullPolicies: Always");
    }
    page.line(6, "env:");
    for parameter in &it.parameters {
        page.line(8, format_args!("- name: {}", parameter.name.to_uppercase()));
        page.line(10, format_args!("fromParam: {}", parameter.name));
    }
    page.line(8, "- name: SERVICE");
    if page.errs(Mistake::UndeclaredParameter) {
        page.line(10, "fromParam: nowhere");
    } else {
        page.line(10, format_args!("value: {}", it.name));
    }
    page.lines(6, "resources:\n  cpu:\n    required: 0.25\n  memory:\n    required: 128Mi");
    if it.is_server() || page.wants(Mistake::WrongProtocol) || page.wants(Mistake::WrongPortType) {
        page.line(6, "ports:");
        page.line(8, "- name: http");
        let port = it.port.to_string();
        let port = page.unless(Mistake::WrongPortType, &port, "eighty");
        page.line(10, format_args!("containerPort: {port}"));
        let protocol = page.unless(Mistake::WrongProtocol, "TCP", "TCB");
        page.line(10, format_args!("protocol: {protocol}"));
    }
    if it.is_server() {
        let port = it.port;
        for probe in ["livenessProbe", "readinessProbe"] {
            page.line(6, format_args!("{probe}:"));
            page.lines(
                8,
                &format!("httpGet:\n  path: /health\n  port: {port}\nperiodSeconds: 15\ntimeoutSeconds: 3"),
            );
        }
    }
}
