//! What a platform is called by those who carry packages for it.

use std::process::Command;

use super::tool;

/// A platform, by its names.
#[derive(Debug)]
pub(super) struct Platform {
    /// In Rust: `x86_64-unknown-linux-gnu`.
    pub(super) triple: String,
    /// In Node.js: `linux`, `darwin`, `win32`.
    pub(super) os: &'static str,
    /// In Node.js: `x64`, `arm64`.
    pub(super) cpu: &'static str,
    /// Whether it is the one that this runs on.
    pub(super) is_host: bool,
}

impl Platform {
    /// All that have packages.
    pub(super) const ALL: [(&str, &str); 6] = [
        ("darwin", "arm64"),
        ("darwin", "x64"),
        ("linux", "arm64"),
        ("linux", "x64"),
        ("win32", "arm64"),
        ("win32", "x64"),
    ];

    /// The one that this runs on.
    pub(super) fn host() -> Result<Self, String> {
        let printed = tool::run(Command::new("rustc").arg("-vV"))?;
        let triple = printed.lines().find_map(|it| it.strip_prefix("host: "));
        let triple = triple.ok_or("`rustc -vV` does not say which platform this is")?;
        Ok(Self { is_host: true, ..Self::of(triple)? })
    }

    /// The one with a name of Rust's.
    pub(super) fn of(triple: &str) -> Result<Self, String> {
        let is_known = |(os, cpu): &&(&str, &str)| names(triple) == Some((*os, *cpu));
        match Self::ALL.iter().find(is_known) {
            Some((os, cpu)) => Ok(Self { triple: triple.to_owned(), os, cpu, is_host: false }),
            None => Err(format!("there are no packages for `{triple}`")),
        }
    }

    /// The name that the marketplace of VS Code has for it, and our packages for npm.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", self.os, self.cpu)
    }

    /// The file of the program.
    pub(super) fn program_name(&self) -> &'static str {
        if self.os == "win32" { "oam-ls.exe" } else { "oam-ls" }
    }
}

fn names(triple: &str) -> Option<(&'static str, &'static str)> {
    let cpu = match triple.split('-').next()? {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        _ => return None,
    };
    let systems = [("-linux-", "linux"), ("-apple-darwin", "darwin"), ("-windows-", "win32")];
    let os = systems.into_iter().find(|(part, _)| triple.contains(part))?.1;
    Some((os, cpu))
}
