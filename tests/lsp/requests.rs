//! Every request over the wire, in the shapes that clients with more and with less abilities get.

use oam_tests::client::{Client, place};
use serde_json::{Value, json};

use crate::{COMPONENT_LINE, application, codes, component, no_folder};

const URI: &str = "file:///requests/shop.yaml";

async fn client(capabilities: Value) -> Client {
    let mut client = Client::initialized(json!({ "rootUri": null, "capabilities": capabilities })).await;
    client.open(URI, &format!("{}---\n{}", application("web"), component("web"))).await;
    client
}

fn able() -> Value {
    json!({
        "textDocument": {
            "definition": { "linkSupport": true },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

#[tokio::test]
async fn a_name_leads_to_its_definition_and_back() {
    let mut plain = client(json!({})).await;
    let target = plain.at("textDocument/definition", URI, COMPONENT_LINE, 23).await.unwrap();
    assert_eq!(target[0]["uri"], URI);
    let line = application("web").lines().count() as u64 + 4;
    assert_eq!(target[0]["range"]["start"]["line"], line);
    let mut params = place(URI, COMPONENT_LINE, 23);
    params["context"] = json!({ "includeDeclaration": true });
    let references = plain.request("textDocument/references", params).await.unwrap();
    assert_eq!(references.as_array().unwrap().len(), 2);
    assert_eq!(plain.leave().await, 0);

    let mut able = client(able()).await;
    let target = able.at("textDocument/definition", URI, COMPONENT_LINE, 23).await.unwrap();
    assert_eq!(target[0]["targetUri"], URI);
    assert_eq!(
        target[0]["originSelectionRange"]["start"],
        json!({ "line": COMPONENT_LINE, "character": 21 })
    );
    assert_eq!(able.leave().await, 0);
}

#[tokio::test]
async fn hover_speaks_the_clients_format() {
    for (capabilities, kind) in [(json!({}), "plaintext"), (able(), "markdown")] {
        let mut client = client(capabilities).await;
        let hover = client.at("textDocument/hover", URI, COMPONENT_LINE, 23).await.unwrap();
        assert_eq!(hover["contents"]["kind"], kind);
        assert!(hover["contents"]["value"].as_str().unwrap().contains("web"));
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn the_outline_is_a_tree_or_a_list() {
    let outline = json!({ "textDocument": { "uri": URI } });
    let mut plain = client(json!({})).await;
    let list = plain.request("textDocument/documentSymbol", outline.clone()).await.unwrap();
    assert!(list.as_array().unwrap().iter().all(|it| it["location"]["uri"] == URI));
    let mut able = client(able()).await;
    let tree = able.request("textDocument/documentSymbol", outline).await.unwrap();
    assert_eq!(tree.as_array().unwrap().len(), 2);
    assert!(tree[0]["children"].as_array().is_some_and(|it| !it.is_empty()));
    let found = able.request("workspace/symbol", json!({ "query": "web" })).await.unwrap();
    assert!(found.as_array().unwrap().iter().any(|it| it["name"] == "web"));
    assert_eq!((plain.leave().await, able.leave().await), (0, 0));
}

#[tokio::test]
async fn completions_replace_what_is_typed() {
    let mut client = client(able()).await;
    let completions = client.at("textDocument/completion", URI, COMPONENT_LINE, 23).await.unwrap();
    let web = completions["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["label"] == "web")
        .expect("the component");
    let range = json!({
        "start": { "line": COMPONENT_LINE, "character": 21 },
        "end": { "line": COMPONENT_LINE, "character": 24 },
    });
    assert_eq!(web["textEdit"], json!({ "range": range, "newText": "web" }));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn documentation_comes_with_the_list_or_when_it_is_asked_for() {
    let mut resolving = able();
    resolving["textDocument"]["completion"]["completionItem"]["resolveSupport"] =
        json!({ "properties": ["documentation"] });
    for (capabilities, is_lazy) in [(json!({}), false), (able(), false), (resolving, true)] {
        let mut client = client(capabilities).await;
        let list = client.at("textDocument/completion", URI, COMPONENT_LINE, 23).await.unwrap();
        assert_eq!(list["isIncomplete"], false);
        let item = list["items"].as_array().unwrap().iter().find(|it| it["label"] == "web").unwrap();
        assert_eq!(item.get("documentation").is_none(), is_lazy);
        assert!(item.get("commitCharacters").is_none());
        let resolved = client.request("completionItem/resolve", item.clone()).await.unwrap();
        assert!(resolved["documentation"]["value"].as_str().unwrap().contains("web"));
        assert_eq!(resolved["textEdit"], item["textEdit"]);
        // What has gone meanwhile, or was never offered, comes back as it is.
        for odd in [json!({ "label": "gone", "data": item["data"] }), json!({ "label": "x", "data": 3 })] {
            let same = client.request("completionItem/resolve", odd.clone()).await.unwrap();
            assert!(same.get("documentation").is_none() && same["label"] == odd["label"]);
        }
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn fixes_come_from_the_text_as_it_is_and_in_the_announced_form() {
    let text = application("fronted").replace("instanceName: fronted-1", "instanceName: frontend-1");
    let text = format!("{text}---\n{}", component("frontend"));
    let literals = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } } } });
    for (capabilities, is_versioned) in [(literals, false), (able(), true)] {
        let mut client = client(capabilities).await;
        client.replace(URI, 2, &text).await;
        // Until the first scan is over, a name that is not there may only not have been read yet.
        client.findings(URI, |it| it["version"] == 2 && codes(it) == ["unknown-component"]).await;
        let at = json!({ "line": COMPONENT_LINE, "character": 22 });
        let params = json!({
            "textDocument": { "uri": URI },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [] },
        });
        let actions = client.request("textDocument/codeAction", params.clone()).await.unwrap();
        let action = &actions[0];
        assert_eq!(action["kind"], "quickfix");
        assert!(action.get("command").is_none());
        let edit = &action["edit"];
        let edits = if is_versioned {
            assert_eq!(edit["documentChanges"][0]["textDocument"], json!({ "uri": URI, "version": 2 }));
            &edit["documentChanges"][0]["edits"]
        } else {
            &edit["changes"][URI]
        };
        assert_eq!(edits[0]["newText"], "frontend");
        let mut only = params;
        only["context"]["only"] = json!(["refactor"]);
        assert_eq!(client.request("textDocument/codeAction", only).await.unwrap(), json!([]));
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn the_preview_command_renders_applications() {
    let mut client = client(json!({})).await;
    let argument = json!({ "uri": URI, "position": { "line": 0, "character": 0 }, "target": "kubernetes" });
    let command = json!({ "command": "oam.preview", "arguments": [argument] });
    let answer = client.request("workspace/executeCommand", command).await.unwrap();
    assert_eq!(answer["version"], 1);
    let preview = &answer["previews"][0];
    assert_eq!(
        (&preview["app"], &preview["uri"], &preview["target"]),
        (&json!("shop"), &json!(URI), &json!("kubernetes"))
    );
    let text = preview["text"].as_str().unwrap();
    assert!(text.contains("kind: "), "{text}");
    assert_eq!(preview["lines"].as_array().unwrap().len(), text.lines().count());
    let origin = preview["lines"].as_array().unwrap().iter().find(|it| !it.is_null()).expect("an origin");
    assert_eq!(answer["sources"], json!([URI]));
    assert_eq!((origin[0].as_u64(), origin.as_array().unwrap().len()), (Some(0), 5));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn totals_say_whether_they_are_all() {
    let mut client = client(json!({})).await;
    let preview = json!({ "command": "oam.preview", "arguments": [{ "uri": URI }] });
    for (version, app, is_incomplete) in [(7, "web", false), (8, "nowhere", true)] {
        let text = format!("{}---\n{}", application(app), component("web"));
        client.replace(URI, version, &text).await;
        let answer = client.request("workspace/executeCommand", preview.clone()).await.unwrap();
        let preview = &answer["previews"][0];
        assert_eq!(preview["incomplete"], is_incomplete, "{answer}");
        let totals = preview["totals"].as_str().unwrap();
        assert_eq!(totals.ends_with(" · incomplete"), is_incomplete, "{totals}");
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn the_graph_and_totals_commands_speak_of_a_version() {
    let mut client = client(json!({})).await;
    let text = format!("{}---\n{}", application("web"), component("web"));
    client.replace(URI, 7, &text).await;
    let mut ask = async |command: &str, mut argument: Value| {
        argument["uri"] = json!(URI);
        let params = json!({ "command": command, "arguments": [argument] });
        client.request("workspace/executeCommand", params).await
    };
    let graphs = ask("oam.graph", json!({ "theme": "dark" })).await.unwrap();
    let graph = &graphs["graphs"][0];
    assert_eq!(
        (&graphs["version"], &graph["app"], &graph["documentVersion"]),
        (&json!(1), &json!("shop"), &json!(7))
    );
    assert_eq!(
        (&graph["uri"], &graph["format"], &graph["refused"]),
        (&json!(URI), &json!("svg"), &json!(false))
    );
    let svg = graph["text"].as_str().unwrap();
    assert!(svg.starts_with("<svg") && !svg.contains("prefers-color-scheme"), "{svg}");
    assert!(!graph["nodes"].as_array().unwrap().is_empty());
    assert!(
        graph["nodes"].as_array().unwrap().iter().all(|it| it["uri"] == URI && it["range"].is_object()),
        "{graph}"
    );
    let instance = &graph["nodes"][0]["instancePlace"];
    assert_eq!(
        (&instance["uri"], &instance["range"]["start"]["line"]),
        (&json!(URI), &json!(COMPONENT_LINE))
    );
    let mermaid = ask("oam.graph", json!({ "format": "mermaid" })).await.unwrap();
    assert!(mermaid["graphs"][0]["text"].as_str().unwrap().starts_with("flowchart LR"));
    let totals = ask("oam.totals", json!({})).await.unwrap();
    let total = &totals["totals"][0];
    assert_eq!((&total["app"], &total["documentVersion"]), (&json!("shop"), &json!(7)));
    assert_eq!(
        (&total["total"]["least"]["replicas"], &total["components"][0]["usage"]["most"]["replicas"]),
        (&json!(1), &json!(1))
    );
    for (command, argument, words) in [
        (
            "oam.graph",
            json!({ "format": "png" }),
            "there is no format `png`; allowed are `dot`, `mermaid`, `svg`",
        ),
        (
            "oam.graph",
            json!({ "theme": "pink" }),
            "there is no theme `pink`; allowed are `auto`, `dark`, `light`",
        ),
        (
            "oam.totals",
            json!({ "target": "moon" }),
            "there is no target `moon`; allowed are `kubernetes`, `rudr`",
        ),
    ] {
        assert_eq!(ask(command, argument).await.unwrap_err()["message"], words);
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn documents_that_nobody_knows_have_empty_answers() {
    let mut client = Client::initialized(no_folder()).await;
    let unknown = "file:///requests/unknown.yaml";
    for method in ["textDocument/hover", "textDocument/completion", "textDocument/definition"] {
        assert_eq!(client.at(method, unknown, 0, 0).await.unwrap(), Value::Null, "{method}");
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_rename_is_prepared_done_and_refused() {
    let mut plain = client(json!({})).await;
    indexed(&mut plain).await;
    let mut params = place(URI, COMPONENT_LINE, 23);
    params["newName"] = json!("website");
    let edit = plain.request("textDocument/rename", params.clone()).await.unwrap();
    assert_eq!(edit["changes"][URI].as_array().unwrap().len(), 2);
    params["newName"] = json!("Web Site");
    let refusal = plain.request("textDocument/rename", params).await.unwrap_err();
    assert_eq!(refusal["code"], -32803);
    assert!(refusal["message"].as_str().unwrap().starts_with("`Web Site` is no name for a component"));
    assert_eq!(plain.leave().await, 0);

    let mut able = client(json!({ "textDocument": { "rename": { "prepareSupport": true } } })).await;
    indexed(&mut able).await;
    let prepared = able.at("textDocument/prepareRename", URI, COMPONENT_LINE, 23).await.unwrap();
    assert_eq!(prepared["placeholder"], "web");
    assert_eq!(prepared["range"]["start"], json!({ "line": COMPONENT_LINE, "character": 21 }));
    assert!(able.at("textDocument/prepareRename", URI, 0, 2).await.is_err());
    assert_eq!(able.leave().await, 0);
}

/// Waits until all files are read; before that nobody knows where a name stands.
async fn indexed(client: &mut Client) {
    let status = json!({ "command": "oam.status", "arguments": [] });
    while client.request("workspace/executeCommand", status.clone()).await.unwrap()["indexing"] == true {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn all_findings_of_a_rule_are_fixed_at_once_or_when_asked() {
    let old = |it: String| it.replace("componentName", "name");
    let text =
        format!("{}---\n{}---\n{}", old(application("web")), old(application("web")), component("web"));
    let literals = json!({ "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } });
    let plain = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": literals } } });
    let mut lazy = plain.clone();
    lazy["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    lazy["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    lazy["workspace"] = json!({ "workspaceEdit": { "documentChanges": true } });
    for (capabilities, is_lazy) in [(plain, false), (lazy, true)] {
        let mut client = client(capabilities).await;
        client.replace(URI, 2, &text).await;
        let at = json!({ "line": COMPONENT_LINE, "character": 8 });
        for (only, title) in [
            (Value::Null, "fix all `legacy-spelling` in this file"),
            (json!(["quickfix"]), "fix all `legacy-spelling` in this file"),
            (json!(["source.fixAll"]), "apply all safe fixes in this file"),
            (json!(["source.fixAll.oam"]), "apply all safe fixes in this file"),
        ] {
            let mut context = json!({ "diagnostics": [] });
            if !only.is_null() {
                context["only"] = only;
            }
            let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": context });
            let actions = client.request("textDocument/codeAction", params).await.unwrap();
            let mut action =
                actions.as_array().unwrap().iter().find(|it| it["title"] == title).unwrap().clone();
            assert_eq!(action.get("edit").is_none(), is_lazy);
            if is_lazy {
                action = client.request("codeAction/resolve", action).await.unwrap();
                assert_eq!(action["edit"]["documentChanges"][0]["textDocument"]["version"], 2);
            }
            let edit = &action["edit"];
            let edits = if is_lazy { &edit["documentChanges"][0]["edits"] } else { &edit["changes"][URI] };
            assert_eq!(edits.as_array().unwrap().len(), 2, "{title}: {edits}");
            assert!(edits.as_array().unwrap().iter().all(|it| it["newText"] == "componentN"), "{edits}");
        }
        for only in ["source.organizeImports", "source.fixAll.eslint", "refactor.inline"] {
            let context = json!({ "diagnostics": [], "only": [only] });
            let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": context });
            assert_eq!(client.request("textDocument/codeAction", params).await.unwrap(), json!([]));
        }
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn refactorings_come_by_kind_at_once_or_when_asked() {
    let text = format!("# Head.\n\n{}---\n{}", component("web"), application("web"));
    let plain = able();
    let mut lazy = plain.clone();
    lazy["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    lazy["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    lazy["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    for (capabilities, is_able) in [(plain, false), (lazy, true)] {
        let mut client = Client::start();
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let answer = client.shake_hands(params).await;
        let kinds = &answer["capabilities"]["codeActionProvider"]["codeActionKinds"];
        for kind in ["quickfix", "refactor.extract", "refactor.inline", "refactor.move", "refactor.rewrite"] {
            assert!(kinds.as_array().unwrap().contains(&json!(kind)), "{kinds}");
        }
        client.open(URI, "").await;
        client.replace(URI, 2, &text).await;
        let at = json!({ "line": 2, "character": 0 });
        for (only, is_asked) in [("refactor", true), ("refactor.move", true), ("refactor.extract", false)] {
            let context = json!({ "diagnostics": [], "only": [only] });
            let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": context });
            let actions = client.request("textDocument/codeAction", params).await.unwrap();
            if !is_asked || !is_able {
                assert_eq!(actions, json!([]), "{only}");
                continue;
            }
            let action = actions[0].clone();
            assert_eq!((&action["kind"], action.get("edit")), (&json!("refactor.move"), None));
            let action = client.request("codeAction/resolve", action).await.unwrap();
            let changes = &action["edit"]["documentChanges"];
            let new = "file:///requests/web.yaml";
            assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(new)));
            assert_eq!(changes[1]["textDocument"], json!({ "uri": new, "version": null }));
            // The comment that holds for the whole file goes with it.
            let moved = format!("# oam: allow-file missing-annotation — a sample\n{}", component("web"));
            assert_eq!(changes[1]["edits"][0]["newText"], moved);
            assert_eq!(changes[2]["textDocument"], json!({ "uri": URI, "version": 2 }));
            assert_eq!(changes[2]["edits"][0]["newText"], "");
        }
        assert_eq!(client.leave().await, 0);
    }
}
