//! The ports of a component's containers, with names that a pod and a Service can have.
//!
//! A Service wants every port to have its own name, and no number twice; a pod's containers share one network.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedComponent, ResolvedPort};

use crate::output::{gap, info};
use crate::scalar::{from_source, port, text};

/// The longest name of a port.
const MAX_NAME: usize = 15;

/// A port that is right in every respect.
#[derive(Clone)]
pub(super) struct Port {
    /// The position of its container.
    pub(super) container: usize,
    /// A name of its own.
    pub(super) name: Datum,
    /// The number.
    pub(super) number: Datum,
    /// `TCP`, `UDP` or `SCTP`.
    pub(super) protocol: Datum,
}

/// All ports of a component.
#[derive(Default)]
pub(super) struct Ports {
    pub(super) ports: Vec<Port>,
    pub(super) notes: Vec<Note>,
}

/// The ports of all containers, in order.
pub(super) fn of(component: &ResolvedComponent) -> Ports {
    let mut found = Ports::default();
    for (container, it) in component.containers.iter().enumerate() {
        for port in &it.ports {
            found.add(container, port);
        }
    }
    found
}

impl Ports {
    fn add(&mut self, container: usize, written: &ResolvedPort) {
        let Some(number) = port(&written.container_port) else {
            let message =
                format!("`{}` is not a port; allowed are 1 to 65535", text(&written.container_port));
            self.notes.push(gap(message, written.container_port.origin.as_ref()));
            return;
        };
        let protocol = match &written.protocol {
            Some(it) => protocol(it, &mut self.notes),
            None => "TCP".into(),
        };
        let is_taken = |it: &Port| it.number.as_int() == Some(number) && it.protocol.data == protocol.data;
        if self.ports.iter().any(is_taken) {
            let message =
                format!("port {number} is here twice: all containers of a component share one network");
            self.notes.push(gap(message, written.container_port.origin.as_ref()));
            return;
        }
        let name = self.name(number, written);
        self.ports.push(Port {
            container,
            name,
            number: from_source(number, &written.container_port),
            protocol,
        });
    }

    /// The written name where Kubernetes takes it, else one as near as possible.
    fn name(&mut self, number: i64, written: &ResolvedPort) -> Datum {
        let Some(name) = &written.name else {
            return self.free_name(&format!("port-{number}")).into();
        };
        let wanted = text(name);
        let free = self.free_name(&allowed_name(&wanted, number));
        if free != wanted {
            let message = format!(
                "port name `{wanted}` became `{free}`: allowed are {MAX_NAME} lower-case letters, digits and `-`, \
                 each name once"
            );
            self.notes.push(info(message, name.origin.as_ref()));
        }
        Datum::new(free).with_origin(name.origin.clone())
    }

    fn free_name(&self, wanted: &str) -> String {
        let is_free = |name: &str| !self.ports.iter().any(|it| it.name.as_str() == Some(name));
        if is_free(wanted) {
            return wanted.to_owned();
        }
        let numbered = (2..).map(|it| {
            let suffix = format!("-{it}");
            let stem: String = wanted.chars().take(MAX_NAME - suffix.len()).collect();
            format!("{}{suffix}", stem.trim_end_matches('-'))
        });
        numbered.into_iter().find(|it| is_free(it)).unwrap_or_default()
    }
}

/// `HTTP_main` → `http-main`; what has no letter is named by its number.
fn allowed_name(wanted: &str, number: i64) -> String {
    let mut name = String::new();
    for it in wanted.to_lowercase().chars() {
        match it {
            'a'..='z' | '0'..='9' => name.push(it),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let name: String = name.chars().take(MAX_NAME).collect();
    let name = name.trim_end_matches('-');
    let has_letter = name.contains(|it: char| it.is_ascii_lowercase());
    if has_letter { name.to_owned() } else { format!("port-{number}") }
}

/// A protocol in the spelling of Kubernetes; TCP where there is no such protocol.
pub(super) fn protocol(written: &Datum, notes: &mut Vec<Note>) -> Datum {
    let name = text(written).to_uppercase();
    if matches!(name.as_str(), "TCP" | "UDP" | "SCTP") {
        return Datum::new(name).with_origin(written.origin.clone());
    }
    let message = format!("there is no protocol `{}`; allowed are `SCTP`, `TCP`, `UDP`", text(written));
    notes.push(info(message, written.origin.as_ref()));
    "TCP".into()
}
