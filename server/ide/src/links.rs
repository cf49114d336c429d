//! What can be opened from a document: the page of an image's registry, and files of the workspace that a value names.
//!
//! Nothing is looked up: a link to a page is made from the image's name alone, and only for registries whose pages have
//! a known form.

mod image;

use oam_model::file::File;
use oam_model::object::Object;
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{NodeKind, SourceDocument, Span, Style};

use crate::at::without_quotes;

/// A stretch that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The stretch, in bytes of the file.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
    /// What is there, in a few words.
    pub tooltip: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page on the network.
    Page(String),
    /// A file of the workspace.
    File(FileId),
}

/// The links of a file, in order.
pub fn document_links(workspace: &Workspace, file: FileId) -> Vec<Link> {
    let Some(file) = workspace.file(file).filter(|it| it.has_oam()) else { return Vec::new() };
    let mut links = Vec::new();
    for (slot, model) in file.text().documents().iter().zip(file.documents()) {
        let Some(object) = model.object() else { continue };
        let mut own = images(model.source(), object);
        own.extend(files(workspace, file, model.source()));
        own.sort_by_key(|it| it.span);
        own.dedup_by_key(|it| it.span);
        links.extend(own.into_iter().map(|it| Link { span: it.span.shift(slot.start), ..it }));
    }
    links
}

fn images(source: &SourceDocument, object: &Object) -> Vec<Link> {
    let containers = object.component().map(|it| it.containers.as_slice()).unwrap_or_default();
    let images = containers.iter().filter_map(|it| it.image.as_ref());
    let link = |it: &oam_model::value::Text| {
        let span = without_quotes(source.text(), it.span);
        // What is written differently from what it means (an alias, an escape) is left alone.
        let page = image::page(&it.value).filter(|_| span.of(source.text()) == it.value)?;
        Some(Link {
            span,
            tooltip: format!("Open {} in {}", page.name, page.registry),
            target: LinkTarget::Page(page.url),
        })
    };
    images.filter_map(link).collect()
}

/// Values that are the path of a file of the workspace, seen from the file at hand.
fn files(workspace: &Workspace, from: &File, source: &SourceDocument) -> Vec<Link> {
    let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let scalars = source.nodes().filter(|it| {
        it.kind() == NodeKind::Scalar
            && !it.is_key()
            && !matches!(it.style(), Some(Style::Literal | Style::Folded))
            && ["yaml", "yml", "json"].iter().any(|end| it.raw().trim_end_matches(['"', '\'']).ends_with(end))
    });
    let link = |node: oam_syntax::Node<'_>| {
        let text = node.text();
        let target = workspace.file_by_path(&joined(folder, &text)?).filter(|it| it.id() != from.id())?;
        let span = without_quotes(source.text(), node.span());
        Some(Link { span, target: LinkTarget::File(target.id()), tooltip: format!("Open {text}") })
    };
    scalars.filter_map(link).collect()
}

/// A relative path below or beside a folder; nothing for other texts.
fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains([':', '\\', '\n']) || path.is_empty() {
        return None;
    }
    let mut steps: Vec<&str> = folder.split('/').collect();
    if folder.is_empty() {
        steps.clear();
    }
    for step in path.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn paths_are_joined_and_never_climb_out() {
        assert_eq!(joined("/w/apps", "../components/web.yaml").as_deref(), Some("/w/components/web.yaml"));
        assert_eq!(joined("", "./web.yaml").as_deref(), Some("web.yaml"));
        assert_eq!(joined("a", "../../web.yaml"), None);
        assert_eq!(joined("/w", "/etc/passwd.yaml"), None);
        assert_eq!(joined("/w", "https://x/y.yaml"), None);
    }
}
