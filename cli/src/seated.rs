//! Who has how many seats: named on the command line, read from a table of one's own, or counted.

use clap::Args;
use sailau::report::majority_of;
use sailau::report::picture::{Colour, Frame, Hemicycle, PartySeats};

use crate::command::count::How;
use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::parties::Parties;
use crate::votes::VotesOptions;

/// What stands on the command line.
#[derive(Debug, Args)]
pub(crate) struct Seats {
    /// NAME=SEATS for each party; or a table with the columns party and seats (a file, or -); or rules and votes (each a file,
    /// -, kazakhstan:YYYY-MM-DD or world:NAME)
    #[arg(required = true, value_name = "NAME=SEATS… | TABLE | RULES VOTES", value_parser = word)]
    words: Vec<Word>,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    how: How,
}

#[derive(Debug, Clone)]
enum Word {
    Party(String, u32),
    Source(Source),
}

fn word(text: &str) -> Result<Word, String> {
    let Some((name, seats)) = text.rsplit_once('=') else {
        return Ok(Word::Source(text.parse().unwrap_or_else(|never| match never {})));
    };
    if name.trim().is_empty() {
        return Err("the party has no name; write NAME=SEATS".to_owned());
    }
    if name.contains(char::is_control) {
        return Err("a line break or control character stands in the name; remove it".to_owned());
    }
    let seats = seats.trim().parse().map_err(|_| {
        format!("`{seats}` is no number of seats; a whole number from 0 to {} is needed", u32::MAX)
    })?;
    Ok(Word::Party(name.trim().to_owned(), seats))
}

/// Who sits in a house.
pub(crate) struct Seated {
    /// Parties from left to right.
    pub(crate) parties: Vec<PartySeats>,
    /// Seats of those who stood without a party: each votes alone.
    pub(crate) alone: u32,
    pub(crate) tied: u32,
    pub(crate) unfilled: u32,
    pub(crate) house: u32,
    /// What is shown, and where it is from.
    pub(crate) title: String,
    pub(crate) source: String,
}

impl Seats {
    pub(crate) fn read(&self) -> Result<Seated, Failure> {
        let parties = self.words.iter().filter(|word| matches!(word, Word::Party(..))).count();
        match self.words.as_slice() {
            words if parties == words.len() => self.named(),
            [Word::Source(table)] => self.of_table(table),
            [Word::Source(rules), Word::Source(votes)] => self.counted(rules, votes),
            _ if parties > 0 => {
                Err("some words are NAME=SEATS and some are not; a party's seats stand behind =, and \
                 parties do not stand beside files"
                    .into())
            }
            words => Err(format!(
                "{} files; one is a table of parties and seats, two are rules and votes",
                words.len()
            )
            .into()),
        }
    }

    /// As on the command line.
    fn named(&self) -> Result<Seated, Failure> {
        let mut parties: Vec<PartySeats> = Vec::new();
        for word in &self.words {
            let Word::Party(name, seats) = word else { continue };
            if parties.iter().any(|party| party.name == *name) {
                return Err(format!("`{name}` stands twice; add its seats up").into());
            }
            parties.push(PartySeats { name: name.clone(), seats: *seats, colour: None });
        }
        self.how.nothing_is_counted("the command line")?;
        Seated { parties, ..Seated::nobody("The house", "Seats as given.") }.added_up()
    }

    fn of_table(&self, source: &Source) -> Result<Seated, Failure> {
        let Parties { rows, tied, unfilled, .. } = Parties::read(source, &self.options, false)?;
        self.how.nothing_is_counted(&source.to_string())?;
        let parties =
            rows.into_iter().map(|row| PartySeats { name: row.name, seats: row.seats, colour: row.colour });
        let parties = parties.collect();
        let nobody = match source {
            Source::Stdin => Seated::nobody("The house", "Seats as given."),
            _ => Seated::nobody(source.short(), &format!("Seats: {source}.")),
        };
        Seated { parties, tied, unfilled, ..nobody }.added_up()
    }

    fn counted(&self, rules_source: &Source, votes_source: &Source) -> Result<Seated, Failure> {
        not_both_from_stdin(rules_source, votes_source)?;
        let rules = rules_source.rules()?;
        let votes = self.options.read(votes_source, &rules, self.how.missing_as_nothing)?;
        let outcome = self.how.count(rules_source, &rules, &votes)?;
        let mut seated =
            Seated::nobody(&rules.name, &format!("Votes: {votes_source}. Rules: {rules_source}."));
        for (holder, seats) in outcome.totals() {
            match holder {
                Some(name) => {
                    seated.parties.push(PartySeats { name: name.to_owned(), seats, colour: None });
                }
                None => seated.alone = seats,
            }
        }
        // What the picture of an outcome says of open seats.
        let Hemicycle { tied, unfilled, .. } = Hemicycle::of(Frame::new("", ""), &outcome);
        Ok(Seated { tied, unfilled, house: outcome.house_size, ..seated })
    }
}

impl Seated {
    fn nobody(title: &str, source: &str) -> Self {
        let (title, source) = (title.to_owned(), source.to_owned());
        Self { parties: Vec::new(), alone: 0, tied: 0, unfilled: 0, house: 0, title, source }
    }

    fn added_up(self) -> Result<Self, Failure> {
        let each = self.parties.iter().map(|party| party.seats).chain([self.alone, self.tied, self.unfilled]);
        let house = each.into_iter().try_fold(0u32, u32::checked_add);
        let house = house.ok_or("these are more seats together than can be counted")?;
        Ok(Self { house, ..self })
    }

    /// Who has a majority, in a sentence.
    pub(crate) fn majority(&self) -> String {
        // The first of the largest.
        let largest = self.parties.iter().rev().max_by_key(|party| party.seats);
        let largest = largest.filter(|party| party.seats > 0).map(|party| (party.name.as_str(), party.seats));
        majority_of(self.house, largest, self.tied, self.unfilled)
    }

    /// The picture of it.
    pub(crate) fn hemicycle(self, title: Option<&str>, source: Option<&str>) -> Hemicycle {
        let grey = Colour { red: 0x9a, green: 0x9a, blue: 0x9a };
        let alone = (self.alone > 0).then(|| PartySeats {
            name: "(without a party)".to_owned(),
            seats: self.alone,
            colour: Some(grey),
        });
        Hemicycle {
            frame: Frame::new(title.unwrap_or(&self.title), source.unwrap_or(&self.source)),
            parties: self.parties.into_iter().chain(alone).collect(),
            tied: self.tied,
            unfilled: self.unfilled,
            rows: None,
        }
    }
}
