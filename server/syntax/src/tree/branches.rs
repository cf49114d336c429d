//! What lines for a template engine, and marks of a merge conflict, do to the tree around them.
//!
//! Lines that begin and end something (`{{ if }}`, `{{ else }}`, `{% endfor %}`, `<<<<<<<`) cut the text into branches; two
//! branches of one beginning never exist together, and what stands in a branch may not exist at all. Other lines
//! (`{{ include "labels" . | nindent 4 }}`) write text that nobody can see. Collections of which something may be missing or
//! unseen are open.
//!
//! The trap: what is written with a hole in the middle of a line is no line of this kind; see [`crate::tree::NodeKind::Template`].

use super::{NodeId, NodeKind, Tree};
use crate::text::Span;

/// A line that holds nothing but an instruction to a template engine, or a mark of a merge conflict.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EngineLine {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) role: Role,
}

impl EngineLine {
    /// Whether it certainly is no part of the text above it.
    pub(crate) fn is_instruction(self) -> bool {
        !matches!(self.role, Role::Content(_))
    }
}

/// What such a line does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Begins a branch.
    Begin,
    /// Ends a branch and begins its alternative.
    Else,
    /// Ends a branch.
    End,
    /// Writes nothing: a comment, an assignment.
    Nothing,
    /// Writes text that nobody can see, at the given column if that is known.
    Content(usize),
}

/// A stretch of text that exists only sometimes; never together with other branches of its group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Branch {
    pub(crate) group: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What the text of a line's only instruction, without its brackets, does.
pub(crate) fn role(instruction: &str, column: usize) -> Role {
    let text = instruction.trim_start_matches(['-', '~', '+']).trim_start();
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match word {
        "if" | "with" | "range" | "for" | "define" | "block" | "unless" | "macro" | "filter" | "raw" => {
            Role::Begin
        }
        "else" | "elif" | "elsif" => Role::Else,
        _ if word.starts_with("end") => Role::End,
        "set" | "break" | "continue" | "import" | "from" => Role::Nothing,
        "" if text.starts_with("/*") || text.is_empty() => Role::Nothing,
        "" if text.starts_with('$') && assigns(text) => Role::Nothing,
        _ => Role::Content(indent(text).unwrap_or(column)),
    }
}

/// Whether it is `$x := …` or `$x = …`.
fn assigns(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c == '$' || c == '_' || c.is_alphanumeric()).trim_start();
    name.starts_with(":=") || name.starts_with('=') && !name.starts_with("==")
}

/// The column that `indent 4` and `nindent 4` ask for.
fn indent(text: &str) -> Option<usize> {
    let (_, behind) = text.rsplit_once("indent ").or_else(|| text.rsplit_once("indent("))?;
    let behind = behind.trim_start();
    let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    behind.get(..digits)?.parse().ok()
}

/// The branches that lines make of a text, outer ones before inner ones.
pub(crate) fn branches(lines: &[EngineLine], text_end: usize) -> Vec<Branch> {
    let mut found: Vec<Branch> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut groups = 0;
    for line in lines {
        if matches!(line.role, Role::Else | Role::End)
            && let Some(branch) = open.pop().and_then(|it| found.get_mut(it))
        {
            branch.end = line.start;
            if line.role == Role::Else {
                let group = branch.group;
                open.push(found.len());
                found.push(Branch { group, start: line.end, end: text_end });
            }
        } else if line.role == Role::Begin {
            groups += 1;
            open.push(found.len());
            found.push(Branch { group: groups, start: line.end, end: text_end });
        }
    }
    found
}

impl Tree {
    /// Works out which collections are open because of the lines for a template engine.
    pub(crate) fn settle_engine_lines(&mut self, text: &str, lines: &[EngineLine]) {
        if lines.is_empty() {
            return;
        }
        self.branches = branches(lines, text.len());
        let mut nodes: Vec<(u32, NodeId)> =
            (0..self.len()).map(NodeId::new).map(|it| (self.data(it).start, it)).collect();
        nodes.sort_unstable();
        let mut open = Vec::new();
        self.open_by_branches(&nodes, &mut open);
        let leaves: Vec<NodeId> =
            nodes.iter().map(|it| it.1).filter(|it| self.data(*it).first.is_none()).collect();
        for line in lines {
            if let Role::Content(column) = line.role {
                self.open_by_content(text, &leaves, *line, column, &mut open);
            }
        }
        open.sort_unstable();
        open.dedup();
        self.open = open;
    }

    /// Collections that reach out of a branch in which one of their parts stands.
    fn open_by_branches(&self, nodes: &[(u32, NodeId)], open: &mut Vec<NodeId>) {
        let mut next = self.branches.iter().peekable();
        let mut around: Vec<Branch> = Vec::new();
        for (start, id) in nodes {
            let start = *start as usize;
            while let Some(branch) = next.next_if(|it| it.start <= start) {
                around.push(*branch);
            }
            while around.last().is_some_and(|it| it.end <= start) {
                around.pop();
            }
            let Some(branch) = around.last() else { continue };
            let Some(parent) = self.data(*id).parent.map(NodeId::from) else { continue };
            let data = self.data(parent);
            let is_value = data.position % 2 == 1
                && data.parent.is_some_and(|it| self.data(it.into()).shape.kind() == NodeKind::Mapping);
            let key = data.previous.filter(|_| is_value).map(|it| self.data(it.into()).start);
            let begins = key.unwrap_or(data.start) as usize;
            if begins < branch.start || data.end as usize > branch.end {
                open.push(parent);
            }
        }
    }

    /// Collections into which a line may write, and the value that it may be.
    fn open_by_content(
        &self,
        text: &str,
        leaves: &[NodeId],
        line: EngineLine,
        column: usize,
        open: &mut Vec<NodeId>,
    ) {
        let split = leaves.partition_point(|it| (self.data(*it).start as usize) < line.start);
        let before = split.checked_sub(1).and_then(|it| leaves.get(it)).copied();
        let after = leaves.get(split).copied();
        let (above, below) = (self.collections(before), self.collections(after));
        let is_shared =
            |it: &NodeId| before.is_some() && after.is_some() && above.contains(it) && below.contains(it);
        // Beyond the innermost collection that both neighbours are in, nothing can be written here.
        let innermost = above.iter().find(|it| is_shared(it)).copied();
        let within = |list: &[NodeId]| -> Vec<NodeId> {
            let end = list.iter().position(|it| Some(*it) == innermost).map_or(list.len(), |it| it + 1);
            list.get(..end).unwrap_or_default().to_vec()
        };
        let mut candidates = within(&above);
        candidates.extend(within(&below));
        let filled = before.filter(|it| self.data(*it).shape.kind() == NodeKind::Missing);
        open.extend(filled);
        let at_column: Vec<_> =
            candidates.iter().copied().filter(|it| self.column(text, *it) == column).collect();
        if !at_column.is_empty() {
            open.extend(at_column);
        } else if filled.is_none() {
            open.extend(candidates);
        }
    }

    /// The collections around a node, inner ones first.
    fn collections(&self, node: Option<NodeId>) -> Vec<NodeId> {
        let parent = |it: &NodeId| self.data(*it).parent.map(NodeId::from);
        std::iter::successors(node.as_ref().and_then(parent), parent).collect()
    }

    fn column(&self, text: &str, node: NodeId) -> usize {
        let start = self.data(node).start as usize;
        let before = text.as_bytes().get(..start).unwrap_or_default();
        start - memchr::memrchr2(b'\n', b'\r', before).map_or(0, |it| it + 1)
    }

    /// Whether two places stand in different branches of one beginning, so that never both exist.
    pub(crate) fn are_exclusive(&self, one: Span, other: Span) -> bool {
        let group_of = |at: Span, group: u32| {
            let inside = |it: &&Branch| it.group == group && (it.start..it.end).contains(&at.start.index());
            self.branches.iter().find(inside).map(|it| it.start)
        };
        let around = |it: &&Branch| (it.start..it.end).contains(&one.start.index());
        self.branches
            .iter()
            .filter(around)
            .any(|it| group_of(other, it.group).is_some_and(|start| start != it.start))
    }
}
