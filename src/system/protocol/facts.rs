//! What the count tells of thresholds, shares and candidates, as steps of the record.

use super::layout::count;
use super::record::Recorder;
use super::{AverageLine, QuotaLine, Step, ThresholdLine, WinnerLine};
use crate::apportion::{Divisor, Method, Quota, Quotient, largest_remainder};
use crate::system::count::witness::{At, Claimants, Fact, Witness};
use crate::system::plan::{BarKind, ListPlan, Plan, Published};
use crate::system::rules::TierRule;

impl Recorder<'_> {
    /// The step that a fact makes, and the rule that it follows from.
    pub(super) fn step(&mut self, at: At, fact: Fact<'_>) -> Option<(&'static str, Step)> {
        Some(match fact {
            Fact::Figures(figures) => {
                if figures.impossible == 0 {
                    return None;
                }
                let votes = figures.impossible;
                ("against_all", Step::AgainstAllNotOnTheBallot { votes })
            }
            Fact::Threshold { plan, bar, base, needed, votes, passes } => {
                let Some(threshold) = &plan.rule.threshold else {
                    return None;
                };
                let needed_by = |list: usize| match (bar, plan.shares.get(list)) {
                    (0, Some(share)) => share.votes_of(base, threshold.inclusive),
                    _ => needed,
                };
                let line = |(i, party, votes): (usize, String, u64)| ThresholdLine {
                    party,
                    votes,
                    passes: passes[i],
                    // Both sides are below 2^97.
                    margin: i128::from(votes) - i128::try_from(needed_by(i)).unwrap_or(i128::MAX),
                };
                let rule = match bar {
                    0 => threshold.to_string(),
                    number => way_in_words(plan, number, self.plan),
                };
                let step = Step::Threshold {
                    rule,
                    of: threshold.of,
                    base,
                    needed,
                    lists: self.ordered(plan, votes).into_iter().map(line).collect(),
                };
                ("threshold", step)
            }
            Fact::NoListPasses { waived } => ("no_list_passes", Step::NoListPasses { waived }),
            Fact::Apportioned { plan, method, seats, votes, given } => {
                ("method", self.apportioned(plan, method, seats, votes, given))
            }
            Fact::SoleQualifier { plan, rule, seats, first, seconds, votes, share } => {
                let sum = u128::from(votes[first as usize]) + u128::from(votes[seconds[0] as usize]);
                let step = Step::SoleQualifier {
                    first: self.list(plan, first as usize),
                    seconds: self.names(Claimants::Lists(plan, seconds), seconds),
                    quota: Quota::Hare.of(sum, seats),
                    factor: rule.factor.to_string(),
                    at_least: rule.at_least,
                    first_whole: share.first_whole,
                    second_reduced: share.second_reduced,
                    first_seats: share.first,
                    second_seats: share.second,
                    overshoot: share.overshoot,
                };
                ("sole_qualifier", step)
            }
            Fact::TieBroken { rule, who, winners } => {
                let winners = self.names(who, winners);
                ("ties", Step::TieBroken { rule, winners })
            }
            Fact::Turnout { cast, registered, needed } => {
                let step = Step::Turnout { cast, registered, needed };
                ("turnout", step)
            }
            Fact::District { plan, seat, votes, figures, majority } => {
                self.note(at, Fact::Figures(figures));
                let step = Step::Candidates {
                    candidates: self.candidates(plan, seat, votes.iter().enumerate()),
                    needed: majority.map(|(needed, _)| needed),
                };
                ("majority", step)
            }
            Fact::RunOff { plan, seat, entries, votes } => {
                let entries = entries.iter().map(|&i| i as usize).zip(votes);
                let candidates = self.candidates(plan, seat, entries);
                ("run_off", Step::RunOff { candidates })
            }
            Fact::RunOffToCome { plan, seat, finalists } => {
                let finalists = finalists.iter().map(|&i| self.candidate(plan, seat, i as usize));
                let finalists = finalists.collect();
                ("run_off", Step::RunOffToCome { finalists })
            }
            Fact::Published(rows) => {
                let line = |row: &Published| {
                    let winner = &self.votes.winners()[row.row];
                    let holder = match (&winner.candidate, &winner.party) {
                        (Some(candidate), Some(party)) => format!("{candidate} ({party})"),
                        (Some(name), None) | (None, Some(name)) => name.clone(),
                        (None, None) => "without a party".to_owned(),
                    };
                    WinnerLine { district: winner.district.clone(), holder, seats: row.seats }
                };
                let winners = rows.iter().map(line).collect();
                ("method", Step::WinnersGiven { winners })
            }
            Fact::Appointed { seats } => {
                let by = match &self.system.tiers[at.tier].rule {
                    TierRule::Appointed(rule) => rule.by.clone(),
                    _ => String::new(),
                };
                ("by", Step::Appointed { by, seats })
            }
            Fact::VotesNotGiven => {
                let name = self.tier(at);
                self.outcome.uncounted.push(name);
                ("method", Step::VotesNotGiven)
            }
            stage => return self.stage(stage),
        })
    }

    fn apportioned(
        &self,
        plan: &ListPlan,
        method: &Method,
        seats: u32,
        votes: &[u64],
        given: &[u32],
    ) -> Step {
        let lists = self.ordered(plan, votes);
        let lists = lists.into_iter().filter(|(_, _, votes)| *votes > 0);
        match method {
            Method::LargestRemainder(quota)
            | Method::RelativeRemainder(quota)
            | Method::QuotaThenAverages(quota) => quota_step(method, *quota, seats, votes, given, lists),
            Method::BalinskiYoung | Method::Block => Step::Method { method: method.clone(), seats },
            Method::HighestAverages(divisor) => Step::Averages {
                method: method.clone(),
                seats,
                lists: lists.map(|(i, party, votes)| average(divisor, party, votes, given[i])).collect(),
            },
        }
    }
}

/// Another way past the threshold, in words.
pub(super) fn way_in_words(list: &ListPlan, number: usize, plan: &Plan) -> String {
    let Some(threshold) = &list.rule.threshold else {
        return String::new();
    };
    let or = match list.bars.get(number) {
        Some(bar) if bar.needed => "and ",
        Some(_) if number > 0 => "or ",
        _ => "",
    };
    match list.bars.get(number).map(|bar| &bar.kind) {
        Some(BarKind::Main) => threshold.to_string(),
        Some(BarKind::Votes(share)) => format!("{or}at least {share} of {}", threshold.of),
        Some(BarKind::AnyDistrict(share)) => {
            let share = share.unwrap_or(threshold.share);
            format!("{or}at least {share} of {} in one district", threshold.of)
        }
        Some(BarKind::EveryDistrict(share)) => {
            let share = share.unwrap_or(threshold.share);
            format!("{or}at least {share} of {} in every district", threshold.of)
        }
        Some(BarKind::Seats { tier, seats }) => {
            let tier = plan.tiers.get(*tier).map_or("", |tier| &tier.name);
            format!("{or}at least {} of tier `{tier}`", count(*seats, "seat"))
        }
        Some(BarKind::VotesASeat(rule)) => {
            let tier = plan.tiers.get(rule.tier).map_or("", |tier| &tier.name);
            let regions = count(rule.regions, "region");
            format!("{or}as many votes as there are for each seat of tier `{tier}`, in {regions}")
        }
        Some(BarKind::First) => format!("{or}more votes than any other list"),
        None => String::new(),
    }
}

fn quota_step(
    method: &Method,
    quota: Quota,
    seats: u32,
    votes: &[u64],
    given: &[u32],
    lists: impl Iterator<Item = (usize, String, u64)>,
) -> Step {
    let (quota, claimed) = largest_remainder::effective_quota(votes, seats, quota);
    Step::Quota {
        method: method.clone(),
        votes: votes.iter().map(|&n| u128::from(n)).sum(),
        seats,
        quota,
        lists: lists
            .map(|(i, party, votes)| {
                let share = largest_remainder::share(votes, quota);
                QuotaLine {
                    party,
                    votes,
                    whole: share.whole,
                    remainder: share.remainder,
                    extra: u32::try_from(u128::from(given[i]).saturating_sub(share.whole)).unwrap_or(0),
                }
            })
            .collect(),
        left: u128::from(seats).saturating_sub(claimed),
    }
}

fn average(divisor: &Divisor, party: String, votes: u64, seats: u32) -> AverageLine {
    let quotient = |held| Quotient { votes, divisor: divisor.after(held) };
    AverageLine { party, votes, seats, last: seats.checked_sub(1).map(quotient), next: quotient(seats) }
}
