//! Formatting: it settles at once, and neither data nor comments change.

use oam_ide::{FilePosition, FileSpan, FormatConfig, FormatObstacle, Formatted};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Offset, SourceText, Span};
use yaml_rust2::{Yaml, YamlLoader};

use crate::input::{Random, edited, inside, parts, workspace};

const FILE: FileId = FileId(0);

pub(crate) fn check(data: &[u8]) {
    let text = parts(data, 2).swap_remove(0);
    let before = workspace(std::slice::from_ref(&text));
    let found = oam_ide::format(&before, FILE, FormatConfig::default());
    let once = changed(&text, &found);
    let after = workspace(std::slice::from_ref(&once));
    let again = oam_ide::format(&after, FILE, FormatConfig::default());
    assert_eq!(again.edits, [], "formatted once:\n{once}");
    part(&before, &text, &mut Random::new(data));
}

fn part(workspace: &Workspace, text: &str, random: &mut Random) {
    let (one, other) = (random.place(text), random.place(text));
    let span = Span::new(Offset::new(one.min(other)), Offset::new(one.max(other)));
    let config = FormatConfig { width: 4, ..FormatConfig::default() };
    changed(text, &oam_ide::format_range(workspace, FileSpan { file: FILE, span }, config));
    for typed in ["\n", "-"] {
        let at = FilePosition { file: FILE, offset: Offset::new(random.place(text)) };
        let edit = oam_ide::format_on_type(workspace, at, typed, FormatConfig::default());
        edit.iter().for_each(|it| inside(text, it.span));
    }
}

/// The text after the edits, which says what it has said.
fn changed(text: &str, found: &Formatted) -> String {
    let is_unsure = found.left_alone.iter().any(|it| it.obstacle == FormatObstacle::Unsure);
    assert!(!is_unsure, "the result was thrown away, for it says something else");
    found.edits.iter().for_each(|it| inside(text, it.span));
    assert!(found.edits.windows(2).all(|it| it[0].span.end <= it[1].span.start), "edits overlap");
    let after = edited(text, FILE, &found.edits);
    if after != text {
        assert_eq!(said(text), said(&after), "other data:\n{after}");
        assert_eq!(comments(text), comments(&after), "other comments:\n{after}");
    }
    after
}

/// What each document holds to a parser of another make; nothing for one that it does not read. A NUL is the end of the
/// text to it, and blanks in front of one are another thing than blanks at the end of a line.
fn said(text: &str) -> Vec<Option<Vec<Yaml>>> {
    let read = |text: &str| {
        let text = Some(text.strip_prefix('\u{feff}').unwrap_or(text)).filter(|it| !it.contains('\0'))?;
        YamlLoader::load_from_str(text).ok()
    };
    SourceText::new(text).documents().iter().map(|it| read(it.document.text())).collect()
}

fn comments(text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let of = |it: &oam_syntax::DocumentSlot| {
        let text = it.document.text();
        it.document.comments().iter().map(|it| it.of(text).trim_end().to_owned()).collect::<Vec<_>>()
    };
    source.documents().iter().flat_map(of).collect()
}
