//! How cost grows: the same measurements in workspaces of 10 to 100,000 documents, and in files of 100 to 50,000 lines.

use std::time::Duration;

use oam_benches::Shape;

use super::corpora::long_path;
use super::figures::Of;
use super::fresh;
use super::peers::OURS;
use super::session::{Plan, Session};
use super::steps::{Bench, last_application, with_port};

/// Numbers of documents.
pub(super) const DOCUMENTS: [usize; 5] = [10, 100, 1_000, 10_000, 100_000];
/// Numbers of lines.
pub(super) const LINES: [usize; 4] = [100, 1_000, 10_000, 50_000];

/// Measures both, and what the goal about both ends says.
pub(super) fn measure(bench: &mut Bench<'_>, is_quick: bool) {
    let most = if is_quick { 10_000 } else { 100_000 };
    for documents in DOCUMENTS.into_iter().filter(|it| *it <= most) {
        eprintln!("  {documents} documents");
        let result = with_documents(bench, documents);
        bench.note(&format!("{documents} documents"), result);
    }
    let result = with_lines(bench);
    bench.note("long files", result);
    for (name, step) in [("growth keystroke", "keystroke"), ("growth completion", "typing")] {
        let at = |it: usize| bench.figures.get(OURS, &format!("{step} documents {it}"), Of::Median);
        if let (Some(few), Some(many)) = (at(10), at(100_000)) {
            bench.figures.add(OURS, name, many / few);
        }
    }
}

fn plan() -> Plan {
    Plan { keystrokes: 100, requests: 100, burst: 0, limit: Duration::from_secs(10) }
}

fn with_documents(bench: &mut Bench<'_>, documents: usize) -> Result<(), String> {
    let root = bench.corpora.of(documents).map_err(|it| it.to_string())?;
    let profile = bench.ours();
    let tag = format!("documents {documents}");
    fresh::index(&profile, &root, &last_application(documents), &tag, &mut bench.figures)?;
    let component = with_port(&root).ok_or("no component with a port")?;
    let application = root.join("applications/part-0000/application-000000.yaml");
    // A finding in a component, and names of components in an application.
    let mut session = Session::open(&profile, &root, &component, &tag, plan(), &mut bench.figures)?;
    session.wait_for(&last_application(documents))?;
    session.keystrokes()?;
    session.leave()?;
    let mut session = Session::open(&profile, &root, &application, &tag, plan(), &mut bench.figures)?;
    session.wait_for(&last_application(documents))?;
    session.typing()?;
    session.leave()
}

fn with_lines(bench: &mut Bench<'_>) -> Result<(), String> {
    let files = LINES.map(|it| (it, Shape::Many));
    let root = bench.corpora.with_long_files("growing", &files).map_err(|it| it.to_string())?;
    let profile = bench.ours();
    for (lines, shape) in files {
        eprintln!("  {lines} lines");
        let tag = format!("lines {lines}");
        let file = root.join(long_path(lines, shape));
        let mut session = Session::open(&profile, &root, &file, &tag, plan(), &mut bench.figures)?;
        session.keystrokes()?;
        session.typing()?;
        session.leave()?;
    }
    Ok(())
}
