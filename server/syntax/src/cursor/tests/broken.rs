//! Texts that are no YAML, and all offsets of them.

use super::{answer, check, every_offset};

#[test]
fn half_typed_between_complete_lines() {
    check(&[
        ("a: 1\nspec:\n  x: 1\n na¦\n  y: 2\n", "key spec <na¦> @1 beside x,y"),
        ("spec:\n  components:\n    - name: x\n   na¦\n", "key spec <na¦> @3 beside components"),
        ("traits:\n  - name: x\n  pr¦\n", "item traits[1] <pr¦> @4 lead \"- \""),
        ("a: \"x\nb: ¦\n", "value b @2"),
        ("a: [x\nb: ¦\n", "value b @2"),
        ("a: 'x\n  b: ¦\n", "value b @4"),
        ("type:web¦\n", "new key . <type:web¦> @0"),
        ("<<<<<<< HEAD\na: 1\n=======\na: ¦\n>>>>>>> x\n", "value a @2"),
        ("<<<<<<< HE¦AD\na: 1\n", "nothing"),
        ("\ta: ¦\n", "value a @4"),
        ("a:\n\tb: ¦\n", "value a.b @4"),
        ("{{- if x }}\na: ¦\n{{- end }}\n", "value a @2"),
        ("a: @ng¦\n", "value a <@ng¦> @2"),
        (": ¦\n", "value \"\" @2"),
    ]);
}

#[test]
fn every_offset_of_odd_texts() {
    for text in [
        "",
        "\u{feff}",
        "\r\n\r\n",
        "- - - -",
        "? a\n: b\n? \n: \n",
        "? - a\n  - b\n: - c\n",
        "&a *a : !!str |+\n  x\n\n\n",
        "{a: [b, {c: 'd",
        "[[[[{{{{",
        "]]}}",
        "a: ]\nb: }\n",
        "a: |9\n x\n",
        "\"a\\",
        "'''",
        "- : - : -",
        "--- --- ---\n... ...\n",
        "%a\n%b\n",
        "é: 漢\n😀: {ü: [ö, ¤]}\n",
        "\t\t- a\n\t- b\n",
        "a:\n - b\n  - c\n   - d\n",
        "a: b\n c: d\n  e: f\n",
        "a:\r\rb:\r\n\n\rc",
        "[a: b, : c, d: , ? e]",
        "{? a, ? b: c, : d}",
        "a: {{ x }}\n{{ y }}\n  {{ z }}: 1\n",
    ] {
        every_offset(text);
    }
}

/// Deep nesting costs no stack, and time in proportion to the text.
#[test]
fn deeply_nested_texts() {
    let n_levels = 20_000;
    for (text, expected) in [
        (format!("{}¦", "- ".repeat(n_levels)), "item"),
        (format!("{}x\n¦", "- ".repeat(n_levels)), "item"),
        (format!("{}\n{}¦", "- ".repeat(n_levels), " ".repeat(2 * n_levels)), "new key"),
        (format!("{}¦", "[".repeat(n_levels)), "item"),
        (format!("{}¦", "{a: ".repeat(n_levels)), "value"),
        (format!("{}x¦{}", "[".repeat(n_levels), "]".repeat(n_levels)), "item"),
    ] {
        let found = answer(&text);
        assert!(found.starts_with(expected), "{}", found.chars().rev().take(80).collect::<String>());
    }
}

/// A real document with a piece cut out of it at every place.
#[test]
fn every_offset_of_a_document_with_holes() {
    let text = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: é漢 # note\nspec:\n  \
                components:\n    - componentName: \"web\"\n      parameterValues: [{name: a, value: 1}]\n      traits:\n      \
                - name: x\n        properties:\n          run: |\n            echo\n\n---\nb: 1\n";
    for start in text.char_indices().map(|(at, _)| at).step_by(3) {
        for length in [1, 8] {
            let Some(hole) = text.char_indices().map(|(at, _)| at).find(|at| *at >= start + length) else {
                break;
            };
            every_offset(&format!("{}{}", &text[..start], &text[hole..]));
        }
    }
}
