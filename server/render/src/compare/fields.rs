//! Two objects → the fields that are different.
//!
//! A field that is `null`, and a list without items, count as not there: to Kubernetes they are the same. It does not
//! know which items of lists belong together; see `lists`.

use oam_model::datum::{Data, Datum, Origin};

use crate::compare::lists::{self, Pair};
use crate::compare::path::{Path, Step};
use crate::compare::{Change, FieldChange, FieldEvent};
use crate::quantity;
use crate::scalar::text;

/// The fields that are different, in the order of the new object.
pub(super) fn differences(old: &Datum, new: &Datum) -> Vec<FieldChange> {
    let mut walk = Walk { path: Path::default(), changes: Vec::new() };
    walk.field(Some(old), Some(new), (None, None));
    walk.changes
}

/// The nearest origins around a field, old and new.
type Around<'a> = (Option<&'a Origin>, Option<&'a Origin>);

struct Walk {
    path: Path,
    changes: Vec<FieldChange>,
}

impl Walk {
    fn field<'a>(&mut self, old: Option<&'a Datum>, new: Option<&'a Datum>, around: Around<'a>) {
        let (old, new) = (old.filter(|it| is_there(it)), new.filter(|it| is_there(it)));
        let change = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (Some(before), Some(after)) => {
                let around = (before.origin.as_ref().or(around.0), after.origin.as_ref().or(around.1));
                match (&before.data, &after.data) {
                    (Data::Mapping(before), Data::Mapping(after)) => {
                        return self.mapping(before, after, around);
                    }
                    (Data::Sequence(before), Data::Sequence(after)) => {
                        return self.list(before, after, around);
                    }
                    _ if self.is_same_scalar(before, after) => return,
                    _ => Change::Changed,
                }
            }
        };
        self.changes.push(FieldChange {
            change: FieldEvent::Is(change),
            path: self.path.to_string(),
            old: old.map(|it| located(it, around.0)),
            new: new.map(|it| located(it, around.1)),
        });
    }

    fn mapping<'a>(&mut self, old: &'a [(String, Datum)], new: &'a [(String, Datum)], around: Around<'a>) {
        let get = |side: &'a [(String, Datum)], key: &str| {
            side.iter().find(|(name, _)| name == key).map(|(_, it)| it)
        };
        let gone = old.iter().filter(|(key, _)| get(new, key).is_none());
        for (key, _) in new.iter().chain(gone) {
            let (before, after) = (get(old, key), get(new, key));
            let step = Step::Key(key.clone());
            self.enter(step, |walk| walk.field(before, after, around));
        }
    }

    fn list<'a>(&mut self, old: &'a [Datum], new: &'a [Datum], around: Around<'a>) {
        let Some(pairing) = lists::pairs(self.path.name(), old, new) else {
            if !lists::is_same(self.path.name(), old, new) {
                self.whole_list(FieldEvent::Is(Change::Changed), (old.to_vec(), new.to_vec()), around);
            }
            return;
        };
        for Pair { old: before, new: after, step } in pairing.pairs {
            let (before, after) = (before.and_then(|it| old.get(it)), after.and_then(|it| new.get(it)));
            self.enter(step, |walk| walk.field(before, after, around));
        }
        if let Some(order) = pairing.order {
            self.whole_list(FieldEvent::Reordered, order, around);
        }
    }

    fn whole_list(&mut self, change: FieldEvent, (old, new): (Vec<Datum>, Vec<Datum>), around: Around<'_>) {
        self.changes.push(FieldChange {
            change,
            path: self.path.to_string(),
            old: Some(located(&Datum::new(old), around.0)),
            new: Some(located(&Datum::new(new), around.1)),
        });
    }

    fn enter(&mut self, step: Step, call: impl FnOnce(&mut Self)) {
        self.path.push(step);
        call(self);
        self.path.pop();
    }

    fn is_same_scalar(&self, old: &Datum, new: &Datum) -> bool {
        if old.data == new.data {
            return true;
        }
        match (&old.data, &new.data) {
            (Data::Int(int), Data::Float(float)) | (Data::Float(float), Data::Int(int)) => {
                int.to_string() == float.to_string()
            }
            _ if self.path.is_quantity() => {
                let (old, new) = (quantity::value(&text(old)), quantity::value(&text(new)));
                matches!((old, new), (Some(old), Some(new)) if is_same_number(old, new))
            }
            _ => false,
        }
    }
}

/// Numbers that differ by no more than their notation: `100m` is a product, `0.1` is not.
fn is_same_number(old: f64, new: f64) -> bool {
    (old - new).abs() <= f64::EPSILON * 4.0 * old.abs().max(new.abs())
}

fn is_there(datum: &Datum) -> bool {
    !matches!(&datum.data, Data::Null) && !matches!(&datum.data, Data::Sequence(it) if it.is_empty())
}

/// The data with the nearest origin: its own, that of a part of it, or that of what is around it.
fn located(datum: &Datum, around: Option<&Origin>) -> Datum {
    let origin = first_origin(datum).or(around).cloned();
    datum.clone().with_origin(origin)
}

fn first_origin(datum: &Datum) -> Option<&Origin> {
    let own = datum.origin.as_ref();
    own.or_else(|| match &datum.data {
        Data::Sequence(items) => items.iter().find_map(first_origin),
        Data::Mapping(entries) => entries.iter().find_map(|(_, it)| first_origin(it)),
        _ => None,
    })
}
