//! An API server and its store on this machine, for as long as the value lives, and how to ask it.
//!
//! Everything of a run is in a temporary folder; the built server is kept in the user's cache folder. Requests go through
//! `curl`, keys are made by `openssl`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::fields::{losses, name_owners};

/// How long the server may take to be ready.
const PATIENCE: Duration = Duration::from_secs(120);

/// The only user there is.
const TOKEN: &str = "dry-run";

/// A running API server.
pub(super) struct Cluster {
    /// The program.
    pub(super) program: PathBuf,
    /// What it says it is: `v1.20.2`.
    pub(super) version: String,
    url: String,
    folder: tempfile::TempDir,
    children: Vec<Child>,
    /// `apps/v1 Deployment` → `deployments`.
    resources: RefCell<BTreeMap<String, Option<String>>>,
}

/// What the server says of an object.
pub(super) struct Answer {
    pub(super) verdict: Verdict,
    /// Whether the object was sent as an older version of its API.
    pub(super) is_older_version: bool,
}

/// Whether an object is accepted.
pub(super) enum Verdict {
    /// With all of its fields.
    Accepted,
    /// With the reason.
    Refused(String),
    /// The server does not have this API.
    Unknown(String),
}

impl Cluster {
    /// Starts a server; the error says why there is none.
    pub(super) fn start(root: &Path) -> Result<Self, String> {
        let program = program(root)?;
        let etcd = std::env::var("ETCD").unwrap_or_else(|_| "etcd".to_owned());
        let folder = tempfile::tempdir().map_err(|it| format!("no temporary folder: {it}"))?;
        let [port, store, peer] = free_ports()?;
        let here = folder.path();
        run(Command::new("openssl").current_dir(here).args(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout tls.key -out tls.crt".split(' '),
        ))?;
        run(Command::new("openssl").current_dir(here).args(["genrsa", "-out", "accounts.key", "2048"]))?;
        std::fs::write(here.join("tokens.csv"), format!("{TOKEN},judge,1,\"system:masters\"\n"))
            .map_err(|it| it.to_string())?;
        let mut cluster = Self {
            program,
            version: String::new(),
            url: format!("https://127.0.0.1:{port}"),
            folder,
            children: Vec::new(),
            resources: RefCell::default(),
        };
        let (store, peer) = (format!("http://127.0.0.1:{store}"), format!("http://127.0.0.1:{peer}"));
        cluster.spawn(
            Path::new(&etcd),
            "etcd",
            &[
                ("name", "judge"),
                ("data-dir", "store"),
                ("listen-client-urls", &store),
                ("advertise-client-urls", &store),
                ("listen-peer-urls", &peer),
                ("initial-advertise-peer-urls", &peer),
                ("initial-cluster", &format!("judge={peer}")),
            ],
        )?;
        let program = cluster.program.clone();
        cluster.spawn(
            &program,
            "kube-apiserver",
            &[
                ("etcd-servers", &store),
                ("bind-address", "127.0.0.1"),
                ("advertise-address", "127.0.0.1"),
                ("secure-port", &port.to_string()),
                ("insecure-port", "0"),
                ("tls-cert-file", "tls.crt"),
                ("tls-private-key-file", "tls.key"),
                ("cert-dir", "certs"),
                ("token-auth-file", "tokens.csv"),
                ("authorization-mode", "RBAC"),
                ("service-cluster-ip-range", "10.96.0.0/24"),
                ("service-account-issuer", "https://kubernetes.default.svc"),
                ("service-account-signing-key-file", "accounts.key"),
                ("service-account-key-file", "accounts.key"),
                // Pods would wait for accounts that only a controller makes.
                ("disable-admission-plugins", "ServiceAccount"),
            ],
        )?;
        cluster.wait()?;
        Ok(cluster)
    }

    /// Sends an object for the server to judge, and to forget.
    pub(super) fn dry_run(&self, object: &Value) -> Result<Answer, String> {
        let mut object = object.clone();
        name_owners(&mut object);
        let is_older_version = text(&object, "apiVersion") == "autoscaling/v2";
        if is_older_version && let Some(it) = object.get_mut("apiVersion") {
            *it = "autoscaling/v2beta2".into();
        }
        let (version, kind) = (text(&object, "apiVersion").to_owned(), text(&object, "kind").to_owned());
        let api = if version.contains('/') { format!("/apis/{version}") } else { format!("/api/{version}") };
        let Some(resource) = self.resource(&api, &kind)? else {
            return Ok(Answer { verdict: Verdict::Unknown(format!("{version} {kind}")), is_older_version });
        };
        let namespace =
            object.pointer("/metadata/namespace").and_then(Value::as_str).unwrap_or("default").to_owned();
        if namespace != "default" {
            let body = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}});
            // It may be there already, or be impossible; then the object says so.
            self.request("POST", "/api/v1/namespaces", Some(&body))?;
        }
        let path = format!("{api}/namespaces/{namespace}/{resource}?dryRun=All");
        let (status, stored) = self.request("POST", &path, Some(&object))?;
        let verdict = if (200..300).contains(&status) {
            let mut lost = Vec::new();
            losses(&object, &stored, "", &mut lost);
            if lost.is_empty() {
                Verdict::Accepted
            } else {
                Verdict::Refused(format!("unknown fields: {}", lost.join(", ")))
            }
        } else {
            Verdict::Refused(text(&stored, "message").to_owned())
        };
        Ok(Answer { verdict, is_older_version })
    }

    /// The name of a kind in paths.
    fn resource(&self, api: &str, kind: &str) -> Result<Option<String>, String> {
        let key = format!("{api} {kind}");
        if let Some(known) = self.resources.borrow().get(&key) {
            return Ok(known.clone());
        }
        let (_, list) = self.request("GET", api, None)?;
        let is_it =
            |it: &&Value| it["kind"] == kind && !it["name"].as_str().unwrap_or_default().contains('/');
        let found = list.get("resources").and_then(Value::as_array).into_iter().flatten().find(is_it);
        let name = found.map(|it| text(it, "name").to_owned());
        self.resources.borrow_mut().insert(key, name.clone());
        Ok(name)
    }

    /// Status and body of an answer.
    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, Value), String> {
        let mut command = Command::new("curl");
        command.args([
            "--silent",
            "--show-error",
            "--max-time",
            "30",
            "--request",
            method,
            "--write-out",
            "\n%{http_code}",
        ]);
        command.arg("--cacert").arg(self.folder.path().join("tls.crt"));
        command.args([
            "--header",
            &format!("Authorization: Bearer {TOKEN}"),
            "--header",
            "Content-Type: application/json",
        ]);
        if body.is_some() {
            command.args(["--data-binary", "@-"]);
        }
        command.arg(format!("{}{path}", self.url));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|it| format!("curl: {it}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            let text = body.map(Value::to_string).unwrap_or_default();
            stdin.write_all(text.as_bytes()).map_err(|it| format!("curl: {it}"))?;
        }
        let output = child.wait_with_output().map_err(|it| format!("curl: {it}"))?;
        if !output.status.success() {
            return Err(format!("{method} {path}: {}", String::from_utf8_lossy(&output.stderr)));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let (body, status) = text.rsplit_once('\n').unwrap_or_default();
        let body = serde_json::from_str(body).unwrap_or_else(|_| json!({"message": body}));
        Ok((status.parse().unwrap_or_default(), body))
    }

    fn spawn(&mut self, program: &Path, name: &str, flags: &[(&str, &str)]) -> Result<(), String> {
        let here = self.folder.path();
        let log = std::fs::File::create(here.join(format!("{name}.log"))).map_err(|it| it.to_string())?;
        let errors = log.try_clone().map_err(|it| it.to_string())?;
        let child = Command::new(program)
            .current_dir(here)
            .args(flags.iter().map(|(key, value)| format!("--{key}={value}")))
            .stdout(log)
            .stderr(errors)
            .spawn()
            .map_err(|it| {
                format!("{}: {it}; on Debian etcd is in the package etcd-server", program.display())
            })?;
        self.children.push(child);
        Ok(())
    }

    fn wait(&mut self) -> Result<(), String> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.request("GET", "/readyz", None).is_ok_and(|(status, _)| status == 200) {
                let (_, version) = self.request("GET", "/version", None)?;
                text(&version, "gitVersion").clone_into(&mut self.version);
                return Ok(());
            }
            for child in &mut self.children {
                if let Ok(Some(status)) = child.try_wait() {
                    return Err(format!("it ended at once, {status}\n{}", self.logs()));
                }
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Err(format!("the server is not ready after {} seconds\n{}", PATIENCE.as_secs(), self.logs()))
    }

    /// The last words of the two programs.
    fn logs(&self) -> String {
        let mut last = Vec::new();
        for name in ["etcd.log", "kube-apiserver.log"] {
            let text = std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
            let lines: Vec<&str> = text.lines().collect();
            let start = lines.len().saturating_sub(5);
            last.extend(lines.iter().skip(start).map(|it| format!("{name}: {it}")));
        }
        last.join(
            "
",
        )
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The server first, so that it does not complain about its store.
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The API server: the one that `KUBE_APISERVER` names, else the cached one, else one built now.
fn program(root: &Path) -> Result<PathBuf, String> {
    if let Some(it) = std::env::var_os("KUBE_APISERVER").map(PathBuf::from) {
        return if it.is_file() {
            Ok(it)
        } else {
            Err(format!("KUBE_APISERVER is {}, which is no file", it.display()))
        };
    }
    let caches = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let caches = caches.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    let folder = caches
        .ok_or("neither XDG_CACHE_HOME nor HOME says where to keep the server")?
        .join("oam-ls/kubernetes-1.20.2");
    let program = folder.join("kube-apiserver");
    if !program.is_file() {
        eprintln!("building the API server into {}: about nine minutes, once", folder.display());
        run(Command::new(root.join("tests/kubernetes/build-server.sh")).arg(&folder))?;
    }
    Ok(program)
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|it| format!("{name}: {it}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

fn free_ports() -> Result<[u16; 3], String> {
    let bind = || TcpListener::bind("127.0.0.1:0").map_err(|it| format!("no free port: {it}"));
    // All are held until all are known, so that they differ.
    let held = [bind()?, bind()?, bind()?];
    let port = |it: &TcpListener| it.local_addr().map(|it| it.port()).map_err(|it| it.to_string());
    let [a, b, c] = &held;
    Ok([port(a)?, port(b)?, port(c)?])
}

/// The text under a key; empty where there is none.
fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
