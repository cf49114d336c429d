//! What a tree says: kinds, places, texts, values, neighbours.

#![cfg(test)]

use oam_syntax::{Node, NodeKind, Offset, Scalar, SourceDocument, SourceText, Style, YamlPath};

/// The one document of a text.
fn document(text: &str) -> std::sync::Arc<SourceDocument> {
    let source = SourceText::new(text);
    assert_eq!(source.documents().len(), 1, "{text}");
    source.documents()[0].document.clone()
}

fn find<'d>(document: &'d SourceDocument, path: &str) -> Node<'d> {
    let path: YamlPath = path.parse().expect("a path");
    document.find(&path).unwrap_or_else(|| panic!("nothing at {path}"))
}

/// A tree on one line: `{key: value}`, `[item]`, `_` for what is missing, each with its span.
fn outline(node: Node<'_>) -> String {
    let list = |nodes: Vec<Node<'_>>| nodes.into_iter().map(outline).collect::<Vec<_>>().join(" ");
    let (start, end) = (node.span().start.get(), node.span().end.get());
    match node.kind() {
        NodeKind::Mapping => format!("{{{}}}@{start}..{end}", list(node.children().collect())),
        NodeKind::Sequence => format!("[{}]@{start}..{end}", list(node.children().collect())),
        NodeKind::Missing => format!("_@{start}"),
        NodeKind::Scalar | NodeKind::Alias | NodeKind::Template => format!("{}@{start}..{end}", node.raw()),
    }
}

fn check(text: &str, expected: &str) {
    let document = document(text);
    assert_eq!(document.root().map_or_else(String::new, outline), expected, "{text}");
}

#[test]
fn spans_are_real_starts_and_ends() {
    check("a: b\n", "{a@0..1 b@3..4}@0..4");
    check("# c\n\na:\n  - b # d\n  - 'e'\n\n# f\n", "{a@5..6 [b@12..13 'e'@22..25]@10..25}@5..25");
    check("\u{feff}a: b", "{a@3..4 b@6..7}@3..7");
    check(
        "--- # c\na: |\n  b\n\n  c\n\n\nd: >+\n  e\n\n",
        "{a@8..9 |\n  b\n\n  c@11..21 d@24..25 >+\n  e\n\n@27..35}@8..35",
    );
    check("a: {b: [c, d]} # e\n", "{a@0..1 {b@4..5 [c@8..9 d@11..12]@7..13}@3..14}@0..14");
    check("[a: b, c]", "[{a@1..2 b@4..5}@1..5 c@7..8]@0..9");
    check("&a !!map\nb: &c d\n", "{b@9..10 d@15..16}@9..16");
    check("a: b\n  c\nd: \"e\n  f\"\n", "{a@0..1 b\n  c@3..8 d@9..10 \"e\n  f\"@12..19}@0..19");
}

#[test]
fn what_is_missing_is_where_it_would_be_written() {
    check("a:\nb: \nc:  # d\n", "{a@0..1 _@2 b@3..4 _@6 c@7..8 _@10}@0..10");
    check("-\n- \n- a\n-\n", "[_@1 _@4 a@7..8 _@10]@0..10");
    check("a: {b: , c, : d}", "{a@0..1 {b@4..5 _@7 c@9..10 _@10 _@12 d@14..15}@3..16}@0..16");
    check("a: &x\nb: !!str \n", "{a@0..1 _@5 b@6..7 _@14}@0..14");
    check("nam\n", "nam@0..3");
    check("a: 1\nnam\n", "{a@0..1 1@3..4 nam@5..8 _@8}@0..8");
    check("? a\n: \n? \n", "{a@2..3 _@6 _@9 _@9}@0..9");
}

#[test]
fn empty_documents_have_no_root() {
    for text in [
        "",
        "\n\n",
        "# a\n",
        "---\n",
        "--- # a\n...\n",
        "%YAML 1.2\n---\n",
        "\u{feff}",
        "{{- if .x }}\n{{- end }}\n",
    ] {
        let document = document(text);
        assert!(document.is_empty(), "{text}");
        assert_eq!(document.root(), None);
        assert_eq!(document.errors(), [], "{text}");
        assert_eq!(document.node_at(Offset::ZERO), None);
    }
}

#[test]
fn scalars_have_style_text_and_value() {
    let document = document(
        "a: 1\nb: 'it''s'\nc: \"\\u00e9\"\nd: |\n  x\ne: >\n  x\n  y\nf:\ng: {{ x }}\nh: a{{ x }}b\ni: ~\nj: |\n  no break",
    );
    let read = |path: &str| {
        let node = find(&document, path);
        (node.style(), node.text().into_owned(), node.scalar())
    };
    let text = |text: &str| Some(Scalar::Str(text.to_owned()));
    assert_eq!(read("a"), (Some(Style::Plain), "1".into(), Some(Scalar::Int(1))));
    assert_eq!(read("b"), (Some(Style::SingleQuoted), "it's".into(), text("it's")));
    assert_eq!(read("c"), (Some(Style::DoubleQuoted), "é".into(), text("é")));
    assert_eq!(read("d"), (Some(Style::Literal), "x\n".into(), text("x\n")));
    assert_eq!(read("e"), (Some(Style::Folded), "x y\n".into(), text("x y\n")));
    assert_eq!(read("f"), (None, String::new(), Some(Scalar::Null)));
    assert_eq!(read("g"), (Some(Style::Plain), "{{ x }}".into(), None));
    assert_eq!(read("h"), (Some(Style::Plain), "a{{ x }}b".into(), None));
    assert_eq!(read("i"), (Some(Style::Plain), "~".into(), Some(Scalar::Null)));
    assert_eq!(read("j").1, "no break");
    assert_eq!(find(&document, "g").kind(), NodeKind::Template);
    assert_eq!(find(&document, "h").kind(), NodeKind::Template);
}

#[test]
fn paths_lead_there_and_back() {
    let document = document("a:\n  - b: {c: [d]}\n  - 'e.f': g\n");
    for (path, raw) in [("a[0].b.c[0]", "d"), ("a[1].\"e.f\"", "g"), ("a[0].b", "{c: [d]}")] {
        let node = find(&document, path);
        assert_eq!(node.raw(), raw);
        assert_eq!(node.path().to_string(), path);
    }
    let value = find(&document, "a[1].\"e.f\"");
    let entry = value.entry().expect("an entry");
    assert_eq!((entry.key.raw(), entry.value), ("'e.f'", value));
    assert_eq!(entry.key.path(), value.path());
    assert_eq!(entry.key.entry(), Some(entry));
    assert!(entry.key.is_key() && !value.is_key());
    assert_eq!(value.parent().and_then(Node::parent).map(Node::kind), Some(NodeKind::Sequence));
    assert_eq!(document.find(&"a[2]".parse().expect("a path")), None);
    assert_eq!(document.find(&"a.b".parse().expect("a path")), None);
}

#[test]
fn anchors_tags_and_merge_keys() {
    let document = document(
        "base: &base !!map\n  a: 1\n  b: 2\nother: &other {b: 3, c: 4}\nuse:\n  <<: [*base, *other]\n  a: 0\n  d: 5\nagain: *base\n",
    );
    let base = find(&document, "base");
    assert_eq!((base.anchor(), base.tag()), (Some("base"), Some("!!map")));
    let again = find(&document, "again");
    assert_eq!((again.kind(), again.raw()), (NodeKind::Alias, "*base"));
    assert_eq!(again.resolved(), base);
    assert_eq!(find(&document, "again.b").raw(), "2");
    let merged: Vec<(String, String)> = find(&document, "use")
        .merged_entries()
        .into_iter()
        .map(|it| (it.key.text().into_owned(), it.value.text().into_owned()))
        .collect();
    let expected = [("a", "0"), ("d", "5"), ("b", "2"), ("c", "4")];
    assert_eq!(merged, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert_eq!(find(&document, "use.c").raw(), "4");
    assert_eq!(find(&document, "use").entries().count(), 3);
}

#[test]
fn an_alias_means_the_nearest_anchor_above() {
    let document = document("a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *y\n");
    assert_eq!(find(&document, "b").text(), "1");
    assert_eq!(find(&document, "d").text(), "2");
    let lost = find(&document, "e");
    assert_eq!(lost.resolved(), lost);
    let messages: Vec<String> = document.errors().iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["no anchor `&y` stands before this"]);
}

#[test]
fn the_last_of_repeated_keys_counts() {
    let document = document("a: 1\nb: {c: 1, 'c': 2}\n\"a\": 3\n? [x]\n: 1\n? [x]\n: 2\n");
    let pairs: Vec<(&str, &str)> =
        document.duplicate_keys().into_iter().map(|(first, again)| (first.raw(), again.raw())).collect();
    assert_eq!(pairs, [("c", "'c'"), ("a", "\"a\"")]);
    assert_eq!(find(&document, "a").raw(), "3");
}

#[test]
fn the_innermost_node_at_a_place() {
    let text = "a: [b, 'c']\nd:\n  e: f\ng\n";
    let document = document(text);
    let at = |at: usize| document.node_at(Offset::new(at)).map_or("", Node::raw);
    for (needle, raw) in [
        ("a", "a"),
        ("b", "b"),
        (", '", "b"),
        ("'c'", "'c'"),
        ("[", "[b, 'c']"),
        ("e", "e"),
        ("f", "f"),
        ("g", "g"),
    ] {
        assert_eq!(at(text.find(needle).expect("in the text")), raw, "{needle}");
    }
    assert_eq!(at(text.len() - 1), "g");
    let value = document.node_at(Offset::new(text.find("d:").expect("in the text") + 2)).expect("a node");
    assert_eq!(value.kind(), NodeKind::Mapping);
}

#[test]
fn comments_are_found_and_nothing_else_is_one() {
    let text = "# a\nb: c # d\ne: '# f' # g\nh: [i, # j\n k#l]\nm: |\n  # n\n  o\n# p\nq: >  # r\n  s\nt: u#v\nw: x: y # z\n{{- /* a: b\n c */ -}}\n";
    let document = document(text);
    let comments: Vec<&str> = document.comments().iter().map(|it| it.of(text)).collect();
    assert_eq!(comments, ["# a", "# d", "# g", "# j", "# p", "# r", "# z", "{{- /* a: b\n c */ -}}"]);
}

#[test]
fn offsets_count_from_the_document() {
    let source = SourceText::new("a: 1\n---\nb: 2\n");
    let second = &source.documents()[1];
    assert_eq!((second.start, second.first_line), (Offset::new(5), 1));
    let value = find(&second.document, "b");
    assert_eq!(value.span().shift(second.start).of(&source.text()), "2");
}

#[test]
fn a_line_between_two_columns_belongs_to_the_nearer_block() {
    for (text, path) in
        [("a:\n    b: 1\n c: 2\n", "c"), ("a:\n    b: 1\n   c: 2\n", "a.c"), ("a:\n  b: 1\n c: 2\n", "a.c")]
    {
        let document = document(text);
        assert_eq!(find(&document, path).raw(), "2", "{text}");
        assert_eq!(document.errors().len(), 1, "{text}");
    }
}

#[test]
fn a_comment_is_one_comment_wherever_reading_starts_again() {
    let source = SourceText::new("a: [b\n# one # two\nc: \"d\n# three\ne: 1\n");
    let document = &source.documents()[0].document;
    let comments: Vec<_> = document.comments().iter().map(|it| it.of(document.text())).collect();
    assert_eq!(comments, ["# one # two", "# three"]);
}
