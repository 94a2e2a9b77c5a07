use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::{GREY, Paint, paints};
use super::frame::MARGIN;
use super::text::{clean, fit, width};
use super::{Colour, Frame, PlotError, named_once};
use crate::system::Outcome;
use crate::text::grouped;

/// A party's seats under the old rules and the new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyChange {
    /// Its name.
    pub name: String,
    /// Seats under the old rules.
    pub old: u32,
    /// Seats under the new rules.
    pub new: u32,
    /// Its colour; none for the next of a palette.
    pub colour: Option<Colour>,
}

/// Old beside new: two bars for each party, with the change in figures.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::report::picture::{Frame, OldAndNew};
///
/// let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
/// let old = kazakhstan::law_on(date(2021, 1, 10))?.value.count(&votes)?;
/// let new = kazakhstan::law_on(date(2021, 6, 1))?.value.count(&votes)?;
/// let frame = Frame::new("The votes of 2021 under two laws", "Votes: Central Election Commission.");
/// let picture = OldAndNew::of(frame, ("7 %", &old), ("5 %", &new));
/// assert!(picture.svg()?.contains("+6"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldAndNew {
    /// What stands around it.
    pub frame: Frame,
    /// The name of the old rules.
    pub old: String,
    /// The name of the new rules.
    pub new: String,
    /// The parties from top to bottom.
    pub parties: Vec<PartyChange>,
}

/// More rows than this are a table.
const MOST_PARTIES: usize = 60;

impl OldAndNew {
    /// Two outcomes with the names of their rules. Parties come in the order of their old seats; seats of nobody, tied or
    /// not filled, have a row at the end.
    #[must_use]
    pub fn of(frame: Frame, (old_name, old): (&str, &Outcome), (new_name, new): (&str, &Outcome)) -> Self {
        let mut holders: Vec<Option<&str>> = old.totals().into_iter().map(|(holder, _)| holder).collect();
        for (holder, _) in new.totals() {
            if !holders.contains(&holder) {
                holders.push(holder);
            }
        }
        let seats = |outcome: &Outcome, holder: Option<&str>| match holder {
            // Whoever stood under one of the rules only has no seats under the others.
            Some(party) => outcome.seats_of(party).unwrap_or(0),
            None => outcome.independents(),
        };
        let row = |holder: &Option<&str>| PartyChange {
            name: holder.unwrap_or("(without a party)").to_owned(),
            old: seats(old, *holder),
            new: seats(new, *holder),
            colour: if holder.is_some() { None } else { Some(GREY) },
        };
        let mut parties: Vec<PartyChange> = holders.iter().map(row).collect();
        let open = |outcome: &Outcome| {
            let tied = outcome.ties.iter().map(|tie| tie.seats);
            tied.chain(outcome.unfilled.iter().map(|row| row.seats)).fold(0, u32::saturating_add)
        };
        if open(old) > 0 || open(new) > 0 {
            let name = "(tied or not filled)".to_owned();
            parties.push(PartyChange { name, old: open(old), new: open(new), colour: Some(GREY) });
        }
        Self { frame, old: old_name.to_owned(), new: new_name.to_owned(), parties }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no seat, when there
    /// are more than 60 parties, and when two have one name.
    pub fn svg(&self) -> Result<String, PlotError> {
        let most = self.parties.iter().map(|party| party.old.max(party.new)).max().unwrap_or(0);
        if most == 0 {
            return Err(PlotError::Empty("no party has a seat under either rules"));
        }
        if self.parties.len() > MOST_PARTIES {
            let (count, most) = (self.parties.len() as u64, MOST_PARTIES as u64);
            return Err(PlotError::TooMany { what: "parties", count, most });
        }
        named_once(self.parties.iter().map(|party| party.name.as_str()))?;
        let mut canvas = self.frame.begin(self)?;
        self.key(&mut canvas);
        let paints = paints(&self.parties.iter().map(|party| party.colour).collect::<Vec<_>>());
        let size = canvas.body_size();
        let widest =
            self.parties.iter().map(|party| width(&clean(&party.name), size)).fold(0.0, f64::max) * 1.08;
        // On a wide picture names stand beside the bars, on a narrow one above them.
        let side = if canvas.is_narrow() { 0.0 } else { widest.min(canvas.room() * 0.35) + 12.0 };
        let figures = width(&grouped(most), size).max(size) + 8.0;
        let changes = width(&grouped(most), size) + size + 10.0;
        let bars = Bars {
            from: MARGIN + side,
            a_seat: (canvas.room() - side - figures - changes) / f64::from(most),
            beside: side > 0.0,
        };
        canvas.open("parties", "");
        for (party, &paint) in self.parties.iter().zip(&paints) {
            self.party(&mut canvas, &bars, party, paint);
        }
        canvas.close();
        Ok(self.frame.finish(canvas, &self.description()))
    }

    fn party(&self, canvas: &mut Canvas, bars: &Bars, party: &PartyChange, paint: Paint) {
        const BAR: f64 = 13.0;
        let size = canvas.body_size();
        let name = clean(&party.name);
        let (old, new) = (grouped(party.old), grouped(party.new));
        canvas.open("party", &format!("{name}: {old} → {new}"));
        let letters = Letters::new(Role::Ink, size);
        if bars.beside {
            let shown = fit(&name, size, bars.from - MARGIN - 12.0);
            canvas.text(bars.from - 10.0, canvas.y + BAR + size * 0.36, letters.anchor(Anchor::End), &shown);
        } else {
            let shown = fit(&name, size, canvas.room());
            canvas.text(MARGIN, canvas.y + size, letters, &shown);
            canvas.y += size * 1.45;
        }
        let fill = canvas.fill(paint);
        let rows = [(party.old, &old, true), (party.new, &new, false)];
        for (row, (seats, figure, is_old)) in rows.into_iter().enumerate() {
            let y = canvas.y + (BAR + 1.0) * row as f64;
            let wide = f64::from(seats) * bars.a_seat;
            let pale = if is_old { " fill-opacity=\"0.35\"" } else { "" };
            if seats > 0 {
                canvas.rect(bars.from, y, wide, BAR, &format!("{fill}{pale}"));
            }
            let letters = Letters::new(if is_old { Role::Soft } else { Role::Ink }, size - 1.0);
            canvas.text(bars.from + wide + 6.0, y + BAR / 2.0 + size * 0.34, letters, figure);
        }
        let change = i64::from(party.new) - i64::from(party.old);
        let change = match change {
            0 => "±0".to_owned(),
            less if less < 0 => format!("−{}", grouped(less.unsigned_abs())),
            more => format!("+{}", grouped(more)),
        };
        let letters = Letters::new(Role::Ink, size).anchor(Anchor::End).bold();
        canvas.text(canvas.width - MARGIN, canvas.y + BAR + size * 0.36, letters, &change);
        canvas.close();
        canvas.y += BAR * 2.0 + if bars.beside { 13.0 } else { 9.0 };
    }

    /// Which bar is which.
    fn key(&self, canvas: &mut Canvas) {
        let size = canvas.body_size();
        for (name, pale) in [(&self.old, true), (&self.new, false)] {
            let pale = if pale { " fill-opacity=\"0.35\"" } else { "" };
            let fill = canvas.fill(Paint { colour: GREY, pattern: 0 });
            canvas.rect(MARGIN, canvas.y + 2.0, 22.0, 11.0, &format!("{fill}{pale}"));
            let shown = fit(&clean(name), size, canvas.room() - 30.0);
            canvas.text(MARGIN + 30.0, canvas.y + size - 1.0, Letters::new(Role::Ink, size), &shown);
            canvas.y += size * 1.45;
        }
        canvas.y += 6.0;
    }

    fn description(&self) -> String {
        let mut words = format!("Seats under two rules: {}, then {}.", self.old, self.new);
        for party in &self.parties {
            words += &format!(" {}: {}, then {}.", party.name, grouped(party.old), grouped(party.new));
        }
        words
    }
}

/// Where bars begin and how long they are.
struct Bars {
    from: f64,
    a_seat: f64,
    beside: bool,
}
