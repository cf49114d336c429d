//! The topology and its forms.

use oam_render::graph::{
    Graph, Mark, NodeKind, Theme, difference, dot, graph, json as graph_json, mermaid, svg,
};
use oam_render::target::Target;
use serde_json::{Value, json};

use crate::builder::{app, rendered};
use crate::goldens::cases;

fn picture(target: Target, application: &Value) -> Graph {
    graph(&app(application), &rendered(target, application))
}

fn golden(name: &str) -> Value {
    cases().into_iter().find(|(it, _)| it == name).unwrap().1
}

/// `kind name` of both ends, and the label.
fn edges(graph: &Graph) -> Vec<String> {
    let node = |it: usize| format!("{} {}", graph.nodes[it].kind.title(), graph.nodes[it].name);
    let label = |it: &Option<String>| it.as_ref().map(|it| format!(" [{it}]")).unwrap_or_default();
    graph.edges.iter().map(|it| format!("{} -> {}{}", node(it.from), node(it.to), label(&it.label))).collect()
}

#[test]
fn a_load_balancer_leads_to_stable_and_canary() {
    let graph = picture(Target::Kubernetes, &golden("load-balancer-and-canary"));
    assert_eq!(
        edges(&graph),
        [
            "load balancer wordpress-instance -> service wordpress-instance [:52014]",
            "service wordpress-instance -> workload wordpress-instance [:9999]",
            "service wordpress-instance -> canary wordpress-instance-canary [:9999]",
        ]
    );
    let replicas: Vec<_> = graph.nodes.iter().filter_map(|it| it.replicas).collect();
    assert_eq!(replicas, [2, 1]);
    let marks: Vec<String> = graph.nodes[2].marks.iter().map(Mark::text).collect();
    assert_eq!(marks, ["trait service", "trait rollout"]);
}

#[test]
fn everything_on_both_targets() {
    let application = golden("server-with-everything");
    assert_eq!(
        edges(&picture(Target::Kubernetes, &application)),
        [
            "service web-1 -> workload web-1",
            "workload web-1 -> config web-1-main",
            "workload web-1 -> volume web-1-data",
            "workload web-1 -> volume tmp",
            "autoscaler web-1 -> workload web-1 [scales]",
            "ingress web-1 -> service web-1 [/x]",
        ]
    );
    assert_eq!(
        edges(&picture(Target::Rudr, &application)),
        [
            "workload web-1 -> config main0",
            "workload web-1 -> volume data",
            "workload web-1 -> volume tmp",
            "service web-1 -> workload web-1 [:8080]",
            "autoscaler web-1-trait-autoscaler -> workload web-1 [scales]",
            "ingress web-1-trait-ingress -> service web-1 [/x]",
        ]
    );
}

#[test]
fn a_missing_component_has_its_place() {
    let graph = picture(Target::Kubernetes, &golden("several-instances"));
    let names: Vec<_> = graph.nodes.iter().map(|it| (it.kind, it.name.as_str())).collect();
    assert_eq!(
        names,
        [(NodeKind::Workload, "first"), (NodeKind::Workload, "third"), (NodeKind::Missing, "second")]
    );
}

#[test]
fn mermaid_of_the_canary() {
    assert_eq!(
        mermaid(&picture(Target::Kubernetes, &golden("load-balancer-and-canary"))),
        "flowchart LR
  n0([\"load balancer wordpress-instance\"])
  n1(\"service wordpress-instance<br/>52014 → 9999/TCP\")
  n2[\"workload wordpress-instance<br/>2 replicas<br/>docker/wordpress:latest<br/>trait service<br/>trait rollout\"]
  n3[\"canary wordpress-instance-canary<br/>1 replica<br/>docker/wordpress:latest\"]
  n0 -->|\":52014\"| n1
  n1 -->|\":9999\"| n2
  n1 -->|\":9999\"| n3
  classDef canary stroke-dasharray: 5 4
  class n3 canary
"
    );
}

#[test]
fn dot_of_a_volume() {
    let application = json!({"name": "a\"b", "instances": [{"component": "c", "name": "db",
        "spec": {"workloadType": "core.oam.dev/v1alpha1.SingletonWorker", "containers": [{"name": "m", "image": "pg:12",
            "resources": {"volumes": [{"name": "data", "mountPath": "/d", "disk": {"required": "10G"}}]}}]}}]});
    assert_eq!(
        dot(&picture(Target::Kubernetes, &application)),
        "digraph \"a\\\"b\" {
  rankdir=LR;
  node [shape=box, style=rounded, fontname=\"sans-serif\"];
  n0 [label=\"volume db-data\\n10G\", shape=cylinder, style=solid];
  n1 [label=\"workload db\\n1 replica\\npg:12\"];
  n1 -> n0;
}
"
    );
}

#[test]
fn json_of_a_job() {
    let application = json!({"name": "app", "instances": [{"component": "c", "name": "j", "applicationScopes": ["health"],
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Task", "containers": [{"name": "m", "image": "a:1"}]},
        "traits": [{"name": "empty"}]}]});
    let value: Value = serde_json::from_str(&graph_json(&picture(Target::Kubernetes, &application))).unwrap();
    assert_eq!(
        value,
        json!({"version": 1, "app": "app", "edges": [], "nodes": [{"kind": "job", "name": "j", "instance": "j",
            "replicas": 1, "details": ["a:1"], "marks": ["trait empty", "scope health"]}]})
    );
}

#[test]
fn hostile_names_stay_text_in_every_form() {
    let name = "<script>\"&'\\]</title>\n#quot;\u{1}";
    let application = json!({"name": name, "instances": [{"component": name, "name": name,
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Worker", "containers": [{"name": name, "image": name}]},
        "traits": [{"name": name}]}]});
    let graph = picture(Target::Kubernetes, &application);
    let svg = svg(&graph, Theme::Auto);
    assert!(!svg.contains("<script") && !svg.contains('\u{1}'), "{svg}");
    // One title for the picture and one for each box: none has been closed from inside.
    assert_eq!(svg.matches("</title>").count(), 1 + graph.nodes.len());
    let mermaid = mermaid(&graph);
    assert!(!mermaid.contains('\u{1}') && !mermaid.contains("<script"), "{mermaid}");
    assert!(mermaid.lines().skip(1).all(|it| it.matches('"').count() == 2), "{mermaid}");
    let dot = dot(&graph);
    assert_eq!(dot.lines().count(), 3 + graph.nodes.len() + 1, "{dot}");
}

/// Left, top, right and bottom of each box, read from the picture itself.
fn boxes(svg: &str) -> Vec<[f64; 4]> {
    let number = |text: &str, before: &str| -> f64 {
        let rest = text.split(before).nth(1).unwrap();
        rest.split(['"', ' ', ')']).next().unwrap().parse().unwrap()
    };
    svg.split("transform=\"translate(")
        .skip(1)
        .map(|it| {
            let corner: Vec<f64> =
                it.split(')').next().unwrap().split(' ').map(|it| it.parse().unwrap()).collect();
            let (width, height) = (number(it, "width=\""), number(it, "height=\""));
            [corner[0], corner[1], corner[0] + width, corner[1] + height]
        })
        .collect()
}

#[test]
fn boxes_do_not_overlap_and_stay_inside() {
    for (name, application) in cases() {
        for target in Target::ALL {
            let graph = picture(target, &application);
            let svg = svg(&graph, Theme::Auto);
            let boxes = boxes(&svg);
            assert_eq!(boxes.len(), graph.nodes.len());
            let size = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split('"').next().unwrap();
            let size: Vec<f64> = size.split(' ').map(|it| it.parse().unwrap()).collect();
            for (idx, a) in boxes.iter().enumerate() {
                assert!(a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= size[0] && a[3] <= size[1], "{name}: {a:?}");
                for b in boxes.iter().skip(idx + 1) {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{name} on {target}: {a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn the_same_picture_every_time() {
    for (_, application) in cases() {
        let first = svg(&picture(Target::Kubernetes, &application), Theme::Auto);
        for _ in 0..3 {
            assert_eq!(svg(&picture(Target::Kubernetes, &application), Theme::Auto), first);
        }
    }
}

#[test]
fn an_empty_application_has_an_empty_picture() {
    let graph = picture(Target::Kubernetes, &json!({"name": "", "instances": []}));
    assert_eq!(graph.nodes, []);
    assert!(svg(&graph, Theme::Auto).ends_with("</svg>\n"));
}

#[test]
fn a_theme_fixes_the_colours() {
    let graph = picture(Target::Kubernetes, &golden("load-balancer-and-canary"));
    let asks = |theme| svg(&graph, theme).contains("prefers-color-scheme");
    assert!(asks(Theme::Auto) && !asks(Theme::Light) && !asks(Theme::Dark));
    assert!(!svg(&graph, Theme::Light).contains("#0d1117") && svg(&graph, Theme::Dark).contains("#0d1117"));
}

#[test]
fn a_large_picture_is_no_ribbon() {
    let instance = |it: usize| {
        json!({"component": "c", "name": format!("i{it}"), "spec": {
            "workloadType": "core.oam.dev/v1alpha1.Server",
            "containers": [{"name": "m", "image": "a:1", "ports": [{"name": "http", "containerPort": 80}]}]}})
    };
    let instances: Vec<Value> = (0..50).map(instance).collect();
    let svg = svg(&picture(Target::Kubernetes, &json!({"name": "app", "instances": instances})), Theme::Auto);
    let size = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split('"').next().unwrap();
    let size: Vec<f64> = size.split(' ').map(|it| it.parse().unwrap()).collect();
    assert!((0.4..2.5).contains(&(size[0] / size[1])), "{size:?}");
    let boxes = boxes(&svg);
    assert_eq!(boxes.len(), 100);
    for (idx, a) in boxes.iter().enumerate() {
        for b in boxes.iter().skip(idx + 1) {
            assert!(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], "{a:?} {b:?}");
        }
    }
}

#[test]
fn what_changes_is_marked_and_what_is_gone_stays() {
    let old = golden("server-with-everything");
    let mut new = old.clone();
    new["instances"][0]["spec"]["containers"][0]["image"] = json!("nginx:1.18");
    new["instances"][0]["traits"] = json!([]);
    let sides = [&old, &new].map(|it| (app(it), rendered(Target::Kubernetes, it)));
    let [before, after] = sides.each_ref().map(|(app, rendered)| Some((app, rendered)));
    let picture = difference(before, after);
    let nodes: Vec<String> = picture
        .nodes
        .iter()
        .map(|it| {
            let change = it.change.map_or("same", |it| it.name());
            format!("{change} {} {}", it.kind.title(), it.name)
        })
        .collect();
    assert_eq!(
        nodes,
        [
            "same config web-1-main",
            "changed volume web-1-data",
            "same service web-1",
            "changed workload web-1",
            "same volume tmp",
            "removed autoscaler web-1",
            "removed ingress web-1",
        ]
    );
    assert!(picture.nodes[3].details.contains(&"was nginx:1.17".to_owned()), "{:?}", picture.nodes[3]);
    let gone = picture.edges.iter().filter(|it| it.change.is_some()).count();
    assert_eq!((gone, edges(&picture).len()), (2, 6));
    let drawn = svg(&picture, Theme::Dark);
    assert!(drawn.contains("class=\"removed\"") && drawn.contains("− removed"), "{drawn}");
    let (none, all) = (difference(before, None), difference(None, after));
    assert!(none.nodes.iter().all(|it| it.change.is_some_and(|it| it.name() == "removed")));
    assert!(all.nodes.iter().all(|it| it.change.is_some_and(|it| it.name() == "added")));
    assert_eq!(difference(None, None).nodes.len(), 0);
}
