//! What is wrong with rules, and why rules cannot count some votes.

use std::fmt;

use thiserror::Error;

use crate::law::Share;
use crate::text::{Complaint, UnknownName, line_and_column, nearest};
use crate::votes::Field;
use sailau_ranked::RankedError;

/// What is wrong with rules, and where.
///
/// ```
/// use sailau::ElectoralSystem;
/// use sailau::system::RulesErrorKind;
///
/// let text = r#"
/// name = "A"
/// [[tier]]
/// name = "list"
/// seats = 5
/// method = "hare"
/// threshold = { at_least = "5", of = "valid votes" }
/// [cite]
/// "list.threshold" = { article = "97-1(2)" }
/// "#;
/// let error = ElectoralSystem::from_toml(text).unwrap_err();
/// assert_eq!((error.line(), error.column()), (Some(7), Some(26)));
/// assert_eq!((error.tier(), error.field()), (Some("list"), Some("threshold.at_least")));
/// assert_eq!(error.article(), Some("97-1(2)"));
/// assert_eq!(*error.kind, RulesErrorKind::NotAShare { text: "5".to_owned() });
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub struct RulesError {
    /// Where in the file it is, when the rules came from one.
    pub place: Option<RulesPlace>,
    /// The rule that it is about.
    pub rule: Option<Box<RuleAt>>,
    /// What is wrong, and what to do.
    pub problem: String,
    /// The same to match on.
    pub kind: Box<RulesErrorKind>,
}

/// The rule that an error is about: in words, and each part of them where it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleAt {
    /// In words, such as "tier `list`, `threshold`"; the name of the file, when it could not be read at all.
    pub words: String,
    /// The tier's name.
    pub tier: Option<String>,
    /// The field, by its words in a file parted by full stops: `threshold.of` of a tier, or `since` of the whole. None
    /// when it is about a tier as a whole.
    pub field: Option<String>,
    /// The article that the rules cite for this field, or for its tier.
    pub article: Option<String>,
}

/// What can be wrong with rules, to match on; [`RulesError::problem`] says it in words.
///
/// ```
/// use sailau::ElectoralSystem;
/// use sailau::system::RulesErrorKind;
///
/// let text = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 5\nmehtod = \"hare\"";
/// let error = ElectoralSystem::from_toml(text).unwrap_err();
/// match &*error.kind {
///     RulesErrorKind::UnknownField { field, nearest } => {
///         assert_eq!((field.as_str(), nearest.as_deref()), ("mehtod", Some("method")));
///     }
///     other => panic!("{other:?}"),
/// }
/// assert_eq!(error.line(), Some(5));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RulesErrorKind {
    /// The text is no TOML or JSON, or cannot be opened.
    Unreadable,
    /// A field that there is not.
    UnknownField {
        /// The field.
        field: String,
        /// The one that was meant, where one is near.
        nearest: Option<String>,
    },
    /// A word that is none of those that may stand there: of a method, a base, a rule that is cited.
    UnknownWord {
        /// The word.
        word: String,
        /// The one that was meant, where one is near.
        nearest: Option<String>,
    },
    /// A tier that there is not, where a rule or a citation names one.
    UnknownTier {
        /// The name.
        tier: String,
        /// The one that was meant, where one is near.
        nearest: Option<String>,
    },
    /// A field that must be there.
    MissingField {
        /// The field.
        field: String,
    },
    /// A field, or a name in a table, that stands there twice.
    FieldTwice {
        /// The field.
        field: String,
    },
    /// A value of another kind, such as a number for a text, or one that cannot be read as what is needed there.
    WrongValue,
    /// A text that is no share.
    NotAShare {
        /// The text.
        text: String,
    },
    /// A rule that stands for nothing without another.
    Needs {
        /// The other rule, by its word in a file.
        rule: String,
    },
    /// Rules that are readable, and contradict themselves or each other.
    Contradiction,
}

impl RulesErrorKind {
    /// What a reader found. `refused` are the texts that stand where it stopped: of a value that refuses them readers keep
    /// its words alone, so that it is asked once more.
    pub(super) fn of(complaint: &Complaint<'_>, refused: &[String], is_readable: bool) -> Self {
        let meant = |name: &str, known: &[&str]| nearest(name, known.iter().copied()).map(str::to_owned);
        match complaint {
            Complaint::UnknownField(name, known) => {
                Self::UnknownField { field: (*name).to_owned(), nearest: meant(name, known) }
            }
            Complaint::UnknownWord(name, known) => {
                Self::UnknownWord { word: (*name).to_owned(), nearest: meant(name, known) }
            }
            Complaint::Missing(name) => Self::MissingField { field: (*name).to_owned() },
            Complaint::Twice(name) => Self::FieldTwice { field: (*name).to_owned() },
            Complaint::Wrong { .. } => Self::WrongValue,
            Complaint::Unquoted => Self::Unreadable,
            Complaint::Other(_) if !is_readable => Self::Unreadable,
            Complaint::Other(message) => {
                let no_share = |text: &String| text.parse::<Share>().err();
                let share = refused.iter().filter_map(no_share).find(|error| error.to_string() == *message);
                share.map_or(Self::WrongValue, |error| Self::NotAShare { text: error.0 })
            }
        }
    }

    /// A tier that is none of these.
    pub(super) fn unknown_tier<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self::UnknownTier { tier: name.to_owned(), nearest: nearest(name, known).map(str::to_owned) }
    }

    /// `; did you mean …?` behind what is unknown; nothing where nothing is near, or all is known.
    pub(super) fn meant(&self) -> String {
        match self {
            Self::UnknownField { nearest: Some(meant), .. }
            | Self::UnknownWord { nearest: Some(meant), .. }
            | Self::UnknownTier { nearest: Some(meant), .. } => format!("; did you mean `{meant}`?"),
            _ => String::new(),
        }
    }
}

impl RuleAt {
    /// A field of the whole file.
    pub(super) fn field(name: &str) -> Self {
        Self { words: format!("`{name}`"), field: Some(name.to_owned()), ..Self::default() }
    }

    /// A field of a tier, or a tier as a whole.
    pub(super) fn in_tier(tier: &str, field: Option<&str>) -> Self {
        let words = match field {
            Some(field) => format!("tier `{tier}`, `{field}`"),
            None => format!("tier `{tier}`"),
        };
        Self { words, tier: Some(tier.to_owned()), field: field.map(str::to_owned), article: None }
    }

    /// By its words alone.
    pub(super) fn called(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }

    /// What may be cited for it: the rule of the tier, and the tier.
    pub(super) fn citable(&self) -> Vec<String> {
        let Some(tier) = &self.tier else { return self.field.clone().into_iter().collect() };
        let rule = self.field.as_deref().and_then(|field| field.split('.').next());
        rule.map(|rule| format!("{tier}.{rule}")).into_iter().chain([tier.clone()]).collect()
    }
}

impl fmt::Display for RuleAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// A place in a rules file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RulesPlace {
    /// The file's name, where it is known.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl RulesPlace {
    /// The place of a byte of a text.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let (line, column) = line_and_column(text, offset);
        Self { file: None, line, column }
    }
}

impl RulesError {
    /// The line, from 1, where the rules came from a text.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.line)
    }

    /// The character in the line, from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.column)
    }

    /// The name of the tier that it is about, where it is about one.
    #[must_use]
    pub fn tier(&self) -> Option<&str> {
        self.rule.as_ref()?.tier.as_deref()
    }

    /// The field that it is about, such as `threshold.of`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.rule.as_ref()?.field.as_deref()
    }

    /// The article that the rules cite for it, or for its tier.
    #[must_use]
    pub fn article(&self) -> Option<&str> {
        self.rule.as_ref()?.article.as_deref()
    }

    pub(super) fn in_file(mut self, name: &str) -> Self {
        match &mut self.place {
            Some(place) => place.file = Some(name.to_owned()),
            None => self.problem = format!("{} (in {name})", self.problem),
        }
        self
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(RulesPlace { file, line, column }) = &self.place {
            if let Some(file) = file {
                write!(f, "{file}: ")?;
            }
            write!(f, "line {line}, column {column}: ")?;
        }
        if let Some(rule) = &self.rule {
            write!(f, "{rule}: ")?;
        }
        f.write_str(&self.problem)
    }
}

/// Why rules cannot count these votes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CountError {
    /// The rules contradict themselves.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The votes have no contest that fills a tier, and no winners are given for it.
    #[error(
        "tier `{tier}` is filled by the contest `{}`, which is not among the votes; they have {}{}. Add its votes or its winners, name another contest under `contest` of the rules, or let the seats stay empty with `--allow-uncounted` (in Rust, `allow_uncounted` of the votes)",
        .contest.name, .contest.listed(), .contest.meant()
    )]
    MissingContest {
        /// The tier.
        tier: String,
        /// The contest that fills it, and those of the votes.
        contest: Box<UnknownName>,
    },
    /// A base needs a figure that the votes do not give.
    #[error("tier `{tier}`: its rules need {figure}, which contest `{contest}`{} does not give; add a row for it", in_district(.district))]
    MissingFigure {
        /// The tier.
        tier: String,
        /// The contest whose figures are incomplete.
        contest: String,
        /// The district, where there are some.
        district: Option<String>,
        /// `@invalid` or `@registered`.
        figure: &'static str,
    },
    /// The votes have more districts than the law.
    #[error("tier `{tier}` has {allowed} districts by law, but contest `{contest}` has votes of {found}")]
    TooManyDistricts {
        /// The tier.
        tier: String,
        /// The contest.
        contest: String,
        /// Districts by law.
        allowed: u32,
        /// Districts in the votes.
        found: usize,
    },
    /// A district of the votes that the rules give no seats.
    #[error("tier `{tier}`: nothing says how many seats district `{district}` has; add it to {}", if *.file { "the file of districts" } else { "`seats`" })]
    DistrictWithoutSeats {
        /// The tier.
        tier: String,
        /// The district.
        district: String,
        /// Whether that belongs into the file of districts, and not into the rules.
        file: bool,
    },
    /// A district in which nothing says how many votes a voter has.
    #[error("tier `{tier}`{}: nothing says how many votes a voter has; add the district to `votes` of `ballot`", in_district(.district))]
    NoVotesOfAVoter {
        /// The tier.
        tier: String,
        /// The district.
        district: Option<String>,
    },
    /// A limited vote that has more votes than there are seats in a district.
    #[error("tier `{tier}`{}: a voter has {votes} votes for {seats} seats, and a limited vote has no more than seats; give fewer in `votes` of `ballot`", in_district(.district))]
    MoreVotesThanSeats {
        /// The tier.
        tier: String,
        /// The district.
        district: Option<String>,
        /// The votes of a voter.
        votes: u32,
        /// The seats.
        seats: u32,
    },
    /// Votes that do not go onto the good ballots.
    #[error("tier `{tier}`{}: {votes} votes{} do not go onto {ballots} ballots, each of which holds {each} of them at most; check `@ballots` and the votes", in_district(.district), of_whom(.whose))]
    MoreVotesThanBallots {
        /// The tier.
        tier: String,
        /// The district.
        district: Option<String>,
        /// Whose votes, in words: by their number on the ballot, from 1; none where it is those of all together.
        whose: Option<String>,
        /// The votes; the largest number where they are more.
        votes: u64,
        /// The ballots.
        ballots: u64,
        /// How many votes a ballot holds.
        each: u32,
    },
    /// Rules that need to know more of districts than their votes, and nothing is known of any.
    #[error(
        "tier `{tier}`: its rules need the {what} of districts from a file of districts, and there is none; name it with `--districts FILE` (in Rust, `open_districts_csv` of the votes)"
    )]
    NoDistrictFile {
        /// The tier.
        tier: String,
        /// What they need: `seats`, `population` or `region`, as the column is called.
        what: &'static str,
    },
    /// Seats are apportioned by population, and a district's is not known.
    #[error(
        "tier `{tier}`: the population of district `{district}` is not given; add it to the file of districts"
    )]
    DistrictWithoutPopulation {
        /// The tier.
        tier: String,
        /// The district.
        district: String,
    },
    /// Seats of a linked tier that lie in none of the districts that they are held against.
    #[error("tier `{tier}`: it is not known where {} of tier `{linked}` lies; add its region to the file of districts", named(.district))]
    DistrictWithoutRegion {
        /// The tier.
        tier: String,
        /// The tier that it is linked to.
        linked: String,
        /// The district; none for winners that were given without one.
        district: Option<String>,
    },
    /// A district or region of which it is not known how many seats of the whole country it takes.
    #[error("tier `{tier}`, `placement`: nothing says how many seats `{place}` takes; add it to {}", if *.file { "the file of districts" } else { "`each`" })]
    PlaceWithoutSeats {
        /// The tier.
        tier: String,
        /// The district or region.
        place: String,
        /// Whether that belongs into the file of districts, and not into the rules.
        file: bool,
    },
    /// Votes or products of them beyond what can be compared exactly.
    #[error("tier `{tier}`: its votes are too large for its rules to be worked out exactly")]
    VotesTooLarge {
        /// The tier.
        tier: String,
    },
    /// Fewer seats than the law makes sure of.
    #[error("tier `{tier}`: its rules make sure of {needed} seats, and it has {seats}")]
    TooFewSeats {
        /// The tier.
        tier: String,
        /// Seats that are made sure of.
        needed: u64,
        /// Seats that there are.
        seats: u32,
    },
    /// Seats of districts are apportioned, and there is nothing to do it by.
    #[error("tier `{tier}`: nothing is given to apportion the districts' seats by")]
    NoDistrictBase {
        /// The tier.
        tier: String,
    },
    /// Districts have equal claims to a seat.
    #[error(
        "tier `{tier}`: the seats of its districts cannot be found, because equal claims compete for one"
    )]
    DistrictsTied {
        /// The tier.
        tier: String,
    },
    /// Districts or parties with fewer seats than lists that have one by the method alone, Adams's or Dean's.
    #[error(
        "tier `{tier}`: by this method every list has a seat in each district where it has votes, and districts or parties have too few seats for that; take sainte-lague, or a threshold that admits fewer parties"
    )]
    NotASeatForEveryList {
        /// The tier.
        tier: String,
    },
    /// Districts and parties whose seats cannot be filled both, because too few parties have votes somewhere.
    #[error(
        "tier `{tier}`: too few parties have votes in some districts to fill the seats of districts and parties both"
    )]
    NoBiproportional {
        /// The tier.
        tier: String,
    },
    /// A party that is the strongest in districts that make sure of more seats for it than it has.
    #[error(
        "tier `{tier}`, `strongest_list`: `{party}` is to have {needed} seats in the districts where it is the strongest, and it has {seats} in all"
    )]
    TooFewForStrongest {
        /// The tier.
        tier: String,
        /// The party; the first in the alphabet where there are several.
        party: String,
        /// Seats that the clause makes sure of for it.
        needed: u64,
        /// Seats that it has.
        seats: u32,
    },
    /// Districts and parties whose seats cannot be filled both with what the strongest lists are sure of.
    #[error(
        "tier `{tier}`, `strongest_list`: too few parties have votes in some districts to fill the seats of districts and parties both, with the seats that are sure for the strongest lists of other districts"
    )]
    StrongestListsInTheWay {
        /// The tier.
        tier: String,
    },
    /// Of seats with equal quotients some have to be returned, or some lists with equal claims get one instead.
    #[error(
        "tier `{tier}`: equal claims compete where seats are returned; say ties = \"lots\" and give a seed"
    )]
    ReturnTied {
        /// The tier that the seats are returned to.
        tier: String,
    },
    /// Remainders of districts whose quotas are fractions with no common denominator that fits.
    #[error(
        "tier `{tier}`: the remainders of districts are parts of a vote that do not add up within 64 bits; let the quota \
         be a whole number, such as quota = {{ rounded = \"down\" }}"
    )]
    RemaindersTooFine {
        /// The tier that keeps the remainders, or shares by them.
        tier: String,
    },
    /// A house that would have to grow without end.
    #[error("tier `{tier}`: no house of up to 131,072 seats levels what is held in the districts")]
    HouseWithoutEnd {
        /// The tier.
        tier: String,
    },
    /// A candidate of no group, where rules let no more than so many of one group be elected.
    #[error(
        "tier `{tier}`, `group_limit`: candidate `{candidate}`{} is of no group; give it in the column `group` of the votes",
        in_district(district)
    )]
    CandidateWithoutGroup {
        /// The tier.
        tier: String,
        /// The district.
        district: Option<String>,
        /// The candidate.
        candidate: String,
    },
    /// A list of an alliance whose seats go to candidates, and the votes name none of its own.
    #[error(
        "tier `{tier}`, `alliances`: `{party}` stands in an alliance whose seats go to its candidates, and no row of the votes names one of its own; give each candidate a row, with the column `candidate`"
    )]
    AllianceWithoutCandidates {
        /// The tier.
        tier: String,
        /// The list.
        party: String,
    },
    /// A party that is allied with others in one district than in another, where alliances pass by all their votes.
    #[error(
        "tier `{tier}`, `alliances`: `{party}` stands in two alliances, and alliances pass by the votes of the whole country; give it one, or say within = \"district\""
    )]
    TwoAlliances {
        /// The tier.
        tier: String,
        /// The party.
        party: String,
    },
    /// Votes by district are needed, and they are nationwide.
    #[error(
        "tier `{tier}` is counted by district, but contest `{contest}` has no districts; add the column `district`"
    )]
    NoDistricts {
        /// The tier.
        tier: String,
        /// The contest.
        contest: String,
    },
    /// Winners are given for a tier that has votes too, or that voters do not fill.
    #[error("tier `{tier}`: winners are given, but {why}")]
    WinnersNotUsable {
        /// The tier.
        tier: String,
        /// What stands against it.
        why: &'static str,
    },
    /// More winners than seats.
    #[error("tier `{tier}` has {seats} seats, but {winners} winners are given")]
    TooManyWinners {
        /// The tier.
        tier: String,
        /// Seats of the tier.
        seats: u32,
        /// Seats of the winners given.
        winners: u64,
    },
    /// Two winners for one seat.
    #[error("tier `{tier}`, district `{district}`: two winners are given for one seat")]
    TwoWinners {
        /// The tier.
        tier: String,
        /// The district.
        district: String,
    },
    /// Run-off votes for somebody who did not stand in the first round.
    #[error("contest `{contest}`{}: `{candidate}` did not stand in the first round", in_district(.district))]
    StrangerInRunOff {
        /// The contest of the second round.
        contest: String,
        /// The district.
        district: Option<String>,
        /// Who it is.
        candidate: String,
    },
    /// Run-off votes that are not of the two who came first.
    #[error("contest `{contest}`{}: a run-off is between the two with most votes, and these are not the two", in_district(.district))]
    NotTheTopTwo {
        /// The contest of the second round.
        contest: String,
        /// The district.
        district: Option<String>,
    },
    /// Run-off votes of somebody who had too few votes for it.
    #[error("contest `{contest}`{}: a run-off is between those who had the share that the rules ask for, and these are others", in_district(.district))]
    NotInTheRunOff {
        /// The contest of the second round.
        contest: String,
        /// The district.
        district: Option<String>,
    },
    /// Run-off votes of a district whose first round leaves nothing to a run-off.
    #[error("contest `{contest}`{}: under these rules the first round calls for no run-off; check both, or remove these rows", in_district(.district))]
    RunOffNotDue {
        /// The contest of the second round.
        contest: String,
        /// The district.
        district: Option<String>,
    },
    /// A candidate of an open list whose place on the list cannot be told.
    #[error("tier `{tier}`, `open_list`: candidate `{candidate}` of `{party}` {problem}")]
    ListOrder {
        /// The tier.
        tier: String,
        /// The party.
        party: String,
        /// The candidate.
        candidate: String,
        /// What is wrong, and what to do.
        problem: &'static str,
    },
    /// A sum of votes beyond the largest number.
    #[error("tier `{tier}`: the votes of `{party}` add up to more than {max}", max = u64::MAX)]
    TooManyVotes {
        /// The tier.
        tier: String,
        /// The party.
        party: String,
    },
    /// A candidate who stands alone would win more than one seat, by a rule that cannot share the others anew.
    #[error(
        "tier `{tier}`: `{candidate}`, who stands alone and can have one seat, would win several, and the rules do not say whose the others are; without `quota`, `alliances`, `biproportional`, claims and levelling they are shared anew"
    )]
    MoreThanOneSeat {
        /// The tier.
        tier: String,
        /// The candidate.
        candidate: String,
    },
    /// Whether a candidate alone has the quota hangs on votes of candidates that are not there.
    #[error(
        "tier `{tier}`{}: `{party}` takes no part, and its votes are a quota; whether one candidate alone has it is not known, as none of the list is named. Give its votes by candidate, or leave out `personal`",
        district.as_ref().map(|name| format!(", district `{name}`")).unwrap_or_default()
    )]
    CandidatesNotNamed {
        /// The tier.
        tier: String,
        /// The list.
        party: String,
        /// The district; none where the tier is one piece.
        district: Option<String>,
    },
    /// A kind of list that no rule knows: its lists would be counted as if they were of none.
    #[error("`{who}` is of the kind `{}`, which no rule knows; the rules know {}{}", .kind.name, .kind.listed(), .kind.meant())]
    UnknownKind {
        /// The party, or the candidate who stands alone.
        who: String,
        /// The kind, and those of the rules.
        kind: Box<UnknownName>,
    },
    /// A tier whose voters rank candidates, and votes of which nobody knows the ranks.
    #[error("tier `{tier}` counts ranked ballots, and the votes{} are none; give a file of ballots", in_district(.district))]
    NotRanked {
        /// The tier.
        tier: String,
        /// The district; none where the tier is one piece.
        district: Option<String>,
    },
    /// Ranked ballots that the tier's rules cannot count.
    #[error("tier `{tier}`{}: {error}", in_district(.district))]
    Ranked {
        /// The tier.
        tier: String,
        /// The district; none where the tier is one piece.
        district: Option<String>,
        /// Why not.
        error: RankedError,
    },
    /// A tally whose ranked ballots are of other papers than those of the field that the plan was compiled for.
    #[error("this tally has ranked ballots of other papers; the plan was compiled for another field")]
    WrongBallots,
    /// More districts, parties or seats than can be numbered.
    #[error("tier `{tier}`: {what} are more than can be counted")]
    TooLarge {
        /// The tier.
        tier: String,
        /// What there is too much of.
        what: &'static str,
    },
    /// A tally that was not made for the field that the plan was compiled for.
    #[error("this tally has {votes} votes and {totals} totals; the plan was compiled for another field")]
    WrongTally {
        /// Votes of the tally.
        votes: usize,
        /// Totals of the tally.
        totals: usize,
    },
}

impl CountError {
    /// Where nothing is known of any district, the whole file is what is missing, and not a row of it.
    pub(super) fn or_no_file(self, field: &Field) -> Self {
        if !field.district_facts().is_empty() {
            return self;
        }
        let (tier, what) = match self {
            Self::DistrictWithoutSeats { tier, file: true, .. }
            | Self::PlaceWithoutSeats { tier, file: true, .. } => (tier, "seats"),
            Self::DistrictWithoutPopulation { tier, .. } => (tier, "population"),
            Self::DistrictWithoutRegion { tier, district: Some(_), .. } => (tier, "region"),
            other => return other,
        };
        Self::NoDistrictFile { tier, what }
    }
}

fn of_whom(whose: &Option<String>) -> String {
    whose.as_ref().map_or_else(String::new, |name| format!(" of {name}"))
}

fn named(district: &Option<String>) -> String {
    match district {
        Some(name) => format!("district `{name}`"),
        None => "a winner without a district".to_owned(),
    }
}

fn in_district(district: &Option<String>) -> String {
    match district {
        Some(name) => format!(", district `{name}`"),
        None => String::new(),
    }
}
