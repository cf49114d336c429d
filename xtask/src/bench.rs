//! `cargo xtask bench`: what the program costs, end to end, beside what is wanted and what others cost.
//!
//! Each kind of measurement is a module of its own; here they are put in order: first everything is built, installed and
//! generated, then measured, then reported. Times of single functions are measured by `cargo bench --package oam-benches`.

mod corpora;
mod document;
mod figures;
mod fresh;
mod goals;
mod growth;
mod instructions;
mod limits;
mod lint;
mod page;
mod peers;
mod picture;
mod priority;
mod process;
mod report;
mod server;
mod session;
mod steps;
mod verdict;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;

use self::corpora::Corpora;
use self::figures::Figures;
use self::peers::Peers;
use self::steps::Bench;
use crate::dist;

/// Measures the program, prints every goal with its figure, and compares with other tools in the same minutes.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
struct Args {
    /// Fewer samples and sizes: a first look of a minute.
    #[arg(long)]
    quick: bool,
    /// The seed of the generated workspaces.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Measures these alone: `edit`, `index`, `meanwhile`, `lint`, `mistakes`, `preview`, `ends`, `growth`.
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    only: Vec<String>,
    /// Workspaces for `index` and `lint`: `S`, `M`, `L` (10, 1,000, 10,000 documents), `XL` (100,000), `monorepo` (200,000 other files).
    #[arg(long, value_name = "SIZE", value_delimiter = ',')]
    sizes: Vec<String>,
    /// Also measures other tools, installed pinned from npm and `PyPI` into the work folder.
    #[arg(long)]
    peers: bool,
    /// As many samples of the other tools as of ours, and their time on large workspaces instead of an estimate from a smaller one.
    #[arg(long, requires = "peers")]
    full: bool,
    /// How often everything is measured.
    #[arg(long, value_name = "N")]
    rounds: Option<usize>,
    /// The program, instead of a release build of this checkout.
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Where generated workspaces and other tools are kept.
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
    /// Writes everything that was measured.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How cost grows with the number of documents and of lines; draws `docs/images/growth.svg` with `--docs`.
    #[arg(long)]
    growth: bool,
    /// Writes `docs/performance.md` from this run.
    #[arg(long)]
    docs: bool,
    /// Counts instructions of fixed runs instead, and compares them with `benches/instructions.json`.
    #[arg(long)]
    instructions: bool,
    /// With `--instructions`: takes the counts as they are.
    #[arg(long, requires = "instructions")]
    bless: bool,
    /// Only writes a workspace of so many documents into the work folder, and says where.
    #[arg(long, value_name = "DOCUMENTS")]
    generate: Option<usize>,
}

/// Runs the command; an error is a text for people.
pub(crate) fn run(root: &Path, arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let args = Args::parse_from(std::iter::once("cargo xtask bench".to_owned()).chain(arguments));
    let work = work_folder(args.work.as_deref())?;
    let corpora = Corpora::new(&work, args.seed);
    if let Some(documents) = args.generate {
        println!("{}", corpora.of(documents).map_err(|it| it.to_string())?.display());
        return Ok(());
    }
    let program = match &args.program {
        Some(path) => path.canonicalize().map_err(|it| format!("{}: {it}", path.display()))?,
        None => dist::release_build(root)?,
    };
    if args.instructions {
        return instructions::run(root, &corpora, &program, args.bless);
    }
    let peers = args.peers.then(|| Peers::install(root, &work)).transpose()?;
    let mut bench = Bench {
        program: &program,
        corpora: &corpora,
        peers: peers.as_ref(),
        sizes: sizes(&args),
        is_quick: args.quick,
        is_full: args.full,
        rounds: args.rounds.unwrap_or(if args.quick { 1 } else { 2 }),
        figures: Figures::default(),
    };
    let wants = |step: &str| args.only.is_empty() || args.only.iter().any(|it| it == step);
    bench.prepare(wants).map_err(|it| it.to_string())?;
    let priority = priority::raise();
    bench.measure(wants);
    if args.growth || args.only.iter().any(|it| it == "growth") {
        growth::measure(&mut bench, args.quick);
    }
    priority::lower();
    let about = report::about(&priority, args.seed);
    report::print(&bench.figures, &about);
    if let Some(path) = &args.json {
        let text = format!("{:#}\n", report::to_json(&bench.figures, &about));
        fs::write(path, text).map_err(|it| format!("{}: {it}", path.display()))?;
    }
    if args.docs { page::write(root, &bench.figures, &about) } else { Ok(()) }
}

fn sizes(args: &Args) -> Vec<String> {
    let default: &[&str] = if args.quick { &["S", "M"] } else { &["S", "M", "L"] };
    if args.sizes.is_empty() {
        default.iter().map(|it| (*it).to_owned()).collect()
    } else {
        args.sizes.clone()
    }
}

/// The folder of the user, or the usual place for what can be made again.
fn work_folder(chosen: Option<&Path>) -> Result<PathBuf, String> {
    let folder = match (chosen, std::env::var_os("HOME")) {
        (Some(folder), _) => folder.to_owned(),
        (None, Some(home)) => Path::new(&home).join(".cache/oam-ls-bench"),
        (None, None) => return Err("say where to work: `--work FOLDER`".to_owned()),
    };
    fs::create_dir_all(&folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    folder.canonicalize().map_err(|it| format!("{}: {it}", folder.display()))
}
