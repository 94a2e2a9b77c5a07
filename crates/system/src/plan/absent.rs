//! Districts that the file of districts has, and the votes have not.

use std::collections::HashSet;

use super::compiler::Compiler;
use crate::district_seats::SeatsBy;
use crate::rules::{Districts, Seats, Tier, TierRule};
use crate::votes::{Contest, District};

impl Compiler<'_> {
    /// The districts of a tier, by name, whose seats are known although nobody's votes are: they stay empty, and are nobody
    /// else's.
    ///
    /// The file may have districts of other tiers, and regions: those of this tier are on the level of the districts that
    /// have votes, all of which the file has, and have no votes in a contest of other districts.
    pub(crate) fn absent_districts(&self, tier: &Tier, contest: &Contest) -> Vec<String> {
        let names = self.field.districts();
        let of = |contest: &Contest| -> HashSet<&str> {
            contest.ballots.iter().filter_map(|ballot| Some(names[ballot.district?].as_str())).collect()
        };
        let regions: HashSet<&str> =
            self.facts.values().filter_map(|known| known.region.as_deref()).collect();
        let own = of(contest);
        let (present, of_regions) = match tier.districts {
            Districts::Each => (own.clone(), own.iter().any(|name| regions.contains(name))),
            Districts::Regions => {
                let region = |name: &&str| self.facts.get(*name).and_then(|known| known.region.as_deref());
                (own.iter().filter_map(region).collect(), true)
            }
            Districts::Nationwide | Districts::Number(_) => return Vec::new(),
        };
        let fixed = tier.district_seats.iter().flat_map(|seats| seats.fixed.keys());
        let mut absent: Vec<String> =
            fixed.filter(|name| !present.contains(name.as_str())).cloned().collect();
        if present.is_empty() || present.iter().any(|name| !self.facts.contains_key(name)) {
            return absent;
        }
        let elsewhere = self.field.contests().iter().map(of).filter(|other| other.is_disjoint(&own));
        let elsewhere: HashSet<&str> = elsewhere.flatten().collect();
        // Where every district of a tier of candidates lies in a region, what lies in none is a region without districts.
        let of_candidates = matches!(tier.rule, TierRule::Candidates(_));
        let in_region = |name: &str| self.facts.get(name).is_some_and(|known| known.region.is_some());
        let in_regions = of_candidates && present.iter().all(|name| in_region(name));
        let is_known = |known: &&District| {
            let name = known.name.as_str();
            let has_seats = match (&tier.district_seats, &tier.seats) {
                (Some(seats), _) => {
                    let by_file = seats.by == SeatsBy::Population && known.population.is_some();
                    by_file && !seats.fixed.contains_key(name)
                }
                (None, Seats::FromVotesFile) => known.seats.is_some(),
                (None, Seats::Same(_)) => {
                    !matches!(&tier.rule, TierRule::List(rule) if rule.biproportional.is_some())
                }
                (None, Seats::ByDistrict(_)) => false,
            };
            has_seats
                && regions.contains(name) == of_regions
                && (!in_regions || known.region.is_some())
                && !present.contains(name)
                && !elsewhere.contains(name)
        };
        let known = self.field.district_facts().iter().filter(is_known);
        absent.extend(known.map(|known| known.name.clone()));
        absent
    }
}
