//! From manifests to nodes and edges.
//!
//! Edges follow what Kubernetes follows: names of Services in ingresses, selectors, claims, targets of autoscalers.

use std::collections::{HashMap, HashSet};

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{ResolvedApp, ResolvedInstance};

use crate::graph::{Edge, Graph, Mark, MarkKind, Node, NodeKind};
use crate::rendered::{Manifest, Rendered};
use crate::scalar::text;
use crate::usage::{Scalers, replicas};

/// The picture of a rendered application.
pub fn graph(app: &ResolvedApp, rendered: &Rendered) -> Graph {
    let mut builder = Builder {
        app,
        scalers: Scalers::of(rendered),
        index: Index::new(app, rendered),
        nodes: Vec::new(),
        edges: Vec::new(),
        sources: Vec::new(),
        positions: HashMap::new(),
    };
    for it in &rendered.manifests {
        builder.add_manifest(it);
    }
    for it in &app.instances {
        builder.add_missing(it);
    }
    builder.connect();
    Graph { title: rendered.app.clone(), nodes: builder.nodes, edges: builder.edges, is_difference: false }
}

/// Where the labels of pods stand.
const LABELS: &[&str] = &["spec", "template", "metadata", "labels"];

/// What is asked for again and again.
struct Index<'a> {
    instances: HashMap<&'a str, &'a ResolvedInstance>,
    /// What runs for an instance; of several, the first.
    running: HashMap<&'a str, &'a Manifest>,
    /// Instances of which something is there beside networks and volumes.
    present: HashSet<&'a str>,
    /// What has pods with a label.
    labelled: HashMap<(&'a str, String), Vec<&'a Manifest>>,
}

impl<'a> Index<'a> {
    fn new(app: &'a ResolvedApp, rendered: &'a Rendered) -> Self {
        let mut index = Self {
            instances: HashMap::new(),
            running: HashMap::new(),
            present: HashSet::new(),
            labelled: HashMap::new(),
        };
        for it in &app.instances {
            index.instances.entry(it.name.as_str().unwrap_or_default()).or_insert(it);
        }
        for manifest in &rendered.manifests {
            let kind = kind_of(manifest);
            let instance = manifest.instance.as_deref();
            if matches!(kind, Some(NodeKind::Workload | NodeKind::Job)) {
                index
                    .running
                    .extend(instance.filter(|it| !index.running.contains_key(it)).map(|it| (it, manifest)));
            }
            if matches!(kind, Some(NodeKind::Workload | NodeKind::Job | NodeKind::Object)) {
                index.present.extend(instance);
            }
            if let Some(Data::Mapping(labels)) = manifest.at(LABELS).map(|it| &it.data) {
                for (key, value) in labels {
                    index.labelled.entry((key, text(value))).or_default().push(manifest);
                }
            }
        }
        index
    }
}

struct Builder<'a> {
    app: &'a ResolvedApp,
    scalers: Scalers<'a>,
    index: Index<'a>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// Nodes that stand for manifests.
    sources: Vec<(usize, &'a Manifest)>,
    /// The node of a kind and a name; of several, the first.
    positions: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Builder<'a> {
    fn add_manifest(&mut self, manifest: &'a Manifest) {
        let Some(kind) = kind_of(manifest) else { return };
        let is_balanced = kind == NodeKind::Service
            && manifest.at(&["spec", "type"]).and_then(Datum::as_str) == Some("LoadBalancer");
        let balancer = is_balanced.then(|| {
            self.nodes.push(Node { details: Vec::new(), ..node(manifest, NodeKind::LoadBalancer) });
            self.nodes.len() - 1
        });
        let mut node = node(manifest, kind);
        node.marks = self.marks(&node);
        let runs = matches!(kind, NodeKind::Workload | NodeKind::Canary | NodeKind::Job);
        node.replicas = runs.then(|| replicas(&self.scalers, manifest).0);
        self.nodes.push(node);
        let position = self.nodes.len() - 1;
        self.sources.push((position, manifest));
        self.positions.entry((manifest.kind(), manifest.name())).or_insert(position);
        if let Some(from) = balancer {
            self.edges.push(Edge { from, to: position, label: port_label(manifest, "port"), change: None });
        }
    }

    /// What runs carries the marks of its instance.
    fn marks(&self, node: &Node) -> Vec<Mark> {
        let Some(name) = node.instance.as_deref() else { return Vec::new() };
        // An object beside what runs, as traits add them, is none of it.
        let is_main = match node.kind {
            NodeKind::Workload | NodeKind::Job => true,
            NodeKind::Object => !self.index.running.contains_key(name),
            _ => false,
        };
        let instance = self.index.instances.get(name).filter(|_| is_main);
        instance.map(|it| marks_of(it)).unwrap_or_default()
    }

    fn add_missing(&mut self, instance: &ResolvedInstance) {
        let name = instance.name.as_str().unwrap_or_default();
        if self.app.has_scopes && self.app.instances.is_empty() || self.index.present.contains(name) {
            return;
        }
        self.nodes.push(Node {
            kind: NodeKind::Missing,
            name: name.to_owned(),
            details: vec![format!("component {}", text(&instance.component_name))],
            marks: marks_of(instance),
            replicas: None,
            instance: Some(name.to_owned()),
            origin: Some(instance.origin.clone()),
            change: None,
        });
    }

    fn connect(&mut self) {
        for (position, manifest) in self.sources.clone() {
            match manifest.kind() {
                "Ingress" => self.connect_ingress(position, manifest),
                "Service" => self.connect_service(position, manifest),
                "HorizontalPodAutoscaler" => {
                    let target =
                        manifest.at(&["spec", "scaleTargetRef", "name"]).map(text).unwrap_or_default();
                    let kind = manifest.at(&["spec", "scaleTargetRef", "kind"]).map(text).unwrap_or_default();
                    self.connect_named(position, &kind, &target, Some("scales"));
                }
                _ if self.nodes.get(position).is_some_and(|it| it.kind == NodeKind::Object) => {
                    self.connect_object(position, manifest);
                }
                _ => self.connect_volumes(position, manifest),
            }
        }
    }

    /// An object that a trait adds belongs to what runs.
    fn connect_object(&mut self, from: usize, manifest: &Manifest) {
        let main = manifest.instance.as_deref().and_then(|it| self.index.running.get(it));
        if let Some((kind, name)) = main.map(|it| (it.kind(), it.name())) {
            self.connect_named(from, kind, name, None);
        }
    }

    fn connect_named(&mut self, from: usize, kind: &str, name: &str, label: Option<&str>) -> bool {
        let to = self.positions.get(&(kind, name)).copied();
        self.edges.extend(to.map(|to| Edge { from, to, label: label.map(str::to_owned), change: None }));
        to.is_some()
    }

    fn connect_ingress(&mut self, from: usize, manifest: &Manifest) {
        for rule in manifest.at(&["spec", "rules"]).map(Datum::items).unwrap_or_default() {
            let paths = rule.get("http").and_then(|it| it.get("paths")).map(Datum::items).unwrap_or_default();
            for it in paths {
                let backend = it.get("backend");
                let old = backend.and_then(|it| it.get("serviceName"));
                let new = backend.and_then(|it| it.get("service")?.get("name"));
                let name = new.or(old).map(text).unwrap_or_default();
                let path = it.get("path").map(text);
                self.connect_named(from, "Service", &name, path.as_deref());
            }
        }
    }

    fn connect_service(&mut self, from: usize, manifest: &Manifest) {
        let selector = manifest.at(&["spec", "selector"]);
        let Some(Data::Mapping(wanted)) = selector.map(|it| &it.data) else { return };
        // Of those with one of the labels, the fewest; only they can have all.
        let candidates = wanted.iter().map(|(key, value)| {
            self.index.labelled.get(&(key.as_str(), text(value))).map_or(&[][..], Vec::as_slice)
        });
        let candidates = candidates.min_by_key(|it| it.len()).unwrap_or_default();
        let selected = candidates.iter().filter(|it| is_selected(selector, it.at(LABELS)));
        let targets: Vec<usize> =
            selected.filter_map(|it| self.positions.get(&(it.kind(), it.name())).copied()).collect();
        let label = port_label(manifest, "targetPort");
        self.edges.extend(targets.into_iter().map(|to| Edge {
            from,
            to,
            label: label.clone(),
            change: None,
        }));
    }

    fn connect_volumes(&mut self, from: usize, manifest: &Manifest) {
        let volumes = manifest.at(&["spec", "template", "spec", "volumes"]);
        for it in volumes.map(Datum::items).unwrap_or_default() {
            let claim = it.get("persistentVolumeClaim").and_then(|it| it.get("claimName")).map(text);
            let config = it.get("configMap").and_then(|it| it.get("name")).map(text);
            let (details, name) = match (claim, config) {
                (Some(claim), _) => {
                    if self.connect_named(from, "PersistentVolumeClaim", &claim, None) {
                        continue;
                    }
                    ("nobody creates this claim", claim)
                }
                (_, Some(config)) => {
                    self.connect_named(from, "ConfigMap", &config, None);
                    continue;
                }
                _ => ("ephemeral", it.get("name").map(text).unwrap_or_default()),
            };
            self.add_volume(from, name, details, it);
        }
    }

    /// A volume without an object of its own.
    fn add_volume(&mut self, from: usize, name: String, detail: &str, volume: &Datum) {
        let size = volume.get("emptyDir").and_then(|it| it.get("sizeLimit")).map(text);
        let instance = self.nodes.get(from).and_then(|it| it.instance.clone());
        self.nodes.push(Node {
            kind: NodeKind::Volume,
            name,
            details: std::iter::once(detail.to_owned()).chain(size).collect(),
            marks: Vec::new(),
            replicas: None,
            instance,
            origin: volume.get("name").and_then(|it| it.origin.clone()),
            change: None,
        });
        self.edges.push(Edge { from, to: self.nodes.len() - 1, label: None, change: None });
    }
}

/// What a manifest is in a picture; `None` for what is left out.
pub(super) fn kind_of(manifest: &Manifest) -> Option<NodeKind> {
    let track = manifest.at(&["spec", "template", "metadata", "labels", "oam.dev/track"]);
    match manifest.kind() {
        // The controller's own record.
        "ComponentInstance" => None,
        "Ingress" => Some(NodeKind::Ingress),
        "Service" => Some(NodeKind::Service),
        "Deployment" if track.and_then(Datum::as_str) == Some("canary") => Some(NodeKind::Canary),
        "Deployment" | "StatefulSet" => Some(NodeKind::Workload),
        "Job" => Some(NodeKind::Job),
        "HorizontalPodAutoscaler" => Some(NodeKind::Autoscaler),
        "PersistentVolumeClaim" => Some(NodeKind::Volume),
        "ConfigMap" => Some(NodeKind::Config),
        _ => Some(NodeKind::Object),
    }
}

fn node(manifest: &Manifest, kind: NodeKind) -> Node {
    Node {
        kind,
        name: manifest.name().to_owned(),
        details: details(manifest, kind),
        marks: Vec::new(),
        replicas: None,
        instance: manifest.instance.clone(),
        origin: manifest.root.origin.clone(),
        change: None,
    }
}

fn details(manifest: &Manifest, kind: NodeKind) -> Vec<String> {
    let items = |path: &[&str]| manifest.at(path).map(Datum::items).unwrap_or_default();
    match kind {
        NodeKind::Workload | NodeKind::Canary | NodeKind::Job => {
            let containers = items(&["spec", "template", "spec", "containers"]);
            containers.iter().filter_map(|it| it.get("image").map(|it| without_digest(&text(it)))).collect()
        }
        NodeKind::Service => items(&["spec", "ports"]).iter().map(port).collect(),
        NodeKind::Ingress => {
            let rules = items(&["spec", "rules"]).iter();
            rules.map(|it| it.get("host").map_or_else(|| "every host".to_owned(), text)).collect()
        }
        NodeKind::Volume => {
            let size = manifest.at(&["spec", "resources", "requests", "storage"]).map(text);
            let class = manifest.at(&["spec", "storageClassName"]).map(text);
            size.into_iter().chain(class.filter(|it| !it.is_empty())).collect()
        }
        NodeKind::Config => match manifest.at(&["data"]).map(|it| &it.data) {
            Some(Data::Mapping(it)) => it.iter().map(|(key, _)| key.clone()).collect(),
            _ => Vec::new(),
        },
        NodeKind::Autoscaler => {
            let least = manifest.at(&["spec", "minReplicas"]).map_or_else(|| "1".to_owned(), text);
            let most = manifest.at(&["spec", "maxReplicas"]).map(text).unwrap_or_default();
            vec![format!("{least} to {most} replicas")]
        }
        NodeKind::Object => vec![manifest.kind().to_owned()],
        NodeKind::LoadBalancer | NodeKind::Missing => Vec::new(),
    }
}

/// The one port of a Service; several stand in its box.
fn port_label(service: &Manifest, key: &str) -> Option<String> {
    match service.at(&["spec", "ports"]).map(Datum::items)? {
        [port] => port.get(key).map(|it| format!(":{}", text(it))),
        _ => None,
    }
}

/// `8080/TCP`, `52014 → 9999/TCP`.
fn port(port: &Datum) -> String {
    let field = |key: &str| port.get(key).map(text).unwrap_or_default();
    let (outside, target) = (field("port"), field("targetPort"));
    let numbers = if outside == target { outside } else { format!("{outside} → {target}") };
    format!("{numbers}/{}", field("protocol"))
}

fn marks_of(instance: &ResolvedInstance) -> Vec<Mark> {
    let traits = instance.traits.iter().map(|it| Mark { kind: MarkKind::Trait, name: text(&it.name) });
    let scopes = instance.scopes.iter().map(|it| Mark { kind: MarkKind::Scope, name: text(it) });
    traits.chain(scopes).collect()
}

fn is_selected(selector: Option<&Datum>, labels: Option<&Datum>) -> bool {
    match (selector.map(|it| &it.data), labels) {
        (Some(Data::Mapping(entries)), Some(labels)) if !entries.is_empty() => {
            entries.iter().all(|(key, value)| labels.get(key).is_some_and(|it| it.data == value.data))
        }
        _ => false,
    }
}

/// An image as people know it: by its tag, or by the first digits of its digest where it has none.
fn without_digest(image: &str) -> String {
    let Some((name, digest)) = image.split_once('@') else { return image.to_owned() };
    let has_tag = name.rsplit('/').next().is_some_and(|it| it.contains(':'));
    if has_tag {
        return name.to_owned();
    }
    let digits: String = digest.trim_start_matches("sha256:").chars().take(7).collect();
    format!("{name}@{digits}")
}
