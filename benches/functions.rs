//! Times of single functions, each on generated documents: `cargo bench --package oam-benches [-- NAME]`.
//!
//! What users wait for is measured from the outside, by `cargo xtask bench`; this tells where the time goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use divan::{Bencher, black_box};
use oam_benches::{Shape, component, long_file, many_components, platform, workspace as generated};
use oam_ide::{CompletionConfig, FilePosition, PreviewRequest, Target};
use oam_model::resolve::{Engine, ResolveConfig, resolve};
use oam_model::workspace::{Change, DocumentId, FileId, Level, Settings, Workspace};
use oam_syntax::{Buffer, Encoding, LineCol, Offset, SourceText, TextChange};

const SEED: u64 = 1;

fn main() {
    divan::main();
}

fn change(id: u32, path: &str, text: &str) -> Change {
    Change { file: FileId(id), path: Arc::from(path), text: Some(SourceText::new(text)) }
}

/// A workspace of so many documents, all of it understood, with its names gathered.
fn world(documents: usize) -> Workspace {
    let files = generated(SEED, documents, 0).zip(0_u32..);
    let changes: Vec<_> = files.map(|(it, id)| change(id, &it.path, &it.text)).collect();
    let world = Workspace::new(Settings::default()).with(changes);
    world.index();
    world
}

/// An application of so many components with five traits each; the application is the first file.
fn large(components: usize) -> Workspace {
    let mut changes = vec![change(9, "traits.yaml", &platform())];
    changes.extend(
        many_components(components).iter().zip(0_u32..).map(|((path, text), id)| change(id, path, text)),
    );
    let world = Workspace::new(Settings::default()).with(changes);
    world.index();
    world
}

/// The first application of a workspace.
fn application(world: &Workspace) -> FileId {
    let is_one = |it: &FileId| world.file(*it).is_some_and(|it| it.path().starts_with("applications"));
    world.files().map(|it| it.id()).find(is_one).unwrap_or(FileId(0))
}

/// The place behind some words of a file.
fn behind(world: &Workspace, file: FileId, words: &str) -> FilePosition {
    let text = world.file(file).map(|it| it.text().text()).unwrap_or_default();
    let at = text.find(words).map_or(0, |it| it + words.len());
    FilePosition { file, offset: Offset::new(at) }
}

/// Parses every document of a text.
fn trees(text: &SourceText) -> usize {
    text.documents()
        .iter()
        .map(|it| it.document.errors().len() + usize::from(it.document.root().is_some()))
        .sum()
}

#[divan::bench(args = [1_000, 20_000])]
fn parse(bencher: Bencher<'_, '_>, lines: usize) {
    let text = long_file(SEED, lines, Shape::Many);
    bencher.bench(|| trees(&SourceText::new(black_box(&text))));
}

#[divan::bench(args = [1_000, 20_000])]
fn parse_one_document(bencher: Bencher<'_, '_>, lines: usize) {
    let text = long_file(SEED, lines, Shape::One);
    bencher.bench(|| trees(&SourceText::new(black_box(&text))));
}

/// One character more in a file whose other documents are parsed already.
fn reparse(bencher: Bencher<'_, '_>, lines: usize, shape: Shape) {
    let text = long_file(SEED, lines, shape);
    let line = u32::try_from(text.lines().position(|it| it.contains("instanceName: ")).unwrap_or_default());
    let at = LineCol { line: line.unwrap_or_default(), column: 20 };
    let buffer = Buffer::new(&text);
    trees(buffer.text());
    let edit = TextChange { range: Some((at, at)), text: "x".to_owned() };
    bencher.with_inputs(|| buffer.clone()).bench_local_refs(|buffer| {
        buffer.apply(std::slice::from_ref(&edit), Encoding::Utf16);
        trees(buffer.text())
    });
}

#[divan::bench(args = [1_000, 20_000])]
fn reparse_after_an_edit(bencher: Bencher<'_, '_>, lines: usize) {
    reparse(bencher, lines, Shape::Many);
}

#[divan::bench(args = [1_000, 20_000])]
fn reparse_one_document_after_an_edit(bencher: Bencher<'_, '_>, lines: usize) {
    reparse(bencher, lines, Shape::One);
}

#[divan::bench]
fn lower(bencher: Bencher<'_, '_>) {
    let text = SourceText::new(&component(SEED, 0, None, 0).text);
    trees(&text);
    let make = || {
        Workspace::new(Settings::default()).with([Change {
            file: FileId(0),
            path: "a.yaml".into(),
            text: Some(text.clone()),
        }])
    };
    bencher.with_inputs(make).bench_local_refs(|world| world.file(FileId(0)).is_some_and(|it| it.has_oam()));
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn index_after_one_change(bencher: Bencher<'_, '_>, documents: usize) {
    let world = world(documents);
    let file = application(&world);
    let text = world.file(file).map(|it| it.text().text()).unwrap_or_default().replacen(
        "instanceName: app",
        "instanceName: other",
        1,
    );
    let path = world.path(file).unwrap_or_default().to_owned();
    let make = || world.with([change(file.0, &path, &text)]);
    bencher.with_inputs(make).bench_local_refs(|world| {
        world.index();
    });
}

#[divan::bench(args = [5, 200])]
fn resolve_an_application(bencher: Bencher<'_, '_>, components: usize) {
    let world = large(components);
    let config = ResolveConfig { engine: Engine::Specification, overrides: Vec::new() };
    let document = DocumentId { file: FileId(0), index: 0 };
    bencher.bench(|| resolve(&world, document, &config).is_some());
}

#[divan::bench(args = [5, 200])]
fn preview(bencher: Bencher<'_, '_>, components: usize) {
    let world = large(components);
    let request = PreviewRequest::new(Target::Kubernetes);
    bencher.bench(|| oam_ide::previews(&world, &request).len());
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn completion(bencher: Bencher<'_, '_>, documents: usize) {
    let world = world(documents);
    let position = behind(&world, application(&world), "componentName: ");
    let config = CompletionConfig { snippets: true, documentation: false };
    bencher.bench(|| oam_ide::completion(&world, position, config).items.len());
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn hover(bencher: Bencher<'_, '_>, documents: usize) {
    let world = world(documents);
    let position = behind(&world, application(&world), "componentName: ");
    bencher.bench(|| oam_ide::hover(&world, position).is_some());
}

#[divan::bench(args = [10, 1_000])]
fn lint(bencher: Bencher<'_, '_>, documents: usize) {
    let world = world(documents);
    let files: Vec<_> = world.files().map(|it| it.id()).collect();
    bencher.bench(|| files.iter().map(|it| oam_ide::diagnostics(&world, *it).len()).sum::<usize>());
}

/// Every rule by itself over a hundred documents. Rules that are switched off without a platform run as well.
#[divan::bench(args = oam_ide::rules().iter().map(|it| it.id))]
fn rule(bencher: Bencher<'_, '_>, id: &str) {
    let levels = BTreeMap::from([(id.to_owned(), Level::Hint)]);
    let world = world(100).with_settings(Settings { levels, ..Settings::default() });
    let files: Vec<_> = world.files().map(|it| it.id()).collect();
    let Some(rule) = oam_ide::rules().iter().find(|it| it.id == id) else { return };
    bencher.bench(|| files.iter().map(|it| oam_ide::findings_of(&world, *it, rule).len()).sum::<usize>());
}
