//! Canada, Elections Canada: table 12 of the official voting results, "List of candidates by electoral district".
//!
//! Source: elections.ca, "Official reports", raw data (`table_tableau12.csv`). Seen: 2011 whole.
//!
//! - Candidate and party share one cell, with nothing between them but a blank: `Given Family ** Liberal/Libéral`, where
//!   `**` is a sitting member. The cell is parted at the parties that are known, the longest first; others are refused.
//! - In 2011 letters are stored as ISO-8859-1, since 2015 as UTF-8: the `é` of the column names tells which.
//! - The majority stands in the winner's row alone. It and every percentage are held against the votes.
//! - Names are in English and French, and stay so. Those without affiliation have no party.

use std::collections::HashMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::letters;
use crate::naming::own;
use crate::note::NoteKind;
use crate::number::sum;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};

pub(crate) const TABLE12: Reader = Reader {
    name: "table12",
    title: "Canada, Elections Canada: table 12, candidates by electoral district",
    recognises,
    read,
};

const HEADER: &str = "Province,Electoral District Name/Nom de circonscription,";

/// Parties as the cells end with them, in both languages.
const PARTIES: [&str; 46] = [
    "ATN/ADN",
    "Animal Alliance/Environment Voters/Animal Alliance/Environment Voters",
    "Animal Protection Party/Parti Protection Animaux",
    "Bloc Québécois/Bloc Québécois",
    "CAP/PAC",
    "CFF - Canada's Fourth Front/QFC - Quatrième front du Canada",
    "CHP Canada/PHC Canada",
    "Canada Party/Parti Canada",
    "Canadian Action/Action canadienne",
    "Canadian Future Party/Parti Avenir Canadien",
    "Centrist/Centriste",
    "Christian Heritage Party/Parti de l'Héritage Chrétien",
    "Communist/Communiste",
    "Conservative/Conservateur",
    "Conservative/conservateur",
    "Democratic Advancement/Avancement de la Démocratie",
    "FPNP/FPNP",
    "Forces et Démocratie - Allier les forces de nos régions/Forces et Démocratie - Allier les forces de nos régions",
    "Free Party Canada/Parti Libre Canada",
    "Green Party/Parti Vert",
    "Heritage Party/Parti de l'Héritage Chrétien",
    "Liberal/Libéral",
    "Libertarian/Libertarien",
    "Marijuana Party/Parti Marijuana",
    "Marxist-Leninist/Marxiste-Léniniste",
    "Maverick Party/Maverick Party",
    "N.D.P./N.P.D.",
    "NDP-New Democratic Party/NPD-Nouveau Parti démocratique",
    "National Citizens Alliance/Alliance Nationale Citoyens",
    "Nationalist/Nationaliste",
    "PACT/PRCT",
    "PC Party/Parti PC",
    "Parti Patriote/Parti Patriote",
    "Parti Rhinocéros Party/Parti Rhinocéros Party",
    "People's Party - PPC/Parti populaire - PPC",
    "Pirate Party/Parti Pirate",
    "Pirate/Pirate",
    "Pour l'Indépendance du Québec/Pour l'Indépendance du Québec",
    "Radical Marijuana/Radical Marijuana",
    "Rhinoceros/Rhinocéros",
    "Seniors Party/Parti des aînés",
    "The Bridge/Le Lien",
    "United Party of Canada (UP)/Parti Uni du Canada (UP)",
    "United Party/Parti Uni",
    "VCP/CAC",
    "WBP/WBP",
];
/// Those who stand for none.
const NO_PARTY: [&str; 3] =
    ["Independent/Indépendant", "Independent/Indépendant(e)", "No Affiliation/Aucune appartenance"];

fn recognises(_: &Source, head: &[u8]) -> bool {
    let start = letters::without_mark(head);
    start.starts_with(HEADER.as_bytes())
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut ridings = Ridings::default();
    for source in sources {
        ridings.file(source)?;
    }
    Ok(ridings.import())
}

/// How letters are stored, by the first line: both have the word for a majority in French there.
fn encoding(source: &Source) -> Result<&'static Encoding, ImportError> {
    let head = source.head()?;
    let header = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has = |word: &[u8]| header.windows(word.len()).any(|part| part == word);
    if has("Majorité".as_bytes()) {
        Ok(UTF_8)
    } else if has(b"Majorit\xe9") {
        Ok(WINDOWS_1252)
    } else {
        Err(source.problem_at(1, ImportProblem::Missing("Majority/Majorité".to_owned())))
    }
}

struct Columns {
    province: usize,
    name: usize,
    number: usize,
    candidate: usize,
    votes: usize,
    percentage: usize,
    majority: usize,
}

impl Columns {
    /// Some names are bilingual in some years only, so their beginnings tell.
    fn of(table: &Table<'_>, source: &Source) -> Result<Self, ImportError> {
        let column = |start: &str| {
            let mut found = table.columns().iter().enumerate().filter(|(_, name)| {
                name.strip_prefix(start)
                    .is_some_and(|rest| rest.trim_start().is_empty() || rest.trim_start().starts_with('/'))
            });
            match (found.next(), found.next()) {
                (Some((at, _)), None) => Ok(at),
                (None, _) => Err(source.problem_at(1, ImportProblem::Missing(start.to_owned()))),
                (Some(_), Some(_)) => Err(source.problem_at(1, ImportProblem::Twice(start.to_owned()))),
            }
        };
        Ok(Self {
            province: column("Province")?,
            name: column("Electoral District Name")?,
            number: column("Electoral District Number")?,
            candidate: column("Candidate")?,
            votes: column("Votes Obtained")?,
            percentage: column("Percentage of Votes Obtained")?,
            majority: column("Majority")?,
        })
    }
}

#[derive(Default)]
struct Ridings {
    ridings: Vec<Riding>,
    numbers: HashMap<u64, usize>,
    names: HashMap<String, u64>,
}

struct Riding {
    name: String,
    province: String,
    stood: Vec<Stood>,
}

struct Stood {
    line: u64,
    name: String,
    party: Option<&'static str>,
    votes: u64,
    percentage: Percentage,
    majority: Option<u64>,
}

impl Ridings {
    fn file(&mut self, source: &Source) -> Result<(), ImportError> {
        let dialect =
            Dialect { separator: b',', encoding: encoding(source)?, header: "Province", ragged: false };
        let mut table = Table::open(source, &dialect)?;
        let columns = Columns::of(&table, source)?;
        let before = self.ridings.len();
        while let Some(line) = table.next_row()? {
            self.row(&columns, &line, before)?;
        }
        let read = &self.ridings[before..];
        if read.is_empty() {
            return Err(
                source.problem(ImportProblem::Cut("no district stands below the column names".to_owned()))
            );
        }
        read.iter().try_for_each(|riding| riding.check(source))
    }

    fn row(&mut self, columns: &Columns, line: &Line<'_>, before: usize) -> Result<(), ImportError> {
        let number = line.whole(columns.number)?;
        let (name, province) = (line.text(columns.name)?, line.text(columns.province)?);
        let riding = match self.numbers.get(&number) {
            Some(&known) if known < before => {
                let what = format!("{name}, which a file before has too");
                return Err(line.problem(columns.number, ImportProblem::Twice(what)));
            }
            Some(&known) => {
                let own = &self.ridings[known];
                if own.name != name || own.province != province {
                    let problem = format!(
                        "district {number} is {}, {} above and {name}, {province} here",
                        own.name, own.province
                    );
                    return Err(line.problem(columns.number, ImportProblem::Malformed(problem)));
                }
                known
            }
            None => {
                own(&name).map_err(|problem| line.problem(columns.name, problem))?;
                own(&province).map_err(|problem| line.problem(columns.province, problem))?;
                if let Some(other) = self.names.insert(name.clone().into_owned(), number) {
                    let problem = format!("{name} is district {other} above and {number} here");
                    return Err(line.problem(columns.number, ImportProblem::Malformed(problem)));
                }
                self.numbers.insert(number, self.ridings.len());
                self.ridings.push(Riding {
                    name: name.into_owned(),
                    province: province.into_owned(),
                    stood: Vec::new(),
                });
                self.ridings.len() - 1
            }
        };
        let cell = line.text(columns.candidate)?;
        let wrong = |problem| line.problem(columns.candidate, problem);
        let (name, party) = parted(&cell).map_err(wrong)?;
        own(name).map_err(wrong)?;
        let stood = &mut self.ridings[riding].stood;
        if stood.iter().any(|other| other.name == name && other.party == party) {
            return Err(line.problem(columns.candidate, ImportProblem::Twice(cell.into_owned())));
        }
        let percentage = line.text(columns.percentage)?;
        let percentage =
            Percentage::of(&percentage).map_err(|problem| line.problem(columns.percentage, problem))?;
        stood.push(Stood {
            line: line.line,
            name: name.to_owned(),
            party,
            votes: line.whole(columns.votes)?,
            percentage,
            majority: line.optional(columns.majority)?,
        });
        Ok(())
    }

    fn import(self) -> Import {
        let mut import = Import::default();
        let districts = self.ridings.len();
        for Riding { name: district, province, stood } in self.ridings {
            for Stood { name, party, votes, majority, .. } in stood {
                let party = party.map(str::to_owned);
                if majority.is_some() {
                    import.official.push(OfficialSeats {
                        contest: "single".to_owned(),
                        district: Some(district.clone()),
                        party: party.clone(),
                        candidate: Some(name.clone()),
                        seats: 1,
                    });
                }
                import.rows.push(Row {
                    contest: "single".to_owned(),
                    district: Some(district.clone()),
                    party,
                    candidate: Some(name),
                    votes,
                    ..Row::default()
                });
            }
            import.districts.push(District {
                district,
                seats: Some(1),
                region: Some(province),
                population: None,
            });
        }
        import.note(
            NoteKind::StatusUnknown,
            "the file does not say whether it is final; Elections Canada publishes table 12 with the official results",
        );
        import.note(NoteKind::Lacks, "voters on the roll and rejected ballots are in table 11");
        import.note(
            NoteKind::LeftOut,
            format!("residence, occupation and who was a member before, of {districts} districts"),
        );
        import
    }
}

impl Riding {
    /// Holds the majority and the percentages against the votes.
    fn check(&self, source: &Source) -> Result<(), ImportError> {
        let mut total = 0;
        for stood in &self.stood {
            total = sum(total, stood.votes).map_err(|problem| source.problem_at(stood.line, problem))?;
        }
        // The office writes 44 for 44.0: the finest says how all are rounded.
        let finest = self.stood.iter().map(|stood| stood.percentage.scale).max().unwrap_or(1);
        for Stood { line, name, votes, percentage, .. } in &self.stood {
            if !percentage.is_of(*votes, total, finest) {
                let problem = format!(
                    "{name} has {votes} of {total} votes in {}, and that is not {percentage} per cent; the file does not \
                     agree with itself",
                    self.name
                );
                return Err(source.problem_in(
                    *line,
                    "Percentage of Votes Obtained",
                    ImportProblem::Other(problem),
                ));
            }
        }
        let mut winners = self.stood.iter().filter(|stood| stood.majority.is_some());
        let (winner, majority) = match (winners.next(), winners.next()) {
            (Some(winner), None) => (winner, winner.majority.unwrap_or_default()),
            (None, _) => {
                let problem = ImportProblem::Cut(format!("nobody in {} has a majority", self.name));
                return Err(source.problem(problem));
            }
            (_, Some(second)) => {
                let problem = ImportProblem::Twice(format!("the majority in {}", self.name));
                return Err(source.problem_in(second.line, "Majority/Majorité", problem));
            }
        };
        let others = self.stood.iter().filter(|stood| stood.line != winner.line);
        let second = others.map(|stood| stood.votes).max().unwrap_or(0);
        if winner.votes.checked_sub(second) != Some(majority) {
            let problem = format!(
                "{} is {majority} ahead with {} votes in {}, and the next has {second}; the file does not agree with itself",
                winner.name, winner.votes, self.name
            );
            return Err(source.problem_in(winner.line, "Majority/Majorité", ImportProblem::Other(problem)));
        }
        Ok(())
    }
}

/// The candidate and the party of one cell.
fn parted(cell: &str) -> Result<(&str, Option<&'static str>), ImportProblem> {
    let known = PARTIES.iter().chain(&NO_PARTY);
    let found = known.filter(|party| cell.strip_suffix(**party).is_some_and(|name| name.ends_with(' ')));
    let Some(party) = found.max_by_key(|party| party.len()) else {
        return Err(ImportProblem::Other(format!(
            "`{cell}` ends with no party that is known here, and nothing else says where the name ends"
        )));
    };
    let name = cell[..cell.len() - party.len()].trim_end();
    let name = name.strip_suffix("**").map_or(name, str::trim_end);
    if name.is_empty() {
        return Err(ImportProblem::Other(format!("`{cell}` is a party without a candidate")));
    }
    Ok((name, Some(*party).filter(|party| !NO_PARTY.contains(party))))
}

/// A percentage as it stands: `44`, `40.5`, `.8`.
struct Percentage {
    text: String,
    /// The digits without the point.
    digits: u128,
    /// Ten to the number of decimals.
    scale: u128,
}

impl Percentage {
    fn of(text: &str) -> Result<Self, ImportProblem> {
        let wrong = || ImportProblem::Other(format!("`{text}` is no percentage"));
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{decimals}");
        let plain = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let digits =
            Some(digits).filter(|_| plain).and_then(|digits| digits.parse().ok()).ok_or_else(wrong)?;
        let decimals = u32::try_from(decimals.len()).map_err(|_| wrong())?;
        Ok(Self { text: text.to_owned(), digits, scale: 10u128.pow(decimals) })
    }

    /// Whether these votes are so many per cent of all, rounded either way to a decimal: to the `finest`th.
    fn is_of(&self, votes: u64, total: u64, finest: u128) -> bool {
        // Votes are below 2^64, and digits and scales below 2^27 each.
        let exact = u128::from(votes) * 100 * finest;
        let said = self.digits * (finest / self.scale) * u128::from(total);
        2 * exact.abs_diff(said) <= u128::from(total)
    }
}

impl std::fmt::Display for Percentage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
