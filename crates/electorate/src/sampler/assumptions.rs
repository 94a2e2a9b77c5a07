//! What an electorate takes for granted, in words.

use crate::rates::turnout_levels;
use crate::text::in_percent_briefly;
use crate::{
    Anomalies, Dirichlet, DistrictRoll, Electorate, ListContest, Rate, SingleContest, Spatial, Swing, Swings,
    TurnoutSpread, VoteRounding,
};

impl Electorate {
    /// The author's assumptions, then a sentence for each built-in choice.
    pub(super) fn all_assumptions(&self) -> Vec<String> {
        let mut all = self.assumptions.clone();
        all.extend(self.fitted().cloned());
        all.push(self.swing_in_words());
        let has_volatility = !matches!(self.swing, Swing::None | Swing::Dirichlet(_));
        let volatile = self.parties.iter().filter(|party| has_volatility && party.volatility != 1.0);
        let volatile: Vec<_> =
            volatile.map(|party| format!("{} × {}", party.name, party.volatility)).collect();
        if !volatile.is_empty() {
            all.push(format!("Standard deviations of swing by party: {}.", volatile.join(", ")));
        }
        all.push(self.turnout_in_words());
        all.push(counting(self.counting).to_owned());
        if let Some(bar) = &self.bar {
            let prospects = self.parties.iter().filter_map(|party| Some((&party.name, party.entry?)));
            let each = prospects.map(|(name, prospect)| {
                format!("{name} (median {}, sd of the logarithm {})", prospect.median, prospect.sd)
            });
            let each: Vec<_> = each.collect();
            if !each.is_empty() {
                all.push(format!(
                    "Parties that stand with at least {} members and {} in each region, their members drawn from a \
                     log-normal distribution: {}; of their voters otherwise {} stay at home.",
                    bar.members,
                    bar.in_each_region,
                    each.join(", "),
                    percent(bar.abstain),
                ));
            }
        }
        self.lists.iter().for_each(|list| all.extend(spoilt_list(list)));
        self.singles.iter().for_each(|contest| all.extend(single(contest)));
        self.ranked.iter().for_each(|contest| all.extend(contest.assumptions()));
        all.extend(self.anomalies.as_ref().map(anomalies));
        all
    }

    /// The levels that there are, with their standard deviations.
    fn levels_in_words(&self, levels: [f64; 3]) -> String {
        let [nation, region, district] = self.levels(levels);
        let is_one = self.districts.len() == 1 && levels[2] > 0.0 && district == 0.0;
        let mut words = format!("nation {nation}");
        if self.districts.iter().any(|district| district.region.is_some()) && !is_one {
            words += &format!(", region {region}");
        }
        words += &if is_one {
            " (one district: its own swing is a part of the nation's)".to_owned()
        } else {
            format!(", district {district}")
        };
        words
    }

    fn swing_in_words(&self) -> String {
        let levels = |swings: Swings| {
            let mut words = self.levels_in_words([swings.nation, swings.region, swings.district]);
            if self.parties.iter().any(|party| party.bloc.is_some()) {
                words += &format!(", correlation within blocs {}", swings.correlation);
            }
            format!("standard deviations {words}")
        };
        match &self.swing {
            Swing::None => "Support does not vary from draw to draw.".to_owned(),
            Swing::LogisticNormal(swing) => {
                let (nation, region, district) = (swing.nation, swing.region, swing.district);
                let swings = Swings { nation, region, district, correlation: swing.correlation };
                format!("Logistic-normal swing of support (Aitchison and Shen 1980): {}.", levels(swings))
            }
            Swing::Uniform(swings) => format!("Uniform swing, as shares of the vote: {}.", levels(*swings)),
            Swing::Proportional(swings) => format!("Proportional swing: {}.", levels(*swings)),
            Swing::Dirichlet(Dirichlet { nation, district }) => {
                let k = |k: &Option<f64>| k.map_or("none".to_owned(), |k| k.to_string());
                format!(
                    "Dirichlet shares with one concentration for all parties: nation {}, district {}.",
                    k(nation),
                    k(district)
                )
            }
            Swing::Spatial(Spatial { b, nation, district, valence, .. }) => format!(
                "Spatial voting in proportion to share × e^(−{b} distance²), voters normal around their district's mean \
                 (Enelow and Hinich 1984); standard deviations of the mean: {}, of valence {valence}.",
                self.levels_in_words([*nation, 0.0, *district])
            ),
        }
    }

    fn turnout_in_words(&self) -> String {
        let turnout = &self.turnout;
        let own = |district: &DistrictRoll| {
            let of_region =
                district.region.as_ref().is_some_and(|region| turnout.regions.contains_key(region));
            district.turnout.is_some() || of_region
        };
        let mut words = match self.districts.iter().filter(|district| own(district)).count() {
            0 => format!("Turnout {}", percent(turnout.mean)),
            all if all == self.districts.len() => "Turnout by region or district".to_owned(),
            _ => format!("Turnout {} where no other is given", percent(turnout.mean)),
        };
        let (spread, [nation, region, _]) = turnout_levels(self);
        match spread {
            TurnoutSpread::Logit(0.0) => {}
            TurnoutSpread::Logit(sd) => {
                words += &format!(", by district normal on the logit with standard deviation {sd}");
            }
            TurnoutSpread::Beta(k) => {
                words +=
                    &format!(", by district beta with concentration {k} (Ferrari and Cribari-Neto 2004)");
            }
        }
        if nation > 0.0 {
            words += &format!("; the logit's standard deviation in the nation {nation}");
        }
        if region > 0.0 {
            words += &format!("; between regions {region}");
        }
        if nation == 0.0 && region == 0.0 && spread == TurnoutSpread::Logit(0.0) {
            words += ", the same in every draw";
        }
        if let Some(with) = &turnout.with_support {
            words += &format!("; correlation {} with the support of {}", with.correlation, with.party);
        }
        words + ". Who votes casts every ballot."
    }
}

fn counting(counting: VoteRounding) -> &'static str {
    match counting {
        VoteRounding::Expected => {
            "Votes are the expected ones, rounded without bias by a random offset (systematic sampling, Madow 1944)."
        }
        VoteRounding::Multinomial => "Each voter decides by chance: binomial turnout, multinomial votes.",
    }
}

fn spoilt_list(list: &ListContest) -> Option<String> {
    spoilt(&list.name, [&list.invalid, &list.against_all, &list.others])
}

fn spoilt(contest: &str, rates: [&Rate; 3]) -> Option<String> {
    let names = ["spoilt ballots", "votes against all", "votes for those who are not named"];
    let given = names.into_iter().zip(rates).filter(|(_, rate)| !rate.is_zero());
    let given: Vec<String> = given.map(|(name, rate)| in_words(name, rate)).collect();
    (!given.is_empty())
        .then(|| format!("Contest {contest}: {}, each of what the one before leaves.", given.join(", ")))
}

/// `spoilt ballots 2 % (logit standard deviations 0.3 in the nation, 0.1 between districts)`.
fn in_words(name: &str, rate: &Rate) -> String {
    let mut words = format!("{name} {}", percent(rate.mean));
    if rate.nation > 0.0 || rate.district > 0.0 {
        let (nation, district) = (rate.nation, rate.district);
        words +=
            &format!(" (logit standard deviations {nation} in the nation, {district} between districts)");
    }
    words
}

fn single(contest: &SingleContest) -> Vec<String> {
    let name = &contest.name;
    let mut all = vec![format!(
        "Contest {name}: candidates have their party's local list share times a personal vote, log-normal with \
         standard deviation {}.",
        contest.personal
    )];
    if !contest.split.is_empty() {
        let splits = contest.split.iter().map(|(party, split)| format!("{party} {split:+}"));
        let splits: Vec<_> = splits.collect();
        all.push(format!("Contest {name}: split tickets, as logarithms of a factor: {}.", splits.join(", ")));
    }
    if !contest.desertion.is_zero() {
        all.push(format!(
            "Contest {name}: {} of the voters of all but the two front runners desert to these (Cox 1997); logit \
             standard deviations {} in the nation, {} between districts.",
            percent(contest.desertion.mean),
            contest.desertion.nation,
            contest.desertion.district
        ));
    }
    if let Some(independents) = &contest.independents {
        all.push(format!(
            "Contest {name}: {} independents in each district, each with {} of the parties' votes in the median, \
             log-normal with standard deviation {}.",
            independents.each,
            percent(independents.share),
            independents.personal
        ));
    }
    all.extend(spoilt(name, [&contest.invalid, &contest.against_all, &contest.others]));
    all
}

fn anomalies(anomalies: &Anomalies) -> String {
    let stuffing = &anomalies.stuffing;
    format!(
        "Ballots are stuffed for {} by the mixture of Klimek, Yegorov, Hanel and Thurner (2012): f_i {}, f_e {}, α {}, \
         θ {}{}, at stations of {} voters on average.",
        anomalies.party,
        stuffing.incremental,
        stuffing.extreme,
        stuffing.alpha,
        stuffing.theta,
        if anomalies.regions.is_empty() { "" } else { ", in some regions otherwise" },
        anomalies.station
    )
}

/// A share in per cent, without the noise of binary fractions.
fn percent(share: f64) -> String {
    in_percent_briefly(share, 4)
}
