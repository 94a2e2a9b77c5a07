//! The districts of an earlier election, moved to what polls say.

use super::electorate::{nation, places};
use super::{AGAINST_ALL, OTHERS, PollError, PollsError, Pooled};
use crate::fit::Parameter;
use crate::random::exp;
use crate::text::one_line;
use crate::{Electorate, PartySupport, Rate, Swing};

/// Rounds of scaling at most, and when shares are near enough.
const ROUNDS: usize = 2_000;
const NEAR: f64 = 1e-10;
/// What is left of a difference where no factor helps.
const FAR: f64 = 1e-4;
/// The least share that an electorate can hold.
const LEAST: f64 = 1e-9;

impl Pooled {
    /// An electorate whose parties have in the nation what the polls say, and in each district what they had there times one
    /// factor a party, scaled to a whole: a national poll moves every district by the same log ratios. Districts, rolls, turnout
    /// and candidates stay; the swing of the nation is the error of the polls, and regions and districts deviate from it as before
    /// where that was logistic-normal.
    ///
    /// Parties that the polls do not name share what the polls give to [`OTHERS`], in their own proportions. A party of the polls
    /// that did not stand has the same share everywhere.
    ///
    /// # Errors
    ///
    /// [`PollsError`] for a party that did stand, is not named, and has no others to be among; where no factors exist; and where the electorate
    /// has faults of its own.
    pub fn upon(&self, base: &Electorate, error: PollError) -> Result<Electorate, PollsError> {
        base.compile()?;
        let mut moved = base.clone();
        let counts = self.counts(base)?;
        for (name, _) in &counts {
            if !moved.parties.iter().any(|party| party.name == *name) {
                moved.parties.push(PartySupport::new(name, 1.0));
            }
        }
        let of = |party: &PartySupport| counts.iter().find(|(name, _)| *name == party.name);
        let a: Vec<(String, f64)> = moved.parties.iter().filter_map(|party| of(party).cloned()).collect();
        let places = places(&a, error);
        let target: Vec<f64> = places.iter().map(|place| exp(place.mean)).collect();
        let whole: f64 = target.iter().sum();
        let target: Vec<f64> = target.iter().map(|share| share / whole).collect();
        let rows = scaled(&moved, base.parties.len(), &target)?;
        let mean = (places.iter().map(|place| place.sd * place.sd).sum::<f64>() / places.len() as f64).sqrt();
        for (number, party) in moved.parties.iter_mut().enumerate() {
            party.share = target[number].max(LEAST);
            party.regions.clear();
            party.districts.clear();
            if moved.districts.len() > 1 {
                let own = moved.districts.iter().zip(&rows);
                let at_least = |share: f64| if share > 0.0 { share.max(LEAST) } else { 0.0 };
                party.districts =
                    own.map(|(district, row)| (district.name.clone(), at_least(row[number]))).collect();
            }
            party.volatility = places[number].sd / mean;
        }
        let (region, district) = match &base.swing {
            Swing::LogisticNormal(swing) => (swing.region, swing.district),
            _ => (0.0, 0.0),
        };
        moved.swing = nation(mean, region, district);
        moved.fit.remove(&Parameter::NationalSwing);
        for list in &mut moved.lists {
            let against = std::mem::take(&mut list.against_all);
            self.set_rates(list, error, false);
            if self.share(AGAINST_ALL).is_none() {
                list.against_all = against;
            }
            list.others = Rate::default();
        }
        moved.name = format!("{}, moved to the polls of {}", base.name, self.day);
        moved.sources.extend(self.used.iter().map(|poll| format!("{}, {}", poll.house, poll.date)));
        let mut assumptions = self.assumptions(error);
        assumptions.push(
            "A party's share moves in every district by the same factor, and is scaled to a whole; districts deviate from that as \
             at elections before, by the party's volatility."
                .to_owned(),
        );
        assumptions.append(&mut moved.assumptions);
        moved.assumptions = assumptions;
        moved.compile()?;
        Ok(moved)
    }

    /// Parameters of the Dirichlet distribution of all parties, those among the others too.
    fn counts(&self, base: &Electorate) -> Result<Vec<(String, f64)>, PollsError> {
        let named = self.answers.iter().filter(|name| Self::is_party(name));
        let mut counts: Vec<(String, f64)> = named.map(|name| (name.clone(), self.count_of(name))).collect();
        let unnamed: Vec<&PartySupport> =
            base.parties.iter().filter(|party| self.share(&party.name).is_none()).collect();
        let Some(first) = unnamed.first() else { return Ok(counts) };
        let others = self.count_of(OTHERS);
        if others == 0.0 {
            return Err(PollsError::UnknownParty {
                of: "the electorate",
                party: one_line(&first.name),
                known: format!("{}, and no {OTHERS}", self.answers.join(", ")),
            });
        }
        let sum: f64 = unnamed.iter().map(|party| party.share.max(LEAST)).sum();
        counts
            .extend(unnamed.iter().map(|party| (party.name.clone(), others * party.share.max(LEAST) / sum)));
        Ok(counts)
    }
}

/// Shares by district and party whose means by voters are the target.
fn scaled(electorate: &Electorate, old: usize, target: &[f64]) -> Result<Vec<Vec<f64>>, PollsError> {
    let base: Vec<Vec<f64>> = electorate
        .districts
        .iter()
        .map(|district| {
            let own = electorate.parties.iter().map(|party| {
                let of_region = || party.regions.get(district.region.as_ref()?);
                *party.districts.get(&district.name).or_else(of_region).unwrap_or(&party.share)
            });
            let mut row: Vec<f64> = own.collect();
            let sum: f64 = row[..old].iter().sum();
            row[..old].iter_mut().for_each(|share| *share /= sum);
            row
        })
        .collect();
    let weights: Vec<f64> = electorate
        .districts
        .iter()
        .map(|district| {
            let of_region = || electorate.turnout.regions.get(district.region.as_ref()?).copied();
            let turnout = district.turnout.or_else(of_region).unwrap_or(electorate.turnout.mean);
            // Where nobody votes a district still counts a little.
            (district.registered as f64 * turnout).max(1e-3)
        })
        .collect();
    let all: f64 = weights.iter().sum();
    let mut factors = vec![1.0f64; target.len()];
    let mut rows = base.clone();
    for round in 0.. {
        let mut national = vec![0.0; target.len()];
        for ((row, base), weight) in rows.iter_mut().zip(&base).zip(&weights) {
            row.iter_mut().zip(base).zip(&factors).for_each(|((share, base), factor)| *share = base * factor);
            let sum: f64 = row.iter().sum();
            if sum > 0.0 {
                row.iter_mut().for_each(|share| *share /= sum);
            }
            national.iter_mut().zip(&*row).for_each(|(sum, share)| *sum += share * weight / all);
        }
        let mut worst = (0.0, 0);
        for (number, (&have, &want)) in national.iter().zip(target).enumerate() {
            let off = (have - want).abs();
            if off > worst.0 {
                worst = (off, number);
            }
            if have > 0.0 {
                factors[number] = (factors[number] * want / have).clamp(1e-100, 1e100);
            }
        }
        if worst.0 < NEAR || round >= ROUNDS {
            if worst.0 > FAR {
                return Err(PollsError::OutOfReach(one_line(&electorate.parties[worst.1].name)));
            }
            break;
        }
    }
    Ok(rows)
}
