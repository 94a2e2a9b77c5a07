mod places;
mod terminal;

use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::{GREY, Paint, paints};
use super::frame::MARGIN;
use super::legend::{Entry, Swatch};
use super::{Colour, Frame, PlotError, named_once};
use crate::system::Outcome;
use crate::text::grouped;
use places::places;

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
    /// Rows of seats, from 1 to 50 and not more than there are seats; none for as few as make a full picture.
    pub rows: Option<u32>,
}

/// More dots than this cannot be told apart.
const MOST_SEATS: u64 = 1500;
/// More rows than this leave no room between them.
const MOST_ROWS: u32 = 50;

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
            rows: None,
        }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no seat or there are
    /// more than 1,500, when two parties have one name, and when there are too many [rows](Self::rows).
    pub fn svg(&self) -> Result<String, PlotError> {
        let house = self.check()?;
        let mut canvas = self.frame.begin(self)?;
        let given: Vec<_> = self.parties.iter().map(|party| party.colour).collect();
        let paints = paints(&given);
        self.dots(&mut canvas, &paints, house);
        canvas.y += 14.0;
        canvas.legend(&self.legend(&paints));
        Ok(self.frame.finish(canvas, &self.description(house)))
    }

    /// The size of a house that can be drawn.
    fn check(&self) -> Result<u32, PlotError> {
        let house = self.parties.iter().map(|party| u64::from(party.seats)).sum::<u64>()
            + u64::from(self.tied)
            + u64::from(self.unfilled);
        if house == 0 {
            return Err(PlotError::Empty("the house has no seat"));
        }
        if house > MOST_SEATS {
            return Err(PlotError::TooMany { what: "seats", count: house, most: MOST_SEATS });
        }
        let house = house as u32;
        let most = MOST_ROWS.min(house);
        if let Some(rows) = self.rows.filter(|rows| !(1..=most).contains(rows)) {
            return Err(PlotError::Rows { rows, most });
        }
        named_once(self.parties.iter().map(|party| party.name.as_str()))?;
        Ok(house)
    }

    fn dots(&self, canvas: &mut Canvas, paints: &[Paint], house: u32) {
        let radius = (canvas.room() / 2.0).min(400.0);
        let (seats, dot) = places(house, self.rows, radius);
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

    fn description(&self, house: u32) -> String {
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
