//! Lines with text.

use super::check;

#[test]
fn keys() {
    check(&[
        ("ke¦y: v\n", "key . <ke¦y> @0 colon"),
        ("¦key: v\n", "key . <¦key> @0 colon"),
        ("key¦: v\n", "key . <key¦> @0 colon"),
        ("a: 1\nke¦y: v\nb: 2\n", "key . <ke¦y> @0 colon beside a,b"),
        ("spec:\n  na¦me: x\n  type: y\n", "key spec <na¦me> @2 colon beside type"),
        ("key ¦: v\n", "nothing"),
        ("key¦ : v\n", "key . <key¦> @0 colon"),
        ("- na¦me: x\n  type: y\n", "key [0] <na¦me> @2 colon beside type"),
        ("a:\n  - b:\n      - c¦: 1\n", "key a[0].b[0] <c¦> @8 colon"),
        ("\"ke¦y\": v\n", "key . <ke¦y> @0 in \" colon"),
        ("'ke¦y': v\n", "key . <ke¦y> @0 in ' colon"),
        ("a: 1\nschlüssel_漢¦字: v\n", "key . <schlüssel_漢¦字> @0 colon beside a"),
        ("*a¦ : v\n", "nothing"),
        ("<<¦: *a\n", "key . <<<¦> @0 colon"),
    ]);
}

#[test]
fn half_typed_keys() {
    check(&[
        ("ap¦", "new key . <ap¦> @0"),
        ("ap¦\nkind: x\n", "key . <ap¦> @0 beside kind"),
        ("kind: x\nap¦", "key . <ap¦> @0 beside kind"),
        ("kind: x\nap¦\n", "key . <ap¦> @0 beside kind"),
        ("spec:\n  na¦\n  image: x\n", "key spec <na¦> @2 beside image"),
        ("spec:\n  image: x\n  na¦\n", "key spec <na¦> @2 beside image"),
        ("spec:\n  image: x\n  na¦\nkind: y\n", "key spec <na¦> @2 beside image"),
        ("spec:\n  na¦\n", "new key spec <na¦> @2"),
        ("spec:\n  na¦\nkind: x\n", "new key spec <na¦> @2"),
        ("spec:\n  one\n  tw¦\n", "new key spec <tw¦> @2"),
        ("traits:\n  - name: x\n    pr¦\n  - name: y\n", "key traits[0] <pr¦> @4 beside name"),
        ("traits:\n- name: x\n  pr¦\n", "key traits[0] <pr¦> @2 beside name"),
        ("- na¦\n  type: x\n", "key [0] <na¦> @2 beside type"),
        ("traits:\n  - name: x\n    properties:\n      re¦\n", "new key traits[0].properties <re¦> @6"),
        ("spec:\n  \"na¦\n  image: x\n", "new key spec <na¦> @2 in \" unclosed"),
        ("a: 1\nna¦me more\nb: 2\n", "key . <na¦me more> @0 beside a,b"),
        ("a: 1\nname ¦\nb: 2\n", "nothing"),
        ("spec:\nna¦", "key . <na¦> @0 beside spec"),
        ("spec:\nna¦\nkind: x\n", "key . <na¦> @0 beside spec,kind"),
        ("a:\n  spec:\n  na¦\n", "key a <na¦> @2 beside spec"),
        ("-\n  na¦\n", "new key [0] <na¦> @2"),
    ]);
}

#[test]
fn values() {
    check(&[
        ("key: ¦", "value key @2"),
        ("key: ¦\n", "value key @2"),
        ("key: ¦\nb: 1\n", "value key @2"),
        ("key: va¦lue\n", "value key <va¦lue> @2"),
        ("key: ¦value\n", "value key <¦value> @2"),
        ("key: value¦\n", "value key <value¦> @2"),
        ("key: some te¦xt here\n", "value key <some te¦xt here> @2"),
        ("key: some ¦\n", "value key <some ¦> @2"),
        ("key:¦", "value key @2 lead \" \""),
        ("key:¦\nb: 1\n", "value key @2 lead \" \""),
        ("key:¦ value\n", "value key <¦ value> @2 lead \" \""),
        ("key: ¦  value\n", "value key <¦  value> @2"),
        ("spec:\n    a: ¦\n", "value spec.a @8"),
        ("- name: x\n  type: ¦\n- b: 1\n", "value [0].type @4"),
        ("key: ¦ # note\n", "value key @2"),
        ("key: va¦ # note\n", "value key <va¦> @2"),
        ("key: !t ¦\n", "value key @2"),
        ("key: !t¦\n", "nothing"),
        ("key: *an¦\n", "value key <*an¦> @2"),
        ("key: é漢¦😀 x\n", "value key <é漢¦😀 x> @2"),
        ("a: b: c¦\n", "value a <b: c¦> @2"),
        ("key: {{ .Values.¦x }}\n", "nothing"),
        ("key: ng¦\n  more\n", "value key <ng¦> @2"),
        ("key: ng\n  mo¦re\n", "nothing"),
        ("spec: ¦\n  a: 1\n", "nothing"),
    ]);
}

#[test]
fn quotes() {
    check(&[
        ("key: \"va¦lue\"\n", "value key <va¦lue> @2 in \""),
        ("key: 'va¦'\n", "value key <va¦> @2 in '"),
        ("key: \"¦\"\n", "value key @2 in \""),
        ("key: \"va¦\nb: 1\n", "value key <va¦> @2 in \" unclosed"),
        ("key: '¦\nb: 1\n", "value key @2 in ' unclosed"),
        ("key: \"¦", "value key @2 in \" unclosed"),
        ("key: ¦\"value\"\n", "value key <¦\"value\"> @2"),
        ("key: \"value\"¦\n", "nothing"),
        ("key: \"value\" ¦\n", "nothing"),
        ("key: 'it''s ¦x'\n", "value key <it''s ¦x> @2 in '"),
        ("key: \"a\\\"¦\n", "value key <a\\\"¦> @2 in \" unclosed"),
        ("- \"x¦\"\n", "item [0] <x¦> @2 in \""),
        ("key: \"one\n  tw¦o\"\n", "nothing"),
        ("key: \"é¦漢\"\n", "value key <é¦漢> @2 in \""),
    ]);
}

#[test]
fn items() {
    check(&[
        ("- ¦", "item [0] @2"),
        ("- ¦\n", "item [0] @2"),
        ("-¦", "item [0] @2 lead \" \""),
        ("- na¦\n", "item [0] <na¦> @2"),
        ("traits:\n  - ¦\n", "item traits[0] @4"),
        ("traits:\n- ¦\n", "item traits[0] @2"),
        ("traits:\n  - name: x\n  - ¦\n  - name: y\n", "item traits[1] @4"),
        ("traits:\n- name: x\n- na¦\n- name: y\n", "item traits[1] <na¦> @2"),
        ("traits:\n- name: x\n-¦\n", "item traits[1] @2 lead \" \""),
        ("args:\n  - one\n  - tw¦o\n  - three\n", "item args[1] <tw¦o> @4"),
        ("args:\n  - one ¦\n", "item args[0] <one ¦> @4"),
        ("- ¦\n  name: x\n", "key [0] @2 beside name"),
        ("-  ¦\n  name: x\n", "nothing"),
        ("- ¦name: x\n", "key [0] <¦name> @2 colon"),
        ("¦- name: x\n", "nothing"),
        ("-¦ name: x\n", "nothing"),
        ("- - ¦\n", "item [0][0] @4"),
        ("- - a\n  - b¦\n", "item [0][1] <b¦> @4"),
        ("a:\n  # - no\n  - x\n  # - no\n  - y¦\n", "item a[1] <y¦> @4"),
        ("a:\n  - |\n    - x\n  - ¦\n", "item a[1] @4"),
    ]);
}

#[test]
fn nothing_belongs_here() {
    check(&[
        ("# co¦mment\n", "comment"),
        ("#¦\n", "comment"),
        ("¦# comment\n", "nothing"),
        ("a: 1 # co¦\n", "comment"),
        ("a: 1 ¦# co\n", "nothing"),
        ("spec:\n ¦ a: 1\n", "nothing"),
        ("spec:\n¦  a: 1\n", "nothing"),
        ("spec:\n  ¦a: 1\n", "key spec <¦a> @2 colon"),
        ("--¦-\na: 1\n", "nothing"),
        ("--- ¦\na: 1\n", "nothing"),
        ("%YAML¦ 1.2\n---\na: 1\n", "nothing"),
        ("key: |¦\n  text\n", "nothing"),
        ("key: |\n  te¦xt\n", "nothing"),
        ("key: |\n  text\n  a: ¦\n", "nothing"),
        ("key: >-\n  te¦xt\n", "nothing"),
        ("key: |\n  # te¦xt\n", "nothing"),
        ("{{ if¦ x }}\na: 1\n", "nothing"),
        ("key: [a]¦\n", "nothing"),
        ("key: {a: 1} ¦\n", "nothing"),
        ("{a: 1} ¦x\n", "nothing"),
    ]);
}

#[test]
fn other_documents_and_line_ends() {
    check(&[
        ("a: 1\n---\nb: ¦\n", "value b @2"),
        ("a: 1\n---\nkind: x\nna¦\n", "key . <na¦> @0 beside kind"),
        ("a: 1\n---\n¦", "new key . @0"),
        ("a: 1\n...\n---\n- ¦\n---\nb: 2\n", "item [0] @2"),
        ("a: \"é\n---\nb: ¦\n", "value b @2"),
        ("spec:\r\n  na¦me: x\r\n  type: y\r\n", "key spec <na¦me> @2 colon beside type"),
        ("key: ¦\r\nb: 1\r\n", "value key @2"),
        ("key:¦\r\n", "value key @2 lead \" \""),
        ("key: va¦\r\n", "value key <va¦> @2"),
        ("spec:\r\n  - a\r\n  - ¦\r\n", "item spec[1] @4"),
        ("a: 1\r\nna¦\r\n", "key . <na¦> @0 beside a"),
        ("\u{feff}ke¦y: v\n", "key . <ke¦y> @0 colon"),
        ("a: 1\rke¦y: v\r", "key . <ke¦y> @0 colon beside a"),
    ]);
}
