use std::error::Error;
use std::fmt::Write as _;

use sailau::kazakhstan::{ReformMeasure, ReformStatus, reform_2022};
use sailau::law::Certainty;
use sailau::report::wrapped;
use serde_json::to_value;

use super::Page;

pub(crate) fn register() -> Result<Page, Box<dyn Error>> {
    let measures = reform_2022();
    let count = |status| measures.iter().filter(|one| one.status == status).count();
    let sentence = format!(
        "{} measures: {} enacted, {} in part, {} undone since, {} not enacted, {} not looked up; {} are modelled here.",
        measures.len(),
        count(ReformStatus::Enacted),
        count(ReformStatus::Partly),
        count(ReformStatus::Undone),
        count(ReformStatus::NotEnacted),
        count(ReformStatus::NotKnown),
        measures.iter().filter(|one| one.room.is_some()).count(),
    );
    let mut first =
        format!("REGISTER OF THE REFORM: what was announced on 16 March 2022\n{}", wrapped(&sentence, 0));
    let mut text = first.clone();
    let mut area = "";
    for measure in measures {
        if measure.area != area {
            area = &measure.area;
            writeln!(text, "\n  {}", area.to_uppercase())?;
            writeln!(first, "\n  {}", area.to_uppercase())?;
        }
        first += &wrapped(&format!("  {}", headed(measure)), 6);
        write_measure(&mut text, measure)?;
    }
    Ok(Page { sentence, first: Some(first), text, json: to_value(measures)? })
}

/// Its title, and what became of it.
fn headed(measure: &ReformMeasure) -> String {
    let since = measure.since.map(|day| format!(" since {day}")).unwrap_or_default();
    let until = measure.until.map(|day| format!(" until {day}")).unwrap_or_default();
    format!("{} [{}{since}{until}]", measure.title, measure.status)
}

fn write_measure(text: &mut String, measure: &ReformMeasure) -> Result<(), Box<dyn Error>> {
    writeln!(text, "  {}", headed(measure))?;
    if !measure.from.is_empty() {
        writeln!(text, "      before: {}", measure.from)?;
    }
    writeln!(text, "      after:  {}", measure.to)?;
    if let Some(article) = &measure.article {
        writeln!(text, "      law:    {article}")?;
    }
    match (&measure.room, &measure.no_room) {
        (Some(room), _) => writeln!(text, "      model:  {room}")?,
        (None, why) => writeln!(text, "      model:  none: {}", why.as_deref().unwrap_or_default())?,
    }
    if measure.certainty != Certainty::Verified {
        let note = measure.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
        writeln!(text, "      doubt:  {}{note}", measure.certainty)?;
    }
    Ok(())
}
