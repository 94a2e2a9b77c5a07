//! A house in the numbers by which reforms are set beside each other.

use std::cmp::Reverse;

use serde::Serialize;

use super::Joined;
use crate::measure::{Profile, ProfileError, effective_parties, gallagher, wasted_share};
use crate::system::{ElectoralSystem, Outcome, TierRule};
use crate::votes::Votes;

/// A house that some votes gave, in the numbers by which reforms are compared.
///
/// Shares and indices are fractions of one, and of the seats that voters fill and somebody has for sure; a majority is one of
/// all seats that were counted, tied and empty ones among them. Seats that somebody else appoints are in none of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct House {
    /// Seats of the house that were counted: all, without those that are appointed and those of tiers whose votes are not
    /// there.
    pub seats: u32,
    /// Seats that are appointed.
    pub appointed: u32,
    /// Seats of tiers whose votes are not there.
    pub not_counted: u32,
    /// Seats that are counted, and that equal claims or a lack of candidates leave open.
    pub open: u32,
    /// Who has votes or seats, most seats first: the party (none for all without one), its share of the votes, its seats.
    pub parties: Vec<(Option<String>, f64, u32)>,
    /// Share of seats less share of votes, of the largest party.
    pub bonus: f64,
    /// Gallagher's index of disproportionality.
    pub gallagher: Option<f64>,
    /// The effective number of parties by votes (Laakso and Taagepera 1979).
    pub parties_in_votes: Option<f64>,
    /// The same by seats.
    pub parties_in_seats: Option<f64>,
    /// The share of the votes whose lists have no seat.
    pub lost: f64,
    /// The share of the votes of lists that met a threshold nowhere and have no seat of a list tier, those not named one by one
    /// among them; none where the rules have no threshold.
    pub below: Option<f64>,
    /// The share of the votes of lists and candidates that are not named one by one.
    pub unnamed: f64,
    /// Who has more than half of the seats.
    pub majority: Option<String>,
    /// What the rules ask for, the votes lack, and the count took as nothing.
    pub taken_as_nothing: Vec<String>,
}

impl House {
    /// The numbers of an outcome of these rules, its seats against the votes of the contest that stands for the house
    /// ([`Votes::main_contest`]). Lists that are joined are counted as one party.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]: nobody has a vote, or no seat is sure.
    pub fn of(
        votes: &Votes,
        rules: &ElectoralSystem,
        outcome: &Outcome,
        joined: &[&Joined],
    ) -> Result<Self, ProfileError> {
        let is_appointed = |name: &str| matches!(rules.tier(name), Some(tier) if matches!(tier.rule, TierRule::Appointed(_)));
        let elected: Vec<&str> =
            outcome.tiers.iter().map(String::as_str).filter(|name| !is_appointed(name)).collect();
        let profile = Profile::of_tiers(votes, votes.main_contest(), outcome, &elected)?;
        let sum = |seats: &mut dyn Iterator<Item = u32>| seats.fold(0u32, u32::saturating_add);
        let of_uncounted = outcome.unfilled.iter().filter(|row| outcome.uncounted.contains(&row.tier));
        let not_counted = sum(&mut of_uncounted.map(|row| row.seats));
        let appointed =
            sum(&mut outcome.seats.iter().filter(|row| is_appointed(&row.tier)).map(|row| row.seats));
        let seats = outcome.house_size.saturating_sub(not_counted).saturating_sub(appointed);

        let unnamed = unnamed_share(profile.parties.iter().map(|row| row.votes), profile.others);
        let below = outcome.protocol.at_thresholds().map(|(_, failed)| {
            let is_of_lists =
                |tier: &str| rules.tier(tier).is_some_and(|tier| matches!(tier.rule, TierRule::List(_)));
            let is_out = |name: &str| {
                let mut own = outcome.seats.iter().filter(|row| row.party.as_deref() == Some(name));
                failed.contains(name) && !own.any(|row| row.seats > 0 && is_of_lists(&row.tier))
            };
            let out = profile.parties.iter().filter(|row| row.party.as_deref().is_some_and(is_out));
            out.map(|row| row.vote_share).sum::<f64>() + unnamed
        });
        let mut rows: Vec<(Option<String>, u64, f64, u32)> = Vec::new();
        for row in &profile.parties {
            let party = row.party.as_ref().map(|name| {
                let whole = joined.iter().find(|whole| whole.lists.contains(name));
                whole.map_or(name, |whole| &whole.party).clone()
            });
            match rows.iter_mut().find(|known| known.0 == party) {
                Some((_, votes, share, seats)) => {
                    *votes = votes.saturating_add(row.votes);
                    *share += row.vote_share;
                    *seats = seats.saturating_add(row.seats);
                }
                None => rows.push((party, row.votes, row.vote_share, row.seats)),
            }
        }
        rows.sort_by_key(|row| (Reverse(row.3), Reverse(row.1)));
        let (all, won): (Vec<u64>, Vec<u32>) = rows.iter().map(|row| (row.1, row.3)).unzip();
        let others = profile.others;
        let parties: Vec<_> =
            rows.into_iter().map(|(party, _, share, seats)| (party, share, seats)).collect();
        // Those without a party are no party that could hold a majority.
        let largest = parties.iter().find(|row| row.0.is_some());
        let sure = f64::from(profile.seats);
        let majority = largest.filter(|row| u64::from(row.2) * 2 > u64::from(seats));
        Ok(Self {
            seats,
            appointed,
            not_counted,
            open: profile.open_seats.saturating_sub(not_counted),
            bonus: largest.map_or(0.0, |row| f64::from(row.2) / sure - row.1),
            gallagher: gallagher(&all, &won, others),
            parties_in_votes: effective_parties(&all, others),
            parties_in_seats: effective_parties(&won, 0),
            lost: wasted_share(&all, &won, others).unwrap_or(0.0),
            below,
            unnamed,
            majority: majority.and_then(|row| row.0.clone()),
            taken_as_nothing: outcome.taken_as_nothing.iter().map(ToString::to_string).collect(),
            parties,
        })
    }

    /// Seats of a party, or of those without one; 0 for a name that is not there.
    #[must_use]
    pub fn seats_of(&self, party: Option<&str>) -> u32 {
        let row = self.parties.iter().find(|row| row.0.as_deref() == party);
        row.map_or(0, |row| row.2)
    }

    /// The party with most seats, of equals the one with more votes: its name and its seats. None where only those without a
    /// party have any.
    #[must_use]
    pub fn largest(&self) -> Option<(&str, u32)> {
        self.parties.iter().filter(|row| row.2 > 0).find_map(|row| Some((row.0.as_deref()?, row.2)))
    }

    /// Seats of the party with most.
    #[must_use]
    pub fn largest_seats(&self) -> u32 {
        self.largest().map_or(0, |row| row.1)
    }

    /// Seats that somebody has for sure.
    #[must_use]
    pub fn sure(&self) -> u32 {
        self.parties.iter().fold(0, |sum, row| sum.saturating_add(row.2))
    }

    /// Seats as `52/11/8`, most first, those without a party last and with a word.
    #[must_use]
    pub fn in_short(&self) -> String {
        let named = self.parties.iter().filter(|row| row.0.is_some() && row.2 > 0);
        let seats: Vec<String> = named.map(|row| row.2.to_string()).collect();
        match self.seats_of(None) {
            0 => seats.join("/"),
            alone => format!("{} and {alone} without a party", seats.join("/")),
        }
    }
}

/// The share of these votes in all.
fn unnamed_share(named: impl Iterator<Item = u64>, others: u64) -> f64 {
    let all = named.map(u128::from).sum::<u128>() + u128::from(others);
    if all == 0 { 0.0 } else { others as f64 / all as f64 }
}
