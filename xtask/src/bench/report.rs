//! The figures of a run for people, on the terminal, and for programs.

use std::fs;

use serde_json::{Value, json};

use super::figures::{Figures, Of, short};
use super::goals::{GOALS, Row};

/// What to know about a run: when, where, how.
pub(super) struct About {
    pub(super) machine: String,
    pub(super) priority: String,
    pub(super) seed: u64,
    /// A fixed piece of work, in milliseconds: how fast the machine was just now.
    pub(super) work: f64,
}

/// Looks at the machine.
pub(super) fn about(priority: &str, seed: u64) -> About {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": ").map(|it| it.1));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let machine = format!("{}, {cores} cores, {}", model.unwrap_or("unknown CPU"), std::env::consts::OS);
    About { machine, priority: priority.to_owned(), seed, work: spin() }
}

/// A fixed piece of work for one core.
fn spin() -> f64 {
    let times = (0..5).map(|_| {
        let start = std::time::Instant::now();
        let mut state = 1_u64;
        for _ in 0..5_000_000 {
            state = std::hint::black_box(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        }
        start.elapsed().as_secs_f64() * 1e3
    });
    times.fold(f64::MAX, f64::min)
}

/// Every goal with its figure.
pub(super) fn print(figures: &Figures, about: &About) {
    println!(
        "\n{}; priority: {}; seed {}; a fixed piece of work takes {} ms",
        about.machine,
        about.priority,
        about.seed,
        short(about.work)
    );
    println!("\n{:>2}  {:<14} {:<58} {:<26} {:<26} limit", "#", "verdict", "what", "figure", "goal");
    for row in rows(figures) {
        let stretch = if row.is_stretch == Some(true) { " *" } else { "" };
        let verdict = row.verdict.text() + stretch;
        println!(
            "{:>2}  {verdict:<14} {:<58} {:<26} {:<26} {}",
            row.number, row.what, row.figure, row.goal, row.limit
        );
        if !row.ratios.is_empty() {
            println!("    {:<14} {}", "", row.ratios);
        }
    }
    println!("\n* the stretch goal is met too; limit: reading all files and looking at every line, in ms");
    for note in &figures.notes {
        println!("note: {note}");
    }
}

/// All goals of this run.
pub(super) fn rows(figures: &Figures) -> impl Iterator<Item = Row> {
    GOALS.iter().map(|it| it.row(figures))
}

/// The whole run.
pub(super) fn to_json(figures: &Figures, about: &About) -> Value {
    let goals = rows(figures).map(|it| {
        json!({
            "goal": it.number, "what": it.what, "figure": it.figure, "at_most": it.goal, "ratios": it.ratios,
            "limit": it.limit, "verdict": it.verdict.text(), "stretch": it.is_stretch,
        })
    });
    json!({
        "version": 1, "machine": about.machine, "priority": about.priority, "seed": about.seed, "fixed_work_ms": about.work,
        "goals": goals.collect::<Vec<_>>(), "figures": figures.to_json(), "notes": figures.notes,
    })
}

/// The median of a figure, for tables.
pub(super) fn cell(figures: &Figures, program: &str, name: &str, of: Of) -> String {
    figures.get(program, name, of).map_or_else(|| "–".to_owned(), short)
}
