//! What becomes of values that cannot be taken as they are written, on the kubernetes target.

use oam_render::RenderConfig;
use oam_render::rendered::{Manifest, Rendered};
use oam_render::target::Target;
use serde_json::{Value, json};

use crate::builder::{app, notes, rendered};

fn instance(kind: &str, main: &Value, traits: &Value, undeclared: &Value) -> Rendered {
    let mut container = json!({"name": "main", "image": "a:1"});
    container.as_object_mut().unwrap().extend(main.as_object().unwrap().clone());
    let spec = json!({"workloadType": format!("core.oam.dev/v1alpha1.{kind}"), "containers": [container]});
    rendered(
        Target::Kubernetes,
        &json!({"name": "app", "instances": [
            {"component": "c", "name": "i", "spec": spec, "traits": traits, "undeclared": undeclared}]}),
    )
}

fn traits(kind: &str, traits: &Value) -> Rendered {
    instance(kind, &json!({"ports": [{"name": "http", "containerPort": 80}]}), traits, &json!({}))
}

fn container(part: &Value) -> Rendered {
    instance("Task", part, &json!([]), &json!({}))
}

fn kinds(rendered: &Rendered) -> Vec<&str> {
    rendered.manifests.iter().map(Manifest::kind).collect()
}

/// The first container of the last object.
fn main_container(rendered: &Rendered) -> Value {
    let root = rendered.manifests.last().unwrap().root.to_json();
    root["spec"]["template"]["spec"]["containers"][0].clone()
}

fn replicas(rendered: &Rendered) -> Vec<Value> {
    let with_pods = rendered.manifests.iter().filter(|it| it.at(&["spec", "template"]).is_some());
    with_pods.map(|it| it.root.to_json()["spec"]["replicas"].clone()).collect()
}

#[test]
fn a_bad_replica_count_is_noted_and_left_out() {
    for count in [json!("many"), json!(-1), json!(2.5), json!([])] {
        let rendered =
            traits("Server", &json!([{"name": "manual-scaler", "properties": {"replicaCount": count}}]));
        let written = count.as_str().map_or_else(|| count.to_string(), str::to_owned);
        let message = format!("`replicaCount` is `{written}`; allowed is a whole number, 0 or more");
        assert_eq!(notes(&rendered), [message]);
        assert_eq!(replicas(&rendered), [Value::Null]);
    }
    let rendered = traits("Server", &json!([{"name": "manual-scaler", "properties": {"replicaCount": "3"}}]));
    assert_eq!((replicas(&rendered), notes(&rendered).len()), (vec![json!(3)], 0));
}

#[test]
fn singletons_stay_single() {
    let scalers = json!([{"name": "manual-scaler", "properties": {"replicaCount": 3}}, {"name": "auto-scaler"},
        {"name": "rollout", "properties": {"canaryReplicas": 1}}]);
    for kind in ["SingletonServer", "SingletonWorker"] {
        let rendered =
            instance(kind, &json!({"ports": [{"containerPort": 80}]}), &scalers, &json!({"replicas": 3}));
        assert_eq!(replicas(&rendered), [json!(1)]);
        assert_eq!(
            notes(&rendered),
            [
                format!("`replicas` is not used: a {kind} is always one"),
                format!("trait `manual-scaler` is not rendered: a {kind} is always one"),
                format!("trait `auto-scaler` is not rendered: a {kind} is always one"),
                format!("trait `rollout` is not rendered: a {kind} is always one"),
            ]
        );
    }
}

#[test]
fn an_autoscaler_needs_something_that_goes_on() {
    let rendered = traits("Task", &json!([{"name": "auto-scaler", "properties": {"cpu": 50}}]));
    assert_eq!(kinds(&rendered), ["Job"]);
    assert_eq!(notes(&rendered), ["trait `auto-scaler` is not rendered: a Task ends by itself"]);
}

#[test]
fn an_autoscaler_with_its_limits_the_wrong_way_round() {
    let properties = json!({"minimum": 5, "maximum": 2, "cpu": 50});
    let rendered = traits("Server", &json!([{"name": "auto-scaler", "properties": properties}]));
    assert_eq!(
        notes(&rendered),
        [
            "`maximum` is 2; allowed is 5, the minimum, or more",
            "container `main` asks for no cpu: its utilization cannot be measured",
        ]
    );
    assert_eq!(rendered.manifests[2].at(&["spec", "maxReplicas"]).unwrap().as_int(), Some(5));
}

#[test]
fn a_canary_is_part_of_the_total() {
    let cases = [
        (json!({"replicas": 3}), json!(1), vec![json!(2), json!(1)], 0),
        (json!({"replicas": 3}), json!("2"), vec![json!(1), json!(2)], 0),
        (json!({}), json!(1), vec![json!(1), json!(1)], 0),
        // One is always left to go on as before.
        (json!({"replicas": 3}), json!(3), vec![json!(1), json!(2)], 1),
        (json!({"replicas": 1}), json!(1), vec![json!(1)], 1),
        (json!({"replicas": 3}), json!(0), vec![json!(3)], 0),
        (json!({"replicas": 3}), json!("some"), vec![json!(3)], 1),
        (json!({"replicas": "lots"}), json!(1), vec![json!(1), json!(1)], 1),
    ];
    for (undeclared, canary, expected, n_notes) in cases {
        let rollout = json!([{"name": "rollout", "properties": {"canaryReplicas": canary}}]);
        let rendered = instance("Server", &json!({"ports": [{"containerPort": 80}]}), &rollout, &undeclared);
        assert_eq!(replicas(&rendered), expected, "{undeclared} {canary}");
        assert_eq!(notes(&rendered).len(), n_notes, "{:?}", notes(&rendered));
    }
}

#[test]
fn one_service_whatever_is_asked() {
    let mapping = json!([{"name": "service", "properties": {"portMapping": [
        {"port": 1, "targetPort": 80}, {"port": 1, "targetPort": 80}, {"targetPort": 81}, {"port": "x"}, {"port": 2, "protocol": "carrier pigeon"}]}}]);
    let rendered = traits("Server", &mapping);
    assert_eq!(kinds(&rendered), ["Service", "Deployment"]);
    assert_eq!(
        rendered.manifests[0].root.to_json()["spec"]["ports"],
        json!([
            {"name": "http", "port": 1, "targetPort": 80, "protocol": "TCP"},
            {"name": "tcp-81", "port": 81, "targetPort": 81, "protocol": "TCP"},
            {"name": "tcp-2", "port": 2, "targetPort": 2, "protocol": "TCP"},
        ])
    );
    assert_eq!(
        notes(&rendered),
        [
            "port 1 is mapped twice",
            "no container of the component has port 81",
            "a mapping needs `port`, from 1 to 65535",
            "no container of the component has port 2",
            "there is no protocol `carrier pigeon`; allowed are `SCTP`, `TCP`, `UDP`",
        ]
    );
    let rendered = traits("Server", &json!([{"name": "service", "properties": {}}]));
    assert_eq!(rendered.manifests[0].at(&["spec", "type"]), None);
    assert_eq!(notes(&rendered), ["`service` needs `portMapping`: the Service stays as it is"]);
}

#[test]
fn a_server_without_port() {
    let rendered = instance("Server", &json!({}), &json!([{"name": "ingress"}]), &json!({}));
    assert_eq!(kinds(&rendered), ["Deployment"]);
    assert_eq!(
        notes(&rendered),
        [
            "no container has a port: there is no Service, nothing can reach this instance",
            "trait `ingress` is not rendered: the instance has no Service to lead to",
        ]
    );
}

#[test]
fn an_ingress_to_a_port_that_is_not_there() {
    let properties = json!({"hostname": "a.b", "servicePort": "8080", "path": "x", "tlsHosts": "a.b"});
    let rendered = traits("Server", &json!([{"name": "ingress", "properties": properties}]));
    assert_eq!(
        rendered.manifests[2].root.to_json()["spec"],
        json!({"rules": [{"host": "a.b", "http": {"paths": [{"path": "/x", "pathType": "Prefix",
            "backend": {"service": {"name": "i", "port": {"number": 8080}}}}]}}], "tls": [{"hosts": ["a.b"]}]})
    );
    assert_eq!(
        notes(&rendered),
        [
            "the Service has no port 8080; allowed are 80",
            "`path` is `x`; `/x` is taken, because paths begin with `/`",
            "there is no `tlsSecretName`: the cluster's own certificate is used",
        ]
    );
}

#[test]
fn probes_that_say_too_much_or_too_little() {
    let rendered = container(&json!({
        "livenessProbe": {"tcpSocket": {"port": "80"}, "exec": {"command": ["a"]}, "successThreshold": 2, "periodSeconds": 0,
            "timeoutSeconds": 5, "httpGet": null},
        "readinessProbe": {"periodSeconds": 5}}));
    // `httpGet: null` is a handler that is not complete.
    assert_eq!(main_container(&rendered).get("readinessProbe"), None);
    let rendered =
        container(&json!({"livenessProbe": {"tcpSocket": {"port": "80"}, "exec": {"command": ["a"]},
        "successThreshold": 2, "periodSeconds": 0, "timeoutSeconds": 5}}));
    assert_eq!(
        main_container(&rendered)["livenessProbe"],
        json!({"tcpSocket": {"port": 80}, "timeoutSeconds": 5})
    );
    assert_eq!(
        notes(&rendered),
        [
            "`exec` is left out: a probe does one thing, and there is `tcpSocket`",
            "`periodSeconds` is `0`; allowed is 1 or more",
            "`successThreshold` is `2`; allowed is 1",
        ]
    );
}

#[test]
fn amounts_in_every_notation() {
    let cases = [
        (json!(0.1), json!("64"), json!({"cpu": "100m", "memory": "64Mi"}), 1),
        (json!("0.25"), json!("512M"), json!({"cpu": "250m", "memory": "512M"}), 0),
        (json!("100m"), json!("128Mi"), json!({"cpu": "100m", "memory": "128Mi"}), 0),
        (json!(2), json!("2147483648"), json!({"cpu": "2", "memory": "2147483648"}), 0),
        (json!("fast"), json!("big"), json!(null), 2),
    ];
    for (cpu, memory, requests, n_notes) in cases {
        let rendered =
            container(&json!({"resources": {"cpu": {"required": cpu}, "memory": {"required": memory}}}));
        assert_eq!(main_container(&rendered)["resources"]["requests"], requests);
        assert_eq!(notes(&rendered).len(), n_notes, "{:?}", notes(&rendered));
    }
}

#[test]
fn names_that_nobody_refers_to_become_right() {
    let rendered = container(&json!({"name": "My_Main", "config": [{"path": "/etc/ä b", "value": "x"}],
        "resources": {"volumes": [{"name": "My.Data", "mountPath": "/d", "disk": {"required": "1G"}}]}}));
    let names: Vec<_> = rendered.manifests.iter().map(Manifest::name).collect();
    assert_eq!(names, ["i-my-main", "i-my-data", "i"]);
    assert_eq!(rendered.manifests[0].root.to_json()["data"], json!({"--b": "x"}));
    assert_eq!(main_container(&rendered)["name"], "my-main");
}

#[test]
fn the_configured_namespace_wins() {
    let spec = json!({"workloadType": "core.oam.dev/v1alpha1.Worker", "containers": [{"name": "m", "image": "a:1"}]});
    let application = app(
        &json!({"name": "app", "namespace": "own", "instances": [{"component": "c", "name": "i", "spec": spec}]}),
    );
    for (configured, expected) in [(None, "own"), (Some("other"), "other")] {
        let config = RenderConfig { target: Target::Kubernetes, namespace: configured.map(str::to_owned) };
        let rendered = oam_render::render(&application, &config);
        assert_eq!(rendered.manifests[0].at(&["metadata", "namespace"]).unwrap().as_str(), Some(expected));
    }
}

#[test]
fn workload_types_without_renderer() {
    for (kind, message) in [
        (json!("Server"), "`Server` is not a workload type: instance `i` is not rendered"),
        (json!(null), "there is no workload type: instance `i` is not rendered"),
        (
            json!("a.b/v1.C"),
            "nothing is known of workload type `a.b/v1.C`, and there is no setting `spec`: instance `i` is not rendered",
        ),
    ] {
        let application = json!({"name": "app", "instances": [{"component": "c", "name": "i", "spec": {"workloadType": kind}}]});
        let rendered = rendered(Target::Kubernetes, &application);
        assert!(rendered.manifests.is_empty());
        assert_eq!(notes(&rendered), [message]);
    }
}

#[test]
fn objects_that_meet_in_one_name() {
    let spec = json!({"workloadType": "core.oam.dev/v1alpha1.Worker", "containers": [{"name": "m", "image": "a:1"}]});
    let one = json!({"component": "c", "name": "i", "spec": spec});
    let rendered = rendered(Target::Kubernetes, &json!({"name": "app", "instances": [one, one]}));
    assert_eq!(rendered.manifests.len(), 2);
    assert_eq!(rendered.manifests[1].notes.len(), 1);
    assert_eq!(notes(&rendered), ["Deployment `i` is here twice: the second replaces the first"]);
}

#[test]
fn names_of_instances_are_kept_and_noted() {
    let spec = json!({"workloadType": "core.oam.dev/v1alpha1.Worker", "containers": [{"name": "m", "image": "a:1"}]});
    let application =
        json!({"name": "app", "instances": [{"component": "c", "name": "My_App", "spec": spec}]});
    let rendered = rendered(Target::Kubernetes, &application);
    assert_eq!(rendered.manifests[0].name(), "My_App");
    assert!(notes(&rendered)[0].starts_with("Kubernetes does not accept the name `My_App`; allowed are"));
}
