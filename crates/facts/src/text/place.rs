/// Line and character, each from 1, of a byte of a text; those of its end for a byte that begins no character of it.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The byte that a reader of JSON means: a line, from 1, and how many bytes of it were read, 0 or more. Within a
/// character it is the character's first.
pub fn offset_of(text: &str, line: usize, bytes: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = start.saturating_add(bytes.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// What a reader of JSON says, without the place that it adds.
pub fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let text = "ä = 1\nöß = 2\n";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, 2), (1, 2));
        // The line feed belongs to the line that it ends.
        assert_eq!(line_and_column(text, 6), (1, 6));
        assert_eq!(line_and_column(text, 11), (2, 3));
        assert_eq!([1, 99].map(|offset| line_and_column(text, offset)), [(3, 1); 2]);
    }

    #[test]
    fn bytes_of_a_line_are_bytes_of_the_text() {
        let text = "ä = 1\nöß = 2\n";
        assert_eq!([0, 1, 2, 3].map(|bytes| offset_of(text, 1, bytes)), [0, 0, 0, 2]);
        assert_eq!([0, 1, 2, 3].map(|bytes| offset_of(text, 2, bytes)), [7, 7, 7, 9]);
        assert_eq!(offset_of(text, 9, usize::MAX), text.len());
        assert_eq!(offset_of("", 0, 0), 0);
    }

    #[test]
    fn a_message_is_told_apart_from_its_place() {
        let error = serde_json::from_str::<u8>("\n -1").unwrap_err();
        assert_eq!(without_place(&error), "invalid value: integer `-1`, expected u8");
        assert_eq!((error.line(), error.column()), (2, 3));
    }
}
