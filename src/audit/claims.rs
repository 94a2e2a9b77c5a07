//! Seats by what other tiers left lists short of: a list's claim is its share of a house, less the seats that it holds.
//!
//! V are the votes of all who take part, H the house, h what is held: the claim is V_i H / V − h_i, times a factor. What is held is
//! audited in the other tiers. Rounded claims are stated from both sides, and what follows from whole numbers needs no paper. Exact
//! ones are sums of votes themselves: V_i H − h_i V, and pairs of them are those of largest remainders. Who has no claim has
//! V_i H < h_i V.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::boxes::Boxes;
use super::claimants::{Claimant, Given};
use super::claimed::Claimed;
use super::form::Form;
use super::list_tier::ListTier;
use super::remainders;
use super::uncovered::Why;
use crate::apportion::Method;
use crate::system::Linkage;
use crate::system::protocol::{ClaimsStep, QuotaStep};

impl ListTier<'_> {
    /// What each list has a claim to.
    pub(super) fn claims(&mut self, area: &Area, step: &ClaimsStep, areas: &mut Areas) -> Result<(), Why> {
        let Some(Linkage::Claims(rule)) = self.rule.linkage.clone() else {
            return Err(Why::Rule("linkage.claims"));
        };
        if self.rule.absolute_majority.is_some() || self.rule.quota.is_some() {
            return Err(Why::Rule("linkage.claims"));
        }
        let boxes = self.boxes(area, areas)?;
        let names: Vec<String> = boxes.standing().map(|(column, _)| self.name(column)).collect();
        let ring = self.competing(area, names.iter().map(|name| Given::of(name, 0)).collect(), areas)?;
        self.all_admitted(area, &ring.inside, &ring.outside, &ring.taking_part, areas)?;
        self.has_votes(area, &ring.inside, (&ring.taking_part, &boxes), areas)?;
        let held = |list: &Claimant| {
            let line = step.lists.iter().find(|line| line.party == list.name);
            i128::from(line.map_or(0, |line| line.held))
        };
        let claimed = Claimed {
            house: step.house.into(),
            held: ring.inside.iter().map(held).collect(),
            lists: ring.inside,
            rounded: rule.rounded,
        };
        let (times, by) = match rule.times {
            Some(times) => (i128::from(times.numerator()), i128::from(times.denominator())),
            None => (1, 1),
        };
        for (number, list) in claimed.lists.iter().enumerate() {
            let line = step.lists.iter().find(|line| line.party == list.name);
            let name = list.name.clone();
            if !rule.rounded {
                // Whether it has a claim at all: who holds nothing has one for any vote.
                if claimed.held[number] == 0 {
                    continue;
                }
                let has = line.is_some_and(|line| line.claim.numerator > 0);
                let form = claimed.form(&[(number, if has { 1 } else { -1 })], 0)?;
                // Nothing at all is no claim either.
                let form = Form { constant: i128::from(!has), ..form };
                self.claim(area, name, has, form, &boxes)?;
                continue;
            }
            let seats = line.and_then(|line| line.rounded).unwrap_or(0);
            let seats = i128::try_from(seats).map_err(|_| Why::NumbersTooLarge)?;
            // In halves of a seat, times 2 · by: below one it is nothing, and halves go up.
            if seats > 0 {
                let least = if seats == 1 { 2 } else { 2 * seats - 1 };
                let form = claimed.form(&[(number, 2 * times)], -least * by)?;
                self.claim(area, name.clone(), true, form, &boxes)?;
            }
            let most = if seats == 0 { 2 } else { 2 * seats + 1 };
            let form = claimed.form(&[(number, -2 * times)], most * by)?;
            self.claim(area, name, false, form, &boxes)?;
        }
        areas.claimed.insert(area.clone(), claimed);
        Ok(())
    }

    fn claim(
        &mut self,
        area: &Area,
        name: String,
        least: bool,
        form: Form,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let (kind, names) = match least {
            true => (AssertionKind::ClaimAtLeast, (Some(name), None)),
            false => (AssertionKind::ClaimAtMost, (None, Some(name))),
        };
        self.push(kind, area, names, InDoubt::AllShared, form, boxes)
    }

    /// Seats by claims.
    pub(super) fn by_claims(&mut self, area: &Area, step: &QuotaStep, areas: &mut Areas) -> Result<(), Why> {
        let claimed = areas.claimed.get(area).cloned().ok_or(Why::Rule("linkage.claims"))?;
        if claimed.rounded {
            // Whole numbers, each of which is stated.
            return Ok(());
        }
        let Method::LargestRemainder(quota) = step.method else {
            return Err(Why::Method(step.method.name().into_owned()));
        };
        // Rounded to a whole number, a quota of claims is none of votes.
        if !remainders::is_exact(quota) || remainders::is_whole(quota) || step.taken_back > 0 {
            return Err(Why::QuotaNotAudited(step.method.name().into_owned()));
        }
        let boxes = self.boxes(area, areas)?;
        let (mut lists, mut with_a_claim) = (Vec::new(), Vec::new());
        for (number, list) in claimed.lists.iter().enumerate() {
            let line = step.lists.iter().find(|line| line.party == list.name);
            if line.is_none() && claimed.held[number] > 0 {
                continue;
            }
            let whole = u32::try_from(line.map_or(0, |line| line.whole)).map_err(|_| Why::NumbersTooLarge)?;
            let seats = whole.saturating_add(line.map_or(0, |line| line.extra));
            // Numbered by their place here, and not by their column.
            lists.push(Claimant::list(&list.name, number, seats));
            with_a_claim.push(list);
        }
        if let [only] = with_a_claim[..] {
            // With nobody beside it one vote is enough.
            self.some_votes_or_none(area, only, &boxes)?;
        }
        for first in 0..lists.len() {
            for second in (0..lists.len()).filter(|&second| second != first) {
                let Some(pair) = remainders::pair(quota, step.seats, &lists, (first, second))? else {
                    continue;
                };
                let claims: Vec<(usize, i128)> =
                    pair.named.iter().map(|(column, a)| (column.number, *a)).collect();
                let form = claimed.form(&claims, 0)?;
                let pair = (&lists[first], &lists[second]);
                self.pair(AssertionKind::Remainder, area, pair, form, &boxes)?;
            }
        }
        Ok(())
    }
}
