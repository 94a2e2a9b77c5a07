//! Parties and districts of two files of one election, found by their votes where the names differ.

use std::collections::BTreeMap;

use sailau::votes::Votes;

/// What ours are called there.
pub(super) struct Names {
    parties: BTreeMap<String, String>,
    districts: BTreeMap<String, String>,
}

/// Votes in each contest that both files have.
type Sums = BTreeMap<String, Vec<u128>>;

impl Names {
    /// By votes; none where these are of another election: where fewer than half of all are of parties that have as many there.
    pub(super) fn by_votes(ours: &Votes, theirs: &Votes) -> Option<Self> {
        let contests = ours.field().contests().iter().map(|contest| contest.name.as_str());
        let contests: Vec<&str> = contests.filter(|name| theirs.field().contest(name).is_some()).collect();
        let (own, other) = (of_parties(ours, &contests), of_parties(theirs, &contests));
        let parties = same(&own, &other);
        let votes = |sums: &Vec<u128>| sums.iter().sum::<u128>();
        let equal = |(name, sums): &(&String, &Vec<u128>)| {
            parties.get(*name).and_then(|there| other.get(there)).is_some_and(|there| there == *sums)
        };
        let found: u128 = own.iter().filter(equal).map(|(_, sums)| votes(sums)).sum();
        let all: u128 = own.values().map(votes).sum();
        if all == 0 || found * 2 < all {
            return None;
        }
        let districts = same(&of_districts(ours, &contests), &of_districts(theirs, &contests));
        Some(Self { parties, districts })
    }

    /// A party of ours there.
    pub(super) fn party<'a>(&'a self, name: &'a str) -> &'a str {
        self.parties.get(name).map_or(name, String::as_str)
    }

    /// A district of ours there.
    pub(super) fn district<'a>(&'a self, name: &'a str) -> &'a str {
        self.districts.get(name).map_or(name, String::as_str)
    }

    /// Which parties have other names, in a sentence.
    pub(super) fn in_words(&self) -> String {
        let other = self.parties.iter().filter(|(ours, theirs)| ours != theirs);
        let other: Vec<_> = other.map(|(ours, theirs)| format!("{ours} is {theirs} there")).collect();
        match other.as_slice() {
            [] => "Parties have the same names there.".to_owned(),
            some if some.len() <= 6 => format!("By their votes, {}.", some.join(", ")),
            some => format!("By their votes, {} and {} more.", some[..5].join(", "), some.len() - 5),
        }
    }
}

/// Ours by name, or by sums that are equal and nobody else's.
fn same(ours: &Sums, theirs: &Sums) -> BTreeMap<String, String> {
    let mut by_sums: BTreeMap<&Vec<u128>, Vec<&str>> = BTreeMap::new();
    for (name, sums) in
        theirs.iter().filter(|(name, sums)| !ours.contains_key(*name) && sums.iter().any(|n| *n > 0))
    {
        by_sums.entry(sums).or_default().push(name);
    }
    let mut times: BTreeMap<&Vec<u128>, usize> = BTreeMap::new();
    for (_, sums) in ours.iter().filter(|(name, _)| !theirs.contains_key(*name)) {
        *times.entry(sums).or_default() += 1;
    }
    let mut found = BTreeMap::new();
    for (name, sums) in ours {
        if theirs.contains_key(name) {
            found.insert(name.clone(), name.clone());
        } else if let Some([there]) = by_sums.get(sums).map(Vec::as_slice)
            && times.get(sums) == Some(&1)
        {
            found.insert(name.clone(), (*there).to_owned());
        }
    }
    found
}

fn of_parties(votes: &Votes, contests: &[&str]) -> Sums {
    let mut sums = Sums::new();
    for (at, contest) in contests.iter().enumerate() {
        for (party, n) in votes.party_totals(contest) {
            sums.entry(party.name.clone()).or_insert_with(|| vec![0; contests.len()])[at] += n;
        }
    }
    sums
}

fn of_districts(votes: &Votes, contests: &[&str]) -> Sums {
    let (field, tally) = (votes.field(), votes.tally());
    let mut sums = Sums::new();
    for (at, contest) in contests.iter().enumerate() {
        let Some(contest) = field.contest(contest) else { continue };
        for ballot in &contest.ballots {
            let Some(name) = ballot.district.and_then(|district| field.districts().get(district)) else {
                continue;
            };
            let own: u128 = ballot.votes().filter_map(|at| tally.votes.get(at)).map(|n| u128::from(*n)).sum();
            sums.entry(name.clone()).or_insert_with(|| vec![0; contests.len()])[at] += own;
        }
    }
    sums
}
