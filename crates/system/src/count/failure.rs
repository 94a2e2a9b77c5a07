//! What stops a count; the plan turns it into an error with names.

use crate::error::CountError;
use crate::plan::{Kind, Plan};
use crate::several_votes::count::TooManyVotes;
use crate::votes::Contest;
use sailau_ranked::RankedError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CountFailure {
    TooManyVotes { list: usize },
    MissingFigure { district: Option<usize>, figure: &'static str },
    NotTheTopTwo { district: Option<usize> },
    NotInTheRunOff { district: Option<usize> },
    RunOffNotDue { district: Option<usize> },
    VotesTooLarge,
    RemaindersTooFine,
    TooFewSeats { needed: u64, seats: u32 },
    NoDistrictBase,
    DistrictsTied,
    HouseWithoutEnd,
    NoBiproportional,
    NotASeatForEveryList,
    StrongestListsInTheWay,
    TooFewForStrongest { list: usize, needed: u64, seats: u32 },
    TooManyToPlace,
    TooManyByVotes,
    ReturnTied,
    MoreThanOneSeat { list: usize },
    CandidatesNotNamed { list: usize, district: Option<usize> },
    RankedBallots { district: Option<usize>, error: Box<RankedError> },
    TooManyForBallots { district: Option<usize>, party: Option<usize>, votes: Box<TooManyVotes> },
}

impl CountFailure {
    #[cold]
    pub(super) fn explain(self, plan: &Plan, number: usize) -> CountError {
        let tier = plan.tiers[number].name.clone();
        let contest = || plan.tiers[number].kind.contest().unwrap_or_default().to_owned();
        let second_round = || format!("{}{}", contest(), Contest::RUN_OFF);
        let party = |number: usize| plan.parties[number].clone();
        let who = |list: usize| match &plan.tiers[number].kind {
            Kind::List(own) => match own.parties[list] {
                Some(number) => party(number),
                None => own.individual(list).unwrap_or_default().to_owned(),
            },
            _ => String::new(),
        };
        match self {
            Self::TooManyVotes { list } => CountError::TooManyVotes { tier, party: who(list) },
            Self::MoreThanOneSeat { list } => CountError::MoreThanOneSeat { tier, candidate: who(list) },
            Self::CandidatesNotNamed { list, district } => {
                CountError::CandidatesNotNamed { tier, party: who(list), district: plan.district(district) }
            }
            Self::MissingFigure { district, figure } => CountError::MissingFigure {
                tier,
                contest: contest(),
                district: plan.district(district),
                figure,
            },
            Self::RankedBallots { district, error } => {
                CountError::Ranked { tier, district: plan.district(district), error: *error }
            }
            Self::TooManyForBallots { district, party: own, votes } => {
                let TooManyVotes { entry, votes, ballots, each } = *votes;
                // A plan keeps no names of candidates.
                let whose = entry.map(|entry| match own {
                    Some(number) => format!("candidate {} of the ballot, {}", entry + 1, party(number)),
                    None => format!("candidate {} of the ballot", entry + 1),
                });
                let votes = u64::try_from(votes).unwrap_or(u64::MAX);
                let district = plan.district(district);
                CountError::MoreVotesThanBallots { tier, district, whose, votes, ballots, each }
            }
            Self::VotesTooLarge => CountError::VotesTooLarge { tier },
            Self::RemaindersTooFine => CountError::RemaindersTooFine { tier },
            Self::TooFewSeats { needed, seats } => CountError::TooFewSeats { tier, needed, seats },
            Self::NoDistrictBase => CountError::NoDistrictBase { tier },
            Self::DistrictsTied => CountError::DistrictsTied { tier },
            Self::NoBiproportional => CountError::NoBiproportional { tier },
            Self::NotASeatForEveryList => CountError::NotASeatForEveryList { tier },
            Self::StrongestListsInTheWay => CountError::StrongestListsInTheWay { tier },
            Self::TooFewForStrongest { list, needed, seats } => {
                CountError::TooFewForStrongest { tier, party: who(list), needed, seats }
            }
            Self::TooManyByVotes => {
                CountError::TooLarge { tier, what: "the seats that go one by one to the most votes a seat" }
            }
            Self::TooManyToPlace => {
                CountError::TooLarge { tier, what: "the seats that find a district one by one" }
            }
            Self::ReturnTied => CountError::ReturnTied { tier },
            Self::HouseWithoutEnd => CountError::HouseWithoutEnd { tier },
            Self::NotTheTopTwo { district } => {
                CountError::NotTheTopTwo { contest: second_round(), district: plan.district(district) }
            }
            Self::NotInTheRunOff { district } => {
                CountError::NotInTheRunOff { contest: second_round(), district: plan.district(district) }
            }
            Self::RunOffNotDue { district } => {
                CountError::RunOffNotDue { contest: second_round(), district: plan.district(district) }
            }
        }
    }
}
