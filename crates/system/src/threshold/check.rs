//! What a threshold must not contradict, and which levels it names.

use super::{Alternative, NoListPasses, Threshold, ThresholdLevel};
use crate::rules::{Among, Checked, Districts, Stage, Tier, TierRule, needs, wrong};

impl Threshold {
    /// Where something is reached by votes besides the threshold's own place.
    fn levels_elsewhere(&self) -> impl Iterator<Item = ThresholdLevel> {
        let ways = self.or.iter().filter_map(|way| match way {
            Alternative::Votes(way) => Some(way.within),
            Alternative::First(way) => Some(way.most_votes),
            Alternative::Seats(_) | Alternative::VotesASeat(_) => None,
        });
        ways.chain(self.and.iter().map(|bar| bar.within))
    }

    /// Every place where something is reached by votes.
    pub(crate) fn levels(&self) -> impl Iterator<Item = ThresholdLevel> {
        self.within.into_iter().chain(self.levels_elsewhere())
    }
}

impl Stage for Threshold {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn looks_at(&self) -> Vec<&str> {
        let seen = self.or.iter().filter_map(|way| match way {
            Alternative::Seats(bar) => Some(bar.tier.as_str()),
            Alternative::VotesASeat(bar) => Some(bar.votes_a_seat.as_str()),
            Alternative::Votes(_) | Alternative::First(_) => None,
        });
        seen.collect()
    }

    fn kinds(&self) -> Vec<&str> {
        self.kinds.keys().map(String::as_str).collect()
    }

    fn features(&self) -> Vec<&'static str> {
        let features =
            [("kinds", self.kinds.is_empty()), ("or", self.or.is_empty()), ("until", self.until.is_none())];
        features.into_iter().filter(|(_, missing)| !missing).map(|(word, _)| word).collect()
    }

    fn check(&self, Among { system, tier, rule }: Among<'_>) -> Checked {
        use ThresholdLevel::{AnyDistrict, District, EveryDistrict, Region};
        let wrong = |problem: &'static str| wrong("threshold", problem);
        match (tier.districts, self.within) {
            (Districts::Nationwide, Some(AnyDistrict | EveryDistrict)) => {}
            (Districts::Nationwide, Some(_)) => {
                return wrong("`within` has no meaning in a nationwide tier; remove it");
            }
            (Districts::Regions, None) => return wrong("say within = \"nation\" or within = \"region\""),
            (Districts::Each | Districts::Number(_), None) => {
                return wrong("say within = \"nation\" or within = \"district\"");
            }
            (Districts::Nationwide, None) | (_, Some(_)) => {}
        }
        if self.quota.is_some() {
            let known = |level: ThresholdLevel| match tier.districts {
                Districts::Regions => matches!(level, ThresholdLevel::Nation | Region),
                Districts::Nationwide | Districts::Each | Districts::Number(_) => {
                    matches!(level, ThresholdLevel::Nation | District)
                }
            };
            if !self.levels().all(known) {
                return wrong(
                    "a part of the quota is reached in the \"district\" or the \"nation\" whose seats it has",
                );
            }
            if self.until.is_some() || self.or.iter().any(|way| matches!(way, Alternative::VotesASeat(_))) {
                return wrong(
                    "of = \"quota\" does not go with `until` or `votes_a_seat`, whose shares are of votes",
                );
            }
        }
        if self.until.is_some() && !self.and.is_empty() {
            return wrong(
                "`until` does not go with `and`: whom it lets in might miss what is needed besides",
            );
        }
        if self.until.is_some() && rule.sole_qualifier.is_some() {
            return wrong("either `until` lets others in, or `sole_qualifier`; remove one of them");
        }
        let local = |level: ThresholdLevel| matches!(level, District | Region);
        if tier.districts == Districts::Nationwide && self.levels_elsewhere().any(local) {
            return wrong("a nationwide tier knows \"nation\", \"any district\" and \"every district\" only");
        }
        if tier.districts == Districts::Regions && self.levels().any(|level| level == District) {
            return wrong("in a tier of regions say within = \"region\"");
        }
        for way in &self.or {
            match way {
                Alternative::VotesASeat(way) => {
                    if tier.districts != Districts::Nationwide || way.regions == 0 {
                        return wrong(
                            "`votes_a_seat` needs a nationwide tier, and at least one of its `regions`",
                        );
                    }
                    let other = system.tier(&way.votes_a_seat).filter(|other| other.name != tier.name);
                    if other.is_some_and(|other| !has_seats_in_districts(other)) {
                        return wrong(
                            "`votes_a_seat` names a tier of lists with districts = \"each\" and their seats given",
                        );
                    }
                }
                Alternative::First(way) if matches!(way.most_votes, AnyDistrict | EveryDistrict) => {
                    return wrong("`most_votes` is in the \"nation\", a \"region\" or a \"district\"");
                }
                Alternative::First(_) | Alternative::Seats(_) | Alternative::Votes(_) => {}
            }
        }
        Ok(())
    }
}

fn has_seats_in_districts(tier: &Tier) -> bool {
    tier.districts == Districts::Each
        && tier.district_seats.is_none()
        && matches!(tier.rule, TierRule::List(_))
}

impl Stage for NoListPasses {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        if rule.threshold.is_some() {
            Ok(())
        } else {
            needs("no_list_passes", "threshold", "needs a `threshold`")
        }
    }
}
