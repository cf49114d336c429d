//! Large files: the features that look at a whole file, or at all mentions of a name, take a time that grows with the text.

use std::time::{Duration, Instant};

use oam_ide::{FilePosition, FileSpan, FormatConfig, HintConfig};
use oam_model::workspace::{FileId, Settings, Workspace};
use oam_syntax::{Offset, Span};
use oam_tests::fixture::change;

const COMPONENT: &str = "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: web\nspec:\n  \
     workloadType: core.oam.dev/v1alpha1.Server\n  parameters:\n    - {name: title, type: string}\n  containers:\n    \
     - name: main\n      image: example.com/main:1\n      env:\n        - {name: TITLE, fromParam: title}\n---\n";

const APPLICATION: &str = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: shop\nspec:\n  \
     variables:\n    - {name: domain, value: example.com}\n  components:\n";

/// A component, and an application with this many instances of it.
fn workspace(n_instances: usize) -> (Workspace, usize) {
    let mut text = format!("{COMPONENT}{APPLICATION}");
    for n in 0..n_instances {
        text += &format!(
            "    - componentName: web\n      instanceName: web-{n}\n      parameterValues:\n        - name: title\n          \
             value: \"[fromVariable(domain)]\"\n      traits:\n        - name: ingress\n          properties:\n            \
             hostname: a-{n}.example.com\n            servicePort: 80\n"
        );
    }
    let workspace = Workspace::new(Settings::default()).with([change(0, "large.yaml", &text)]);
    workspace.index();
    (workspace, text.len())
}

type Feature = (&'static str, fn(&Workspace, usize) -> usize);

fn at(offset: usize) -> FilePosition {
    FilePosition { file: FileId(0), offset: Offset::new(offset) }
}

/// The place of the component's name.
fn name() -> FilePosition {
    at(COMPONENT.find("name: web").expect("the name") + "name: ".len())
}

/// The place of the first instance's name.
fn instance() -> FilePosition {
    at(COMPONENT.len() + APPLICATION.len() + "    - componentName: web\n      instanceName: ".len())
}

const FEATURES: [Feature; 14] = [
    ("highlight", |it, _| oam_ide::document_highlights(it, name()).len()),
    ("implementation", |it, _| oam_ide::implementation(it, name()).len()),
    ("incoming", |it, _| oam_ide::incoming_calls(it, name()).len()),
    ("outgoing", |it, _| {
        oam_ide::outgoing_calls(it, at(COMPONENT.len() + APPLICATION.find("shop").expect("it"))).len()
    }),
    ("type", |it, _| oam_ide::type_definition(it, instance()).len()),
    ("selection", |it, length| oam_ide::selection_ranges(it, at(length - 5)).len()),
    ("folding", |it, _| oam_ide::folding_ranges(it, FileId(0)).len()),
    ("links", |it, _| oam_ide::document_links(it, FileId(0)).len()),
    ("tokens", |it, _| oam_ide::semantic_tokens(it, FileId(0), None).len()),
    ("hints", |it, length| {
        let whole = Span::new(Offset::ZERO, Offset::new(length));
        oam_ide::inlay_hints(it, FileSpan { file: FileId(0), span: whole }, HintConfig::default()).len()
    }),
    // Nothing is out of order, so there are no edits to count.
    ("format", |it, _| 1 + oam_ide::format(it, FileId(0), FormatConfig::default()).edits.len()),
    ("part", |it, length| {
        let span = Span::new(Offset::new(length / 2), Offset::new(length / 2 + 100));
        let at = FileSpan { file: FileId(0), span };
        1 + oam_ide::format_range(it, at, FormatConfig::default()).edits.len()
    }),
    ("enter", |it, length| {
        1 + usize::from(oam_ide::format_on_type(it, at(length), "\n", FormatConfig::default()).is_some())
    }),
    ("lenses", |it, _| oam_ide::code_lenses(it, FileId(0)).len()),
];

fn time(feature: &Feature, workspace: &Workspace, length: usize) -> Duration {
    let start = Instant::now();
    assert!((feature.1)(workspace, length) > 0 || feature.0 == "links", "{}: no answer", feature.0);
    start.elapsed()
}

#[test]
fn a_text_on_one_line_is_formatted_in_time() {
    let head = "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nspec:   ";
    for text in [
        format!("{head}[{}]\n", "{a:  1},".repeat(60_000)),
        format!("{head}\n {}\n", "-  ".repeat(20_000)),
        format!("{head}{}{}\n", "[ ".repeat(20_000), " ]".repeat(20_000)),
    ] {
        let workspace = Workspace::new(Settings::default()).with([change(0, "large.yaml", &text)]);
        let start = Instant::now();
        let formatted = oam_ide::format(&workspace, FileId(0), FormatConfig::default());
        eprintln!("{} edits in {:?}", formatted.edits.len(), start.elapsed());
        assert!(formatted.edits.len() > 10_000 && formatted.left_alone.is_empty(), "nothing was tested");
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}

#[test]
fn ten_times_the_text_takes_no_hundred_times_as_long() {
    let (small, large) = (workspace(400), workspace(4_000));
    for feature in &FEATURES {
        // The best of several: others use this machine too.
        let best =
            |it: &(Workspace, usize)| (0..3).map(|_| time(feature, &it.0, it.1)).min().unwrap_or_default();
        let (one, ten) = (best(&small), best(&large));
        eprintln!("{}: {one:?}, {ten:?}", feature.0);
        assert!(ten < one * 50 + Duration::from_millis(50), "{}: {one:?}, then {ten:?}", feature.0);
    }
}
