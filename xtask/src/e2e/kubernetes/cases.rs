//! Small objects, right and wrong, that say whether our check and the server agree.
//!
//! `tests/kubernetes/verdicts.json` has them: an object made of a template with some fields set (`null` takes one away),
//! and whether it is accepted. Where the release of our schemas judges differently from the older server, `server` says
//! what the server says and `because` why.

use std::path::Path;

use serde_json::Value;

use super::cluster::{Cluster, Verdict};

/// The template of a case with its fields set.
fn object(file: &Value, case: &Value) -> Result<Value, String> {
    let name = text(case, "of").unwrap_or_default();
    let mut object = file
        .get("templates")
        .and_then(|it| it.get(name))
        .ok_or_else(|| format!("there is no template `{name}`"))?
        .clone();
    for (pointer, value) in case.get("set").and_then(Value::as_object).into_iter().flatten() {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let parent = object.pointer_mut(parent).ok_or_else(|| format!("{name}: nothing is at `{parent}`"))?;
        let key = key.replace("~1", "/");
        match (parent, value) {
            (Value::Object(map), Value::Null) => drop(map.shift_remove(&key)),
            (Value::Object(map), _) => drop(map.insert(key, value.clone())),
            _ => return Err(format!("{name}: `{pointer}` is no field")),
        }
    }
    Ok(object)
}

/// Asks both about every case.
pub(super) fn judge(root: &Path, cluster: &Cluster) -> Result<Vec<String>, String> {
    let path = root.join("tests/kubernetes/verdicts.json");
    let written = std::fs::read_to_string(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    let file: Value = serde_json::from_str(&written).map_err(|it| format!("{}: {it}", path.display()))?;
    let (mut problems, mut excepted) = (Vec::new(), Vec::new());
    let (mut n, mut n_accepted) = (0, 0);
    for case in file.get("cases").and_then(Value::as_array).into_iter().flatten() {
        n += 1;
        let name = text(case, "case").unwrap_or_default();
        let object = object(&file, case)?;
        let ours = if super::foretold(&object).is_empty() { "accepted" } else { "refused" };
        let answer = cluster.dry_run(&object)?.verdict;
        let theirs = if matches!(answer, Verdict::Accepted) { "accepted" } else { "refused" };
        let expected = text(case, "verdict").unwrap_or_default();
        n_accepted += usize::from(expected == "accepted");
        let server = text(case, "server").unwrap_or(expected);
        if ours != expected {
            problems.push(format!(
                "{name}: our check says {ours}, expected is {expected}: {:?}",
                super::foretold(&object)
            ));
        }
        if theirs != server {
            let reason = if let Verdict::Refused(it) | Verdict::Unknown(it) = &answer { it } else { "" };
            problems.push(format!("{name}: the server says {theirs}, expected is {server}: {reason}"));
        }
        if server != expected {
            excepted.push(format!(
                "  {name}: {expected} by us, {server} by the server: {}",
                text(case, "because").unwrap_or("?")
            ));
        }
    }
    if n < 100 {
        problems.push(format!("only {n} verdicts were compared"));
    }
    let n_refused = n - n_accepted;
    println!(
        "{n} verdicts compared: {n_accepted} accepted, {n_refused} refused, {} by other releases in another way",
        excepted.len()
    );
    for it in &excepted {
        println!("{it}");
    }
    Ok(problems)
}

fn text<'c>(case: &'c Value, key: &str) -> Option<&'c str> {
    case.get(key).and_then(Value::as_str)
}
