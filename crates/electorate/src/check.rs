//! Everything that can be wrong with an electorate, looked for once.

use std::collections::HashSet;

use super::swing::{Swing, cholesky};
use super::{Anomalies, Electorate, ElectorateError, Rate, SingleContest, Spatial, Stuffing, TurnoutSpread};
use crate::range;
use crate::text::UnknownName;
// A name as an error shows it: in one line.
use crate::text::one_line as shown;

/// Voters on all rolls: whole numbers up to here are exact in an `f64`.
pub(super) const MOST_VOTERS: u64 = 1 << 53;
/// Parties by districts, and candidates: what takes memory.
const MOST_CELLS: u64 = 1 << 24;
/// Polling stations of one electorate.
const MOST_STATIONS: u64 = 1 << 24;

/// A standard deviation of logarithms: larger ones would leave the range of floats in a draw.
pub(super) const LOG_SD: (f64, f64, &str) = (0.0, 10.0, "a standard deviation of logarithms, from 0 to 10");
pub(super) const SHARE: (f64, f64, &str) = (0.0, 1.0, "a share, from 0 to 1");
const FACTOR: (f64, f64, &str) = (-20.0, 20.0, "the logarithm of a factor, from -20 to 20");
const SUPPORT: (f64, f64, &str) = (1e-9, 1e9, "0, or a share from 10^-9 to 10^9");

/// People who are counted and not drawn: whole numbers that a file of TOML holds, and an `f64` exactly.
const PEOPLE: (f64, f64, &str) = (0.0, MOST_VOTERS as f64, "a number of people, at most 2^53");

type Checked = Result<(), ElectorateError>;

/// The names that others may refer to.
struct Names<'a> {
    parties: HashSet<&'a str>,
    districts: HashSet<&'a str>,
    regions: HashSet<&'a str>,
}

impl Electorate {
    /// Looks for everything that [`compile`](Self::compile) would refuse, save districts in which nobody stands and
    /// what the votes refuse.
    pub(super) fn check(&self) -> Result<(), ElectorateError> {
        for (what, missing) in [
            ("party", self.parties.is_empty()),
            ("district", self.districts.is_empty()),
            ("contest (list or single)", self.lists.is_empty() && self.singles.is_empty()),
        ] {
            if missing {
                return Err(ElectorateError::Missing(what));
            }
        }
        let contests = self.lists.iter().map(|list| &list.name);
        let contests = unique("contest", contests.chain(self.singles.iter().map(|single| &single.name)))?;
        let names = Names {
            parties: unique("party", self.parties.iter().map(|party| &party.name))?,
            districts: unique("district", self.districts.iter().map(|district| &district.name))?,
            regions: self.districts.iter().filter_map(|district| district.region.as_deref()).collect(),
        };
        let populations =
            self.districts.iter().map(|district| ("district", &district.name, district.population));
        let populations =
            populations.chain(self.regions.iter().map(|region| ("region", &region.name, region.population)));
        for (what, name, population) in populations {
            let of = || format!("{what} `{}`", shown(name));
            population.map_or(Ok(()), |people| within(&of(), "population", people as f64, PEOPLE))?;
        }
        let mut regions = self.districts.iter().filter_map(|district| district.region.as_deref());
        regions.try_for_each(|region| name("region", region))?;
        unique("region", self.regions.iter().map(|region| &region.name))?;
        if let Some(both) = self.regions.iter().find(|region| names.districts.contains(&*region.name)) {
            return Err(ElectorateError::Repeated {
                what: "as district and as region,",
                name: shown(&both.name),
            });
        }
        let voters = self.districts.iter().map(|district| u128::from(district.registered)).sum();
        at_most("voters on the rolls", voters, MOST_VOTERS)?;
        let cells = self.parties.len() as u128 * (self.districts.len() as u128 + 1);
        at_most("shares of parties in districts", cells, MOST_CELLS)?;
        self.check_parties(&names)?;
        self.check_turnout(&names)?;
        self.check_swing(&names)?;
        if let Some(bar) = &self.bar {
            within("bar", "members", bar.members as f64, PEOPLE)?;
            within("bar", "in_each_region", bar.in_each_region as f64, PEOPLE)?;
            within("bar", "abstain", bar.abstain, SHARE)?;
        }
        for list in &self.lists {
            let of = format!("contest `{}`", shown(&list.name));
            rate(&of, "invalid", &list.invalid, &names)?;
            rate(&of, "against_all", &list.against_all, &names)?;
            rate(&of, "others", &list.others, &names)?;
        }
        self.singles.iter().try_for_each(|single| self.check_single(single, &names))?;
        for ranked in &self.ranked {
            ranked.check(self, &names.parties, &contests)?;
        }
        let ranked = self.ranked.iter().map(|ranked| &ranked.name);
        unique(
            "contest",
            self.lists
                .iter()
                .map(|list| &list.name)
                .chain(self.singles.iter().map(|single| &single.name))
                .chain(ranked),
        )?;
        self.anomalies.iter().try_for_each(|anomalies| self.check_anomalies(anomalies, &names))
    }

    fn check_parties(&self, names: &Names) -> Checked {
        for party in &self.parties {
            let of = format!("party `{}`", shown(&party.name));
            support(&of, "share", party.share)?;
            for (region, &share) in &party.regions {
                known(&of, "region", region, &names.regions)?;
                support(&format!("{of}, region `{}`", shown(region)), "regions", share)?;
            }
            for (district, &share) in &party.districts {
                known(&of, "district", district, &names.districts)?;
                support(&format!("{of}, district `{}`", shown(district)), "districts", share)?;
            }
            within(&of, "volatility", party.volatility, (0.0, 100.0, "a factor, from 0 to 100"))?;
            if let Some(prospect) = &party.entry {
                let members = (f64::MIN_POSITIVE, 1e15, "a number of members, above 0 and at most 10^15");
                within(&of, "entry.median", prospect.median, members)?;
                within(&of, "entry.sd", prospect.sd, LOG_SD)?;
                within(&of, "entry.spread", prospect.spread, LOG_SD)?;
                if self.bar.is_none() {
                    let problem =
                        "it has an `entry`, but the electorate no `bar`; give the members that a party needs";
                    return Err(ElectorateError::Contradiction { of, problem });
                }
            }
        }
        Ok(())
    }

    fn check_turnout(&self, names: &Names) -> Checked {
        let turnout = &self.turnout;
        within("turnout", "mean", turnout.mean, SHARE)?;
        for (region, &mean) in &turnout.regions {
            known("turnout", "region", region, &names.regions)?;
            within(&format!("turnout of region `{}`", shown(region)), "regions", mean, SHARE)?;
        }
        for district in &self.districts {
            if let Some(mean) = district.turnout {
                within(&format!("district `{}`", shown(&district.name)), "turnout", mean, SHARE)?;
            }
        }
        within("turnout", "nation", turnout.nation, LOG_SD)?;
        within("turnout", "region", turnout.region, LOG_SD)?;
        match turnout.district {
            TurnoutSpread::Logit(sd) => within("turnout", "district.logit", sd, LOG_SD)?,
            TurnoutSpread::Beta(concentration) => {
                within("turnout", "district.beta", concentration, CONCENTRATION)?;
            }
        }
        let Some(with) = &turnout.with_support else { return Ok(()) };
        known("turnout", "party", &with.party, &names.parties)?;
        within("turnout", "with_support.correlation", with.correlation, BETWEEN)?;
        match self.swing {
            Swing::LogisticNormal(_) | Swing::Uniform(_) | Swing::Proportional(_) => Ok(()),
            Swing::None | Swing::Dirichlet(_) | Swing::Spatial(_) => Err(ElectorateError::Contradiction {
                of: "turnout, `with_support`".to_owned(),
                problem: "it needs a swing with normal deviations: logistic-normal, uniform or proportional",
            }),
        }
    }

    fn check_swing(&self, names: &Names) -> Checked {
        let volatility = self.parties.iter().fold(0.0f64, |most, party| most.max(party.volatility));
        let levels = |[nation, region, district]: [f64; 3], correlation: f64| -> Checked {
            for (field, sd) in [("nation", nation), ("region", region), ("district", district)] {
                within("swing", field, sd, LOG_SD)?;
                let most = "at most 20 when multiplied by the largest volatility";
                within("swing", field, sd * volatility, (0.0, 20.0, most))?;
            }
            let allowed = "a correlation, 0 or more and below 1";
            within("swing", "correlation", correlation, (0.0, 1.0 - f64::EPSILON, allowed))
        };
        match &self.swing {
            Swing::None => Ok(()),
            Swing::LogisticNormal(swing) => {
                levels([swing.nation, swing.region, swing.district], swing.correlation)
            }
            Swing::Uniform(swing) | Swing::Proportional(swing) => {
                levels([swing.nation, swing.region, swing.district], swing.correlation)
            }
            Swing::Dirichlet(swing) => {
                for (field, k) in [("nation", swing.nation), ("district", swing.district)] {
                    k.map_or(Ok(()), |k| within("swing", field, k, CONCENTRATION))?;
                }
                Ok(())
            }
            Swing::Spatial(spatial) => self.check_spatial(spatial, names, volatility),
        }
    }

    fn check_spatial(&self, spatial: &Spatial, names: &Names, volatility: f64) -> Checked {
        let dimensions = spatial.parties.values().next().map_or(0, Vec::len);
        let allowed = "of one to three dimensions, the same number everywhere";
        within("swing", "parties", dimensions as f64, (1.0, 3.0, allowed))?;
        let place = |of: String, field: &'static str, at: &[f64]| -> Checked {
            within(&of, field, at.len() as f64, (dimensions as f64, dimensions as f64, allowed))?;
            at.iter()
                .try_for_each(|&x| within(&of, field, x, (-1e3, 1e3, "a coordinate, from -1000 to 1000")))
        };
        for (party, at) in &spatial.parties {
            known("swing", "party", party, &names.parties)?;
            place(format!("swing, party `{}`", shown(party)), "parties", at)?;
        }
        for party in &self.parties {
            if !spatial.parties.contains_key(&party.name) {
                let problem = "it has no position; add it to the swing's `parties`";
                return Err(ElectorateError::Contradiction {
                    of: format!("party `{}`", shown(&party.name)),
                    problem,
                });
            }
        }
        for (district, at) in &spatial.districts {
            known("swing", "district", district, &names.districts)?;
            place(format!("swing, district `{}`", shown(district)), "districts", at)?;
        }
        if !spatial.covariance.is_empty() {
            let rows = spatial.covariance.len() as f64;
            within("swing", "covariance", rows, (dimensions as f64, dimensions as f64, allowed))?;
            spatial.covariance.iter().try_for_each(|row| place("swing".to_owned(), "covariance", row))?;
            if cholesky(&spatial.covariance).is_none() {
                return Err(ElectorateError::Contradiction {
                    of: "swing, `covariance`".to_owned(),
                    problem: "it is no covariance matrix; make it symmetric, and no correlation beyond 1",
                });
            }
        }
        within("swing", "b", spatial.b, (0.0, 1e3, "0 or more, and at most 1000"))?;
        for (field, sd) in [("nation", spatial.nation), ("district", spatial.district)] {
            within("swing", field, sd, (0.0, 1e3, "a standard deviation, from 0 to 1000"))?;
        }
        within("swing", "valence", spatial.valence, LOG_SD)?;
        let most = "at most 20 when multiplied by the largest volatility";
        within("swing", "valence", spatial.valence * volatility, (0.0, 20.0, most))?;
        within("swing", "nodes", f64::from(spatial.nodes), (3.0, 32.0, "from 3 to 32"))
    }

    fn check_single(&self, single: &SingleContest, names: &Names) -> Checked {
        let contest = format!("contest `{}`", shown(&single.name));
        for (party, &split) in &single.split {
            known(&contest, "party", party, &names.parties)?;
            within(&format!("{contest}, party `{}`", shown(party)), "split", split, FACTOR)?;
        }
        within(&contest, "personal", single.personal, LOG_SD)?;
        rate(&contest, "desertion", &single.desertion, names)?;
        rate(&contest, "invalid", &single.invalid, names)?;
        rate(&contest, "against_all", &single.against_all, names)?;
        rate(&contest, "others", &single.others, names)?;
        let mut each = 0;
        if let Some(independents) = &single.independents {
            let number = f64::from(independents.each);
            within(&contest, "independents.each", number, (1.0, 1e3, "from 1 to 1000"))?;
            support(&contest, "independents.share", independents.share)?;
            within(&contest, "independents.personal", independents.personal, LOG_SD)?;
            each = u128::from(independents.each);
        }
        let candidates = (each + self.parties.len() as u128) * self.districts.len() as u128;
        at_most("candidates", candidates + single.candidates.len() as u128, MOST_CELLS)?;
        for district in &single.not_in {
            known(&contest, "district", district, &names.districts)?;
        }
        for candidate in &single.candidates {
            let who = candidate.name.as_deref().or(candidate.party.as_deref()).unwrap_or("");
            let of = format!("{contest}, candidate `{}`", shown(who));
            known(&of, "district", &candidate.district, &names.districts)?;
            candidate.name.as_ref().map_or(Ok(()), |given| name("candidate", given))?;
            let wrong = |problem| Err(ElectorateError::Contradiction { of: of.clone(), problem });
            match (&candidate.party, candidate.share) {
                (Some(_), Some(_)) => {
                    return wrong(
                        "a party's candidate has the party's share; remove `share`, or use `strength`",
                    );
                }
                (None, None) => return wrong("an independent needs a `share`; give one, or a party"),
                (Some(party), None) => known(&of, "party", party, &names.parties)?,
                (None, Some(share)) => support(&of, "share", share)?,
            }
            if candidate.party.is_none() && candidate.name.is_none() {
                return wrong("an independent needs a `name`");
            }
            if single.not_in.contains(&candidate.district) {
                return wrong(
                    "the ballot is not held in this district; remove the candidate, or the district from `not_in`",
                );
            }
            within(&of, "strength", candidate.strength, FACTOR)?;
            candidate.personal.map_or(Ok(()), |sd| within(&of, "personal", sd, LOG_SD))?;
        }
        Ok(())
    }

    fn check_anomalies(&self, anomalies: &Anomalies, names: &Names) -> Checked {
        let of = "anomalies";
        known(of, "party", &anomalies.party, &names.parties)?;
        within(of, "station", f64::from(anomalies.station), (1.0, 1e9, "from 1 to 10^9"))?;
        within(of, "station_sd", anomalies.station_sd, (0.0, 5.0, "a standard deviation, from 0 to 5"))?;
        within(of, "turnout_sd", anomalies.turnout_sd, LOG_SD)?;
        within(of, "share_sd", anomalies.share_sd, LOG_SD)?;
        stuffing(of, &anomalies.stuffing)?;
        for (region, of_region) in &anomalies.regions {
            known(of, "region", region, &names.regions)?;
            stuffing(&format!("anomalies, region `{}`", shown(region)), of_region)?;
        }
        let stations = self
            .districts
            .iter()
            .map(|district| u128::from(anomalies.stations(district.registered, district.stations)))
            .sum();
        at_most("polling stations", stations, MOST_STATIONS)
    }
}

/// Concentrations beyond these have no effect that a float could show, or leave one party everything.
const CONCENTRATION: (f64, f64, &str) = (1e-6, 1e12, "a concentration, from 10^-6 to 10^12");
const BETWEEN: (f64, f64, &str) =
    (-1.0 + f64::EPSILON, 1.0 - f64::EPSILON, "a correlation, above -1 and below 1");

pub(super) fn stuffing(of: &str, stuffing: &Stuffing) -> Checked {
    within(of, "incremental", stuffing.incremental, SHARE)?;
    within(of, "extreme", stuffing.extreme, SHARE)?;
    let both = "at most 1 together with `extreme`";
    within(of, "incremental", stuffing.incremental + stuffing.extreme, (0.0, 1.0, both))?;
    within(of, "alpha", stuffing.alpha, (1e-3, 1e3, "from 0.001 to 1000"))?;
    within(of, "theta", stuffing.theta, (1e-9, 1e9, "a standard deviation above 0, at most 10^9"))?;
    within(of, "extreme_sd", stuffing.extreme_sd, (0.0, 1e9, "a standard deviation, from 0 to 10^9"))
}

fn rate(of: &str, field: &'static str, rate: &Rate, names: &Names) -> Checked {
    within(of, field, rate.mean, SHARE)?;
    for (region, &mean) in &rate.regions {
        known(of, "region", region, &names.regions)?;
        within(&format!("{of}, region `{}`", shown(region)), field, mean, SHARE)?;
    }
    for (district, &mean) in &rate.districts {
        known(of, "district", district, &names.districts)?;
        within(&format!("{of}, district `{}`", shown(district)), field, mean, SHARE)?;
    }
    within(&format!("{of}, nation"), field, rate.nation, LOG_SD)?;
    within(&format!("{of}, district"), field, rate.district, LOG_SD)
}

pub(super) fn within(of: &str, field: &'static str, given: f64, range: (f64, f64, &'static str)) -> Checked {
    let (least, most, allowed) = range;
    let wrong = |given| ElectorateError::OutOfRange { of: of.to_owned(), field, given, allowed };
    range::within(given, least..=most, wrong)
}

fn support(of: &str, field: &'static str, given: f64) -> Checked {
    if given == 0.0 { Ok(()) } else { within(of, field, given, SUPPORT) }
}

pub(super) fn at_most(what: &'static str, given: u128, most: u64) -> Checked {
    if given <= u128::from(most) {
        return Ok(());
    }
    Err(ElectorateError::TooMany { what, given, most })
}

pub(super) fn known(of: &str, what: &'static str, name: &str, names: &HashSet<&str>) -> Checked {
    if names.contains(name) {
        return Ok(());
    }
    // Names of a set stand in no order.
    let mut listed: Vec<&str> = names.iter().copied().collect();
    listed.sort_unstable();
    let name = UnknownName::new(what, &shown(name), listed).into();
    Err(ElectorateError::Unknown { of: of.to_owned(), name })
}

pub(super) fn name(what: &'static str, name: &str) -> Checked {
    if !name.trim().is_empty() && !name.starts_with('@') {
        return Ok(());
    }
    Err(ElectorateError::NotAName { what, name: shown(name) })
}

fn unique<'a>(
    what: &'static str,
    names: impl Iterator<Item = &'a String>,
) -> Result<HashSet<&'a str>, ElectorateError> {
    let mut seen = HashSet::new();
    for given in names {
        name(what, given)?;
        if !seen.insert(given.as_str()) {
            return Err(ElectorateError::Repeated { what, name: shown(given) });
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use crate::Electorate;

    #[test]
    fn numbers_of_people_are_those_that_a_file_of_toml_holds() {
        let with = |bar: &str, district: &str, region: &str| {
            let text = format!(
                "{{\"name\": \"A\", {bar} \"list\": [{{}}], \"party\": [{{\"name\": \"P\", \"share\": 1}}],
                  \"region\": [{{\"name\": \"North\" {region}}}],
                  \"district\": [{{\"name\": \"Town\", \"region\": \"North\", \"registered\": 100 {district}}}]}}"
            );
            Electorate::from_json(&text)
        };
        // The last number of people that is taken is written and read back.
        let most = with("", ", \"population\": 9007199254740992", "").unwrap();
        assert_eq!(Electorate::from_toml(&most.to_toml().unwrap()).unwrap(), most);
        let people = ", \"population\": 18446744073709551615";
        for (read, place) in [
            (with("", people, ""), "district `Town`: `population`"),
            (with("", "", people), "region `North`: `population`"),
            (with("\"bar\": {\"members\": 18446744073709551615},", "", ""), "bar: `members`"),
            (
                with("\"bar\": {\"members\": 5, \"in_each_region\": 18446744073709551615},", "", ""),
                "bar: `in_each_region`",
            ),
        ] {
            let said = format!("{place} is 18446744073709552000; it is a number of people, at most 2^53");
            assert_eq!(read.unwrap_err().to_string(), said);
        }
    }
}
