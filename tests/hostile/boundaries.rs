//! What is touched when a hostile repository is opened, linted, previewed and formatted: seen by `strace`, call by call.
//!
//! Allowed are the repository, the program with its libraries, and what the system says about itself. Looking *whether*
//! something is there is allowed above the root, where settings and checkouts are searched; reading it is not.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use oam_tests::program::program;
use serde_json::json;

use crate::repository::{SECRET, files, hostile};
use crate::session::{Server, finish, uri};

/// What every program reads: its libraries, how many cores there are, and of which size pages of memory are.
const SYSTEM: [&str; 10] = [
    "/lib",
    "/usr/lib",
    "/etc/ld.so.",
    "/proc/self",
    "/proc/stat",
    "/proc/sys/vm/overcommit_memory",
    "/sys/fs/cgroup",
    "/sys/kernel/mm/transparent_hugepage",
    "/sys/devices/system/cpu",
    "/dev/null",
];

/// Calls that only look whether something is there.
const LOOKS: [&str; 9] =
    ["getcwd", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "readlink"];

fn strace(trace: &Path) -> Option<Command> {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "4096", "-e", "trace=%file,%network,%process", "-o"]).arg(trace);
    let is_there =
        Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|it| it.success());
    if !is_there {
        eprintln!("NOT TESTED: system calls cannot be observed here; install strace, and allow ptrace");
        return None;
    }
    command.arg(program());
    // Cargo's own, in which the loader would look for libraries.
    command.env_remove("LD_LIBRARY_PATH");
    Some(command)
}

/// The text in the first quotes of a call, without escapes.
fn path_of(call: &str) -> Option<String> {
    let rest = call.split_once('"')?.1;
    let mut bytes = Vec::new();
    let mut chars = rest.bytes().peekable();
    loop {
        match chars.next()? {
            b'"' => return String::from_utf8(bytes).ok(),
            b'\\' => match chars.next()? {
                b'n' => bytes.push(b'\n'),
                b't' => bytes.push(b'\t'),
                digit @ b'0'..=b'7' => {
                    let mut value = u32::from(digit - b'0');
                    while let Some(next @ b'0'..=b'7') = chars.peek().copied() {
                        value = value * 8 + u32::from(next - b'0');
                        chars.next();
                    }
                    bytes.push(u8::try_from(value).ok()?);
                }
                other => bytes.push(other),
            },
            other => bytes.push(other),
        }
    }
}

/// The path without `.` and `..`, from the root of the file system.
fn plain(folder: &Path, path: &str) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// What a trace shows that must not be; and the files that were opened.
fn judge(trace: &str, root: &Path, folder: &Path) -> (Vec<String>, BTreeSet<PathBuf>) {
    let (mut wrong, mut opened) = (Vec::new(), BTreeSet::new());
    let mut programs = 0;
    for line in trace.lines() {
        let call = line.split_once(' ').map_or(line, |it| it.1).trim_start();
        let Some((name, _)) = call.split_once('(') else { continue };
        match name {
            "execve" => {
                programs += 1;
                if programs > 1 {
                    wrong.push(format!("a program is started: {call}"));
                }
            }
            "clone" | "clone3" if !call.contains("CLONE_THREAD") => wrong.push(format!("a process: {call}")),
            "fork" | "vfork" => wrong.push(format!("a process: {call}")),
            "socket" | "connect" | "bind" | "sendto" | "listen" => wrong.push(format!("the network: {call}")),
            _ => {
                let Some(path) = path_of(call).filter(|it| !it.is_empty()) else { continue };
                let path = plain(folder, &path);
                let is_look = LOOKS.contains(&name);
                let is_own = path.starts_with(root) || path == program();
                let is_system = SYSTEM.iter().any(|it| path.to_string_lossy().starts_with(it));
                // A link in the repository leads where it leads: it must be opened as itself only.
                let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
                let is_inside = is_own && (real.starts_with(root) || path == program());
                if !(is_inside || is_system || is_look) {
                    wrong.push(format!("{} → {}: {call}", path.display(), real.display()));
                }
                if name.starts_with("open") && !is_system {
                    opened.insert(path);
                }
            }
        }
    }
    assert!(programs > 0, "the trace is empty");
    (wrong, opened)
}

fn report(what: &str, opened: &BTreeSet<PathBuf>, root: &Path) {
    let shown: Vec<_> = opened
        .iter()
        .map(|it| format!("{:?}", it.strip_prefix(root).unwrap_or(it).display().to_string()))
        .collect();
    println!("{what} opened {}: {}", shown.len(), shown.join(" "));
}

#[test]
fn commands_stay_within_a_hostile_repository() {
    let repository = hostile();
    let trace = repository.root.with_file_name("trace");
    for arguments in [
        vec!["lint", "--format=json"],
        vec!["preview", "--target=kubernetes"],
        vec!["graph", "--format=svg"],
        vec!["fmt", "--check"],
        vec!["fix", "--diff"],
        vec!["diff", "HEAD"],
        vec!["lint", "--root=sub"],
    ] {
        let Some(mut command) = strace(&trace) else { return };
        let (_, out, err) = finish(command.args(&arguments).current_dir(&repository.root));
        assert!(!out.contains(SECRET) && !err.contains(SECRET), "{arguments:?} tells a secret\n{out}{err}");
        assert!(!err.contains("mistake"), "{err}");
        let (wrong, opened) = judge(&fs::read_to_string(&trace).unwrap(), &repository.root, &repository.root);
        report(&arguments.join(" "), &opened, &repository.root);
        assert!(wrong.is_empty(), "{arguments:?}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn the_server_stays_within_a_hostile_repository() {
    let repository = hostile();
    let trace = repository.root.with_file_name("trace");
    let Some(command) = strace(&trace) else { return };
    let mut server = Server::wrapped(command);
    server.open(&repository.root);
    server.settle();
    for path in files(&repository.root) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        server.open_file(&path, &text);
        let document = json!({ "uri": uri(&path) });
        for method in [
            "documentSymbol",
            "documentLink",
            "codeLens",
            "foldingRange",
            "semanticTokens/full",
            "diagnostic",
        ] {
            server.request(&format!("textDocument/{method}"), json!({ "textDocument": document }));
        }
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let params = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
        server.request("textDocument/codeAction", params);
        for line in (0..text.lines().count().min(40)).step_by(5) {
            let position = json!({ "line": line, "character": 14 });
            for method in ["hover", "definition", "completion"] {
                let params = json!({ "textDocument": document, "position": position });
                server.request(&format!("textDocument/{method}"), params);
            }
        }
        for command in ["oam.preview", "oam.graph", "oam.totals", "oam.previewDiff"] {
            let params =
                json!({ "command": command, "arguments": [{ "uri": uri(&path), "revision": "HEAD" }] });
            server.request("workspace/executeCommand", params);
        }
    }
    let changes: Vec<_> =
        ["link.yaml", "out/secret.yaml", "pipe.yaml", "zero.yaml", "out", "sub/etc", ".oam-ls.yaml"]
            .iter()
            .map(|it| json!({ "uri": uri(&repository.root.join(it)), "type": 2 }))
            .collect();
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    server.settle();
    let symbols = server.request("workspace/symbol", json!({ "query": SECRET }));
    assert_eq!(symbols["result"], json!([]), "the file outside is known");
    let said = server.said.clone();
    let (status, log) = server.leave();
    assert!(status.success(), "{log}");
    assert!(!log.contains("mistake") && !log.contains(SECRET) && !log.contains("hunter2"), "{log}");
    assert!(!said.iter().any(|it| it.to_string().contains(SECRET) && it["id"].is_null()), "a secret is told");
    let (wrong, opened) = judge(&fs::read_to_string(&trace).unwrap(), &repository.root, &repository.root);
    report("the server", &opened, &repository.root);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
