//! What a word becomes: the fields of manifests that it set, on a cluster of today.
//!
//! The preview shows whole manifests; this shows a few lines of them. Very large applications are not rendered for it.

use oam_catalog::Namespace;
use oam_model::datum::{Data, Datum, Origin};
use oam_model::object::Object;
use oam_model::workspace::DocumentId;
use oam_syntax::{NodeKind, Span};
use serde_json::Value as Json;

use crate::at::{NameAt, WordAt};
use crate::context::DocumentContext;
use crate::given::instances_of;
use crate::markdown::{code, codes};
use crate::preview::rendered;

/// The largest application that is rendered for a hover, in bytes.
const MAX_APPLICATION: usize = 1 << 20;

/// Most applications that are searched for a field that a component sets.
const MAX_APPLICATIONS: usize = 5;

/// Most fields that are shown.
const SHOWN: usize = 4;

/// Longest value that is shown, in characters.
const MAX_VALUE: usize = 60;

/// The fields that a value, or the value of a key, sets.
pub(super) fn of_word(ctx: &DocumentContext<'_>, word: &WordAt<'_>) -> Option<String> {
    let value = if word.is_key { word.node.entry()?.value } else { word.node };
    if value.kind() != NodeKind::Scalar {
        return None;
    }
    of_span(ctx, value.span())
}

/// What a name becomes: the objects of an instance, the fields behind a `fromParam`.
pub(super) fn of_name(ctx: &DocumentContext<'_>, found: &NameAt) -> Option<String> {
    let key = found.keys.iter().find(|it| it.namespace != Namespace::ScopeName)?;
    match key.namespace {
        Namespace::InstanceName => {
            let (rendered, _) = rendered(ctx.workspace, small(ctx, ctx.document)?)?;
            let own = rendered.manifests.iter().filter(|it| it.instance.as_deref() == Some(&key.name));
            let objects: Vec<String> = own.map(|it| format!("{} {}", it.kind(), it.name())).collect();
            let shown = codes(objects.iter().map(String::as_str), SHOWN * 2);
            (!shown.is_empty()).then(|| format!("Becomes {shown}"))
        }
        // A mention of a parameter in its component, or the name beside its value.
        Namespace::ParameterName => {
            let node = ctx.source.node_at(found.span.start)?;
            let is_component = ctx.object.and_then(Object::component).is_some();
            let place = if is_component { node } else { node.parent()?.get("value")?.value };
            of_span(ctx, place.span())
        }
        Namespace::VariableName => {
            let variable = ctx.object?.application()?.variable(&key.name)?;
            of_span(ctx, variable.value.as_ref()?.span)
        }
        _ => None,
    }
}

fn of_span(ctx: &DocumentContext<'_>, span: Span) -> Option<String> {
    let object = ctx.object?;
    let documents: Vec<DocumentId> = if object.application().is_some() {
        vec![ctx.document]
    } else {
        object.component()?;
        let mut all: Vec<_> = instances_of(ctx.workspace, object.name()?, MAX_APPLICATIONS)
            .iter()
            .map(|it| it.document)
            .collect();
        all.dedup();
        all
    };
    documents.into_iter().find_map(|document| {
        let (rendered, _) = rendered(ctx.workspace, small(ctx, document)?)?;
        let mut fields = Fields { document: ctx.document, span, lines: Vec::new(), n_found: 0 };
        for manifest in &rendered.manifests {
            let before = fields.lines.len();
            fields.walk(&manifest.root, &mut String::new());
            if fields.lines.len() > before {
                fields.lines.insert(before, format!("# {} {}", manifest.kind(), manifest.name()));
            }
        }
        if fields.lines.is_empty() {
            return None;
        }
        let place = if document == ctx.document {
            "Becomes".to_owned()
        } else {
            format!("Becomes in application {}", code(&rendered.app))
        };
        let more = fields.n_found.checked_sub(SHOWN).filter(|it| *it > 0);
        let more = more.map(|it| format!("\n\nand {it} more.")).unwrap_or_default();
        Some(format!("{place}\n\n```yaml\n{}\n```{more}", fields.lines.join("\n")))
    })
}

/// The document, if it is small enough to be rendered on the way.
fn small(ctx: &DocumentContext<'_>, document: DocumentId) -> Option<DocumentId> {
    let text = ctx.workspace.document(document)?.source().text();
    (text.len() <= MAX_APPLICATION).then_some(document)
}

/// Fields that a place has set.
struct Fields {
    document: DocumentId,
    span: Span,
    lines: Vec<String>,
    n_found: usize,
}

impl Fields {
    fn walk(&mut self, datum: &Datum, path: &mut String) {
        match &datum.data {
            Data::Sequence(items) => {
                for (n, item) in items.iter().enumerate() {
                    self.below(item, path, &format!("[{n}]"));
                }
            }
            Data::Mapping(entries) => {
                for (key, value) in entries {
                    let step = if path.is_empty() { key.clone() } else { format!(".{key}") };
                    self.below(value, path, &step);
                }
            }
            _ if self.is_origin(datum.origin.as_ref()) => {
                self.n_found += 1;
                if self.n_found <= SHOWN {
                    self.lines.push(format!("{path}: {}", shown(&datum.to_json())));
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, datum: &Datum, path: &mut String, step: &str) {
        let length = path.len();
        path.push_str(step);
        self.walk(datum, path);
        path.truncate(length);
    }

    /// Whether the place is one of those that a value came through.
    fn is_origin(&self, origin: Option<&Origin>) -> bool {
        let mut steps = origin.into_iter().flat_map(Origin::steps);
        steps.any(|it| it.document == self.document && it.span == self.span)
    }
}

/// A value on one line; the fence around it stays whole.
fn shown(value: &Json) -> String {
    let text = match value {
        Json::String(it) if !it.contains(['\n', '`']) && !it.trim().is_empty() => it.clone(),
        other => other.to_string().replace('`', "'"),
    };
    if text.chars().count() > MAX_VALUE {
        text.chars().take(MAX_VALUE).chain(['…']).collect()
    } else {
        text
    }
}
