//! What is wrong with `.oam-ls.yaml`: findings while it is open, a message otherwise.
//!
//! The settings themselves are read by `oam-host`; new ones count once they are saved.

use std::path::{Path, PathBuf};

use oam_host::config::{Config, FILE_NAME};
use oam_host::root::Root;
use oam_model::workspace::FileId;
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

use crate::convert::to_proto;
use crate::ext;
use crate::session::Snapshot;

/// The findings of a settings file; `None` for any other file.
pub(crate) fn problems(file: FileId, snapshot: &Snapshot) -> Option<Vec<Diagnostic>> {
    let source = snapshot.workspace.file(file)?;
    if Path::new(source.path()).file_name().is_none_or(|it| it != FILE_NAME) {
        return None;
    }
    let (_, problems) = Config::parse(&source.text().text(), ext::known_names());
    let diagnostic = |it: oam_host::config::ConfigProblem| Diagnostic {
        range: to_proto::range_in(file, it.span, snapshot),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("settings".to_owned())),
        source: Some(to_proto::SOURCE.to_owned()),
        message: it.message,
        ..Diagnostic::default()
    };
    Some(problems.into_iter().map(diagnostic).collect())
}

/// Something wrong with the settings of a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// What is wrong and where, for people.
    pub(crate) message: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// The line in it, from 0.
    pub(crate) line: u32,
}

/// What is wrong with the settings of the roots.
pub(crate) fn complaints(roots: &[Root]) -> Vec<Complaint> {
    let of_root = |root: &Root| {
        let path = root.config_path();
        let shown = path.display().to_string();
        let problems = root.config_problems.iter().map(|it| Complaint {
            message: format!("{shown}:{}:{}: {}", it.at.line, it.at.column, it.message),
            path: path.clone(),
            line: it.at.line.saturating_sub(1),
        });
        let unreadable = root.unreadable_config.iter();
        let unreadable =
            unreadable.map(|it| Complaint { message: it.to_string(), path: path.clone(), line: 0 });
        problems.chain(unreadable).collect::<Vec<_>>()
    };
    roots.iter().flat_map(of_root).collect()
}
