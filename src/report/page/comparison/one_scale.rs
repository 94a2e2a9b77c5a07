//! Where the rules of the page stand among other systems, on synthetic electorates.

use super::{Page, told};
use crate::report::Table;
use crate::report::picture::{Frame, Ladder};
use crate::simulate::scale::Positions;
use crate::text::{grouped, in_percent};

/// Rules of a page among other systems on [one scale](crate::simulate::scale).
#[derive(Debug, Clone)]
pub struct AmongOthers {
    /// Where all stand.
    pub positions: Positions,
    /// The seed of the draws.
    pub seed: u64,
    /// The rules of the page by their names there, and what they are called on the scale.
    pub rules: Vec<(String, String)>,
    /// Others that stand out in the picture, by their names on the scale.
    pub marked: Vec<String>,
    /// Systems that are not on the scale, each with the reason.
    pub aside: Vec<(String, String)>,
}

impl AmongOthers {
    fn is_marked(&self, system: &str) -> bool {
        self.marked.iter().chain(self.rules.iter().map(|(_, name)| name)).any(|name| name == system)
    }

    /// A sentence for each of the rules.
    fn in_sentences(&self) -> Vec<String> {
        let percent = |share: f64| in_percent(share, 2);
        let of = self.positions.rows.len();
        let sentence = |(name, system): &(String, String)| {
            let called = if name == system { name.clone() } else { format!("{name} (there: {system})") };
            if let Some((_, why)) = self.aside.iter().find(|(other, _)| other == system) {
                return Some(format!("{called} is not on the scale: {why}."));
            }
            let at = self.positions.rows.iter().position(|row| row.system == *system)?;
            let index = &self.positions.rows[at].gallagher;
            let (mean, low, high) = (index.mean?, index.low?, index.high?);
            let made = self.positions.rows[at].manufactured.mean?;
            Some(format!(
                "{called}: Gallagher's index is {} [{:.2}, {:.2}], place {} of {of} from the least disproportional on; in {} of the \
                 elections a list has more than half of the seats with half of the votes or less.",
                percent(mean),
                100.0 * low,
                100.0 * high,
                at + 1,
                in_percent(made, 1)
            ))
        };
        self.rules.iter().filter_map(sentence).collect()
    }
}

/// The whole section.
pub(super) fn section(page: &mut Page, among: &AmongOthers) {
    let AmongOthers { positions, seed, aside, .. } = among;
    page.heading("One scale: where these rules stand among others");
    page.text(&format!(
        "{} systems counted the same {} electorates, drawn at random and of no country (seed {seed}), each in the districts of an \
         election of its own. In brackets is the interval of {} %: of the draws, and not of what they take for granted.",
        positions.rows.len(),
        grouped(positions.electorates()),
        positions.level * 100.0
    ));
    page.list(among.in_sentences());
    let frame = Frame::new(
        "Electoral systems on one scale of disproportionality",
        format!(
            "{} electorates, seed {seed}. {}",
            grouped(positions.electorates()),
            positions.assumptions.join(" ")
        ),
    );
    let picture = Ladder::of_scale(frame, positions, |system| among.is_marked(system));
    let drawn = page.picture("scale", &picture.frame, |frame| Ladder { frame, ..picture.clone() }.svg());
    told(page, drawn);
    page.table(&Table::of_scale_in_short(positions));
    page.text(
        "In: districts. ±: half of the interval of Gallagher's index. Differs: that index less the one of the system that all are \
         compared with, on the same draws. Parties: effective number in seats. Wasted: votes of lists without a seat. Majority: a list has \
         more than half of the seats; made: with half of the votes or less.",
    );
    page.list(&positions.assumptions);
    if !aside.is_empty() {
        let lines: Vec<String> = aside.iter().map(|(system, why)| format!("{system}: {why}")).collect();
        page.details("Systems that are not on the scale, and why", &lines.join("\n"));
    }
}
