//! Names find what they mean.

use crate::{Catalog, Role, Support};

fn owners(platform: Option<&str>, name: &str) -> Vec<(String, String)> {
    let found = Catalog::builtin().traits_named(platform, name);
    found.iter().map(|it| (it.name.clone(), it.platform.clone())).collect()
}

fn pair(name: &str, platform: &str) -> (String, String) {
    (name.to_owned(), platform.to_owned())
}

#[test]
fn kinds_are_found_exactly() {
    let catalog = Catalog::builtin();
    let kind = catalog.kind("core.oam.dev", "v1alpha1", "ComponentSchematic").expect("known");
    assert_eq!(kind.role, Role::Component);
    assert_eq!(catalog.kind_by_id(kind.id).map(|it| it.kind.as_str()), Some("ComponentSchematic"));
    assert!(catalog.kind("core.oam.dev", "v1", "ComponentSchematic").is_none());
    assert!(catalog.kind("core.oam.dev", "v1alpha1", "componentschematic").is_none());
    assert!(catalog.is_oam_group("core.oam.dev") && catalog.is_oam_group("core.hydra.io"));
    assert!(!catalog.is_oam_group("apps"));
}

#[test]
fn kinds_of_the_first_draft_are_recognised() {
    let catalog = Catalog::builtin();
    let today = |group, kind| catalog.legacy_kind(group, kind).map(|it| it.kind.as_str());
    assert_eq!(today("core.hydra.io", "OperationalConfiguration"), Some("ApplicationConfiguration"));
    assert_eq!(today("core.hydra.io", "ComponentSchematic"), Some("ComponentSchematic"));
    assert_eq!(today("core.oam.dev", "Configuration"), Some("ApplicationConfiguration"));
    assert_eq!(today("core.oam.dev", "ComponentSchematic"), None);
    assert_eq!(today("core.oam.dev", "Thing"), None);
    assert_eq!(today("apps", "Component"), None);
}

#[test]
fn a_platform_is_selected_by_name_or_all_are() {
    let catalog = Catalog::builtin();
    let names = |platform| catalog.selected(platform).iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names(Some("rudr")), ["rudr"]);
    assert_eq!(names(None), ["rudr", "ecs", "edas", "harmonycloud", "spec"]);
    assert_eq!(names(Some("nowhere")), Vec::<&str>::new());
}

#[test]
fn traits_are_found_by_name_and_alias() {
    let everywhere = ["rudr", "ecs", "spec"].map(|it| pair("manual-scaler", it));
    assert_eq!(owners(None, "manual-scaler"), everywhere);
    assert_eq!(owners(Some("edas"), "manual-scaler"), [pair("manual-scaler", "spec")]);
    assert_eq!(owners(None, "autoscaler"), [pair("auto-scaler", "rudr")]);
    assert_eq!(owners(Some("rudr"), "rollout"), []);
    assert_eq!(owners(None, "rollout"), [pair("rollout", "edas")]);
    let names: Vec<_> = Catalog::builtin().traits(Some("rudr")).iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["auto-scaler", "empty", "ingress", "manual-scaler", "volume-mounter"]);
    assert_eq!(Catalog::builtin().traits(None).len(), 13);
}

#[test]
fn traits_know_where_they_apply() {
    let entry = |name| Catalog::builtin().traits_named(Some("rudr"), name)[0].clone();
    assert!(entry("manual-scaler").applies_to("core.oam.dev/v1alpha1.Worker"));
    assert!(!entry("manual-scaler").applies_to("core.oam.dev/v1alpha1.SingletonServer"));
    assert!(entry("empty").applies_to("example.com/v1.Anything"));
}

#[test]
fn workload_types_and_scopes_are_found_by_old_names_too() {
    let catalog = Catalog::builtin();
    let workload = |platform, name| catalog.workload(platform, name).map(|it| it.name.as_str());
    let server = Some("core.oam.dev/v1alpha1.Server");
    assert_eq!(workload(Some("edas"), "core.oam.dev/v1alpha1.Server"), server);
    assert_eq!(workload(Some("rudr"), "core.hydra.io/v1alpha1.ReplicatedService"), server);
    assert_eq!(workload(Some("spec"), "openfaas.com/v1alpha2.Function"), None);
    assert_eq!(workload(None, "openfaas.com/v1alpha2.Function"), Some("openfaas.com/v1alpha2.Function"));
    assert_eq!(catalog.workloads(Some("spec")).len(), 6);
    assert_eq!(catalog.workloads(None).len(), 9);
    let scope = |platform, name| catalog.scope(platform, name).map(|it| it.name.as_str());
    assert_eq!(scope(None, "core.oam.dev/v1.NetworkScope"), Some("core.oam.dev/v1alpha1.NetworkScope"));
    assert_eq!(scope(Some("rudr"), "identity.oam.dev/v1.IdentityScope"), None);
    assert_eq!(catalog.scopes(Some("rudr")).len(), 2);
    assert_eq!(catalog.scopes(Some("spec")).len(), 4);
}

#[test]
fn core_workload_types_answer_the_three_questions() {
    let answers = |kind: &str| {
        let name = format!("core.oam.dev/v1alpha1.{kind}");
        let it = Catalog::builtin().workload(Some("spec"), &name).expect("known");
        (it.has_endpoint, it.is_replicable, it.is_daemon)
    };
    assert_eq!(answers("Server"), (true, true, true));
    assert_eq!(answers("SingletonServer"), (true, false, true));
    assert_eq!(answers("Worker"), (false, true, true));
    assert_eq!(answers("SingletonWorker"), (false, false, true));
    assert_eq!(answers("Task"), (false, true, false));
    assert_eq!(answers("SingletonTask"), (false, false, false));
}

#[test]
fn platforms_deviate_as_their_files_say() {
    let catalog = Catalog::builtin();
    assert!(catalog.implicit_parameter(Some("edas"), "replicas").is_some());
    assert!(catalog.implicit_parameter(Some("rudr"), "replicas").is_none());
    let severity =
        |platform, rule| catalog.platform(platform).and_then(|it| it.rules.get(rule)).map(String::as_str);
    assert_eq!(severity("rudr", "unset-optional-parameter"), Some("error"));
    assert_eq!(severity("edas", "unset-optional-parameter"), Some("off"));
    assert_eq!(severity("spec", "unknown-trait"), None);
    assert!(catalog.platform("rudr").is_some_and(|it| it.accepts_any_workload_with_spec_setting));
}

#[test]
fn every_platform_answers_every_question() {
    let questions = |text: &str| {
        let value: serde_json::Value = super::yaml(text);
        let capabilities = value["capabilities"].as_object().expect("answers").clone();
        capabilities.keys().cloned().collect::<Vec<_>>()
    };
    let meta = crate::load::file("meta/platform.json").expect("the meta schema exists");
    let meta: serde_json::Value = serde_json::from_str(meta).expect("JSON");
    let asked = meta["properties"]["capabilities"]["properties"].as_object().expect("questions");
    let asked: Vec<_> = asked.keys().cloned().collect();
    for platform in Catalog::builtin().platforms() {
        let file =
            crate::load::file(&format!("platforms/{}/platform.yaml", platform.name)).expect("its file");
        assert_eq!(questions(file), asked, "{}", platform.name);
    }
}

#[test]
fn capabilities_are_what_the_files_say() {
    let support = |platform, which: fn(&crate::Capabilities) -> &crate::Capability| {
        Catalog::builtin().platform(platform).map(|it| which(&it.capabilities).support)
    };
    assert_eq!(support("rudr", |it| &it.variables), Some(Support::Unsupported));
    assert_eq!(support("harmonycloud", |it| &it.variables), Some(Support::Supported));
    assert_eq!(support("edas", |it| &it.variables), Some(Support::Unknown));
    assert_eq!(support("harmonycloud", |it| &it.parameter_defaults), Some(Support::Unsupported));
    assert_eq!(support("ecs", |it| &it.several_applications), Some(Support::Unsupported));
}
