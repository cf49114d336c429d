//! `lint --watch`: a report after every change, and a clean end.
//!
//! It waits for what the program says, never for a time; only a broken program makes it wait until the deadline.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use oam_tests::program::program;

/// Longer than anything here takes on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

const APP: &str = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: shop\nspec:\n  \
                   components:\n    - componentName: web\n      instanceName: shop-web\n";

const COMPONENT: &str = "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: web\nspec:\n  \
                         workloadType: core.oam.dev/v1alpha1.Worker\n  containers:\n    - name: main\n      \
                         image: registry.example.com/web:1.0.0\n";

/// A running watch, with the lines it writes to standard output and standard error.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(program());
        command
            .args(["lint", "--watch", "--select", "references", "--format", "concise"])
            .current_dir(folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a run");
        let (sender, lines) = mpsc::channel();
        let stdout: Box<dyn Read + Send> = Box::new(child.stdout.take().expect("a pipe"));
        let stderr: Box<dyn Read + Send> = Box::new(child.stderr.take().expect("a pipe"));
        for stream in [stdout, stderr] {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines }
    }

    /// The findings of the next report.
    fn report(&self) -> Vec<String> {
        let mut findings = Vec::new();
        loop {
            let line = self.lines.recv_timeout(DEADLINE).expect("another report");
            if line.starts_with("watching ") {
                // The two streams may overtake each other by a few lines.
                while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(200)) {
                    findings.push(line);
                }
                findings.retain(|it| it.contains("]: "));
                return findings;
            }
            findings.push(line);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn every_change_is_reported_until_ctrl_c() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a path");
    fs::create_dir(folder.join(".git")).expect("a mark");
    fs::write(folder.join("app.yaml"), APP).expect("a file");
    let unknown = "app.yaml:7:22: error[unknown-component]: no component is named `web`";

    let mut watching = Watching::start(&folder);
    assert_eq!(watching.report(), [unknown], "at the start");

    fs::create_dir(folder.join("parts")).expect("a folder");
    assert_eq!(watching.report(), [unknown], "a folder may hold anything");
    fs::write(folder.join("parts/web.yaml"), COMPONENT).expect("a file");
    assert_eq!(watching.report(), Vec::<String>::new(), "a new file");

    fs::write(folder.join("parts/web.yaml"), COMPONENT.replace("name: web", "name: wep")).expect("an edit");
    let unused = "parts/web.yaml:4:9: info[unused-component]: no application uses component `wep` (use it in an application, or remove it)";
    let renamed = [format!("{unknown} (did you mean `wep`?)"), unused.to_owned()];
    assert_eq!(watching.report(), renamed, "an edit of another file");

    fs::write(folder.join("notes.yaml"), "kind: Deployment\n").expect("a file that is none of our business");
    fs::write(folder.join("app.yaml"), APP.replace("componentName: web", "componentName: wep"))
        .expect("an edit");
    assert_eq!(watching.report(), Vec::<String>::new(), "one report for both");

    fs::rename(folder.join("parts"), folder.join(".parts")).expect("a move");
    let wep = unknown.replace("`web`", "`wep`");
    assert_eq!(watching.report(), [&*wep], "a folder that went");

    fs::write(folder.join(".oam-ls.yaml"), "rules:\n  unknown-component: warning\n").expect("settings");
    assert_eq!(watching.report(), [wep.replace("error[", "warning[")], "settings");

    let pid = watching.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
    assert_eq!(watching.child.wait().expect("an end").code(), Some(0));
}
