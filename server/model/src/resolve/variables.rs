//! Variables of an application, put into strings.

use crate::datum::{Data, Datum, Origin, Via};
use crate::object::Application;
use crate::resolve::{Ctx, Engine};
use crate::resolved::{Note, NoteSeverity};
use crate::variable::{replace_calls, whole_call};

/// The variables by name.
pub(super) struct Variables<'a> {
    application: &'a Application,
}

impl<'a> Variables<'a> {
    pub(super) fn new(application: &'a Application) -> Self {
        Self { application }
    }

    /// The value of a variable: an override, else what the application says (the last of several).
    pub(super) fn get(&self, ctx: &Ctx<'_>, name: &str) -> Option<Datum> {
        let via = Via::Variable(name.to_owned());
        let variable = self.application.variable(name)?;
        if let Some((_, text)) = ctx.config.overrides.iter().rev().find(|(it, _)| it == name) {
            let origin = Origin::new(ctx.document, variable.span, Via::Override(name.to_owned()));
            return Some(Datum::from_origin(text.as_str(), origin));
        }
        Some(
            variable
                .value
                .as_ref()
                .map_or_else(|| Datum::new(Data::Null), |it| Datum::read(it, ctx.document, &via)),
        )
    }

    /// The data with every call replaced. A string that is nothing but one call takes the variable's typed value.
    pub(super) fn apply(&self, ctx: &Ctx<'_>, mut datum: Datum, notes: &mut Vec<Note>) -> Datum {
        // The reference controller checks the calls and then throws the result away (rudr#547).
        if ctx.config.engine == Engine::Rudr {
            return datum;
        }
        match datum.data {
            Data::String(text) => self.apply_text(ctx, &text, datum.origin, notes),
            Data::Sequence(items) => {
                datum.data = Data::Sequence(items.into_iter().map(|it| self.apply(ctx, it, notes)).collect());
                datum
            }
            Data::Mapping(entries) => {
                let entries = entries.into_iter().map(|(key, it)| (key, self.apply(ctx, it, notes)));
                datum.data = Data::Mapping(entries.collect());
                datum
            }
            _ => datum,
        }
    }

    fn apply_text(&self, ctx: &Ctx<'_>, text: &str, origin: Option<Origin>, notes: &mut Vec<Note>) -> Datum {
        if let Some(value) = whole_call(text).and_then(|it| self.get(ctx, &it)) {
            let source = value.origin.clone().map(|it| it.through(origin));
            return value.with_origin(source);
        }
        let result = replace_calls(text, |name| {
            let value = self.get(ctx, name);
            if value.is_none() {
                let message = format!("variable `{name}` is not defined; the call stays as it is");
                notes.push(Note { severity: NoteSeverity::Gap, message, origin: origin.clone() });
            }
            value.map(|it| it.to_json())
        });
        Datum { data: Data::String(result), origin }
    }
}
