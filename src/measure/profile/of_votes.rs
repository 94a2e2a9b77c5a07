//! Votes of a contest and seats of an outcome, as slices for the indices.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Disproportionality, Fragmentation, Leading, PartyRow, Profile, ProfileError, TwoParties, Waste};
use crate::measure::{
    Equality, SeatsVotes, cox_shugart, dhondt_index, effective_parties, efficiency_gap, entropy,
    fractionalisation, gallagher, gini, golosov, is_reversed, largest_deviation, loosemore_hanby, majority,
    mean_median, molinar, power, rae, relative_entropy, sainte_lague, seat_bonus, system_nationalisation,
    unrepresented_share, volatility, wasted_share, wasted_votes,
};
use crate::system::{Outcome, UnknownName};
use crate::votes::{Ballot, Votes};

/// Half of the five points around the votes as they were in which responsiveness is read.
const HALF_WIDTH: f64 = 0.05;

impl Profile {
    /// All seats of an outcome against the votes of a contest.
    ///
    /// Seats of holders without votes in the contest (appointed ones, winners of another contest) count as given to
    /// them for no votes.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]: no such contest, no votes, no seat that is sure.
    pub fn of(votes: &Votes, contest: &str, outcome: &Outcome) -> Result<Self, ProfileError> {
        let open = u64::from(outcome.house_size)
            .saturating_sub(outcome.seats.iter().map(|row| u64::from(row.seats)).sum());
        let seats = outcome.seats.iter().map(|row| (row.party.as_deref(), row.seats));
        Self::of_rows(votes, contest, seats, None, u32::try_from(open).unwrap_or(u32::MAX))
    }

    /// Seats as plain numbers, such as those of a table, against the votes of a contest. Seats of one name are added up; who
    /// has none need not stand there, and `None` are those without a party. `open_seats` are what a tie leaves open.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]: no such contest, no votes, no seat.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::measure::Profile;
    /// use sailau::votes::Votes;
    ///
    /// let votes = Votes::list([("Hill", 5_000), ("Dale", 3_000), ("Moor", 1_500), ("@others", 500)])?;
    /// let profile = Profile::of_seats(&votes, "list", [(Some("Hill"), 6), (Some("Dale"), 4)], 0)?;
    /// assert_eq!(format!("{:.4}", profile.disproportionality.gallagher.unwrap()), "0.1458");
    /// assert_eq!(profile.waste.wasted_votes, 2_000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_seats<'a>(
        votes: &'a Votes,
        contest: &str,
        seats: impl IntoIterator<Item = (Option<&'a str>, u32)>,
        open_seats: u32,
    ) -> Result<Self, ProfileError> {
        Self::of_rows(votes, contest, seats, None, open_seats)
    }

    /// The seats of some tiers against the votes of a contest.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]: no such contest or tier, no votes, no seat that is sure.
    pub fn of_tiers(
        votes: &Votes,
        contest: &str,
        outcome: &Outcome,
        tiers: &[&str],
    ) -> Result<Self, ProfileError> {
        tiers.iter().try_for_each(|tier| outcome.check_tier(tier))?;
        let open = open_seats(outcome).filter(|(tier, _)| tiers.contains(tier));
        let open = open.fold(0u32, |sum, (_, seats)| sum.saturating_add(seats));
        let rows = outcome.seats.iter().filter(|row| tiers.contains(&row.tier.as_str()));
        let seats = rows.map(|row| (row.party.as_deref(), row.seats));
        Self::of_rows(votes, contest, seats, Some(tiers), open)
    }

    fn of_rows<'a>(
        votes: &'a Votes,
        contest: &str,
        seats: impl IntoIterator<Item = (Option<&'a str>, u32)>,
        tiers: Option<&[&str]>,
        open_seats: u32,
    ) -> Result<Self, ProfileError> {
        let cast = Cast::of(votes, contest)?;
        let mut rows: BTreeMap<Option<&str>, (u64, u32)> = BTreeMap::new();
        for (&holder, &votes) in &cast.holders {
            rows.insert(holder, (votes, 0));
        }
        for (holder, more) in seats {
            let (_, seats) = rows.entry(holder).or_default();
            *seats = seats.saturating_add(more);
        }
        let mut rows: Vec<_> =
            rows.into_iter().map(|(party, (votes, seats))| (party, votes, seats)).collect();
        rows.sort_by_key(|&(party, votes, seats)| (Reverse(seats), Reverse(votes), party));
        let votes_of: Vec<u64> = rows.iter().map(|&(_, votes, _)| votes).collect();
        let seats_of: Vec<u32> = rows.iter().map(|&(_, _, seats)| seats).collect();
        let tiers = tiers.map(|tiers| tiers.iter().map(|&tier| tier.to_owned()).collect());
        let (v, s, others) = (votes_of.as_slice(), seats_of.as_slice(), cast.others);
        let no_seats = || ProfileError::NoSeats { tiers: Option::clone(&tiers).unwrap_or_default() };
        let no_votes = || ProfileError::NoVotes { contest: contest.to_owned() };
        let seats = s.iter().fold(0u32, |sum, &seats| sum.saturating_add(seats));
        if seats == 0 {
            return Err(no_seats());
        }
        let all_votes: u128 = v.iter().map(|&votes| u128::from(votes)).sum::<u128>() + u128::from(others);
        let parties = rows.iter().map(|&(party, votes, seats_of)| PartyRow {
            party: party.map(str::to_owned),
            votes,
            vote_share: votes as f64 / all_votes as f64,
            seats: seats_of,
            seat_share: f64::from(seats_of) / f64::from(seats),
        });
        Ok(Self {
            contest: contest.to_owned(),
            parties: parties.collect(),
            others,
            for_nobody: cast.for_nobody,
            seats,
            open_seats,
            disproportionality: Disproportionality::of(v, s, others),
            parties_in_votes: Fragmentation::of(v, others),
            parties_in_seats: Fragmentation::of(s, 0),
            waste: Waste {
                wasted_votes: wasted_votes(v, s, others).ok_or_else(no_votes)?,
                wasted_share: wasted_share(v, s, others).ok_or_else(no_votes)?,
                unrepresented_share: unrepresented_share(v, s, others, cast.for_nobody)
                    .ok_or_else(no_votes)?,
            },
            majority: Leading {
                kind: majority(v, s, others).ok_or_else(no_votes)?,
                seat_bonus: seat_bonus(v, s, others).ok_or_else(no_votes)?,
                is_reversed: is_reversed(v, s).unwrap_or(false),
            },
            thresholds: None,
            seat_product: None,
            power: power::pivotality(&members(&rows), seats.saturating_add(open_seats)).ok(),
            nationalisation: cast.nationalisation(),
            volatility: None,
            two_parties: None,
            equality: None,
            tiers,
        })
    }

    /// Adds the volatility since an earlier election, party by party: of the same name, or of the name that `renamed`
    /// gives (as it was, as it is). Those who stood without a party and those who are not named count as a party
    /// each.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]: no such contest in the earlier votes, no votes there, or a renamed party that did not stand then.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::measure::Profile;
    ///
    /// let [before, now] = [date(2021, 1, 10), date(2023, 3, 19)].map(|day| kazakhstan::election(day).unwrap());
    /// let outcome = now.law()?.count(&now.votes())?;
    /// let profile = Profile::of_tiers(&now.votes(), "list", &outcome, &["list"])?;
    /// let change = profile.since(&before.votes(), "list", &[("Nur Otan", "Amanat")])?.volatility.unwrap();
    /// // Less than a quarter of the votes; not half of that came or went with parties that stood only once.
    /// assert_eq!(format!("{:.3} {:.3}", change.total, change.entry_and_exit), "0.228 0.102");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn since(
        mut self,
        earlier: &Votes,
        contest: &str,
        renamed: &[(&str, &str)],
    ) -> Result<Self, ProfileError> {
        let before = Cast::of(earlier, contest)?;
        for (was, _) in renamed {
            if !before.holders.contains_key(&Some(*was)) {
                let known = before.holders.keys().copied().flatten();
                return Err(UnknownName::new("party", was, known).into());
            }
        }
        let now_called = |name| renamed.iter().find(|(was, _)| *was == name).map_or(name, |&(_, is)| is);
        let mut changes: BTreeMap<Option<&str>, (u64, u64)> = BTreeMap::new();
        for (holder, &votes) in &before.holders {
            // Parties that merged have one name now.
            let (then, _) = changes.entry(holder.map(now_called)).or_default();
            *then = then.saturating_add(votes);
        }
        for row in &self.parties {
            changes.entry(row.party.as_deref()).or_default().1 = row.votes;
        }
        let (mut then, mut now): (Vec<_>, Vec<_>) = changes.into_values().unzip();
        then.push(before.others);
        now.push(self.others);
        self.volatility = volatility(&then, &now);
        Ok(self)
    }

    /// Adds how single-member districts treat the two leading parties, from a contest of candidates, and how equal the
    /// districts' rolls are, where every one is known.
    ///
    /// With fewer than two parties there are no two to compare. Of parties with equally many votes the one first by
    /// name leads.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]: no such contest in the votes, or no votes there.
    pub fn with_single_members(mut self, votes: &Votes, contest: &str) -> Result<Self, ProfileError> {
        let cast = Cast::of(votes, contest)?;
        let mut leaders: Vec<_> =
            cast.holders.iter().filter_map(|(&party, &votes)| Some((party?, votes))).collect();
        leaders.sort_by_key(|&(party, votes)| (Reverse(votes), party));
        if let [(first, _), (second, _), ..] = leaders[..] {
            let (a, b) = (cast.by_district(Some(first)), cast.by_district(Some(second)));
            let curve = SeatsVotes::of(&a, &b);
            self.two_parties = Some(TwoParties {
                first: first.to_owned(),
                second: second.to_owned(),
                efficiency_gap: efficiency_gap(&a, &b),
                mean_median: mean_median(&a, &b),
                bias: curve.as_ref().map(|curve| curve.bias(0.5)),
                responsiveness: curve.and_then(|curve| curve.responsiveness(curve.votes(), HALF_WIDTH)),
            });
        }
        let totals = cast.ballots.iter().map(|ballot| &votes.tally().totals[ballot.totals()]);
        let rolls: Option<Vec<u64>> = totals.map(|totals| totals.registered).collect();
        self.equality = rolls.and_then(|rolls| Equality::of(&rolls, &vec![1; rolls.len()]));
        Ok(self)
    }
}

impl Disproportionality {
    fn of(votes: &[u64], seats: &[u32], others: u64) -> Self {
        Self {
            gallagher: gallagher(votes, seats, others),
            loosemore_hanby: loosemore_hanby(votes, seats, others),
            rae: rae(votes, seats, others),
            largest_deviation: largest_deviation(votes, seats, others),
            sainte_lague: sainte_lague(votes, seats, others),
            dhondt: dhondt_index(votes, seats, others),
            cox_shugart: cox_shugart(votes, seats, others),
            gini: gini(votes, seats, others),
            relative_entropy: relative_entropy(votes, seats, others),
        }
    }
}

impl Fragmentation {
    fn of<C: Copy + Into<u64>>(counts: &[C], others: u64) -> Self {
        Self {
            laakso_taagepera: effective_parties(counts, others),
            golosov: golosov(counts, others),
            molinar: molinar(counts, others),
            fractionalisation: fractionalisation(counts, others),
            entropy: entropy(counts, others),
        }
    }
}

/// Those who vote as one: parties, and each member who stood without.
fn members(rows: &[(Option<&str>, u64, u32)]) -> Vec<u32> {
    let of_parties = rows.iter().filter(|row| row.0.is_some() && row.2 > 0).map(|row| row.2);
    let alone = rows.iter().filter(|row| row.0.is_none()).map(|row| row.2).sum::<u32>();
    // More are refused anyway; no vector of billions is made first.
    let alone = (alone as usize).min(power::MOST_PLAYERS + 1);
    of_parties.chain(std::iter::repeat_n(1, alone)).collect()
}

/// Seats of each tier that are not sure.
fn open_seats(outcome: &Outcome) -> impl Iterator<Item = (&str, u32)> {
    let tied = outcome.ties.iter().map(|tie| (tie.tier.as_str(), tie.seats));
    tied.chain(outcome.unfilled.iter().map(|row| (row.tier.as_str(), row.seats)))
}

/// The votes of a contest.
struct Cast<'a> {
    votes: &'a Votes,
    ballots: &'a [Ballot],
    holders: BTreeMap<Option<&'a str>, u64>,
    others: u64,
    for_nobody: u64,
}

impl<'a> Cast<'a> {
    fn of(votes: &'a Votes, contest: &str) -> Result<Self, ProfileError> {
        let field = votes.field();
        let Some(found) = field.contest(contest) else {
            let known = field.contests().iter().map(|contest| contest.name.as_str());
            return Err(UnknownName::new("contest", contest, known).into());
        };
        let mut holders: BTreeMap<Option<&str>, u128> = BTreeMap::new();
        let (mut others, mut for_nobody) = (0u128, 0u128);
        for ballot in &found.ballots {
            for (entry, &cast) in ballot.entries.iter().zip(&votes.tally().votes[ballot.votes()]) {
                let party = entry.party.map(|party| field.parties()[party].name.as_str());
                *holders.entry(party).or_default() += u128::from(cast);
            }
            let totals = &votes.tally().totals[ballot.totals()];
            others += u128::from(totals.others);
            for_nobody += u128::from(totals.against_all) + u128::from(totals.invalid.unwrap_or(0));
        }
        let fits = |whose: &str, votes: u128| {
            u64::try_from(votes).map_err(|_| ProfileError::TooManyVotes { whose: whose.to_owned(), votes })
        };
        let cast = Self {
            votes,
            ballots: &found.ballots,
            others: fits("lists that are not named", others)?,
            for_nobody: fits("nobody", for_nobody)?,
            holders: holders
                .into_iter()
                .map(|(party, votes)| {
                    Ok((party, fits(party.unwrap_or("candidates without a party"), votes)?))
                })
                .collect::<Result<_, ProfileError>>()?,
        };
        if cast.others == 0 && cast.holders.values().all(|&votes| votes == 0) {
            return Err(ProfileError::NoVotes { contest: contest.to_owned() });
        }
        Ok(cast)
    }

    /// A party's votes in each district.
    fn by_district(&self, party: Option<&str>) -> Vec<u64> {
        let parties = self.votes.field().parties();
        let in_district = |ballot: &Ballot| {
            let entries = ballot.entries.iter().zip(&self.votes.tally().votes[ballot.votes()]);
            let own =
                entries.filter(|(entry, _)| entry.party.map(|number| parties[number].name.as_str()) == party);
            // Not more than the whole, which fits.
            own.map(|(_, &votes)| votes).sum()
        };
        self.ballots.iter().map(in_district).collect()
    }

    fn nationalisation(&self) -> Option<f64> {
        if self.ballots.len() < 2 {
            return None;
        }
        let parties: Vec<_> = self.holders.keys().map(|&party| self.by_district(party)).collect();
        let valid = (0..self.ballots.len()).map(|district| {
            let others = self.votes.tally().totals[self.ballots[district].totals()].others;
            parties.iter().try_fold(others, |sum, party| sum.checked_add(party[district]))
        });
        system_nationalisation(&parties, &valid.collect::<Option<Vec<_>>>()?)
    }
}
