//! The rules of a count as data: the words of a statute, in the order of its stages.

use serde::{Deserialize, Serialize};

use crate::election::ElectionRule;
use crate::exclusion::ExclusionRule;
use crate::meek::MeekRule;
use crate::quota::QuotaRule;
use crate::reading::ReadingRule;
use crate::runoff::Majority;
use crate::surplus::SurplusRule;
use crate::ties::TieBreak;
use crate::unsaid::is_default;

/// How ranked ballots are counted: what stands in the tier of a rules file beside its name, seats and districts.
///
/// A table that is left out is the one with all its defaults, which each field names. [`surplus`](Self::surplus) belongs to
/// `"stv"` alone, [`meek`](Self::meek) to `"meek"` and `"warren"`, [`majority`](Self::majority) to the run-offs; a table that
/// a method has no use for is an error of the count and not passed over.
///
/// ```
/// use sailau_ranked::{Ballots, RankedRule};
///
/// let scotland: RankedRule = toml::from_str(
///     r#"
///     surplus = { papers = "weighted inclusive", cut = "value", decimals = 5 }
///     ties = "latest difference"
///     "#,
/// )?;
/// let ballots = Ballots::read(4, "count,preferences\n16,1>2\n8,2\n6,3\n3,4>3\n".as_bytes())?;
/// let count = scotland.count(&ballots, 2)?;
/// assert_eq!(count.elected, [0, 1]);
/// // Quota 12: a surplus of 4 goes out at 4 ÷ 16, five decimals.
/// assert_eq!(count.stages[1].votes[1].to_string(), "12.00000");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RankedRule {
    /// By which method. A rules file has it beside the table: the other fields are that table.
    #[serde(skip)]
    pub method: RankedMethod,
    /// What the marks of a paper mean, and which papers are good.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reading: ReadingRule,
    /// How many votes elect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaRule>,
    /// How what is above the quota is passed on; when left out by the weighted inclusive way, with five decimals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surplus: Option<SurplusRule>,
    /// Who is excluded, and how their papers go on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exclusion: ExclusionRule,
    /// When a candidate is elected, and when the count stops.
    #[serde(default, skip_serializing_if = "is_default")]
    pub election: ElectionRule,
    /// How votes are shared out anew at every step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meek: Option<MeekRule>,
    /// Of a run-off: the majority that ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub majority: Option<Majority>,
    /// What decides between equal votes before a lot does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: TieBreak,
}

/// By which method ranked ballots are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RankedMethod {
    /// The single transferable vote by Gregory's way or its ancestors: papers pass from hand to hand, what is above the
    /// quota at a fraction (or, in Ireland, as whole papers).
    #[default]
    Stv,
    /// Meek's: elected candidates go on receiving and keep of everything that share which leaves them the quota (Hill,
    /// Wichmann and Woodall, Algorithm 123, Computer Journal 30, 1987; New Zealand's Local Electoral Regulations 2001,
    /// Schedule 1A).
    Meek,
    /// Warren's: as Meek's, but what an elected candidate keeps is the same amount of each ballot, not the same share
    /// (Warren, Voting matters 4, 1995).
    Warren,
    /// The lowest is excluded until somebody has a majority.
    InstantRunoff,
    /// Without a majority of first preferences all but two are excluded at once (Sri Lanka's presidents, Queensland 1892 to
    /// 1942).
    ContingentVote,
    /// The contingent vote with a first and a second preference (mayors in England, 2000 to 2022). Everybody stays who has as
    /// many first preferences as the second of the two (Local Government Act 2000, schedule 2, paragraph 3 (3)).
    SupplementaryVote,
    /// Points, for one seat or several: the first rank is worth as many as candidates stand, each that follows one fewer (Borda
    /// 1781; the members of Slovenia's Italian and Hungarian communities, National Assembly Elections Act of 1992, articles 74
    /// and 96: what a rank was worth there was not read).
    Borda,
    /// Points, for one seat or several: 1, 1/2, 1/3 … (Nauru, Electoral Act 1965, sections 26A and 26B; its Act of 2016 alike).
    Dowdall,
}

impl RankedMethod {
    /// Every method.
    pub const ALL: [Self; 8] = [
        Self::Stv,
        Self::Meek,
        Self::Warren,
        Self::InstantRunoff,
        Self::ContingentVote,
        Self::SupplementaryVote,
        Self::Borda,
        Self::Dowdall,
    ];

    /// Its word in a rules file: `instant run-off`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stv => "stv",
            Self::Meek => "meek",
            Self::Warren => "warren",
            Self::InstantRunoff => "instant run-off",
            Self::ContingentVote => "contingent vote",
            Self::SupplementaryVote => "supplementary vote",
            Self::Borda => "borda",
            Self::Dowdall => "dowdall",
        }
    }

    /// The method of this word.
    ///
    /// ```
    /// use sailau_ranked::RankedMethod;
    ///
    /// assert_eq!(RankedMethod::named("stv"), Some(RankedMethod::Stv));
    /// assert_eq!(RankedMethod::named("plurality"), None);
    /// ```
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

impl RankedRule {
    /// The same words for this method.
    #[must_use]
    pub fn by(self, method: RankedMethod) -> Self {
        Self { method, ..self }
    }

    /// The method with all its defaults.
    #[must_use]
    pub fn new(method: RankedMethod) -> Self {
        Self {
            method,
            reading: ReadingRule::default(),
            quota: None,
            surplus: None,
            exclusion: ExclusionRule::default(),
            election: ElectionRule::default(),
            meek: None,
            majority: None,
            ties: TieBreak::default(),
        }
    }
}
