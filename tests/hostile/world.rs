//! A world that is larger, stricter or stranger than usual: very many files, a user who may not read everything, a clock that jumps.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use serde_json::json;

use crate::repository::component;
use crate::session::{Server, finish, uri};

/// A workspace of very many files: the server answers while it reads them. `OAM_FILES=100000` makes as many.
#[test]
fn many_files_are_read_while_questions_are_answered() {
    let n_files: usize = std::env::var("OAM_FILES").ok().and_then(|it| it.parse().ok()).unwrap_or(3000);
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    fs::create_dir(root.join(".git")).expect("a folder");
    for n in 0..n_files {
        let folder = root.join(format!("f{}", n / 1000));
        if n % 1000 == 0 {
            fs::create_dir(&folder).expect("a folder");
        }
        fs::write(folder.join(format!("w{n}.yaml")), component(&format!("w{n}"))).expect("a file");
    }
    let started = Instant::now();
    let mut server = Server::start();
    server.open(&root);
    let path = root.join("f0/w0.yaml");
    server.open_file(&path, &component("w0"));
    let (mut slowest, mut n_answers, mut is_reading) = (Duration::ZERO, 0, true);
    while is_reading {
        assert!(started.elapsed() < Duration::from_secs(600), "the workspace is never read");
        let asked = Instant::now();
        let params =
            json!({ "textDocument": { "uri": uri(&path) }, "position": { "line": 1, "character": 8 } });
        let answer = server.request("textDocument/hover", params);
        slowest = slowest.max(asked.elapsed());
        assert!(answer["result"].is_object(), "{answer}");
        n_answers += 1;
        let status = json!({ "command": "oam.status", "arguments": [] });
        is_reading = server.request("workspace/executeCommand", status)["result"]["indexing"] != false;
        server.said.clear();
        std::thread::sleep(Duration::from_millis(5));
    }
    let took = started.elapsed();
    let last = format!("w{}", n_files - 1);
    let found = server.request("workspace/symbol", json!({ "query": last }));
    let names: Vec<_> = found["result"].as_array().expect("a list").iter().map(|it| &it["name"]).collect();
    assert!(names.iter().any(|it| **it == json!(last)), "{names:?}");
    println!(
        "{n_files} files read in {took:?}, {n_answers} questions answered meanwhile, the slowest in {slowest:?}; {} kB",
        server.memory()
    );
    assert!(slowest < Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 }), "{slowest:?}");
    assert!(server.leave().0.success());
}

/// A command as a user who owns nothing; nothing, said loudly, where that cannot be done.
fn as_nobody(program: &Path) -> Option<Command> {
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let mut probe = Command::new("setpriv");
    probe.args(nobody).arg(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    if !probe.status().is_ok_and(|it| it.success()) {
        eprintln!(
            "NOT TESTED: nobody can be somebody else here (setpriv, as root, with a program that all may read)"
        );
        return None;
    }
    let mut command = Command::new("setpriv");
    command.args(nobody).arg(program).env("HOME", "/nonexistent");
    Some(command)
}

#[test]
fn a_user_who_may_not_read_or_write_is_told_so_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("w");
    // The program may be where only its builder may look.
    let own = folder.path().join("oam-ls");
    fs::copy(program(), &own).expect("the program");
    fs::create_dir_all(root.join(".git")).expect("a folder");
    fs::create_dir(root.join("closed")).expect("a folder");
    let texts = [("open.yaml", 0o644), ("secret.yaml", 0o600), ("closed/inside.yaml", 0o644)];
    for (name, mode) in texts {
        let path = root.join(name);
        fs::write(&path, component("same").replace("  name", "      name")).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("permissions");
    }
    for (path, mode) in [(folder.path(), 0o755), (&root, 0o755), (&root.join("closed"), 0o700)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    }
    let before = fs::read(root.join("open.yaml")).expect("a file");
    let Some(mut lint) = as_nobody(&own) else { return };
    let (code, out, err) = finish(lint.args(["lint", "--format=concise"]).current_dir(&root));
    assert!(code.is_some() && !err.contains("mistake"), "{out}{err}");
    // What nobody may read may be anything: only who names it is told.
    assert!(err.contains("1 OAM document checked"), "{out}{err}");
    let Some(mut lint) = as_nobody(&own) else { return };
    let (code, out, err) =
        finish(lint.args(["lint", "secret.yaml", "closed", "open.yaml"]).current_dir(&root));
    assert_eq!(code, Some(2), "{out}{err}");
    assert!(err.contains("secret.yaml") && err.contains("permission denied"), "{out}{err}");
    assert!(err.contains("closed"), "{out}{err}");
    let Some(mut fmt) = as_nobody(&own) else { return };
    let (code, _, err) = finish(fmt.args(["fmt", "open.yaml"]).current_dir(&root));
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("cannot write `open.yaml`: permission denied"), "{err}");
    assert_eq!(fs::read(root.join("open.yaml")).expect("a file"), before);
    let names: Vec<_> =
        fs::read_dir(&root).expect("the folder").map(|it| it.expect("an entry").file_name()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    // A file that one may write in a folder where one may not: it is replaced as a whole or not at all.
    chown(root.join("open.yaml"), Some(65534), Some(65534)).expect("an owner");
    let Some(mut fmt) = as_nobody(&own) else { return };
    let (code, _, err) = finish(fmt.args(["fmt", "open.yaml"]).current_dir(&root));
    assert_eq!((code, fs::read(root.join("open.yaml")).expect("a file")), (Some(2), before), "{err}");
    let Some(server) = as_nobody(&own) else { return };
    let mut server = Server::wrapped(server);
    server.open(&root);
    server.settle();
    let found = server.request("workspace/symbol", json!({ "query": "same" }));
    assert_eq!(found["result"].as_array().map(Vec::len), Some(1), "{found}");
    assert!(server.leave().0.success());
}

#[test]
fn a_clock_that_jumps_changes_no_answer() {
    let library = Path::new("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    if !library.exists() {
        return eprintln!("NOT TESTED: the clock cannot be moved here; install libfaketime");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path").join("w");
    fs::create_dir_all(root.join(".git")).expect("a folder");
    fs::write(root.join("web.yaml"), component("web")).expect("a file");
    let now = folder.path().join("now");
    fs::write(&now, "+0").expect("a file");
    let mut command = Command::new(program());
    command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", &now);
    // The clock of the wall jumps; the one that counts from the start of the machine never does.
    command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let mut server = Server::wrapped(command);
    server.open(&root);
    server.settle();
    let path = root.join("web.yaml");
    server.open_file(&path, &component("web"));
    let place = json!({ "textDocument": { "uri": uri(&path) }, "position": { "line": 1, "character": 8 } });
    let expected = server.request("textDocument/hover", place.clone())["result"].clone();
    assert!(expected.is_object(), "{expected}");
    for (jump, version) in ["+3y", "-20y", "+0", "-1d", "+1h"].into_iter().zip(2_i32..) {
        fs::write(&now, jump).expect("a file");
        let document = json!({ "uri": uri(&path), "version": version });
        let text = component("web") + &format!("# {jump}\n");
        server.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
        // A file that is new, or older than what was read before.
        fs::write(root.join(format!("other-{version}.yaml")), component("other")).expect("a file");
        let change =
            json!({ "changes": [{ "uri": uri(&root.join(format!("other-{version}.yaml"))), "type": 1 }] });
        server.notify("workspace/didChangeWatchedFiles", change);
        assert_eq!(server.request("textDocument/hover", place.clone())["result"], expected, "{jump}");
        server.settle();
        let wanted = usize::try_from(version - 1).expect("a small number");
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let found = server.request("workspace/symbol", json!({ "query": "other" }));
            if found["result"].as_array().map(Vec::len) == Some(wanted) {
                break;
            }
            assert!(Instant::now() < deadline, "{jump}: {found}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    assert!(server.leave().0.success());
}
