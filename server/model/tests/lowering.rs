//! All dialects become one model, and typing in one document leaves the others alone.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::sync::Arc;

use oam_model::object::{LegacyForm, Object, Shape};
use oam_model::value::Value;
use oam_model::workspace::{Change, DocumentId, FileId, Settings, Workspace};
use oam_syntax::{Buffer, Encoding, LineCol, SourceText, TextChange};

fn workspace(texts: &[&str]) -> Workspace {
    let changes = texts.iter().enumerate().map(|(index, text)| change(index, SourceText::new(text)));
    Workspace::new(Settings::default()).with(changes)
}

fn change(index: usize, text: SourceText) -> Change {
    let file = FileId(u32::try_from(index).expect("few files"));
    Change { file, path: format!("{index}.yaml").into(), text: Some(text) }
}

fn object(workspace: &Workspace, file: u32, index: u32) -> &Object {
    workspace.object(DocumentId { file: FileId(file), index }).expect("an OAM document")
}

const TALK: &str = include_str!("../../../examples/wordpress-2019/wordpress.yaml");

#[test]
fn the_spelling_of_2019_means_the_same_and_is_remembered() {
    let workspace = workspace(&[TALK]);
    let component = object(&workspace, 0, 0);
    assert_eq!(component.name(), Some("wordpress"));
    let port = &component.component().expect("a component").containers[0].ports[0];
    assert_eq!(port.protocol.as_ref().map(|it| it.value.as_str()), Some("TCP"));
    let application = object(&workspace, 0, 1);
    let usage = &application.application().expect("an application").components[0];
    assert_eq!(usage.component.as_ref().map(|it| it.value.as_str()), Some("wordpress"));
    assert_eq!(usage.traits[0].properties.shape, Shape::ParameterValues);
    assert_eq!(usage.traits[0].properties.get("portMapping").map(|it| it.items().len()), Some(1));
    assert_eq!(usage.traits[1].properties.get("canaryReplicas").and_then(Value::as_int), Some(1));
    let forms: Vec<_> = component.legacy.iter().chain(&application.legacy).map(|it| it.form).collect();
    let traits = LegacyForm::TraitParameterValues;
    assert_eq!(forms, [LegacyForm::PortType, LegacyForm::ComponentKey, traits, traits]);
}

#[test]
fn the_first_draft_is_understood() {
    let text = "apiVersion: core.hydra.io/v1alpha1\nkind: Component\nmetadata: {name: a, version: '1'}\nspec:\n  \
                ostype: linux\n  workloadType: core.hydra.io/v1alpha1.ReplicatedService\n---\n\
                apiVersion: core.hydra.io/v1alpha1\nkind: OperationalConfiguration\nmetadata: {name: b}\nspec:\n  \
                components:\n  - name: a\n    instanceName: i\n    traits:\n    - type: core.hydra.io/v1alpha1.ManualScaler\n    \
                applicationScopes:\n    - {name: net, type: x}\n";
    let workspace = workspace(&[text]);
    let component = object(&workspace, 0, 0).component().expect("a component");
    let workload = component.workload_type.as_ref().map(|it| it.value.as_str());
    assert_eq!(workload, Some("core.oam.dev/v1alpha1.Server"));
    assert_eq!(component.os_type.as_ref().map(|it| it.value.as_str()), Some("linux"));
    let usage = &object(&workspace, 0, 1).application().expect("an application").components[0];
    assert_eq!(usage.traits[0].name.as_ref().map(|it| it.value.as_str()), Some("manual-scaler"));
    assert_eq!(usage.scopes[0].value, "net");
}

#[test]
fn the_canonical_key_wins_over_the_old_one() {
    let text = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata: {name: b}\nspec:\n  \
                components:\n  - {name: old, componentName: new, instanceName: i}\n";
    let workspace = workspace(&[text]);
    let usage = &object(&workspace, 0, 0).application().expect("an application").components[0];
    assert_eq!(usage.component.as_ref().map(|it| it.value.as_str()), Some("new"));
}

#[test]
fn typing_keeps_the_models_of_other_documents() {
    let mut buffer = Buffer::new(TALK);
    let before = Workspace::new(Settings::default()).with([change(0, buffer.text().clone())]);
    let file = |workspace: &Workspace| Arc::clone(workspace.file(FileId(0)).expect("the file"));
    let at = LineCol::new(3, 8);
    buffer.apply(&[TextChange { range: Some((at, at)), text: "x".into() }], Encoding::Utf16);
    let after = before.with([change(0, buffer.text().clone())]);
    let (old, new) = (file(&before), file(&after));
    assert!(!Arc::ptr_eq(&old.documents()[0], &new.documents()[0]), "the edited document is new");
    assert!(Arc::ptr_eq(&old.documents()[1], &new.documents()[1]), "the other one is shared");
    assert_eq!(object(&after, 0, 0).name(), Some("xwordpress"));
}

#[test]
fn the_index_follows_changes_and_removals() {
    use oam_catalog::Namespace;
    use oam_model::symbol::SymbolKey;
    let component = |name: &str| {
        format!("apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: {name}\n")
    };
    let key = |name: &str| SymbolKey::global(Namespace::ComponentName, name);
    let count = |workspace: &Workspace, name: &str| workspace.index().definitions(&key(name)).count();
    let first = workspace(&[&component("a"), &component("a"), &component("b")]);
    assert_eq!((count(&first, "a"), count(&first, "b")), (2, 1));
    let second = first.with([change(1, SourceText::new(&component("b")))]);
    assert_eq!((count(&second, "a"), count(&second, "b")), (1, 2));
    let gone = Change { file: FileId(2), path: "2.yaml".into(), text: None };
    // Two changes before anybody asks: the index must take both into account.
    let third = second.with([change(0, SourceText::new(""))]).with([gone]);
    assert_eq!((count(&third, "a"), count(&third, "b")), (0, 1));
    assert_eq!((count(&first, "a"), count(&first, "b")), (2, 1), "the old value stays as it was");
}
