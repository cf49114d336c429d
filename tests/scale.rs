//! Applications far larger than usual: the work of a preview, a picture and a hover grows as the application does.
//!
//! Nothing is timed against the clock of a machine: eight times as much may take up to thirty times as long, for machines are
//! busy; what is quadratic takes sixty.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use oam_ide::{Picture, PreviewRequest, Target, Theme};
use oam_model::workspace::Settings;
use oam_model::workspace::Workspace;
use oam_tests::fixture::change;

/// Five traits for every component, one of them rendered from data.
const TRAITS: &str = "
        - {name: auto-scaler, properties: {minimum: 1, maximum: 4, cpu: 60}}
        - {name: ingress, properties: {hostname: '[fromVariable(host)]', path: /a, servicePort: 8080}}
        - {name: volume-mounter, properties: {volumeName: data, storageClass: fast}}
        - {name: grace, properties: {seconds: 20}}
        - {name: host-policy, properties: {hostNetwork: false}}
";

const GRACE: &str = r#"apiVersion: core.oam.dev/v1alpha1
kind: Trait
metadata:
  name: grace
spec:
  appliesTo: ["*"]
  properties: |
    {"type": "object", "properties": {"seconds": {"type": "integer", "default": 30}}}
  render:
    patch:
      spec:
        template:
          spec:
            terminationGracePeriodSeconds: ${properties.seconds + 1}
    objects:
      - apiVersion: policy/v1
        kind: PodDisruptionBudget
        spec:
          maxUnavailable: 1
          selector: ${workload.spec.selector}
"#;

/// An application of so many components with five traits each, every component in a document of its own.
fn workspace(size: usize) -> Workspace {
    let mut components = String::new();
    let mut application = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: large\nspec:\n  \
        variables:\n    - {name: host, value: shop.example.com}\n  components:"
        .to_owned();
    for n in 0..size {
        let _ = write!(
            components,
            "---\napiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: c{n}\nspec:\n  workloadType: \
             core.oam.dev/v1alpha1.Server\n  parameters:\n    - {{name: size, type: number, default: 3}}\n  containers:\n    - name: main\n      \
             image: example.com/c{n}:1\n      env:\n        - {{name: SIZE, fromParam: size}}\n      resources:\n        cpu: {{required: 0.5}}\n        \
             memory: {{required: 128Mi}}\n        volumes:\n          - {{name: data, mountPath: /data, disk: {{required: 1G}}}}\n      ports:\n        \
             - {{name: http, containerPort: 8080}}\n      readinessProbe:\n        httpGet: {{path: /, port: 8080}}\n"
        );
        let _ = write!(
            application,
            "\n    - componentName: c{n}\n      instanceName: c{n}\n      parameterValues:\n        - {{name: size, value: {n}}}\n      traits:{TRAITS}"
        );
    }
    Workspace::new(Settings::default()).with([
        change(0, "application.yaml", &application),
        change(1, "components.yaml", &components),
        change(2, "grace.yaml", GRACE),
    ])
}

/// The shortest of some runs: what the work takes, without what else the machine does.
fn shortest(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..5).map(run).min().unwrap_or_default()
}

/// How much longer the work takes for eight times as much.
fn growth(name: &str, work: impl Fn(&Workspace)) -> f64 {
    let (small, large) = (workspace(25), workspace(200));
    // Trees and names are made once, whoever asks first.
    work(&small);
    work(&large);
    let (small, large) = (shortest(|| work(&small)), shortest(|| work(&large)));
    let growth = large.as_secs_f64() / small.as_secs_f64();
    println!("{name}: {small:?} for 25 components, {large:?} for 200, {growth:.1} times");
    growth
}

#[test]
fn previews_grow_with_the_application() {
    let request = PreviewRequest::new(Target::Kubernetes);
    let preview = growth("preview", |it| assert_eq!(oam_ide::previews(it, &request).len(), 1));
    let request = PreviewRequest::new(Target::Rudr);
    let rudr = growth("preview for rudr", |it| assert_eq!(oam_ide::previews(it, &request).len(), 1));
    for it in [preview, rudr] {
        assert!(it < 32.0, "eight times as much takes {it:.1} times as long");
    }
}

#[test]
fn pictures_grow_with_the_application() {
    let request = PreviewRequest::new(Target::Kubernetes);
    let svg = growth("graph", |it| {
        let drawn = oam_ide::topologies(it, &request)
            .iter()
            .map(|it| it.draw(Picture::Svg(Theme::Auto)).len())
            .sum::<usize>();
        assert!(drawn > 10_000);
    });
    assert!(svg < 32.0, "eight times as much takes {svg:.1} times as long");
}
