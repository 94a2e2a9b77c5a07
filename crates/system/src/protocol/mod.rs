//! The typed steps of a [`Protocol`]. Those of a stage are defined, made and put into words in the stage's own folder.

mod frame;
pub(crate) mod layout;
pub(crate) mod names;
mod open;
pub(crate) mod sharing;
pub(crate) mod words;

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use words::{Margin, Words};

pub use super::bonus::record::Lead;
pub use super::placement::record::{PlaceQuotient, Scale};
pub use super::threshold::record::Counted;
pub(crate) use names::{Claimants, Names};
pub use sharing::SharedBy;
pub(crate) use sharing::{Weighed, apportioned};

/// The record of a count: what was established, in the order in which an election commission does it.
///
/// `Display` prints it for a reader; `serde` writes each entry as an object with its `step`, and reads it back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Protocol {
    /// The entries, tier by tier.
    pub entries: Vec<Entry>,
}

impl Protocol {
    /// Lists that met a threshold somewhere, and those that met it nowhere, by name; none where no threshold was asked for.
    ///
    /// ```
    /// use sailau::{ElectoralSystem, Votes};
    ///
    /// let rules = ElectoralSystem::from_toml(
    ///     "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n\
    ///      threshold = { at_least = '10%', of = 'valid votes' }",
    /// )?;
    /// let outcome = rules.count(&Votes::list([("Hill", 95), ("Dale", 5)])?)?;
    /// let (passed, failed) = outcome.protocol.at_thresholds().expect("there is a threshold");
    /// assert!(passed.contains("Hill") && failed.contains("Dale"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at_thresholds(&self) -> Option<(BTreeSet<&str>, BTreeSet<&str>)> {
        let (mut passed, mut failed, mut any) = (BTreeSet::new(), BTreeSet::new(), false);
        for entry in &self.entries {
            if let Step::Threshold(ThresholdStep { lists, .. }) = &entry.step {
                any = true;
                for line in lists {
                    let set = if line.passes { &mut passed } else { &mut failed };
                    set.insert(line.party.as_str());
                }
            }
        }
        failed.retain(|name| !passed.contains(name));
        any.then_some((passed, failed))
    }
}

/// One entry of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// The tier; none when it is about the whole count.
    pub tier: Option<String>,
    /// The district; none when the tier is nationwide.
    pub district: Option<String>,
    /// Where the rule stands and how well it is known, where the rules say so.
    pub article: Option<String>,
    /// What was established.
    #[serde(flatten)]
    pub step: Step,
}

/// What a record is made of. One in brief has those steps alone that say what seats do not show.
pub(crate) trait Recorded: Into<Step> {
    const IN_BRIEF: bool = false;
}

/// Which of the methods shared out seats is told by the whole record.
impl Recorded for Step {}

/// The steps that there are: each with the place where it is defined, and the lines of its tables; and those that a record in
/// brief has too.
macro_rules! steps {
    ( $(
        $(#[$doc:meta])*
        $variant:ident = $($place:ident)::+ { $step:ident $(, $line:ident)* $(,)? } $([$in_brief:ident])?
    )* ) => {
        $( pub use $($place)::+::{$step $(, $line)*}; )*

        /// What an entry establishes.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "step", rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Step {
            $( $(#[$doc])* $variant($step), )*
        }

        impl Step {
            /// What it is called here, such as `DistrictSeats`.
            #[doc(hidden)]
            pub fn name(&self) -> &'static str {
                match self {
                    $( Self::$variant(_) => stringify!($variant), )*
                }
            }
        }

        $( impl From<$step> for Step {
            fn from(step: $step) -> Self {
                Self::$variant(step)
            }
        } )*

        $( impl Recorded for $step {
            $( const $in_brief: bool = true; )?
        } )*

        impl Words for Step {
            fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
                match self {
                    $( Self::$variant(step) => step.write(f, margin), )*
                }
            }
        }
    };
}

steps! {
    /// The count begins: which rules.
    Rules = frame { RulesStep } [IN_BRIEF]
    /// Something that the rules ask for and the votes do not give was taken as nothing.
    TakenAsNothing = super::what_if::record { TakenAsNothingStep }
    /// A tier begins.
    Tier = frame { TierStep } [IN_BRIEF]
    /// What the ballot boxes held.
    Ballots = frame { BallotsStep }
    /// Votes against all that are given although the ballot has no such line under these rules.
    AgainstAllNotOnTheBallot = frame { AgainstAllNotOnTheBallotStep } [IN_BRIEF]
    /// Who reached the threshold.
    Threshold = super::threshold::record { ThresholdStep, ThresholdLine } [IN_BRIEF]
    /// No list reached the threshold.
    NoListPasses = super::threshold::record { NoListPassesStep } [IN_BRIEF]
    /// One list alone passed, and the next one is admitted beside it.
    SoleQualifier = super::sole_qualifier::record { SoleQualifierStep } [IN_BRIEF]
    /// Seats by a quota and largest remainders.
    Quota = super::quota::record { QuotaStep, QuotaLine, TooSmallQuota }
    /// A seat beyond those that remainders get.
    VotesASeat = super::quota::record { VotesASeatStep }
    /// Seats by highest averages.
    Averages = sharing { AveragesStep, AverageLine }
    /// What votes alone are worth, before a rule changes it.
    Trial = sharing { TrialStep }
    /// Seats by a method that has no figures to show for each list.
    Method = sharing { MethodStep }
    /// Tie rules decided between equal claims.
    TieBroken = frame { TieBrokenStep }
    /// Equal claims that no rule decided.
    TieOpen = frame { TieOpenStep } [IN_BRIEF]
    /// The count goes on as if something open were decided.
    Supposed = open { SupposedStep }
    /// What every way gives in which something open can fall.
    EveryWay = open { EveryWayStep, RangeLine }
    /// What is open can fall in more ways than are followed.
    TooManyWays = open { TooManyWaysStep }
    /// The seats of an area's lists.
    Seats = frame { SeatsStep, SeatsLine }
    /// The candidates of a district.
    Candidates = super::candidates::record { CandidatesStep, CandidateLine }
    /// Ballots that may hold several votes.
    SeveralVotes = super::several_votes::record { SeveralVotesStep }
    /// Ranked ballots of a district, stage by stage.
    Stages = super::ranked::record { StagesStep, StageLine }
    /// Candidates are passed over because so many of their group are elected.
    PassedOver = super::candidates::record { PassedOverStep }
    /// Turnout against its minimum.
    Turnout = super::turnout::record { TurnoutStep }
    /// The second round.
    RunOff = super::candidates::record { RunOffStep }
    /// A second round has to decide.
    RunOffToCome = super::candidates::record { RunOffToComeStep }
    /// A candidate is elected.
    Elected = super::candidates::record { ElectedStep }
    /// Winners were given in place of votes; nothing was counted.
    WinnersGiven = frame { WinnersGivenStep, WinnerLine }
    /// Seats that voters do not fill.
    Appointed = frame { AppointedStep }
    /// The votes of a tier are not there.
    VotesNotGiven = frame { VotesNotGivenStep }
    /// Seats that stay empty.
    Unfilled = frame { UnfilledStep }
    /// A further way past the threshold.
    Alternative = super::threshold::record { AlternativeStep, AlternativeLine, RegionLine }
    /// Too few reached the threshold, and the next lists by votes came in.
    Until = super::threshold::record { UntilStep, CameInLine }
    /// The districts' seats were apportioned.
    DistrictSeats = super::district_seats::record { DistrictSeatsStep, DistrictLine }
    /// Votes of some lists weigh more.
    Weighted = super::weight::record { WeightedStep }
    /// Lists of a kind have the seats that they are sure of.
    Guaranteed = super::guaranteed::record { GuaranteedStep }
    /// Seats of other tiers stand in the place of votes.
    SharedBySeats = super::held_seats::record { SharedBySeatsStep, HeldLine }
    /// Remainders of other tiers stand in the place of votes.
    PooledRemainders = super::remainders::record { PooledRemaindersStep, RemainderLine }
    /// Lists of a kind that have a first seat for a part of the quota.
    FirstSeats = super::first_seat::record { FirstSeatsStep }
    /// A list with more than half of the votes gets more seats than the method gave it.
    AbsoluteMajority = super::absolute_majority::record { AbsoluteMajorityStep }
    /// The largest list gets seats before the others are shared out.
    Bonus = super::bonus::record { BonusStep }
    /// The largest list is raised to a number of seats.
    TopUp = super::bonus::record { TopUpStep }
    /// Seats were shared among lists and alliances of lists.
    Allied = super::alliances::record { AlliedStep, GroupLine }
    /// Seats of an alliance went to its candidates with most votes.
    AllianceCandidates = super::alliances::record { AllianceCandidatesStep, AllianceCandidateLine }
    /// Which alliances reached a threshold of theirs.
    AllianceThreshold = super::alliances::record { AllianceThresholdStep, AllianceLine }
    /// Seats of the linked tier that parties had beyond their share of the country went back.
    Returned = super::compensation::record { ReturnedStep }
    /// Seats by averages, after remainders.
    LeftByAverages = super::quota::record { LeftByAveragesStep, LeftByAverageLine }
    /// A seat first for each list with a share of the votes.
    SeatsFirst = super::quota::record { SeatsFirstStep }
    /// Candidates who alone have the quota.
    PersonalMandates = super::quota::record { PersonalMandatesStep, PersonalMandate }
    /// Candidates who stand alone take no part in what a tier with personal mandates leaves.
    AloneLeftOut = super::quota::record { AloneLeftOutStep }
    /// Seats that quotas leave, which a tier that is linked to this one shares out.
    LeftToOtherTiers = super::quota::record { LeftToOtherTiersStep }
    /// Lists with a fewest or a most number of seats.
    Bounded = super::bounds::record { BoundedStep, BoundLine }
    /// Votes of candidates were added to their lists.
    Transferred = super::transfer::record { TransferredStep, VotesLine }
    /// Votes that won seats were taken off the lists of the winners.
    Subtracted = super::subtraction::record { SubtractedStep, SubtractionLine }
    /// Seats of linked tiers were set against what the lists are due.
    Compensation = super::compensation::record { CompensationStep, CompensationLine }
    /// What lists are sure of in the districts where the house is levelled.
    LeastSeats = super::levelling::record { LeastSeatsStep, LeastSeatsLine }
    /// The house grew until it held what everybody is sure of.
    Levelling = super::levelling::record { LevellingStep, LevellingLine }
    /// What linked tiers left the lists short of.
    Claims = super::claims::record { ClaimsStep, ClaimLine }
    /// What the parties' seats follow from.
    VoterNumbers = super::biproportional::record { VoterNumbersStep, NumberLine }
    /// The strongest list of each district is to have seats there.
    StrongestLists = super::biproportional::record { StrongestListsStep, StrongestLine }
    /// Equal lists are the strongest in a district, which of them is open, and it matters: the districts of some seats
    /// are open.
    StrongestOpen = super::biproportional::record { StrongestOpenStep }
    /// A district's seats by both divisors.
    Cells = super::biproportional::record { CellsStep, CellLine }
    /// Cells whose claims are equal: which of them have the seats is open.
    CellsOpen = super::biproportional::record { CellsOpenStep, CellsLine }
    /// The divisors by which anyone can check seats of parties in districts: votes by both, rounded; of a strongest
    /// list no fewer than it is sure of.
    Biproportional = super::biproportional::record { BiproportionalStep, DivisorLine }
    /// A party's seats in the districts.
    Placement = super::placement::record { PlacementStep, PlacementLine }
    /// A party's seats in the regions, before they come to the districts there.
    PlacementInRegions = super::placement::record { PlacementInRegionsStep }
    /// A seat found its district, or its region.
    PlacedOne = super::placement::record { PlacedOneStep }
    /// Remainders by which seats find their districts.
    UnitRemainders = super::placement::record { UnitRemaindersStep, UnitRemainderLine }
    /// Equal claims to districts: which comes first would decide, so the districts of the seats that are left are open.
    PlacementOpen = super::placement::record { PlacementOpenStep }
    /// Who sits for an open list.
    OpenList = super::open_list::record { OpenListStep, PersonalLine }
    /// A winner that does not sit.
    NotSeated = super::compensation::record { NotSeatedStep }
    /// The house grew to hold a guarantee or overhang.
    HouseGrew = frame { HouseGrewStep }
    /// The house shrank, because it has fewer seats than districts and winners were refused theirs.
    HouseShrank = frame { HouseShrankStep }
    /// Rules of this system that were not read in a text that settles them.
    Doubts = frame { DoubtsStep, DoubtLine } [IN_BRIEF]
    /// Votes (or winners) of a contest that no tier of these rules reads.
    ContestNotUsed = frame { ContestNotUsedStep } [IN_BRIEF]
}

impl Display for Protocol {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut district = None;
        for entry in &self.entries {
            if entry.district != district {
                district.clone_from(&entry.district);
                if let Some(name) = &district {
                    writeln!(f, "\n  District: {name}")?;
                }
            }
            entry.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Entry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let margin = Margin { tier: self.tier.as_deref(), article: self.article.as_deref() };
        self.step.write(f, &margin)
    }
}
