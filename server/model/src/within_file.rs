//! Questions about the applications of one file that need no look at all of its documents' text.
//!
//! Each notes no more than what it answers, so that findings in a long file are kept while others of its documents are typed in.

use crate::object::{Application, ComponentUse};
use crate::reads::{Fact, note};
use crate::workspace::{DocumentId, FileId, Workspace};

impl Workspace {
    /// What the applications of a file use.
    pub fn uses_in(&self, file: FileId) -> impl Iterator<Item = &ComponentUse> {
        note(Fact::Uses(file));
        let applications = self.applications_in(file).map(|(_, it)| it);
        applications.flat_map(|it| &it.components)
    }

    /// The documents of a file whose applications give a trait this text for a property, in order.
    pub fn applications_with(
        &self,
        file: FileId,
        property: &str,
        text: &str,
    ) -> impl Iterator<Item = DocumentId> {
        note(Fact::Property(file, property, text));
        let has_it = move |it: &Application| text_properties(it).any(|it| it == (property, text));
        self.applications_in(file).filter_map(move |(document, it)| has_it(it).then_some(document))
    }

    fn applications_in(&self, file: FileId) -> impl Iterator<Item = (DocumentId, &Application)> {
        let documents = self.file_map().get(&file).into_iter().flat_map(|it| it.documents());
        let documents = documents.zip(0..).map(move |(it, index)| (DocumentId { file, index }, it));
        documents.filter_map(|(id, it)| Some((id, it.object()?.application()?)))
    }
}

/// The properties of all traits whose value is text.
pub(crate) fn text_properties(application: &Application) -> impl Iterator<Item = (&str, &str)> {
    let traits = application.components.iter().flat_map(|it| &it.traits);
    let entries = traits.flat_map(|it| &it.properties.entries);
    entries.filter_map(|(key, value)| Some((key.text.as_str(), value.as_str()?)))
}
