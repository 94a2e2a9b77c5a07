//! Text whose width is not known until somebody looks at it: cleaned, measured by estimate, cut and wrapped.

use unicode_width::UnicodeWidthChar;

/// Text that may stand in XML and on one line. Control characters go, and with them those that turn the direction of
/// writing around for whatever comes after.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            c if c.is_control() => {}
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {}
            c => cleaned.push(c),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    if cleaned.is_empty() {
        cleaned.push_str("(no name)");
    }
    cleaned
}

/// About how wide text is in a sans-serif font of this size. Fonts differ: the figures are those of wide ones (DejaVu
/// Sans), so that text takes no more room than it was given.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| advance(c) * size).sum()
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'I' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.32,
        ' ' | 'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | '"' | '·' => 0.41,
        'm' | 'M' | 'W' | '%' | '@' | 'ш' | 'щ' | 'ж' | 'ю' | 'ы' | 'м' | 'Ш' | 'Щ' | 'Ж' | 'Ю' | 'Ы'
        | 'М' | '—' | '…' => 1.0,
        'w' | 'G' | 'O' | 'Q' | 'N' | 'D' => 0.82,
        c if c.is_ascii_uppercase() => 0.72,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 0.59,
        c if c.is_ascii() => 0.64,
        c => match c.width() {
            Some(0) | None => 0.0,
            Some(1) if c.is_uppercase() => 0.8,
            Some(1) => 0.7,
            Some(_) => 1.05,
        },
    }
}

/// Text cut with an ellipsis where it does not fit.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    // Room that was made for just this text is enough, however sums of floats are rounded.
    if width(text, size) <= room + 0.01 {
        return text.to_owned();
    }
    let mut left = room - width("…", size);
    let mut cut = String::new();
    for c in text.chars() {
        left -= advance(c) * size;
        if left < 0.0 {
            break;
        }
        cut.push(c);
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Text in lines that fit, broken between words, and within a word only where it is wider than a line.
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for word in text.split_whitespace() {
        let wide = width(word, size);
        let gap = if line.is_empty() { 0.0 } else { width(" ", size) };
        if used + gap + wide > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += gap;
        }
        for c in word.chars() {
            let step = advance(c) * size;
            if used + step > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += step;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{clean, fit, width, wrap};
    use crate::text::escape;

    #[test]
    fn nothing_that_breaks_xml_or_turns_text_around_is_left() {
        assert_eq!(clean("a\u{0}b\u{202e}c\n\t d\u{ffff} "), "abc d");
        assert_eq!(clean("\u{7}"), "(no name)");
        assert_eq!(escape("<script>\"a\" & 'b'"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;");
    }

    #[test]
    fn cut_and_wrapped_text_fits() {
        let name = "Халық партиясы 人民党 W".repeat(12);
        assert!(width(&fit(&name, 13.0, 120.0), 13.0) <= 120.0);
        assert!(fit(&name, 13.0, 120.0).ends_with('…'));
        assert_eq!(fit("Auyl", 13.0, 120.0), "Auyl");
        let lines = wrap(&format!("{name} and {}", "x".repeat(200)), 13.0, 120.0);
        assert!(lines.iter().all(|line| width(line, 13.0) <= 120.0 + 1e-9), "{lines:?}");
        assert_eq!(wrap("one two", 10.0, 1000.0), ["one two"]);
        // Room for nothing ends all the same.
        assert_eq!(wrap("abc", 10.0, 0.0), ["a", "b", "c"]);
    }
}
