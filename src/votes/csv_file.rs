//! The two CSV forms: votes, and winners where the votes are not known.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder, Trim};

use super::error::{Place, VotesProblem};
use super::{Contest, District, Standing, Votes, VotesBuilder, VotesError, Winner};
use crate::text::{UnknownName, one_form};

const VOTES_COLUMNS: &[&str] = &[
    "contest",
    "district",
    "party",
    "candidate",
    "votes",
    "registration_order",
    "kind",
    "alliance",
    "suballiance",
    "candidates",
    "place",
    "group",
];
const DISTRICTS_COLUMNS: &[&str] = &["district", "seats", "region", "population"];
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
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
        Self::from_csv_of_kinds(source, tiers, None)
    }

    /// The same for rules that know these kinds of lists: a word that is none of them is refused. With `None` any word is
    /// taken.
    pub(crate) fn from_csv_of_kinds(
        source: impl Read,
        tiers: &[&str],
        kinds: Option<&[&str]>,
    ) -> Result<Self, VotesError> {
        let mut builder = VotesBuilder::default();
        let mut sheet = Sheet::new(source, VOTES_COLUMNS, &["party", "votes"])?;
        let mut contests: Vec<String> = Vec::new();
        for name in [Contest::LIST, Contest::SINGLE].iter().chain(tiers) {
            if !contests.iter().any(|known| known == name) {
                contests.push((*name).to_owned());
            }
        }
        let run_offs: Vec<String> =
            contests.iter().map(|name| format!("{name}{}", Contest::RUN_OFF)).collect();
        while sheet.next_row()? {
            add_votes(&sheet, &mut builder, &contests, &run_offs, kinds)?;
        }
        builder.build().map_err(|problem| match problem {
            VotesProblem::NothingToCount => sheet.at("party", problem),
            problem => problem.into(),
        })
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
        let mut sheet = Sheet::new(source, WINNERS_COLUMNS, &["tier"])?;
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
        let mut sheet = Sheet::new(source, DISTRICTS_COLUMNS, &["district"])?;
        let mut districts: Vec<District> = Vec::new();
        let mut names = HashSet::new();
        while sheet.next_row()? {
            let name = sheet.text("district")?;
            let name = name.ok_or_else(|| sheet.at("district", VotesProblem::Nobody))?.to_owned();
            if !names.insert(one_form(&name).into_owned()) {
                return Err(sheet.at("district", VotesProblem::Repeated { what: format!("`{name}`") }));
            }
            let seats = sheet.text("seats")?.map(|text| sheet.small_number("seats", text)).transpose()?;
            let population = sheet.text("population")?.map(|text| whole_number(text, u64::MAX));
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

pub(crate) fn named<T>(
    path: &Path,
    read: impl FnOnce(File) -> Result<T, VotesError>,
) -> Result<T, VotesError> {
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

/// What a row says of the list besides its votes.
fn add_standing(
    sheet: &Sheet,
    builder: &mut VotesBuilder,
    contest: &str,
    district: Option<&str>,
    party: Option<&str>,
    candidate: Option<&str>,
    kinds: Option<&[&str]>,
) -> Result<(), VotesError> {
    let nobody = |column| sheet.at(column, VotesProblem::StandingOfNobody);
    let kind = sheet.text("kind")?.map(one_form);
    if let (Some(kind), Some(kinds)) = (&kind, kinds)
        && !kinds.contains(&&**kind)
    {
        let problem = VotesProblem::UnknownKind(unknown("kind of list", kind, kinds));
        return Err(sheet.at("kind", problem));
    }
    if let (Some(kind), Some(party)) = (&kind, party) {
        builder.kind(party, kind).map_err(|problem| sheet.at("kind", problem))?;
    } else if kind.is_some() && candidate.is_none() {
        return Err(nobody("kind"));
    }
    let candidates = sheet.text("candidates")?;
    let standing = Standing {
        alliance: sheet.text("alliance")?.map(str::to_owned),
        suballiance: sheet.text("suballiance")?.map(str::to_owned),
        candidates: candidates.map(|text| sheet.small_number("candidates", text)).transpose()?,
        place: sheet.text("place")?.map(|text| sheet.small_number("place", text)).transpose()?,
        kind: kind.filter(|_| party.is_none()).map(Cow::into_owned),
        group: sheet.text("group")?.map(str::to_owned),
    };
    if standing == Standing::default() {
        return Ok(());
    }
    if party.is_none() && candidate.is_none() {
        let columns = [("alliance", standing.alliance.is_some()), ("group", standing.group.is_some())];
        let column = columns.into_iter().find(|(_, there)| *there);
        return Err(nobody(column.map_or("candidates", |(column, _)| column)));
    }
    builder.standing(contest, district, standing).map_err(|problem| sheet.at("party", problem))
}

/// One row of the votes file into the builder.
fn add_votes(
    sheet: &Sheet,
    builder: &mut VotesBuilder,
    contests: &[String],
    run_offs: &[String],
    kinds: Option<&[&str]>,
) -> Result<(), VotesError> {
    let contest =
        if sheet.has("contest") { sheet.text("contest")?.unwrap_or_default() } else { Contest::LIST };
    let contest = &*one_form(contest);
    if !contests.iter().chain(run_offs).any(|known| known == contest) {
        let problem = VotesProblem::UnknownContest(unknown("contest", contest, contests));
        return Err(sheet.at("contest", problem));
    }
    let district = sheet.text("district")?;
    let party = sheet.text("party")?;
    let candidate = sheet.text("candidate")?;
    let number = sheet.text("votes")?.unwrap_or_default();
    let votes = whole_number(number, u64::MAX).map_err(|problem| sheet.at("votes", problem))?;

    builder.votes(contest, district, party, candidate, votes).map_err(|problem| {
        let column = match problem {
            VotesProblem::ReservedCandidate(_) | VotesProblem::ReservedName(_) => "candidate",
            VotesProblem::MixedDistricts(_) => "district",
            _ => "party",
        };
        sheet.at(column, problem)
    })?;

    let reserved = party.filter(|name| name.starts_with('@'));
    add_standing(sheet, builder, contest, district, party.filter(|_| reserved.is_none()), candidate, kinds)?;
    if let Some(text) = sheet.text("registration_order")? {
        let order = sheet.small_number("registration_order", text)?;
        let Some(party) = party.filter(|_| reserved.is_none()) else {
            return Err(sheet.at("registration_order", VotesProblem::OrderOfNoParty));
        };
        builder
            .registration_order(party, order)
            .map_err(|problem| sheet.at("registration_order", problem))?;
    }
    Ok(())
}

/// Digits, and nothing else.
fn whole_number(text: &str, largest: u64) -> Result<u64, VotesProblem> {
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() {
        return Err(VotesProblem::MissingNumber);
    }
    if is_digits(text) {
        let number = text.parse().ok().filter(|&number| number <= largest);
        return number.ok_or_else(|| VotesProblem::TooLarge { found: text.to_owned(), largest });
    }
    let unsigned = text.strip_prefix('-');
    let is_decimal = |s: &str| match s.split_once('.') {
        Some((whole, part)) => is_digits(whole) && is_digits(part),
        None => is_digits(s),
    };
    Err(match unsigned {
        Some(rest) if is_decimal(rest) => VotesProblem::Negative(text.to_owned()),
        None if is_decimal(text) => VotesProblem::Fractional(text.to_owned()),
        _ => VotesProblem::NotANumber(text.to_owned()),
    })
}

/// Why a column's name is not taken: often the whole header is one column, because commas do not part it.
fn unknown_column(name: &str, known: &[&str]) -> VotesProblem {
    let parted_by = |separator: char| name.split(separator).any(|part| known.contains(&part.trim()));
    if name.contains(';') && parted_by(';') {
        VotesProblem::Separator { found: "semicolons" }
    } else if name.contains('\t') && parted_by('\t') {
        VotesProblem::Separator { found: "tabs" }
    } else {
        VotesProblem::UnknownColumn(unknown("column", name, known))
    }
}

fn unknown<T: AsRef<str>>(what: &'static str, name: &str, known: &[T]) -> Box<UnknownName> {
    UnknownName::new(what, &printable(name), known.iter().map(AsRef::as_ref)).into()
}

/// A name as an error can show it in one line.
fn printable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A CSV file whose fields are asked for by column name; knows the place of what it is asked.
struct Sheet {
    reader: csv::Reader<Cursor<Vec<u8>>>,
    columns: Vec<String>,
    row: ByteRecord,
    line: u64,
    /// How far lines have been counted, in bytes.
    counted: usize,
}

impl Sheet {
    fn new(mut source: impl Read, known: &[&str], needed: &[&str]) -> Result<Self, VotesError> {
        let mut bytes = Vec::new();
        source
            .read_to_end(&mut bytes)
            .map_err(|error| VotesProblem::Unreadable(format!("cannot be read: {error}")))?;
        let counted = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let reader = ReaderBuilder::new()
            .trim(Trim::All)
            .comment(Some(b'#'))
            .has_headers(false)
            .from_reader(Cursor::new(bytes));
        let mut sheet = Self { reader, columns: Vec::new(), row: ByteRecord::new(), line: 1, counted };
        if sheet.next_row()? {
            let mut seen = HashSet::new();
            for (i, field) in sheet.row.iter().enumerate() {
                let name = std::str::from_utf8(field)
                    .map_err(|_| sheet.at(&format!("number {}", i + 1), VotesProblem::NotUtf8))?;
                if !known.contains(&name) {
                    return Err(sheet.at(&printable(name), unknown_column(name, known)));
                }
                if !seen.insert(name) {
                    return Err(sheet.at(name, VotesProblem::RepeatedColumn));
                }
                sheet.columns.push(name.to_owned());
            }
        }
        for name in needed {
            if !sheet.has(name) {
                return Err(sheet.at(name, VotesProblem::MissingColumn));
            }
        }
        Ok(sheet)
    }

    fn next_row(&mut self) -> Result<bool, VotesError> {
        match self.reader.read_byte_record(&mut self.row) {
            Ok(more) => {
                if let Some(position) = self.row.position().filter(|_| more) {
                    self.count_lines(position.byte());
                }
                Ok(more)
            }
            Err(error) => Err(self.explain(&error)),
        }
    }

    /// Sets `line` to the line of the row that was read from byte `start`.
    ///
    /// The reader's own line is that of the blank lines and comments before the row, so they are skipped here.
    fn count_lines(&mut self, start: u64) {
        let bytes = self.reader.get_ref().get_ref();
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(&byte) = bytes.get(self.counted) {
            if self.counted >= start && !matches!(byte, b'\r' | b'\n' | b'#') {
                break;
            }
            if self.counted >= start && byte == b'#' {
                let rest = &bytes[self.counted..];
                let end = rest.iter().position(|&byte| byte == b'\n');
                self.counted += end.unwrap_or(rest.len());
                continue;
            }
            // A lone carriage return ends a line too.
            let ends = byte == b'\n' || byte == b'\r' && bytes.get(self.counted + 1) != Some(&b'\n');
            self.line += u64::from(ends);
            self.counted += 1;
        }
    }

    fn explain(&mut self, error: &csv::Error) -> VotesError {
        if let csv::ErrorKind::UnequalLengths { pos, expected_len, len } = error.kind() {
            if let Some(position) = pos {
                self.count_lines(position.byte());
            }
            // The first column without a field, or the last one when there are fields beyond it.
            let missing = usize::try_from(*len).unwrap_or(usize::MAX);
            let column = self.columns.get(missing).or(self.columns.last());
            let column = column.cloned().unwrap_or_default();
            return self.at(&column, VotesProblem::RaggedLine { expected: *expected_len, found: *len });
        }
        VotesError {
            place: Some(Place { file: None, line: self.line, column: None }),
            problem: VotesProblem::Unreadable(error.to_string()),
        }
    }

    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The field of this column; none when it is blank or the file has no such column.
    fn text(&self, column: &str) -> Result<Option<&str>, VotesError> {
        let Some(field) = self.columns.iter().position(|name| name == column).and_then(|i| self.row.get(i))
        else {
            return Ok(None);
        };
        let text = std::str::from_utf8(field).map_err(|_| self.at(column, VotesProblem::NotUtf8))?;
        // The reader took plain spaces away; word processors leave others.
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return Err(self.at(column, VotesProblem::ControlCharacter));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn small_number(&self, column: &str, text: &str) -> Result<u32, VotesError> {
        let number = whole_number(text, u64::from(u32::MAX)).map_err(|problem| self.at(column, problem))?;
        // The limit above is what a u32 can hold.
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    fn at(&self, column: &str, problem: VotesProblem) -> VotesError {
        VotesError {
            place: Some(Place { file: None, line: self.line, column: Some(column.to_owned()) }),
            problem,
        }
    }
}
