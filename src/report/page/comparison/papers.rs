//! How many ballot papers would have to be looked at to trust the seats.

use super::{Comparison, Election};
use crate::audit::sampling::{Bet, RiskLimit};
use crate::audit::{Assertions, Papers, Sample, assertions};
use crate::report::Table;
use crate::report::page::Page;
use crate::text::grouped;

/// The chance that an audit may confirm a wrong house, which most laws and all published audits of list seats have.
const RISK: &str = "5%";

impl Comparison<'_> {
    /// The sample of each of the rules, if these had been the law.
    pub(super) fn papers(&self, page: &mut Page, election: &Election) {
        let Ok(risk) = RISK.parse::<RiskLimit>() else { return };
        page.subheading("How many papers would have to be looked at");
        let mut all: Vec<(&str, Assertions)> = Vec::new();
        for (name, rules) in &self.rules {
            let votes = election.votes.clone().allow_uncounted();
            match assertions(rules, &votes, Papers::AllInTheBoxes) {
                Ok(found) => all.push((name, found)),
                Err(error) => page.text(&format!("{name}: {error}.")),
            }
        }
        page.text(&format!(
            "Ballot papers drawn by lot, which confirm the seats if each says what was reported of it: a wrong house would be \
             confirmed with a chance of {RISK} at most. The margin is the number of papers that must be misread until what decides \
             is false. Each place draws papers of its own."
        ));
        let mut samples: Vec<(&str, Sample<'_>)> =
            all.iter().map(|(name, found)| (*name, Sample::of(found, Bet::HIGHEST, risk))).collect();
        for (name, sample) in &mut samples {
            let (places, papers) = (sample.places.len(), sample.sample);
            if places > MOST {
                sample.places.truncate(MOST);
                page.text(&format!(
                    "{name}: {} papers in {places} places, of which the {MOST} with the most stand here.",
                    grouped(papers)
                ));
            }
        }
        page.table(&Table::of_audits(samples.iter().map(|(name, sample)| (*name, sample))));
    }
}

/// So many places of a house stand on the page.
const MOST: usize = 12;
