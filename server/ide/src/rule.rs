//! What a rule is: its metadata and documentation in one declaration, its check a function of a [`RuleContext`].
//!
//! Rules read objects of the model and report places of their own document; level, suppression and order are the
//! framework's business (`diagnostics`). Three answers exist: yes, no, and "cannot know" — the last is silence.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use oam_catalog::Catalog;
use oam_model::object::{Application, Component, Object};
use oam_model::value::Value;
use oam_model::workspace::{DocumentId, Level, Workspace};
use oam_syntax::edit::Edit;
use oam_syntax::{SourceDocument, Span};

use crate::finding::{Finding, Fix, Reach, Related, Severity, Tag};
use crate::places::{KnownPlace, known_places};
use crate::position::{FileEdit, FileSpan};
use crate::schema_problems::{LocatedProblem, schema_problems};
use crate::suppressions::Judged;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, the offence: it reads well after "allow".
    pub id: &'static str,
    /// How bad its findings are unless platform or settings say otherwise.
    pub level: Severity,
    /// What it is about.
    pub group: Group,
    /// Since which release.
    pub since: &'static str,
    /// Whether it can mend what it finds.
    pub fix: FixKind,
    /// Its page, in Markdown; the first paragraph is the summary.
    pub docs: &'static str,
    /// The check, run once for each OAM document.
    pub(crate) check: fn(&RuleContext<'_>, &mut Findings<'_>),
}

/// What rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The text is not YAML, or not the shape its kind asks for.
    Schema,
    /// Older spellings.
    Dialect,
    /// Names that point at something.
    References,
    /// Parameters and variables.
    Parameters,
    /// What fits which workload.
    Workload,
    /// What works on one platform and not on another.
    Portability,
    /// What works, and is a bad idea.
    Practice,
}

/// Whether a rule can mend what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// It cannot.
    None,
    /// Sometimes, and then safely.
    Safe,
    /// Sometimes, and the author must look.
    Unsafe,
}

/// What a check may look at: one document, and the workspace around it.
pub(crate) struct RuleContext<'w> {
    pub(crate) workspace: &'w Workspace,
    pub(crate) document: DocumentId,
    pub(crate) source: &'w SourceDocument,
    pub(crate) object: &'w Object,
    /// The comments that switch rules off, for the rules about them; empty for all others.
    pub(crate) suppressions: Vec<Judged>,
    contents: &'w Contents,
    problems: OnceCell<Vec<LocatedProblem>>,
    places: OnceCell<Vec<KnownPlace<'w>>>,
}

/// All that a document holds, once it was read.
#[derive(Debug, Default)]
pub(crate) struct Contents(OnceCell<Option<Value>>);

/// Where a check puts what it finds.
pub(crate) struct Findings<'w> {
    subject: Subject<'w>,
    list: Vec<Finding>,
}

/// What findings are about.
#[derive(Clone, Copy)]
struct Subject<'w> {
    workspace: &'w Workspace,
    document: DocumentId,
    source: &'w SourceDocument,
}

/// A finding in the making.
pub(crate) struct Report<'f> {
    subject: Subject<'f>,
    finding: &'f mut Finding,
}

/// Declares a rule. The doc comment is the rule's page: what, why, and examples that the tests run.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:expr])*
        $vis:vis static $name:ident = {
            id: $id:literal, level: $level:ident, group: $group:ident, since: $since:literal, fix: $fix:ident, check: $check:expr $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        $vis static $name: $crate::rule::Rule = $crate::rule::Rule {
            id: $id,
            level: $crate::finding::Severity::$level,
            group: $crate::rule::Group::$group,
            since: $since,
            fix: $crate::rule::FixKind::$fix,
            docs: concat!($($doc, "\n"),*),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;

impl Rule {
    /// The first paragraph of its page.
    pub fn summary(&self) -> String {
        let paragraph = self.docs.trim().split("\n\n").next().unwrap_or_default();
        paragraph.lines().map(str::trim).collect::<Vec<_>>().join(" ")
    }

    /// Its page without the indentation of the source.
    pub fn page(&self) -> String {
        self.docs
            .lines()
            .map(|it| it.strip_prefix(' ').unwrap_or(it))
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_owned()
    }

    /// The level that settings or the platform give it, in that order; `None` where neither says anything.
    ///
    /// Without a platform, what is fine on any of them may be fine here: such a rule is silent, unless it is about
    /// something that the reference controller refuses.
    pub(crate) fn configured_level(&self, workspace: &Workspace) -> Option<Level> {
        let configured = workspace.settings().levels.get(self.id).copied();
        configured.or_else(|| match workspace.platform() {
            Some(name) => level(workspace.catalog().platform(name)?.rules.get(self.id)?),
            None => (self.level != Severity::Error && OFF_SOMEWHERE.contains(self.id)).then_some(Level::Off),
        })
    }
}

/// Rules that some platform switches off. Asked for every rule and document, so it is worked out once.
static OFF_SOMEWHERE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rules = Catalog::builtin().platforms().flat_map(|it| &it.rules);
    rules.filter(|(_, word)| level(word) == Some(Level::Off)).map(|(id, _)| id.as_str()).collect()
});

/// The level of a word, as settings and platform files write it.
pub(crate) fn level(word: &str) -> Option<Level> {
    Some(match word {
        "off" => Level::Off,
        "hint" => Level::Hint,
        "info" => Level::Info,
        "warning" => Level::Warning,
        "error" => Level::Error,
        _ => return None,
    })
}

impl Group {
    /// The word for it in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Dialect => "dialect",
            Self::References => "references",
            Self::Parameters => "parameters",
            Self::Workload => "workload",
            Self::Portability => "portability",
            Self::Practice => "practice",
        }
    }
}

impl<'w> RuleContext<'w> {
    pub(crate) fn new(
        workspace: &'w Workspace,
        document: DocumentId,
        source: &'w SourceDocument,
        object: &'w Object,
        contents: &'w Contents,
    ) -> Self {
        Self {
            workspace,
            document,
            source,
            object,
            suppressions: Vec::new(),
            contents,
            problems: OnceCell::new(),
            places: OnceCell::new(),
        }
    }

    /// What contradicts the schema of the document's kind; worked out once for all rules.
    pub(crate) fn schema_problems(&self) -> &[LocatedProblem] {
        self.problems.get_or_init(|| schema_problems(self.workspace, self.source, self.value(), self.object))
    }

    /// All that the document holds, read once for all rules.
    pub(crate) fn value(&self) -> Option<&'w Value> {
        self.contents.0.get_or_init(|| Value::read_document(self.source)).as_ref()
    }

    /// Every value below a key that the schema of the document's kind names; worked out once for all rules.
    pub(crate) fn places(&self) -> &[KnownPlace<'w>] {
        self.places.get_or_init(|| known_places(self.workspace, self.object, self.value()))
    }

    /// The same place counted from the start of the file.
    pub(crate) fn in_file(&self, span: Span) -> Span {
        self.workspace.in_file(self.document, span)
    }

    /// The application, if the document is one.
    pub(crate) fn application(&self) -> Option<&'w Application> {
        self.object.application()
    }

    /// The component, if the document is one.
    pub(crate) fn component(&self) -> Option<&'w Component> {
        self.object.component()
    }

    /// Whether something that is not in the workspace may only not have been read yet.
    pub(crate) fn may_be_unread(&self) -> bool {
        self.workspace.settings().is_indexing
    }
}

impl<'w> Findings<'w> {
    pub(crate) fn new(ctx: &RuleContext<'w>) -> Self {
        let subject = Subject { workspace: ctx.workspace, document: ctx.document, source: ctx.source };
        Self { subject, list: Vec::new() }
    }

    /// Reports a finding at a place of the document. The severity is the rule's own; platform and settings change it later.
    pub(crate) fn report(&mut self, rule: &Rule, span: Span, message: impl Into<String>) -> Report<'_> {
        let finding = Finding {
            rule: rule.id,
            severity: rule.level,
            message: message.into(),
            help: None,
            span: self.subject.workspace.in_file(self.subject.document, span),
            related: Vec::new(),
            fix: None,
            tag: None,
            is_plain_yaml: false,
            is_failure: false,
        };
        self.list.push(finding);
        let Some(finding) = self.list.last_mut() else { unreachable!("an element was pushed above") };
        Report { subject: self.subject, finding }
    }

    pub(crate) fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

impl Report<'_> {
    /// What to do about it.
    pub(crate) fn help(self, text: impl Into<Option<String>>) -> Self {
        self.finding.help = text.into();
        self
    }

    /// A second place, in this or another document.
    pub(crate) fn related(self, document: DocumentId, span: Span, message: impl Into<String>) -> Self {
        let at = FileSpan::in_document(self.subject.workspace, document, span);
        self.finding.related.push(Related { at, message: message.into() });
        self
    }

    /// A change that keeps what the author meant without doubt.
    pub(crate) fn safe_fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let document = self.subject.document;
        self.fix(document, title.into(), true, edits)
    }

    /// A change that the author must look at.
    pub(crate) fn unsafe_fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let document = self.subject.document;
        self.fix(document, title.into(), false, edits)
    }

    /// A change of another document, such as the component that an application uses. The author must look at it.
    pub(crate) fn unsafe_fix_in(
        self,
        document: DocumentId,
        title: impl Into<String>,
        edits: Vec<Edit>,
    ) -> Self {
        self.fix(document, title.into(), false, edits)
    }

    /// A change without doubt that is not made with the tree, and so may be made in broken text.
    pub(crate) fn restoration(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let document = self.subject.document;
        self.attach(document, title.into(), true, Reach::Document, edits)
    }

    fn fix(self, document: DocumentId, title: String, is_safe: bool, edits: Vec<Edit>) -> Self {
        // In broken text the tree is a guess, and so is what an edit of a part does.
        let is_known =
            mends_broken_text(self.finding.rule, Reach::Place) || self.subject.source.errors().is_empty();
        self.attach(document, title, is_safe && is_known, Reach::Place, edits)
    }

    fn attach(
        self,
        document: DocumentId,
        title: String,
        is_safe: bool,
        reach: Reach,
        edits: Vec<Edit>,
    ) -> Self {
        if edits.is_empty() {
            return self;
        }
        let workspace = self.subject.workspace;
        let edits = edits
            .into_iter()
            .map(|it| FileEdit {
                file: document.file,
                span: workspace.in_file(document, it.span),
                text: it.text,
            })
            .collect();
        self.finding.fix = Some(Fix { title, is_safe, reach, edits });
        self
    }

    /// How editors may show it.
    pub(crate) fn tag(self, tag: Tag) -> Self {
        self.finding.tag = Some(tag);
        self
    }

    /// Says that the rule itself failed.
    pub(crate) fn failure(self) -> Self {
        self.finding.is_failure = true;
        self
    }

    /// Whether it is about the YAML alone, so that every tool that reads YAML says the same.
    pub(crate) fn plain_yaml(self, is_plain: bool) -> Self {
        self.finding.is_plain_yaml = is_plain;
        self
    }

    /// A severity of its own, where one rule has cases of different weight.
    pub(crate) fn severity(self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }
}

/// Whether a fix may be applied to text with syntax errors: one that mends them, or puts the whole document in order.
pub(crate) fn mends_broken_text(rule: &str, reach: Reach) -> bool {
    rule == "syntax-error" || reach == Reach::Document
}
