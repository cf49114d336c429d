//! Refactorings: changes that somebody asks for where nothing has to be wrong.
//!
//! One table of them, one file each. What is offered at a place is found out cheaply; the edits are worked out when somebody
//! takes the offer. All but those that add what is missing leave the manifests of all applications as they are on a cluster of
//! today; on the reference controller, those about parameters and files do.
//!
//! The trap: in a broken text the tree is a guess, so nothing is offered there.

use std::cell::OnceCell;

use oam_model::workspace::{Change, Workspace};
use oam_syntax::edit::{Edit, apply_edits};
use oam_syntax::{Offset, SourceText};

use super::{
    add_missing, convert, create_component, create_name, extract_parameter, extract_variable,
    inline_variable, move_document,
};
use crate::context::DocumentContext;
use crate::diagnostics::diagnostics;
use crate::finding::{Finding, Severity};
use crate::position::{FileEdit, FilePosition, FileSpan};

/// A refactoring that is possible at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refactoring {
    /// Its name, by which it is asked for again.
    pub name: &'static str,
    /// What it does, as a command.
    pub title: String,
    /// What sort of refactoring it is.
    pub kind: RefactoringKind,
}

/// The sorts of refactorings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefactoringKind {
    /// Gives a value a name.
    Extract,
    /// Puts a value in the place of its name.
    Inline,
    /// Moves something elsewhere.
    Move,
    /// Writes the same in another way.
    Rewrite,
    /// Mends a finding.
    QuickFix,
}

/// What the caller can do with the result.
#[derive(Clone, Copy, Debug)]
pub struct RefactorConfig {
    /// Whether new files can be made.
    pub creates_files: bool,
}

/// What a refactoring changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refactored {
    /// Edits of files that are there, none overlapping another.
    pub edits: Vec<FileEdit>,
    /// A file that is to be made; no file of the workspace has its path.
    pub new_file: Option<NewFile>,
}

/// A file that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name; it stands beside the file that was asked about.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// A place at which a refactoring is asked for.
pub(super) struct Spot<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) ctx: DocumentContext<'w>,
    /// The start of the place, local to the document.
    pub(super) at: Offset,
    /// The whole place.
    pub(super) place: FileSpan,
    findings: OnceCell<Vec<Finding>>,
}

/// A refactoring of the table.
struct Entry {
    name: &'static str,
    kind: RefactoringKind,
    makes_file: bool,
    /// What it would do, if it is possible.
    title: fn(&Spot<'_>) -> Option<String>,
    apply: fn(&Spot<'_>) -> Option<Refactored>,
}

/// All of them, in the order in which they are offered.
const TABLE: [Entry; 11] = [
    Entry {
        name: "create-component",
        kind: RefactoringKind::QuickFix,
        makes_file: false,
        title: create_component::title_here,
        apply: create_component::apply_here,
    },
    Entry {
        name: "create-component-file",
        kind: RefactoringKind::QuickFix,
        makes_file: true,
        title: create_component::title_in_file,
        apply: create_component::apply_in_file,
    },
    Entry {
        name: "create-parameter",
        kind: RefactoringKind::QuickFix,
        makes_file: false,
        title: create_name::parameter_title,
        apply: create_name::parameter,
    },
    Entry {
        name: "create-variable",
        kind: RefactoringKind::QuickFix,
        makes_file: false,
        title: create_name::variable_title,
        apply: create_name::variable,
    },
    Entry {
        name: "add-missing",
        kind: RefactoringKind::QuickFix,
        makes_file: false,
        title: add_missing::title,
        apply: add_missing::apply,
    },
    Entry {
        name: "extract-parameter",
        kind: RefactoringKind::Extract,
        makes_file: false,
        title: extract_parameter::title,
        apply: extract_parameter::apply,
    },
    Entry {
        name: "extract-variable",
        kind: RefactoringKind::Extract,
        makes_file: false,
        title: extract_variable::title_one,
        apply: extract_variable::apply_one,
    },
    Entry {
        name: "extract-variable-everywhere",
        kind: RefactoringKind::Extract,
        makes_file: false,
        title: extract_variable::title_all,
        apply: extract_variable::apply_all,
    },
    Entry {
        name: "inline-variable",
        kind: RefactoringKind::Inline,
        makes_file: false,
        title: inline_variable::title,
        apply: inline_variable::apply,
    },
    Entry {
        name: "move-document",
        kind: RefactoringKind::Move,
        makes_file: true,
        title: move_document::title,
        apply: move_document::apply,
    },
    Entry {
        name: "convert-dialect",
        kind: RefactoringKind::Rewrite,
        makes_file: false,
        title: convert::title,
        apply: convert::apply,
    },
];

/// What is possible at a place.
pub fn refactorings(workspace: &Workspace, at: FileSpan, config: RefactorConfig) -> Vec<Refactoring> {
    let Some(spot) = Spot::new(workspace, at) else { return Vec::new() };
    let entries = TABLE.iter().filter(|it| config.creates_files || !it.makes_file);
    entries
        .filter_map(|it| Some(Refactoring { name: it.name, title: (it.title)(&spot)?, kind: it.kind }))
        .collect()
}

/// What the refactoring of a name changes at a place; nothing where it is not possible.
pub fn refactor(
    workspace: &Workspace,
    at: FileSpan,
    name: &str,
    config: RefactorConfig,
) -> Option<Refactored> {
    let entry = TABLE.iter().find(|it| it.name == name && (config.creates_files || !it.makes_file))?;
    let spot = Spot::new(workspace, at)?;
    (entry.title)(&spot)?;
    let mut done = (entry.apply)(&spot)?;
    done.edits.sort_by_key(|it| (it.file, it.span));
    (!done.edits.is_empty() || done.new_file.is_some()).then_some(done)
}

impl<'w> Spot<'w> {
    fn new(workspace: &'w Workspace, place: FileSpan) -> Option<Self> {
        let start = FilePosition { file: place.file, offset: place.span.start };
        let (ctx, at) = DocumentContext::at(workspace, start)?;
        (ctx.object.is_some() && ctx.source.errors().is_empty()).then(|| Self {
            workspace,
            ctx,
            at,
            place,
            findings: OnceCell::new(),
        })
    }

    /// Edits of the document as edits of its file.
    pub(super) fn refactored(&self, edits: Vec<Edit>) -> Refactored {
        let in_file =
            |it: Edit| FileEdit { file: self.place.file, span: self.ctx.in_file(it.span), text: it.text };
        Refactored { edits: edits.into_iter().map(in_file).collect(), new_file: None }
    }

    /// What is found in the file, looked for once.
    pub(super) fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| diagnostics(self.workspace, self.place.file))
    }

    /// Whether edits of the file bring an error that nobody finds now.
    pub(super) fn brings_errors(&self, done: &Refactored) -> bool {
        let Some(file) = self.workspace.file(self.place.file) else { return true };
        let edits = done.edits.iter().map(|it| Edit { span: it.span, text: it.text.clone() });
        let text = apply_edits(&file.text().text(), &edits.collect::<Vec<_>>());
        let change = Change { file: file.id(), path: file.path().into(), text: Some(SourceText::new(&text)) };
        let errors = |found: &[Finding]| -> Vec<&'static str> {
            found.iter().filter(|it| it.severity == Severity::Error).map(|it| it.rule).collect()
        };
        let mut known = errors(self.findings());
        let after = diagnostics(&self.workspace.with([change]), self.place.file);
        errors(&after).into_iter().any(|it| {
            let place = known.iter().position(|rule| *rule == it);
            place.map(|it| known.remove(it)).is_none()
        })
    }

    /// Whether no file stands beside the one that was asked about under this name. In other case counts: some disks do not
    /// tell them apart.
    pub(super) fn is_free_file(&self, name: &str) -> bool {
        let Some(path) = self.workspace.file(self.place.file).map(|it| it.path()) else { return false };
        let folder = path.rfind(['/', '\\']).and_then(|it| path.get(..=it)).unwrap_or_default();
        let wanted = format!("{folder}{name}").to_lowercase();
        !self.workspace.files().any(|it| it.path().to_lowercase() == wanted)
    }

    /// The name of a file of its own for an object, if one of that name can be made.
    pub(super) fn new_file_name(&self, object: &str) -> Option<String> {
        let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
        let path = self.workspace.file(self.place.file)?.path();
        let suffix = if path.to_lowercase().ends_with(".yml") { "yml" } else { "yaml" };
        let name = format!("{object}.{suffix}");
        let is_good = !object.is_empty() && !object.starts_with('.') && object.chars().all(is_plain);
        (is_good && object.len() < 200 && self.is_free_file(&name)).then_some(name)
    }
}
