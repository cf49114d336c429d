//! Wrong settings, said to the user: with a way to them where the client can show documents.
//!
//! What is wrong is found in `settings`; here is only how it is said. Nobody has to answer.

use tower_lsp::Client;
use tower_lsp::ls_types::{MessageActionItem, MessageType, Position, Range, ShowDocumentParams, Uri};

use crate::capabilities::ClientFacts;
use crate::settings::Complaint;

/// What the button says.
const OPEN: &str = "Open the settings";

/// Says what is wrong, one thing after the other.
pub(crate) async fn say(complaints: Vec<Complaint>, client: Client, facts: ClientFacts) {
    for complaint in complaints {
        let uri = Uri::from_file_path(&complaint.path).filter(|_| facts.can.show_documents);
        match uri {
            Some(uri) => {
                tokio::spawn(offer(complaint, uri, client.clone()));
            }
            None => client.show_message(MessageType::WARNING, complaint.message).await,
        }
    }
}

async fn offer(complaint: Complaint, uri: Uri, client: Client) {
    let open = MessageActionItem { title: OPEN.to_owned(), properties: std::collections::HashMap::new() };
    let chosen = client.show_message_request(MessageType::WARNING, complaint.message, Some(vec![open])).await;
    if matches!(chosen, Ok(Some(it)) if it.title == OPEN) {
        let at = Position { line: complaint.line, character: 0 };
        let selection = Some(Range { start: at, end: at });
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
        let _ = client.show_document(params).await;
    }
}
