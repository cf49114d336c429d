//! Inside of brackets.

use super::check;

#[test]
fn mappings() {
    check(&[
        ("a: {¦}\n", "key a @4 flow"),
        ("a: { ¦ }\n", "key a @5 flow"),
        ("a: {b¦}\n", "key a <b¦> @4 flow"),
        ("a: {b¦: 1}\n", "key a <b¦> @4 flow colon"),
        ("a: {b: 1, ¦}\n", "key a @10 flow beside b"),
        ("a: {b: 1, c¦}\n", "key a <c¦> @10 flow beside b"),
        ("a: {b: 1,¦}\n", "key a @9 flow beside b"),
        ("a: {b: ¦}\n", "value a.b @6 flow"),
        ("a: {b:¦}\n", "value a.b @6 flow lead \" \""),
        ("a: {b: x¦}\n", "value a.b <x¦> @6 flow"),
        ("a: {b: ¦, c: 1}\n", "value a.b @6 flow"),
        ("a: {b: ¦x}\n", "value a.b <¦x> @6 flow"),
        ("a: {b: x ¦}\n", "value a.b <x ¦> @6 flow"),
        ("a: {b: \"x¦\"}\n", "value a.b <x¦> @6 in \" flow"),
        ("a: {b: \"x\" ¦}\n", "nothing"),
        ("a: {b: {c: ¦}}\n", "value a.b.c @10 flow"),
        ("a: {b: {c: 1}, ¦}\n", "key a @15 flow beside b"),
        ("a: {¦ b: 1}\n", "nothing"),
        ("a: {b ¦}\n", "nothing"),
        ("{¦}", "key . @1 flow"),
        ("{a: 1, \"b¦\": 2}", "key . <b¦> @7 in \" flow colon beside a"),
    ]);
}

#[test]
fn sequences() {
    check(&[
        ("a: [¦]\n", "item a[0] @4 flow"),
        ("a: [x¦]\n", "item a[0] <x¦> @4 flow"),
        ("[x, ¦]", "item [1] @4 flow"),
        ("a: [x, ¦]\n", "item a[1] @7 flow"),
        ("a: [x, y¦, z]\n", "item a[1] <y¦> @7 flow"),
        ("a: [x, ¦, z]\n", "item a[1] @7 flow"),
        ("a: ['x¦']\n", "item a[0] <x¦> @4 in ' flow"),
        ("a: [{b: 1}, {¦}]\n", "key a[1] @13 flow"),
        ("a: [[x], [y, ¦]]\n", "item a[1][1] @13 flow"),
        ("a: [b: ¦]\n", "value a[0].b @6 flow"),
        ("a: [b: 1, ¦]\n", "item a[1] @10 flow"),
        ("a: [x¦ y]\n", "item a[0] <x¦ y> @4 flow"),
        ("a: [x]¦\n", "nothing"),
        ("a: ¦[x]\n", "nothing"),
        ("- [x, ¦]\n", "item [0][1] @6 flow"),
    ]);
}

#[test]
fn unclosed_and_on_several_lines() {
    check(&[
        ("a: {¦", "key a @4 flow"),
        ("a: {¦\nb: 1\n", "key a @4 flow"),
        ("a: {b: ¦\nc: 1\n", "value a.b @6 flow"),
        ("a: {b: 1, ¦\nc: 1\n", "key a @10 flow beside b"),
        ("a: [x, ¦\nc: 1\n", "item a[1] @7 flow"),
        ("a: [x¦\nc: 1\n", "item a[0] <x¦> @4 flow"),
        ("a: [{b: 1}, ¦\nc: 1\n", "item a[1] @12 flow"),
        ("a: {b: [x, ¦\nc: 1\n", "item a.b[1] @11 flow"),
        ("a: {\n  b: 1,\n  ¦\n}\n", "key a @2 flow beside b"),
        ("a: {\n  b: 1,\n  c¦\n}\n", "key a <c¦> @2 flow beside b"),
        ("a: {\n  b: 1,\n  ¦\n  c: 2\n}\n", "nothing"),
        ("a: [\n  x,\n  ¦", "item a[1] @2 flow"),
        ("a: [\n  x,\n¦", "key . @0 beside a"),
        ("a: [\n  x, # note, {\n  ¦\n]\n", "item a[1] @2 flow"),
        ("a: {b: 1, # ¦\n}\n", "comment"),
    ]);
}
