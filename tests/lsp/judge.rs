//! The judge of conversations finds what is wrong with them: each rule with a conversation that breaks it.

mod reading;

use oam_tests::protocol::Side::{self, Client, Server};
use oam_tests::protocol::judge::Judge;
use oam_tests::protocol::sample::all_capabilities;
use serde_json::{Value, json};

const URI: &str = "file:///judge/a.yaml";

/// What the judge must say, what the client has announced, and the messages.
type Case = (&'static str, Value, Vec<(Side, Value)>);

fn request(id: i64, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

fn result(id: i64, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

/// A conversation up to an open document `a: é`.
fn begin(capabilities: Value) -> Judge {
    let mut judge = Judge::default();
    let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
    let server = json!({ "capabilities": { "semanticTokensProvider": {
        "legend": { "tokenTypes": ["a"], "tokenModifiers": [] }, "full": true },
        "executeCommandProvider": { "commands": ["known"] } } });
    let document = json!({ "uri": URI, "languageId": "yaml", "version": 1, "text": "a: é\n" });
    for (side, message) in [
        (Client, request(0, "initialize", params)),
        (Server, result(0, server)),
        (Client, notification("initialized", json!({}))),
        (Client, notification("textDocument/didOpen", json!({ "textDocument": document }))),
    ] {
        judge.see(side, &message);
    }
    assert!(judge.violations.is_empty(), "{:?}", judge.violations);
    judge
}

/// What the judge says about these messages behind the beginning.
fn said(capabilities: Value, messages: &[(Side, Value)]) -> Vec<String> {
    let mut judge = begin(capabilities);
    for (side, message) in messages {
        judge.see(*side, message);
    }
    judge.finish();
    judge.violations.iter().map(ToString::to_string).collect()
}

/// One request and its answer.
fn exchange(method: &str, params: Value, answer: Value) -> Vec<(Side, Value)> {
    exchange_as(1, method, params, answer)
}

fn exchange_as(id: i64, method: &str, params: Value, answer: Value) -> Vec<(Side, Value)> {
    vec![(Client, request(id, method, params)), (Server, result(id, answer))]
}

fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } })
}

fn range(start: u32, end: u32) -> Value {
    json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } })
}

fn edits(edits: &[(u32, u32)]) -> Value {
    edits.iter().map(|(start, end)| json!({ "range": range(*start, *end), "newText": "" })).collect()
}

fn actions(capabilities: Value, only: Value, action: Value) -> (Value, Vec<(Side, Value)>) {
    let mut params = at(0, 0);
    params["range"] = range(0, 1);
    params["context"] = json!({ "diagnostics": [], "only": only });
    params.as_object_mut().unwrap().remove("position");
    (capabilities, exchange("textDocument/codeAction", params, json!([action])))
}

fn published(finding: Value, version: i64) -> Vec<(Side, Value)> {
    let params = json!({ "uri": URI, "version": version, "diagnostics": [finding] });
    vec![(Server, notification("textDocument/publishDiagnostics", params))]
}

#[test]
fn every_rule_finds_what_breaks_it() {
    let literal = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } } });
    let progress = |kind: &str| {
        let value =
            if kind == "begin" { json!({ "kind": kind, "title": "t" }) } else { json!({ "kind": kind }) };
        (Server, notification("$/progress", json!({ "token": "t", "value": value })))
    };
    let create = (Server, request(9, "window/workDoneProgress/create", json!({ "token": "t" })));
    let register = |method: &str, options: Value| {
        let registration = json!({ "id": "r", "method": method, "registerOptions": options });
        vec![(Server, request(9, "client/registerCapability", json!({ "registrations": [registration] })))]
    };
    let cases: Vec<Case> = vec![
        // Types.
        (
            "no such member",
            json!({}),
            exchange("textDocument/hover", at(0, 0), json!({ "contents": "x", "more": 1 })),
        ),
        (
            "must have it",
            json!({}),
            exchange("textDocument/hover", at(0, 0), json!({ "range": range(0, 1) })),
        ),
        (
            "not be null",
            json!({}),
            exchange("textDocument/hover", at(0, 0), json!({ "contents": "x", "range": null })),
        ),
        (
            "DiagnosticSeverity",
            json!({}),
            published(json!({ "range": range(0, 1), "message": "m", "severity": 7 }), 1),
        ),
        (
            "must have it",
            json!({}),
            vec![(Client, request(1, "textDocument/hover", json!({ "textDocument": { "uri": URI } })))],
        ),
        ("not in the protocol", json!({}), vec![(Server, notification("textDocument/shout", json!({})))]),
        (
            "the other way",
            json!({}),
            vec![(Server, notification("textDocument/didClose", json!({ "textDocument": { "uri": URI } })))],
        ),
        // Ids and order.
        (
            "answered twice",
            json!({}),
            [exchange("shutdown", Value::Null, Value::Null), vec![(Server, result(1, Value::Null))]].concat(),
        ),
        ("nobody has asked", json!({}), vec![(Server, result(5, Value::Null))]),
        ("never answered", json!({}), vec![(Client, request(1, "textDocument/hover", at(0, 0)))]),
        (
            "still in use",
            json!({}),
            vec![
                (Client, request(1, "shutdown", Value::Null)),
                (Client, request(1, "shutdown", Value::Null)),
            ],
        ),
        (
            "exactly one of",
            json!({}),
            vec![
                (Client, request(1, "shutdown", Value::Null)),
                (Server, json!({ "jsonrpc": "2.0", "id": 1 })),
            ],
        ),
        (
            "internal error",
            json!({}),
            vec![
                (Client, request(1, "shutdown", Value::Null)),
                (Server, json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": -32603, "message": "m" } })),
            ],
        ),
        (
            "after `exit`",
            json!({}),
            [
                exchange("shutdown", Value::Null, Value::Null),
                vec![(Client, notification("exit", Value::Null)), (Client, request(2, "shutdown", Value::Null))],
            ]
            .concat(),
        ),
        (
            "after `shutdown`",
            json!({ "workspace": { "configuration": true } }),
            [
                exchange("shutdown", Value::Null, Value::Null),
                vec![(Server, request(9, "workspace/configuration", json!({ "items": [] })))],
            ]
            .concat(),
        ),
        (
            "a second `initialize`",
            json!({}),
            vec![(
                Client,
                request(1, "initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} })),
            )],
        ),
        // Announcements.
        (
            "workspace.configuration",
            json!({}),
            vec![(Server, request(9, "workspace/configuration", json!({ "items": [] })))],
        ),
        ("refreshSupport", json!({}), vec![(Server, request(9, "workspace/inlayHint/refresh", Value::Null))]),
        ("wants no trace", json!({}), vec![(Server, notification("$/logTrace", json!({ "message": "m" })))]),
        (
            "dynamicRegistration",
            json!({}),
            register("workspace/didChangeWatchedFiles", json!({ "watchers": [] })),
        ),
        (
            "registerOptions",
            all_capabilities(),
            register("workspace/didChangeWatchedFiles", json!({ "watchers": 3 })),
        ),
        ("tagSupport", json!({}), published(json!({ "range": range(0, 1), "message": "m", "tags": [1] }), 1)),
        (
            "hierarchicalDocumentSymbolSupport",
            json!({}),
            exchange(
                "textDocument/documentSymbol",
                json!({ "textDocument": { "uri": URI } }),
                json!([{ "name": "n", "kind": 1, "range": range(0, 1), "selectionRange": range(0, 1) }]),
            ),
        ),
        (
            "symbolKind",
            json!({}),
            exchange(
                "workspace/symbol",
                json!({ "query": "" }),
                json!([{ "name": "n", "kind": 23, "location": { "uri": URI, "range": range(0, 1) } }]),
            ),
        ),
        (
            "contentFormat",
            json!({}),
            exchange(
                "textDocument/hover",
                at(0, 0),
                json!({ "contents": { "kind": "markdown", "value": "" } }),
            ),
        ),
        (
            "linkSupport",
            json!({}),
            exchange(
                "textDocument/definition",
                at(0, 0),
                json!([{ "targetUri": URI, "targetRange": range(0, 1), "targetSelectionRange": range(0, 1) }]),
            ),
        ),
        (
            "snippetSupport",
            json!({}),
            exchange("textDocument/completion", at(0, 0), json!([{ "label": "l", "insertTextFormat": 2 }])),
        ),
        (
            "codeActionLiteralSupport",
            json!({}),
            actions(json!({}), json!([""]), json!({ "title": "t", "kind": "quickfix" })).1,
        ),
        (
            "documentChanges",
            literal.clone(),
            actions(
                literal.clone(),
                json!([""]),
                json!({ "title": "t", "kind": "quickfix", "edit": { "documentChanges": [{ "kind": "delete", "uri": URI }] } }),
            )
            .1,
        ),
        (
            "was not asked for",
            literal.clone(),
            actions(literal.clone(), json!(["refactor"]), json!({ "title": "t", "kind": "quickfix" })).1,
        ),
        // Places. The text is `a: é`: four units of UTF-16 in its first line.
        ("outside of the document", json!({}), published(json!({ "range": range(0, 5), "message": "m" }), 1)),
        ("newer than the document", json!({}), published(json!({ "range": range(0, 1), "message": "m" }), 2)),
        (
            "behind the end",
            json!({}),
            exchange("textDocument/documentHighlight", at(0, 0), json!([{ "range": range(2, 1) }])),
        ),
        (
            "overlap",
            json!({}),
            exchange(
                "textDocument/formatting",
                json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 2, "insertSpaces": true } }),
                edits(&[(0, 2), (1, 3)]),
            ),
        ),
        (
            "around the cursor",
            json!({}),
            exchange(
                "textDocument/completion",
                at(0, 3),
                json!([{ "label": "l", "textEdit": { "range": range(0, 1), "newText": "" } }]),
            ),
        ),
        (
            "not in the legend",
            json!({}),
            exchange(
                "textDocument/semanticTokens/full",
                json!({ "textDocument": { "uri": URI } }),
                json!({ "data": [0, 0, 1, 3, 0] }),
            ),
        ),
        (
            "not a fold",
            json!({}),
            exchange(
                "textDocument/foldingRange",
                json!({ "textDocument": { "uri": URI } }),
                json!([{ "startLine": 0, "endLine": 9 }]),
            ),
        ),
        (
            "not since what the client has",
            json!({}),
            exchange(
                "textDocument/diagnostic",
                json!({ "textDocument": { "uri": URI } }),
                json!({ "kind": "unchanged", "resultId": "1" }),
            ),
        ),
        // Documents and progress.
        (
            "open already",
            json!({}),
            vec![(
                Client,
                notification(
                    "textDocument/didOpen",
                    json!({ "textDocument": { "uri": URI, "languageId": "yaml", "version": 2, "text": "" } }),
                ),
            )],
        ),
        (
            "version 1 after 1",
            json!({}),
            vec![(
                Client,
                notification(
                    "textDocument/didChange",
                    json!({ "textDocument": { "uri": URI, "version": 1 }, "contentChanges": [{ "text": "" }] }),
                ),
            )],
        ),
        ("nobody has made the token", json!({}), vec![progress("begin")]),
        ("out of order", all_capabilities(), vec![create, progress("end")]),
    ];
    for (expected, capabilities, messages) in &cases {
        let said = said(capabilities.clone(), messages);
        assert!(said.iter().any(|it| it.contains(expected)), "{expected}: {said:#?}\n{messages:#?}");
    }
    println!("{} conversations that break a rule", cases.len());
}

#[test]
fn who_leaves_early_gets_no_answer() {
    let ask = (Client, request(1, "textDocument/hover", at(0, 0)));
    for (messages, problems) in [
        (vec![ask.clone(), (Client, request(2, "shutdown", Value::Null))], 0),
        ([vec![ask], exchange_as(2, "shutdown", Value::Null, Value::Null)].concat(), 1),
    ] {
        let mut judge = begin(json!({}));
        for (side, message) in &messages {
            judge.see(*side, message);
        }
        judge.client_left();
        judge.finish();
        assert_eq!(judge.violations.len(), problems, "{:?}", judge.violations);
    }
}

#[test]
fn who_asks_after_shutdown_and_goes_gets_no_answer() {
    let late = (Client, request(2, "shutdown", Value::Null));
    let mut messages = [exchange("shutdown", Value::Null, Value::Null), vec![late]].concat();
    assert!(said(json!({}), &messages).iter().any(|it| it.contains("never answered")));
    messages.push((Client, notification("exit", Value::Null)));
    let said = said(json!({}), &messages);
    assert!(!said.iter().any(|it| it.contains("never answered")), "{said:?}");
}

#[test]
fn who_asks_after_shutdown_and_leaves_gets_no_answer() {
    let mut judge = begin(json!({}));
    let late = (Client, request(2, "textDocument/hover", at(0, 0)));
    for (side, message) in exchange("shutdown", Value::Null, Value::Null).iter().chain([&late]) {
        judge.see(*side, message);
    }
    judge.client_left();
    judge.finish();
    assert!(judge.violations.iter().all(|it| it.side == Client), "{:?}", judge.violations);
}

#[test]
fn who_says_goodbye_twice_gets_one_answer() {
    let goodbye = |id| (Client, request(id, "shutdown", Value::Null));
    let exit = (Client, notification("exit", Value::Null));
    let said = said(json!({}), &[goodbye(1), goodbye(2), (Server, result(1, Value::Null)), exit]);
    assert!(!said.iter().any(|it| it.contains("never answered")), "{said:?}");
}

/// Findings of the last opening cross its end on the way.
#[test]
fn findings_may_be_late_until_newer_ones_came() {
    let text = |version: i32| json!({ "textDocument": { "uri": URI, "languageId": "yaml", "version": version, "text": "a" } });
    let findings = |version: i32| {
        (
            Server,
            notification(
                "textDocument/publishDiagnostics",
                json!({ "uri": URI, "version": version, "diagnostics": [] }),
            ),
        )
    };
    let close = json!({ "textDocument": { "uri": URI } });
    let mut messages = vec![
        (Client, notification("textDocument/didClose", close)),
        (Client, notification("textDocument/didOpen", text(0))),
        findings(1),
        findings(0),
    ];
    assert_eq!(said(json!({}), &messages), Vec::<String>::new());
    messages.push(findings(1));
    assert_eq!(said(json!({}), &messages).len(), 1);
}

#[test]
fn what_is_right_is_not_complained_about() {
    let all = all_capabilities();
    for messages in [
        exchange(
            "textDocument/hover",
            at(0, 0),
            json!({ "contents": { "kind": "markdown", "value": "" }, "range": range(0, 4) }),
        ),
        exchange(
            "textDocument/completion",
            at(0, 3),
            json!({ "isIncomplete": false, "items": [{ "label": "l", "textEdit": { "range": range(3, 4), "newText": "" } }] }),
        ),
        exchange(
            "textDocument/formatting",
            json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 2, "insertSpaces": true } }),
            edits(&[(0, 2), (2, 3)]),
        ),
        published(json!({ "range": range(0, 4), "message": "m", "tags": [1] }), 1),
        exchange("shutdown", Value::Null, Value::Null),
    ] {
        assert_eq!(said(all.clone(), &messages), Vec::<String>::new());
    }
}
