//! Whose an object is: labels, owner references and names that all objects of an instance share.
//!
//! It does not create objects.

use oam_model::datum::{Datum, Origin};
use oam_model::resolved::{ResolvedApp, ResolvedComponent, ResolvedInstance};

use crate::rendered::Manifest;
use crate::scalar::as_text;

/// An instance of a component that is there.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub(super) app: &'a ResolvedApp,
    pub(super) instance: &'a ResolvedInstance,
    pub(super) component: &'a ResolvedComponent,
}

impl Ctx<'_> {
    /// The three labels of a workload's objects.
    pub(super) fn labels(&self, workload_type: &str) -> Datum {
        self.selector()
            .with("oam.dev/workload-type", Datum::new(workload_type).with_origin(self.type_origin().cloned()))
    }

    /// The labels by which a Service finds its pods.
    pub(super) fn selector(&self) -> Datum {
        Datum::mapping()
            .with("app.kubernetes.io/name", self.app.name.clone())
            .with("oam.dev/instance-name", self.instance.name.clone())
    }

    /// The labels of what a trait creates.
    pub(super) fn trait_labels(&self) -> Datum {
        Datum::mapping()
            .with("oam.dev/role", "trait")
            .with("app.kubernetes.io/name", self.app.name.clone())
            .with("oam.dev/instance-name", self.instance.name.clone())
    }

    /// Every object, and quirk: every pod template too, is owned by the component instance.
    pub(super) fn owner_references(&self) -> Datum {
        owner_references("ComponentInstance", self.component_instance_name())
    }

    /// `COMPONENT-INSTANCE`, the name of the controller's own record.
    pub(super) fn component_instance_name(&self) -> Datum {
        let component = self.instance.component_name.as_str().unwrap_or_default();
        let instance = self.instance.name.as_str().unwrap_or_default();
        Datum::new(format!("{component}-{instance}")).with_origin(self.instance.name.origin.clone())
    }

    /// `metadata` of an object of this instance.
    pub(super) fn metadata(&self, name: Datum, labels: Datum) -> Datum {
        Datum::mapping()
            .with("name", name)
            .with("labels", labels)
            .with("ownerReferences", self.owner_references())
    }

    /// Where the workload type was chosen.
    pub(super) fn type_origin(&self) -> Option<&Origin> {
        self.component.workload_type.as_ref().and_then(|it| it.origin.as_ref())
    }

    /// The instance's name followed by a suffix.
    pub(super) fn suffixed_name(&self, suffix: &str) -> Datum {
        let name = as_text(&self.instance.name);
        Datum::new(format!("{}{suffix}", name.as_str().unwrap_or_default())).with_origin(name.origin)
    }

    /// An object of this instance as a manifest.
    pub(super) fn manifest(&self, root: Datum) -> Manifest {
        Manifest { root, instance: self.instance.name.as_str().map(str::to_owned), notes: Vec::new() }
    }
}

/// The one owner of an object.
pub(super) fn owner_references(kind: &str, name: Datum) -> Datum {
    let owner = Datum::mapping()
        .with("apiVersion", "core.oam.dev/v1alpha1")
        .with("kind", kind)
        .with("name", name)
        .with("controller", true)
        .with("blockOwnerDeletion", true);
    Datum::new(vec![owner])
}
