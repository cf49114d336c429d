//! The binary `oam-ls`. Everything it does is in `server/cli`; this file only gives Cargo a program at the root.

use std::process::ExitCode;

fn main() -> ExitCode {
    oam_cli::main()
}
