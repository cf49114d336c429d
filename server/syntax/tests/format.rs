//! Formatting changes no data and no comment, and formatted text stays as it is: over all kinds of YAML, in both line ends.

#![cfg(test)]

use oam_syntax::edit::apply_edits;
use oam_syntax::format::{FileEnds, FormatStyle, format};
use oam_syntax::{SourceText, Span};
use yaml_rust2::YamlLoader;

/// All documents formatted, in the style they have together.
fn formatted(text: &str, step: u32) -> String {
    let source = SourceText::new(text);
    let slots = source.documents();
    let style = FormatStyle::of(slots.iter().map(|it| &*it.document), step);
    let one = |(index, slot): (usize, &oam_syntax::DocumentSlot)| {
        let is_last = index + 1 == slots.len();
        let ends = FileEnds { begins: index == 0, trims_final_lines: is_last, has_final_newline: is_last };
        let text = slot.document.text();
        match format(&slot.document, style, None, ends) {
            Some(edits) => apply_edits(text, &edits),
            None => text.to_owned(),
        }
    };
    slots.iter().enumerate().map(one).collect()
}

fn comments(text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let of = |slot: &oam_syntax::DocumentSlot| -> Vec<String> {
        let spans = slot.document.comments();
        spans.iter().map(|it| it.of(slot.document.text()).trim_end().to_owned()).collect()
    };
    source.documents().iter().flat_map(of).collect()
}

fn check(text: &str) {
    let data = |text: &str| {
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        YamlLoader::load_from_str(bare).unwrap_or_else(|it| panic!("{it}\n{text}"))
    };
    let once = formatted(text, 2);
    assert_eq!(data(text), data(&once), "--- before\n{text}\n--- after\n{once}");
    assert_eq!(comments(text), comments(&once), "--- before\n{text}\n--- after\n{once}");
    assert_eq!(once, formatted(&once, 2), "formatted once and twice");
    let source = SourceText::new(text);
    for slot in source.documents() {
        let document = &slot.document;
        let style = FormatStyle::of(std::iter::once(&**document), 2);
        for line in 0..text.lines().count() {
            let start = document.text().lines().take(line).map(|it| it.len() + 1).sum::<usize>();
            let at = oam_syntax::Offset::new(start.min(document.text().len()));
            let Some(edits) = format(document, style, Some(Span::empty(at)), FileEnds::default()) else {
                continue;
            };
            let part = apply_edits(document.text(), &edits);
            assert_eq!(data(document.text()), data(&part), "line {line} of\n{text}\n---\n{part}");
        }
    }
}

#[test]
fn all_kinds_of_yaml() {
    for texts in [
        include_str!("agreement/collections.txt"),
        include_str!("agreement/scalars.txt"),
        include_str!("agreement/block_scalars.txt"),
        include_str!("agreement/flow.txt"),
        include_str!("agreement/anchors.txt"),
    ] {
        for text in texts.split("====\n") {
            let text = text.replace('␣', " ").replace('→', "\t").replace("∎\n", "");
            check(&text);
            check(&text.replace('\n', "\r\n"));
            check(&format!("\u{feff}# top\n\n\n{text}"));
            let nested: String = text.lines().flat_map(|it| ["      ", it, "\n"]).collect();
            if !text.contains("---") && !text.starts_with('\u{feff}') && !text.contains(['\t', '"', '\'']) {
                let below = format!("outer:\n    # why\n    - inner:\n{nested}");
                if SourceText::new(&below).documents().iter().all(|it| it.document.errors().is_empty()) {
                    check(&below);
                }
            }
        }
    }
}

/// `before` becomes `after`, which stays.
fn becomes(before: &str, after: &str) {
    check(before);
    assert_eq!(formatted(before, 2), after, "{before}");
    check(after);
}

#[test]
fn blocks_go_into_the_steps_that_prevail() {
    becomes(
        "spec:\n    a:   1\n    list:\n    -   x:  1\n        y: 2\n    - - deep\n      -   er\n    more:\n     b: {}\n",
        "spec:\n  a: 1\n  list:\n  - x: 1\n    y: 2\n  - - deep\n    - er\n  more:\n    b: {}\n",
    );
    becomes(
        "a:\n    b:\n        c:\n         - 1\nd:\n    e: 1\n",
        "a:\n    b:\n        c:\n            - 1\nd:\n    e: 1\n",
    );
    becomes("a:\n   - 1\nb:\n- 2\nc:\n- 3\n", "a:\n- 1\nb:\n- 2\nc:\n- 3\n");
}

#[test]
fn comments_stay_with_what_they_belong_to() {
    becomes(
        "# top\n\n\n\na:\n# of b\n    b: 1   # close\n    # end of a\n  # still\n    # below\n# of c\nc:\n    -  x\n    # in c\n",
        "# top\n\na:\n    # of b\n    b: 1   # close\n    # end of a\n    # still\n    # below\n# of c\nc:\n    - x\n    # in c\n",
    );
    becomes("a:\n    b:\n        # - commented out\nc: 1\n", "a:\n    b:\n        # - commented out\nc: 1\n");
}

#[test]
fn texts_keep_their_lines() {
    becomes(
        "a:\n   b: |\n       one\n         two  \n          \n   # c\n   d: >2-\n      x\n   e: plain\n        goes on  \n   f: \"q  \n     x\"  \n",
        "a:\n   b: |\n      one\n        two  \n         \n   # c\n   d: >2-\n      x\n   e: plain\n      goes on\n   f: \"q  \n      x\"\n",
    );
    becomes("a:\n  - |\n     x\n\n\n\nb: |+\n  y\n\n\n", "a:\n  - |\n    x\n\nb: |+\n  y\n\n\n");
    becomes("a: |\n  no end", "a: |\n  no end");
    becomes("a: |-\n  no end", "a: |-\n  no end\n");
    becomes("a: 1\n\n \n", "a: 1\n");
    becomes("a: 1\n", "a: 1\n");
}

#[test]
fn brackets() {
    becomes(
        "a: [ 1,2 ,  3 ]\nb: {x: 1,  y : {  } }\nc: {\"k\":1}\n",
        "a: [1, 2, 3]\nb: {x: 1, y: {}}\nc: {\"k\": 1}\n",
    );
    becomes("b: { x: 1, y: [ ]}\n", "b: { x: 1, y: [] }\n");
    becomes(
        "a:\n  b: [\n   1,\n     # two\n     2, {\n     x: 1 } ]\n  c:\n     [ 1,\n    2 ]\n",
        "a:\n  b: [\n    1,\n    # two\n    2, {\n      x: 1}]\n  c:\n    [1,\n      2]\n",
    );
}

#[test]
fn what_is_too_odd_keeps_its_indentation() {
    becomes("? a\n:    b\nc:   d  \n", "? a\n: b\nc: d\n");
    becomes("a:\n     &x\n     b:  1\n", "a:\n     &x\n     b: 1\n");
    becomes(
        "a:\n     -   b: 1\n         c:  1\n     - \"{{  x }}\"\n",
        "a:\n     -   b: 1\n         c: 1\n     - \"{{  x }}\"\n",
    );
}

#[test]
fn a_part_moves_with_its_neighbours() {
    let text =
        "a:\n     b:  1\n     c:\n       - x:  1\n         y:  2\n       - z:   3\nd:\n  e:  1\n  f:   2\n";
    let part = |line: usize| {
        let source = SourceText::new(text);
        let document = &source.documents()[0].document;
        let start = text.lines().take(line).map(|it| it.len() + 1).sum::<usize>();
        let style = FormatStyle { step: 2, list_offset: 0, padded_braces: false, trims_lines: true };
        let span = Span::empty(oam_syntax::Offset::new(start));
        apply_edits(text, &format(document, style, Some(span), FileEnds::default()).unwrap())
    };
    assert_eq!(part(7), text.replace("e:  1", "e: 1"));
    assert_eq!(
        part(3),
        "a:\n     b:  1\n     c:\n     - x: 1\n       y: 2\n     - z: 3\nd:\n  e:  1\n  f:   2\n"
    );
    assert_eq!(part(1), "a:\n  b: 1\n  c:\n  - x: 1\n    y: 2\n  - z: 3\nd:\n  e:  1\n  f:   2\n");
    assert_eq!(part(0), text);
}
