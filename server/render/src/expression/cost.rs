//! How much work and memory an expression can take at most, before it is evaluated.
//!
//! CEL always ends, but loops within loops, and loops that make text longer, multiply. The bound is rough: what people write
//! stays far below any limit, what multiplies on purpose is far above it. Only the data that an expression mentions counts.

use cel::common::ast::{Expr, LiteralValue};
use cel::parser::Expression as Tree;
use oam_model::datum::{Data, Datum};

use super::walk;

/// How large the data is that expressions read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent {
    /// Bytes of text, and one for each other value.
    size: u64,
    /// The longest list or mapping.
    longest: u64,
}

impl Extent {
    /// Counts some data in.
    pub(crate) fn add(&mut self, datum: &Datum) {
        self.size = self.size.saturating_add(1);
        match &datum.data {
            Data::String(it) => self.size = self.size.saturating_add(count(it.len())),
            Data::Sequence(items) => {
                self.longest = self.longest.max(count(items.len()));
                for it in items {
                    self.add(it);
                }
            }
            Data::Mapping(entries) => {
                self.longest = self.longest.max(count(entries.len()));
                for (key, it) in entries {
                    self.size = self.size.saturating_add(count(key.len()));
                    self.add(it);
                }
            }
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) => {}
        }
    }
}

/// The most that an expression can read and make of data so large, in the units of [`Extent`].
pub(super) fn work(tree: &Tree, extent: Extent) -> u64 {
    let (mut loops, mut sums, mut literals, mut longest) = (0_u32, 0_u64, 0_u64, extent.longest.max(1));
    let mut growing: Vec<Option<u64>> = Vec::new();
    walk(tree, &mut |it| match &it.expr {
        Expr::Comprehension(_) => loops += 1,
        Expr::Call(it) => match it.func_name.as_str() {
            "_+_" => sums += 1,
            "split" => longest = longest.max(extent.size),
            // What is put in can be longer than what it is put in for.
            "replace" => growing.push(it.args.get(1).and_then(literal)),
            "join" => growing.push(it.args.first().map_or(Some(1), literal)),
            _ => {}
        },
        Expr::List(it) => longest = longest.max(count(it.elements.len())),
        _ => literals = literals.saturating_add(literal(it).unwrap_or(1)),
    });
    let size = extent.size.saturating_add(literals);
    // The loops of `map` and `filter` have a sum of their own.
    let factor = sums.saturating_sub(u64::from(loops)).saturating_add(1);
    let one_loop = longest.saturating_mul(factor);
    let grown =
        growing.into_iter().fold(size.saturating_mul(factor), |it, by| it.saturating_mul(by.unwrap_or(size)));
    grown.saturating_mul(one_loop.saturating_pow(loops))
}

/// How long text is that stands in the expression itself.
fn literal(tree: &Tree) -> Option<u64> {
    match &tree.expr {
        Expr::Literal(LiteralValue::String(it)) => Some(count(it.inner().len()).max(1)),
        _ => None,
    }
}

fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::Expression;
    use super::*;

    fn of(source: &str, size: u64, longest: u64) -> u64 {
        Expression::read(source).map_or(u64::MAX, |it| it.work(Extent { size, longest }))
    }

    #[test]
    fn what_people_write_is_cheap() {
        for source in [
            "properties.size",
            "properties.size > 3 ? 'large' : 'small'",
            "component.ports.map(it, it.containerPort)",
            "properties.hosts.split(',').map(it, it.trim()).filter(it, it != '')",
            "properties.name.replace('_', '-') + '-' + instance.name",
        ] {
            let work = of(source, 200, 20);
            assert!(work < 1 << 24, "{source}: {work}");
        }
    }

    #[test]
    fn what_multiplies_is_dear() {
        for source in [
            "[1,2,3,4,5,6,7,8,9,10].map(a, [1,2,3,4,5,6,7,8,9,10].map(b, [1,2,3,4,5,6,7,8,9,10].map(c, [1,2,3,4,5,6,7,8,9,10].map(d, [1,2,3,4,5,6,7,8,9,10].map(e, a + b + c + d + e)))))",
            "[p].map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a)",
            "p.replace('', p).replace('', p).replace('', p)",
        ] {
            let work = of(source, 2_000, 20);
            assert!(work > 1 << 28, "{source}: {work}");
        }
    }
}
