//! Putting the parts together and running them until the client leaves.
//!
//! The trap: the framework's defaults deadlock and reorder; each setting here is one of the rules in `ordered`. And it
//! waits for work that is under way, which an editor that has left does not: it gets a short while.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Builder;
use tower_lsp::{LspService, Server};

use crate::backend::Backend;
use crate::content;
use crate::frames;
use crate::ordered::Ordered;
use crate::publish::Publisher;
use crate::refresh::Refresher;
use crate::session::Session;

/// Room between the frame reader and the framework.
const PIPE_BYTES: usize = 256 * 1024;

/// Threads for computations, beside those that read and write.
const BLOCKING_THREADS: usize = 8;

/// How long answers may still take once the client has left.
const GRACE: Duration = Duration::from_millis(400);

/// Serves one client over standard input and output; returns the exit code of the process.
pub fn serve_stdio() -> u8 {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_time()
        .build();
    let Ok(runtime) = runtime else {
        tracing::error!("the system gives no threads");
        return 1;
    };
    let session = Session::new();
    let code = runtime.block_on(serve_session(session.clone(), tokio::io::stdin(), tokio::io::stdout()));
    // What is known goes with the process. Giving it back piece by piece would keep the editor waiting.
    std::mem::forget(session);
    // A thread may still wait for standard input, or compute; it ends with the process.
    runtime.shutdown_background();
    code
}

/// Serves one client over any pair of streams; returns the exit code that the protocol asks for.
pub async fn serve<R, W>(input: R, output: W) -> u8
where
    R: AsyncRead + Unpin + Send + 'static,
    W: AsyncWrite,
{
    serve_session(Session::new(), input, output).await
}

async fn serve_session<R, W>(session: Session, input: R, output: W) -> u8
where
    R: AsyncRead + Unpin + Send + 'static,
    W: AsyncWrite,
{
    let (service, socket) = LspService::build(|client| Backend::new(client, session.clone()))
        .custom_method(content::METHOD, Backend::text_document_content)
        .finish();
    let client = service.inner().client();
    let refresher = Refresher::start(client.clone(), session.clone());
    let publisher = Publisher::start(client.clone(), session.clone(), refresher);
    let (checked_input, pipe) = tokio::io::duplex(PIPE_BYTES);
    let mut reader = tokio::spawn(frames::forward(input, pipe));
    let serving = Server::new(checked_input, output, socket).concurrency_level(1 << 20).serve(Ordered::new(
        service,
        session.clone(),
        client,
    ));
    let overdue = async {
        tokio::select! {
            _ = &mut reader => {}
            () = session.left() => {}
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = overdue => tracing::info!("left with work under way"),
    }
    reader.abort();
    session.stop();
    drop(publisher);
    session.exit_code()
}
