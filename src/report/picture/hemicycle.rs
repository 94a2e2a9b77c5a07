use std::f64::consts::PI;

use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::{GREY, Paint, paints};
use super::frame::MARGIN;
use super::legend::{Entry, Swatch};
use super::{Colour, Frame, PlotError, named_once};
use crate::apportion::{Method, apportion};
use crate::system::Outcome;
use crate::text::grouped;

/// The seats of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartySeats {
    /// Its name.
    pub name: String,
    /// Its seats.
    pub seats: u32,
    /// Its colour; none for the next of a palette.
    pub colour: Option<Colour>,
}

/// A house as half a circle of seats, a dot each, the parties from left to right in the order given.
///
/// ```
/// use sailau::report::picture::{Frame, Hemicycle};
/// use sailau::{ElectoralSystem, Votes};
///
/// let rules = ElectoralSystem::from_toml(r#"
///     name = "A town"
///     [[tier]]
///     name = "list"
///     seats = 15
///     method = "dhondt"
/// "#)?;
/// let outcome = rules.count(&Votes::list([("Dale", 420), ("Hill", 500), ("Moor", 80)])?)?;
/// let frame = Frame::new("The town council", "Votes as published; shared out by D'Hondt.");
/// let svg = Hemicycle::of(frame, &outcome).svg()?;
/// assert_eq!(svg.matches("<circle").count(), 15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hemicycle {
    /// What stands around it.
    pub frame: Frame,
    /// The parties from left to right. One without seats is in the legend only.
    pub parties: Vec<PartySeats>,
    /// Seats that equal claims leave open; drawn hollow.
    pub tied: u32,
    /// Seats that nobody fills; drawn hollow.
    pub unfilled: u32,
}

/// More dots than this cannot be told apart.
const MOST_SEATS: u64 = 1500;

impl Hemicycle {
    /// The house of an outcome, the largest party first; those without a party are grey, after the others.
    #[must_use]
    pub fn of(frame: Frame, outcome: &Outcome) -> Self {
        let party = |name: Option<&str>, seats| PartySeats {
            name: name.unwrap_or("(without a party)").to_owned(),
            seats,
            colour: if name.is_some() { None } else { Some(GREY) },
        };
        let (parties, alone): (Vec<_>, Vec<_>) =
            outcome.totals().into_iter().partition(|(name, _)| name.is_some());
        Self {
            frame,
            parties: parties.into_iter().chain(alone).map(|(name, seats)| party(name, seats)).collect(),
            tied: sum(outcome.ties.iter().map(|tie| tie.seats)),
            unfilled: sum(outcome.unfilled.iter().map(|row| row.seats)),
        }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no seat or there are
    /// more than 1,500, and when two parties have one name.
    pub fn svg(&self) -> Result<String, PlotError> {
        let house = self.parties.iter().map(|party| u64::from(party.seats)).sum::<u64>()
            + u64::from(self.tied)
            + u64::from(self.unfilled);
        if house == 0 {
            return Err(PlotError::Empty("the house has no seat"));
        }
        if house > MOST_SEATS {
            return Err(PlotError::TooMany { what: "seats", count: house, most: MOST_SEATS });
        }
        named_once(self.parties.iter().map(|party| party.name.as_str()))?;
        let mut canvas = self.frame.begin(self)?;
        let given: Vec<_> = self.parties.iter().map(|party| party.colour).collect();
        let paints = paints(&given);
        self.dots(&mut canvas, &paints, house as u32);
        canvas.y += 14.0;
        canvas.legend(&self.legend(&paints));
        Ok(self.frame.finish(canvas, &self.description(house)))
    }

    fn dots(&self, canvas: &mut Canvas, paints: &[Paint], house: u32) {
        let radius = (canvas.room() / 2.0).min(400.0);
        let (seats, dot) = places(house, radius);
        let (middle, floor) = (canvas.width / 2.0, canvas.y + radius);
        let mut places = seats.into_iter().map(|(x, y)| (middle + x, floor - y));
        canvas.open("seats", "");
        for (party, &paint) in self.parties.iter().zip(paints).filter(|(party, _)| party.seats > 0) {
            canvas.open("party", &format!("{}: {}", super::text::clean(&party.name), party.seats));
            let fill = canvas.fill(paint);
            for (x, y) in places.by_ref().take(party.seats as usize) {
                canvas.circle(x, y, dot, &fill);
            }
            canvas.close();
        }
        let hollow = format!("fill=\"none\" stroke-dasharray=\"2 1.5\" {}", Canvas::stroke(Role::Soft, 1.0));
        for (x, y) in places {
            canvas.circle(x, y, dot, &hollow);
        }
        canvas.close();
        // In the empty middle: the size of the house and what a majority needs.
        let big = (radius * 0.16).clamp(20.0, 52.0);
        let small = canvas.body_size();
        let letters = Letters::new(Role::Ink, big).anchor(Anchor::Middle).bold();
        canvas.text(middle, floor - small * 1.9, letters, &grouped(house));
        let words = format!("majority {}", grouped(house / 2 + 1));
        let letters = Letters::new(Role::Soft, small.min(radius * 0.075)).anchor(Anchor::Middle);
        canvas.text(middle, floor - small * 0.5, letters, &words);
        canvas.y = floor + dot.min(MARGIN);
    }

    fn legend(&self, paints: &[Paint]) -> Vec<Entry> {
        let party = |(party, &paint): (&PartySeats, &Paint)| Entry {
            swatch: Swatch::Box(paint),
            figure: grouped(party.seats),
            name: party.name.clone(),
        };
        let mut entries: Vec<_> = self.parties.iter().zip(paints).map(party).collect();
        for (seats, name) in [(self.tied, "(tied)"), (self.unfilled, "(not filled)")] {
            if seats > 0 {
                entries.push(Entry { swatch: Swatch::Hollow, figure: grouped(seats), name: name.to_owned() });
            }
        }
        entries
    }

    fn description(&self, house: u64) -> String {
        let mut words = format!("A half circle of {} seats.", grouped(house));
        for party in &self.parties {
            words += &format!(" {}: {}.", party.name, grouped(party.seats));
        }
        for (seats, what) in [(self.tied, "tied"), (self.unfilled, "not filled")] {
            if seats > 0 {
                words += &format!(" {}: {}.", what, grouped(seats));
            }
        }
        words
    }
}

fn sum(seats: impl Iterator<Item = u32>) -> u32 {
    seats.fold(0, u32::saturating_add)
}

/// The dots of a house within a half circle of this radius, from left to right, and the radius of a dot. The centre of
/// the circle is the origin, and y points up.
fn places(house: u32, radius: f64) -> (Vec<(f64, f64)>, f64) {
    // The inner 36 % stay free for words.
    const INNER: f64 = 0.36;
    // As few rows as hold the house with dots no further apart along a row than rows are from each other. The outermost
    // dots stay within the radius.
    let mut rows = 1;
    let (radii, apart) = loop {
        let apart = radius * (1.0 - INNER) / f64::from(rows);
        let radii: Vec<f64> = (0..rows).map(|row| radius * INNER + apart * (f64::from(row) + 0.5)).collect();
        let room: f64 = radii.iter().map(|radius| (PI * radius / apart).floor() + 1.0).sum();
        if room >= f64::from(house) {
            break (radii, apart);
        }
        rows += 1;
    };
    // Longer rows take more, in proportion: what else than an apportionment.
    let lengths: Vec<u64> = radii.iter().map(|radius| (radius * 1000.0) as u64).collect();
    let shared = apportion(&lengths, house, Method::SAINTE_LAGUE);
    let mut taken = shared.map_or_else(|_| vec![0; lengths.len()], |shared| shared.seats);
    // What a tie leaves goes to the outer rows.
    let left = house - taken.iter().sum::<u32>();
    let every = lengths.len() as u32;
    for (row, taken) in taken.iter_mut().rev().enumerate() {
        *taken += left / every + u32::from((row as u32) < left % every);
    }
    let mut seats: Vec<(f64, f64)> = Vec::new();
    let mut gap = apart;
    for (&radius, &taken) in radii.iter().zip(&taken) {
        let step = PI / f64::from(taken.saturating_sub(1).max(1));
        if taken > 1 {
            gap = gap.min(radius * 2.0 * (step / 2.0).sin());
        }
        for place in 0..taken {
            let angle = if taken == 1 { PI / 2.0 } else { PI - step * f64::from(place) };
            seats.push((angle, radius));
        }
    }
    // From left to right; in the same direction the inner rows first.
    seats.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let dot = (gap * 0.43).min(radius * 0.09);
    (seats.into_iter().map(|(angle, radius)| (radius * angle.cos(), radius * angle.sin())).collect(), dot)
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn every_house_has_its_dots_and_none_touch() {
        for house in (1..=60).chain([98, 107, 435, 630, 1500]) {
            let (seats, dot) = places(house, 180.0);
            assert_eq!(seats.len(), house as usize);
            for (i, one) in seats.iter().enumerate() {
                assert!(one.0.hypot(one.1) + dot <= 181.0, "{house}: {one:?} is outside");
                for other in &seats[..i] {
                    let far = (one.0 - other.0).hypot(one.1 - other.1);
                    assert!(far > 2.0 * dot, "{house}: {far} apart, dots of {dot}");
                }
            }
        }
    }
}
