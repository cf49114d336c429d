//! A candidate that is accepted does no harm: the text stays as right as it was, and the candidate is where it belongs.

use super::{Cursor, Place, cursor};
use crate::{Offset, SourceText, YamlPath};

const DOCUMENTS: &[&str] = &[
    "apiVersion: v1\nkind: App\n\nmetadata:\n  name: é漢 # note\n\n  labels: {a: 1, b: \"x\"}\nspec:\n  components:\n\n    - name: web\n      \
     settings:\n        a: 1\n\n        b: two words\n\n    - name: db\n      args: [x, 'y']\n\n  empty:\n  last: ''\n",
    "traits:\n- name: x\n\n  properties:\n    run: |\n      echo\n\n      more\n- name: y\n\n# note\n- z\n-\n",
    "# only a comment\n\n",
    "list:\n\n  - - a\n    - b\n  -\n    c: 1\n\n  - {}\n  - []\nother:\r\n  x: 1\r\n\r\n  y: 2\r\n",
    "---\na: {b: [c, {d: e}], f: g}\n\nh: &x\n  i: *x\n\n",
];

/// The document after `candidate` is accepted, and the path where it must be; nothing where there is no place for one.
fn accept(text: &str, at: usize, found: &Cursor<'_>, candidate: &str) -> Option<(String, YamlPath, bool)> {
    let (path, is_key) = match &found.place {
        Place::Key { path, .. } => (path.clone().key(candidate), true),
        Place::Value { path } | Place::Item { path } => (path.clone(), false),
        Place::Comment | Place::Nothing => return None,
    };
    let (start, end) = (found.replace.start.index(), found.replace.end.index());
    assert!(start <= at);
    let closing = found.quote.filter(|_| found.is_unclosed).map(String::from).unwrap_or_default();
    let colon = if is_key && !found.has_colon { ": 1" } else { "" };
    let lead = &found.lead;
    Some((format!("{}{lead}{candidate}{closing}{colon}{}", &text[..start], &text[end..]), path, is_key))
}

/// At every offset of these valid documents, with blanks typed on the blank lines too.
#[test]
fn accepted_candidates_do_no_harm() {
    let mut n_accepted = 0;
    for original in DOCUMENTS {
        for text in with_typed_blanks(original) {
            let source = SourceText::new(&text);
            let document = &source.documents()[0].document;
            let text = document.text();
            assert_eq!(document.errors(), [], "{text}");
            for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                if text[..at].ends_with('\r') {
                    continue;
                }
                let found = cursor(document, Offset::new(at));
                let Some((after, path, is_key)) = accept(text, at, &found, "zz") else { continue };
                let context = format!("{text:?}\nbecomes\n{after:?}\nat {at}: {found:?}");
                let after = SourceText::new(&after);
                let after = &after.documents()[0].document;
                assert_eq!(after.errors(), [], "{context}");
                let node = after.find(&path).unwrap_or_else(|| panic!("`{path}` is not there\n{context}"));
                assert!(is_key || node.text() == "zz", "{context}");
                n_accepted += 1;
            }
        }
    }
    assert!(n_accepted > 2_000, "only {n_accepted} places");
}

/// The text, and the text with one of its blank lines indented.
fn with_typed_blanks(text: &str) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    for (at, _) in text.match_indices('\n').filter(|(at, _)| text[at + 1..].starts_with(['\n', '\r'])) {
        texts.extend(
            [1, 2, 4, 6, 8].map(|width| format!("{}{}{}", &text[..=at], " ".repeat(width), &text[at + 1..])),
        );
    }
    texts
}
