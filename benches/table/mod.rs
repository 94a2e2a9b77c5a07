//! The table of ratios that ends a run: how many times the time of `sailau` its rivals took.
//!
//! Read from what Criterion wrote to disk since the run began.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

use serde_json::Value;

/// The name that our own code goes by in every group.
pub(crate) const OURS: &str = "sailau";

/// Prints a row for each group that was measured since `start`; nothing when there is none.
pub(crate) fn print(start: SystemTime) {
    let mut groups: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
    for folder in folders(&home()).iter().flat_map(|group| folders(group)) {
        if let Some((group, function, nanoseconds)) = measured(&folder.join("new"), start) {
            groups.entry(group).or_default().push((function, nanoseconds));
        }
    }
    if groups.is_empty() {
        return;
    }
    println!("\n| case | {OURS} | the rivals' time by it |\n|---|---|---|");
    for (group, mut rows) in groups {
        rows.sort_by(|a, b| a.1.total_cmp(&b.1));
        let Some(&(_, ours)) = rows.iter().find(|row| row.0 == OURS) else {
            continue;
        };
        let others = rows.iter().filter(|row| row.0 != OURS);
        let others: Vec<_> =
            others.map(|(name, theirs)| format!("{name} {}", ratio(theirs / ours))).collect();
        println!("| {group} | {} | {} |", time(ours), others.join(", "));
    }
}

/// The group, the function and its median in nanoseconds.
fn measured(folder: &Path, start: SystemTime) -> Option<(String, String, f64)> {
    let estimates = folder.join("estimates.json");
    if fs::metadata(&estimates).ok()?.modified().ok()? < start {
        return None;
    }
    let read = |path: &Path| serde_json::from_str::<Value>(&fs::read_to_string(path).ok()?).ok();
    let name = read(&folder.join("benchmark.json"))?;
    let text = |field: &str| name[field].as_str().map(str::to_owned);
    let median = read(&estimates)?["median"]["point_estimate"].as_f64()?;
    Some((text("group_id")?, text("function_id")?, median))
}

/// Where Criterion keeps its figures.
fn home() -> PathBuf {
    env::var_os("CRITERION_HOME").map(PathBuf::from).unwrap_or_else(|| {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        target.join("criterion")
    })
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.1} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n => format!("{:.2} ms", n / 1e6),
    }
}

fn ratio(times: f64) -> String {
    if times < 10.0 { format!("{times:.2}") } else { format!("{times:.0}") }
}
