//! The examples of the project are clean, and their rendered output is what stands beside them.
//!
//! `UPDATE_EXPECT=1` rewrites `rendered.yaml`, `topology.svg` and `findings.txt` of every example, and the pictures of the README.

use std::path::{Path, PathBuf};

use oam_ide::{Picture, PreviewRequest, Side, Target, Theme};
use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::{Encoding, SourceText};
use oam_tests::expect::expect_file;
use walkdir::WalkDir;

/// Examples whose pictures are in `README.md`.
const SHOWN: [&str; 2] = ["guestbook", "wordpress"];

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut found: Vec<_> = std::fs::read_dir(&folder)
        .expect("examples/")
        .map(|it| it.expect("an entry").path())
        .filter(|it| it.is_dir())
        .collect();
    found.sort();
    assert!(found.len() >= 3, "examples are missing: {found:?}");
    found
}

fn load(folder: &Path) -> Workspace {
    let settings =
        std::fs::read_to_string(folder.join(".oam-ls.yaml")).expect("every example says its platform");
    let platform = settings.lines().find_map(|it| it.strip_prefix("platform: ")).map(str::to_owned);
    let mut paths: Vec<_> = WalkDir::new(folder)
        .into_iter()
        .map(|it| it.expect("an entry").into_path())
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .filter(|it| !it.file_name().is_some_and(|it| it == "rendered.yaml" || it == ".oam-ls.yaml"))
        .collect();
    paths.sort();
    let changes = paths.iter().enumerate().map(|(index, path)| {
        let relative = path.strip_prefix(folder).expect("below the example").to_string_lossy();
        let text = std::fs::read_to_string(path).expect("a readable example");
        let file = FileId(u32::try_from(index).expect("few files"));
        Change { file, path: relative.as_ref().into(), text: Some(SourceText::new(&text)) }
    });
    Workspace::new(Settings { platform, ..Settings::default() }).with(changes)
}

#[test]
fn an_example_does_not_differ_from_itself() {
    for folder in examples() {
        let workspace = load(&folder);
        for target in Target::ALL {
            let request = PreviewRequest::new(target);
            let side = Side { workspace: &workspace, request: &request, within: None };
            let difference = oam_ide::diff(side, side, &[]);
            assert!(difference.is_empty(), "{}: {difference:#?}", folder.display());
            let pictures = oam_ide::topology_differences(side, side, &[]);
            assert_eq!(pictures.len(), difference.applications[1]);
            for (_, picture) in pictures {
                let data = picture.data(|_| Vec::new()).to_string();
                assert!(!data.contains("\"change\""), "{}: {data}", folder.display());
            }
        }
    }
}

#[test]
fn examples_render_as_recorded() {
    for folder in examples() {
        let workspace = load(&folder);
        let request = PreviewRequest::new(Target::Kubernetes);
        let previews = oam_ide::previews(&workspace, &request);
        assert!(!previews.is_empty(), "{}: nothing to render", folder.display());
        let texts: Vec<&str> = previews.iter().map(|it| it.yaml.as_str()).collect();
        expect_file(&folder.join("rendered.yaml"), &texts.join("---\n"));
        let sizes = previews.iter().map(|it| it.manifests().len());
        let pictures = sizes.zip(oam_ide::topologies(&workspace, &request));
        let (_, largest) = pictures.max_by_key(|it| it.0).expect("one at least");
        let picture = largest.draw(Picture::Svg(Theme::Auto));
        expect_file(&folder.join("topology.svg"), &picture);
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        if SHOWN.contains(&name.as_str()) {
            let shown = folder.join(format!("../../docs/images/{name}.svg"));
            expect_file(&shown, &picture);
        }
    }
}

#[test]
fn examples_have_the_recorded_findings() {
    for folder in examples() {
        let workspace = load(&folder);
        let mut text = String::new();
        for file in workspace.files() {
            for finding in oam_ide::diagnostics(&workspace, file.id()) {
                let at = file.text().line_col(finding.span.start, Encoding::Utf32);
                let (line, column, severity) = (at.line + 1, at.column + 1, finding.severity.name());
                text += &format!(
                    "{}:{line}:{column}: {severity}[{}]: {}\n",
                    file.path(),
                    finding.rule,
                    finding.message
                );
            }
        }
        expect_file(&folder.join("findings.txt"), &text);
        let is_old = folder.ends_with("wordpress-2019");
        // Examples are short: what would be good practice beside is recorded, and fine.
        let is_clean = !text.contains(": error[") && !text.contains(": warning[");
        assert_eq!(
            is_clean,
            !is_old,
            "{}: only the example of 2019 has errors and warnings\n{text}",
            folder.display()
        );
    }
}
