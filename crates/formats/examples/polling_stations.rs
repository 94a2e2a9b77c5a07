//! How fast polling stations of Spain are read, and how fast Python reads the same lines in the same run.
//!
//! `cargo run --release --package sailau-formats --example polling_stations [FOLDER]` makes up an archive of some 60 MB, files 03
//! and 07 to 10 of the Congress: 55,000 stations, 26 lists in each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use sailau_formats::{Format, Source};

const PROVINCES: u64 = 50;
const STATIONS: u64 = 1_100;
const LISTS: u64 = 26;

/// The same sums by province and list, as a plain script takes them.
const SCRIPT: &str = r#"
import sys, collections
totals = collections.Counter()
with open(sys.argv[1] + '/09029001.DAT', encoding='iso-8859-1') as stations:
    for line in stations:
        if line[11:13] != '99':
            totals[line[11:13]] += int(line[79:86])
votes = collections.Counter()
with open(sys.argv[1] + '/10029001.DAT', encoding='iso-8859-1') as lines:
    for line in lines:
        if line[11:13] != '99':
            votes[line[11:13], line[23:29]] += int(line[29:36])
assert sum(votes.values()) == sum(totals.values())
print(sum(votes.values()))
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder =
        std::env::args().nth(1).map_or_else(|| std::env::temp_dir().join("polling_stations"), Into::into);
    std::fs::create_dir_all(&folder)?;
    let mut bytes = 0;
    for (name, text) in archive() {
        bytes += text.len();
        std::fs::write(folder.join(name), text)?;
    }
    println!("{} MB in {}", bytes / 1_000_000, folder.display());

    let sources: Vec<Source> = ["03", "07", "08", "09", "10"]
        .map(|kind| Source::from_path(folder.join(format!("{kind}029001.DAT"))))
        .into();
    let mut fastest = f64::INFINITY;
    let mut votes: u64 = 0;
    for _ in 0..5 {
        let start = Instant::now();
        let import = Format::recognise(&sources)?.read(&sources)?;
        fastest = fastest.min(start.elapsed().as_secs_f64());
        let lists =
            import.rows.iter().filter(|row| row.party.as_deref().is_some_and(|name| !name.starts_with('@')));
        votes = lists.map(|row| row.votes).sum();
    }
    println!("sailau-formats: {votes} votes, {:.0} ms, the fastest of five", fastest * 1e3);
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM"));
        println!("its memory at most: {}", peak.unwrap_or("not known"));
    }
    let mut python = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let output = Command::new("python3").args(["-c", SCRIPT]).arg(&folder).output()?;
        python = python.min(start.elapsed().as_secs_f64());
        let sum = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        assert_eq!(sum, votes.to_string(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    println!("python3: {:.0} ms, the fastest of three, {:.1} times as long", python * 1e3, python / fastest);
    Ok(())
}

/// Files whose levels agree, with votes that are no more than a formula.
fn archive() -> [(&'static str, String); 5] {
    let (mut stations, mut votes) = (String::new(), String::new());
    let mut sums: BTreeMap<(u64, u64), u64> = BTreeMap::new();
    for province in 1..=PROVINCES {
        for station in 0..STATIONS {
            // The last one is that of voters abroad.
            let abroad = station + 1 == STATIONS;
            let municipality = if abroad { 999 } else { station / 50 + 1 };
            let (district, section) =
                if abroad { ("09", "0000".to_owned()) } else { ("01", format!("{:03} ", station % 50)) };
            let key = format!("01{province:02}{municipality:03}{district}{section}U");
            let mut total = 0;
            for list in 1..=LISTS {
                let own = (province * 31 + station * 17 + list * list * 7) % 60;
                total += own;
                *sums.entry((province, list)).or_default() += own;
                writeln!(votes, "022090011{key}{list:06}{own:07}").expect("a String takes what is written");
            }
            writeln!(stations, "022090011{key}{:042}{:07}{:07}{total:07}{:014}S", 0, 1, 2, 0)
                .expect("as above");
        }
    }
    let lists = (1..=LISTS).map(|list| {
        format!("02209001{list:06}{:<50}{:<150}{list:06}{list:06}{list:06}\n", format!("L{list}"), "")
    });
    let area = |community: u64, province: u64, of: &dyn Fn(u64) -> bool| {
        let provinces = (1..=PROVINCES).filter(|&own| of(own)).count() as u64;
        let votes: u64 = sums.iter().filter(|&(&(own, _), _)| of(own)).map(|(_, votes)| votes).sum();
        let figures = format!("{:08}{:05}{:08}{:08}{:032}", 0, 0, 0, votes * 2, 0);
        let (blank, invalid, seats) = (provinces * STATIONS, provinces * STATIONS * 2, provinces * LISTS);
        let name = format!("Area {community:02}{province:02}");
        let ballots = format!("{blank:08}{invalid:08}{votes:08}{seats:06}");
        let facts = format!("022090011{community:02}{province:02}9{name:<50}{figures}{ballots}{:016}S\n", 0);
        let rows = (1..=LISTS).map(|list| {
            let votes: u64 = sums
                .iter()
                .filter(|&(&(own, number), _)| of(own) && number == list)
                .map(|(_, votes)| votes)
                .sum();
            format!("022090011{community:02}{province:02}9{list:06}{votes:08}{provinces:05}\n")
        });
        (facts, rows.collect::<String>())
    };
    let mut areas: Vec<(String, String)> =
        (1..=PROVINCES).map(|province| area(1, province, &|own| own == province)).collect();
    areas.extend([area(1, 99, &|_| true), area(99, 99, &|_| true)]);
    let (facts, rows): (Vec<String>, Vec<String>) = areas.into_iter().unzip();
    [
        ("03029001.DAT", lists.collect()),
        ("07029001.DAT", facts.concat()),
        ("08029001.DAT", rows.concat()),
        ("09029001.DAT", stations),
        ("10029001.DAT", votes),
    ]
}
