//! The electorate that real votes came from.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{MOST_VOTERS, at_most};
use super::{
    Candidacy, Candidate, DistrictRoll, Electorate, ElectorateError, ListContest, PartySupport, Rate,
    ReportingLevel, SingleContest, Swing, Turnout,
};
use crate::random::ln;
use crate::text::{UnknownName, in_percent_briefly, one_line};
use crate::votes::{Ballot, Contest, District, Field, Votes};

/// The least share that an electorate can hold.
const LEAST: f64 = 1e-9;
/// The name of a country in one piece; it stands in no votes.
const NATION: &str = "nation";

impl Electorate {
    /// The electorate of a contest's votes: drawn as it is, it gives these votes again.
    ///
    /// It is made of this one contest. Votes of two ballots, such as lists and single-member districts, make an electorate
    /// each; of the others nothing is taken, and its assumptions say so.
    ///
    /// Shares, rolls and turnout, spoilt ballots, votes against all and votes for those who are [not
    /// named](ListContest::others) are those of each district, where the votes have districts, and of the nation where they have
    /// none; districts are in the regions that the [votes](crate::votes::District) say. Nothing varies yet: give it a
    /// [swing](Swing), or [what real elections say](Self::with_fit), and ballots that these votes do not have.
    ///
    /// Turnout comes from the voters on the roll. Where the votes have no roll it is that of the other districts, or
    /// [`Turnout::UK_2019`]'s unless it is [given](Self::from_votes_at), and the roll follows from the ballots; the
    /// [assumptions](Electorate::assumptions) say so. What the votes know of districts and regions goes with them: seats,
    /// populations.
    ///
    /// Alliances, places on lists and groups of candidates are no part of an electorate.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::electorate::{Electorate, VoteModel};
    /// use sailau::random::Generator;
    /// use sailau::votes::Votes;
    ///
    /// let file = "party,votes\nRed,600\nBlue,400\n@others,30\n@invalid,20\n@registered,2000\n";
    /// let votes = Votes::from_csv(file.as_bytes(), &[])?;
    /// let electorate = Electorate::from_votes(&votes, "list")?;
    /// assert_eq!((electorate.parties[0].share, electorate.turnout.mean), (0.6, 0.525));
    ///
    /// let model = electorate.compile()?;
    /// let mut tally = model.field().empty_tally();
    /// model.draw(&mut Generator::seed_from_u64(1), &mut model.workspace(), &mut tally);
    /// assert_eq!(&tally, votes.tally());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ElectorateError`] for a contest that is not there or without votes (the error has the one that was meant), for more
    /// ballots than voters on a roll, and for a nationwide ballot between candidates.
    pub fn from_votes(votes: &Votes, contest: &str) -> Result<Self, ElectorateError> {
        Self::of_votes(votes, contest, None)
    }

    /// The same where the turnout is known as a share, and the votes do not give the voters on the roll: the roll of each
    /// district without one is what this turnout makes of its ballots.
    ///
    /// ```
    /// use sailau::electorate::Electorate;
    /// use sailau::votes::Votes;
    ///
    /// let votes = Votes::list([("Red", 600), ("Blue", 400)])?;
    /// let electorate = Electorate::from_votes_at(&votes, "list", 0.8)?;
    /// assert_eq!(electorate.districts[0].registered, 1_250);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`from_votes`](Self::from_votes), and [`ElectorateError::OutOfRange`] for a turnout that is not above 0 and at most 1.
    pub fn from_votes_at(votes: &Votes, contest: &str, turnout: f64) -> Result<Self, ElectorateError> {
        if !(turnout > 0.0 && turnout <= 1.0) {
            return Err(ElectorateError::OutOfRange {
                of: format!("contest `{}`", one_line(contest)),
                field: "turnout",
                given: turnout,
                allowed: "a share, above 0 and at most 1",
            });
        }
        Self::of_votes(votes, contest, Some(turnout))
    }

    fn of_votes(votes: &Votes, contest: &str, turnout: Option<f64>) -> Result<Self, ElectorateError> {
        let field = votes.field();
        let Some(found) = field.contest(contest) else {
            let names = field.contests().iter().map(|contest| contest.name.as_str());
            return Err(ElectorateError::NoContest(
                UnknownName::new("contest", &one_line(contest), names).into(),
            ));
        };
        let contest = found;
        let places: Vec<Place> = contest.ballots.iter().map(|ballot| Place::new(votes, ballot)).collect();
        at_most("ballots", places.iter().map(Place::cast).sum(), MOST_VOTERS)?;
        if places.iter().all(|place| place.of_parties() == 0) {
            return Err(ElectorateError::NoVotes(one_line(&contest.name)));
        }
        let between_candidates = contest.name == Contest::SINGLE
            || places.iter().flat_map(|place| &place.entries).any(|entry| entry.candidate.is_some());
        let is_nationwide = places.iter().any(|place| place.district.is_none());
        if between_candidates && is_nationwide {
            return Err(ElectorateError::Contradiction {
                of: format!("contest `{}`", one_line(&contest.name)),
                problem: "an electorate has ballots between candidates by district; give each ballot its district, \
                          or the votes of parties alone",
            });
        }
        let rolls = Rolls::new(&contest.name, &places, turnout)?;
        let mut electorate = Self {
            name: format!("As in the votes of `{}`", contest.name),
            assumptions: assumptions(&places, &rolls, contest, field),
            swing: Swing::None,
            turnout: Turnout { regions: rolls.by_region(&places), ..Turnout::fixed(rolls.mean) },
            parties: parties(votes, &places),
            districts: rolls.districts(&places),
            regions: regions(votes, &places),
            ..Self::default()
        };
        let (invalid, against_all, others) = (
            rate(&places, |place| (place.invalid.unwrap_or(0), place.cast())),
            rate(&places, |place| (place.against_all, place.not_spoilt())),
            rate(&places, |place| (place.others, place.not_spoilt() - u128::from(place.against_all))),
        );
        let name = contest.name.clone();
        if between_candidates {
            let candidates = places.iter().flat_map(|place| candidates(votes, place)).collect();
            let stand = Candidacy::Listed;
            let personal = 0.0;
            let single = SingleContest {
                name,
                stand,
                personal,
                invalid,
                against_all,
                others,
                candidates,
                ..SingleContest::default()
            };
            electorate.singles.push(single);
        } else {
            let by = if is_nationwide { ReportingLevel::Nation } else { ReportingLevel::District };
            electorate.lists.push(ListContest { name, by, invalid, against_all, others });
        }
        electorate.check()?;
        Ok(electorate)
    }
}

/// A ballot box with its entries.
struct Place<'a> {
    /// None for the nation.
    district: Option<&'a str>,
    region: Option<&'a str>,
    seats: Option<u32>,
    population: Option<u64>,
    entries: Vec<Counted<'a>>,
    against_all: u64,
    others: u64,
    invalid: Option<u64>,
    registered: Option<u64>,
}

/// A list or a candidate, with the votes.
struct Counted<'a> {
    party: Option<usize>,
    candidate: Option<&'a str>,
    votes: u64,
}

impl<'a> Place<'a> {
    fn new(votes: &'a Votes, ballot: &'a Ballot) -> Self {
        let (field, tally) = (votes.field(), votes.tally());
        let district = ballot.district.map(|number| field.districts()[number].as_str());
        let facts = district.and_then(|name| field.facts_of(name));
        let entries = ballot.entries.iter().zip(&tally.votes[ballot.votes()]);
        let entries = entries.map(|(entry, &votes)| Counted {
            party: entry.party,
            candidate: entry.candidate.as_deref(),
            votes,
        });
        let totals = tally.totals[ballot.totals()];
        Self {
            district,
            region: facts.and_then(|facts| facts.region.as_deref()),
            seats: facts.and_then(|facts| facts.seats),
            population: facts.and_then(|facts| facts.population),
            entries: entries.collect(),
            against_all: totals.against_all,
            others: totals.others,
            invalid: totals.invalid,
            registered: totals.registered,
        }
    }

    fn of_parties(&self) -> u128 {
        let own = self.entries.iter().filter(|entry| entry.party.is_some());
        own.map(|entry| u128::from(entry.votes)).sum()
    }

    fn of_party(&self, party: usize) -> u128 {
        let own = self.entries.iter().filter(|entry| entry.party == Some(party));
        own.map(|entry| u128::from(entry.votes)).sum()
    }

    /// Ballots that are not spoilt.
    fn not_spoilt(&self) -> u128 {
        let named: u128 = self.entries.iter().map(|entry| u128::from(entry.votes)).sum();
        named + u128::from(self.others) + u128::from(self.against_all)
    }

    fn cast(&self) -> u128 {
        self.not_spoilt() + u128::from(self.invalid.unwrap_or(0))
    }
}

/// Voters on the rolls of all places.
struct Rolls {
    registered: Vec<u64>,
    /// Places whose roll the votes do not have.
    missing: usize,
    /// The turnout of the others, or the one that is given; that of another country where there is none.
    known: f64,
    is_given: bool,
    /// Of all places, as they are taken.
    mean: f64,
}

impl Rolls {
    fn new(contest: &str, places: &[Place], given: Option<f64>) -> Result<Self, ElectorateError> {
        let (mut ballots, mut voters, mut missing) = (0, 0, 0);
        for place in places {
            let Some(registered) = place.registered else {
                missing += 1;
                continue;
            };
            if u128::from(registered) < place.cast() {
                let district =
                    place.district.map_or(String::new(), |name| format!(", district `{}`", one_line(name)));
                return Err(ElectorateError::Contradiction {
                    of: format!("contest `{}`{district}", one_line(contest)),
                    problem: "there are more ballots than voters on the roll; correct one of them, or leave \
                              @registered out",
                });
            }
            ballots += place.cast();
            voters += u128::from(registered);
        }
        let of_others = if ballots > 0 { share(ballots, voters) } else { Turnout::UK_2019.mean };
        let known = given.unwrap_or(of_others);
        // What is beyond a `u64` is the largest of them, and refused as too many voters.
        let taken = |place: &Place| (place.cast() as f64 / known).ceil() as u64;
        let registered: Vec<u64> =
            places.iter().map(|place| place.registered.unwrap_or_else(|| taken(place))).collect();
        let all: u128 = registered.iter().map(|&registered| u128::from(registered)).sum();
        at_most("voters on the rolls", all, MOST_VOTERS)?;
        let mean = share(places.iter().map(Place::cast).sum(), all);
        Ok(Self { registered, missing, known, is_given: given.is_some(), mean })
    }

    fn by_region(&self, places: &[Place]) -> BTreeMap<String, f64> {
        let ballots = places.iter().zip(&self.registered);
        sums(ballots.map(|(place, &registered)| (place.region, place.cast(), u128::from(registered))))
    }

    fn districts(&self, places: &[Place]) -> Vec<DistrictRoll> {
        let district = |(place, &registered): (&Place, &u64)| DistrictRoll {
            region: place.region.map(str::to_owned),
            turnout: (place.district.is_some() && registered > 0)
                .then(|| share(place.cast(), u128::from(registered))),
            seats: place.seats,
            population: place.population,
            ..DistrictRoll::new(place.district.unwrap_or(NATION), registered)
        };
        places.iter().zip(&self.registered).map(district).collect()
    }
}

/// What the votes know of regions of their districts.
fn regions(votes: &Votes, places: &[Place]) -> Vec<District> {
    let of_places: BTreeSet<&str> = places.iter().filter_map(|place| place.region).collect();
    let known = votes.field().district_facts().iter();
    let is_ballot = |name: &str| places.iter().any(|place| place.district == Some(name));
    let regions = known.filter(|known| of_places.contains(&*known.name) && !is_ballot(&known.name));
    regions.cloned().collect()
}

/// The parties of the contest with their shares in the nation, in regions and in districts.
fn parties(votes: &Votes, places: &[Place]) -> Vec<PartySupport> {
    let stands = |number: usize| {
        places.iter().any(|place| place.entries.iter().any(|entry| entry.party == Some(number)))
    };
    let all: u128 = places.iter().map(Place::of_parties).sum();
    let party = |number: usize| {
        let own = &votes.field().parties()[number];
        let sum = places.iter().map(|place| place.of_party(number)).sum();
        let by_district = places.iter().filter_map(|place| {
            let all = place.of_parties();
            Some((place.district.filter(|_| all > 0)?.to_owned(), support(place.of_party(number), all)))
        });
        let by_region = places.iter().map(|place| (place.region, place.of_party(number), place.of_parties()));
        PartySupport {
            regions: sums(by_region).into_iter().map(|(region, share)| (region, at_least(share))).collect(),
            districts: by_district.collect(),
            registration_order: own.registration_order,
            kind: own.kind.clone(),
            ..PartySupport::new(&own.name, support(sum, all))
        }
    };
    (0..votes.field().parties().len()).filter(|&number| stands(number)).map(party).collect()
}

/// The candidates of a district: their votes by those of the party, or by those of all parties where they have none.
fn candidates(votes: &Votes, place: &Place) -> Vec<Candidate> {
    let of_parties = place.of_parties();
    let alone: u128 =
        place.entries.iter().filter(|entry| entry.party.is_none()).map(|entry| u128::from(entry.votes)).sum();
    let candidate = |entry: &Counted| {
        let own = u128::from(entry.votes);
        let mut candidate = Candidate {
            district: place.district.unwrap_or(NATION).to_owned(),
            name: entry.candidate.map(str::to_owned),
            ..Candidate::default()
        };
        match entry.party {
            Some(party) => {
                candidate.party = Some(votes.field().parties()[party].name.clone());
                let all = place.of_party(party);
                let number = place.entries.iter().filter(|other| other.party == Some(party)).count();
                if number > 1 && all > 0 {
                    // Whoever has no vote gets next to none of the party's.
                    candidate.strength = ln(share(own, all) * number as f64).clamp(-20.0, 20.0);
                }
            }
            None => {
                // Where no party has a vote, the whole is that of those who stand alone.
                let all = if of_parties > 0 { of_parties } else { alone.max(1) };
                candidate.share = Some(support(own, all).min(1.0 / LEAST));
            }
        }
        candidate
    };
    place.entries.iter().map(candidate).collect()
}

/// A part of a whole in the nation, in regions and in districts.
fn rate(places: &[Place], parts: impl Fn(&Place) -> (u64, u128)) -> Rate {
    let each = || places.iter().map(|place| (place, parts(place)));
    let part: u128 = each().map(|(_, (part, _))| u128::from(part)).sum();
    if part == 0 {
        return Rate::default();
    }
    let by_district = each().filter_map(|(place, (part, whole))| {
        Some((place.district.filter(|_| whole > 0)?.to_owned(), share(part.into(), whole)))
    });
    Rate {
        mean: share(part, each().map(|(_, (_, whole))| whole).sum()),
        regions: sums(each().map(|(place, (part, whole))| (place.region, part.into(), whole))),
        districts: by_district.collect(),
        ..Rate::default()
    }
}

/// The shares of regions: sums of parts by sums of wholes.
fn sums<'a>(rows: impl Iterator<Item = (Option<&'a str>, u128, u128)>) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<&str, (u128, u128)> = BTreeMap::new();
    for (region, part, whole) in rows {
        if let Some(region) = region {
            let sum = sums.entry(region).or_default();
            *sum = (sum.0 + part, sum.1 + whole);
        }
    }
    let known = sums.into_iter().filter(|(_, (_, whole))| *whole > 0);
    known.map(|(region, (part, whole))| (region.to_owned(), share(part, whole))).collect()
}

fn share(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A share that an electorate can hold.
fn support(part: u128, whole: u128) -> f64 {
    at_least(share(part, whole))
}

fn at_least(share: f64) -> f64 {
    if share == 0.0 { 0.0 } else { share.max(LEAST) }
}

fn assumptions(places: &[Place], rolls: &Rolls, contest: &Contest, field: &Field) -> Vec<String> {
    let name = &contest.name;
    let mut all = vec![format!(
        "Shares of parties are those of the votes of `{name}`; turnout, {} of the rolls in all, is theirs.",
        percent(rolls.mean)
    )];
    let (turnout, all_places) = (percent(rolls.known), places.len());
    if rolls.missing > 0 && rolls.is_given {
        let of = if rolls.missing == all_places {
            String::new()
        } else {
            format!(" in {} of {all_places} districts", rolls.missing)
        };
        all.push(format!(
            "The votes have no voters on the roll{of}: they are what the turnout that was given, {turnout}, makes of the ballots."
        ));
    } else if rolls.missing == all_places {
        all.push(format!(
            "The votes have no voters on the roll: they are what a turnout of {turnout} makes of the ballots (United \
             Kingdom 2019)."
        ));
    } else if rolls.missing > 0 {
        all.push(format!(
            "{} of {all_places} districts have no voters on the roll: they are what the turnout of the others, \
             {turnout}, makes of the ballots.",
            rolls.missing
        ));
    }
    match places.iter().filter(|place| place.invalid.is_none()).count() {
        0 => {}
        some if some == all_places => {
            all.push(
                "The votes do not give spoilt ballots: there are none, and turnout is without them."
                    .to_owned(),
            );
        }
        some => {
            all.push(format!("{some} of {all_places} districts do not give spoilt ballots: they have none."))
        }
    }
    let standing = contest.ballots.iter().flat_map(|ballot| &ballot.standing);
    if standing.into_iter().any(|standing| *standing != crate::votes::Standing::default()) {
        all.push(
            "Alliances, places on lists, numbers, kinds and groups of candidates are in the votes and not in this \
             electorate."
                .to_owned(),
        );
    }
    let others = field.contests().iter().filter(|other| other.name != contest.name);
    let others: Vec<String> = others.map(|other| format!("`{}`", one_line(&other.name))).collect();
    if !others.is_empty() {
        all.push(format!("Of other contests of the votes, {}, nothing is taken.", others.join(", ")));
    }
    all
}

/// A share in per cent, to the hundredth.
fn percent(share: f64) -> String {
    in_percent_briefly(share, 2)
}
