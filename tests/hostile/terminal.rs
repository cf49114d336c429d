//! What a hostile document may put on the screen: no control characters on a terminal, no markup of its own in pictures.

use oam_tests::fixture::tests_folder;

use crate::repository::hostile;
use crate::session::run;

/// Control characters that are no line breaks; the colours are our own.
fn odd(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut bare = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            bare += before;
            let end = after.find(|it: char| !it.is_ascii_digit() && it != ';').unwrap_or(after.len());
            // `m` sets a colour; anything else moves the cursor, clears the screen and worse.
            rest = if after[end..].starts_with('m') { &after[end + 1..] } else { &after[end..] };
            if !after[end..].starts_with('m') {
                bare.push('\u{1b}');
            }
        }
        bare += rest;
        let is_odd = |it: char| it.is_control() && it != '\t';
        if bare.chars().any(is_odd) {
            lines.push(format!("{line:?}"));
        }
    }
    lines
}

#[test]
fn no_control_character_of_a_document_reaches_a_terminal() {
    let repository = hostile();
    for arguments in [
        ["lint", "--format=human"],
        ["lint", "--format=concise"],
        ["lint", "--statistics"],
        ["lint", "--format=github"],
        ["lint", "--format=json"],
        ["lint", "--format=junit"],
        ["preview", "--target=kubernetes"],
        ["preview", "--target=rudr"],
        ["graph", "--format=text"],
        ["graph", "--format=mermaid"],
        ["graph", "--format=dot"],
        ["fmt", "--check"],
        ["fmt", "--diff"],
        ["fix", "--diff"],
        ["diff", "HEAD\u{1b}[31m"],
        ["lint", "no\u{1b}[31msuch.yaml"],
        ["explain", "no\u{1b}[31msuch"],
    ] {
        for color in ["--color=never", "--color=always"] {
            let (_, out, err) = run(&repository.root, &[color, arguments[0], arguments[1]]);
            // With colours off there is no escape at all.
            let own = if color == "--color=never" { "\u{1b}" } else { "\u{0}" };
            assert!(!out.contains(own) && !err.contains(own), "{color} {arguments:?}:\n{out:?}\n{err:?}");
            let wrong = [odd(&out), odd(&err)].concat();
            assert!(wrong.is_empty(), "{color} {arguments:?}:\n{}", wrong.join("\n"));
        }
    }
}

#[test]
fn pictures_hold_no_markup_of_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["app.yaml", "component.yaml", "traits.yaml"] {
        let from = tests_folder().join("hostile/files").join(name);
        std::fs::copy(from, folder.path().join(name)).expect("a copy");
    }
    let (_, picture, _) = run(folder.path(), &["graph", "--format=svg", "app.yaml"]);
    assert!(picture.contains("&lt;script"), "the names are there\n{picture}");
    let tree = roxmltree::Document::parse(&picture).expect("well-formed");
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(
            !["script", "foreignObject", "iframe", "image", "use", "animate"].contains(&name),
            "<{name}>"
        );
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            assert!(!attribute.value().trim_start().starts_with("javascript:"), "{}", attribute.value());
        }
    }
}
