//! Lines with nothing but blanks.

use super::check;

#[test]
fn the_column_decides() {
    let deep =
        |line: &str| format!("spec:\n  components:\n    - name: x\n      settings:\n        a: 1\n{line}");
    check(&[
        (&deep("¦"), "key . @0 beside spec"),
        (&deep("  ¦"), "key spec @2 beside components"),
        (&deep("    ¦"), "item spec.components[1] @4 lead \"- \""),
        (&deep("      ¦"), "key spec.components[0] @6 beside name,settings"),
        (&deep("        ¦"), "key spec.components[0].settings @8 beside a"),
        (&deep("   ¦"), "nothing"),
        (&deep("          ¦"), "nothing"),
        (&deep("\n\n      ¦\n\n"), "key spec.components[0] @6 beside name,settings"),
        (&deep("      ¦\nkind: y\n"), "key spec.components[0] @6 beside name,settings"),
        (&deep("¦\nkind: y\n"), "key . @0 beside spec,kind"),
        (&deep("  ¦  \n"), "key spec @2 beside components"),
        (&deep("      # note\n      ¦\n"), "key spec.components[0] @6 beside name,settings"),
    ]);
}

#[test]
fn below_a_key_without_value() {
    check(&[
        ("spec:\n  ¦", "new key spec @2"),
        ("spec:\n    ¦\n", "new key spec @4"),
        ("spec:\n¦", "key . @0 beside spec"),
        ("spec:\n  ¦\nkind: x\n", "new key spec @2"),
        ("spec: # note\n  # more\n  ¦\n", "new key spec @2"),
        ("traits:\n  - name: x\n    properties:\n      ¦", "new key traits[0].properties @6"),
        ("traits:\n  - name: x\n    properties:\n    ¦", "key traits[0] @4 beside name,properties"),
        ("-\n  ¦", "new key [0] @2"),
        ("spec:\n  one\n  ¦\n", "new key spec @2"),
        ("spec:\n  ¦\n  one\n", "new key spec @2"),
        ("spec:\n  a: 1\n  one\n    ¦\n", "nothing"),
        ("spec: &x\n  ¦\n", "new key spec @2"),
    ]);
}

#[test]
fn in_lists() {
    check(&[
        ("- name: x\n  ¦", "key [0] @2 beside name"),
        ("- name: x\n¦", "item [1] @0 lead \"- \""),
        ("traits:\n- name: x\n¦", "key . @0 beside traits"),
        ("traits:\n- name: x\n  ¦", "key traits[0] @2 beside name"),
        ("traits:\n- name: x\n¦\n- name: y\n", "item traits[1] @0 lead \"- \""),
        ("traits:\n  - name: x\n  ¦\n  - name: y\n", "item traits[1] @2 lead \"- \""),
        ("traits:\n  - name: x\n    ¦\n  - name: y\n", "key traits[0] @4 beside name"),
        ("traits:\n  - name: x\n¦\n  - name: y\n", "item traits[1] @2 lead \"  - \""),
        ("traits:\n  ¦\n  - name: y\n", "item traits[0] @2 lead \"- \""),
        ("traits:\n¦\n- name: y\n", "item traits[0] @0 lead \"- \""),
        ("args:\n  - one\n  ¦\n", "item args[1] @2 lead \"- \""),
        ("args:\n  - one\n    ¦\n", "nothing"),
        ("args:\n  - one\n¦", "key . @0 beside args"),
        ("- - a\n  ¦\n", "item [0][1] @2 lead \"- \""),
    ]);
}

#[test]
fn inside_of_a_block() {
    check(&[
        ("spec:\n  a: 1\n  ¦\n  b: 2\n", "key spec @2 beside a,b"),
        ("spec:\n  a: 1\n¦\n  b: 2\n", "key spec @2 lead \"  \" beside a,b"),
        ("spec:\n  a: 1\n ¦\n  b: 2\n", "key spec @2 lead \" \" beside a,b"),
        ("spec:\n  ¦\n  a: 1\n", "key spec @2 beside a"),
        ("spec:\n¦\n  a: 1\n", "key spec @2 lead \"  \" beside a"),
        ("spec:\n  a:\n    x: 1\n    ¦\n  b: 2\n", "key spec.a @4 beside x"),
        ("spec:\n  a:\n    x: 1\n  ¦\n  b: 2\n", "key spec @2 beside a,b"),
        ("¦\nkind: x\n", "key . @0 beside kind"),
        ("kind: x\n\n¦\n\nspec: y\n", "key . @0 beside kind,spec"),
        ("a: 1\n¦\n# note\nb: 2\n", "key . @0 beside a,b"),
    ]);
}

#[test]
fn in_scalars() {
    check(&[
        ("key: |\n  ¦", "nothing"),
        ("key: |\n  text\n  ¦", "nothing"),
        ("key: |\n  text\n    ¦", "nothing"),
        ("key: |\n  text\n¦", "key . @0 beside key"),
        ("key: |\n  text\n¦\n  text\n", "nothing"),
        ("key: |\n  text\n\n  ¦\nb: 1\n", "nothing"),
        ("key: |\n¦", "key . @0 beside key"),
        ("spec:\n  run: |\n    text\n  ¦\n", "key spec @2 beside run"),
        ("- |\n  text\n¦\n", "item [1] @0 lead \"- \""),
        ("key: \"one\n  ¦\n  two\"\n", "nothing"),
        ("key: one\n  ¦\n  two\n", "nothing"),
        ("key: one\n  ¦\n", "nothing"),
        ("key: \"one\n  ¦\nb: 1\n", "nothing"),
    ]);
}

#[test]
fn documents_and_line_ends() {
    check(&[
        ("¦", "new key . @0"),
        ("\n\n¦\n", "new key . @0"),
        ("  ¦", "new key . @2"),
        ("# note\n¦", "new key . @0"),
        ("---\n¦\n", "new key . @0"),
        ("a: 1\n---\nspec:\n  ¦\n---\nc: 1\n", "new key spec @2"),
        ("a: 1\n---\n¦\n", "new key . @0"),
        ("spec:\r\n  a: 1\r\n  ¦\r\n", "key spec @2 beside a"),
        ("spec:\r\n  ¦\r\n", "new key spec @2"),
        ("- name: é漢\r\n  ¦", "key [0] @2 beside name"),
        ("a: 1\n¦", "key . @0 beside a"),
        ("a: é\n  ¦\n", "nothing"),
        ("foo\n¦\n", "new key . @0"),
        ("\u{feff}¦\n", "new key . @0"),
        ("\u{feff}a: 1\n¦\n", "key . @0 beside a"),
        ("\u{feff}a:\n  b: 1\n  ¦\n", "key a @2 beside b"),
    ]);
}

#[test]
fn below_a_key_with_a_question_mark() {
    check(&[
        ("a:\n  ? \"b\n    ¦\n", "nothing"),
        ("a:\n  ? b\n  ¦\n", "key a @2 beside b"),
        ("a:\n  ? b\n  : c\n  ¦\n", "key a @2 beside b"),
    ]);
}
