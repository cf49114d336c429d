//! Variables of an application, put into strings.

use crate::datum::{Data, Datum, Origin, Via};
use crate::object::Application;
use crate::resolve::{Ctx, Engine};
use crate::resolved::{Note, NoteSeverity};
use crate::value::Text;
use crate::variable::variable_calls;

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
        let is_named = |it: &&crate::object::Variable| it.name.as_ref().map(Text::as_str) == Some(name);
        let variable = self.application.variables.iter().rev().find(is_named)?;
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
        let calls = variable_calls(text);
        let mut result = String::with_capacity(text.len());
        let mut done = 0;
        for call in &calls {
            let Some(value) = self.get(ctx, &call.name) else {
                let message = format!("variable `{}` is not defined; the call stays as it is", call.name);
                notes.push(Note { severity: NoteSeverity::Gap, message, origin: origin.clone() });
                continue;
            };
            if call.range == (0..text.len()) {
                let source = value.origin.clone().map(|it| it.through(origin));
                return value.with_origin(source);
            }
            result.push_str(text.get(done..call.range.start).unwrap_or_default());
            result.push_str(&plain(&value));
            done = call.range.end;
        }
        result.push_str(text.get(done..).unwrap_or_default());
        Datum { data: Data::String(result), origin }
    }
}

/// A value inside a longer text.
fn plain(value: &Datum) -> String {
    match &value.data {
        Data::String(it) => it.clone(),
        Data::Null => String::new(),
        _ => value.to_json().to_string(),
    }
}
