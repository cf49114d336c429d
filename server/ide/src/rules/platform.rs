//! What the configured platform cannot do, or no platform can; no rule of its own.
//!
//! It knows no documents. What a platform leaves open counts as possible: `unknown` keeps rules silent.

use oam_catalog::{Capabilities, Capability, Support};

use crate::rule::RuleContext;
use crate::suggest::names;

/// One of the questions that every platform answers.
pub(super) type Question = fn(&Capabilities) -> &Capability;

/// Something that will not work.
pub(super) struct Lack {
    /// Where: ``platform `rudr` `` or `no platform`, as the subject of a sentence.
    pub(super) subject: String,
    /// What happens instead, and where it would work.
    pub(super) help: Option<String>,
}

/// Whether something works neither on the configured platform nor, without one, on any.
pub(super) fn lack(ctx: &RuleContext<'_>, question: Question) -> Option<Lack> {
    let catalog = ctx.workspace.catalog();
    let selected = catalog.selected(ctx.workspace.platform());
    let is_lacking = |it: Support| it == Support::Unsupported;
    if selected.is_empty() || !selected.iter().all(|it| is_lacking(question(&it.capabilities).support)) {
        return None;
    }
    let Some(platform) = ctx.workspace.platform() else {
        return Some(Lack { subject: "no platform".to_owned(), help: None });
    };
    let note = selected.first().map(|it| as_message(&question(&it.capabilities).note)).unwrap_or_default();
    let others = catalog.platforms().filter(|it| question(&it.capabilities).support == Support::Supported);
    let others: Vec<&str> = others.map(|it| it.name.as_str()).collect();
    let elsewhere = match others.as_slice() {
        [] => String::new(),
        [one] => format!("; it works on platform `{one}`"),
        many => format!("; it works on platforms {}", names(many.iter().copied())),
    };
    Some(Lack { subject: format!("platform `{platform}`"), help: Some(format!("{note}{elsewhere}")) })
}

/// A sentence of the data in the form of a message: lower case, no full stop.
fn as_message(note: &str) -> String {
    let mut letters = note.trim_end_matches('.').chars();
    letters.next().map_or(String::new(), |it| it.to_lowercase().chain(letters).collect())
}
