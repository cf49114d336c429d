//! `oam.previewDiff`: what the documents change for the deployment, against what is committed.

use std::fs;

use oam_tests::checkout::Checkout;
use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::workspace::scanned;
use crate::{application, component, folder, uri};

async fn ask(client: &mut Client, argument: Value) -> Result<Value, Value> {
    let command = json!({ "command": "oam.previewDiff", "arguments": [argument] });
    client.request("workspace/executeCommand", command).await
}

#[tokio::test]
async fn open_documents_are_compared_with_what_is_committed() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    fs::write(root.join("app.yaml"), application("web")).unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    let checkout = Checkout::new(&root);
    let first = checkout.commit("first");
    let [app, web] = ["app.yaml", "web.yaml"].map(|it| uri(&root.join(it)));
    let mut client = Client::initialized(folder(&root)).await;
    scanned(&mut client).await;
    let same = ask(&mut client, json!({ "uri": app })).await.unwrap();
    assert_eq!(
        (&same["version"], &same["changed"], &same["revision"], &same["commit"]),
        (&json!(1), &json!(false), &json!("HEAD"), &json!(first))
    );
    // What is typed counts, and what it changes is where it is typed.
    client.open(&web, &component("web").replace("main:1", "main:2")).await;
    let other = ask(&mut client, json!({ "uri": app })).await.unwrap();
    let object = &other["objects"][0];
    assert_eq!((&object["kind"], &object["change"]), (&json!("StatefulSet"), &json!("changed")), "{other}");
    let field = &object["fields"][0];
    let path = "spec.template.spec.containers[name=main].image";
    assert_eq!((&field["path"], other["objects"].as_array().unwrap().len()), (&json!(path), 1));
    assert_eq!(field["new"]["value"], "example.com/main:2");
    assert_eq!((&field["new"]["uri"], &field["new"]["documentVersion"]), (&json!(web), &json!(1)));
    assert_eq!(field["new"]["range"]["start"]["line"], 8);
    assert_eq!((&field["old"]["value"], &field["old"]["uri"]), (&json!("example.com/main:1"), &json!(web)));
    assert_eq!(field["old"]["revisionRange"], field["new"]["range"]);
    // A refactoring is silent, and a file of components stands for the applications that use them.
    client.replace(&web, 2, &format!("# the same\n{}", component("web"))).await;
    let same = ask(&mut client, json!({ "uri": web })).await.unwrap();
    assert_eq!((&same["changed"], &same["documentVersion"]), (&json!(false), &json!(2)));
    // The next commit is seen, and the first one has its name still.
    fs::write(root.join("web.yaml"), component("web").replace("main:1", "main:3")).unwrap();
    let second = checkout.commit("second");
    let other = ask(&mut client, json!({})).await.unwrap();
    assert_eq!((&other["changed"], &other["commit"]), (&json!(true), &json!(second)));
    let same = ask(&mut client, json!({ "revision": "HEAD~1" })).await.unwrap();
    assert_eq!((&same["changed"], &same["commit"]), (&json!(false), &json!(first)));
    let at = json!({ "uri": app, "position": { "line": 0, "character": 0 }, "revision": "HEAD~1" });
    assert_eq!(ask(&mut client, at).await.unwrap()["changed"], false);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn what_cannot_be_compared_is_said() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    fs::write(root.join("app.yaml"), application("web")).unwrap();
    let mut client = Client::initialized(folder(&root)).await;
    let message = |it: Result<Value, Value>| it.unwrap_err()["message"].as_str().unwrap().to_owned();
    let nowhere = message(ask(&mut client, json!({ "uri": app })).await);
    assert!(nowhere.contains("is not in a Git repository"), "{nowhere}");
    let checkout = Checkout::new(&root);
    let empty = message(ask(&mut client, json!({ "uri": app })).await);
    assert!(empty.starts_with("nothing is committed yet"), "{empty}");
    checkout.commit("first");
    let unknown = message(ask(&mut client, json!({ "uri": app, "revision": "v9" })).await);
    assert!(unknown.starts_with("there is no revision `v9`"), "{unknown}");
    let other = uri(&root.join("nowhere.yaml"));
    let stranger = message(ask(&mut client, json!({ "uri": other })).await);
    assert_eq!(stranger, "this document is not known to the server");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn both_sides_are_given_as_text_and_drawn_as_a_picture() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    fs::write(root.join("app.yaml"), application("web")).unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    fs::write(root.join("old.yaml"), application("web").replace("shop", "kiosk").replace("web-1", "hut"))
        .unwrap();
    Checkout::new(&root).commit("first");
    let [app, web, old] = ["app.yaml", "web.yaml", "old.yaml"].map(|it| uri(&root.join(it)));
    let mut client = Client::initialized(folder(&root)).await;
    scanned(&mut client).await;
    client.open(&web, &component("web").replace("main:1", "main:2")).await;
    client.open(&old, "# gone\n").await;
    let answer = ask(&mut client, json!({ "manifests": true })).await.unwrap();
    let [before, after] = ["old", "new"].map(|it| answer["manifests"][it].as_str().unwrap());
    assert!(
        before.contains("main:1") && before.contains("name: hut") && before.contains("\n---\n"),
        "{before}"
    );
    assert!(after.contains("main:2") && !after.contains("main:1") && !after.contains("name: hut"), "{after}");
    // Each line of today knows where it comes from.
    let manifests = &answer["manifests"];
    let lines = manifests["lines"].as_array().unwrap();
    assert_eq!(lines.len(), after.lines().count());
    let image = after.lines().position(|it| it.contains("main:2")).unwrap();
    assert_eq!(
        (&manifests["sources"][lines[image][0].as_u64().unwrap() as usize], &lines[image][1]),
        (&json!(web), &json!(8))
    );
    assert!(
        ask(&mut client, json!({})).await.unwrap().get("manifests").is_none(),
        "only where it is asked for"
    );

    let command = json!({ "command": "oam.graph", "arguments": [{ "revision": "HEAD", "theme": "light" }] });
    let answer = client.request("workspace/executeCommand", command).await.unwrap();
    let graphs = answer["graphs"].as_array().unwrap();
    let of = |name: &str| graphs.iter().find(|it| it["app"] == name).unwrap_or_else(|| panic!("{answer}"));
    let (shop, kiosk) = (of("shop"), of("kiosk"));
    assert_eq!((&shop["uri"], &shop["nodes"][0]["change"]), (&json!(app), &json!("changed")), "{shop}");
    assert_eq!((&kiosk["uri"], &kiosk["documentVersion"]), (&json!(old), &Value::Null));
    assert_eq!(kiosk["nodes"][0]["change"], "removed");
    assert!(kiosk["nodes"][0]["range"].is_null(), "what is gone has no place in the documents of today");
    assert!(shop["text"].as_str().unwrap().starts_with("<svg"));

    let unknown = json!({ "command": "oam.graph", "arguments": [{ "revision": "v9" }] });
    let error = client.request("workspace/executeCommand", unknown).await.unwrap_err();
    assert!(error["message"].as_str().unwrap().starts_with("there is no revision `v9`"), "{error}");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn each_folder_of_a_workspace_has_its_own_repository() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path().canonicalize().unwrap();
    let [plain, shop, kiosk, outside] = ["plain", "shop", "kiosk", "outside"].map(|it| place.join(it));
    let mut commits = Vec::new();
    for (root, name) in [(&plain, "plain"), (&shop, "web"), (&kiosk, "hut"), (&outside, "far")] {
        fs::create_dir(root).unwrap();
        fs::write(root.join("app.yaml"), application(name)).unwrap();
        fs::write(root.join("web.yaml"), component(name)).unwrap();
        if name != "plain" {
            commits.push(Checkout::new(root).commit(name));
        }
    }
    let folders: Vec<_> =
        [&plain, &shop, &kiosk].iter().map(|it| json!({ "uri": uri(it), "name": "a folder" })).collect();
    let mut params = folder(&plain);
    params["workspaceFolders"] = json!(folders);
    let mut client = Client::initialized(params).await;
    scanned(&mut client).await;
    for (root, name, commit) in [(&shop, "web", &commits[0]), (&kiosk, "hut", &commits[1])] {
        let app = uri(&root.join("app.yaml"));
        let same = ask(&mut client, json!({ "uri": app })).await.unwrap();
        assert_eq!((&same["changed"], &same["commit"]), (&json!(false), &json!(commit)), "{same}");
        client.open(&app, &application(name).replace(&format!("{name}-1"), &format!("{name}-2"))).await;
        let other = ask(&mut client, json!({ "uri": app })).await.unwrap();
        assert_eq!((&other["changed"], &other["commit"]), (&json!(true), &json!(commit)), "{other}");
    }
    let message = |it: Result<Value, Value>| it.unwrap_err()["message"].as_str().unwrap().to_owned();
    let nowhere = message(ask(&mut client, json!({ "uri": uri(&plain.join("app.yaml")) })).await);
    assert!(nowhere.contains("is not in a Git repository"), "{nowhere}");
    // Open, but of no folder: the repository of the first one has nothing to say about it.
    let far = uri(&outside.join("app.yaml"));
    client.open(&far, &application("far")).await;
    let message = message(ask(&mut client, json!({ "uri": far })).await);
    assert!(message.contains("outside of the folders"), "{message}");
    assert_eq!(client.leave().await, 0);
}
