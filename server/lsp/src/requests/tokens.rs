//! Semantic tokens: whole files, what changed since the last answer, stretches.
//!
//! The last answers are kept for a few files, as the protocol wants changes against them; a client that names one that is
//! gone gets all tokens.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use oam_ide::{Token, TokenKind, TokenModifier};
use oam_model::workspace::FileId;
use oam_syntax::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensEdit,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult,
};

use crate::convert::{from_proto, to_proto};
use crate::run::run;
use crate::session::Snapshot;

/// For how many files the last answer is kept.
const KEPT_FILES: usize = 32;

/// Numbers in a token, as it is sent.
const TOKEN_NUMBERS: u32 = 5;

/// The last answers; clones share them.
#[derive(Clone, Default)]
pub(crate) struct TokenCache {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    next_id: Arc<AtomicU64>,
}

struct Answer {
    file: FileId,
    id: String,
    tokens: Arc<Vec<SemanticToken>>,
}

impl TokenCache {
    /// The answer of an id.
    fn get(&self, file: FileId, id: &str) -> Option<Arc<Vec<SemanticToken>>> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.iter().find(|it| it.file == file && it.id == id).map(|it| Arc::clone(&it.tokens))
    }

    /// Keeps an answer and gives it an id.
    fn put(&self, file: FileId, tokens: Arc<Vec<SemanticToken>>) -> String {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed).to_string();
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|it| it.file != file);
        answers.push_back(Answer { file, id: id.clone(), tokens });
        if answers.len() > KEPT_FILES {
            answers.pop_front();
        }
        id
    }
}

pub(crate) async fn full(
    cache: TokenCache,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>> {
    let find = move |snapshot: &Snapshot| {
        let file = from_proto::file(&params.text_document.uri, snapshot).filter(|it| it.has_oam())?.id();
        let tokens = Arc::new(encoded(file, None, snapshot));
        let result_id = Some(cache.put(file, Arc::clone(&tokens)));
        Some(SemanticTokens { result_id, data: Arc::unwrap_or_clone(tokens) }.into())
    };
    run("textDocument/semanticTokens/full", find).await
}

pub(crate) async fn delta(
    cache: TokenCache,
    params: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let find = move |snapshot: &Snapshot| {
        let file = from_proto::file(&params.text_document.uri, snapshot).filter(|it| it.has_oam())?.id();
        let before = cache.get(file, &params.previous_result_id);
        let tokens = Arc::new(encoded(file, None, snapshot));
        let result_id = Some(cache.put(file, Arc::clone(&tokens)));
        Some(match before {
            Some(before) => SemanticTokensDelta { result_id, edits: edits(&before, &tokens) }.into(),
            None => SemanticTokens { result_id, data: Arc::unwrap_or_clone(tokens) }.into(),
        })
    };
    run("textDocument/semanticTokens/full/delta", find).await
}

pub(crate) async fn range(params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
    let find = move |snapshot: &Snapshot| {
        let at = from_proto::span(&params.text_document.uri, params.range, snapshot)?;
        from_proto::file(&params.text_document.uri, snapshot).filter(|it| it.has_oam())?;
        let data = encoded(at.file, Some(at.span), snapshot);
        Some(SemanticTokens { result_id: None, data }.into())
    };
    run("textDocument/semanticTokens/range", find).await
}

/// Tokens as the protocol sends them: each relative to the one before.
fn encoded(file: FileId, range: Option<Span>, snapshot: &Snapshot) -> Vec<SemanticToken> {
    let mut last = tower_lsp::ls_types::Position::default();
    let encode = |token: &Token| {
        let range = to_proto::range_in(file, token.span, snapshot);
        let delta_line = range.start.line - last.line;
        let before = if delta_line == 0 { last.character } else { 0 };
        last = range.start;
        SemanticToken {
            delta_line,
            delta_start: range.start.character - before,
            length: range.end.character.saturating_sub(range.start.character),
            token_type: number(TokenKind::ALL.iter().position(|(it, _)| *it == token.kind)),
            token_modifiers_bitset: token.modifiers.iter().fold(0, |bits, modifier| {
                bits | 1 << number(TokenModifier::ALL.iter().position(|(it, _)| it == modifier))
            }),
        }
    };
    oam_ide::semantic_tokens(&snapshot.workspace, file, range).iter().map(encode).collect()
}

fn number(position: Option<usize>) -> u32 {
    position.and_then(|it| u32::try_from(it).ok()).unwrap_or_default()
}

/// What turns the first list into the second: nothing, or one edit between what they share at both ends.
fn edits(before: &[SemanticToken], after: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let front = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - front;
    let back = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let data: Vec<_> = after.iter().skip(front).take(after.len() - front - back).copied().collect();
    let n_deleted = before.len() - front - back;
    if data.is_empty() && n_deleted == 0 {
        return Vec::new();
    }
    let numbers = |it: usize| number(Some(it)) * TOKEN_NUMBERS;
    vec![SemanticTokensEdit {
        start: numbers(front),
        delete_count: numbers(n_deleted),
        data: (!data.is_empty()).then_some(data),
    }]
}
