//! A table of one's own: parties with seats, and where they are known with votes and a colour.

use sailau::report::picture::Colour;
use sailau::votes::{Contest, Votes, VotesBuilder};

use crate::failure::Failure;
use crate::named::Source;
use crate::totals::looks_like_a_total;
use crate::votes::VotesOptions;

/// The columns that such a table may have.
const COLUMNS: [&str; 4] = ["party", "votes", "seats", "colour"];
/// Seats that a tie leaves open, in the place of a party.
const TIED: &str = "@tied";
/// Seats that nobody fills.
const UNFILLED: &str = "@unfilled";

/// What a table of parties says.
pub(crate) struct Parties {
    pub(crate) rows: Vec<Party>,
    /// With none for every party where the table has no such column.
    pub(crate) votes: Votes,
    pub(crate) tied: u32,
    pub(crate) unfilled: u32,
}

/// A row of it.
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) seats: u32,
    pub(crate) colour: Option<Colour>,
}

impl Parties {
    /// Reads a table. With `needs_votes` it must have them.
    pub(crate) fn read(source: &Source, options: &VotesOptions, needs_votes: bool) -> Result<Self, Failure> {
        if let Source::Kazakhstan(_) | Source::World(_) | Source::Official(_) = source {
            return Err(format!(
                "{source} alone is no table of parties and seats; give rules and votes, such as {} {source}",
                if let Source::Official(_) = source { "rules.toml".to_owned() } else { source.to_string() }
            )
            .into());
        }
        let table = options.parties(source)?;
        let at = |line: u64, column: &str, what: &str| -> Failure {
            format!("{source}: line {line}, column `{column}`: {what}").into()
        };
        let header: Vec<&str> = table.columns.iter().map(String::as_str).collect();
        let place = |wanted: &str| header.iter().position(|name| *name == wanted);
        check_header(&header, needs_votes).map_err(|what| format!("{source}: {what}"))?;
        let mut builder = VotesBuilder::default();
        let mut parties = Self { rows: Vec::new(), votes: Votes::empty(), tied: 0, unfilled: 0 };
        let mut house = 0u32;
        for (line, row) in &table.rows {
            let field = |column: &str| place(column).and_then(|at| row.get(at)).unwrap_or_default().trim();
            let name = field("party");
            let of_nobody = name.starts_with('@');
            let seats = match field("seats") {
                // Votes for nobody have no seats.
                "" if of_nobody => 0,
                text => whole(text).map_err(|what| at(*line, "seats", &what))?,
            };
            house = house.checked_add(seats).ok_or_else(|| {
                at(*line, "seats", &format!("with the rows before it, these are more than {}", u32::MAX))
            })?;
            let votes = match (place("votes"), field("votes")) {
                (None, _) => 0,
                (Some(_), "") if name == TIED || name == UNFILLED => 0,
                (Some(_), "") if !needs_votes => 0,
                (Some(_), text) => whole(text).map_err(|what| at(*line, "votes", &what))?,
            };
            let colour = Some(field("colour")).filter(|text| !text.is_empty());
            let colour = colour.map(colour_of).transpose().map_err(|what| at(*line, "colour", &what))?;
            let open = match name {
                TIED => Some(&mut parties.tied),
                UNFILLED => Some(&mut parties.unfilled),
                _ => None,
            };
            if let Some(open) = open {
                if votes > 0 {
                    return Err(at(*line, "votes", &format!("a row of `{name}` has no votes")));
                }
                *open = open.saturating_add(seats);
                continue;
            }
            if of_nobody && seats > 0 {
                return Err(at(*line, "seats", &format!("a row of `{name}` has no seats")));
            }
            let entered = builder.votes(Contest::LIST, None, Some(name), None, votes);
            entered.map_err(|problem| at(*line, "party", &problem.to_string()))?;
            if !of_nobody {
                parties.rows.push(Party { name: name.to_owned(), seats, colour });
            }
        }
        // Seats may all be tied or unfilled.
        if builder.has_something_to_count() {
            parties.votes = builder.build().map_err(|problem| format!("{source}: {problem}"))?;
        }
        if let Some(name) = looks_like_a_total(&parties.votes) {
            return Err(format!(
                "{source}: `{name}` looks like the sum of the other rows; take this row out, or give the party another \
                 name if it is one"
            )
            .into());
        }
        if house == 0 {
            return Err(format!("{source}: no row has a seat").into());
        }
        // Names in the one form that votes have.
        for (row, party) in parties.rows.iter_mut().zip(parties.votes.field().parties()) {
            row.name.clone_from(&party.name);
        }
        Ok(parties)
    }

    /// Parties with their seats.
    pub(crate) fn seats(&self) -> impl Iterator<Item = (Option<&str>, u32)> {
        self.rows.iter().map(|row| (Some(row.name.as_str()), row.seats))
    }
}

fn check_header(header: &[&str], needs_votes: bool) -> Result<(), String> {
    let all = COLUMNS.join(", ");
    if let Some(unknown) = header.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(format!(
            "line 1: `{unknown}` is no column of a table of parties; they are {all}, and --columns says which of the \
             file's these are, such as party=Partei,seats=Sitze"
        ));
    }
    if let Some(twice) = (0..header.len()).find(|&at| header[..at].contains(&header[at])) {
        return Err(format!("line 1: the column `{}` stands twice; leave one", header[twice]));
    }
    // Such a line would be taken for a comment.
    if header.first() == Some(&"colour") {
        return Err(
            "line 1: put another column before `colour`: a line that begins with # is a comment".to_owned()
        );
    }
    let needed = ["party", "seats"].into_iter().chain(needs_votes.then_some("votes"));
    match needed.into_iter().find(|needed| !header.contains(needed)) {
        Some(missing) => Err(format!(
            "line 1: there is no column `{missing}`; a table of parties has {all}, and rules stand before votes where \
             this was to be counted"
        )),
        None => Ok(()),
    }
}

/// A whole number that is written as one.
fn whole<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits);
    number.ok_or_else(|| match text {
        "" => "nothing stands here; write 0 for none".to_owned(),
        _ if digits => format!("`{text}` is more than can be counted with"),
        _ => format!("`{text}` is not a whole number; write digits alone, such as 1200"),
    })
}

/// With or without the sign before it.
fn colour_of(text: &str) -> Result<Colour, String> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    format!("#{digits}")
        .parse()
        .map_err(|_| format!("`{text}` is no colour; write it as #rrggbb, such as #0072b2"))
}
