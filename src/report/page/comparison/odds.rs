//! Drawn elections: what may happen, and how sure that is.

use super::{Page, PageError};
use crate::report::Table;
use crate::report::picture::{Distributions, Frame, Scatter};
use crate::simulate::Confidence;
use crate::simulate::elections::{Digest, Ensemble};
use crate::text::{grouped, in_percent};

const LEVEL: Confidence = Confidence::P95;

/// What the draws say, a sentence for each event.
pub(super) fn in_short(ensemble: &Ensemble) -> Vec<String> {
    let digest = Digest::of(ensemble, LEVEL);
    let percent = |share: f64| in_percent(share, 1);
    let mut sentences = Vec::new();
    for (event, what) in [("majority", "more than half"), ("two thirds", "two thirds or more")] {
        let rows = digest.events.iter().filter(|row| row.event == event);
        let each: Vec<_> = rows
            .map(|row| {
                let (low, high) = (100.0 * row.chance.low, 100.0 * row.chance.high);
                format!("{} under {} [{low:.1}, {high:.1}]", percent(row.chance.share), row.system)
            })
            .collect();
        if !each.is_empty() {
            sentences.push(format!(
                "In drawn elections some party holds {what} of all seats in {}.",
                each.join(", ")
            ));
        }
    }
    sentences
}

/// The whole section.
pub(super) fn section(page: &mut Page, ensemble: &Ensemble) -> Result<(), PageError> {
    page.heading("How sure is this? Drawn elections");
    let digest = Digest::of(ensemble, LEVEL);
    page.text(&format!(
        "{} elections were drawn (seed {}) and each was counted under all rules. Intervals in brackets and standard errors say \
         how exact the draws are; how right they are depends on what is taken for granted, which stands below.",
        grouped(digest.draws),
        digest.seed
    ));
    let caption = format!(
        "{} drawn elections; what they take for granted stands at the end of the page. Bars below: median and the middle 95 % of \
         draws.",
        grouped(digest.draws)
    );
    for (at, system) in ensemble.summary.systems.iter().enumerate() {
        let frame = Frame::new(format!("Seats under {}, drawn", system.name), caption.clone());
        let Ok(picture) = Distributions::of(frame, &ensemble.summary, &system.name, LEVEL) else { continue };
        if picture.rows.is_empty() {
            continue;
        }
        page.picture(&format!("drawn_{}", at + 1), &picture.frame, |frame| {
            Distributions { frame, ..picture.clone() }.svg()
        })?;
    }
    let table = |page: &mut Page, mut table: Table| {
        // They carry what the model takes for granted, which stands once, at the end of the page.
        table.notes.clear();
        page.table(&table);
    };
    table(page, Table::of_seats(&digest));
    page.subheading("What may happen");
    table(page, Table::of_events(&digest));
    if !digest.pairs.is_empty() {
        page.subheading("Differences on the same votes");
        page.text(
            "Each row is the first rules less the second, on the same draws: what moves both alike leaves the difference alone, \
             so that it is known better than either level. The last column says how many times more draws two separate runs would \
             need.",
        );
        table(page, Table::of_pairs(&digest));
    }
    if !digest.indices.is_empty() {
        page.subheading("Fragmentation and disproportionality");
        let frame = Frame::new("Fragmentation and disproportionality, drawn", caption);
        let scatter = Scatter::of(frame, &ensemble.summary, LEVEL);
        if !scatter.marks.is_empty() {
            page.picture("drawn_indices", &scatter.frame, |frame| {
                Scatter { frame, ..scatter.clone() }.svg()
            })?;
        }
        table(page, Table::of_indices(&digest));
    }
    Ok(())
}
