//! The sample that confirms a house: every place draws its own papers, as many as its hardest assertion needs.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use sailau_audit::{Bet, RiskLimit, SampleSize};
use serde::Serialize;

use super::assertion::{AssertionKind, InDoubt};
use super::place::Place;
use super::{Assertion, Assertions, Uncovered};
use crate::text::grouped;

/// The papers that confirm a house. As JSON its field names are stable:
///
/// ```json
/// {"risk":"5%","sample":1497,"papers":6366441,
///  "decided_by":{"kind":"above","tier":"list","winner":"OSDP","margin":12735.95,"exact":"254719/20","sample":1497},
///  "places":[{"contest":"list","district":null,"papers":6366441,"sample":1497,"all_papers":false}],
///  "assertions":[{"kind":"above"}],"uncovered":[{"tier":"single","district":null,"why":"its winners are given"}]}
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Sample<'a> {
    /// The greatest chance that a wrong house is confirmed.
    pub risk: RiskLimit,
    /// Papers to look at in all places together: those of a comparison audit, drawn with replacement, if nothing was misread.
    pub sample: u64,
    /// Papers in all places together; a paper of which two places speak, such as a district and the country, counts twice.
    pub papers: u64,
    /// The assertion that asks for the most.
    pub decided_by: Option<AssertionSample<'a>>,
    /// Each place, the most papers first.
    pub places: Vec<PlaceSample<'a>>,
    /// Each assertion, in the order of the tiers.
    pub assertions: Vec<AssertionSample<'a>>,
    /// What no assertion speaks of.
    pub uncovered: &'a [Uncovered],
}

/// The papers that are looked at in one place: enough for each assertion, which are all tested on the same papers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlaceSample<'a> {
    /// Where they lie.
    #[serde(flatten)]
    pub place: &'a Place,
    /// All papers there.
    pub papers: u64,
    /// How many are drawn.
    pub sample: u64,
    /// Whether these are all.
    pub all_papers: bool,
    /// The place of the assertion that asks for so many, among all.
    pub hardest: usize,
}

/// The papers that one assertion needs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AssertionSample<'a> {
    /// What is stated.
    pub kind: AssertionKind,
    /// The tier whose seats hang on it.
    pub tier: &'a str,
    /// The district whose seats hang on it; none where it is the whole tier.
    pub district: Option<&'a str>,
    /// Of whom something is said; of a pair the one that comes out ahead.
    pub winner: Option<&'a str>,
    /// The other of a pair, or who is kept out.
    pub loser: Option<&'a str>,
    /// How many papers must be misread to make it false, each in the worst way.
    pub margin: f64,
    /// The same as a fraction.
    #[serde(serialize_with = "as_fraction")]
    pub exact: sailau_audit::Margin,
    /// Papers at its place.
    pub papers: u64,
    /// The mean of its assorter over them.
    pub mean: f64,
    /// The largest value of its assorter.
    pub upper: f64,
    /// What a paper without error counts in a comparison audit.
    pub noerror: f64,
    /// How many papers it needs.
    pub sample: u64,
    /// Why these are all; none where a sample is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_papers: Option<sailau_audit::WhyAll>,
    /// The seats that are in doubt when it is not confirmed.
    pub in_doubt: &'a InDoubt,
    #[serde(skip)]
    assertion: &'a Assertion,
}

fn as_fraction<S: serde::Serializer>(margin: &sailau_audit::Margin, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(margin)
}

impl<'a> AssertionSample<'a> {
    fn of(assertion: &'a Assertion, bet: Bet, risk: RiskLimit) -> Self {
        let margin = assertion.margin;
        let size = margin.sample_by(bet, risk);
        Self {
            kind: assertion.kind,
            tier: &assertion.tier,
            district: assertion.district.as_deref(),
            winner: assertion.winner.as_deref(),
            loser: assertion.loser.as_deref(),
            margin: margin.to_f64(),
            exact: margin,
            papers: margin.population(),
            mean: assertion.mean(),
            upper: assertion.upper(),
            noerror: margin.no_error(),
            sample: size.of(margin.population()),
            all_papers: match size {
                SampleSize::All(why) => Some(why),
                SampleSize::Papers(_) => None,
            },
            in_doubt: &assertion.in_doubt,
            assertion,
        }
    }

    /// The hardest comes first; of several that need all papers, the one that is nearest to being false.
    fn hardness(&self) -> (u64, Reverse<u64>) {
        (self.sample, Reverse(self.exact.whole()))
    }
}

impl<'a> Sample<'a> {
    /// The papers that these assertions need at this risk limit. [`Bet::HIGHEST`] is the test that needs the fewest, and that a
    /// single paper misread in the worst way sends to a full count.
    #[must_use]
    pub fn of(found: &'a Assertions, bet: Bet, risk: RiskLimit) -> Self {
        let assertions: Vec<_> =
            found.all.iter().map(|assertion| AssertionSample::of(assertion, bet, risk)).collect();
        let mut hardest: BTreeMap<&Place, usize> = BTreeMap::new();
        for (number, own) in assertions.iter().enumerate() {
            let place = hardest.entry(&own.assertion.place).or_insert(number);
            if own.hardness() > assertions[*place].hardness() {
                *place = number;
            }
        }
        let mut places: Vec<PlaceSample<'_>> = hardest
            .into_iter()
            .map(|(place, hardest)| {
                let AssertionSample { papers, sample, all_papers, .. } = assertions[hardest];
                PlaceSample { place, papers, sample, all_papers: all_papers.is_some(), hardest }
            })
            .collect();
        places.sort_by_key(|place| Reverse(assertions[place.hardest].hardness()));
        let sum = |of: fn(&PlaceSample<'_>) -> u64| places.iter().map(of).fold(0, u64::saturating_add);
        Self {
            risk,
            sample: sum(|place| place.sample),
            papers: sum(|place| place.papers),
            decided_by: places.first().map(|place| assertions[place.hardest]),
            places,
            assertions,
            uncovered: &found.uncovered,
        }
    }

    /// In words, with every assertion and not only the hardest of each place.
    #[must_use]
    pub fn with_all_assertions(&self) -> String {
        let mut numbers: Vec<usize> = (0..self.assertions.len()).collect();
        numbers.sort_by_key(|&number| Reverse(self.assertions[number].hardness()));
        format!("{}{}", self.head(), self.lines("What must be true, hardest first:", &numbers))
    }

    fn head(&self) -> String {
        let mut text = String::new();
        if !self.places.is_empty() {
            let what = if self.uncovered.is_empty() { "the house" } else { "what is audited" };
            text += &format!(
                "{} of {} papers confirm {what} at a risk limit of {}, if each says what was reported of it.\n",
                grouped(self.sample),
                grouped(self.papers),
                self.risk
            );
        }
        for Uncovered { tier, district, why } in self.uncovered {
            let at = district.as_ref().map(|district| format!(", {district}")).unwrap_or_default();
            text += &format!("Not audited: {tier}{at}: {why}.\n");
        }
        text
    }

    fn lines(&self, title: &str, numbers: &[usize]) -> String {
        let mut text = if numbers.is_empty() { String::new() } else { format!("\n{title}\n") };
        for &number in numbers {
            let own = &self.assertions[number];
            let look = match own.all_papers {
                None => format!("{} to look at", grouped(own.sample)),
                Some(why) => format!("all papers: {why}"),
            };
            text += &format!(
                "  {}: {}, by {:.2} of {} papers: {look}\n",
                own.assertion.place,
                own.assertion,
                own.margin,
                grouped(own.papers)
            );
        }
        text
    }
}

/// What is stated, as of its [`Assertion`].
impl Display for AssertionSample<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.assertion.fmt(f)
    }
}

/// The sample, what decides it in each place, and what is not audited.
impl Display for Sample<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let numbers: Vec<usize> = self.places.iter().map(|place| place.hardest).collect();
        write!(f, "{}{}", self.head(), self.lines("What decides, place by place:", &numbers))
    }
}
