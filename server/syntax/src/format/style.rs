//! The style that documents are formatted in: their own, where it shows.
//!
//! It counts what is there. What most of the lines do is taken for the style, and the rest follows.

use crate::layout::Layout;
use crate::{Node, NodeKind, SourceDocument};

/// The widest step that counts as one.
const MAX_STEP: u32 = 8;

/// How documents are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FormatStyle {
    /// How many columns a mapping is indented below its key.
    pub step: u32,
    /// How many columns the dashes of a list are indented below its key; zero where they stand below its first letter.
    pub list_offset: u32,
    /// Whether braces have blanks inside: `{ a: 1 }`.
    pub padded_braces: bool,
    /// Whether blanks at the ends of lines go.
    pub trims_lines: bool,
}

impl FormatStyle {
    /// The style of these documents. `step` counts where they have none, or no step that most of them agree on.
    pub fn of<'d>(documents: impl Iterator<Item = &'d SourceDocument>, step: u32) -> FormatStyle {
        let mut seen = Seen::default();
        for document in documents {
            let layout = Layout::new(document.text());
            document.nodes().for_each(|node| seen.look_at(layout, node));
        }
        let step = seen.steps.prevailing().unwrap_or(if (1..=MAX_STEP).contains(&step) { step } else { 2 });
        // Half a step is a style of its own, anything else an accident.
        let is_style = |offset: &u32| *offset == step || *offset == 2 && step > 2;
        let indented = seen.lists.prevailing().filter(is_style).unwrap_or(step);
        FormatStyle {
            step,
            list_offset: if seen.n_flush > seen.lists.total() { 0 } else { indented },
            padded_braces: seen.n_padded > 0 && seen.n_padded >= seen.n_bare,
            trims_lines: true,
        }
    }
}

#[derive(Default)]
struct Seen {
    steps: Columns,
    /// Lists whose dashes stand right of the key's first letter.
    lists: Columns,
    n_flush: usize,
    n_padded: usize,
    n_bare: usize,
}

impl Seen {
    fn look_at(&mut self, layout: Layout<'_>, node: Node<'_>) {
        if node.is_flow() {
            return self.look_at_brace(node);
        }
        // An alias would show the entries of its anchor once more.
        if node.kind() != NodeKind::Mapping {
            return;
        }
        for entry in node.entries().filter(|entry| !entry.value.is_flow()) {
            let (key, value) = (entry.key.start(), entry.value.inner_start());
            let offset = || layout.column(value).checked_sub(layout.column(key));
            match entry.value.kind() {
                NodeKind::Mapping => self.steps.count(offset()),
                NodeKind::Sequence => match offset() {
                    Some(0) => self.n_flush += 1,
                    offset => self.lists.count(offset),
                },
                NodeKind::Scalar | NodeKind::Alias | NodeKind::Missing | NodeKind::Template => {}
            }
        }
    }

    fn look_at_brace(&mut self, node: Node<'_>) {
        match node.raw().strip_prefix('{').map(str::as_bytes) {
            None | Some([b'\n' | b'\r' | b'}', ..] | [b' ', b'}', ..]) => {}
            Some([b' ' | b'\t', ..]) => self.n_padded += 1,
            Some(_) => self.n_bare += 1,
        }
    }
}

/// How often each number of columns has been seen.
#[derive(Default)]
struct Columns([usize; MAX_STEP as usize + 1]);

impl Columns {
    fn count(&mut self, columns: Option<u32>) {
        if let Some(count) = columns.filter(|it| *it > 0).and_then(|it| self.0.get_mut(it as usize)) {
            *count += 1;
        }
    }

    fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// The number that more than half of them have.
    fn prevailing(&self) -> Option<u32> {
        let most = (0..).zip(self.0).max_by_key(|(_, count)| *count)?;
        (most.1 * 2 > self.total()).then_some(most.0)
    }
}
