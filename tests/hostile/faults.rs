//! A world that fails: clients that vanish or do not read, full and protected disks, files that turn into something else.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use oam_tests::scatter::Random;
use serde_json::json;

use crate::repository::component;
use crate::session::{Server, finish, run, uri};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder
}

/// Waits for the end of a server; it has no business to stay.
fn ends(server: Server) -> Option<i32> {
    let deadline = Instant::now() + Duration::from_secs(10);
    let mut server = server;
    while server.child.try_wait().expect("a child").is_none() {
        assert!(Instant::now() < deadline, "the server stays");
        std::thread::sleep(Duration::from_millis(10));
    }
    server.end().0.code()
}

#[test]
fn an_input_that_closes_within_a_message_ends_the_server() {
    for part in ["Content-Le", "Content-Length: 100\r\n\r\n{\"jsonrpc\"", "Content-Length: 5\r\n"] {
        let mut server = Server::start();
        server.open(folder().path());
        let mut input = server.input.take().expect("an input");
        input.write_all(part.as_bytes()).expect("the server reads");
        drop(input);
        assert_eq!(ends(server), Some(1), "{part:?}");
    }
}

#[test]
fn a_client_that_does_not_read_is_waited_for_and_costs_no_memory() {
    const MANY: usize = 5000;
    let mut server = Server::start();
    server.open(folder().path());
    let path = Path::new("/faults/web.yaml");
    server.open_file(path, &component("web"));
    let before = server.memory();
    let mut input = server.input.take().expect("an input");
    // The client asks on and on in one thread, and only later begins to read in this one.
    let asks = std::thread::spawn(move || {
        for n in 0..MANY {
            let params = json!({ "textDocument": { "uri": uri(path) } });
            let message = json!({ "jsonrpc": "2.0", "id": 1000 + n, "method": "textDocument/documentSymbol", "params": params });
            oam_tests::protocol::frames::write(&mut input, message.to_string().as_bytes())
                .expect("the server reads");
        }
        input
    });
    std::thread::sleep(Duration::from_millis(1500));
    let deaf = server.memory();
    for _ in 0..MANY {
        let answer = server.until(|it| it["id"].as_u64().is_some_and(|it| it >= 1000));
        assert!(answer["result"].is_array(), "{answer}");
    }
    server.input = Some(asks.join().expect("all was sent"));
    println!(
        "{MANY} requests of a deaf client: {before} kB before, {deaf} kB meanwhile, {} kB after",
        server.memory()
    );
    assert!(deaf < before + 150_000, "{before} kB became {deaf} kB");
    assert!(server.leave().0.success());
}

#[test]
fn output_that_cannot_be_written_ends_with_an_exit_code() {
    let folder = folder();
    fs::write(folder.path().join("web.yaml"), component("web")).expect("a file");
    for arguments in [["lint", "--format=json"], ["fmt", "--diff"], ["rules", "--format=json"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let mut command = Command::new(program());
        let command = command.args(arguments).current_dir(folder.path()).stdout(full).stderr(Stdio::piped());
        let output = command.output().expect("the program");
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code().is_some() && !log.contains("mistake"),
            "{arguments:?}: {:?} {log}",
            output.status
        );
    }
}

/// A file system of 64 kB, in a name space of its own. `None`, said loudly, where the system does not allow that.
fn on_a_small_disk(script: &str) -> Option<(Option<i32>, String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let script = format!("mount -t tmpfs -o size=64k none \"$1\" && cd \"$1\" && mkdir .git && {script}");
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"])
        .arg(folder.path())
        .arg(program());
    let probe = ["--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"];
    if !Command::new("unshare").args(probe).stderr(Stdio::null()).status().is_ok_and(|it| it.success()) {
        eprintln!("NOT TESTED: no file system can be mounted here (unshare --user --mount)");
        return None;
    }
    Some(finish(&mut command))
}

#[test]
fn a_full_disk_keeps_the_old_file() {
    let text = component("web").replace("  name", "      name");
    let script = format!(
        "printf '%s' '{text}' >web.yaml; cp web.yaml old; dd if=/dev/zero of=rest bs=1k count=999 2>/dev/null; \"$2\" fmt; code=$?; \
         cmp web.yaml old && ls -A | tr '\\n' ' '; exit $code"
    );
    let Some((code, out, err)) = on_a_small_disk(&script) else { return };
    assert_eq!((code, out.as_str()), (Some(2), ".git old rest web.yaml "), "{err}");
    assert!(err.contains("cannot write `web.yaml`: no space left on device"), "{err}");
}

#[test]
fn a_disk_that_is_read_only_keeps_the_old_file_and_is_still_read() {
    let text = component("web").replace("  name", "      name");
    let script = format!(
        "printf '%s' '{text}' >web.yaml; mount -o remount,ro . && \"$2\" lint >/dev/null; \"$2\" fmt"
    );
    let Some((code, _, err)) = on_a_small_disk(&script) else { return };
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("cannot write `web.yaml`: read-only file system"), "{err}");
}

#[test]
fn files_that_come_go_and_turn_into_folders_leave_the_server_up() {
    let folder = folder();
    let root = folder.path().canonicalize().expect("a path");
    for n in 0..300 {
        fs::create_dir_all(root.join(format!("f{}", n % 10))).expect("a folder");
        fs::write(root.join(format!("f{}/w{n}.yaml", n % 10)), component(&format!("w{n}"))).expect("a file");
    }
    let mut server = Server::start();
    server.open(&root);
    // While it reads: files vanish, become folders, links, loops, unreadable, longer.
    let mut random = Random(3);
    for _ in 0..600 {
        let n = random.below(300);
        let path = root.join(format!("f{}/w{n}.yaml", n % 10));
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match random.below(5) {
            0 => fs::create_dir_all(path.join("x.yaml")).expect("a folder"),
            1 => symlink(&path, &path).expect("a loop"),
            2 => symlink("..", &path).expect("a link"),
            3 => {
                fs::write(&path, component(&format!("again{n}"))).expect("a file");
                fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
            }
            _ => {
                let mut file = fs::File::create(&path).expect("a file");
                for _ in 0..20 {
                    file.write_all(component("grows").as_bytes()).expect("room");
                }
            }
        }
        if random.below(20) == 0 {
            let change = json!({ "changes": [{ "uri": uri(&path), "type": 2 }] });
            server.notify("workspace/didChangeWatchedFiles", change);
        }
    }
    server.settle();
    let _ = fs::remove_dir_all(&root);
    server.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": uri(&root.join("f1")), "type": 3 }] }),
    );
    server.settle();
    let (status, log) = server.leave();
    assert!(status.success() && !log.contains("mistake"), "{log}");
}

#[test]
fn two_servers_on_one_workspace_do_not_mind_each_other() {
    let folder = folder();
    let root = folder.path().canonicalize().expect("a path");
    let path = root.join("web.yaml");
    fs::write(&path, component("web")).expect("a file");
    let mut servers = [Server::start(), Server::start()];
    for server in &mut servers {
        server.open(&root);
        server.settle();
        server.open_file(&path, &component("web"));
    }
    for server in &mut servers {
        let found = server.request("workspace/symbol", json!({ "query": "web" }));
        assert_eq!(found["result"].as_array().map(Vec::len), Some(1), "{found}");
    }
    for server in servers {
        assert!(server.leave().0.success());
    }
    assert_eq!(fs::read_dir(&root).expect("the folder").count(), 2, "nothing was written");
}

/// A day of typing, compressed: `OAM_EDITS=1000000` types as much.
#[test]
fn memory_stays_flat_however_much_is_typed() {
    let edits: u64 = std::env::var("OAM_EDITS").ok().and_then(|it| it.parse().ok()).unwrap_or(2000);
    let mut server = Server::start();
    server.open(folder().path());
    let path = Path::new("/faults/typed.yaml");
    let text = component("web");
    server.open_file(path, &text);
    let line = text.lines().position(|it| it.contains("image:")).expect("the line");
    let column = text.lines().nth(line).expect("the line").len();
    let change = |version: u64, from: usize, to: usize, text: &str| {
        let range =
            json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
        json!({ "textDocument": { "uri": uri(path), "version": version }, "contentChanges": [{ "range": range, "text": text }] })
    };
    let started = Instant::now();
    let mut early = 0;
    for n in 0..edits {
        let params = if n % 2 == 0 {
            change(n + 2, column, column, "x")
        } else {
            change(n + 2, column, column + 1, "")
        };
        server.notify("textDocument/didChange", params);
        if n % 100 == 99 {
            let at = json!({ "textDocument": { "uri": uri(path) }, "position": { "line": line, "character": 10 } });
            server.request("textDocument/completion", at);
            server.said.clear();
        }
        if n == edits / 5 {
            early = server.memory();
        }
    }
    let late = server.memory();
    println!("{edits} edits in {:?}: {early} kB after a fifth, {late} kB at the end", started.elapsed());
    assert!(late < early + early / 5 + 20_000, "{early} kB became {late} kB");
    assert!(server.leave().0.success());
}

#[test]
fn names_with_odd_characters_are_files_like_others() {
    let folder = folder();
    let root = folder.path().canonicalize().expect("a path");
    for name in ["a b.yaml", "ü.yaml", "%41.yaml", "#x.yaml", "-.yaml", "'\".yaml", "new\nline.yaml"] {
        fs::write(root.join(name), component("same")).expect("a file");
    }
    let (code, out, err) = run(&root, &["lint", "--format=concise", "--select=duplicate-name"]);
    assert!(code.is_some() && err.lines().all(|it| !it.contains("mistake")), "{out}{err}");
    let mut server = Server::start();
    server.open(&root);
    server.settle();
    let found = server.request("workspace/symbol", json!({ "query": "same" }));
    assert_eq!(found["result"].as_array().map(Vec::len), Some(7), "{found}");
    assert!(server.leave().0.success());
}
