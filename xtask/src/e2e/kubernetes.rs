//! `cargo xtask e2e --kubernetes`: a real API server judges what we render.
//!
//! Every manifest of every golden and example is sent by server-side dry run, and so are small objects made wrong on
//! purpose: what the server refuses, our own check must foretell, and nothing else. The server is built on first use by
//! `tests/kubernetes/build-server.sh`; where it cannot be had, that is a failure and no pass.
//!
//! Nothing runs and nothing is stored: no pods, no controllers.

mod cases;
mod cluster;
mod fields;
mod manifests;

use std::collections::BTreeMap;
use std::path::Path;

use oam_model::datum::Datum;
use oam_render::check::rejections;
use oam_render::rendered::Manifest;
use serde_json::Value;

use cluster::{Cluster, Verdict};

/// Runs the comparison; an error where anything is not as it should be.
pub(super) fn run(root: &Path) -> Result<(), String> {
    let unavailable = |it| format!("KUBERNETES WAS NOT ASKED: {it}");
    let cluster = Cluster::start(root).map_err(unavailable)?;
    println!("API server: {} ({})\n", cluster.program.display(), cluster.version);
    let mut problems = cases::judge(root, &cluster)?;
    println!();
    problems.extend(judge_manifests(root, &cluster)?);
    if problems.is_empty() {
        println!("\neverything is as it should be");
        return Ok(());
    }
    Err(format!("\n{} problems\n{}", problems.len(), problems.join("\n")))
}

/// What the server made of the manifests of a file.
#[derive(Default)]
struct Row {
    objects: usize,
    accepted: usize,
    as_older: usize,
    refused: usize,
    unknown: usize,
}

fn judge_manifests(root: &Path, cluster: &Cluster) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    let (mut told, mut unknown, mut total) = (Vec::new(), BTreeMap::new(), Row::default());
    println!("{:<70} objects accepted refused unknown", "file");
    for file in manifests::all(root)? {
        let mut row = Row::default();
        for object in &file.objects {
            row.objects += 1;
            let name = format!("{}: {}", file.name, title(object));
            let foretold = foretold(object);
            let answer = cluster.dry_run(object)?;
            row.as_older += usize::from(answer.is_older_version);
            match (&answer.verdict, foretold.as_slice()) {
                (Verdict::Accepted, []) => row.accepted += 1,
                (Verdict::Accepted, [first, ..]) => {
                    row.accepted += 1;
                    problems.push(format!("{name}: accepted, but foretold was: {first}"));
                }
                (Verdict::Unknown(api), []) => {
                    row.unknown += 1;
                    *unknown.entry(api.clone()).or_insert(0) += 1;
                }
                (Verdict::Unknown(api), [first, ..]) => {
                    row.unknown += 1;
                    problems.push(format!("{name}: {api} is no API of this server; our check says: {first}"));
                }
                (Verdict::Refused(reason), foretold) => {
                    row.refused += 1;
                    let expected = manifests::KNOWN.iter().find(|it| reason.contains(it.reason));
                    match (file.is_exact, foretold, expected) {
                        (true, [first, ..], _) => {
                            told.push(format!("  {name}: {reason}\n    foretold: {first}"));
                        }
                        (true, [], Some(it)) => {
                            told.push(format!("  {name}: {reason}\n    known: {}", it.why));
                        }
                        _ => problems.push(format!("{name}: {reason}")),
                    }
                }
            }
        }
        row.print(&file.name);
        total.add(&row);
    }
    total.print("all");
    println!(
        "
{} objects of autoscaling/v2 were sent as autoscaling/v2beta2, which has the same fields",
        total.as_older
    );
    println!("not APIs of this server, and nothing that our schemas know:");
    for (api, n) in unknown {
        println!("  {n:>3} {api}");
    }
    println!("what the reference controller creates and Kubernetes refuses:");
    for it in &told {
        println!("{it}");
    }
    Ok(problems)
}

impl Row {
    fn add(&mut self, other: &Self) {
        self.objects += other.objects;
        self.accepted += other.accepted;
        self.as_older += other.as_older;
        self.refused += other.refused;
        self.unknown += other.unknown;
    }

    fn print(&self, name: &str) {
        println!(
            "{name:<70} {:>7} {:>8} {:>7} {:>7}",
            self.objects, self.accepted, self.refused, self.unknown
        );
    }
}

/// What our own check says of an object.
fn foretold(object: &Value) -> Vec<String> {
    let manifest = Manifest { root: Datum::from_json(object), instance: None, notes: Vec::new() };
    rejections(&[manifest]).iter().map(|it| format!("{}: {}", it.field(), it.reason)).collect()
}

/// `Deployment web`.
fn title(object: &Value) -> String {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or("?");
    format!("{} {}", text("/kind"), text("/metadata/name"))
}
