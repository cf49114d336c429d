//! Applications: three or four instances with parameters, traits and a scope, about ninety lines.

use crate::component::Outline;
use crate::mistake::Mistake;
use crate::page::{Document, Page};
use crate::random::below;

/// An application by its number, of components whose numbers are in a range; with a mistake if one is wanted.
///
/// `instances` is how many it has; 0 lets the number decide.
pub fn application(
    seed: u64,
    number: usize,
    components: std::ops::Range<usize>,
    instances: usize,
    mistake: Option<Mistake>,
) -> Document {
    let mut page = Page::new("ApplicationConfiguration", mistake);
    page.line(2, format_args!("name: app-{number:06}"));
    page.line(2, "annotations:");
    page.line(4, format_args!("version: v2.{}.0", below(20, seed, number, "minor")));
    page.line(4, format_args!("description: \"Application {number}, made up for measurements\""));
    page.line(0, "spec:");
    page.lines(2, "variables:\n  - name: ZONE\n    value: north\n  - name: DOMAIN");
    page.line(6, format_args!("value: app-{number}.example.com"));
    page.line(2, "scopes:");
    page.line(4, format_args!("- name: health-{number:06}"));
    page.lines(
        6,
        "type: core.oam.dev/v1alpha1.HealthScope\nproperties:\n  - name: probe-method\n    value: kube-get\n  - name: \
         probe-endpoint\n    value: .status\n  - name: probe-interval\n    value: 60",
    );
    if page.errs(Mistake::UnknownApplicationField) {
        page.line(2, "component: []");
    }
    page.line(2, "components:");
    let instances = if instances == 0 { 3 + below(2, seed, number, "instances") } else { instances };
    for place in 0..instances {
        let chosen = chosen(seed, number, &components, instances, place);
        instance(&mut page, number, place, &Outline::of(seed, chosen));
    }
    page.finish()
}

/// The component of an instance. As long as there are enough, no application uses one twice.
fn chosen(seed: u64, number: usize, range: &std::ops::Range<usize>, instances: usize, place: usize) -> usize {
    let count = range.len().max(1);
    let stride = (count / instances.max(1)).max(1);
    let first = below(count, seed, number, "component");
    range.start + (first + place * stride) % count
}

fn instance(page: &mut Page, number: usize, place: usize, it: &Outline) {
    let leaves_out = page.errs(Mistake::MissingParameter);
    let name = page.unless(Mistake::UnknownComponent, &it.name, "nowhere");
    page.line(4, format_args!("- componentName: {name}"));
    let own = format!("app-{number:06}-{place}");
    // The second is the first that can repeat a name.
    let own = if place == 1 {
        page.unless(Mistake::RepeatedInstance, &own, &format!("app-{number:06}-0"))
    } else {
        own
    };
    page.line(6, format_args!("instanceName: {own}"));
    page.line(6, "parameterValues:");
    for (position, parameter) in it.parameters.iter().enumerate() {
        // The first is the one that must be set.
        if leaves_out && position == 0 {
            continue;
        }
        page.line(8, format_args!("- name: {}", parameter.name));
        let is_number = parameter.value.bytes().all(|it| it.is_ascii_digit());
        let value = match (position, place) {
            (0, 0) => {
                page.unless(Mistake::UnknownVariable, "\"[fromVariable(ZONE)]\"", "\"[fromVariable(ZONES)]\"")
            }
            (0, _) => "\"[fromVariable(DOMAIN)]\"".to_owned(),
            _ if is_number => page.unless(Mistake::WrongParameterType, parameter.value, "many"),
            _ => parameter.value.to_owned(),
        };
        page.line(10, format_args!("value: {value}"));
    }
    if page.errs(Mistake::UnknownParameter) {
        page.line(8, "- name: nowhere");
        page.line(10, "value: 1");
    }
    traits(page, number, place, it);
    page.line(6, "applicationScopes:");
    let scope = page.unless(Mistake::UnknownScope, &format!("health-{number:06}"), "nowhere");
    page.line(8, format_args!("- {scope}"));
}

fn traits(page: &mut Page, number: usize, place: usize, it: &Outline) {
    page.line(6, "traits:");
    // A trait of the workspace itself, for every kind of workload.
    let unknown = page.unless(Mistake::UnknownTrait, "retry-policy", "retry-politics");
    page.line(8, format_args!("- name: {unknown}"));
    page.line(10, "properties:");
    page.line(12, "attempts: 3");
    page.line(12, "backoff: 200ms");
    if it.is_scalable() {
        let has_none = page.errs(Mistake::MissingProperty);
        page.line(8, "- name: manual-scaler");
        page.line(10, if has_none { "properties: {}" } else { "properties:" });
        if !has_none {
            let count = page.unless(Mistake::WrongPropertyType, "2", "two");
            page.line(12, format_args!("replicaCount: {count}"));
        }
    } else if it.workload.starts_with("Singleton") && page.errs(Mistake::TraitNotApplicable) {
        page.line(8, "- name: manual-scaler");
        page.line(10, "properties:");
        page.line(12, "replicaCount: 2");
    }
    if it.is_server() {
        page.line(8, "- name: ingress");
        page.line(10, "properties:");
        page.line(12, format_args!("hostname: app-{number}-{place}.example.com"));
        page.line(12, format_args!("servicePort: {}", it.port));
        page.line(12, "path: /");
    }
}
