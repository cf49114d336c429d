//! One session through everything, for a client that has announced nothing and for one that has announced all there is.
//! The judge of the conversation sees to the rest: nothing is sent that was not announced.

mod requests;

use std::collections::{BTreeSet, HashMap};
use std::fs;

use oam_tests::checkout::Checkout;
use oam_tests::client::Client;
use oam_tests::protocol::meta::meta;
use oam_tests::protocol::sample::all_capabilities;
use serde_json::{Value, json};

use crate::scenario::requests::{About, about, all, at, has_something, items, offered, resolving, whole};
use crate::workspace::scanned;
use crate::{COMPONENT_LINE, application, codes, component, folder, uri};

/// Documents with something for every feature.
const STORE: &str = include_str!("scenario/store.yaml");

/// A conversation, and what was heard of each request.
struct Tour {
    client: Client,
    server: Value,
    /// Requests that had an answer with something in it.
    filled: BTreeSet<String>,
    /// The ids of the last semantic tokens, by document.
    tokens: HashMap<String, Value>,
    answered: usize,
}

impl Tour {
    /// A request, and those about the items of its answer.
    async fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = match self.client.request(method, params.clone()).await {
            Ok(it) => it,
            // The protocol's way to say that there is no name to change.
            Err(error) if method.ends_with("ename") && error["code"] == -32803 => return Value::Null,
            Err(error) => panic!("{method} {params}: {error}"),
        };
        self.answered += 1;
        if has_something(&answer) {
            self.filled.insert(method.to_owned());
        }
        for resolve in resolving(&self.server, method) {
            for item in items(&answer) {
                Box::pin(self.ask(resolve, item)).await;
            }
        }
        if method == "textDocument/prepareCallHierarchy" {
            for item in items(&answer) {
                for method in ["callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"] {
                    Box::pin(self.ask(method, json!({ "item": item }))).await;
                }
            }
        }
        answer
    }

    /// All requests about a document as a whole.
    async fn see(&mut self, uri: &str, lines: usize) {
        if let Some(id) = self.tokens.remove(uri) {
            let params = json!({ "textDocument": { "uri": uri }, "previousResultId": id });
            self.ask("textDocument/semanticTokens/full/delta", params).await;
        }
        for method in [about(&self.server, About::Document), about(&self.server, About::Lines)].concat() {
            let answer = self.ask(method, whole(method, uri, lines)).await;
            if method == "textDocument/semanticTokens/full" {
                self.tokens.insert(uri.to_owned(), answer["resultId"].clone());
            }
        }
    }

    /// All requests about a place.
    async fn look(&mut self, uri: &str, line: u32, character: u32) {
        for method in about(&self.server, About::Place) {
            self.ask(method, at(method, uri, line, character)).await;
        }
    }

    /// Everything about the last word of every line.
    async fn walk(&mut self, uri: &str, text: &str) {
        for (line, text) in (0..).zip(text.lines()) {
            let words = text.trim_end();
            let start = words.rfind(' ').map_or(0, |it| it + 1);
            // Within the word, whatever quotes and brackets it starts with.
            let inside = words[start..].find(|it: char| it.is_alphanumeric()).unwrap_or_default();
            let column = u32::try_from(start + inside).unwrap();
            self.look(uri, line, if words.is_ascii() { column } else { 0 }).await;
        }
        self.see(uri, text.lines().count()).await;
    }

    async fn commands(&mut self, uri: &str) {
        let shows = self.server.pointer("/workspace/textDocumentContent").is_some();
        let line = STORE.lines().position(|it| it == "  name: front").unwrap();
        let place = json!({ "uri": uri, "position": { "line": line, "character": 9 } });
        for command in self.server["executeCommandProvider"]["commands"].as_array().unwrap().clone() {
            let params = json!({ "command": command, "arguments": [place] });
            if command == "oam.showPreview" && !shows {
                assert!(self.client.request("workspace/executeCommand", params).await.is_err());
                continue;
            }
            let answer = self.ask("workspace/executeCommand", params).await;
            assert!(has_something(&answer), "{command}: {answer}");
            if command == "oam.showPreview" {
                self.ask("workspace/textDocumentContent", json!({ "uri": answer["uri"] })).await;
            }
        }
    }
}

async fn everything(capabilities: Value) -> Tour {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    fs::write(root.join(".oam-ls.yaml"), "platform: moon\n").unwrap();
    // One command compares with what is committed.
    Checkout::new(&root).commit("first");
    let [app, web, store] = ["app.yaml", "web.yaml", "store.yaml"].map(|it| uri(&root.join(it)));
    let mut params = folder(&root);
    params["capabilities"] = capabilities;
    let mut client = Client::start();
    let server = client.shake_hands(params).await["capabilities"].take();
    let mut tour = Tour { client, server, filled: BTreeSet::new(), tokens: HashMap::new(), answered: 0 };
    scanned(&mut tour.client).await;
    // Behind a finding, characters of all widths.
    let text = application("ghost").replace("shop", "shop # é漢😀");
    tour.client.open(&app, &text).await;
    let is_pull = tour.server.get("diagnosticProvider").is_some();
    if !is_pull {
        tour.client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    }
    tour.client.open(&web, &component("web")).await;
    for (version, name) in [(2, "web"), (3, "ghost"), (4, "we")] {
        let end = json!({ "line": COMPONENT_LINE + 1, "character": 0 });
        let range = json!({ "start": { "line": COMPONENT_LINE, "character": 0 }, "end": end });
        let line = format!("    - componentName: {name}\n");
        tour.client.change(&app, version, json!([{ "range": range, "text": line }])).await;
        for uri in [&app, &web] {
            tour.see(uri, text.lines().count()).await;
            tour.look(uri, COMPONENT_LINE, 23).await;
        }
        let other = component(if version == 3 { "ghost" } else { "web" });
        tour.client.replace(&web, version, &other).await;
    }
    tour.client.open(&store, STORE).await;
    tour.walk(&store, STORE).await;
    tour.ask("workspace/symbol", json!({ "query": "web" })).await;
    tour.commands(&store).await;
    if is_pull {
        let all = tour.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
        assert!(items(&all).iter().any(|it| it["uri"] == app && it["version"] == 4), "{all}");
    } else {
        let findings = tour.client.findings(&app, |it| it["version"] == 4 && !codes(it).is_empty()).await;
        assert_eq!(codes(&findings), ["unknown-component"]);
    }
    fs::write(root.join("ghost.yaml"), component("ghost")).unwrap();
    let changes = json!([{ "uri": uri(&root.join("ghost.yaml")), "type": 1 }]);
    tour.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
    let settings = json!({ "settings": { "oam": { "platform": "rudr" } } });
    tour.client.notify("workspace/didChangeConfiguration", settings).await;
    tour.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": app } })).await;
    for uri in [&app, &web, &store] {
        tour.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } })).await;
    }
    scanned(&mut tour.client).await;
    tour
}

/// What is offered and was never answered with anything.
fn unheard(tour: &Tour) -> Vec<&'static str> {
    let mut offered = offered(&tour.server);
    // What it does depends on what was typed before.
    offered.remove("textDocument/onTypeFormatting");
    offered.into_iter().filter(|it| !tour.filled.contains(*it)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_can_do_nothing_is_served() {
    let tour = everything(json!({})).await;
    // Without code action literals there is nothing to send: every fix of ours is an edit.
    assert_eq!(unheard(&tour), ["textDocument/codeAction"]);
    assert!(tour.answered >= 500, "{}", tour.answered);
    assert_eq!(tour.client.asked, Vec::<Value>::new(), "it can be asked nothing");
    assert_eq!(tour.client.leave().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_can_do_everything_is_served() {
    let mut capabilities = all_capabilities();
    capabilities["experimental"] = json!({ "commands": { "commands": ["oam.showReferences"] } });
    let mut tour = everything(capabilities).await;
    let offered = offered(&tour.server);
    for method in all().filter(|it| is_documented(it)) {
        let is_absent = says_absent(method);
        assert_eq!(is_absent, !offered.contains(method), "docs/protocol.md is wrong about {method}");
    }
    assert_eq!(unheard(&tour), Vec::<&str>::new());
    assert!(tour.answered >= 500, "{}", tour.answered);
    for method in [
        "client/registerCapability",
        "workspace/configuration",
        "workspace/diagnostic/refresh",
        "workspace/codeLens/refresh",
        "workspace/semanticTokens/refresh",
        "workspace/inlayHint/refresh",
        "window/showDocument",
        "window/showMessageRequest",
    ] {
        // Some come a moment after what they are about; one that never comes is the end of the client's patience.
        while !tour.client.asked.iter().any(|it| it["method"] == method) {
            scanned(&mut tour.client).await;
        }
    }
    assert_eq!(tour.client.leave().await, 0);
}

const DOCUMENTATION: &str = include_str!("../../docs/protocol.md");

/// What the table of all messages says about one.
fn row(method: &str) -> Option<&'static str> {
    let (_, table) = DOCUMENTATION.split_once("## Every message").unwrap();
    let rows = table.lines().filter_map(|it| it.strip_prefix("| ")?.split_once(" | "));
    rows.into_iter().find(|it| it.0.contains(&format!("`{method}`"))).map(|it| it.1)
}

fn is_documented(method: &str) -> bool {
    row(method).is_some()
}

fn says_absent(method: &str) -> bool {
    row(method).is_some_and(|it| it.starts_with("not offered") || it.starts_with("no meaning"))
}

#[test]
fn the_documentation_speaks_about_every_message() {
    let mut missing: Vec<_> = meta()
        .methods()
        .filter(|(_, since)| since.is_none_or(|it| !it.starts_with("3.18")))
        .map(|(name, _)| name)
        .filter(|name| !is_documented(name))
        .collect();
    missing.sort_unstable();
    assert!(missing.is_empty(), "docs/protocol.md does not speak about {missing:#?}");
}
