//! The rules of answers about reading and moving around, each with a conversation that breaks it.

use oam_tests::protocol::Side::{Client, Server};
use oam_tests::protocol::sample::all_capabilities;
use serde_json::{Value, json};

use super::{URI, at, exchange, range, request, result, said};

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

fn with(mut params: Value, member: &str, value: Value) -> Value {
    params[member] = value;
    params
}

fn item(start: u32, end: u32) -> Value {
    json!({ "name": "n", "kind": 5, "uri": URI, "range": range(start, end), "selectionRange": range(0, 1) })
}

fn hint(label: &str, character: u32) -> Value {
    json!({ "label": label, "position": { "line": 0, "character": character } })
}

fn hints(hint: Value) -> (&'static str, Value, Value) {
    ("textDocument/inlayHint", with(document(), "range", range(0, 2)), json!([hint]))
}

/// What the judge must say about an answer, the request, its parameters, and the answer. The text is `a: é`.
fn cases() -> Vec<(&'static str, (&'static str, Value, Value))> {
    let places = |ranges: Value| ("textDocument/linkedEditingRange", at(0, 0), json!({ "ranges": ranges }));
    let steps = |answer: Value| {
        let params = with(document(), "positions", json!([{ "line": 0, "character": 3 }]));
        ("textDocument/selectionRange", params, answer)
    };
    let lens = json!({ "range": range(0, 1), "data": 1 });
    let command = |name: &str| json!({ "title": "t", "command": name });
    let resolved = |answer: Value| ("codeLens/resolve", lens.clone(), answer);
    let elsewhere = json!({ "uri": URI, "range": range(0, 9) });
    let calls = json!([{ "from": item(0, 4), "fromRanges": [range(0, 9)] }]);
    let place = with(at(0, 0), "context", json!({ "includeDeclaration": true }));
    vec![
        ("answers to 1 positions", steps(json!([]))),
        ("not around", steps(json!([{ "range": range(0, 2) }]))),
        (
            "not around the one before",
            steps(json!([{ "range": range(0, 4), "parent": { "range": range(0, 3) } }])),
        ),
        ("places overlap", places(json!([range(0, 2), range(1, 3)]))),
        ("other texts", places(json!([range(0, 1), range(3, 4)]))),
        ("a link to nowhere", ("textDocument/documentLink", document(), json!([{ "range": range(0, 1) }]))),
        (
            "tooltipSupport",
            (
                "textDocument/documentLink",
                document(),
                json!([{ "range": range(0, 1), "target": "https://example.com", "tooltip": "t" }]),
            ),
        ),
        ("without words", hints(hint("", 1))),
        ("outside of the document", hints(hint("h", 5))),
        ("lines that were asked about", hints(hint("h", 4))),
        (
            "over several lines",
            (
                "textDocument/codeLens",
                document(),
                json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } } }]),
            ),
        ),
        ("a lens that gets no command", ("textDocument/codeLens", document(), json!([lens]))),
        ("moves the lens", resolved(json!({ "range": range(0, 2), "command": command("known") }))),
        ("still without a command", resolved(lens.clone())),
        ("nobody has the command", resolved(json!({ "range": range(0, 1), "command": command("x") }))),
        ("prepareSupport", ("textDocument/prepareRename", at(0, 0), range(0, 1))),
        (
            "not on the line",
            (
                "textDocument/prepareRename",
                at(0, 0),
                json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 0 } }),
            ),
        ),
        ("outside of the document", ("textDocument/references", place, json!([elsewhere]))),
        ("outside of the document", ("callHierarchy/incomingCalls", json!({ "item": item(0, 4) }), calls)),
        (
            "not inside of the range",
            (
                "textDocument/prepareCallHierarchy",
                at(0, 0),
                json!([
                    with(item(0, 4), "selectionRange", range(0, 4)),
                    with(item(1, 4), "selectionRange", range(0, 1))
                ]),
            ),
        ),
        (
            "collapsedText",
            (
                "textDocument/foldingRange",
                document(),
                json!([{ "startLine": 0, "endLine": 0, "collapsedText": "…" }]),
            ),
        ),
    ]
}

#[test]
fn every_rule_finds_what_breaks_it() {
    for (expected, (method, params, answer)) in cases() {
        let messages = exchange(method, params, answer);
        let said = said(json!({}), &messages);
        assert!(said.iter().any(|it| it.contains(expected)), "{expected}: {said:#?}\n{messages:#?}");
    }
}

/// Two answers with tokens, the second one as changes of the first.
fn tokens(first: Value, edits: Value) -> Vec<String> {
    let params = with(document(), "previousResultId", json!("1"));
    said(
        json!({}),
        &[
            (Client, request(1, "textDocument/semanticTokens/full", document())),
            (Server, result(1, json!({ "resultId": "1", "data": first }))),
            (Client, request(2, "textDocument/semanticTokens/full/delta", params)),
            (Server, result(2, json!({ "resultId": "2", "edits": edits }))),
        ],
    )
}

#[test]
fn changes_of_tokens_are_applied_before_they_are_judged() {
    let one = json!([0, 0, 1, 0, 0]);
    let edit =
        |start: u32, count: u32, data: Value| json!([{ "start": start, "deleteCount": count, "data": data }]);
    assert_eq!(tokens(one.clone(), edit(5, 0, json!([0, 3, 1, 0, 0]))), Vec::<String>::new());
    for (expected, edits) in [
        ("outside of the document", edit(5, 0, json!([0, 3, 2, 0, 0]))),
        ("multiple of five", edit(0, 1, json!([]))),
        ("or overlapping", edit(5, 1, json!([]))),
        ("overlappingTokenSupport", edit(5, 0, json!([0, 0, 1, 0, 0]))),
    ] {
        let said = tokens(one.clone(), edits);
        assert!(said.iter().any(|it| it.contains(expected)), "{expected}: {said:#?}");
    }
    let params = with(document(), "previousResultId", json!("of another life"));
    let answer = json!({ "edits": [] });
    let said = said(json!({}), &exchange("textDocument/semanticTokens/full/delta", params, answer));
    assert!(said.iter().any(|it| it.contains("the client does not have")), "{said:#?}");
}

#[test]
fn what_is_right_is_not_complained_about() {
    let selection = with(document(), "positions", json!([{ "line": 0, "character": 3 }]));
    let steps = json!([{ "range": range(3, 4), "parent": { "range": range(0, 4) } }]);
    let lens = json!({ "range": range(0, 1) });
    let command = json!({ "title": "t", "command": "known" });
    for messages in [
        exchange("textDocument/selectionRange", selection, steps),
        exchange("textDocument/linkedEditingRange", at(0, 0), json!({ "ranges": [range(0, 1)] })),
        exchange("codeLens/resolve", lens.clone(), with(lens, "command", command)),
        exchange("textDocument/prepareRename", at(0, 0), json!({ "range": range(0, 1), "placeholder": "a" })),
        exchange(
            "callHierarchy/outgoingCalls",
            json!({ "item": item(0, 4) }),
            json!([{ "to": item(0, 4), "fromRanges": [range(3, 4)] }]),
        ),
    ] {
        assert_eq!(said(all_capabilities(), &messages), Vec::<String>::new());
    }
    let (method, params, answer) = hints(hint("h", 2));
    assert_eq!(said(json!({}), &exchange(method, params, answer)), Vec::<String>::new());
}
