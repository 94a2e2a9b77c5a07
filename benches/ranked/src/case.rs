//! An official count: its ballots, and who was elected.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use sailau_ranked::{Ballots, Rank};

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) ballots: Ballots,
    /// From 0, in the order of the paper.
    pub(crate) elected: BTreeSet<usize>,
}

impl Case {
    pub(crate) fn open(name: &str) -> Self {
        let folder = std::env::var_os("SAILAU_RANKED_FILES")
            .expect("SAILAU_RANKED_FILES names the folder of the counts");
        let folder = PathBuf::from(folder).join(name);
        let text = |file: &str| {
            std::fs::read_to_string(folder.join(file))
                .unwrap_or_else(|error| panic!("{name}/{file}: {error}"))
        };
        let candidates = text("candidates.csv").lines().skip(1).filter(|line| !line.is_empty()).count();
        let ballots: Box<dyn Read> = match File::open(folder.join("ballots.csv")) {
            Ok(file) => Box::new(file),
            Err(_) => Box::new(flate2::read::GzDecoder::new(
                File::open(folder.join("ballots.csv.gz")).expect("ballots"),
            )),
        };
        let ballots = Ballots::read(candidates, ballots).expect("ballots that are read");
        let elected = text("stages.csv")
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|fields| fields[3].contains("elected"))
            .filter_map(|fields| fields[1].parse::<usize>().ok())
            .map(|number| number - 1)
            .collect();
        Self { name: name.to_owned(), ballots, elected }
    }
}

/// Preferences as every crate takes them: blanks are passed over, and whatever is marked twice ends the ballot.
pub(crate) fn plain_lists(ballots: &Ballots) -> Vec<(usize, Vec<usize>)> {
    let mut lists = Vec::new();
    for list in ballots.lists() {
        let mut preferences = Vec::new();
        for rank in list.ranks() {
            match rank {
                Rank::Blank => {}
                Rank::One(candidate) if !preferences.contains(&candidate) => preferences.push(candidate),
                _ => break,
            }
        }
        if !preferences.is_empty() {
            lists.push((list.count() as usize, preferences));
        }
    }
    lists
}

/// The same as ballots: all count the same papers.
pub(crate) fn plain_ballots(ballots: &Ballots) -> Ballots {
    let mut plain = sailau_ranked::BallotsBuilder::new(ballots.candidates()).expect("as many as there are");
    for (count, preferences) in plain_lists(ballots) {
        let ranks = preferences.into_iter().map(Rank::One);
        plain.add(count as u64, ranks).expect("candidates of the paper");
    }
    plain.build()
}
