//! The two CSV forms: votes, and winners where the votes are not known.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::error::VotesProblem;
use super::sheet::{Sheet, unknown};
use super::{CsvTable, District, Votes, VotesError, Winner, numbers};
use crate::text::one_form;

const DISTRICTS_COLUMNS: &[&str] = &["district", "seats", "region", "population"];
const WINNERS_COLUMNS: &[&str] = &["tier", "district", "party", "candidate", "seats"];

impl Votes {
    /// Reads votes in the form that the [module](super) describes.
    ///
    /// `tiers` are the names of the tiers of the rules that will count them: besides `list` and `single` these
    /// may stand under `contest`, and any of them followed by ` run-off`.
    ///
    /// # Errors
    ///
    /// [`VotesError`] names the line, the column, and what is wrong there.
    ///
    /// ```
    /// use sailau::votes::Votes;
    ///
    /// let error = Votes::from_csv("party,votes\nA,12\nB,1.5\n".as_bytes(), &[]).unwrap_err();
    /// assert!(error.to_string().starts_with("line 3, column `votes`: `1.5` is not a whole number"));
    /// ```
    pub fn from_csv(source: impl Read, tiers: &[&str]) -> Result<Self, VotesError> {
        CsvTable::default().read(source, tiers)
    }

    /// [`Votes::from_csv`] of the file at `path`; its errors name the file.
    ///
    /// # Errors
    ///
    /// [`VotesError`], also when the file cannot be opened.
    pub fn open_csv(path: impl AsRef<Path>, tiers: &[&str]) -> Result<Self, VotesError> {
        named(path.as_ref(), |file| Self::from_csv(file, tiers))
    }

    /// Adds winners from a CSV file with the columns `tier,district,party,candidate,seats`.
    ///
    /// Only `tier` has to be there; a row without `seats` is one seat, and a row without a party is a winner who
    /// stood without one. `tiers` are the names that may stand under `tier`.
    ///
    /// # Errors
    ///
    /// [`VotesError`] names the line, the column, and what is wrong there.
    ///
    /// ```
    /// use sailau::votes::Votes;
    ///
    /// let file = "tier,party,seats\nsingle,Amanat,22\nsingle,,7\n";
    /// let votes = Votes::empty().add_winners_csv(file.as_bytes(), &["single"])?;
    /// assert_eq!(votes.winners().len(), 2);
    /// # Ok::<(), sailau::votes::VotesError>(())
    /// ```
    pub fn add_winners_csv(self, source: impl Read, tiers: &[&str]) -> Result<Self, VotesError> {
        let mut sheet = Sheet::new(source, &CsvTable::default(), WINNERS_COLUMNS, &["tier"])?;
        let mut winners = Vec::new();
        while sheet.next_row()? {
            let tier = sheet.text("tier")?.unwrap_or_default();
            if !tiers.iter().any(|own| one_form(own) == one_form(tier)) {
                let problem = VotesProblem::UnknownTier(unknown("tier", tier, tiers));
                return Err(sheet.at("tier", problem));
            }
            let winner = Winner {
                tier: tier.to_owned(),
                district: sheet.text("district")?.map(str::to_owned),
                party: sheet.text("party")?.map(str::to_owned),
                candidate: sheet.text("candidate")?.map(str::to_owned),
                seats: match sheet.text("seats")? {
                    None => 1,
                    Some(text) => sheet.small_number("seats", text)?,
                },
            };
            winner.check().map_err(|problem| {
                let reserved = matches!(problem, VotesProblem::ReservedName(_));
                sheet.at(if reserved { "party" } else { "seats" }, problem)
            })?;
            winners.push(winner);
        }
        if winners.is_empty() {
            return Err(sheet.at("tier", VotesProblem::NothingToCount));
        }
        self.with_winners(winners)
    }

    /// [`Votes::add_winners_csv`] of the file at `path`; its errors name the file.
    ///
    /// # Errors
    ///
    /// [`VotesError`], also when the file cannot be opened.
    pub fn open_winners_csv(self, path: impl AsRef<Path>, tiers: &[&str]) -> Result<Self, VotesError> {
        named(path.as_ref(), |file| self.add_winners_csv(file, tiers))
    }
}

impl Votes {
    /// Adds what is known of districts from a CSV file with the columns `district,seats,region,population`.
    ///
    /// Only `district` has to be there; what is left blank is unknown. A region of districts may have a row too.
    ///
    /// # Errors
    ///
    /// [`VotesError`] names the line, the column, and what is wrong there.
    ///
    /// ```
    /// use sailau::votes::Votes;
    ///
    /// let file = "district,seats,region\nNorth,5,Coast\nSouth,3,Coast\n";
    /// let votes = Votes::empty().add_districts_csv(file.as_bytes())?;
    /// assert_eq!(votes.field().district_facts()[1].region.as_deref(), Some("Coast"));
    /// # Ok::<(), sailau::votes::VotesError>(())
    /// ```
    pub fn add_districts_csv(self, source: impl Read) -> Result<Self, VotesError> {
        let mut sheet = Sheet::new(source, &CsvTable::default(), DISTRICTS_COLUMNS, &["district"])?;
        let mut districts: Vec<District> = Vec::new();
        let mut names = HashSet::new();
        while sheet.next_row()? {
            let name = sheet.text("district")?;
            let name = name.ok_or_else(|| sheet.at("district", VotesProblem::Nobody))?.to_owned();
            if !names.insert(one_form(&name).into_owned()) {
                return Err(sheet.at("district", VotesProblem::Repeated { what: format!("`{name}`") }));
            }
            let seats = sheet.text("seats")?.map(|text| sheet.small_number("seats", text)).transpose()?;
            let population = sheet.text("population")?.map(|text| numbers::whole(text, u64::MAX));
            let population = population.transpose().map_err(|problem| sheet.at("population", problem))?;
            let region = sheet.text("region")?.map(str::to_owned);
            districts.push(District { name, seats, region, population });
        }
        if districts.is_empty() {
            return Err(sheet.at("district", VotesProblem::NothingToCount));
        }
        self.with_districts(districts)
    }

    /// [`Votes::add_districts_csv`] of the file at `path`; its errors name the file.
    ///
    /// # Errors
    ///
    /// [`VotesError`], also when the file cannot be opened.
    pub fn open_districts_csv(self, path: impl AsRef<Path>) -> Result<Self, VotesError> {
        named(path.as_ref(), |file| self.add_districts_csv(file))
    }
}

#[doc(hidden)]
pub fn named<T>(path: &Path, read: impl FnOnce(File) -> Result<T, VotesError>) -> Result<T, VotesError> {
    let name = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| VotesProblem::Unreadable(format!("{name} cannot be opened: {error}")))?;
    read(file).map_err(|mut error| {
        match (&mut error.place, &mut error.problem) {
            (Some(place), _) => place.file = Some(name),
            (None, VotesProblem::Unreadable(what)) => *what = format!("{name} {what}"),
            (None, _) => {}
        }
        error
    })
}
