use unicode_width::UnicodeWidthStr;

/// The widest line, in columns of a terminal.
const WIDTH: usize = 98;

/// Words in lines of at most 98 columns of a terminal. The first line keeps its own indentation, the others have so many spaces;
/// a sign of per cent stays with its number.
///
/// ```
/// use sailau::report::wrapped;
///
/// let text = wrapped(&format!("  2021  {}", "ballots ".repeat(12)), 8);
/// let eleven = ["ballots"; 11].join(" ");
/// assert_eq!(text, format!("  2021  {eleven}\n        ballots\n"));
/// ```
#[must_use]
pub fn wrapped(words: &str, indent: usize) -> String {
    let start = words.len() - words.trim_start().len();
    // A unit stays in one line; before it come so many spaces.
    let mut units: Vec<(usize, String)> = Vec::new();
    let mut gap = 0;
    for word in words[start..].split(char::is_whitespace) {
        match units.last_mut() {
            _ if word.is_empty() => {}
            Some((_, number)) if word.starts_with('%') => {
                *number += &format!(" {word}");
                gap = 0;
            }
            _ => units.push((std::mem::take(&mut gap), word.to_owned())),
        }
        gap += usize::from(!units.is_empty());
    }
    let mut text = words[..start].to_owned();
    let mut width = text.width();
    for (number, (gap, unit)) in units.iter().enumerate() {
        if number > 0 && width + gap + unit.width() > WIDTH {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            width = indent;
        } else {
            text.push_str(&" ".repeat(*gap));
            width += gap;
        }
        text.push_str(unit);
        width += unit.width();
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_end_between_words_and_never_before_a_per_cent_sign() {
        let words = "a".repeat(96);
        assert_eq!(wrapped(&format!("{words} 5 % b"), 2), format!("{words}\n  5 % b\n"));
        assert_eq!(wrapped("  1999  x\ny ", 4), "  1999  x y\n");
        assert_eq!(wrapped("", 4), "\n");
    }
}
