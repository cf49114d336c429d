//! A panic within a request ends that request alone. The panic is made from outside: each request opens a span for the log, and
//! the log of this test falls over when it is told of certain ones.

use std::collections::HashSet;
use std::fmt::{self, Write};
use std::sync::{LazyLock, Mutex, Once};

use oam_tests::client::{Client, place};
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Methods whose requests fall over.
static BROKEN: LazyLock<Mutex<HashSet<&str>>> = LazyLock::new(Mutex::default);

/// What was logged at the level of errors.
static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Saboteur;

struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Saboteur {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("oam_")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut words = Words(String::new());
        span.record(&mut words);
        let is_broken = BROKEN.lock().unwrap().iter().any(|it| words.0.contains(&format!("{it:?}")));
        assert!(!is_broken, "a secret of the panic");
        Id::from_u64(1)
    }
    fn event(&self, event: &Event<'_>) {
        if *event.metadata().level() == Level::ERROR {
            let mut words = Words(String::new());
            event.record(&mut words);
            LOG.lock().unwrap().push(words.0);
        }
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn sabotage() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Saboteur).expect("no other log"));
}

const TEXT: &str = "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: hunter2\nspec:\n  \
     workloadType: core.oam.dev/v1alpha1.Worker\n  containers:\n    - name: main\n      image: example.com/main:1\n      \
     env:\n        - {name: PASSWORD, value: hunter2}\n";

const URI: &str = "file:///isolation/web.yaml";

/// Requests of every make: at a place, of a file, of a range.
fn requests() -> Vec<(&'static str, Value)> {
    let at = || place(URI, 3, 10);
    let of_file = || json!({ "textDocument": { "uri": URI } });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    vec![
        ("textDocument/hover", at()),
        ("textDocument/completion", at()),
        ("textDocument/definition", at()),
        ("textDocument/references", {
            let mut params = at();
            params["context"] = json!({ "includeDeclaration": true });
            params
        }),
        ("textDocument/rename", {
            let mut params = at();
            params["newName"] = json!("other");
            params
        }),
        ("textDocument/documentSymbol", of_file()),
        ("textDocument/foldingRange", of_file()),
        ("textDocument/semanticTokens/full", of_file()),
        ("textDocument/codeLens", of_file()),
        ("textDocument/formatting", {
            let mut params = of_file();
            params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
            params
        }),
        ("textDocument/codeAction", {
            json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } })
        }),
        ("workspace/symbol", json!({ "query": "hunter" })),
    ]
}

#[tokio::test]
async fn a_panic_ends_one_request_and_the_log_says_which_without_its_content() {
    sabotage();
    let mut client = Client::initialized(json!({})).await;
    client.is_saboteur = true;
    client.open(URI, TEXT).await;
    for (method, params) in requests() {
        BROKEN.lock().unwrap().insert(method);
        let error = client.request(method, params.clone()).await.expect_err("the request fell over");
        assert_eq!(error, json!({ "code": -32603, "message": format!("`{method}` failed") }));
        BROKEN.lock().unwrap().remove(method);
        client.request(method, params).await.unwrap_or_else(|error| panic!("{method} goes on: {error}"));
        let log = std::mem::take(&mut *LOG.lock().unwrap());
        let [line] = log.as_slice() else { panic!("one line about {method}: {log:?}") };
        assert!(line.contains(&format!("method={method:?}")), "{line}");
        let shape = "document=\"253 bytes in 12 lines: ComponentSchematic\"";
        assert!(line.contains(shape) || method == "workspace/symbol", "{line}");
        assert!(!line.contains("hunter2") && !line.contains("secret"), "{line}");
    }
    assert_eq!(client.leave().await, 0);
}
