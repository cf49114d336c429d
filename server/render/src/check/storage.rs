//! Claims of volumes, and files in a `ConfigMap`.

use crate::check::field::Field;
use crate::check::resources::amount;
use crate::check::{Check, names};

/// The most that a `ConfigMap` may hold, in bytes.
const MOST_DATA: usize = 1024 * 1024;

/// The ways to use a volume.
const MODES: [&str; 4] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/// Checks a `PersistentVolumeClaim`.
pub(super) fn check_claim(check: &mut Check, root: &Field<'_>) {
    let Some(spec) = root.get("spec") else { return };
    let modes = spec.items("accessModes");
    if modes.is_empty() {
        check.missing(&spec, "accessModes");
    }
    for it in &modes {
        check.one_of(Some(it), &MODES);
    }
    match spec.at(&["resources", "requests", "storage"]) {
        Some(it) => {
            if amount(check, &it) == Some(0.0) {
                check.refuse(&it, "the size must be greater than 0");
            }
        }
        None => check.missing(&spec, "resources"),
    }
    if let Some(it) = spec.get("storageClassName").filter(|it| it.text() != Some("")) {
        check.text(&it, names::dns_subdomain);
    }
    check.one_of(spec.get("volumeMode").as_ref(), &["Block", "Filesystem"]);
}

/// Checks a `ConfigMap`.
pub(super) fn check_config_map(check: &mut Check, root: &Field<'_>) {
    let mut size = 0;
    for key in ["data", "binaryData"] {
        for (key, value) in root.get(key).as_ref().map(Field::entries).unwrap_or_default() {
            size += value.text().map_or(0, str::len);
            if let Some(must) = names::config_key(key) {
                check.refuse(&value, format!("the key `{}` must {must}", names::shortened(key)));
            }
        }
    }
    if size > MOST_DATA {
        check.refuse_beside(
            root,
            format!("its files must have at most {MOST_DATA} bytes together, not {size}"),
        );
    }
}
