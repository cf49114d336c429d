//! Stands between an editor and the server, passes every message on, and judges each: the editor is told to start this
//! program with the server's command line behind `--`.
//!
//! `RECORD` names a folder: every run leaves `PID.jsonl` (all messages) and `PID.report` (what was wrong, `server` or `client`
//! first; the last line counts). It changes no message and ends with the server's exit code. `lsp-recorder --replay FILE`
//! judges a recording again, `lsp-recorder --portable FILE` prints a session for `tests/replay/`.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use oam_tests::protocol::Side;
use oam_tests::protocol::frames::{self, Frame};
use oam_tests::protocol::judge::Judge;
use serde_json::{Value, json};

struct Recorder {
    judge: Judge,
    recording: File,
    report: PathBuf,
}

impl Recorder {
    fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let name = std::process::id();
        let recording = File::create(folder.join(format!("{name}.jsonl")))?;
        Ok(Self { judge: Judge::default(), recording, report: folder.join(format!("{name}.report")) })
    }

    fn see(&mut self, side: Side, frame: &Frame) -> io::Result<()> {
        let message = match frame {
            Frame::Body(body) => serde_json::from_slice::<Value>(body).map_err(|it| it.to_string()),
            Frame::Stray(text) => Err(format!("stray bytes {text:?}")),
        };
        let line = match &message {
            Ok(message) => json!({ "from": side.name(), "message": message }),
            Err(problem) => json!({ "from": side.name(), "broken": problem }),
        };
        writeln!(self.recording, "{line}")?;
        judge(&mut self.judge, side, message);
        // At once: an editor that ends its server by force ends this program too.
        self.write_report()
    }

    /// The client has closed its end.
    fn client_left(&mut self) -> io::Result<()> {
        writeln!(self.recording, "{}", json!({ "from": "client", "left": true }))?;
        self.judge.client_left();
        Ok(())
    }

    fn write_report(&self) -> io::Result<()> {
        fs::write(&self.report, report(&self.judge))
    }
}

fn judge(judge: &mut Judge, side: Side, message: Result<Value, String>) {
    match message {
        Ok(message) => judge.see(side, &message),
        Err(problem) => judge.see_broken(side, &problem),
    }
}

fn report(judge: &Judge) -> String {
    let mut text = String::new();
    for violation in &judge.violations {
        text += &format!("{}: {violation}\n", violation.side.name());
    }
    let count = |side| judge.violations.iter().filter(|it| it.side == side).count();
    text + &format!(
        "{} messages, {} violations of the server, {} of the client\n",
        judge.number(),
        count(Side::Server),
        count(Side::Client)
    )
}

/// Passes messages on until the stream ends.
fn pass(
    side: Side,
    input: impl io::Read,
    mut output: impl Write,
    recorder: &Mutex<Recorder>,
) -> io::Result<()> {
    let mut input = BufReader::new(input);
    while let Some(frame) = frames::read(&mut input)? {
        // Judged before it is passed on: an answer can then not be seen before its question.
        recorder.lock().unwrap_or_else(PoisonError::into_inner).see(side, &frame)?;
        match frame {
            Frame::Body(body) => frames::write(&mut output, &body)?,
            Frame::Stray(text) => output.write_all(text.as_bytes())?,
        }
    }
    Ok(())
}

fn record(command: &[String]) -> io::Result<u8> {
    let folder = std::env::var_os("RECORD").map_or_else(std::env::temp_dir, PathBuf::from);
    let recorder = Arc::new(Mutex::new(Recorder::new(&folder)?));
    let [program, arguments @ ..] = command else { return Err(io::Error::other("no command behind --")) };
    let mut server: Child =
        Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let to_server = server.stdin.take().ok_or_else(|| io::Error::other("no standard input"))?;
    let from_server = server.stdout.take().ok_or_else(|| io::Error::other("no standard output"))?;
    let up = Arc::clone(&recorder);
    thread::spawn(move || {
        let passed = pass(Side::Client, io::stdin(), to_server, &up);
        let left = up.lock().unwrap_or_else(PoisonError::into_inner).client_left();
        passed.and(left)
    });
    // An editor that leaves without waiting closes the pipe; the server's end still counts.
    if pass(Side::Server, from_server, io::stdout(), &recorder).is_err() {
        recorder.lock().unwrap_or_else(PoisonError::into_inner).client_left()?;
    }
    let status = server.wait()?;
    let mut recorder = recorder.lock().unwrap_or_else(PoisonError::into_inner);
    recorder.judge.finish();
    recorder.write_report()?;
    Ok(status.code().and_then(|it| u8::try_from(it).ok()).unwrap_or(1))
}

fn replay(path: &str) -> io::Result<u8> {
    let mut found = Judge::default();
    for line in BufReader::new(File::open(path)?).lines() {
        let entry: Value = serde_json::from_str(&line?)?;
        if entry["left"] == true {
            found.client_left();
            continue;
        }
        let side = if entry["from"] == "client" { Side::Client } else { Side::Server };
        let broken = entry["broken"].as_str().map(str::to_owned);
        judge(&mut found, side, broken.map_or_else(|| Ok(entry["message"].clone()), Err));
    }
    found.finish();
    print!("{}", report(&found));
    Ok(u8::from(found.violations.iter().any(|it| it.side == Side::Server)))
}

fn portable(path: &str) -> io::Result<u8> {
    let session = oam_tests::replay::portable(&fs::read_to_string(path)?).map_err(io::Error::other)?;
    print!("{session}");
    Ok(0)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.as_slice() {
        [flag, path] if flag == "--replay" => replay(path),
        [flag, path] if flag == "--portable" => portable(path),
        [dashes, command @ ..] if dashes == "--" => record(command),
        _ => Err(io::Error::other("usage: lsp-recorder -- COMMAND… | --replay FILE | --portable FILE")),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("lsp-recorder: {error}");
            ExitCode::FAILURE
        }
    }
}
