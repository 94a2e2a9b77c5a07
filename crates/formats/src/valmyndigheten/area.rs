//! An area or a constituency of the JSON of seats.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::error::ImportProblem;
use crate::json::Count;
use crate::levels::{self, Levels};
use crate::{naming, number};

/// What both kinds of areas have in the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an area")]
pub(super) struct Node {
    /// Of an area.
    namn: Option<String>,
    /// Of a constituency.
    namn_valkrets: Option<String>,
    kod: String,
    antal_rostberattigade: Count,
    totalt_antal_roster: Count,
    totalt_antal_fasta_mandat: Option<Count>,
    antal_valdistrikt_raknade: Count,
    antal_valdistrikt_som_ska_raknas: Count,
    rostfordelning: Option<Distribution>,
    mandatfordelning: Option<SeatsNode>,
    valkrets_lista: Option<Vec<Node>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "the votes of an area")]
struct Distribution {
    roster_paverka_mandat: Valid,
    roster_ej_paverka_mandat: Sum,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "votes that give seats")]
struct Valid {
    antal_roster: Count,
    parti_roster: Vec<PartyNode>,
    roster_ovriga_partier: Option<Sum>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a sum of votes")]
struct Sum {
    antal_roster: Option<Count>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a party")]
struct PartyNode {
    partibeteckning: Option<String>,
    partiforkortning: Option<String>,
    partikod: Option<String>,
    antal_roster: Count,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "the seats of an area")]
struct SeatsNode {
    parti_lista: Vec<PartySeats>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "the seats of a party")]
struct PartySeats {
    partikod: String,
    antal_mandat: Count,
    antal_fasta_mandat: Option<Count>,
}

/// An area with its votes and seats.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) name: String,
    pub(super) registered: u64,
    pub(super) counted: u64,
    pub(super) stations: u64,
    pub(super) parties: Vec<Party>,
    /// Votes for parties that are not named.
    pub(super) others: u64,
    valid: u64,
    pub(super) invalid: u64,
    /// Seats that are its own, without levelling seats.
    pub(super) fixed: Option<u64>,
    /// Seats by the party's code.
    pub(super) seats: Option<BTreeMap<String, u64>>,
}

/// A party in an area.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) code: String,
    /// Its letters, or its name.
    pub(super) shown: String,
    pub(super) votes: u64,
}

/// The area and its constituencies, held against each other.
pub(super) fn read(mut node: Node) -> Result<(Area, Vec<Area>), ImportProblem> {
    let parts = node.valkrets_lista.take().unwrap_or_default();
    let whole = Area::of(node)?;
    let mut names = BTreeSet::new();
    let mut areas = Vec::new();
    for part in parts {
        if part.valkrets_lista.as_ref().is_some_and(|parts| !parts.is_empty()) {
            return Err(ImportProblem::Malformed(format!("constituency {} has constituencies", part.kod)));
        }
        let area = Area::of(part)?;
        if !names.insert(area.name.clone()) {
            return Err(ImportProblem::Twice(area.name));
        }
        areas.push(area);
    }
    if !areas.is_empty() {
        whole.check(&areas)?;
    }
    Ok((whole, areas))
}

impl Area {
    fn of(node: Node) -> Result<Self, ImportProblem> {
        let name = naming::own(node.namn_valkrets.as_deref().or(node.namn.as_deref()).unwrap_or_default())?;
        let votes =
            node.rostfordelning.ok_or_else(|| ImportProblem::Missing(format!("{name}, rostfordelning")))?;
        let Valid { antal_roster, parti_roster, roster_ovriga_partier } = votes.roster_paverka_mandat;
        let mut parties = Vec::new();
        let mut codes = BTreeSet::new();
        let (mut sum, mut again) = (0, None);
        for party in parti_roster {
            let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
            let [code, letters, own] =
                [text(&party.partikod), text(&party.partiforkortning), text(&party.partibeteckning)];
            if code.is_empty() || letters == "ÖVR" {
                again = Some(party.antal_roster.0);
                continue;
            }
            if !codes.insert(code.clone()) {
                return Err(ImportProblem::Twice(format!("{name}, party {code}")));
            }
            sum = number::sum(sum, party.antal_roster.0)?;
            let shown = [letters, own].into_iter().find(|text| !text.is_empty());
            let shown = naming::own(&shown.unwrap_or_else(|| code.clone()))?;
            parties.push(Party { code, shown, votes: party.antal_roster.0 });
        }
        // The row of all others stands in for their sum only where that is missing.
        let others =
            roster_ovriga_partier.and_then(|sum| sum.antal_roster).map(|n| n.0).or(again).unwrap_or(0);
        let valid = antal_roster.0;
        levels::same(&name, "valid votes", valid, number::sum(sum, others)?)?;
        let invalid = votes.roster_ej_paverka_mandat.antal_roster;
        let invalid =
            invalid.ok_or_else(|| ImportProblem::Missing(format!("{name}, rosterEjPaverkaMandat")))?.0;
        levels::same(&name, "votes", node.totalt_antal_roster.0, number::sum(valid, invalid)?)?;

        let (mut seats, mut fixed) = (None, node.totalt_antal_fasta_mandat.map(|n| n.0));
        if let Some(SeatsNode { parti_lista }) = node.mandatfordelning {
            let mut by_code = BTreeMap::new();
            let mut own = Some(0);
            for party in parti_lista {
                own = match (own, party.antal_fasta_mandat) {
                    (Some(sum), Some(n)) => Some(number::sum(sum, n.0)?),
                    _ => None,
                };
                let code = party.partikod.trim().to_owned();
                if by_code.insert(code.clone(), party.antal_mandat.0).is_some() {
                    return Err(ImportProblem::Twice(format!("{name}, seats of party {code}")));
                }
            }
            if let (Some(whole), Some(parts)) = (fixed, own) {
                levels::same(&name, "fixed seats", whole, parts)?;
            }
            fixed = fixed.or(own);
            seats = Some(by_code);
        }
        Ok(Self {
            name,
            registered: node.antal_rostberattigade.0,
            counted: node.antal_valdistrikt_raknade.0,
            stations: node.antal_valdistrikt_som_ska_raknas.0,
            parties,
            others,
            valid,
            invalid,
            fixed,
            seats,
        })
    }

    fn check(&self, parts: &[Self]) -> Result<(), ImportProblem> {
        let mut levels = Levels::default();
        let own: BTreeSet<&str> = self.parties.iter().map(|party| &*party.code).collect();
        for part in parts {
            for (what, n) in part.figures() {
                levels.add(&self.name, &what, n)?;
            }
            for party in &part.parties {
                if party.votes > 0 && !own.contains(&*party.code) {
                    levels::same(&self.name, &format!("party {}", party.code), 0, party.votes)?;
                }
            }
        }
        for (what, n) in self.figures() {
            levels.check(&self.name, &what, n)?;
        }
        let below: Option<Vec<&BTreeMap<String, u64>>> =
            parts.iter().map(|part| part.seats.as_ref()).collect();
        if let (Some(seats), Some(below)) = (&self.seats, below) {
            for (code, whole) in seats {
                let sum = below
                    .iter()
                    .filter_map(|seats| seats.get(code))
                    .try_fold(0, |sum, n| number::sum(sum, *n))?;
                levels::same(&self.name, &format!("seats of party {code}"), *whole, sum)?;
            }
        }
        Ok(())
    }

    fn figures(&self) -> impl Iterator<Item = (String, u64)> {
        let figures = [
            ("voters on the roll", self.registered),
            ("votes for other parties", self.others),
            ("valid votes", self.valid),
            ("invalid votes", self.invalid),
        ];
        let parties = self.parties.iter().map(|party| (format!("party {}", party.code), party.votes));
        parties.chain(figures.into_iter().map(|(what, n)| (what.to_owned(), n)))
    }
}
