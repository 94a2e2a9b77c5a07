//! One election under each law.

use std::cmp::Reverse;

use super::OfficialElection;
use crate::law::InForce;
use crate::report::notes_beside;
use crate::system::protocol::Step;
use crate::system::{AgainstAll, ElectoralSystem, Outcome, Seats, TierRule};
use crate::text::{grouped, percent_rounded};

type Law<'a> = InForce<'a, ElectoralSystem>;
type Count<'a> = (Law<'a>, &'a Outcome);

pub(super) struct OneElection<'a> {
    pub(super) tier: &'a str,
    pub(super) election: &'a OfficialElection<'a>,
    pub(super) counts: Vec<Count<'a>>,
}

impl<'a> OneElection<'a> {
    /// Votes for lists and against all: the base of the shares shown.
    pub(super) fn valid(&self) -> u128 {
        self.election.votes.total(self.tier) + self.against_all()
    }

    fn against_all(&self) -> u128 {
        self.election.votes.against_all(self.tier)
    }

    /// The lists, the largest first.
    fn by_votes(&self) -> Vec<(&'a str, u128)> {
        let totals = self.election.votes.party_totals(self.tier).into_iter();
        let mut totals: Vec<_> = totals.map(|(party, votes)| (party.name.as_str(), votes)).collect();
        totals.sort_by_key(|&(_, votes)| Reverse(votes));
        totals
    }

    pub(super) fn largest(&self) -> Option<(&'a str, u128)> {
        self.by_votes().into_iter().next()
    }

    /// The tier's seats of somebody who stood.
    pub(super) fn seats(&self, outcome: &Outcome, party: &str) -> u32 {
        outcome.seats_in(self.tier, party).unwrap_or(0)
    }

    /// How many lists have a seat.
    pub(super) fn sitting(&self, outcome: &Outcome) -> usize {
        outcome.seats.iter().filter(|row| row.tier == self.tier).count()
    }

    /// Valid votes that elected nobody: those of lists without a seat, and those against all.
    pub(super) fn wasted(&self, outcome: &Outcome) -> u128 {
        let seatless = self.by_votes().into_iter().filter(|(party, _)| self.seats(outcome, party) == 0);
        seatless.map(|(_, votes)| votes).sum::<u128>() + self.against_all()
    }

    pub(super) fn share_of_seats(&self, (law, outcome): &Count<'_>, party: &str) -> String {
        percent_rounded(self.seats(outcome, party), self.house(law))
    }

    /// The tier's seats by law.
    fn house(&self, law: &Law<'_>) -> u32 {
        match law.value.tier(self.tier).map(|tier| &tier.seats) {
            Some(Seats::Same(seats)) => *seats,
            _ => 0,
        }
    }

    fn threshold(&self, law: &Law<'_>) -> String {
        let bar = match law.value.tier(self.tier).map(|tier| &tier.rule) {
            Some(TierRule::List(rule)) => rule.threshold.as_ref(),
            _ => None,
        };
        bar.map_or("-".to_owned(), |bar| bar.share.to_string().replace('%', " %"))
    }

    /// The law of election day, where it was counted.
    fn own(&self) -> Option<&Count<'a>> {
        let day = self.election.day;
        self.counts.iter().find(|(law, _)| law.since <= day && law.until.is_none_or(|last| day <= last))
    }

    pub(super) fn table(&self) -> Vec<Vec<String>> {
        let own = self.own().map(|(law, _)| law.since);
        let mark = |law: &Law<'_>| if Some(law.since) == own { "*" } else { " " };
        let mut head = vec![String::new(), "votes".to_owned(), "share".to_owned()];
        head.extend(self.counts.iter().map(|(law, _)| format!("{}{}", law.since.year(), mark(law))));
        let blank = || (String::new(), String::new());
        let with_share = |votes| (grouped(votes), percent_rounded(votes, self.valid()));
        let mut table = vec![
            head,
            self.line(&format!("{} seats in all", self.tier), blank(), |(law, _)| {
                self.house(law).to_string()
            }),
            self.line("threshold", blank(), |(law, _)| self.threshold(law)),
        ];
        for (party, votes) in self.by_votes() {
            table.push(self.line(party, with_share(votes), |(_, outcome)| self.cell(outcome, party)));
        }
        if self.against_all() > 0 {
            table.push(self.line("(against all)", with_share(self.against_all()), |_| String::new()));
        }
        let passing = |(_, outcome): &Count<'_>| {
            outcome.protocol.at_thresholds().map_or(0, |(passed, _)| passed.len()).to_string()
        };
        table.push(self.line("lists past the threshold", blank(), passing));
        let wasted = |(_, outcome): &Count<'_>| percent_rounded(self.wasted(outcome), self.valid());
        table.push(self.line("wasted votes", blank(), wasted));
        if let Some((largest, votes)) = self.largest() {
            let its_votes = ("its votes".to_owned(), percent_rounded(votes, self.valid()));
            let share = |count: &Count<'_>| self.share_of_seats(count, largest);
            table.push(self.line(&format!("{largest}: share of seats"), its_votes, share));
        }
        table
    }

    /// A row of the table: a title, votes and their share, and a cell for each law.
    fn line(&self, title: &str, votes: (String, String), cell: impl Fn(&Count<'a>) -> String) -> Vec<String> {
        let mut row = vec![title.to_owned(), votes.0, votes.1];
        row.extend(self.counts.iter().map(|count| cell(count) + " "));
        row
    }

    fn cell(&self, outcome: &Outcome, party: &str) -> String {
        let seats = self.seats(outcome, party);
        let tied = outcome.ties.iter().any(|tie| tie.parties.iter().any(|name| name == party));
        let below = outcome.protocol.at_thresholds().is_some_and(|(_, failed)| failed.contains(party));
        match (seats, tied, below) {
            (seats, true, _) => format!("{seats} or more"),
            (0, false, true) => "-".to_owned(),
            (seats, false, true) => format!("({seats})"),
            (seats, false, false) => seats.to_string(),
        }
    }

    /// Whether the law of election day gives the official seats.
    pub(super) fn against_official(&self) -> String {
        let Some((_, outcome)) = self.own() else {
            return "it is not among the laws asked for".to_owned();
        };
        let official = self.election.seats.iter();
        match official.filter(|(party, seats)| self.seats(outcome, party) != *seats).count() {
            0 => "it gives the official seats of every list".to_owned(),
            wrong => format!("it DIFFERS from the official seats of {wrong} lists"),
        }
    }

    /// What a reader would not see from the numbers.
    pub(super) fn notes(&self) -> Vec<String> {
        let years: Vec<String> = self.counts.iter().map(|(law, _)| law.since.year().to_string()).collect();
        let named = years.iter().zip(&self.counts);
        let mut notes = notes_beside(named.map(|(year, (_, outcome))| (year.as_str(), *outcome)));
        notes.extend(self.counts.iter().filter_map(|count| self.with_against_all(count)));
        notes
    }

    /// What would change if votes against all stayed in the base under a law that does not know them.
    fn with_against_all(&self, (law, outcome): &Count<'_>) -> Option<String> {
        let steps = outcome.protocol.entries.iter().map(|entry| &entry.step);
        steps.clone().find(|step| matches!(step, Step::AgainstAllNotOnTheBallot(_)))?;
        let mut rules = law.value.clone();
        for tier in &mut rules.tiers {
            match &mut tier.rule {
                TierRule::List(rule) => rule.against_all = AgainstAll::OnTheBallot,
                TierRule::Candidates(rule) => rule.against_all = AgainstAll::OnTheBallot,
                _ => {}
            }
        }
        let with = rules.count(&self.election.votes).ok()?;
        let change = |(party, _)| (party, self.seats(outcome, party), self.seats(&with, party));
        let changes = self.by_votes().into_iter().map(change).filter(|(_, before, after)| before != after);
        let changes: Vec<_> =
            changes.map(|(party, before, after)| format!("{party} {before}→{after}")).collect();
        (!changes.is_empty()).then(|| {
            format!(
                "With them in the base, the law of {} would give: {}.",
                law.since.year(),
                changes.join(", ")
            )
        })
    }
}
