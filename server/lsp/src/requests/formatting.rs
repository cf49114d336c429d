//! Formatting: whole documents, parts, and the line that is being typed.
//!
//! A client that says nothing about line ends wants them in order, as with any formatter.

use oam_ide::{FileEdit, FormatConfig};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    FormattingOptions, TextEdit,
};

use crate::convert::{from_proto, to_proto};
use crate::run::run;
use crate::session::Snapshot;

/// The characters that may be followed by a correction of their line.
pub(crate) const TRIGGERS: [&str; 2] = ["\n", "-"];

pub(crate) async fn document(params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let format = move |snapshot: &Snapshot| {
        let file = from_proto::file(&params.text_document.uri, snapshot)?.id();
        let formatted = oam_ide::format(&snapshot.workspace, file, config(&params.options));
        Some(edits(formatted.edits, snapshot))
    };
    run("textDocument/formatting", format).await
}

pub(crate) async fn range(params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let format = move |snapshot: &Snapshot| {
        let at = from_proto::span(&params.text_document.uri, params.range, snapshot)?;
        let formatted = oam_ide::format_range(&snapshot.workspace, at, config(&params.options));
        Some(edits(formatted.edits, snapshot))
    };
    run("textDocument/rangeFormatting", format).await
}

pub(crate) async fn on_type(params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let format = move |snapshot: &Snapshot| {
        let at = from_proto::position(&params.text_document_position, snapshot)?;
        let edit = oam_ide::format_on_type(&snapshot.workspace, at, &params.ch, config(&params.options))?;
        Some(edits(vec![edit], snapshot))
    };
    run("textDocument/onTypeFormatting", format).await
}

fn config(options: &FormattingOptions) -> FormatConfig {
    FormatConfig {
        width: options.tab_size,
        trims_lines: options.trim_trailing_whitespace.unwrap_or(true),
        trims_final_lines: options.trim_final_newlines.unwrap_or(true),
        has_final_newline: options.insert_final_newline.unwrap_or(true),
    }
}

fn edits(edits: Vec<FileEdit>, snapshot: &Snapshot) -> Vec<TextEdit> {
    let range = |it: &FileEdit| to_proto::range_in(it.file, it.span, snapshot);
    edits.into_iter().map(|it| TextEdit { range: range(&it), new_text: it.text }).collect()
}
