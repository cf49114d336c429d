//! The engines and clusters that an application can be rendered for.
//!
//! It does not say how; that is one module a target under `targets`.

use std::fmt;
use std::str::FromStr;

/// What to render for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A Kubernetes cluster of today, without any OAM controller.
    Kubernetes,
    /// Rudr, the reference controller of v1alpha1: exactly what it creates.
    Rudr,
}

impl Target {
    /// Every target, sorted by name.
    pub const ALL: [Self; 2] = [Self::Kubernetes, Self::Rudr];

    /// The name that users write.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kubernetes => "kubernetes",
            Self::Rudr => "rudr",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no target has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTarget {
    /// What was written.
    pub name: String,
}

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let allowed: Vec<String> = Target::ALL.iter().map(|it| format!("`{it}`")).collect();
        write!(f, "there is no target `{}`; allowed are {}", self.name, allowed.join(", "))
    }
}

impl std::error::Error for UnknownTarget {}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|it| it.name() == name);
        found.ok_or_else(|| UnknownTarget { name: name.to_owned() })
    }
}
