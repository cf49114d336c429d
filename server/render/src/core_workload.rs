//! The six core workload types, by the traits of character that renderers ask for.
//!
//! It does not know extended types; those are data of the component.

/// A core workload type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CoreWorkload {
    Server,
    SingletonServer,
    Worker,
    SingletonWorker,
    Task,
    SingletonTask,
}

impl CoreWorkload {
    /// The type with exactly this name.
    pub(crate) fn from_type(name: &str) -> Option<Self> {
        match name.strip_prefix("core.oam.dev/v1alpha1.")? {
            "Server" => Some(Self::Server),
            "SingletonServer" => Some(Self::SingletonServer),
            "Worker" => Some(Self::Worker),
            "SingletonWorker" => Some(Self::SingletonWorker),
            "Task" => Some(Self::Task),
            "SingletonTask" => Some(Self::SingletonTask),
            _ => None,
        }
    }

    /// The kind part of its name.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Server => "Server",
            Self::SingletonServer => "SingletonServer",
            Self::Worker => "Worker",
            Self::SingletonWorker => "SingletonWorker",
            Self::Task => "Task",
            Self::SingletonTask => "SingletonTask",
        }
    }

    /// Whether it may have an address in the network.
    pub(crate) fn has_endpoint(self) -> bool {
        matches!(self, Self::Server | Self::SingletonServer)
    }

    /// Whether there is never more than one of it.
    pub(crate) fn is_singleton(self) -> bool {
        matches!(self, Self::SingletonServer | Self::SingletonWorker | Self::SingletonTask)
    }

    /// Whether it ends by itself.
    pub(crate) fn is_task(self) -> bool {
        matches!(self, Self::Task | Self::SingletonTask)
    }
}

/// The parts of `GROUP/VERSION.KIND`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypeName<'a> {
    pub(crate) api_version: &'a str,
    pub(crate) kind: &'a str,
}

/// Splits `GROUP/VERSION.KIND` at the first `/` and the first `.` after it; the reason, where that cannot be done.
pub(crate) fn split_type(name: &str) -> Result<TypeName<'_>, &'static str> {
    let (group, rest) = name.split_once('/').ok_or("missing version and kind")?;
    let (version, kind) = rest.split_once('.').ok_or("missing kind")?;
    let api_version = name.get(..group.len() + 1 + version.len()).unwrap_or(name);
    Ok(TypeName { api_version, kind })
}
