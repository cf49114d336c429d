//! A component with the values of one instance in it.

use crate::datum::{Data, Datum, Origin, Via};
use crate::object::{Component, ConfigFile, Container, Env, Object, Port, Volume, WorkloadSetting};
use crate::resolve::parameters::Parameters;
use crate::resolve::{Ctx, Engine, pairs};
use crate::resolved::{
    Note, NoteSeverity, ResolvedComponent, ResolvedConfigFile, ResolvedContainer, ResolvedDisk, ResolvedEnv,
    ResolvedPort, ResolvedSetting, ResolvedVolume,
};
use crate::value::{Text, Value};
use crate::workspace::DocumentId;

/// Reads parts of one component document.
struct Reader<'a> {
    document: DocumentId,
    parameters: &'a Parameters,
    engine: Engine,
}

pub(super) fn resolve(
    ctx: &Ctx<'_>,
    document: DocumentId,
    object: &Object,
    component: &Component,
    parameters: &Parameters,
    notes: &mut Vec<Note>,
) -> ResolvedComponent {
    let reader = Reader { document, parameters, engine: ctx.config.engine };
    let via = Via::Component;
    ResolvedComponent {
        workload_type: component.workload_type.as_ref().map(|it| reader.text(it)),
        workload: component.workload_type.as_ref().and_then(|it| ctx.workspace.workload(&it.value)),
        annotations: pairs(&object.header.annotations, document, &via),
        labels: pairs(&object.header.labels, document, &via),
        os_type: component.os_type.as_ref().map(|it| reader.text(it)),
        arch: component.arch.as_ref().map(|it| reader.text(it)),
        containers: component.containers.iter().filter_map(|it| reader.container(it, notes)).collect(),
        settings: reader.settings(component, notes),
        origin: Origin::new(document, object.header.span, via),
    }
}

impl Reader<'_> {
    fn origin(&self, span: oam_syntax::Span) -> Origin {
        Origin::new(self.document, span, Via::Component)
    }

    fn text(&self, text: &Text) -> Datum {
        Datum::from_origin(text.value.as_str(), self.origin(text.span))
    }

    fn value(&self, value: &Value) -> Datum {
        Datum::read(value, self.document, &Via::Component)
    }

    fn gap(&self, message: &str, span: oam_syntax::Span) -> Note {
        Note { severity: NoteSeverity::Gap, message: message.to_owned(), origin: Some(self.origin(span)) }
    }

    fn container(&self, container: &Container, notes: &mut Vec<Note>) -> Option<ResolvedContainer> {
        let (Some(name), Some(image)) = (&container.name, &container.image) else {
            let missing = if container.name.is_none() { "name" } else { "image" };
            notes.push(self.gap(&format!("a container without `{missing}` is left out"), container.span));
            return None;
        };
        let value = |it: &Option<Value>| it.as_ref().map(|it| self.value(it));
        Some(ResolvedContainer {
            name: self.text(name),
            image: self.text(image),
            image_pull_secret: container.image_pull_secret.as_ref().map(|it| self.text(it)),
            cpu: value(&container.cpu),
            memory: value(&container.memory),
            gpu: value(&container.gpu),
            volumes: container.volumes.iter().filter_map(|it| self.volume(it, notes)).collect(),
            cmd: value(&container.cmd),
            args: value(&container.args),
            env: container.env.iter().filter_map(|it| self.env(it, notes)).collect(),
            config: container.config.iter().filter_map(|it| self.config_file(it, notes)).collect(),
            ports: container.ports.iter().filter_map(|it| self.port(it, notes)).collect(),
            liveness_probe: value(&container.liveness_probe),
            readiness_probe: value(&container.readiness_probe),
            origin: self.origin(container.span),
        })
    }

    fn env(&self, env: &Env, notes: &mut Vec<Note>) -> Option<ResolvedEnv> {
        let Some(name) = &env.name else {
            notes.push(self.gap("an environment variable without `name` is left out", env.span));
            return None;
        };
        let value = self.source(env.from_param.as_ref(), env.value.as_ref());
        self.note_source(env.from_param.as_ref(), env.value.is_some(), notes);
        Some(ResolvedEnv { name: self.text(name), value })
    }

    fn config_file(&self, file: &ConfigFile, notes: &mut Vec<Note>) -> Option<ResolvedConfigFile> {
        let Some(path) = &file.path else {
            notes.push(self.gap("a config file without `path` is left out", file.span));
            return None;
        };
        let value = self.source(file.from_param.as_ref(), file.value.as_ref());
        self.note_source(file.from_param.as_ref(), file.value.is_some(), notes);
        if value.is_none() {
            // The reference controller crashes here.
            let severity =
                if self.engine == Engine::Rudr { NoteSeverity::Refused } else { NoteSeverity::Gap };
            notes.push(Note {
                severity,
                ..self.gap("the config file has neither a value nor a parameter that gives one", file.span)
            });
        }
        Some(ResolvedConfigFile { path: self.text(path), value })
    }

    /// `fromParam` beats `value`, even if the parameter has no value; an undeclared parameter falls back to `value`.
    fn source(&self, from_param: Option<&Text>, literal: Option<&Value>) -> Option<Datum> {
        if let Some(name) = from_param
            && let Some(value) = self.parameters.declared.get(&name.value)
        {
            let here = self.origin(name.span);
            return match value {
                Some(value) => {
                    let origin = value.origin.clone().map(|it| it.through(Some(here)));
                    Some(value.clone().with_origin(origin))
                }
                // Only a parameter of type `null` gets this far in the reference controller, which prints it.
                None if self.engine == Engine::Rudr => Some(Datum::from_origin(Data::Null, here)),
                None => None,
            };
        }
        literal.map(|it| self.value(it))
    }

    /// What a `fromParam` means that gives no value. The reference controller has its own words for it.
    fn note_source(&self, from_param: Option<&Text>, has_literal: bool, notes: &mut Vec<Note>) {
        let Some(name) = from_param.filter(|_| self.engine == Engine::Specification) else { return };
        let parameter = &name.value;
        let (severity, message) = match self.parameters.declared.get(parameter) {
            None if has_literal => (
                NoteSeverity::Info,
                format!("there is no parameter `{parameter}`: the value beside it counts"),
            ),
            None => {
                (NoteSeverity::Gap, format!("there is no parameter `{parameter}`: nothing gives a value"))
            }
            // What is required and not there has been said where the value is missing.
            Some(None) if !self.parameters.required.contains(parameter) => {
                (NoteSeverity::Info, format!("nothing gives parameter `{parameter}` a value"))
            }
            Some(_) => return,
        };
        notes.push(Note { severity, ..self.gap(&message, name.span) });
    }

    fn port(&self, port: &Port, notes: &mut Vec<Note>) -> Option<ResolvedPort> {
        let Some(number) = &port.container_port else {
            notes.push(self.gap("a port without `containerPort` is left out", port.span));
            return None;
        };
        Some(ResolvedPort {
            name: port.name.as_ref().map(|it| self.text(it)),
            container_port: self.value(number),
            protocol: port
                .protocol
                .as_ref()
                // The reference controller serves TCP whatever `type` says.
                .filter(|_| self.engine == Engine::Specification || !port.has_type_key)
                .map(|it| self.text(it)),
        })
    }

    fn volume(&self, volume: &Volume, notes: &mut Vec<Note>) -> Option<ResolvedVolume> {
        let (Some(name), Some(mount_path)) = (&volume.name, &volume.mount_path) else {
            let missing = if volume.name.is_none() { "name" } else { "mountPath" };
            notes.push(self.gap(&format!("a volume without `{missing}` is left out"), volume.span));
            return None;
        };
        if self.engine == Engine::Rudr && volume.disk.as_ref().is_some_and(|it| it.ephemeral.is_none()) {
            let message = "the controller refuses the component: missing field `ephemeral`";
            notes.push(Note { severity: NoteSeverity::Refused, ..self.gap(message, volume.span) });
        }
        Some(ResolvedVolume {
            name: self.text(name),
            mount_path: self.text(mount_path),
            is_read_only: volume.access_mode.as_ref().is_some_and(|it| it.value == "RO"),
            is_shared: volume.sharing_policy.as_ref().is_some_and(|it| it.value == "Shared"),
            disk: volume.disk.as_ref().map(|it| ResolvedDisk {
                required: it.required.as_ref().map(|it| self.value(it)),
                is_ephemeral: it.ephemeral == Some(true),
            }),
            origin: self.origin(volume.span),
        })
    }

    fn settings(&self, component: &Component, notes: &mut Vec<Note>) -> Vec<ResolvedSetting> {
        let listed = component.settings.iter().filter_map(|it| self.setting(it, notes));
        let mut settings: Vec<_> = listed.collect();
        for (key, value) in component.settings_mapping.iter().flat_map(Value::entries) {
            let value = self.value(value);
            settings.push(ResolvedSetting {
                name: key.text.clone(),
                literal: Some(value.clone()),
                value: Some(value),
            });
        }
        settings
    }

    /// Items of a setting that take their value from a parameter themselves, as those of a function's `environment` do.
    fn items(&self, mut datum: Datum) -> Datum {
        let Data::Sequence(items) = &mut datum.data else { return datum };
        for item in items {
            let name = item.get("fromParam").and_then(Datum::as_str);
            if let Some(Some(value)) = name.and_then(|it| self.parameters.declared.get(it)) {
                item.set("value", value.clone());
            }
        }
        datum
    }

    fn setting(&self, setting: &WorkloadSetting, notes: &mut Vec<Note>) -> Option<ResolvedSetting> {
        let Some(name) = &setting.name else {
            notes.push(self.gap("a workload setting without `name` is left out", setting.span));
            return None;
        };
        let literal = setting.value.as_ref().map(|it| self.value(it));
        let value = self.source(setting.from_param.as_ref(), setting.value.as_ref()).map(|it| self.items(it));
        Some(ResolvedSetting { name: name.value.clone(), literal, value })
    }
}
