//! Quotas in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::price::Divided;
use super::{QuotaLeft, QuotaRule, Rounding, TooMany};
use crate::law::Share;
use crate::plan::ListPlan;
use crate::protocol::SharedBy;
use crate::protocol::layout::{count, decimal, exact, exact_and_decimal, grouped, table};
use crate::protocol::names::Names;
use crate::protocol::sharing::{Weighed, figure, is_one, one};
use crate::protocol::words::{Margin, Words};
use crate::threshold::VoteBase;
use sailau_apportion::{Method, Quota, Ratio, largest_remainder};

/// Seats by a quota and largest remainders.
///
/// A list's sure seats, before ties are decided, are its whole quotas, and what is extra, less what is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuotaStep {
    /// The method.
    pub method: Method,
    /// How the law words the quota; none where it is the method's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<QuotaRule>,
    /// Votes that are divided: of those who take part, where the rule has no others.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
    /// The votes here and of the lists, or what stands in their place, are in units of 1/`unit`: 1, save for pooled
    /// remainders, claims and votes that weigh more.
    #[serde(default = "one", skip_serializing_if = "is_one", deserialize_with = "crate::wide_numbers::read")]
    pub unit: u128,
    /// Seats to share.
    pub seats: u32,
    /// What they are shared by. Left out of JSON where it is votes.
    #[serde(default, skip_serializing_if = "SharedBy::is_votes")]
    pub by: SharedBy,
    /// The seats of the region, where its quota is that of its districts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_seats: Option<u32>,
    /// Smaller quotas that gave too many seats, so that the count was repeated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub too_small: Vec<TooSmallQuota>,
    /// The quota, exact; a whole number where it is rounded.
    pub quota: Ratio,
    /// Each list, most votes first.
    pub lists: Vec<QuotaLine>,
    /// Seats left after whole quotas, which are not another tier's.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub left: u128,
    /// Seats that whole quotas give too many, so that they are taken back from the smallest remainders.
    #[serde(
        default,
        skip_serializing_if = "crate::wide_numbers::is_zero",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub taken_back: u128,
}

/// A quota whose whole multiples exceed the seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TooSmallQuota {
    /// The quota.
    pub quota: Ratio,
    /// The seats that whole quotas would give.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub whole: u128,
}

/// A list's whole quotas and remainder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuotaLine {
    /// The list.
    pub party: String,
    /// Its votes, or what stands in their place.
    pub votes: u64,
    /// Whole quotas.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub whole: u128,
    /// What is left, in units of 1/(the quota's denominator) vote.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub remainder: u128,
    /// Seats for the remainder that are sure, ties left out.
    pub extra: u32,
    /// Seats that are taken back, among them one that is open in a tie.
    #[serde(
        default,
        skip_serializing_if = "crate::wide_numbers::is_zero",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub taken_back: u128,
}

impl QuotaStep {
    #[expect(clippy::too_many_arguments, reason = "the figures of the step")]
    pub(crate) fn of(
        names: &Names<'_>,
        plan: &ListPlan,
        method: &Method,
        rule: Option<QuotaRule>,
        divided: Divided,
        seats: u32,
        votes: &[u64],
        given: &[u32],
    ) -> Self {
        let words = rule.unwrap_or_default();
        let price = |quota: Quota| divided.price(quota, words.rounded);
        // Votes are whole, or pooled remainders in parts of a vote.
        let unit = divided.unit.max(1);
        let in_votes = |quota: Ratio| Ratio { denominator: quota.denominator * u128::from(unit), ..quota };
        // Whole quotas, and a remainder that is worth one.
        let claim = |votes: u64, quota: Ratio| {
            let share = largest_remainder::share(votes, quota);
            share.whole + u128::from(words.worth_a_seat(share.remainder, quota))
        };
        let claimed = |quota: Ratio| votes.iter().map(|&n| claim(n, quota)).sum::<u128>();
        let (mut word, mut too_small) = (divided.quota, Vec::new());
        while let Some(larger) = word.lowered() {
            let (quota, whole) = (price(word), claimed(price(word)));
            if whole <= seats.into() || words.too_many() != TooMany::LargerQuota {
                break;
            }
            too_small.push(TooSmallQuota { quota: in_votes(quota), whole });
            word = larger;
        }
        let quota = price(word);
        let lists = names.lines(plan, votes, |i, party, votes| {
            let share = largest_remainder::share(votes, quota);
            let (claim, given) = (claim(votes, quota), u128::from(given[i]));
            let extra = claim.max(given).saturating_sub(share.whole);
            QuotaLine {
                party,
                votes,
                whole: share.whole,
                remainder: share.remainder,
                extra: u32::try_from(extra).unwrap_or(u32::MAX),
                taken_back: claim.saturating_sub(given),
            }
        });
        let left = if words.leaves() { 0 } else { u128::from(seats).saturating_sub(claimed(quota)) };
        let taken_back = claimed(quota).saturating_sub(seats.into());
        Self {
            method: method.clone(),
            rule: rule.filter(|rule| *rule != QuotaRule::default()),
            votes: divided.votes,
            unit: unit.into(),
            seats,
            by: SharedBy::Votes,
            region_seats: words.within.map(|_| divided.seats),
            too_small,
            quota: in_votes(quota),
            lists,
            left,
            taken_back,
        }
    }

    /// The same of what stands in the place of votes, in units of its own.
    pub(crate) fn weighed(mut self, Weighed { by, unit }: Weighed) -> Self {
        let quotas = self.too_small.iter_mut().map(|small| &mut small.quota).chain([&mut self.quota]);
        quotas.for_each(|quota| quota.denominator = quota.denominator.saturating_mul(unit));
        (self.by, self.unit) = (by, unit);
        self
    }

    /// Who gets the seats that whole quotas leave.
    fn heirs(&self) -> String {
        let beyond = |most: &u32| self.left > u128::from(*most);
        match self.rule.and_then(|rule| rule.left) {
            Some(QuotaLeft::MostVotesWithoutQuota) => {
                return "one each to the lists without a whole quota, in the order of their votes".to_owned();
            }
            Some(QuotaLeft::RemaindersThenAverages) => {
                let part = self.rule.and_then(|rule| rule.remainders_from);
                let of = part.map(|part| format!(" of lists with {part} of the quota")).unwrap_or_default();
                return format!("one each to the largest remainders{of}");
            }
            Some(QuotaLeft::MostVotes | QuotaLeft::OtherTiers) | None => {}
        }
        if self.rule.is_some_and(|rule| rule.left == Some(QuotaLeft::MostVotes)) {
            let again = self.left > self.lists.len() as u128;
            return format!(
                "one each to the lists in the order of their votes{}",
                if again { ", and again from the first" } else { "" }
            );
        }
        match (&self.method, self.rule.and_then(|rule| rule.remainders).filter(beyond)) {
            (Method::QuotaThenAverages(_), _) => "to the highest votes by (seats + 1)".to_owned(),
            (Method::RelativeRemainder(_), _) => "to the largest votes by whole quotas".to_owned(),
            (_, None) => "to the largest remainders".to_owned(),
            (_, Some(most)) => format!(
                "{} of them to the largest remainders, and then one by one to the list with most votes for each of \
                 its seats",
                grouped(most)
            ),
        }
    }
}

/// `1 seat`, `2 seats`, however many.
fn seats(n: u128) -> String {
    u32::try_from(n).map_or_else(|_| format!("{} seats", grouped(n)), |n| count(n, "seat"))
}

impl Words for QuotaStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { method, quota, .. } = self;
        let rule = self.rule.unwrap_or_default();
        let unit = self.unit.max(1);
        let votes = |n: u128| figure(n, unit);
        let divided = match rule.of {
            Some(of) => format!("{of}, {}", votes(self.votes)),
            None => format!("{} {} of those who take part", votes(self.votes), self.by.noun()),
        };
        let region = self.region_seats.map(|n| format!(", divided by {} of the region", count(n, "seat")));
        let (title, region) = (method.title(), region.unwrap_or_default());
        writeln!(f, "  {title}: {divided}{region}, {}.{margin}", count(self.seats, "seat"))?;
        for TooSmallQuota { quota, whole } in &self.too_small {
            writeln!(
                f,
                "  Quota {} = {} votes a seat gives {}, {} too many: the count is repeated with a larger one.",
                exact(*quota),
                decimal(*quota),
                seats(*whole),
                grouped(whole.saturating_sub(self.seats.into()))
            )?;
        }
        let how = match rule.rounded {
            None => "",
            Some(Rounding::Down) => ", rounded down",
            Some(Rounding::Up) => ", rounded up",
            Some(Rounding::Nearest) => ", rounded to the nearest whole number",
            Some(Rounding::NearestHalvesDown) => ", rounded to the nearest whole number, halves down",
        };
        let a_seat = self.by.noun();
        writeln!(f, "  Quota {} {a_seat} a seat{how}.", exact_and_decimal(*quota))?;
        if let Some(part) = rule.full_from {
            writeln!(
                f,
                "  A remainder of at least {part} of the quota is worth a seat as a whole quota is."
            )?;
        }
        if let Some(most) = rule.at_most {
            writeln!(f, "  No list has more than {}, a first one included.", count(most, "seat"))?;
        }
        let rows = self.lists.iter().map(|line| {
            let remainder = Ratio { numerator: line.remainder, denominator: quota.denominator };
            let extra = match (line.extra, line.taken_back) {
                (0, 0) => String::new(),
                (extra, 0) => format!("+{}", grouped(extra)),
                (0, back) => format!("-{}", grouped(back)),
                (extra, back) => format!("+{} -{}", grouped(extra), grouped(back)),
            };
            vec![line.party.clone(), votes(line.votes.into()), grouped(line.whole), decimal(remainder), extra]
        });
        table(f, &["list", self.by.head(), "whole quotas", "remainder", "extra"], rows.collect())?;
        if self.taken_back > 0 {
            let are = if self.taken_back == 1 { "is" } else { "are" };
            writeln!(
                f,
                "  {} by quotas, {} too many: {} {are} taken back, one from each list in turn, smallest remainders \
                 first.",
                seats(self.taken_back + u128::from(self.seats)),
                grouped(self.taken_back),
                seats(self.taken_back)
            )?;
        }
        match self.left {
            0 => Ok(()),
            left => writeln!(f, "  {} left after whole quotas, {}.", seats(left), self.heirs()),
        }
    }
}

/// A seat beyond those that remainders get: to the list with most votes for each of its seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VotesASeatStep {
    /// The list that gets it.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// The seats that it had before, by which its votes are divided.
    pub seats: u32,
}

impl Words for VotesASeatStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (votes, quotient) =
            (grouped(self.votes), Ratio { numerator: self.votes.into(), denominator: self.seats.into() });
        writeln!(
            f,
            "  Most votes for each seat: {}, {votes} / {} = {}. 1 seat.{margin}",
            self.party,
            grouped(self.seats),
            decimal(quotient)
        )
    }
}

/// Seats by averages, votes by seats + 1, after all remainders that count have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeftByAveragesStep {
    /// The seats that are left.
    pub seats: u32,
    /// Whether no list gets more than one of them.
    pub once: bool,
    /// Each list, most votes first.
    pub lists: Vec<LeftByAverageLine>,
}

/// A list and its average.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeftByAverageLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// The seats that it has already.
    pub seats: u32,
    /// The seats by averages that are sure, ties left out.
    pub extra: u32,
}

impl LeftByAveragesStep {
    pub(super) fn of(
        names: &Names<'_>,
        plan: &ListPlan,
        seats: u32,
        once: bool,
        votes: &[u64],
        before: &[u32],
        given: &[u32],
    ) -> Self {
        let line = |i: usize, party, votes| LeftByAverageLine {
            party,
            votes,
            seats: before[i],
            extra: given[i] - before[i],
        };
        Self { seats, once, lists: names.lines(plan, votes, line) }
    }
}

impl Words for LeftByAveragesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let once = if self.once { ", one each to lists that had none by average" } else { "" };
        writeln!(
            f,
            "  {} left, to the largest votes by (seats + 1){once}.{margin}",
            count(self.seats, "seat")
        )?;
        let rows = self.lists.iter().map(|line| {
            let average = Ratio { numerator: line.votes.into(), denominator: u128::from(line.seats) + 1 };
            let extra = if line.extra == 0 { String::new() } else { format!("+{}", grouped(line.extra)) };
            vec![line.party.clone(), grouped(line.votes), grouped(line.seats), decimal(average), extra]
        });
        table(f, &["list", "votes", "seats", "average", "extra"], rows.collect())
    }
}

/// A seat first for each list with a share of the votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeatsFirstStep {
    /// The share.
    pub share: Share,
    /// Of which votes, where they are not those of the lists that take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<VoteBase>,
    /// These votes.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
    /// The lists that have it, most votes first.
    pub parties: Vec<String>,
}

impl SeatsFirstStep {
    pub(super) fn of(
        names: &Names<'_>,
        plan: &ListPlan,
        share: Share,
        of: Option<VoteBase>,
        (votes, weights): (u128, &[u64]),
        given: &[u32],
    ) -> Self {
        let lines = names.lines(plan, weights, |i, party, _| (party, given[i]));
        let parties = lines.into_iter().filter(|(_, seats)| *seats > 0).map(|(party, _)| party).collect();
        Self { share, of, votes, parties }
    }
}

impl Words for SeatsFirstStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let of = self.of.map_or("votes of those who take part".to_owned(), |of| of.to_string());
        let lists = if self.parties.is_empty() { "nobody".to_owned() } else { self.parties.join(", ") };
        writeln!(f, "  A seat first for {} of {of}, {}: {lists}.{margin}", self.share, grouped(self.votes))
    }
}

/// Candidates who alone have the quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PersonalMandatesStep {
    /// Who they are, most votes first.
    pub mandates: Vec<PersonalMandate>,
}

/// A candidate who alone has the quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PersonalMandate {
    /// Who it is.
    pub candidate: String,
    /// The list; none for somebody who stands alone.
    pub party: Option<String>,
    /// The candidate's own votes.
    pub votes: u64,
    /// Whether the seat stands beside what lists have by quotas: the list takes no part, or there is none. Otherwise it is
    /// one of the list's.
    pub beside_lists: bool,
}

impl Words for PersonalMandatesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        for (i, own) in self.mandates.iter().enumerate() {
            let list = own.party.as_ref().map(|party| format!(" of {party}")).unwrap_or_default();
            let seat = if own.beside_lists { "a seat beside the lists" } else { "one of the list's seats" };
            let (name, votes) = (&own.candidate, grouped(own.votes));
            write!(f, "  {name}{list} has the quota alone, with {votes} votes: {seat}.")?;
            if i == 0 { writeln!(f, "{margin}")? } else { writeln!(f)? }
        }
        Ok(())
    }
}

/// Candidates who stand alone take no part in what a tier with personal mandates leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AloneLeftOutStep {
    /// Those who reached the threshold.
    pub candidates: Vec<String>,
}

impl Words for AloneLeftOutStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let who = self.candidates.join(", ");
        writeln!(
            f,
            "  Who stands alone sits by votes that are a quota, and takes no part here: {who}.{margin}"
        )
    }
}

/// Seats that quotas leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeftToOtherTiersStep {
    /// How many.
    pub seats: u32,
}

pub(crate) fn left_to_others(seats: u32) -> LeftToOtherTiersStep {
    LeftToOtherTiersStep { seats }
}

impl Words for LeftToOtherTiersStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {} left to other tiers.{margin}", count(self.seats, "seat"))
    }
}
