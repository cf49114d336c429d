//! Putting the parts together and running them until the client leaves.
//!
//! The trap: the framework's defaults deadlock and reorder; each setting here is one of the rules in `ordered`.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Builder;
use tower_lsp::{LspService, Server};

use crate::backend::Backend;
use crate::frames;
use crate::ordered::Ordered;
use crate::publish::Publisher;
use crate::session::Session;

/// Room between the frame reader and the framework.
const PIPE_BYTES: usize = 256 * 1024;

/// Threads for computations, beside those that read and write.
const BLOCKING_THREADS: usize = 8;

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
    let code = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // A thread may still wait for standard input; it ends with the process.
    runtime.shutdown_background();
    code
}

/// Serves one client over any pair of streams; returns the exit code that the protocol asks for.
pub async fn serve<R, W>(input: R, output: W) -> u8
where
    R: AsyncRead + Unpin + Send + 'static,
    W: AsyncWrite,
{
    let session = Session::new();
    let (service, socket) = LspService::new(|client| Backend::new(client, session.clone()));
    let publisher = Publisher::start(service.inner().client(), session.clone());
    let (checked_input, pipe) = tokio::io::duplex(PIPE_BYTES);
    let reader = tokio::spawn(frames::forward(input, pipe));
    Server::new(checked_input, output, socket)
        .concurrency_level(1 << 20)
        .serve(Ordered::new(service, session.clone()))
        .await;
    reader.abort();
    session.stop();
    drop(publisher);
    session.exit_code()
}
