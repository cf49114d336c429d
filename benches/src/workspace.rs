//! Whole workspaces: six components for four applications, one document a file, a hundred files a folder.

use std::fmt::Write as _;

use crate::application::application;
use crate::component::component;
use crate::mistake::{Mistake, Truth};
use crate::page::Document;
use crate::platform::platform;
use crate::random::below;

/// How a long file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One document.
    One,
    /// Many documents.
    Many,
}

/// A file of a workspace.
#[derive(Clone, Debug)]
pub struct File {
    /// From the top of the workspace, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The mistake in it.
    pub truth: Option<Truth>,
}

/// All files of a workspace of so many documents, with as many mistakes as are asked for, one a document.
///
/// Definitions of traits come on top, in one file. There are at most as many mistakes as documents can carry.
pub fn workspace(seed: u64, documents: usize, mistakes: usize) -> impl Iterator<Item = File> {
    let components = (documents * 6 / 10).max(2);
    let applications = documents.saturating_sub(components).max(1);
    let wanted: Vec<_> = (0..mistakes).filter_map(|it| Mistake::ALL.get(it % 20).copied()).collect();
    let (of_applications, of_components): (Vec<_>, Vec<_>) =
        wanted.into_iter().partition(|it| it.is_of_application());
    let traits = File { path: "platform/traits.yaml".to_owned(), text: platform(), truth: None };
    // Wrong components come behind those that applications use.
    let right = components - of_components.len().min(components.saturating_sub(2));
    let first = (0..components).map(move |it| {
        let mistake = it.checked_sub(right).and_then(|at| of_components.get(at)).copied();
        debug_assert!(mistake.is_none_or(Mistake::spreads), "applications do not use wrong components");
        let document = component(seed, it, mistake, it.saturating_sub(right));
        file("components", "component", it, document)
    });
    let every = (applications / of_applications.len().max(1)).max(1);
    let second = (0..applications).map(move |it| {
        let mistake = (it % every == 0).then(|| of_applications.get(it / every)).flatten().copied();
        // Of what is chosen at random, not all can carry every mistake; one that needs a single copy is moved on to where there is one.
        let document = (0..64)
            .map(|shift| application(seed, it, rotated(right, shift), 0, mistake))
            .find(|it| it.mistake.is_some() == mistake.is_some());
        let document = document.unwrap_or_else(|| application(seed, it, 0..right, 0, None));
        file("applications", "application", it, document)
    });
    std::iter::once(traits).chain(first).chain(second)
}

/// The components without the first few.
fn rotated(components: usize, shift: usize) -> std::ops::Range<usize> {
    shift.min(components.saturating_sub(4))..components
}

fn file(folder: &str, name: &str, number: usize, document: Document) -> File {
    let path = format!("{folder}/part-{:04}/{name}-{number:06}.yaml", number / 100);
    let truth = document.mistake.map(|(mistake, line)| Truth { path: path.clone(), line, mistake });
    File { path, text: document.text, truth }
}

/// Files of a repository that have nothing to do with OAM, by number: sources, manifests, texts.
pub fn foreign(seed: u64, number: usize) -> File {
    let size = 4 + below(30, seed, number, "size");
    let folder = format!("services/s{:03}/m{:02}", number / 1_000, number / 50 % 20);
    let (extension, line) = match number % 10 {
        0 | 1 => ("yaml", "  key: a value of something else\n"),
        2 => ("json", "  \n"),
        3..=5 => ("ts", "export const value = (input: number): number => input * 2;\n"),
        6 | 7 => ("py", "def value(number):\n    return number * 2\n\n"),
        8 => ("md", "A sentence about something else, of which there are many.\n"),
        _ => ("css", ".item { margin: 0; padding: 4px; }\n"),
    };
    let body = line.repeat(size);
    let text = match extension {
        "yaml" => {
            format!("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d{number}\nspec:\n{}", {
                let mut keys = String::new();
                for it in 0..size {
                    let _ = writeln!(keys, "  key{it}: a value of something else");
                }
                keys
            })
        }
        "json" => format!("{{\"name\": \"package-{number}\",{body}\"private\": true}}\n"),
        _ => body,
    };
    File { path: format!("{folder}/file{number:06}.{extension}"), text, truth: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_that_is_asked_for_is_made_once() {
        let files: Vec<_> = workspace(1, 1_000, 100).collect();
        let truths: Vec<_> = files.iter().filter_map(|it| it.truth.as_ref()).collect();
        assert_eq!(truths.len(), 100);
        for mistake in Mistake::ALL {
            assert_eq!(truths.iter().filter(|it| it.mistake == mistake).count(), 5, "{mistake:?}");
        }
        assert_eq!(files.len(), 1_001);
    }

    #[test]
    fn a_seed_makes_the_same_again_and_another_makes_another() {
        let texts = |seed| workspace(seed, 50, 20).map(|it| it.text).collect::<String>();
        assert_eq!(texts(3), texts(3));
        assert_ne!(texts(3), texts(4));
    }
}
