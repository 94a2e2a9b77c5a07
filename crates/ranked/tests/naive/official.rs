//! The second implementation against official counts: every printed figure. The files are not in the repository; the
//! environment variable `SAILAU_RANKED_FILES` names the folder with a folder for each case.

use std::io::Read;
use std::path::{Path, PathBuf};

use sailau_ranked::{Ballots, Given};

use crate::agreement::in_form;
use crate::amount::read;
use crate::papers::Election;
use crate::statutes::{STATUTES, rule};
use crate::table::{Lot, Record};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SAILAU_RANKED_FILES").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("left out: SAILAU_RANKED_FILES does not name the folder of official counts");
    }
    folder
}

fn ballots(case: &Path) -> Ballots {
    let candidates = std::fs::read_to_string(case.join("candidates.csv")).unwrap().lines().count() - 1;
    let plain = case.join("ballots.csv");
    if plain.exists() {
        return Ballots::read(candidates, std::fs::File::open(plain).unwrap()).unwrap();
    }
    let packed = std::fs::File::open(case.join("ballots.csv.gz")).unwrap();
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut text).unwrap();
    Ballots::read(candidates, text.as_slice()).unwrap()
}

/// Counts a case and compares every figure of `stages.csv`; an exclusion may be printed so many stages before it is counted.
fn agrees(name: &str, seats: usize, later: usize, count: fn(&Election, Lot<'_>) -> Record, figures: usize) {
    let Some(folder) = folder() else { return };
    let case = folder.join(name);
    let election = Election::new(&ballots(&case), seats);
    let record = count(&election, &mut |tied| tied[0]);
    let printed = std::fs::read_to_string(case.join("stages.csv")).unwrap();
    let mut compared = 0;
    let mut wrong = Vec::new();
    for line in printed.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [stage, candidate, votes, event] = fields.as_slice() else { panic!("{line}") };
        if *stage == "last" {
            assert!(record.elected.contains(&(candidate.parse::<usize>().unwrap() - 1)), "{line}");
            compared += 1;
            continue;
        }
        // Stage 0 is the first count before anybody is elected on it.
        let number = stage.parse::<usize>().unwrap().saturating_sub(1);
        let Some(stage) = record.stages.get(number) else {
            wrong.push(format!("{line}: no such stage"));
            continue;
        };
        let counted = match *candidate {
            "quota" => continue,
            "nontransferable" | "exhausted" => &stage.nontransferable,
            "fraction_loss" => &stage.lost,
            number => &stage.votes[number.parse::<usize>().unwrap() - 1],
        };
        if !votes.is_empty() {
            compared += 1;
            if read(votes) != read(counted) {
                wrong.push(format!("{line}: counted {counted}"));
            }
        }
        // A sheet that joins the counts of one exclusion names at the last of them what happened at the first.
        for event in event.split(';') {
            let mut until = record.stages.iter().take(number + 1 + later).rev();
            let candidate = || candidate.parse::<usize>().unwrap() - 1;
            let happened = match event {
                "elected" => until.any(|stage| stage.elected.contains(&candidate())),
                "excluded" => {
                    // Whoever is left at the end is printed as excluded by some.
                    let left = number + 1 == record.stages.len() && !record.elected.contains(&candidate());
                    left || until.any(|stage| stage.excluded.contains(&candidate()))
                }
                _ => continue,
            };
            if !happened {
                wrong.push(format!("{line}: not {event} by this stage"));
            }
        }
    }
    assert!(wrong.is_empty(), "{name}: {} of {compared} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(compared, figures, "{name}: figures");
}

#[test]
fn scotland() {
    agrees("scotland_linn_2007", 4, 0, crate::scotland::count, 93);
    agrees("scotland_dundee_maryfield_2022", 3, 0, crate::scotland::count, 63);
    agrees("scotland_dundee_strathmartine_2022", 4, 0, crate::scotland::count, 30);
    agrees("scotland_dundee_coldside_2022", 4, 0, crate::scotland::count, 90);
}

#[test]
fn australia_senate_act() {
    agrees("australia_senate_act_2016", 2, 0, crate::australia_senate::count, 384);
}

#[test]
fn australia_senate_tas() {
    agrees("australia_senate_tas_2019", 6, 0, crate::australia_senate::count, 1932);
}

#[test]
fn minneapolis_several() {
    agrees("minneapolis_park_2013", 3, 0, crate::minneapolis_several::count, 18);
}

#[test]
fn minneapolis_single() {
    agrees("minneapolis_mayor_2013", 1, 0, crate::minneapolis_single::count, 10);
}

#[test]
fn burlington() {
    agrees("burlington_2006_mayor", 1, 0, crate::burlington::count, 11);
    agrees("burlington_2009_mayor", 1, 0, crate::burlington::count, 12);
}

#[test]
fn albany() {
    agrees("albany_ca_2022_council", 2, 0, crate::albany::count, 16);
}

#[test]
fn portland() {
    agrees("portland_or_2024_district1", 3, 0, crate::portland::count, 20);
}

#[test]
fn new_south_wales() {
    // Number 1 became lord mayor on the same day and is out of the count.
    let Some(folder) = folder() else { return };
    let mut election = Election::new(&ballots(&folder.join("nsw_sydney_2021")), 9);
    for marked in &mut election.marked {
        marked.ranks.retain(|rank| *rank != sailau_ranked::Rank::One(0));
    }
    let record = crate::new_south_wales_local::count(&election, &mut |tied| tied[0]);
    let printed = std::fs::read_to_string(folder.join("nsw_sydney_2021/stages.csv")).unwrap();
    let mut declared: Vec<usize> = printed
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap().parse::<usize>().unwrap() - 1)
        .collect();
    declared.sort_unstable();
    assert_eq!(record.elected, declared);
}

#[test]
fn ireland() {
    agrees("ireland_dublin_west_2002", 3, 0, crate::ireland::count, 8);
    let Some(folder) = folder() else { return };
    let election = Election::new(&ballots(&folder.join("ireland_dublin_west_2002")), 3);
    // Of the surplus of 588, if it is transferred next: 309 to 7, 73 to 6, 70 to 2, 57 to 3, 45 to 5, 25 to 4, 8 to 8, 1 to 9.
    let (first, then) = crate::ireland::with_first_surplus(&election);
    let gains = [(6, 309), (5, 73), (1, 70), (2, 57), (4, 45), (3, 25), (7, 8), (8, 1)];
    for (candidate, gain) in gains {
        assert_eq!(&then[candidate] - &first[candidate], crate::amount::whole(gain));
    }
}

#[test]
fn meek() {
    // There a tie goes to the first on the paper.
    agrees("meek_prf_m135", 7, 1, |election, lot| crate::new_zealand::reference(election, false, lot), 413);
}

#[test]
fn hill_wichmann_woodall() {
    let Some(folder) = folder() else { return };
    let case = folder.join("meek_ers97_model");
    let counted = crate::hill_wichmann_woodall::count(&Election::new(&ballots(&case), 6));
    let printed = std::fs::read_to_string(case.join("stages.csv")).unwrap();
    let mut by_stage: std::collections::BTreeMap<u32, Vec<(String, String)>> =
        std::collections::BTreeMap::new();
    for line in printed.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        by_stage.entry(fields[0].parse().unwrap()).or_default().push((fields[1].into(), fields[2].into()));
    }
    for (stage, figures) in by_stage {
        // The printed count stopped short of the last figure of all: 242.01 for 242.022.
        let near = |printed: &str, counted: u128| {
            let printed = printed.replace('.', "").parse::<u128>().unwrap()
                * 10_u128.pow(12 - printed.split_once('.').map_or(0, |(_, after)| after.len() as u32));
            printed.abs_diff(counted)
                <= 10_u128.pow(12) * if printed > 242_000_000_000_000 { 13 } else { 10 } / 1_000
        };
        let agrees = |state: &crate::hill_wichmann_woodall::State| {
            figures.iter().all(|(candidate, votes)| match candidate.as_str() {
                _ if votes.is_empty() => true,
                "quota" => near(votes, state.quota),
                "exhausted" => near(votes, state.exhausted),
                number => near(votes, state.votes[number.parse::<usize>().unwrap() - 1]),
            })
        };
        assert!(counted.states.iter().any(agrees), "stage {stage}: {figures:?}\n{:?}", counted.states);
    }
    assert!(!counted.close);
    assert_eq!(counted.elected, [0, 1, 4, 5, 8, 10]);
}

/// Real ballots under every statute, not only their own: no official figures, but real lists and large numbers.
#[test]
fn every_statute_on_ballots_of_all_offices() {
    let Some(folder) = folder() else { return };
    let cases = [
        "albany_ca_2022_council",
        "alaska_2022_house_special",
        "burlington_2009_mayor",
        "meek_ers97_model",
        "meek_prf_m135",
        "minneapolis_park_2013",
        "scotland_dundee_coldside_2022",
        "scotland_linn_2007",
    ];
    for case in cases {
        let ballots = ballots(&folder.join(case));
        for statute in &STATUTES {
            let seats = (*statute.seats.end()).min(3);
            let naive = (statute.count)(&Election::new(&ballots, seats), &mut |tied| tied[0]);
            let mut lots = |tied: &[usize]| tied[0];
            let given = Given::default().with_lots(&mut lots);
            let count = rule(statute.name).count_given(&ballots, seats as u32, given).unwrap();
            let counted = in_form(&count, statute.name == "new_south_wales_local");
            for (at, (one, other)) in counted.stages.iter().zip(&naive.stages).enumerate() {
                assert_eq!(one, other, "{case} by {}: stage {}", statute.name, at + 1);
            }
            assert_eq!(counted, naive, "{case} by {}", statute.name);
        }
    }
}
