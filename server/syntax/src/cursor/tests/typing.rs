//! A document as it is being typed: every line cut after every character, with all other lines in place.

use super::{Cursor, Place, cursor};
use crate::{Offset, SourceText};

const DOCUMENT: &str = "\
apiVersion: core.oam.dev/v1alpha1
kind: ApplicationConfiguration
metadata:
  name: é漢-app
  annotations: # note
    version: v1.0.0
    description: \"two words\"
spec:
  variables:
    - name: message
      value: 'Hello'
  components:
  # the first one
  - componentName: web
    instanceName: web-1
    parameterValues:
    - name: args
      value:
        - one
        - two words
    traits:
    - name: ingress
      properties:
        hostname: example.com
        path: /
        ports: [80, 443]
        tls: {secret: x, hosts: [a, b]}

    - name: manual-scaler
      properties:
        replicas: 3
  - componentName: db
    run: |
      echo: a
      - b
    scopes: []
";

/// What is expected of a place, whatever is still missing: its kind and path.
fn place(cursor: &Cursor<'_>) -> (&'static str, String) {
    match &cursor.place {
        Place::Key { path, .. } => ("key", path.to_string()),
        Place::Value { path } => ("value", path.to_string()),
        Place::Item { path } => ("item", path.to_string()),
        Place::Comment => ("comment", String::new()),
        Place::Nothing => ("nothing", String::new()),
    }
}

/// With the rest of the line cut off, and with the rest of the text, the place is that of the complete text. The first key of an item is an
/// item while it has no colon, and a value whose quote is open is still a value.
#[test]
fn a_cut_line_has_its_place() {
    let complete = SourceText::new(DOCUMENT);
    let complete = &complete.documents()[0].document;
    let mut wrong = Vec::new();
    let mut n_places = 0;
    for (at, _) in DOCUMENT.char_indices() {
        let line_end = at + DOCUMENT[at..].find('\n').unwrap_or(0);
        let line_start = DOCUMENT[..at].rfind('\n').map_or(0, |found| found + 1);
        let line = &DOCUMENT[line_start..at];
        if line.trim().is_empty() || line.ends_with(':') || line.ends_with('-') {
            continue;
        }
        let expected = place(&cursor(complete, Offset::new(at)));
        if expected.0 == "nothing" {
            continue;
        }
        n_places += 1;
        for rest in [&DOCUMENT[line_end..], ""] {
            let cut = SourceText::new(&format!("{}{rest}", &DOCUMENT[..at]));
            let found = place(&cursor(&cut.documents()[0].document, Offset::new(at)));
            let is_first_key =
                expected.0 == "key" && found.0 == "item" && line.trim_start().starts_with("- ");
            if found != expected && !(is_first_key && found.1 == expected.1) {
                wrong.push(format!("{line}¦ is {found:?}, not {expected:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty() && n_places > 400, "{n_places} places, wrong:\n{}", wrong.concat());
}
