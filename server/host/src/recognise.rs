//! Whether a file can hold OAM, decided by its bytes.
//!
//! It does not parse. A hit only means "worth parsing": the groups may stand in a comment.

use std::path::Path;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// What every OAM document must contain: the domain of its API group.
const GROUPS: [&str; 2] = ["oam.dev", "hydra.io"];

/// Endings of the files that are looked into.
pub const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

static FINDERS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| GROUPS.map(Finder::new));

/// Whether the bytes name an API group of OAM.
pub fn is_oam(bytes: &[u8]) -> bool {
    FINDERS.iter().any(|it| it.find(bytes).is_some())
}

/// Whether the name of a file says that it is YAML or JSON.
pub fn has_extension(path: &Path) -> bool {
    path.extension()
        .and_then(|it| it.to_str())
        .is_some_and(|it| EXTENSIONS.iter().any(|known| it.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_groups_count_and_other_yaml_does_not() {
        assert!(is_oam(b"apiVersion: core.oam.dev/v1alpha1\n"));
        assert!(is_oam(b"apiVersion: core.hydra.io/v1alpha1\n"));
        assert!(!is_oam(b"apiVersion: apps/v1\n"));
    }

    #[test]
    fn the_ending_of_the_name_decides_in_any_case() {
        assert!(has_extension(Path::new("a/b.YAML")));
        assert!(has_extension(Path::new("b.yml")));
        assert!(!has_extension(Path::new("yaml")));
        assert!(!has_extension(Path::new("b.yaml.bak")));
    }
}
