//! The protocol, as far as fixtures cannot show it: order, encodings, versions, the life of a session.

mod agreement;
mod cancellation;
mod config;
mod encoding;
mod folders;
mod judge;
mod formatting;
mod lifecycle;
mod malformed;
mod ordering;
mod process;
mod publish;
mod pull;
mod reading;
mod recorder;
mod requests;
mod revisions;
mod scenario;
mod shown;
mod status;
mod typing;
mod workspace;

use std::path::Path;

use serde_json::{Value, json};

/// A component named `name`.
fn component(name: &str) -> String {
    format!(
        "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: {name}\nspec:\n  \
         workloadType: core.oam.dev/v1alpha1.SingletonWorker\n  containers:\n    - name: main\n      image: example.com/main:1\n\
         # oam: allow-file missing-annotation, missing-resources, unpinned-image — a sample\n"
    )
}

/// An application with one instance of the component named `name`.
fn application(name: &str) -> String {
    format!(
        "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: shop\nspec:\n  components:\n    \
         - componentName: {name}\n      instanceName: {name}-1\n\
         # oam: allow-file missing-annotation — a sample\n"
    )
}

/// The line of `componentName` in [`application`].
const COMPONENT_LINE: u32 = 6;

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Parameters of `initialize` for a client without a folder.
fn no_folder() -> Value {
    json!({ "processId": null, "rootUri": null, "capabilities": {} })
}

/// Parameters of `initialize` for one folder.
fn folder(path: &Path) -> Value {
    json!({
        "processId": null,
        "rootUri": uri(path),
        "workspaceFolders": [{ "uri": uri(path), "name": "test" }],
        "capabilities": {},
    })
}

fn codes(params: &Value) -> Vec<&str> {
    params["diagnostics"].as_array().expect("a list").iter().filter_map(|it| it["code"].as_str()).collect()
}
