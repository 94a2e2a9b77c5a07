//! Norway: valgresultat.no of the Directorate of Elections, elections of the Storting.
//!
//! Two exports of the same site. JSON has a file an area: `fylke-NN.json` for each of the 19 counties, which are the
//! districts, and `norge.json` for the country, which they are held against (seen: 2021). The CSV has all counties in one
//! file (seen: 2009, 2013, 2017, 2021, 2025).
//!
//! - A party's key is its `partikode`. The exports differ: JSON of 2021 has KRISTNE where the CSV has PDK. So one of the two
//!   is read, never both. One name may have two codes (GT and GENE are both Generasjonspartiet).
//! - JSON rows of category 0 (`Andre`, `Andre2`) are sums of other rows and are passed over.
//! - Blank votes (`BLANKE`) are approved votes; the office's percentages and the threshold are of those without them. They
//!   become `@against-all`.
//! - The seats of a district include one levelling seat, which is won in the country. The districts file has the seats that
//!   the district itself fills, as the law's first step needs them; the official seats are all.

mod county;
mod json;
mod table;

use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::reader::Reader;
use crate::source::Source;

pub(crate) const READER: Reader = Reader {
    name: "valgresultat",
    title: "Norway: elections of the Storting, JSON (`norge.json`, `fylke-NN.json`) or CSV of valgresultat.no",
    recognises: |_, head| json::recognises(head) || table::recognises(head),
    read,
};

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut tables = Vec::new();
    for source in sources {
        if table::recognises(&source.head()?) {
            tables.push(source);
        }
    }
    match tables[..] {
        [] => json::read(sources),
        [table] if sources.len() == 1 => table::read(table),
        [first, second, ..] if tables.len() == sources.len() => {
            let words = format!("one CSV holds the whole election, and {} is another", first.name());
            Err(second.problem(ImportProblem::NotThis(words)))
        }
        [table, ..] => {
            let words =
                "JSON and CSV of valgresultat.no name the same parties by other codes; import one of them";
            Err(table.problem(ImportProblem::NotThis(words.to_owned())))
        }
    }
}
