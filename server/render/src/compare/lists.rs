//! Which items of two lists belong together.
//!
//! Items of Kubernetes' lists have names, in one field or another: they are matched by the first field that tells the
//! items of both lists apart, and what is left over by the next such field, so that an item in another place, or a
//! renamed mount, is what it is; then what is equal but for that field. Items without such a field are matched by being equal, then by their place.
//!
//! The order of a list is a difference only where Kubernetes goes by it: not in the lists that it merges by key, and not
//! in those that are sets. `env` is one of the former, unless a value is made of variables before it (`$(NAME)`).

use std::collections::{HashMap, HashSet};

use oam_model::datum::{Data, Datum};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::compare::path::Step;
use crate::scalar::text;

/// Fields that name the items of lists, best first.
const NAMES: [&str; 7] = ["name", "mountPath", "containerPort", "port", "key", "host", "path"];

/// Lists whose order says nothing.
const UNORDERED: [&str; 17] = [
    "accessModes",
    "containers",
    "env",
    "finalizers",
    "hostAliases",
    "hosts",
    "imagePullSecrets",
    "metrics",
    "ownerReferences",
    "paths",
    "ports",
    "rules",
    "tls",
    "tolerations",
    "volumeClaimTemplates",
    "volumeMounts",
    "volumes",
];

/// How the items of two lists belong together.
pub(super) struct Pairing {
    /// Each item of both lists once.
    pub(super) pairs: Vec<Pair>,
    /// The names of the items in both orders, where they are others and that matters.
    pub(super) order: Option<(Vec<Datum>, Vec<Datum>)>,
}

/// Items that belong together, by position; an item alone where one side is missing.
pub(super) struct Pair {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    pub(super) step: Step,
}

/// How the items of the lists under a key belong together; `None` where the lists do not consist of mappings, so that
/// they are to be seen as a whole.
pub(super) fn pairs(list: &str, old: &[Datum], new: &[Datum]) -> Option<Pairing> {
    let is_mapping = |it: &Datum| matches!(it.data, Data::Mapping(_));
    if !old.iter().chain(new).all(is_mapping) {
        return None;
    }
    let mut free = Free { old: (0..old.len()).collect(), new: (0..new.len()).collect() };
    let mut pairs = Vec::new();
    for name in NAMES {
        let (Some(before), Some(after)) = (named(name, old, &free.old), named(name, new, &free.new)) else {
            continue;
        };
        for (value, position) in &before {
            if let Some(other) = after.get(value) {
                free.take(*position, *other);
                let step = Step::Item(name, value.clone());
                pairs.push(Pair { old: Some(*position), new: Some(*other), step });
            }
        }
    }
    let order = order(list, old, new, &pairs);
    if let Some(name) = naming(old, new) {
        renamed(name, old, new, &mut free, &mut pairs);
        free.singles(&mut pairs, |side, position| {
            let item = if side { new.get(position) } else { old.get(position) };
            let value = item.and_then(|it| it.get(name)).and_then(scalar);
            value.map_or(Step::Index(position), |it| Step::Item(name, it))
        });
    } else {
        unnamed(list, old, new, free, &mut pairs);
    }
    // As in the new list; what is gone comes behind.
    pairs.sort_by_key(|it| (it.new.unwrap_or(usize::MAX), it.old));
    Some(Pairing { pairs, order })
}

/// Whether two lists that do not consist of mappings are the same.
pub(super) fn is_same(list: &str, old: &[Datum], new: &[Datum]) -> bool {
    let texts = |side: &[Datum]| {
        let mut texts: Vec<String> = side.iter().map(canonical).collect();
        if is_unordered(list) {
            texts.sort();
        }
        texts
    };
    texts(old) == texts(new)
}

/// Items that have no partner yet.
struct Free {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Free {
    fn take(&mut self, old: usize, new: usize) {
        self.old.retain(|it| *it != old);
        self.new.retain(|it| *it != new);
    }

    /// Everything that is left has no partner.
    fn singles(self, pairs: &mut Vec<Pair>, step: impl Fn(bool, usize) -> Step) {
        pairs.extend(self.old.iter().map(|it| Pair { old: Some(*it), new: None, step: step(false, *it) }));
        pairs.extend(self.new.iter().map(|it| Pair { old: None, new: Some(*it), step: step(true, *it) }));
    }
}

/// Positions by the value of a field; `None` if an item lacks it or two have the same, or if there is no item.
fn named(name: &str, items: &[Datum], positions: &[usize]) -> Option<HashMap<String, usize>> {
    let mut found = HashMap::with_capacity(positions.len());
    for position in positions {
        let value = scalar(items.get(*position)?.get(name)?)?;
        if found.insert(value, *position).is_some() {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The first field that tells the items of both lists apart.
fn naming(old: &[Datum], new: &[Datum]) -> Option<&'static str> {
    let all = |items: &[Datum]| (0..items.len()).collect::<Vec<_>>();
    NAMES.into_iter().find(|it| named(it, old, &all(old)).is_some() && named(it, new, &all(new)).is_some())
}

/// What is equal but for the field that names it has another name.
fn renamed(name: &'static str, old: &[Datum], new: &[Datum], free: &mut Free, pairs: &mut Vec<Pair>) {
    let rest = |item: Option<&Datum>| match &item?.data {
        Data::Mapping(entries) => {
            let rest = entries.iter().filter(|(key, _)| key != name).cloned().collect();
            Some(canonical(&Datum::new(Data::Mapping(rest))))
        }
        _ => None,
    };
    for position in free.new.clone() {
        let item = new.get(position);
        let (Some(own), Some(value)) = (rest(item), item.and_then(|it| scalar(it.get(name)?))) else {
            continue;
        };
        let same = free.old.iter().copied().find(|it| rest(old.get(*it)).as_ref() == Some(&own));
        if let Some(same) = same {
            free.take(same, position);
            pairs.push(Pair { old: Some(same), new: Some(position), step: Step::Item(name, value) });
        }
    }
}

/// Equal items belong together, and what stands between the same neighbours does.
fn unnamed(list: &str, old: &[Datum], new: &[Datum], mut free: Free, pairs: &mut Vec<Pair>) {
    let pair = |old: usize, new: usize| Pair { old: Some(old), new: Some(new), step: Step::Index(new) };
    let texts = |items: &[Datum], positions: &[usize]| -> Vec<String> {
        positions.iter().filter_map(|it| items.get(*it)).map(canonical).collect()
    };
    if is_unordered(list) {
        let (before, after) = (texts(old, &free.old), texts(new, &free.new));
        let mut taken = HashSet::new();
        let equal: Vec<(usize, usize)> = before
            .iter()
            .enumerate()
            .filter_map(|(position, text)| {
                let mut others = after.iter().enumerate();
                let (other, _) = others.find(|(idx, it)| *it == text && !taken.contains(idx))?;
                taken.insert(other);
                Some((position, other))
            })
            .collect();
        for (before, after) in equal {
            free.take(before, after);
            pairs.push(pair(before, after));
        }
    }
    let ops = capture_diff_slices(Algorithm::Myers, &texts(old, &free.old), &texts(new, &free.new));
    let mut matched = Vec::new();
    for op in &ops {
        let (before, after) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. } | DiffOp::Replace { .. }) {
            let both = before.zip(after);
            matched.extend(both.filter_map(|(it, other)| Some((*free.old.get(it)?, *free.new.get(other)?))));
        }
    }
    for (before, after) in matched {
        free.take(before, after);
        pairs.push(pair(before, after));
    }
    free.singles(pairs, |_, position| Step::Index(position));
}

/// The names of matched items in both orders, where the orders differ and that matters.
fn order(list: &str, old: &[Datum], new: &[Datum], pairs: &[Pair]) -> Option<(Vec<Datum>, Vec<Datum>)> {
    let refers = |it: &Datum| it.get("value").and_then(Datum::as_str).is_some_and(|it| it.contains("$("));
    let goes_by_order = list == "env" && old.iter().chain(new).any(refers);
    if is_unordered(list) && !goes_by_order {
        return None;
    }
    let sorted = |by: fn(&Pair) -> Option<usize>| {
        let mut sorted: Vec<&Pair> = pairs.iter().collect();
        sorted.sort_by_key(|it| by(it));
        sorted.into_iter().filter_map(|it| match &it.step {
            Step::Item(_, value) => Some(Datum::new(value.as_str())),
            Step::Key(_) | Step::Index(_) => None,
        })
    };
    let (before, after): (Vec<Datum>, Vec<Datum>) =
        (sorted(|it| it.old).collect(), sorted(|it| it.new).collect());
    (before != after).then_some((before, after))
}

fn is_unordered(list: &str) -> bool {
    UNORDERED.contains(&list)
}

fn scalar(datum: &Datum) -> Option<String> {
    match &datum.data {
        Data::Sequence(_) | Data::Mapping(_) | Data::Null => None,
        _ => Some(text(datum)),
    }
}

/// The same text for the same data, whatever the order of keys.
fn canonical(datum: &Datum) -> String {
    match &datum.data {
        Data::Sequence(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Data::Mapping(entries) => {
            let key = |it: &str| serde_json::Value::from(it).to_string();
            let entries = entries.iter().filter(|(_, it)| !it.is_null());
            let mut parts: Vec<String> =
                entries.map(|(name, it)| format!("{}:{}", key(name), canonical(it))).collect();
            parts.sort();
            format!("{{{}}}", parts.join(","))
        }
        _ => datum.to_json().to_string(),
    }
}
