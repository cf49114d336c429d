//! The files of `schemas/`, embedded in the program, become kinds and platforms.
//!
//! The only user of `serde_yaml`. A file that cannot be read is left out and reported as a [`LoadError`];
//! a test keeps the list of those empty.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::embedded::FILES;
use crate::kind::{KindId, KindSchema, Role};
use crate::platform::Platform;
use crate::properties::PropertySchema;

mod legacy;
mod raw;

/// A mistake in our own files.
#[derive(Clone, Debug)]
pub(crate) struct LoadError {
    path: String,
    text: String,
}

impl LoadError {
    fn new(path: &str, text: impl fmt::Display) -> Self {
        LoadError { path: path.to_owned(), text: text.to_string() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "schemas/{}: {}", self.path, self.text)
    }
}

/// An API version and where its kinds are.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) group: String,
    pub(crate) number: String,
    /// Groups that the same kinds were in before.
    pub(crate) legacy_groups: Vec<String>,
    /// Old name of a kind → its name today.
    pub(crate) legacy_kinds: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct VersionsFile {
    versions: Vec<RawVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct RawVersion {
    api_version: String,
    folder: String,
    #[expect(dead_code, reason = "part of the format, shown in documentation only")]
    status: String,
    kinds: Vec<String>,
    #[serde(default)]
    legacy_groups: Vec<String>,
    #[serde(default)]
    legacy_kinds: BTreeMap<String, String>,
}

/// The text of one embedded file.
pub(crate) fn file(path: &str) -> Option<&'static str> {
    let at = FILES.binary_search_by_key(&path, |(it, _)| it).ok()?;
    FILES.get(at).map(|(_, text)| *text)
}

/// YAML text as a value of our own formats.
pub(crate) fn yaml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, LoadError> {
    serde_yaml::from_str(text).map_err(|it| LoadError::new(path, it))
}

/// All versions and kinds.
pub(crate) fn kinds() -> (Vec<Version>, Vec<KindSchema>, Vec<LoadError>) {
    let (mut versions, mut kinds, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let raw: Result<VersionsFile, _> = read("versions.yaml").and_then(|text| yaml("versions.yaml", text));
    for raw in raw.map_err(|it| errors.push(it)).map(|it| it.versions).unwrap_or_default() {
        let Some((group, version)) = raw.api_version.split_once('/') else { continue };
        let shared = schema(&format!("{}/defs.json", raw.folder)).map_err(|it| errors.push(it)).ok();
        for kind in &raw.kinds {
            let Ok(id) = u16::try_from(kinds.len()) else { break };
            let path = format!("{}/{kind}.json", raw.folder);
            match schema(&path).and_then(|it| bundle(&path, it, shared.as_ref())).and_then(|it| {
                let role = it.get("x-oam-role").and_then(Value::as_str).and_then(Role::from_name);
                role.map(|role| (role, it)).ok_or_else(|| LoadError::new(&path, "unknown `x-oam-role`"))
            }) {
                Ok((role, schema)) => {
                    kinds.push(KindSchema::new(KindId(id), (group, version, kind), role, schema));
                }
                Err(error) => errors.push(error),
            }
        }
        versions.push(Version {
            group: group.to_owned(),
            number: version.to_owned(),
            legacy_groups: raw.legacy_groups,
            legacy_kinds: raw.legacy_kinds,
        });
    }
    (versions, kinds, errors)
}

/// All platforms, sorted by name, each with the entries of the one it extends.
pub(crate) fn platforms() -> (Vec<Platform>, Vec<LoadError>) {
    let mut errors = Vec::new();
    let mut platforms: Vec<Platform> = Vec::new();
    let mut pending = raw::platforms(&mut errors);
    // A platform is finished as soon as the one it extends is; a circle leaves some unfinished.
    while let Some(at) = pending
        .iter()
        .position(|it| it.extends.as_ref().is_none_or(|base| platforms.iter().any(|done| done.name == *base)))
    {
        let raw = pending.swap_remove(at);
        let base = platforms.iter().find(|it| raw.extends.as_ref() == Some(&it.name));
        let platform = raw::finish(raw, base, &mut errors);
        platforms.push(platform);
    }
    for raw in pending {
        errors.push(LoadError::new(
            &format!("platforms/{}", raw.name),
            "extends a platform that does not exist",
        ));
    }
    platforms.sort_by(|a, b| a.name.cmp(&b.name));
    (platforms, errors)
}

/// The schema of `.oam-ls.yaml`.
pub(crate) fn config() -> PropertySchema {
    schema("config.schema.json").map_or_else(|_| PropertySchema::any(), PropertySchema::trusted)
}

fn read(path: &str) -> Result<&'static str, LoadError> {
    file(path).ok_or_else(|| LoadError::new(path, "no such file"))
}

fn schema(path: &str) -> Result<Value, LoadError> {
    serde_json::from_str(read(path)?).map_err(|it| LoadError::new(path, it))
}

/// Makes a kind's schema complete in itself: it gets the definitions of `defs.json`, and references to that
/// file become references within the schema.
fn bundle(path: &str, mut schema: Value, shared: Option<&Value>) -> Result<Value, LoadError> {
    relink(&mut schema);
    let shared = shared.and_then(|it| it.get("$defs")?.as_object()).cloned().unwrap_or_default();
    let Some(root) = schema.as_object_mut() else { return Err(LoadError::new(path, "not a mapping")) };
    let defs = root.entry("$defs").or_insert_with(|| Map::new().into());
    let Some(defs) = defs.as_object_mut() else {
        return Err(LoadError::new(path, "`$defs` is not a mapping"));
    };
    for (name, definition) in shared {
        if defs.insert(name.clone(), definition).is_some() {
            return Err(LoadError::new(path, format!("`{name}` is defined in `defs.json` too")));
        }
    }
    Ok(schema)
}

fn relink(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(relink),
        Value::Object(map) => {
            for (key, item) in map.iter_mut() {
                match item.as_str().and_then(|it| it.strip_prefix("defs.json#")) {
                    Some(target) if key == "$ref" => *item = format!("#{target}").into(),
                    _ => relink(item),
                }
            }
        }
        _ => {}
    }
}
