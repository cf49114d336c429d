//! The catalogue: kinds and platforms by name.
//!
//! Definitions found in the user's workspace are not in here: they are entries of the same types, kept by
//! whoever reads the workspace.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::entry::{ScopeEntry, TraitEntry, WorkloadEntry};
use crate::kind::{KindId, KindSchema};
use crate::load::{self, LoadError, Version};
use crate::platform::{ImplicitParameter, Platform};
use crate::properties::PropertySchema;

/// Everything known about OAM.
#[derive(Debug)]
pub struct Catalog {
    versions: Vec<Version>,
    kinds: Vec<KindSchema>,
    platforms: OnceLock<Vec<Platform>>,
    /// What the names of traits mean, by the name of the platform that is selected; under "" where none is.
    trait_names: OnceLock<HashMap<String, TraitNames>>,
    config: OnceLock<PropertySchema>,
    errors: Vec<LoadError>,
}

/// Traits by name and alias.
type TraitNames = HashMap<String, Vec<Arc<TraitEntry>>>;

static BUILTIN: LazyLock<Catalog> = LazyLock::new(|| {
    let (versions, kinds, errors) = load::kinds();
    let (platforms, trait_names, config) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
    Catalog { versions, kinds, platforms, trait_names, config, errors }
});

impl Catalog {
    /// The catalogue inside the program. Platforms are read when the first one is asked for.
    pub fn builtin() -> &'static Catalog {
        &BUILTIN
    }

    /// Everything wrong with the files of the catalogue; a test keeps it empty.
    pub fn load_errors(&self) -> Vec<String> {
        let platform_errors = load::platforms().1;
        self.errors.iter().chain(&platform_errors).map(ToString::to_string).collect()
    }

    /// The schema of `.oam-ls.yaml`.
    pub fn config_schema(&self) -> &PropertySchema {
        self.config.get_or_init(load::config)
    }

    // --- kinds

    /// All kinds, in reading order.
    pub fn kinds(&self) -> impl Iterator<Item = &KindSchema> {
        self.kinds.iter()
    }

    /// The kind with exactly this group, version and name.
    pub fn kind(&self, group: &str, version: &str, kind: &str) -> Option<&KindSchema> {
        self.kinds.iter().find(|it| it.kind == kind && it.group == group && it.version == version)
    }

    /// The kind an identifier stands for.
    pub fn kind_by_id(&self, id: KindId) -> Option<&KindSchema> {
        self.kinds.get(usize::from(id.0))
    }

    /// Today's kind for one of the time before the first release: an old group, an old kind name or both.
    ///
    /// Later versions have given some old names a new meaning (`Component`), so ask only for documents that
    /// do not claim one of those versions.
    pub fn legacy_kind(&self, group: &str, kind: &str) -> Option<&KindSchema> {
        self.versions.iter().find_map(|version| {
            let is_old_group = version.legacy_groups.iter().any(|it| it == group);
            if !is_old_group && version.group != group {
                return None;
            }
            match version.legacy_kinds.get(kind) {
                Some(canonical) => self.kind(&version.group, &version.number, canonical),
                None if is_old_group => self.kind(&version.group, &version.number, kind),
                None => None,
            }
        })
    }

    /// Whether documents of this API group are OAM documents.
    pub fn is_oam_group(&self, group: &str) -> bool {
        self.versions.iter().any(|it| it.group == group || it.legacy_groups.iter().any(|old| old == group))
    }

    // --- platforms

    /// All platforms, sorted by name.
    pub fn platforms(&self) -> impl Iterator<Item = &Platform> {
        self.platforms.get_or_init(|| load::platforms().0).iter()
    }

    /// The platform with this name.
    pub fn platform(&self, name: &str) -> Option<&Platform> {
        self.platforms().find(|it| it.name == name)
    }

    /// The platforms a selection stands for: the one that is named (none if nobody knows it), or all.
    /// Those that extend another come before those that do not, the reference implementation first of all.
    pub fn selected(&self, platform: Option<&str>) -> Vec<&Platform> {
        let mut selected: Vec<_> =
            self.platforms().filter(|it| platform.is_none_or(|name| name == it.name)).collect();
        selected.sort_by_key(|it| (it.extends.is_none(), !it.is_reference));
        selected
    }

    // --- entries

    /// The traits that `name` means, the most specific first; an entry shared by platforms comes once.
    pub fn traits_named(&self, platform: Option<&str>, name: &str) -> &[Arc<TraitEntry>] {
        let all = self.trait_names.get_or_init(|| {
            let selections = self.platforms().map(|it| Some(it.name.as_str())).chain([None]);
            selections.map(|it| (it.unwrap_or_default().to_owned(), self.trait_names(it))).collect()
        });
        let known = all.get(platform.unwrap_or_default()).and_then(|it| it.get(name));
        known.map_or(&[], Vec::as_slice)
    }

    /// What every name and alias of a trait means under a selection.
    fn trait_names(&self, platform: Option<&str>) -> TraitNames {
        let entries = self.selected(platform).into_iter().flat_map(|it| it.traits.values());
        let names = entries.flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
        names.map(|it| (it.clone(), self.meant_traits(platform, it))).collect()
    }

    fn meant_traits(&self, platform: Option<&str>, name: &str) -> Vec<Arc<TraitEntry>> {
        let mut found: Vec<&Arc<TraitEntry>> = Vec::new();
        for entry in self.selected(platform).into_iter().filter_map(|it| it.trait_named(name)) {
            if !found.iter().any(|it| Arc::ptr_eq(it, entry)) {
                found.push(entry);
            }
        }
        // With all platforms selected, the first of them may merely have taken over an entry.
        found.sort_by_key(|it| self.platform(&it.platform).is_some_and(|owner| owner.extends.is_none()));
        found.into_iter().map(Arc::clone).collect()
    }

    /// All traits, one for each name, sorted by name.
    pub fn traits(&self, platform: Option<&str>) -> Vec<&Arc<TraitEntry>> {
        unique(self.selected(platform).into_iter().flat_map(|it| it.traits.values()), |it| &it.name)
    }

    /// The workload type that `gvk` means.
    pub fn workload(&self, platform: Option<&str>, gvk: &str) -> Option<&Arc<WorkloadEntry>> {
        self.selected(platform).into_iter().find_map(|it| it.workload_named(gvk))
    }

    /// All workload types, sorted by name.
    pub fn workloads(&self, platform: Option<&str>) -> Vec<&Arc<WorkloadEntry>> {
        unique(self.selected(platform).into_iter().flat_map(|it| it.workloads.values()), |it| &it.name)
    }

    /// The scope type that `type_name` means.
    pub fn scope(&self, platform: Option<&str>, type_name: &str) -> Option<&Arc<ScopeEntry>> {
        self.selected(platform).into_iter().find_map(|it| it.scope_named(type_name))
    }

    /// All scope types, sorted by name.
    pub fn scopes(&self, platform: Option<&str>) -> Vec<&Arc<ScopeEntry>> {
        unique(self.selected(platform).into_iter().flat_map(|it| it.scopes.values()), |it| &it.name)
    }

    /// The parameter that a selected platform understands under this name without a declaration.
    pub fn implicit_parameter(&self, platform: Option<&str>, name: &str) -> Option<&ImplicitParameter> {
        self.selected(platform).into_iter().find_map(|it| it.implicit_parameter(name))
    }
}

/// One entry for each name, sorted by name; the first one met wins, so specific platforms come first.
fn unique<'c, T>(
    entries: impl Iterator<Item = &'c Arc<T>>,
    name: impl Fn(&'c T) -> &'c String,
) -> Vec<&'c Arc<T>> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|it| name(it));
    entries.dedup_by_key(|it| name(it));
    entries
}
