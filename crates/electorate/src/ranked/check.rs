//! What can be wrong with ranked contests.

use std::collections::{BTreeMap, HashSet};

use super::{INDEPENDENTS, Mallows, Positions, Preferences, RankedContest};
use crate::check::{SHARE, known, name, within};
use crate::text::one_line as shown;
use crate::{Electorate, ElectorateError};

type Checked = Result<(), ElectorateError>;

const WEIGHT: (f64, f64, &str) = (0.0, 1e9, "0, or a weight of at most 10^9");
const PLACE: (f64, f64, &str) = (-1e3, 1e3, "a coordinate, from -1000 to 1000");
const DIMENSIONS: &str = "of one or two dimensions, the same number everywhere";

impl RankedContest {
    pub(crate) fn check(
        &self,
        electorate: &Electorate,
        parties: &HashSet<&str>,
        contests: &HashSet<&str>,
    ) -> Checked {
        name("contest", &self.name)?;
        let of = format!("contest `{}`", shown(&self.name));
        known(&of, "contest", &self.of, contests)?;
        within(&of, "nominees", f64::from(self.nominees), (1.0, 1e3, "from 1 to 1000"))?;
        within(&of, "stop", self.stop, SHARE)?;
        let wrong = |problem| Err(ElectorateError::Contradiction { of: of.clone(), problem });
        match self.first_round() {
            Some(first) if first != self.of => {
                return wrong(
                    "a second round is of the voters of its first: name it after `of`, with ` run-off` behind",
                );
            }
            Some(_) if self.nominees > 1 => {
                return wrong("those who stand in a second round stood in the first: leave out `nominees`");
            }
            _ => {}
        }
        let has_independents = electorate.singles.iter().any(|single| {
            single.name == self.of
                && (single.independents.is_some() || single.candidates.iter().any(|own| own.party.is_none()))
        });
        let mut named = parties.clone();
        if has_independents {
            named.insert(INDEPENDENTS);
        }
        for (party, &stop) in &self.stops {
            known(&of, "party", party, &named)?;
            within(&format!("{of}, party `{}`", shown(party)), "stops", stop, SHARE)?;
        }
        if let Some(most) = self.at_most {
            within(&of, "at_most", f64::from(most), (1.0, f64::INFINITY, "1 or more"))?;
        }
        let everybody = |given: &dyn Fn(&str) -> bool, problem| {
            let mut names: Vec<&str> = named.iter().copied().collect();
            names.sort_unstable();
            match names.into_iter().find(|&name| !given(name)) {
                Some(party) => Err(ElectorateError::Contradiction {
                    of: format!("{of}, party `{}`", shown(party)),
                    problem,
                }),
                None => Ok(()),
            }
        };
        match &self.preferences {
            Preferences::PartySupport | Preferences::ImpartialCulture => Ok(()),
            Preferences::Weights(rows) => {
                check_weights(&of, rows, &named)?;
                everybody(
                    &|party| rows.contains_key(party),
                    "its voters have no weights; give a row, which may be empty where they rank nobody else",
                )
            }
            Preferences::Spatial(positions) => {
                check_positions(&of, positions, &named)?;
                everybody(
                    &|party| positions.parties.contains_key(party),
                    "it has no position; add it to the contest's `parties`",
                )
            }
            Preferences::Mallows(Mallows { reference, dispersion }) => {
                within(&of, "dispersion", *dispersion, SHARE)?;
                let mut seen = HashSet::new();
                for party in reference {
                    known(&of, "party", party, &named)?;
                    if !seen.insert(party.as_str()) {
                        let what = "in the reference, party";
                        return Err(ElectorateError::Repeated { what, name: shown(party) });
                    }
                }
                everybody(
                    &|party| seen.contains(party),
                    "it is not in the reference; add it where it belongs",
                )
            }
        }
    }
}

fn check_weights(of: &str, rows: &BTreeMap<String, BTreeMap<String, f64>>, named: &HashSet<&str>) -> Checked {
    for (first, row) in rows {
        known(of, "party", first, named)?;
        for (next, &weight) in row {
            known(&format!("{of}, voters of `{}`", shown(first)), "party", next, named)?;
            let of = format!("{of}, from `{}` to `{}`", shown(first), shown(next));
            within(&of, "weights", weight, WEIGHT)?;
        }
    }
    Ok(())
}

fn check_positions(of: &str, positions: &Positions, named: &HashSet<&str>) -> Checked {
    let dimensions = positions.parties.values().next().map_or(0, Vec::len) as f64;
    within(of, "parties", dimensions, (1.0, 2.0, DIMENSIONS))?;
    for (party, at) in &positions.parties {
        known(of, "party", party, named)?;
        let of = format!("{of}, party `{}`", shown(party));
        within(&of, "parties", at.len() as f64, (dimensions, dimensions, DIMENSIONS))?;
        at.iter().try_for_each(|&x| within(&of, "parties", x, PLACE))?;
    }
    within(of, "spread", positions.spread, (0.0, 1e3, "a standard deviation, from 0 to 1000"))
}
