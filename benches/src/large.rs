//! Texts that are larger than usual: long files, and applications of many components.

use std::fmt::Write as _;

use crate::application::application;
use crate::component::component;
use crate::workspace::Shape;

/// One file of about so many lines. Its names are those of no workspace, so that it may lie within one.
pub fn long_file(seed: u64, lines: usize, shape: Shape) -> String {
    let base = lines + if shape == Shape::One { 600_000 } else { 500_000 };
    let mut text = String::new();
    match shape {
        Shape::One => {
            // An instance is about twenty lines.
            let mut instances = (lines / 21).max(1);
            loop {
                let next = application(seed, base, 0..600, instances, None).text;
                if next.lines().count() > lines && !text.is_empty() {
                    return text;
                }
                text = next;
                instances += 1 + instances / 100;
            }
        }
        Shape::Many => {
            // Few components, so that all that the applications use is in the file.
            let components = (lines / 200).max(1);
            let documents = (0..components)
                .map(|it| component(seed, base + it, None, 0))
                .chain((0..lines).map(|it| application(seed, base + it, base..base + components, 0, None)));
            let mut count = 0;
            for document in documents {
                let more = document.text.lines().count() + 1;
                if count + more > lines && count > 0 {
                    break;
                }
                if count > 0 {
                    text.push_str("---\n");
                }
                text.push_str(&document.text);
                count += more;
            }
        }
    }
    text
}

/// An application of so many components with five traits each, and its components: two files.
pub fn many_components(count: usize) -> [(&'static str, String); 2] {
    let mut components = String::new();
    let mut application = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: large\n  \
        annotations:\n    version: v1.0.0\n    description: \"Large, made up for measurements\"\nspec:\n  variables:\n    - name: \
        HOST\n      value: large.example.com\n  components:\n"
        .to_owned();
    for number in 0..count {
        let _ = write!(
            components,
            "{}apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: part-{number}\nspec:\n  workloadType: \
             core.oam.dev/v1alpha1.Server\n  parameters:\n    - name: size\n      type: number\n      default: 3\n  containers:\n    - name: main\n      \
             image: registry.example.com/part-{number}:1.0.0\n      env:\n        - name: SIZE\n          fromParam: size\n      resources:\n        \
             cpu:\n          required: 0.5\n        memory:\n          required: 128Mi\n        volumes:\n          - name: data\n            \
             mountPath: /data\n            disk:\n              required: 1G\n      ports:\n        - name: http\n          containerPort: 8080\n",
            if number == 0 { "" } else { "---\n" },
        );
        let _ = write!(
            application,
            "    - componentName: part-{number}\n      instanceName: part-{number}\n      parameterValues:\n        - name: size\n          value: \
             {number}\n      traits:\n        - name: auto-scaler\n          properties: {{minimum: 1, maximum: 4, cpu: 60}}\n        - name: ingress\n          \
             properties: {{hostname: '[fromVariable(HOST)]', path: /part-{number}, servicePort: 8080}}\n        - name: volume-mounter\n          \
             properties: {{volumeName: data, storageClass: fast}}\n        - name: retry-policy\n          properties: {{attempts: 3}}\n        - \
             name: grace\n          properties: {{seconds: 20}}\n",
        );
    }
    [("application.yaml", application), ("components.yaml", components)]
}
