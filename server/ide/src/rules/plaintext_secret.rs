//! A password that everybody can read.

use oam_model::value::{Data, Text, Value};
use oam_model::variable::variable_calls;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A value with the name of a secret stands in the document as plain text.
    ///
    /// ## Why
    ///
    /// Documents are kept in version control, sent around and shown on screens. Whoever reads one has the secret, and
    /// it stays in the history when it is taken out. v1alpha1 has no reference to secrets: leave the value out of the
    /// document and let the pipeline or the platform put it in place.
    ///
    /// A value counts if its name has a word like `password`, `secret`, `token` or `credential` in it. Empty values,
    /// calls of variables, templates and paths of files do not count.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: SMTP_PASSWORD
    ///           value: correct horse
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: smtpPassword
    ///       type: string
    ///       required: true
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: SMTP_PASSWORD
    ///           fromParam: smtpPassword
    /// ```
    pub(super) static PLAINTEXT_SECRET = {
        id: "plaintext-secret", level: Warning, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

/// Words of a name that say that the value is a secret.
const WORDS: [&str; 10] = [
    "apikey",
    "credential",
    "credentials",
    "dsn",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "token",
];

/// Last words that say that the value is something about a secret, not the secret.
const ABOUT: [&str; 12] =
    ["dir", "enabled", "expiry", "file", "id", "length", "name", "path", "ref", "ttl", "type", "url"];

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut named: Vec<(&str, &Text, &Value)> = Vec::new();
    if let Some(component) = ctx.component() {
        // A secret that is never used, since a parameter takes its place, is still there for all to read.
        let env = component.containers.iter().flat_map(|it| &it.env);
        named.extend(
            env.filter_map(|it| Some(("environment variable", it.name.as_ref()?, it.value.as_ref()?))),
        );
        let parameters = component.parameters.iter();
        named.extend(
            parameters
                .filter_map(|it| Some(("default of parameter", it.name.as_ref()?, it.default.as_ref()?))),
        );
    }
    if let Some(application) = ctx.application() {
        let variables = application.variables.iter();
        named.extend(variables.filter_map(|it| Some(("variable", it.name.as_ref()?, it.value.as_ref()?))));
        let values = application.components.iter().flat_map(|it| &it.parameter_values);
        named.extend(
            values.filter_map(|it| Some(("value of parameter", it.name.as_ref()?, it.value.as_ref()?))),
        );
    }
    for (what, name, value) in named {
        if is_secret(&name.value) && is_plain(value) {
            findings
                .report(
                    &PLAINTEXT_SECRET,
                    value.span,
                    format!("{what} `{}` is a secret in plain text", name.value),
                )
                .help(
                    "leave it out of the document, and let the pipeline or the platform put it in place"
                        .to_owned(),
                );
        }
    }
}

fn is_secret(name: &str) -> bool {
    let words = words(name);
    let is_about = words.last().is_some_and(|it| ABOUT.contains(&it.as_str()));
    let pairs = words.windows(2).map(<[String]>::concat);
    !is_about && pairs.chain(words.iter().cloned()).any(|it| WORDS.contains(&it.as_str()))
}

/// The words of `DB_PASSWORD`, `db-password` and `dbPassword`, in lower case.
fn words(name: &str) -> Vec<String> {
    let (mut words, mut was_lower) = (vec![String::new()], false);
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = letter.is_lowercase() || letter.is_numeric();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|it| !it.is_empty());
    words
}

/// Whether the value is the secret itself: a text or number that nothing else will replace.
fn is_plain(value: &Value) -> bool {
    match &value.data {
        Data::Int(_) | Data::Float(_) => true,
        Data::String(text) => {
            let text = text.trim();
            let is_filled_in = is_template(text) || text.contains("${") || text.starts_with("$(");
            let is_call = text.starts_with("[from") || !variable_calls(text).is_empty();
            let is_placeholder = text.starts_with('<') && text.ends_with('>');
            !text.is_empty() && !is_filled_in && !is_call && !is_placeholder && !text.starts_with('/')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        for name in
            ["DB_PASSWORD", "dbPassword", "api-key", "APIKEY", "mysql.passwd", "AUTH_TOKEN", "privateKey"]
        {
            assert!(is_secret(name), "{name}");
        }
        for name in
            ["AWS_ACCESS_KEY_ID", "passwordFile", "tlsSecretName", "tokenizer", "key", "SECRETARY", ""]
        {
            assert!(!is_secret(name), "{name}");
        }
    }
}
