use serde::{Deserialize, Serialize};

use super::draws::{share, spread};
use super::{Model, Scenario, ScenarioError};
use crate::procedure::Law;
use crate::procedure::recall::{Ballots, Rules, SignatureBase, Vote};
use crate::random::{logistic, logit};
use crate::simulate::{Experiment, Fingerprint, Generator, MergeError, Moments, Paired, Proportion, Summary};

/// Days of collection where a law knows no limit.
const LONGEST: u32 = 365;

/// What became of petitions under one law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Odds {
    /// Petitions with enough valid signatures in time.
    pub signed: Proportion,
    /// Petitions that ended the mandate.
    pub recalled: Proportion,
    /// Petitions that came to a vote and failed for want of turnout, of all petitions.
    pub void: Proportion,
    /// Days until the signatures were handed in, of petitions with enough.
    pub days: Moments,
    /// Whether the mandate ended (1 or 0), under this law and under the first one, on the same draws.
    pub against_first: Paired,
}

impl Summary for Odds {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.signed.merge(&other.signed)?;
        self.recalled.merge(&other.recalled)?;
        self.void.merge(&other.void)?;
        self.days.merge(&other.days)?;
        self.against_first.merge(&other.against_first)
    }
}

/// Petitions in one district under several laws: an [`Experiment`] with [`Odds`] for each law, in their order.
#[derive(Debug, Clone)]
pub struct Recalls {
    laws: Vec<Judge>,
    scenario: Scenario,
    model: Model,
    days: u32,
}

/// What one law asks in this district.
#[derive(Debug, Clone)]
struct Judge {
    needed: u64,
    /// Where the petitioners stop.
    target: u64,
    days: u32,
    vote: Option<Vote>,
}

/// What all laws see alike in one draw.
struct Mood {
    wanting: u64,
    keeping: u64,
    turnout_for: f64,
    turnout_against: f64,
    invalid: f64,
    /// How the invalid signatures fall: the chance of no more.
    luck: f64,
}

impl Recalls {
    /// Petitions under these laws.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`]: no law, no voters, or a number out of its range.
    pub fn new(laws: &[&Law<Rules>], scenario: Scenario, model: Model) -> Result<Self, ScenarioError> {
        if laws.is_empty() {
            return Err(ScenarioError::NoLaw);
        }
        scenario.check()?;
        model.check()?;
        let laws: Vec<_> = laws.iter().map(|law| Judge::new(&law.rules, &scenario, &model)).collect();
        let days = laws.iter().map(|law| law.days).max().unwrap_or(0);
        Ok(Self { laws, scenario, model, days })
    }

    fn mood(&self, generator: &mut Generator) -> Mood {
        let Self { scenario, model, .. } = self;
        let around = |middle: f64, sd: f64, z: f64| logistic(logit(middle) + sd * z);
        let discontent = around(scenario.discontent, model.discontent_sd, generator.normal());
        let voted = share(scenario.voters, scenario.turnout);
        let holders = share(voted, f64::midpoint(1.0, scenario.margin));
        let wanting = voted - holders + share(holders, discontent);
        let uniform = generator.uniform();
        Mood {
            wanting,
            keeping: voted - wanting,
            turnout_for: around(model.turnout_for, model.turnout_sd, generator.normal()),
            turnout_against: around(model.turnout_against, model.turnout_sd, generator.normal()),
            invalid: model.invalid.from + uniform * (model.invalid.to - model.invalid.from),
            luck: generator.uniform(),
        }
    }

    /// Signatures at the end of each day, as long as nobody stops.
    fn collect(&self, mood: &Mood, generator: &mut Generator, by_day: &mut Vec<u64>) {
        by_day.clear();
        let willing = share(mood.wanting, self.model.willing);
        let mut signed = 0;
        for _ in 0..self.days {
            let met = generator.binomial(willing - signed, self.model.daily);
            signed += met.min(self.model.capacity);
            by_day.push(signed);
        }
    }

    fn ballots(&self, vote: &Vote, mood: &Mood) -> Ballots {
        let voters = self.scenario.voters;
        let yes = share(mood.wanting, mood.turnout_for);
        // The holder's side knows the mood: where the other side alone misses the turnout, it stays at home.
        let alone = vote.turnout.is_some_and(|limit| i128::from(yes) < limit.border_of(voters));
        let stay = if alone { self.model.boycott } else { 0.0 };
        let no = share(mood.keeping, mood.turnout_against * (1.0 - stay));
        // Both sides voted in the election, so the sum is at most the voters.
        let participants = yes + no;
        let spoilt = |votes: u64| share(votes, self.model.invalid_ballots);
        let (yes, no) = (yes - spoilt(yes), no - spoilt(no));
        Ballots { participants, yes, no: Some(no), invalid: Some(participants - yes - no) }
    }
}

impl Judge {
    fn new(rules: &Rules, scenario: &Scenario, model: &Model) -> Self {
        let base = match rules.signatures_of {
            SignatureBase::Voters => scenario.voters,
            SignatureBase::LastVote => share(scenario.voters, scenario.turnout),
        };
        // Between 0 and all voters and one.
        let needed = u64::try_from(rules.signatures_needed().border_of(base)).unwrap_or(0);
        let target = (needed as f64 * model.reserve).ceil() as u64;
        let days = rules.collection.map_or(LONGEST, |span| span.about_days().min(LONGEST));
        Self { needed, target, days, vote: rules.vote }
    }

    /// The day on which the signatures are handed in, and the valid ones among them.
    fn signatures(&self, mood: &Mood, by_day: &[u64]) -> (usize, u64) {
        let days = by_day.get(..self.days as usize).unwrap_or(by_day);
        let stop = days.iter().position(|&signed| signed >= self.target);
        let day = stop.map_or(days.len(), |at| at + 1);
        let signed = day.checked_sub(1).and_then(|at| days.get(at)).copied().unwrap_or(0);
        // On the last day they take no more than they need.
        let signed = signed.min(self.target);
        (day, signed - spread(signed, mood.invalid, mood.luck))
    }
}

impl Experiment for Recalls {
    type Summary = Vec<Odds>;
    type Workspace = Vec<u64>;

    fn summary(&self) -> Vec<Odds> {
        vec![Odds::default(); self.laws.len()]
    }

    fn workspace(&self) -> Vec<u64> {
        Vec::with_capacity(self.days as usize)
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::default()
            .with(
                "the laws differ, in what they ask of this district",
                &format!("{:?} {}", self.laws, self.days),
            )
            .with("the scenarios differ", &format!("{:?}", self.scenario))
            .with("the models of signing differ", &format!("{:?}", self.model))
    }

    fn draw(&self, generator: &mut Generator, by_day: &mut Vec<u64>, summary: &mut Vec<Odds>) {
        let mood = self.mood(generator);
        self.collect(&mood, generator, by_day);
        let voters = self.scenario.voters;
        let votes_won = share(share(voters, self.scenario.turnout), f64::midpoint(1.0, self.scenario.margin));
        let mut first = None;
        for (law, odds) in self.laws.iter().zip(summary) {
            let (day, valid) = law.signatures(&mood, by_day);
            let signed = valid >= law.needed;
            let (mut recalled, mut void) = (signed, false);
            if let Some(vote) = law.vote.as_ref().filter(|_| signed) {
                let ballots = self.ballots(vote, &mood);
                recalled = vote.carried(voters, &ballots, Some(votes_won)).unwrap_or(false);
                void = vote
                    .turnout
                    .is_some_and(|limit| i128::from(ballots.participants) < limit.border_of(voters));
            }
            odds.signed.push(signed);
            odds.recalled.push(recalled);
            odds.void.push(void);
            if signed {
                odds.days.push(day as i64);
            }
            let first = *first.get_or_insert(recalled);
            odds.against_first.push(i64::from(recalled), i64::from(first));
        }
    }
}
