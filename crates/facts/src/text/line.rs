/// A message in one line, whatever names stand in it.
pub fn one_line(message: &str) -> String {
    let lines: Vec<_> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Text without what would break a line, move a cursor or turn the writing around.
pub fn unbroken(text: &str) -> String {
    let harmless = |c: char| match c {
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    let text: String = text.chars().map(harmless).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{one_line, unbroken};

    #[test]
    fn nothing_breaks_a_line() {
        assert_eq!(one_line("unknown field\n\n  `a\u{1b}b`\n"), "unknown field; `a\u{fffd}b`");
        assert_eq!(unbroken(" a\nb\u{2028}c\u{202e}d\t"), "a b c\u{fffd}d");
    }
}
