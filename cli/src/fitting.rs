//! An electorate of votes: for `fit`, and wherever an electorate is asked for and votes are given.

use std::str::FromStr;

use clap::Args;
use sailau::electorate::fit::{Fit, FitError, Parameter, Series, published};
use sailau::electorate::{Electorate, LogisticNormal, SingleContest, Swing};
use sailau::law::Share;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

use crate::command::compare::names;
use crate::failure::Failure;
use crate::named::Source;
use crate::votes::VotesOptions;

/// What is said of elections besides their votes.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FitOptions {
    /// The contest whose votes they are, such as list; that of the lists, or the first, when it is left out
    #[arg(long, value_name = "NAME", help_heading = "Fit")]
    contest: Option<String>,
    /// A party that was renamed, or went into another: its old votes are those of the new one
    #[arg(long, value_name = "OLD=NEW", value_parser = pair::<String>, help_heading = "Fit")]
    same: Vec<(String, String)>,
    /// The share of the country's votes below which a party says nothing about swings; 1% when it is left out
    #[arg(long, value_name = "SHARE", help_heading = "Fit")]
    least: Option<Share>,
    /// The turnout of an election whose votes do not give the voters on the roll
    #[arg(long, value_name = "ELECTION=SHARE", value_parser = pair::<Share>, help_heading = "Fit")]
    turnout: Vec<(String, Share)>,
    /// What to take where the elections do not say, such as local-swing=0.1
    #[arg(long, value_name = "PARAMETER=NUMBER", value_parser = pair::<f64>, help_heading = "Fit")]
    assume: Vec<(String, f64)>,
    /// A contest between candidates on the same days: what is the candidates' own
    #[arg(long, value_name = "NAME", help_heading = "Fit")]
    second_ballot: Option<String>,
    /// Add a ballot between candidates (contest single) in so many districts of equal rolls, in which every party stands
    #[arg(long, value_name = "DISTRICTS", help_heading = "Fit")]
    candidates: Option<u32>,
}

/// An electorate, and what the elections say about it.
pub(crate) struct Fitted {
    pub(crate) electorate: Electorate,
    pub(crate) fit: Fit,
    /// The contest whose votes they are.
    pub(crate) contest: String,
    /// The elections, in the order in which they were given.
    pub(crate) elections: Vec<String>,
}

/// `NAME=VALUE`.
fn pair<T: FromStr>(text: &str) -> Result<(String, T), String>
where
    T::Err: std::fmt::Display,
{
    let (name, value) = text.split_once('=').ok_or("there is no = in it; write NAME=VALUE")?;
    let value = value.trim().parse().map_err(|error: T::Err| error.to_string())?;
    Ok((name.trim().to_owned(), value))
}

fn real(share: Share) -> f64 {
    f64::from(share.numerator()) / f64::from(share.denominator())
}

/// Votes of one election say nothing of swings: they are taken to be what others published, unless assumed otherwise.
pub(crate) fn vary_as_others(electorate: &mut Electorate, assumed: &[(String, f64)]) {
    let mut swing = LogisticNormal::default();
    let levels = [
        (Parameter::NationalSwing, &mut swing.nation),
        (Parameter::RegionalSwing, &mut swing.region),
        (Parameter::LocalSwing, &mut swing.district),
    ];
    for (parameter, level) in levels {
        let given = assumed.iter().rfind(|(name, _)| name.parse() == Ok(parameter));
        let (value, source) = match (given, published(parameter)) {
            (Some((_, value)), _) => (*value, "given with --assume"),
            (None, Some(published)) => (published.value, published.source),
            (None, None) => continue,
        };
        *level = value;
        let sentence = format!("{parameter} {value}, assumed: there is one election only ({source})");
        electorate.fit.insert(parameter, sentence);
    }
    electorate.swing = Swing::LogisticNormal(swing);
}

impl FitOptions {
    /// Whether something is said.
    pub(crate) fn says_something(&self) -> bool {
        let Self { contest, same, least, turnout, assume, second_ballot, candidates } = self;
        let lists = [same.is_empty(), turnout.is_empty(), assume.is_empty()];
        let options = [contest.is_none(), least.is_none(), second_ballot.is_none(), candidates.is_none()];
        !lists.into_iter().chain(options).all(|is_silent| is_silent)
    }

    /// The electorate of the last of these elections, varying as all of them did.
    pub(crate) fn fit(
        &self,
        sources: &[Source],
        rules: &ElectoralSystem,
        reading: &VotesOptions,
    ) -> Result<Fitted, Failure> {
        let read = self.read(sources, rules, reading)?;
        let fit = self.series(&read)?.fit().map_err(in_words)?;
        let electorate = self.of_last(&read, sources)?.with_fit(&fit);
        let Read { contest, elections, .. } = read;
        Ok(Fitted { electorate, fit, contest, elections })
    }

    /// The same, or the electorate of a single election, which varies as others did.
    pub(crate) fn electorate(
        &self,
        sources: &[Source],
        rules: &ElectoralSystem,
        reading: &VotesOptions,
    ) -> Result<Electorate, Failure> {
        if sources.len() != 1 {
            return Ok(self.fit(sources, rules, reading)?.electorate);
        }
        let read = self.read(sources, rules, reading)?;
        let mut electorate = self.of_last(&read, sources)?;
        vary_as_others(&mut electorate, &self.assume);
        // What is given is checked as where several elections are.
        self.series(&read)?;
        Ok(electorate)
    }

    fn read(
        &self,
        sources: &[Source],
        rules: &ElectoralSystem,
        reading: &VotesOptions,
    ) -> Result<Read, Failure> {
        let votes = sources.iter().map(|source| reading.read(source, rules, true));
        let votes = votes.collect::<Result<Vec<Votes>, _>>()?;
        let last = votes.last().ok_or("there are no votes to fit an electorate to")?;
        let contest = self.contest.clone().unwrap_or_else(|| last.main_contest().to_owned());
        Ok(Read { votes, contest, elections: names(sources) })
    }

    fn series(&self, read: &Read) -> Result<Series, Failure> {
        let mut series = Series::new(&read.contest);
        for (old, new) in &self.same {
            series = series.same_party(old, new);
        }
        if let Some(second) = &self.second_ballot {
            series = series.second_ballot(second);
        }
        if let Some(least) = self.least {
            series = series.smallest_share(real(least))?;
        }
        for (name, value) in &self.assume {
            series = series.assume(name.parse()?, *value, "given with --assume")?;
        }
        for (name, votes) in read.elections.iter().zip(&read.votes) {
            series.add(name, votes)?;
        }
        for (election, turnout) in &self.turnout {
            series.add_turnout(election, real(*turnout))?;
        }
        Ok(series)
    }

    /// The electorate of the last election, which does not vary yet.
    fn of_last(&self, read: &Read, sources: &[Source]) -> Result<Electorate, Failure> {
        let Read { votes, contest, elections } = read;
        let (Some(last), Some(name)) = (votes.last(), elections.last()) else {
            return Err("there are no votes to fit an electorate to".into());
        };
        let turnout = self.turnout.iter().rfind(|(election, _)| election == name);
        let mut electorate = match turnout {
            Some(&(_, turnout)) => Electorate::from_votes_at(last, contest, real(turnout))?,
            None => Electorate::from_votes(last, contest)?,
        };
        if let Some(districts) = self.candidates {
            electorate.singles.push(SingleContest::default());
            electorate = electorate.redrawn(districts);
        }
        electorate.name = match elections.as_slice() {
            [first, .., last] => format!("{last}, varying as from {first} to {last}"),
            _ => format!("{name}, varying as others did"),
        };
        electorate.sources = sources.iter().map(|source| format!("Votes of {source}")).collect();
        Ok(electorate)
    }
}

/// The elections that were given.
struct Read {
    votes: Vec<Votes>,
    contest: String,
    elections: Vec<String>,
}

/// The options have other names here than in the library.
fn in_words(error: FitError) -> String {
    error.to_string().replace("`same_party`", "--same")
}
