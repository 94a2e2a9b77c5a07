use std::fmt;
use std::str::FromStr;

use super::PlotError;

/// A colour of the sRGB space, written `#rrggbb`.
///
/// ```
/// use sailau::report::picture::Colour;
///
/// let blue: Colour = "#0072B2".parse()?;
/// assert_eq!(blue, Colour { red: 0, green: 0x72, blue: 0xb2 });
/// assert_eq!(blue.to_string(), "#0072b2");
/// assert!("blue".parse::<Colour>().is_err());
/// # Ok::<(), sailau::report::picture::PlotError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

/// Okabe and Ito's colours (*Color Universal Design*, 2008), which people with any common kind of colour blindness can
/// tell apart, in an order that keeps neighbours far from each other. Their black is left out: it would vanish on a dark
/// page.
pub(super) const PALETTE: [Colour; 7] = [
    Colour::rgb(0x00, 0x72, 0xb2),
    Colour::rgb(0xe6, 0x9f, 0x00),
    Colour::rgb(0x00, 0x9e, 0x73),
    Colour::rgb(0xd5, 0x5e, 0x00),
    Colour::rgb(0x56, 0xb4, 0xe9),
    Colour::rgb(0xcc, 0x79, 0xa7),
    Colour::rgb(0xf0, 0xe4, 0x42),
];

/// For those without a party, and for what belongs to nobody.
pub(super) const GREY: Colour = Colour::rgb(0x9a, 0x9a, 0x9a);

/// Five steps of cividis (Nuñez, Anderton and Renslow 2018), which looks the same with and without a red-green weakness:
/// from little (dark) to much (light).
const CIVIDIS: [Colour; 5] = [
    Colour::rgb(0x00, 0x22, 0x4e),
    Colour::rgb(0x41, 0x4d, 0x6b),
    Colour::rgb(0x7c, 0x7b, 0x78),
    Colour::rgb(0xbc, 0xaf, 0x6f),
    Colour::rgb(0xfe, 0xe8, 0x38),
];

impl Colour {
    pub(super) const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Black or white, whichever can be read on it: the one with the larger contrast of WCAG 2.
    pub(super) fn ink(self) -> Self {
        // Both contrasts are equal where (L + 0.05)² = 1.05 × 0.05.
        if self.luminance() > 0.179 { Self::rgb(0, 0, 0) } else { Self::rgb(255, 255, 255) }
    }

    /// Relative luminance of WCAG 2, from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Whether a reader could take one for the other.
    fn is_near(self, other: Self) -> bool {
        let apart = |a: u8, b: u8| i32::from(a.abs_diff(b)).pow(2);
        apart(self.red, other.red) + apart(self.green, other.green) + apart(self.blue, other.blue) < 80 * 80
    }

    /// The colour of a number between 0 and 1 on a scale from little to much.
    pub(super) fn of_share(share: f64) -> Self {
        let at = share.clamp(0.0, 1.0) * (CIVIDIS.len() - 1) as f64;
        let below = (at.floor() as usize).min(CIVIDIS.len() - 2);
        let (from, to, part) = (CIVIDIS[below], CIVIDIS[below + 1], at - below as f64);
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
        Self::rgb(mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = PlotError;

    fn from_str(text: &str) -> Result<Self, PlotError> {
        let none = || PlotError::Colour(text.to_owned());
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(none)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(none());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| none())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

/// A colour, and a pattern on it where colours alone run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    pub(super) colour: Colour,
    /// 0 for none; see `Canvas::fill`.
    pub(super) pattern: usize,
}

/// How many patterns there are, none among them.
pub(super) const PATTERNS: usize = 6;

/// A paint for each row: the colour it was given, or the next of the palette that no given one is near. When all were
/// used, they come again with a pattern: 7 colours and 6 patterns tell 42 apart.
pub(super) fn paints(given: &[Option<Colour>]) -> Vec<Paint> {
    let taken: Vec<Colour> = given.iter().flatten().copied().collect();
    let mut free: Vec<Colour> =
        PALETTE.into_iter().filter(|&colour| !taken.iter().any(|&given| given.is_near(colour))).collect();
    // With most of them taken, a colour that comes back under a pattern is the lesser evil.
    let first_pattern = usize::from(free.len() < 3);
    if first_pattern == 1 {
        free = PALETTE.to_vec();
    }
    let mut next = 0;
    let paint = |&given: &Option<Colour>| match given {
        Some(colour) => Paint { colour, pattern: 0 },
        None => {
            let paint = Paint {
                colour: free[next % free.len()],
                pattern: (first_pattern + next / free.len()) % PATTERNS,
            };
            next += 1;
            paint
        }
    };
    given.iter().map(paint).collect()
}

#[cfg(test)]
mod tests {
    use super::{Colour, PALETTE, paints};

    #[test]
    fn forty_parties_have_forty_paints() {
        let all = paints(&[None; 42]);
        for (i, one) in all.iter().enumerate() {
            assert!(!all[..i].contains(one), "{i}: {one:?}");
        }
    }

    #[test]
    fn a_given_colour_is_kept_and_not_given_again() {
        let all = paints(&[Some(PALETTE[0]), None, Some(Colour::rgb(1, 2, 3)), None]);
        assert_eq!(all[0].colour, PALETTE[0]);
        assert!(all[1..].iter().all(|paint| paint.colour != PALETTE[0] && paint.pattern == 0));
        // Every colour of the palette taken: patterns.
        let mut given: Vec<_> = PALETTE.into_iter().map(Some).collect();
        given.push(None);
        assert_ne!(paints(&given)[7].pattern, 0);
    }

    #[test]
    fn text_on_the_scale_can_be_read() {
        for step in 0..=100 {
            let ground = Colour::of_share(f64::from(step) / 100.0);
            let (one, other) = (ground.luminance() + 0.05, ground.ink().luminance() + 0.05);
            assert!(one.max(other) / one.min(other) >= 4.5, "{ground}");
        }
    }
}
