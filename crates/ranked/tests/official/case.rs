//! An official count: its ballots and its printed figures.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use sailau_ranked::{Ballots, Count, Given, RankedRule, Stage, Workspace};

use crate::rules::rule;

/// The printed lines that are no candidates.
const LINES: [&str; 4] = ["quota", "nontransferable", "exhausted", "fraction_loss"];

pub(crate) struct Case {
    name: &'static str,
    pub(crate) ballots: Ballots,
    /// Stage, candidate or line, votes as printed, events.
    printed: Vec<[String; 4]>,
}

impl Case {
    /// None where the folder of the official counts is not there.
    pub(crate) fn open(name: &'static str) -> Option<Self> {
        let Some(folder) = std::env::var_os("SAILAU_RANKED_FILES") else {
            eprintln!("{name} was left out: SAILAU_RANKED_FILES names no folder");
            return None;
        };
        let folder = PathBuf::from(folder).join(name);
        let candidates = lines(&folder, "candidates.csv").len();
        let ballots: Box<dyn Read> = match File::open(folder.join("ballots.csv")) {
            Ok(file) => Box::new(file),
            Err(_) => {
                Box::new(flate2::read::GzDecoder::new(File::open(folder.join("ballots.csv.gz")).unwrap()))
            }
        };
        let ballots = Ballots::read(candidates, ballots).unwrap();
        let printed = lines(&folder, "stages.csv")
            .into_iter()
            .map(|line| std::array::from_fn(|field| line.get(field).cloned().unwrap_or_default()))
            .collect();
        Some(Self { name, ballots, printed })
    }

    pub(crate) fn count(&self, statute: &str, seats: Option<u32>) -> Count {
        self.count_without(statute, seats, &[], |_| {})
    }

    /// With something changed in the statute, and without the withdrawn.
    pub(crate) fn count_without(
        &self,
        statute: &str,
        seats: Option<u32>,
        withdrawn: &[usize],
        change: impl Fn(&mut RankedRule),
    ) -> Count {
        let (mut rule, usual) = rule(statute);
        change(&mut rule);
        let mut first = |tied: &[usize]| tied[0];
        let seats = seats.unwrap_or(usual);
        let given = Given::default().without(withdrawn).with_lots(&mut first);
        let count = rule.count_given(&self.ballots, seats, given).unwrap();
        if withdrawn.is_empty() {
            // So it is when papers that begin alike move together.
            let mut papers = rule.read(&self.ballots).unwrap();
            papers.gather();
            assert_eq!(rule.count_papers(&papers, seats, &mut first).unwrap(), count);
            assert_eq!(
                rule.winners(&papers, seats, &mut Workspace::default(), &mut first).unwrap(),
                count.elected
            );
        }
        count
    }

    /// Compares every printed figure, and says how many agree.
    pub(crate) fn agrees(&self, count: &Count) -> usize {
        let (agree, wrong) = self.compare(count);
        assert!(
            wrong.is_empty(),
            "{}: {agree} agree, {} do not:\n{}",
            self.name,
            wrong.len(),
            wrong.join("\n")
        );
        agree
    }

    /// How many printed figures agree, and those that do not.
    pub(crate) fn compare(&self, count: &Count) -> (usize, Vec<String>) {
        let by_number: BTreeMap<u32, &Stage> =
            count.stages.iter().map(|stage| (stage.number, stage)).collect();
        let mut agree = 0;
        let mut wrong = Vec::new();
        for [stage, line, votes, _] in
            self.printed.iter().filter(|[stage, _, votes, _]| stage != "last" && !votes.is_empty())
        {
            let found = stage
                .parse()
                .ok()
                .and_then(|number: u32| by_number.get(&number.max(1)))
                .map(|stage| figure(stage, line));
            // Some sheets leave zeros at the end of a figure out.
            if found.as_deref().is_some_and(|found| found == votes || padded(votes, found)) {
                agree += 1;
            } else {
                wrong.push(format!("stage {stage}, {line}: printed {votes}, counted {found:?}"));
            }
        }
        (agree, wrong)
    }

    /// Who is printed as elected, from 0, in the order of the paper.
    pub(crate) fn elected(&self) -> Vec<usize> {
        let elected = self.printed.iter().filter(|[.., event]| event.contains("elected"));
        let mut elected: Vec<usize> = elected
            .filter(|[_, line, ..]| !LINES.contains(&line.as_str()))
            .map(|[_, candidate, ..]| candidate.parse::<usize>().unwrap() - 1)
            .collect();
        elected.sort_unstable();
        elected.dedup();
        elected
    }
}

fn figure(stage: &Stage, line: &str) -> String {
    match line {
        "quota" => stage.quota.map(|quota| quota.to_string()).unwrap_or_default(),
        "nontransferable" | "exhausted" => stage.nontransferable.to_string(),
        "fraction_loss" => stage.lost.to_string(),
        candidate => stage.votes[candidate.parse::<usize>().unwrap() - 1].to_string(),
    }
}

fn padded(printed: &str, counted: &str) -> bool {
    counted.strip_prefix(printed).is_some_and(|rest| {
        let rest = if printed.contains('.') { rest } else { rest.strip_prefix('.').unwrap_or(rest) };
        (printed.contains('.') || counted.contains('.')) && rest.bytes().all(|digit| digit == b'0')
    })
}

fn lines(folder: &std::path::Path, file: &str) -> Vec<Vec<String>> {
    let path = folder.join(file);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(&path).unwrap();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

/// Who is elected, in the order of the paper.
pub(crate) fn in_paper_order(count: &Count) -> Vec<usize> {
    let mut elected = count.elected.clone();
    elected.sort_unstable();
    elected
}
