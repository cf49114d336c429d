//! What traits and platform parameters ask of a workload, gathered before its objects are written.
//!
//! It does not write objects. Traits count in their order: the later one wins, and both win over platform parameters.

use oam_model::datum::Datum;
use oam_model::resolved::Note;

use crate::core_workload::CoreWorkload;
use crate::output::info;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::platform_parameters;
use crate::targets::kubernetes::traits;

/// The wishes of operators.
#[derive(Default)]
pub(super) struct Operations {
    /// How many there shall be; never for singletons.
    pub(super) replicas: Option<Datum>,
    /// Whether an autoscaler decides how many there are.
    pub(super) is_autoscaled: bool,
    /// Another image for the only container.
    pub(super) image: Option<Datum>,
    /// More environment for the only container.
    pub(super) env: Vec<(Datum, Datum)>,
    /// A description in place of the component's.
    pub(super) description: Option<Datum>,
    /// Ports of a load balancer in place of the usual Service, in the order written.
    pub(super) load_balancer: Option<LoadBalancer>,
    /// How new versions come in.
    pub(super) rollout: Option<Rollout>,
    /// Storage classes by volume name.
    pub(super) storage_classes: Vec<(String, Datum)>,
    /// What could not be taken as it is written.
    pub(super) notes: Vec<Note>,
}

/// A Service that is reachable from outside.
pub(super) struct LoadBalancer {
    /// Its ports.
    pub(super) mappings: Vec<PortMapping>,
    /// The trait.
    pub(super) source: Datum,
}

/// One port of a load balancer.
pub(super) struct PortMapping {
    /// The port outside.
    pub(super) port: Datum,
    /// The port of the container.
    pub(super) target: Datum,
    /// The protocol.
    pub(super) protocol: Datum,
}

/// A first part of the replicas that gets a new version before the others.
pub(super) struct Rollout {
    /// How many get it first.
    pub(super) canary: Option<Datum>,
    /// What Kubernetes does not do itself, kept as annotations.
    pub(super) annotations: Datum,
}

/// Replicas of the two Deployments of a rollout.
pub(super) struct Shares {
    pub(super) stable: Datum,
    pub(super) canary: Datum,
}

impl Operations {
    /// What is asked of an instance.
    pub(super) fn gather(ctx: Ctx<'_>, workload: CoreWorkload) -> Self {
        let mut operations = Self::default();
        platform_parameters::apply(ctx, workload, &mut operations);
        for it in &ctx.instance.traits {
            traits::apply(it, ctx, workload, &mut operations);
        }
        operations.settle(ctx);
        operations
    }

    /// Makes wishes that contradict each other fit.
    fn settle(&mut self, ctx: Ctx<'_>) {
        if self.is_autoscaled
            && self.rollout.is_none()
            && let Some(replicas) = self.replicas.take()
        {
            let message = "the number of replicas is not written: the autoscaler sets it";
            self.notes.push(info(message, replicas.origin.as_ref()));
        }
        let (Some(canary), Some(total)) = (self.canary_count(), self.replicas.as_ref()) else { return };
        let Some(total) = total.as_int() else { return };
        if canary == 0 || canary < total {
            return;
        }
        let message = format!(
            "`canaryReplicas` is {canary}, which leaves nothing of {total} replicas; allowed is less than {total}"
        );
        let origin = self.rollout.as_ref().and_then(|it| it.canary.as_ref()?.origin.clone());
        self.notes.push(info(message, origin.as_ref().or(Some(&ctx.instance.origin))));
        if let Some(rollout) = &mut self.rollout {
            let most = Datum::new((total - 1).max(0)).with_origin(origin);
            rollout.canary = Some(most);
        }
    }

    fn canary_count(&self) -> Option<i64> {
        self.rollout.as_ref()?.canary.as_ref()?.as_int()
    }

    /// How the replicas divide; `None` where nothing goes first. The canary counts within the total.
    pub(super) fn shares(&self) -> Option<Shares> {
        let canary = self.rollout.as_ref()?.canary.clone().filter(|it| it.as_int() != Some(0))?;
        let stable = match &self.replicas {
            Some(total) => {
                let rest = total.as_int().unwrap_or(1) - canary.as_int().unwrap_or(0);
                Datum::new(rest.max(0)).with_origin(total.origin.clone())
            }
            // Nobody says how many: one goes on as it is, beside the canary.
            None => Datum::new(1_i64).with_origin(canary.origin.clone()),
        };
        Some(Shares { stable, canary })
    }
}
