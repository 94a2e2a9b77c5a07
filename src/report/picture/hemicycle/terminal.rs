//! The house in letters: a sign for each seat.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::super::PlotError;
use super::super::colour::{Colour, Paint, paints};
use super::super::text::clean;
use super::Hemicycle;
use crate::report::Terminal;
use crate::report::table::wrap;
use crate::text::{grouped, in_percent};

/// Wider than this a house gets no easier to read.
const WIDEST: usize = 100;
/// What is higher does not fit on a screen with its legend: seats stand closer then.
const HIGHEST: f64 = 18.0;

/// Shapes where colours are not enough, in the order of the patterns of other pictures.
const SHAPES: [char; 6] = ['●', '■', '▲', '◆', '★', '♥'];
const TIED: char = '○';
const UNFILLED: char = '·';

/// What stands for a seat.
#[derive(Clone, Copy, PartialEq)]
struct Sign {
    shape: char,
    colour: Option<Colour>,
}

/// A line of the legend.
struct Line {
    name: String,
    seats: String,
    share: String,
    sign: Option<Sign>,
}

impl Hemicycle {
    /// The house as text: title, a sign for each seat, the legend with what a majority is, and the caption.
    ///
    /// Parties are told apart by colour where the terminal has any, and by letters where it has none; tied seats are `○` and
    /// those that nobody fills `·`. At most 100 columns are used. Where half a circle has no room, seats stand in straight
    /// rows, and so they do where [`rows`](Self::rows) says how many.
    ///
    /// # Errors
    ///
    /// [`PlotError`] as of [`svg`](Self::svg), but for the width.
    ///
    /// ```
    /// use sailau::report::Terminal;
    /// use sailau::report::picture::{Frame, Hemicycle, PartySeats};
    ///
    /// let party = |name: &str, seats| PartySeats { name: name.to_owned(), seats, colour: None };
    /// let house = Hemicycle {
    ///     frame: Frame::new("The town council", "As published."),
    ///     parties: vec![party("Dale", 4), party("Hill", 6)],
    ///     tied: 1,
    ///     unfilled: 0,
    ///     rows: None,
    /// };
    /// assert_eq!(house.to_text(Terminal::default())?, "\
    /// The town council
    ///
    ///   A B B
    /// A A B B B
    /// A     B ○
    ///
    /// A  Dale     4  36.4 %
    /// B  Hill     6  54.5 %
    /// ○  (tied)   1   9.1 %
    ///    all     11
    /// More than half is 6.
    ///
    /// As published.
    /// ");
    /// # Ok::<(), sailau::report::picture::PlotError>(())
    /// ```
    pub fn to_text(&self, terminal: Terminal) -> Result<String, PlotError> {
        self.frame.check_words()?;
        let house = self.check()?;
        let width = terminal.width.unwrap_or(WIDEST).clamp(1, WIDEST);
        let signs = self.signs(terminal.colour);
        let mut text = String::new();
        let paragraph = |text: &mut String, words: &str| {
            for line in wrap(words, width) {
                let _ = writeln!(text, "{line}");
            }
        };
        paragraph(&mut text, &clean(&self.frame.title));
        text.push('\n');
        let each = self.parties.iter().map(|party| party.seats).chain([self.tied, self.unfilled]);
        let seats: Vec<Sign> =
            each.zip(&signs).flat_map(|(seats, &sign)| std::iter::repeat_n(sign, seats as usize)).collect();
        write_seats(&mut text, &seats, &cells(house, self.rows, width));
        text.push('\n');
        self.write_legend(&mut text, house, &signs, width);
        paragraph(&mut text, &format!("More than half is {}.", grouped(house / 2 + 1)));
        text.push('\n');
        paragraph(&mut text, &clean(&self.frame.caption));
        Ok(text)
    }

    /// A sign for each party, then that of tied seats and that of seats that are not filled.
    fn signs(&self, colour: bool) -> Vec<Sign> {
        let given: Vec<_> = self.parties.iter().map(|party| party.colour).collect();
        let coloured = |Paint { colour, pattern }: Paint| Sign {
            shape: SHAPES[pattern % SHAPES.len()],
            colour: Some(colour),
        };
        let plain = |shape: char| Sign { shape, colour: None };
        let mut signs: Vec<Sign> = match colour {
            true => paints(&given).into_iter().map(coloured).collect(),
            false => {
                // Who has no seat needs no letter.
                let mut letters = ('A'..='Z').chain('a'..='z').cycle();
                let mut letter = |seats: u32| if seats > 0 { letters.next().unwrap_or('?') } else { ' ' };
                self.parties.iter().map(|party| plain(letter(party.seats))).collect()
            }
        };
        signs.extend([plain(TIED), plain(UNFILLED)]);
        signs
    }

    fn write_legend(&self, text: &mut String, house: u32, signs: &[Sign], width: usize) {
        let named = self.parties.iter().map(|party| (clean(&party.name), party.seats, true));
        let open = [("(tied)", self.tied), ("(not filled)", self.unfilled)];
        let line = |((name, seats, _), &sign): ((String, u32, bool), &Sign)| Line {
            name,
            seats: grouped(seats),
            share: in_percent(f64::from(seats) / f64::from(house), 1),
            sign: Some(sign),
        };
        let open = open.into_iter().map(|(name, seats)| (name.to_owned(), seats, seats > 0));
        let mut lines: Vec<Line> =
            named.chain(open).zip(signs).filter(|((.., shown), _)| *shown).map(line).collect();
        lines.push(Line { name: "all".to_owned(), seats: grouped(house), share: String::new(), sign: None });
        let widest = |of: fn(&Line) -> usize| lines.iter().map(of).max().unwrap_or(0);
        let (seats_wide, share_wide) = (widest(|line| line.seats.width()), widest(|line| line.share.width()));
        let room = width.saturating_sub(3 + 2 + seats_wide + 2 + share_wide).max(4);
        let name_wide = widest(|line| line.name.width()).min(room);
        for Line { name, seats, share, sign } in lines {
            let mut line = String::new();
            match sign {
                Some(sign) => write_sign(&mut line, sign),
                None => line.push(' '),
            }
            for (at, part) in wrap(&name, name_wide).into_iter().enumerate() {
                let pad = name_wide.saturating_sub(part.width());
                let _ = match at {
                    0 => write!(line, "  {part}{:pad$}  {seats:>seats_wide$}  {share:>share_wide$}", ""),
                    _ => write!(line, "\n   {part}"),
                };
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
}

/// Where the seats are from left to right: column and line, from the upper left.
fn cells(house: u32, rows: Option<u32>, width: usize) -> Vec<(usize, usize)> {
    let half_circle = || {
        let loose = half_circle(house, 2, width, HIGHEST);
        loose.or_else(|| half_circle(house, 1, width, f64::INFINITY))
    };
    if let (None, Some(cells)) = (rows, half_circle()) {
        return cells;
    }
    // In straight rows, filled from left to right.
    let house = house as usize;
    let fits = |rows: usize| house.div_ceil(rows) <= width;
    let rows = rows.map(|rows| rows as usize).filter(|&rows| rows > 0 && fits(rows));
    let rows = rows.unwrap_or_else(|| house.div_ceil(width)).max(1);
    let step = if 2 * house.div_ceil(rows) <= width + 1 { 2 } else { 1 };
    (0..house).map(|seat| (step * (seat / rows), seat % rows)).collect()
}

/// The cells of the smallest half circle with a place for each seat, none where it is wider or higher than may be. Places are
/// so many columns apart; a letter is taken to be twice as high as wide.
fn half_circle(house: u32, step: i32, width: usize, highest: f64) -> Option<Vec<(usize, usize)>> {
    let house = house as usize;
    let far = |(x, y): (i32, i32)| (f64::from(x) / 2.0).hypot(f64::from(y));
    for quarters in 4.. {
        let radius = f64::from(quarters) / 4.0;
        let (reach, top) = ((2.0 * radius) as i32 / step, radius as i32);
        if (2 * reach * step + 1) as usize > width || radius > highest {
            return None;
        }
        let within = |&cell: &(i32, i32)| (0.4 * radius..=radius + 0.3).contains(&far(cell));
        let all = (0..=top).flat_map(|y| (-reach..=reach).map(move |x| (x * step, y)));
        let mut places: Vec<(i32, i32)> = all.filter(within).collect();
        if places.len() < house {
            continue;
        }
        // The outer ones first, those on both sides of the middle together.
        places.sort_by(|&a, &b| far(b).total_cmp(&far(a)).then(a.0.abs().cmp(&b.0.abs())));
        let mut taken = symmetric(&places, house);
        let angle = |&(x, y): &(i32, i32)| (f64::from(y) + 0.001).atan2(f64::from(x) / 2.0);
        taken.sort_by(|a, b| angle(b).total_cmp(&angle(a)).then(far(*a).total_cmp(&far(*b))));
        let left = taken.iter().map(|cell| cell.0).min()?;
        let top = taken.iter().map(|cell| cell.1).max()?;
        return Some(taken.iter().map(|&(x, y)| ((x - left) as usize, (top - y) as usize)).collect());
    }
    None
}

/// So many of the places, the first ones as far as both sides stay alike.
fn symmetric(places: &[(i32, i32)], house: usize) -> Vec<(i32, i32)> {
    let mut taken: Vec<(i32, i32)> = Vec::with_capacity(house);
    let mut left_over = Vec::new();
    for &(x, y) in places {
        // A pair comes with its right half.
        let pair: &[(i32, i32)] = if x == 0 { &[(x, y)] } else { &[(-x, y), (x, y)] };
        match x < 0 {
            true => {}
            false if taken.len() + pair.len() <= house => taken.extend(pair),
            false => left_over.push((x, y)),
        }
    }
    // An odd house without a place in the middle.
    taken.extend(left_over.into_iter().take(house - taken.len()));
    taken
}

fn write_seats(text: &mut String, seats: &[Sign], cells: &[(usize, usize)]) {
    let mut placed: Vec<(usize, usize, Sign)> =
        cells.iter().zip(seats).map(|(&(x, y), &sign)| (y, x, sign)).collect();
    placed.sort_by_key(|&(y, x, _)| (y, x));
    let (mut line, mut column) = (0, 0);
    for (y, x, sign) in placed {
        while line < y {
            text.push('\n');
            (line, column) = (line + 1, 0);
        }
        let _ = write!(text, "{:1$}", "", x - column);
        write_sign(text, sign);
        column = x + 1;
    }
    text.push('\n');
}

fn write_sign(text: &mut String, Sign { shape, colour }: Sign) {
    let _ = match colour {
        Some(colour) => write!(text, "\u{1b}[38;5;{}m{shape}\u{1b}[0m", nearest(colour)),
        None => write!(text, "{shape}"),
    };
}

/// The nearest of the 240 colours that terminals have had since xterm: few of them know all.
fn nearest(colour: Colour) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |part: u8| (0..6u8).min_by_key(|&at| LEVELS[usize::from(at)].abs_diff(part)).unwrap_or(0);
    let apart = |red: u8, green: u8, blue: u8| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(red, colour.red) + square(green, colour.green) + square(blue, colour.blue)
    };
    let (red, green, blue) = (level(colour.red), level(colour.green), level(colour.blue));
    let [r, g, b] = [red, green, blue].map(|at| LEVELS[usize::from(at)]);
    let grey = (0..24u8).min_by_key(|&at| apart(8 + 10 * at, 8 + 10 * at, 8 + 10 * at)).unwrap_or(0);
    let shade = 8 + 10 * grey;
    if apart(shade, shade, shade) < apart(r, g, b) { 232 + grey } else { 16 + 36 * red + 6 * green + blue }
}

#[cfg(test)]
mod tests {
    use super::{Colour, cells, nearest};

    #[test]
    fn every_house_has_a_place_for_each_seat_whatever_the_width() {
        for width in [1, 7, 20, 40, 79, 100] {
            for house in (1..60).chain([98, 435, 630, 1_500]) {
                for rows in [None, Some(1), Some(3)] {
                    let cells = cells(house, rows, width);
                    assert_eq!(cells.len(), house as usize);
                    assert!(cells.iter().all(|cell| cell.0 < width), "{house} in {width}");
                    let mut once = cells.clone();
                    once.sort_unstable();
                    once.dedup();
                    assert_eq!(once.len(), cells.len(), "{house} in {width}");
                }
            }
        }
        // Parliaments fit on a screen, half circles as they are.
        for house in [98, 435, 630] {
            let cells = cells(house, None, 80);
            assert!(cells.iter().all(|cell| cell.1 <= 20), "{house}");
            assert!(cells[0].1 > 10 || house < 100, "{house}");
        }
        assert!(cells(40, Some(1), 80).iter().all(|cell| cell.1 == 0));
    }

    #[test]
    fn colours_are_near_what_they_were() {
        for (colour, expected) in
            [((0, 0, 0), 16), ((255, 255, 255), 231), ((0, 0x72, 0xb2), 25), ((0x9a, 0x9a, 0x9a), 247)]
        {
            assert_eq!(nearest(Colour::rgb(colour.0, colour.1, colour.2)), expected, "{colour:?}");
        }
    }
}
