//! Another document behind one, as a change of it; no rule of its own.
//!
//! What stands in the new document is the caller's knowledge.

use oam_model::object::ComponentUse;
use oam_model::value::Text;
use oam_syntax::edit::{Edit, scalar_text};
use oam_syntax::{Offset, SourceDocument, Span};

use super::declare::type_of;
use super::reword;

/// The edits that put a document, without its `---`, behind another one.
pub(crate) fn append(source: &SourceDocument, document: &str) -> Vec<Edit> {
    let text = source.text();
    let end = Offset::new(text.len());
    let newline = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    vec![Edit { span: Span::new(end, end), text: format!("{newline}---\n{document}") }]
}

/// A component that fits to what an instance says: it declares the parameters that get values, and listens on the port that
/// an ingress leads to. Nothing for a name that is none.
pub(crate) fn component_for(usage: &ComponentUse) -> Option<String> {
    let name =
        usage.component.as_ref().map(Text::as_str).filter(|it| reword::name(it).as_deref() == Some(it))?;
    let given = usage
        .parameter_values
        .iter()
        .filter_map(|it| Some((it.name.as_ref()?, type_of(it.value.as_ref()?)?)));
    let given: Vec<_> = given.collect();
    let section = |title: &str, items: Vec<String>| {
        if items.is_empty() { String::new() } else { format!("{title}\n{}", items.concat()) }
    };
    let declared = |(name, kind): &(&Text, &str)| {
        format!("    - name: {}\n      type: {kind}\n", scalar_text(&name.value))
    };
    let read = |(name, _): &(&Text, &str)| {
        let name = &name.value;
        let variable: String = name
            .chars()
            .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_uppercase() } else { '_' })
            .collect();
        format!("        - name: {}\n          fromParam: {}\n", scalar_text(&variable), scalar_text(name))
    };
    let parameters = section("  parameters:", given.iter().map(declared).collect());
    let env = section("      env:", given.iter().map(read).collect());
    let port = usage.traits.iter().find_map(|it| it.properties.get("servicePort")?.as_int()).unwrap_or(8080);
    let name = scalar_text(name);
    Some(format!(
        "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: {name}\nspec:\n  workloadType: \
         core.oam.dev/v1alpha1.Server\n{parameters}  containers:\n    - name: main\n      image: \
         registry.example.com/{}:0.1.0\n{env}      ports:\n        - name: http\n          containerPort: {port}\n",
        name.to_lowercase()
    ))
}
