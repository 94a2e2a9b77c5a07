//! Quotas as laws word them: rounded, of all valid votes, with seats that go to others than the largest remainders.
//!
//! Wherever w whole quotas of a list are asked for, they are stated from both sides: V > w q and V < (w + 1) q. That settles how
//! many seats are left, and who gets these is a matter of pairs:
//!
//! | the seats that quotas leave | stated of every i with one and every j without |
//! |---|---|
//! | to the largest remainders | V_i − w_i q > V_j − w_j q |
//! | of all remainders alone, as many as there are | (s − 1) q < V < (s + 1) q of everybody with s seats, and V_i − V_j > (s_i − s_j − 1) q of every two: then s is w or w + 1, and those with one more have the larger remainders. Fewer quotas need to be exact than above |
//! | by most votes | V_i > V_j |
//! | by averages, once each | V_i / (s_i + 1) > V_j / (s_j + 1), s what quotas and remainders gave |
//! | by most votes for each seat | V_i / (t_i − 1) > V_j / t_j, t what they have in the end (j has one, i had one before) |

use std::collections::BTreeMap;

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::boxes::Boxes;
use super::claimants::{Claimant, Given};
use super::form::Form;
use super::list_tier::ListTier;
use super::price::Price;
use super::uncovered::Why;
use crate::apportion::{Method, Ratio};
use crate::system::protocol::{QuotaLine, QuotaStep};
use crate::system::{QuotaLeft, QuotaRule};

/// Who takes part with what quotas and what they leave gave.
struct Counted<'a> {
    lists: &'a [Claimant],
    /// Whole quotas, and remainders that are worth a seat as a quota is.
    whole: Vec<i128>,
    /// Seats beyond them.
    extra: Vec<i128>,
    /// The part of a quota from which a remainder is worth a seat: 1 where none is.
    full_from: (i128, i128),
}

impl Counted<'_> {
    fn numbers(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.lists.len()
    }

    /// Pairs of those with an extra seat and those without, where nobody has two; an error where somebody has.
    fn border(&self, takes_part: impl Fn(usize) -> bool) -> Result<Vec<(usize, usize)>, Why> {
        let in_it: Vec<usize> = self.numbers().filter(|&number| takes_part(number)).collect();
        let most = in_it.iter().map(|&number| self.extra[number]).max().unwrap_or(0);
        let least = in_it.iter().map(|&number| self.extra[number]).min().unwrap_or(0);
        if most - least > 1 || least < 0 {
            return Err(Why::Rule("quota, where seats go round more than once"));
        }
        let with = |extra: i128| in_it.iter().copied().filter(move |&number| self.extra[number] == extra);
        Ok(with(most).filter(|_| most > least).flat_map(|i| with(least).map(move |j| (i, j))).collect())
    }
}

impl ListTier<'_> {
    /// Seats of lists by whole quotas and what these leave.
    pub(super) fn quota(&mut self, area: &Area, step: &QuotaStep, areas: &mut Areas) -> Result<(), Why> {
        let Method::LargestRemainder(quota) = step.method else {
            return Err(Why::Method(step.method.name().into_owned()));
        };
        let rule = step.rule.unwrap_or_default();
        let own_way = rule.left == Some(QuotaLeft::MostVotesWithoutQuota);
        if step.region_seats.is_some() || rule.within.is_some() {
            return Err(Why::Rule("quota.within"));
        }
        if !step.too_small.is_empty() || step.taken_back > 0 && !own_way {
            return Err(Why::Rule("quota, where whole quotas exceed the seats"));
        }
        if rule.personal {
            return Err(Why::Rule("quota.personal"));
        }
        if rule.left == Some(QuotaLeft::OtherTiers) {
            return Err(Why::Rule("quota.left = \"other tiers\""));
        }
        let plain = rule == QuotaRule::default() && super::remainders::is_exact(quota);
        if plain || areas.is_trial(area) {
            let whole = |line: &QuotaLine| u32::try_from(line.whole).map_err(|_| Why::NumbersTooLarge);
            let lines = step.lists.iter();
            let lines = lines.map(|line| Ok(Given::of(&line.party, whole(line)?.saturating_add(line.extra))));
            return self.shared(area, (&step.method, step.seats), lines.collect::<Result<_, Why>>()?, areas);
        }
        if self.rule.linkage.is_some() || self.rule.cap.is_some() || self.rule.at_least > 0 {
            return Err(Why::Rule("quota"));
        }
        let lines: BTreeMap<usize, &QuotaLine> =
            step.lists.iter().filter_map(|line| Some((self.column(&line.party)?, line))).collect();
        let by_averages = areas.by_averages.remove(area).unwrap_or_default();
        let later = |party: &str| -> i128 {
            let lines = by_averages.iter().flat_map(|step| &step.lists);
            lines.filter(|line| line.party == party).map(|line| i128::from(line.extra)).sum()
        };
        let seats_for_each = areas.votes_a_seat.remove(area).unwrap_or_default();
        let further = |party: &str| seats_for_each.iter().filter(|own| *own == party).count();
        let claim = |line: &QuotaLine| {
            let worth = rule.full_from.is_some_and(|part| {
                let needed = step.quota.numerator.checked_mul(part.numerator().into());
                let there = line.remainder.checked_mul(part.denominator().into());
                there.zip(needed).is_some_and(|(there, needed)| there >= needed && there > 0)
            });
            line.whole + u128::from(worth)
        };
        let given = step.lists.iter().map(|line| {
            let seats = i128::try_from(line.whole).map_err(|_| Why::NumbersTooLarge)?
                + i128::from(line.extra)
                + later(&line.party)
                + further(&line.party) as i128;
            Ok(Given::of(&line.party, u32::try_from(seats).map_err(|_| Why::NumbersTooLarge)?))
        });
        let given: Vec<Given<'_>> = given.collect::<Result<_, Why>>()?;
        let ring = self.competing(area, given, areas)?;
        let (inside, boxes) = (&ring.inside, &*ring.boxes);
        self.before_sharing(area, (&ring, step.seats), areas)?;
        self.all_admitted(area, inside, &ring.outside, &ring.taking_part, areas)?;
        let part = rule.full_from.map_or((1, 1), |part| (part.numerator().into(), part.denominator().into()));
        let mut counted = Counted { lists: inside, whole: Vec::new(), extra: Vec::new(), full_from: part };
        for list in inside {
            let line = lines.get(&list.number());
            let whole = line.map_or(0, |line| claim(line));
            let whole = i128::try_from(whole).map_err(|_| Why::NumbersTooLarge)?;
            let all = line.map_or(0, |line| line.whole + u128::from(line.extra));
            counted.whole.push(whole);
            counted.extra.push(i128::try_from(all).map_err(|_| Why::NumbersTooLarge)? - whole);
        }
        let price = Price::of(quota, rule, step.seats, inside, boxes)?;
        match rule.left {
            None if rule.full_from.is_some() => Err(Why::Rule("quota.full_from")),
            None => match rule.remainders {
                None => self.all_by_remainders(area, &counted, &price, boxes),
                Some(_) => {
                    self.whole_quotas(area, &counted, &price, boxes)?;
                    self.by_remainder(area, &counted, |_| true, &price, boxes)?;
                    self.for_each_seat(area, inside, &seats_for_each, boxes)
                }
            },
            Some(QuotaLeft::MostVotes) => {
                self.whole_quotas(area, &counted, &price, boxes)?;
                self.by_most_votes(area, &counted, |_| true, boxes)
            }
            Some(QuotaLeft::RemaindersThenAverages) => {
                let ([] | [_]) = by_averages[..] else {
                    return Err(Why::Rule("quota, where seats go round more than once"));
                };
                if by_averages.iter().any(|step| !step.once) {
                    return Err(Why::Rule("quota, where seats go round more than once"));
                }
                self.whole_quotas(area, &counted, &price, boxes)?;
                let enough = self.parts_of_a_quota(area, inside, (rule, step.quota), &price, boxes)?;
                self.by_remainder(area, &counted, |number| enough[number], &price, boxes)?;
                if by_averages.is_empty() {
                    return Ok(());
                }
                let extra = inside.iter().map(|list| later(&list.name)).collect();
                self.once_by_average(area, &Counted { extra, ..counted }, inside, boxes)
            }
            Some(QuotaLeft::MostVotesWithoutQuota) => {
                self.without_a_quota(area, (rule, step.quota), counted, &price, (boxes, areas))
            }
            Some(_) => Err(Why::Rule("quota.left")),
        }
    }

    /// Each has its whole quotas and no more.
    fn whole_quotas(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        price: &Price<'_>,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        for number in counted.numbers() {
            let whole = counted.whole[number];
            self.whole_quotas_of(area, counted, (number, Some(whole), Some(whole)), price, boxes)?;
        }
        Ok(())
    }

    /// One has no fewer and no more, as far as it matters.
    fn whole_quotas_of(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        (number, least, most): (usize, Option<i128>, Option<i128>),
        price: &Price<'_>,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let name = &counted.lists[number].name;
        // Of w quotas the last may be a remainder of f: (w − 1 + f) q; and one more is from (w + f) q on.
        let (a, b) = counted.full_from;
        if let Some(least) = least.filter(|&least| least > 0) {
            let form = price.more_than(&[(number, 1)], ((least - 1) * b + a, b))?;
            let names = (Some(name.clone()), None);
            self.push(AssertionKind::WholeQuotas, area, names, InDoubt::AllShared, form, boxes)?;
        }
        if let Some(most) = most {
            let form = price.more_than(&[(number, -1)], (-(most * b + a), b))?;
            let names = (None, Some(name.clone()));
            self.push(AssertionKind::NoMoreQuotas, area, names, InDoubt::AllShared, form, boxes)?;
        }
        Ok(())
    }

    /// All seats that are left by remainders: nobody's whole quotas need to be exact.
    fn all_by_remainders(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        price: &Price<'_>,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        if counted.extra.iter().any(|&extra| extra > 1) {
            return Err(Why::Rule("quota, where seats go round more than once"));
        }
        self.rounded_remainders(area, counted.lists, price, boxes)
    }

    /// The same of claimants with their seats: they have their whole quotas or one seat more.
    pub(super) fn rounded_remainders(
        &mut self,
        area: &Area,
        lists: &[Claimant],
        price: &Price<'_>,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        for (first, list) in lists.iter().enumerate() {
            let own = i128::from(list.seats);
            // At least s − 1, for the s-th may be that of the remainder.
            let form = price.more_than(&[(first, 1)], (own - 1, 1))?;
            let name = list.name.clone();
            if own > 0 {
                let names = (Some(name.clone()), None);
                self.push(AssertionKind::WholeQuotas, area, names, InDoubt::AllShared, form, boxes)?;
            }
            let form = price.more_than(&[(first, -1)], (-(own + 1), 1))?;
            self.push(
                AssertionKind::NoMoreQuotas,
                area,
                (None, Some(name)),
                InDoubt::AllShared,
                form,
                boxes,
            )?;
            for (second, other) in lists.iter().enumerate().filter(|(second, _)| *second != first) {
                // Neither has a quota.
                if own == 0 && other.seats == 0 {
                    continue;
                }
                let quotas = own - i128::from(other.seats) - 1;
                let form = price.more_than(&[(first, 1), (second, -1)], (quotas, 1))?;
                let pair = (list, other);
                self.pair(AssertionKind::Remainder, area, pair, form, boxes)?;
            }
        }
        Ok(())
    }

    /// Who has a seat by remainder has a larger one than everybody without, of those whose remainders count.
    fn by_remainder(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        counts: impl Fn(usize) -> bool,
        price: &Price<'_>,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        self.all_have_a_vote(area, counted, &counts, boxes)?;
        for (first, second) in counted.border(counts)? {
            let quotas = counted.whole[first] - counted.whole[second];
            let form = price.more_than(&[(first, 1), (second, -1)], (quotas, 1))?;
            let pair = (&counted.lists[first], &counted.lists[second]);
            self.pair(AssertionKind::Remainder, area, pair, form, boxes)?;
        }
        Ok(())
    }

    /// Who has one of the seats that are left has more votes than everybody without.
    fn by_most_votes(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        counts: impl Fn(usize) -> bool,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        self.all_have_a_vote(area, counted, &counts, boxes)?;
        for (first, second) in counted.border(counts)? {
            let (first, second) = (&counted.lists[first], &counted.lists[second]);
            let form = Form::pair(first.number(), second.number());
            self.pair(AssertionKind::Plurality, area, (first, second), form, boxes)?;
        }
        Ok(())
    }

    /// Where everybody has one of the seats that are left, nobody may be without a vote: seats go to those with votes. Who has more of
    /// these seats has more votes, and who has whole quotas has some.
    fn all_have_a_vote(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        counts: impl Fn(usize) -> bool,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let in_it = || counted.numbers().filter(|&number| counts(number));
        let Some(least) = in_it().map(|number| counted.extra[number]).min().filter(|&least| least > 0) else {
            return Ok(());
        };
        for number in in_it().filter(|&number| counted.extra[number] == least && counted.whole[number] == 0) {
            // It has one, or it had no seat.
            self.some_votes_or_none(area, &counted.lists[number], boxes)?;
        }
        Ok(())
    }

    /// One by one to the list with most votes for each of its seats: `parties` in that order.
    fn for_each_seat(
        &mut self,
        area: &Area,
        lists: &[Claimant],
        parties: &[String],
        boxes: &Boxes,
    ) -> Result<(), Why> {
        for first in lists.iter().filter(|list| parties.contains(&list.name)) {
            for second in lists.iter().filter(|other| other.columns != first.columns && other.seats > 0) {
                let form = Form::of(vec![
                    (first.number().into(), second.seats.into()),
                    (second.number().into(), -i128::from(first.seats.saturating_sub(1))),
                ]);
                self.pair(AssertionKind::Quotient, area, (first, second), form, boxes)?;
            }
        }
        Ok(())
    }

    /// Who has the part of a quota from which a remainder counts: stated of everybody.
    fn parts_of_a_quota(
        &mut self,
        area: &Area,
        lists: &[Claimant],
        (rule, quota): (QuotaRule, Ratio),
        price: &Price<'_>,
        boxes: &Boxes,
    ) -> Result<Vec<bool>, Why> {
        let Some(part) = rule.remainders_from else { return Ok(vec![true; lists.len()]) };
        let (p, q) = (u128::from(part.numerator()), u128::from(part.denominator()));
        let mut enough = Vec::with_capacity(lists.len());
        for (number, list) in lists.iter().enumerate() {
            let votes = u128::from(boxes.votes(&list.number().into()));
            let product = |a: u128, b: u128| a.checked_mul(b).ok_or(Why::NumbersTooLarge);
            let has = product(product(votes, quota.denominator)?, q)? >= product(quota.numerator, p)?;
            let (p, q) = (i128::from(part.numerator()), i128::from(part.denominator()));
            let name = Some(list.name.clone());
            let (kind, names, form) = match has {
                true => (AssertionKind::PartOfQuota, (name, None), price.more_than(&[(number, 1)], (p, q))?),
                false => {
                    (AssertionKind::NoPartOfQuota, (None, name), price.more_than(&[(number, -1)], (-p, q))?)
                }
            };
            self.push(kind, area, names, InDoubt::AllShared, form, boxes)?;
            enough.push(has && votes > 0);
        }
        Ok(enough)
    }

    /// Seats that remainders leave, one each to the largest averages.
    fn once_by_average(
        &mut self,
        area: &Area,
        counted: &Counted<'_>,
        lists: &[Claimant],
        boxes: &Boxes,
    ) -> Result<(), Why> {
        self.all_have_a_vote(area, counted, |_| true, boxes)?;
        for (first, second) in counted.border(|_| true)? {
            let before = |number: usize| i128::from(lists[number].seats) - counted.extra[number];
            let form = Form::of(vec![
                (lists[first].number().into(), before(second) + 1),
                (lists[second].number().into(), -(before(first) + 1)),
            ]);
            self.pair(AssertionKind::Quotient, area, (&lists[first], &lists[second]), form, boxes)?;
        }
        Ok(())
    }

    /// A seat first for a share, whole quotas up to a number, and then one each by votes to those without a quota.
    fn without_a_quota(
        &mut self,
        area: &Area,
        (rule, quota): (QuotaRule, Ratio),
        mut counted: Counted<'_>,
        price: &Price<'_>,
        (boxes, areas): (&Boxes, &mut Areas),
    ) -> Result<(), Why> {
        if self.rule.bonus.is_some() || self.rule.placement.is_some() {
            return Err(Why::Rule("quota"));
        }
        let first_seats = areas.first_seats.remove(area).unwrap_or_default();
        let lists = counted.lists;
        let mut waits = Vec::with_capacity(lists.len());
        for (number, list) in lists.iter().enumerate() {
            let first = first_seats.contains(&list.name);
            if let Some(share) = rule.first_from {
                let share = (i128::from(share.numerator()), i128::from(share.denominator()));
                let form = match rule.of {
                    Some(of) => Form::share_of(share, of, list.number(), !first, boxes)?,
                    None => Form::share_of_lists(share, list.number(), !first, lists),
                };
                let name = Some(list.name.clone());
                let (kind, names) = match first {
                    true => (AssertionKind::FirstSeat, (name, None)),
                    false => (AssertionKind::NoFirstSeat, (None, name)),
                };
                self.push(kind, area, names, InDoubt::AllShared, form, boxes)?;
            }
            let whole = {
                let votes = u128::from(boxes.votes(&list.number().into()));
                let product = votes.checked_mul(quota.denominator).ok_or(Why::NumbersTooLarge)?;
                i128::try_from(product / quota.numerator.max(1)).map_err(|_| Why::NumbersTooLarge)?
            };
            let room = rule.at_most.map(|most| i128::from(most) - i128::from(first));
            let taken = room.map_or(whole, |room| whole.min(room));
            let (least, most) = (Some(taken), Some(whole).filter(|_| room.is_none_or(|room| whole < room)));
            // Where there is no room, one may have more quotas. Whether it has one at all is settled either way.
            let most = most.or(Some(0).filter(|_| whole == 0));
            self.whole_quotas_of(
                area,
                &counted,
                (number, least.map(|n| n.max(whole.min(1))), most),
                price,
                boxes,
            )?;
            counted.extra[number] =
                i128::from(self.seats_in_all(area, &list.name)) - i128::from(first) - taken;
            waits.push(whole == 0 && room.is_none_or(|room| room > 0));
        }
        self.by_most_votes(area, &counted, |number| waits[number], boxes)
    }

    /// The seats that a list has of an area.
    fn seats_in_all(&self, area: &Area, party: &str) -> u32 {
        let rows = self.outcome.seats.iter();
        let own = rows.filter(|row| {
            row.tier == self.tier.name && row.district == *area && row.party.as_deref() == Some(party)
        });
        own.map(|row| row.seats).sum()
    }
}
