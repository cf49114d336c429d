//! Previews and pictures: whatever the documents say, what is shown is YAML that says what was rendered, with places in the files.

use oam_ide::{Picture, PreviewRequest, Target, Theme, previews, topologies};
use oam_model::workspace::FileId;
use yaml_rust2::YamlLoader;

use crate::input::{inside, parts, workspace};

pub(crate) fn check(data: &[u8]) {
    let texts = parts(data, 3);
    let workspace = workspace(&texts);
    let text = |file: FileId| &texts[usize::try_from(file.0).expect("a small number")];
    for target in [Target::Kubernetes, Target::Rudr] {
        let request = PreviewRequest { origins: true, ..PreviewRequest::new(target) };
        for preview in previews(&workspace, &request) {
            assert_eq!(preview.lines.len(), preview.yaml.lines().count(), "{}", preview.yaml);
            preview.lines.iter().flatten().for_each(|it| inside(text(it.file), it.span));
            let places = preview.notes.iter().filter_map(|it| it.at);
            places.for_each(|it| inside(text(it.file), it.span));
            let read = YamlLoader::load_from_str(&preview.yaml);
            let read = read.unwrap_or_else(|error| panic!("no YAML: {error}\n{}", preview.yaml));
            let shown = read.iter().filter(|it| !it.is_null()).count();
            assert_eq!(shown, preview.manifests().len(), "{}", preview.yaml);
        }
        for topology in topologies(&workspace, &request) {
            topology.places.iter().flatten().for_each(|it| inside(text(it.file), it.span));
            for picture in [Picture::Svg(Theme::Light), Picture::Mermaid, Picture::Dot] {
                assert!(!topology.draw(picture).is_empty());
            }
        }
    }
}
