//! `count_votes(rules, contest, district, party, votes)`: rows of votes summed and counted.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, UInt64Type};
use datafusion::common::{Result, ScalarValue, exec_datafusion_err};
use datafusion::logical_expr::Accumulator;
use sailau::votes::Contest;
use serde::{Deserialize, Serialize};

use super::arguments::Kind;
use super::declared::{Declared, OfRows};
use crate::error::on_the_wire;
use crate::rules::read_rules;

const NAME: &str = "count_votes";
const KINDS: [Kind; 5] = [Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Whole];

/// The function.
pub(super) fn function() -> Declared<CountVotes> {
    Declared::new(NAME, &KINDS, DataType::LargeUtf8, CountVotes)
}

#[derive(Debug)]
pub(super) struct CountVotes;

impl OfRows for CountVotes {
    fn begin(&self) -> Box<dyn Accumulator> {
        Box::new(Sums::default())
    }
}

/// Contest, district (empty for the nation) and party.
type Place = (String, String, String);

/// Votes that are summed so far: exact, and the same in any order of the rows.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sums {
    rules: Option<String>,
    #[serde(with = "rows")]
    votes: BTreeMap<Place, u64>,
}

/// A table of sums as a list of rows: JSON has no other keys than texts.
mod rows {
    use super::{BTreeMap, Deserialize, Place, Serialize};

    pub(super) fn serialize<S: serde::Serializer>(
        sums: &BTreeMap<Place, u64>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        sums.iter().collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<Place, u64>, D::Error> {
        Ok(Vec::<(Place, u64)>::deserialize(from)?.into_iter().collect())
    }
}

impl Sums {
    fn of_rules(&mut self, rules: &str) -> Result<()> {
        match &self.rules {
            Some(known) if known != rules => {
                Err(on_the_wire(&format!("{NAME} counts under one system; group the rows by their rules")))
            }
            Some(_) => Ok(()),
            None => {
                self.rules = Some(rules.to_owned());
                Ok(())
            }
        }
    }

    fn add(&mut self, place: Place, votes: u64) -> Result<()> {
        let sum = self.votes.entry(place).or_default();
        let new = sum.checked_add(votes);
        *sum = new.ok_or_else(|| on_the_wire(&format!("{NAME}: there are more than 2^64 votes")))?;
        Ok(())
    }

    fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| on_the_wire(&error))
    }

    /// The outcome as JSON, with its protocol; none without rows.
    fn count(&self) -> Result<Option<String>, Box<dyn std::error::Error>> {
        let Some(rules) = &self.rules else { return Ok(None) };
        let rules = read_rules(rules)?;
        // The library's own reader knows what `@against-all` and its kin are.
        let mut sheet = csv::Writer::from_writer(Vec::new());
        sheet.write_record(["contest", "district", "party", "votes"])?;
        for ((contest, district, party), votes) in &self.votes {
            sheet.write_record([contest, district, party, &votes.to_string()])?;
        }
        // A query has one contest: tiers that others fill leave their seats empty, and the outcome says so.
        let votes = rules.read_votes(sheet.into_inner()?.as_slice())?.allow_uncounted();
        Ok(Some(serde_json::to_string(&rules.count(&votes)?)?))
    }
}

impl Accumulator for Sums {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let wrong = || exec_datafusion_err!("{NAME} takes texts and a number of votes");
        let [rules, contest, district, party, votes] = values else { return Err(wrong()) };
        let text = |array: &ArrayRef| array.as_string_opt::<i64>().cloned().ok_or_else(wrong);
        let (rules, contest, district, party) = (text(rules)?, text(contest)?, text(district)?, text(party)?);
        let votes = votes.as_primitive_opt::<UInt64Type>().ok_or_else(wrong)?;
        for row in 0..votes.len() {
            if rules.is_null(row) || party.is_null(row) || votes.is_null(row) {
                return Err(on_the_wire(&format!("{NAME}: a row has no rules, no party or no votes")));
            }
            self.of_rules(rules.value(row))?;
            let contest = if contest.is_null(row) { Contest::LIST } else { contest.value(row) };
            let district = if district.is_null(row) { "" } else { district.value(row) };
            let place = (contest.to_owned(), district.to_owned(), party.value(row).to_owned());
            self.add(place, votes.value(row))?;
        }
        Ok(())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let texts = states.first().and_then(|array| array.as_string_opt::<i64>());
        let texts = texts.ok_or_else(|| exec_datafusion_err!("{NAME} joins texts"))?;
        for text in texts.iter().flatten() {
            let other: Self = serde_json::from_str(text).map_err(|error| on_the_wire(&error))?;
            if let Some(rules) = &other.rules {
                self.of_rules(rules)?;
            }
            for (place, votes) in other.votes {
                self.add(place, votes)?;
            }
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![ScalarValue::LargeUtf8(Some(self.text()?))])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let counted = self.count().map_err(|error| on_the_wire(&format!("{NAME}: {error}")))?;
        Ok(ScalarValue::LargeUtf8(counted))
    }

    fn size(&self) -> usize {
        let names =
            self.votes.keys().map(|(contest, district, party)| contest.len() + district.len() + party.len());
        size_of::<Self>() + names.map(|names| names + size_of::<(Place, u64)>()).sum::<usize>()
    }
}
