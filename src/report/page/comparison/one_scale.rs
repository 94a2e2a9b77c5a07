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

/// Systems on each side of the page's rules that the first picture has.
const BESIDE: usize = 2;

impl AmongOthers {
    /// The whole scale, and as much of it as a telephone has room for: what stands out, and the nearest neighbours of the page's rules.
    /// Names are those of pictures.
    fn whole_and_near(&self) -> [Shown; 2] {
        let rows = &self.positions.rows;
        let is_of_page = |at: &usize| self.rules.iter().any(|(_, system)| *system == rows[*at].system);
        let of_page: Vec<usize> = (0..rows.len()).filter(is_of_page).collect();
        let mut shown = [(); 2].map(|()| Shown {
            positions: Positions { rows: Vec::new(), ..self.positions.clone() },
            marked: Vec::new(),
        });
        for (at, row) in rows.iter().enumerate() {
            let is_marked = self.is_marked(&row.system);
            let is_near = is_marked || of_page.iter().any(|&own| own.abs_diff(at) <= BESIDE);
            let day = row.system.strip_prefix("kazakhstan:");
            let name = day.map_or_else(|| row.system.clone(), |day| format!("kz {day}"));
            let placed = format!("{}. {name}", at + 1);
            for one in &mut shown[..if is_near { 2 } else { 1 }] {
                one.positions.rows.push(row.clone());
                if let Some(last) = one.positions.rows.last_mut() {
                    last.system.clone_from(&placed);
                }
                if is_marked {
                    one.marked.push(placed.clone());
                }
            }
        }
        shown
    }
}

/// Positions as they are drawn.
struct Shown {
    positions: Positions,
    marked: Vec<String>,
}

impl Shown {
    /// The picture, and the table below it.
    fn draw(&self, page: &mut Page, name: &str, frame: Frame) {
        let is_marked = |system: &str| self.marked.iter().any(|name| name == system);
        let picture = Ladder::of_scale(frame, &self.positions, is_marked);
        let drawn = page.picture(name, &picture.frame, |frame| Ladder { frame, ..picture.clone() }.svg());
        told(page, drawn);
        page.table(&Table::of_scale_in_short(&self.positions));
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
    let drawn = format!("{} electorates, seed {seed}.", grouped(positions.electorates()));
    let of_all = format!("{drawn} {}", positions.assumptions.join(" "));
    let of_all = Frame::new("Electoral systems on one scale of disproportionality", of_all);
    let [whole, near] = among.whole_and_near();
    if near.positions.rows.len() < whole.positions.rows.len() {
        let title = "These rules, laws of Kazakhstan, and the nearest systems";
        near.draw(page, "scale_near", Frame::new(title, drawn));
        page.text(WORDS);
        page.folded(&format!("All {} systems", positions.rows.len()), |page| {
            whole.draw(page, "scale", of_all)
        });
    } else {
        whole.draw(page, "scale", of_all);
        page.text(WORDS);
    }
    page.list(&positions.assumptions);
    if !aside.is_empty() {
        page.folded("Systems that are not on the scale, and why", |page| {
            page.list(aside.iter().map(|(system, why)| format!("{system}: {why}")));
        });
    }
}

/// What the columns of the table are.
const WORDS: &str = "The number before a name is its place; kz are laws of Kazakhstan, by their first day. In: districts. ±: half of the interval of Gallagher's index. Differs: that index less the one of the system that all are \
     compared with, on the same draws. Parties: effective number in seats. Wasted: votes of lists without a seat. Majority: a list \
     has more than half of the seats; made: with half of the votes or less.";
