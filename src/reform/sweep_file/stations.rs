//! Votes of polling stations as an electorate.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

/// Words of a votes file for what is no party.
const ROLL: &str = "@registered";
const AGAINST_ALL: &str = "@against-all";
const INVALID: &str = "@invalid";

/// Votes of a district's polling stations for one party, or for a word that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationVotes {
    /// The district.
    pub district: String,
    /// The party, or `@registered` for the roll, `@invalid` and `@against-all`.
    pub party: String,
    /// The sum of the votes.
    pub votes: u64,
    /// In how many stations.
    pub stations: u64,
}

#[derive(Default)]
struct District {
    stations: u64,
    registered: Option<u64>,
    against_all: u64,
    invalid: u64,
    votes: BTreeMap<String, u64>,
}

/// Fills in an electorate's districts (roll, turnout, number of stations) and its parties' shares, in the nation and by
/// district. What the electorate says about a party by itself stays; so does its list contest, which otherwise has the
/// stations' spoilt ballots and votes against all, at one rate in the nation.
pub(super) fn fill(electorate: &mut Table, rows: Vec<StationVotes>) -> Result<(), String> {
    let mut districts: BTreeMap<String, District> = BTreeMap::new();
    for StationVotes { district, party, votes, stations } in rows {
        let district = districts.entry(district).or_default();
        district.stations = district.stations.max(stations);
        match party.as_str() {
            ROLL => district.registered = Some(votes),
            AGAINST_ALL => district.against_all = votes,
            INVALID => district.invalid = votes,
            other if other.starts_with('@') => {
                return Err(format!(
                    "`{other}` is neither a party nor one of {ROLL}, {AGAINST_ALL}, {INVALID}"
                ));
            }
            _ => {
                let sum = district.votes.entry(party).or_default();
                *sum = sum.saturating_add(votes);
            }
        }
    }
    if districts.is_empty() {
        return Err("it has no rows".to_owned());
    }
    let mut rolls = Vec::with_capacity(districts.len());
    let mut shares: BTreeMap<&str, (u64, Table)> = BTreeMap::new();
    let (mut valid, mut against_all, mut invalid) = (0.0, 0.0, 0.0);
    let standing: BTreeSet<&str> =
        districts.values().flat_map(|of| of.votes.keys()).map(String::as_str).collect();
    for (name, district) in &districts {
        let registered = district.registered.ok_or_else(|| format!("district {name} has no row {ROLL}"))?;
        let sum = district.votes.values().fold(0u64, |sum, &votes| sum.saturating_add(votes));
        let ballots = sum.saturating_add(district.against_all).saturating_add(district.invalid);
        if ballots > registered {
            return Err(format!("district {name} has {ballots} ballots and {registered} voters on the roll"));
        }
        let mut roll = Table::new();
        roll.insert("name".to_owned(), name.clone().into());
        roll.insert("registered".to_owned(), whole(registered));
        roll.insert("turnout".to_owned(), share(ballots, registered));
        roll.insert("stations".to_owned(), whole(district.stations));
        rolls.push(Value::Table(roll));
        valid += sum as f64;
        against_all += district.against_all as f64;
        invalid += district.invalid as f64;
        // Also those without a vote: left out, they would have their national share there.
        for &party in &standing {
            let votes = district.votes.get(party).copied().unwrap_or(0);
            let (all, by_district) = shares.entry(party).or_default();
            *all = all.saturating_add(votes);
            by_district.insert(name.clone(), share(votes, sum));
        }
    }
    let known = electorate.remove("party").unwrap_or_else(|| Value::Array(Vec::new()));
    let Value::Array(mut parties) = known else {
        return Err("the electorate's `party` is a list of tables".to_owned());
    };
    for (party, (votes, by_district)) in shares {
        let of_name = |known: &&mut Value| known.get("name").and_then(Value::as_str) == Some(party);
        let mut new = Table::new();
        let entry = match parties.iter_mut().find(of_name).and_then(Value::as_table_mut) {
            Some(known) => known,
            None => &mut new,
        };
        entry.insert("name".to_owned(), party.into());
        entry.insert("share".to_owned(), Value::Float(votes as f64 / f64::max(valid, 1.0)));
        entry.insert("districts".to_owned(), Value::Table(by_district));
        if !new.is_empty() {
            parties.push(Value::Table(new));
        }
    }
    electorate.insert("party".to_owned(), Value::Array(parties));
    electorate.insert("district".to_owned(), Value::Array(rolls));
    if !electorate.contains_key("list") && !electorate.contains_key("single") {
        let rate = |part: f64, of: f64| {
            let mut rate = Table::new();
            rate.insert("mean".to_owned(), Value::Float(if of > 0.0 { part / of } else { 0.0 }));
            Value::Table(rate)
        };
        let mut list = Table::new();
        list.insert("invalid".to_owned(), rate(invalid, valid + against_all + invalid));
        list.insert("against_all".to_owned(), rate(against_all, valid + against_all));
        electorate.insert("list".to_owned(), Value::Array(vec![Value::Table(list)]));
    }
    Ok(())
}

fn whole(number: u64) -> Value {
    // TOML has no larger numbers; no roll has as many voters.
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn share(part: u64, of: u64) -> Value {
    Value::Float(if of > 0 { part as f64 / of as f64 } else { 0.0 })
}
