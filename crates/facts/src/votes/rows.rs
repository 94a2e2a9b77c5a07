//! The rows of a votes file, into the builder.

use std::io::Read;

use super::builder::At;
use super::error::VotesProblem;
use super::met::Met;
use super::names::{self, Reserved, Who};
use super::paper::Key;
use super::sheet::{Sheet, unknown};
use super::texts::Texts;
use super::{Contest, CsvTable, Difference, Standing, Votes, VotesBuilder, VotesError, numbers};
use crate::text::one_form;

const COLUMNS: &[&str] = &[
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
// Their numbers.
const CONTEST: usize = 0;
const DISTRICT: usize = 1;
const PARTY: usize = 2;
const CANDIDATE: usize = 3;
const VOTES: usize = 4;
const ORDER: usize = 5;
const KIND: usize = 6;
const ALLIANCE: usize = 7;
const SUBALLIANCE: usize = 8;
const CANDIDATES: usize = 9;
const PLACE: usize = 10;
const GROUP: usize = 11;
/// The first of those that say more of a list than its votes.
const BESIDES: usize = ORDER;

/// A votes file that is being read.
pub(super) struct Rows<'a, R> {
    sheet: Sheet<R>,
    /// Which field of a row each of [`COLUMNS`] is.
    places: [Option<usize>; COLUMNS.len()],
    /// Whether rows may say more of a list than its votes.
    besides: bool,
    summed: bool,
    contests: Vec<String>,
    run_offs: Vec<String>,
    kinds: Option<&'a [&'a str]>,
    builder: VotesBuilder,
    met: [Met; 4],
    /// The ballot of the row before, with the numbers of its contest and district.
    ballot: Option<(u32, Option<u32>, At)>,
    /// What rows say besides, where they are added up: the fields as they stand there.
    said: Texts,
}

/// What stands in the place of a party.
#[derive(Clone, Copy)]
enum Party {
    Nobody,
    Of(u32),
    Reserved(Reserved),
    /// A name that only a reserved one may look like.
    Unknown,
}

impl CsvTable {
    /// Reads votes. `tiers` are as in [`Votes::from_csv`]; rules read for themselves with
    /// `ElectoralSystem::read_table`.
    ///
    /// # Errors
    ///
    /// [`VotesError`] names the line, the column, and what is wrong there: the first mistake of the file.
    pub fn read(&self, source: impl Read, tiers: &[&str]) -> Result<Votes, VotesError> {
        self.read_of_kinds(source, tiers, None)
    }

    /// The same for rules that know these kinds of lists: a word that is none of them is refused. With `None` any word is
    /// taken.
    #[doc(hidden)]
    pub fn read_of_kinds(
        &self,
        source: impl Read,
        tiers: &[&str],
        kinds: Option<&[&str]>,
    ) -> Result<Votes, VotesError> {
        Rows::new(source, self, tiers, kinds)?.read()
    }
}

impl<'a, R: Read> Rows<'a, R> {
    pub(super) fn new(
        source: R,
        table: &CsvTable,
        tiers: &[&str],
        kinds: Option<&'a [&'a str]>,
    ) -> Result<Self, VotesError> {
        let sheet = Sheet::new(source, table, COLUMNS, &["party", "votes"])?;
        let mut places = [None; COLUMNS.len()];
        for (place, name) in places.iter_mut().zip(COLUMNS) {
            *place = sheet.place(name);
        }
        let mut contests: Vec<String> = Vec::new();
        for name in [Contest::LIST, Contest::SINGLE].iter().chain(tiers) {
            if !contests.iter().any(|known| known == name) {
                contests.push((*name).to_owned());
            }
        }
        Ok(Self {
            sheet,
            places,
            besides: places[BESIDES..].iter().any(Option::is_some),
            summed: table.summed,
            run_offs: contests.iter().map(|name| format!("{name}{}", Contest::RUN_OFF)).collect(),
            contests,
            kinds,
            builder: VotesBuilder::default(),
            met: Default::default(),
            ballot: None,
            said: Texts::default(),
        })
    }

    pub(super) fn read(mut self) -> Result<Votes, VotesError> {
        while self.sheet.next_row()? {
            self.add_row()?;
        }
        let Self { sheet, builder, .. } = self;
        builder.build().map_err(|problem| match problem {
            VotesProblem::NothingToCount => sheet.at("party", problem),
            problem => problem.into(),
        })
    }

    /// One row into the builder. What is wrong is told in the order of the columns.
    fn add_row(&mut self) -> Result<(), VotesError> {
        let contest = self.contest()?;
        let district = self.district()?;
        let party = self.party()?;
        let candidate = self.candidate()?;
        let votes = self.votes()?;
        match (party, candidate) {
            (Party::Reserved(_), Some(_)) | (Party::Unknown, _) | (Party::Nobody, None) => {
                return self.refused();
            }
            (_, Some(name)) if self.builder.candidates.bytes(name).starts_with(b"@") => {
                return self.refused();
            }
            _ => {}
        }
        let at = match self.ballot {
            Some((c, d, at)) if (c, d) == (contest, district) => at,
            _ => {
                let at = self.builder.ballot_at(contest, district);
                let at = at.map_err(|problem| self.sheet.at("district", problem))?;
                self.ballot = Some((contest, district, at));
                at
            }
        };
        let (party, key) = match party {
            Party::Reserved(reserved) => {
                self.figure(at, reserved, votes)?;
                return if self.besides { self.say_more(at, None, true) } else { Ok(()) };
            }
            Party::Of(party) => (Some(party), Key::new(Some(party), candidate)),
            Party::Nobody | Party::Unknown => (None, Key::new(None, candidate)),
        };
        if self.summed && self.added(at, key, votes)? {
            return Ok(());
        }
        self.builder.enter(at, key, votes).map_err(|problem| self.sheet.at("party", problem))?;
        if self.besides { self.say_more(at, party, false) } else { Ok(()) }
    }

    fn field(&self, column: usize) -> &[u8] {
        self.sheet.field(self.places[column])
    }

    /// The text of one of [`COLUMNS`]; none where it is blank.
    fn text(&self, column: usize) -> Result<Option<&str>, VotesError> {
        self.sheet.text_of(self.field(column), COLUMNS[column])
    }

    fn contest(&mut self) -> Result<u32, VotesError> {
        if let (None, Some((contest, ..))) = (self.places[CONTEST], self.ballot) {
            return Ok(contest);
        }
        let Self { sheet, places, builder, met: [met, ..], contests, run_offs, .. } = self;
        let field =
            if places[CONTEST].is_some() { sheet.field(places[CONTEST]) } else { Contest::LIST.as_bytes() };
        if let Some(number) = met.find(&builder.contest_names, field) {
            return Ok(number);
        }
        let text = sheet.text_of(field, COLUMNS[CONTEST])?.unwrap_or_default();
        let name = &*one_form(text);
        if !contests.iter().chain(&*run_offs).any(|known| known == name) {
            let problem = VotesProblem::UnknownContest(unknown("contest", name, contests));
            return Err(sheet.at(COLUMNS[CONTEST], problem));
        }
        let number = builder.contest(name).map_err(|problem| sheet.at(COLUMNS[CONTEST], problem))?;
        met.keep(number, name, field);
        Ok(number)
    }

    fn district(&mut self) -> Result<Option<u32>, VotesError> {
        let Self { sheet, places, builder, met: [_, met, ..], .. } = self;
        named(sheet, places[DISTRICT], COLUMNS[DISTRICT], met, &mut builder.districts)
    }

    fn candidate(&mut self) -> Result<Option<u32>, VotesError> {
        let Self { sheet, places, builder, met: [.., met], .. } = self;
        named(sheet, places[CANDIDATE], COLUMNS[CANDIDATE], met, &mut builder.candidates)
    }

    fn party(&mut self) -> Result<Party, VotesError> {
        let Self { sheet, places, builder, met: [_, _, met, _], .. } = self;
        let field = sheet.field(places[PARTY]);
        if field.is_empty() {
            return Ok(Party::Nobody);
        }
        if let Some(number) = met.find(&builder.party_names, field) {
            return Ok(Party::Of(number));
        }
        let Some(text) = sheet.text_of(field, COLUMNS[PARTY])? else { return Ok(Party::Nobody) };
        match names::who(Some(text), None) {
            Ok(Who::Nobody(reserved)) => Ok(Party::Reserved(reserved)),
            Ok(Who::Somebody { party: Some(name), .. }) => {
                let number = builder.party(&name).map_err(|problem| sheet.at(COLUMNS[PARTY], problem))?;
                met.keep(number, &name, field);
                Ok(Party::Of(number))
            }
            Ok(Who::Somebody { party: None, .. }) | Err(VotesProblem::Nobody) => Ok(Party::Nobody),
            // What is wrong with it is told in its turn.
            Err(_) => Ok(Party::Unknown),
        }
    }

    fn votes(&self) -> Result<u64, VotesError> {
        let field = self.field(VOTES);
        if let Some(votes) = numbers::of_digits(field) {
            return Ok(votes);
        }
        let text = self.text(VOTES)?.unwrap_or_default();
        numbers::whole(text, u64::MAX).map_err(|problem| {
            let problem = if self.summed { VotesProblem::NotSummable(text.to_owned()) } else { problem };
            self.sheet.at("votes", problem)
        })
    }

    /// Why nobody has the name that stands in this row.
    fn refused(&self) -> Result<(), VotesError> {
        let problem =
            names::who(self.text(PARTY)?, self.text(CANDIDATE)?).err().unwrap_or(VotesProblem::Nobody);
        let column = match problem {
            VotesProblem::ReservedCandidate(_) | VotesProblem::ReservedName(_) => "candidate",
            _ => "party",
        };
        Err(self.sheet.at(column, problem))
    }

    /// A figure of the ballot box.
    fn figure(&mut self, at: At, reserved: Reserved, value: u64) -> Result<(), VotesError> {
        if self.summed
            && let Some(sum) = self.builder.paper_mut(at).figure_mut(reserved)
        {
            let whole = sum.checked_add(value);
            *sum = whole.ok_or_else(|| self.sheet.at("votes", VotesProblem::SumTooLarge))?;
            return Ok(());
        }
        let entered = self.builder.enter_figure(at, reserved, value);
        entered.map_err(|problem| self.sheet.at("party", problem))
    }

    /// Whether the votes were added to those of an earlier row.
    fn added(&mut self, at: At, key: Key, votes: u64) -> Result<bool, VotesError> {
        let Self { sheet, builder, said, .. } = self;
        let paper = builder.paper_mut(at);
        let Some(place) = paper.place(key) else { return Ok(false) };
        if self.besides {
            let before = said.get(paper.said(place)).split(PARTED);
            for (i, before) in (BESIDES..).zip(before) {
                let column = COLUMNS[i];
                let found = sheet.text_of(sheet.field(self.places[i]), column)?.unwrap_or_default();
                if found != before {
                    let (found, before) = (found.to_owned(), before.to_owned());
                    return Err(sheet.in_line(VotesProblem::Differs(Box::new(Difference {
                        column,
                        found,
                        before,
                    }))));
                }
            }
        }
        let sum = paper.votes_mut(place);
        *sum = sum.checked_add(votes).ok_or_else(|| sheet.at("votes", VotesProblem::SumTooLarge))?;
        Ok(true)
    }

    /// What a row says of the list besides its votes.
    fn say_more(&mut self, at: At, party: Option<u32>, of_nobody: bool) -> Result<(), VotesError> {
        self.say_standing(at, party, of_nobody)?;
        if let Some(text) = self.text(ORDER)? {
            let order = self.sheet.small_number(COLUMNS[ORDER], text)?;
            let party = party.ok_or(VotesProblem::OrderOfNoParty);
            let entered = party.and_then(|party| self.builder.order_of(party, order));
            entered.map_err(|problem| self.sheet.at(COLUMNS[ORDER], problem))?;
        }
        if self.summed && !of_nobody {
            let mut fields = String::new();
            for column in BESIDES..COLUMNS.len() {
                if column > BESIDES {
                    fields.push(PARTED);
                }
                fields.push_str(self.text(column)?.unwrap_or_default());
            }
            let said = self.said.number(&fields).map_err(|problem| self.sheet.in_line(problem))?;
            self.builder.paper_mut(at).say(said);
        }
        Ok(())
    }

    fn say_standing(&mut self, at: At, party: Option<u32>, of_nobody: bool) -> Result<(), VotesError> {
        let Self { sheet, places, builder, kinds, .. } = self;
        let text = |column: usize| sheet.text_of(sheet.field(places[column]), COLUMNS[column]);
        let of_somebody = |column: usize| match of_nobody {
            true => Err(sheet.at(COLUMNS[column], VotesProblem::StandingOfNobody)),
            false => Ok(()),
        };
        let kind = text(KIND)?.map(one_form);
        if let Some(kind) = &kind {
            if let Some(kinds) = kinds.filter(|kinds| !kinds.contains(&&**kind)) {
                let problem = VotesProblem::UnknownKind(unknown("kind of list", kind, kinds));
                return Err(sheet.at(COLUMNS[KIND], problem));
            }
            of_somebody(KIND)?;
            if let Some(party) = party {
                builder.kind_of(party, kind).map_err(|problem| sheet.at(COLUMNS[KIND], problem))?;
            }
        }
        let owned = |column: usize| Ok::<_, VotesError>(text(column)?.map(str::to_owned));
        let number =
            |column: usize| text(column)?.map(|text| sheet.small_number(COLUMNS[column], text)).transpose();
        let standing = Standing {
            alliance: owned(ALLIANCE)?,
            suballiance: owned(SUBALLIANCE)?,
            candidates: number(CANDIDATES)?,
            place: number(PLACE)?,
            kind: kind.as_deref().filter(|_| party.is_none()).map(str::to_owned),
            group: owned(GROUP)?,
            withdrawn: false,
        };
        if standing == Standing::default() {
            return Ok(());
        }
        let columns = [(ALLIANCE, standing.alliance.is_some()), (GROUP, standing.group.is_some())];
        of_somebody(columns.into_iter().find(|(_, there)| *there).map_or(CANDIDATES, |(column, _)| column))?;
        builder.stand(at, standing).map_err(|problem| sheet.at(COLUMNS[PARTY], problem))
    }
}

/// Stands between fields that were read as text: no text has it.
const PARTED: char = '\u{1f}';

/// The number of the name in this field; none where it is blank.
#[inline]
fn named<R: Read>(
    sheet: &Sheet<R>,
    place: Option<usize>,
    column: &'static str,
    met: &mut Met,
    texts: &mut Texts,
) -> Result<Option<u32>, VotesError> {
    let field = sheet.field(place);
    if field.is_empty() {
        return Ok(None);
    }
    if let Some(number) = met.find(texts, field) {
        return Ok(Some(number));
    }
    let Some(text) = sheet.text_of(field, column)? else { return Ok(None) };
    let name = one_form(text);
    if name.is_empty() {
        return Ok(None);
    }
    let number = texts.number(&name).map_err(|problem| sheet.at(column, problem))?;
    met.keep(number, &name, field);
    Ok(Some(number))
}
