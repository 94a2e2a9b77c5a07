//! `sailau reform compare`: the reforms on board in one table.

use std::process::ExitCode;

use sailau::report::{Table, wrapped};

use super::atlas::studies;
use crate::failure::Failure;
use crate::output::{Form, for_people, print};

/// Letters of a party in the last column.
const MOST: usize = 13;

pub(super) fn compare(ids: &[String], form: Form) -> Result<ExitCode, Failure> {
    let studies = studies(ids)?;
    if let Some(table) = form.of(&Table::of_studies(&studies)) {
        return print(&table);
    }
    let mut text = for_people(&Table::of_studies_in_short(&studies, MOST));
    text += &wrapped(
        "\nThe same votes under the laws before and after. moved: seats of a hundred that change hands; bonus: the \
         largest party's share of seats less its share of votes; parties: effective number by seats; Gallagher: \
         disproportionality.",
        0,
    );
    for study in &studies {
        for election in &study.elections {
            if let Some(why) = &election.not_counted {
                text += &wrapped(&format!("Not counted: {}, {}: {why}", study.entry.id, election.name), 2);
            }
        }
    }
    print(&text)
}
