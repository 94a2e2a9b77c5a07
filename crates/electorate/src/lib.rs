//! Synthetic votes: who votes, who stands, and how votes vary from one election to the next.
//!
//! An [`Electorate`] is a plain value, from Rust or from a file: parties with their support, districts with their rolls,
//! ballots, and how all of it varies. It is [compiled](Electorate::compile) once into a [`Sampler`], which draws whole
//! elections into a [`Tally`](crate::votes::Tally): whole votes, which with spoilt ballots and votes against all add up
//! to the ballots cast. Another source of votes implements [`VoteModel`].
//!
//! ```
//! use rand::SeedableRng;
//! use sailau::electorate::{Electorate, VoteModel};
//! use sailau::random::Generator;
//! use sailau::votes::Votes;
//!
//! let electorate = Electorate::from_toml(r#"
//!     name = "Two regions"
//!     sources = ["invented"]
//!
//!     [swing.logistic-normal]
//!     nation = 0.18
//!     district = 0.165
//!     correlation = 0.5
//!
//!     [turnout]
//!     mean = 0.6
//!     regions = { east = 0.7 }
//!     nation = 0.1
//!
//!     [[party]]
//!     name = "A"
//!     share = 0.55
//!     regions = { east = 0.4 }
//!
//!     [[party]]
//!     name = "B"
//!     share = 0.3
//!     bloc = "opposition"
//!
//!     [[party]]
//!     name = "C"
//!     share = 0.15
//!     bloc = "opposition"
//!     volatility = 2         # a new party
//!
//!     [[district]]
//!     name = "1"
//!     region = "east"
//!     registered = 120_000
//!
//!     [[district]]
//!     name = "2"
//!     region = "west"
//!     registered = 100_000
//!
//!     [[list]]               # one nationwide ballot
//!     invalid = { mean = 0.02 }
//!
//!     [[single]]             # and a candidate of each party in each district
//!     desertion = { mean = 0.3 }
//! "#)?;
//!
//! let model = electorate.compile()?;
//! let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
//! model.draw(&mut Generator::seed_from_u64(7), &mut workspace, &mut tally);
//!
//! let votes = Votes::new(model.field().clone(), tally)?;
//! assert_eq!(votes.tally().votes.len(), 3 + 2 * 3);
//! // Who votes casts both ballots.
//! let invalid = u128::from(votes.tally().totals[0].invalid.unwrap());
//! assert_eq!(votes.total("list") + invalid, votes.total("single"));
//! // What is taken for granted goes with the result.
//! assert!(model.assumptions()[0].starts_with("Logistic-normal swing"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From real votes
//!
//! [`Electorate::from_votes`] makes an electorate of the votes of an election: drawn as it is, it gives them again.
//! [`Electorate::with_fit`] has it vary as a [fit] to several elections says, and its model prints of what the fit assumes
//! only what it uses.
//!
//! # From polls
//!
//! [`polls`] reads what respondents said, pools it, and makes an electorate of it, in one piece or upon the districts of an earlier
//! election.
//!
//! # The models
//!
//! | model | parameters and units | default | source |
//! |---|---|---|---|
//! | [`LogisticNormal`] swing | sd of log support in nation, region, district; correlation within blocs; a party's volatility multiplies its sd | 0.18, 0, 0.165; 0; 1 | Aitchison and Shen 1980; Stoetzer et al. 2019 (nation), own fit of Germany 1990-2021 (district) |
//! | [`Dirichlet`] swing, with [multinomial](VoteRounding::Multinomial) counting Dirichlet-multinomial | concentration in nation and district | none | between districts 7.9 (England 2019) to 45.7 (Germany 2021), own fit; one for all parties is wrong |
//! | uniform swing ([`Swings`]) | sd of points, as shares of the vote | none; 0.04 and 0.04 in the United Kingdom | own fit of 1955-2019 |
//! | proportional swing ([`Swings`]) | sd of the factor | none | |
//! | [`Spatial`] voting | positions, voters' covariance, b, sd of means and valence | unit covariance; 9 quadrature nodes a dimension | Enelow and Hinich 1984 |
//! | [`Turnout`] | median share; sd of the logit in nation and region; by district sd of the logit or beta concentration; correlation with a party's support | [`Turnout::UK_2019`] | own fit by moments; Ferrari and Cribari-Neto 2004 |
//! | [`Rate`]: spoilt ballots, votes against all, votes for those not named, desertion | median share; sd of the logit in nation and district | 0 | |
//! | [`SingleContest`]: candidates | split and strength as logarithms of a factor; sd of the log personal vote | 0; [`PERSONAL`] | own fit of Germany 1990-2021 |
//! | desertion | share of the voters of all but two candidates | 0 | Cox 1997 |
//! | [`Prospect`] and [`Bar`]: party entry | median members, sd of their logarithm; the law's number | all stand | |
//! | [`RankedContest`]: what voters rank after their first choice | [`Preferences`]: party support, impartial culture, weights by party, positions, Mallows; share who stop | none; nobody stops | Plackett 1975, Luce 1959, Mallows 1957; weights from real ballots by [`PreferenceFit`] |
//! | [`Anomalies`] and [`Mixture`]: stuffed ballots | f_i, f_e, α, θ by region; size and spread of stations | off; [`Stuffing::RUSSIA_2011`] | Klimek et al. 2012, own coarse fit |
//!
//! "Own fit" is computed from public results by constituency, Wahlkreis and polling station; the docs of each item name
//! the elections. A default is a number for want of a better one: fit a country's own results where there are some.
//!
//! # How a draw is made
//!
//! In this order: which parties stand; deviations of the nation and of the regions; then district by district support,
//! turnout, stuffed stations, list ballots and candidates. A list contest reported by region or nation is the sum of its
//! districts. Expected votes become whole ones by systematic rounding: with u one uniform number and C the running sum
//! of expected votes, an entry has floor(C + u) less what came before. Each number is then one of the two next to the
//! expected one, right on average, and the total is exact; one random number serves a whole ballot (Madow 1944). With
//! [`VoteRounding::Multinomial`] each voter decides by chance.
//!
//! Ranked ballots come last, of votes that are drawn: voters whose lists have begun alike are split among those who can come
//! next by binomial numbers. The other numbers of a draw are the same with and without them, so that systems that rank are
//! compared with those that do not on the same voters.
//!
//! A party without support in a district is on its list ballots all the same, with no votes.
//!
//! # Speed
//!
//! A draw allocates nothing and looks nothing up; everything is laid out in rows at compile time. Its time is that of
//! its random numbers (a normal number a party and varying level, and one a candidate), of as many exponentials, and of
//! rounding; memory is a row of shares a district. [`VoteModel::draw_all`] draws sixteen elections side by side where normal numbers are all that
//! is needed before votes are rounded: the same votes, in a half to a third of the time. Random numbers, exponentials and logarithms are this crate's own
//! ([`random`]), in plain arithmetic that is the same on every machine. Spatial voting costs a sum over
//! quadrature nodes, and stuffed ballots a few random numbers a station.

// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

mod anomalies;
mod check;
mod contests;
mod entry;
mod error;
mod file;
pub mod fit;
mod from_votes;
mod lanes;
mod levels;
mod model;
mod model_check;
pub mod polls;
mod population;
#[doc(hidden)]
pub mod range;
mod ranked;
mod rates;
mod redraw;
mod rounding;
mod sampler;
#[doc(hidden)]
pub mod sha256;
mod swing;
mod turnout;
mod voting_way;
mod with_fit;

// What stands below this room, by the names that it has in the whole library.
use sailau_facts::{law, text, unique_keys, votes};
use sailau_random as random;

pub use anomalies::{Anomalies, Mixture, Station, Stuffing, station_sizes};
pub use contests::{
    Candidacy, Candidate, Independents, ListContest, PERSONAL, ReportingLevel, SingleContest, VoteRounding,
};
pub use entry::{Bar, Prospect};
pub use error::ElectorateError;
pub use model::{TallySlices, VoteModel};
pub use model_check::{ModelError, check_model};
pub use population::{DistrictRoll, Electorate, PartySupport};
pub use ranked::{
    FittedPreferences, INDEPENDENTS, Mallows, Positions, PreferenceFit, PreferenceFitError, Preferences,
    RankedContest,
};
pub use sampler::{Sampler, SamplerWorkspace};
pub use swing::{Dirichlet, LogisticNormal, Spatial, Swing, Swings};
pub use turnout::{Rate, Turnout, TurnoutSpread, WithSupport};
pub use voting_way::VotingWay;

pub use crate::text::Misread;
