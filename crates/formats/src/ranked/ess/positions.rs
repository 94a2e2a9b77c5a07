//! Where the cells of a spreadsheet lie, looked at before it is read.
//!
//! What reads spreadsheets works positions out in 32 bits without a check: a number that is too large for them would stop a program with
//! checks, and be another row or column in one without. No sheet has such positions, and nobody looks for them in a damaged file.

use std::io::{self, Write};

/// More rows and columns than any sheet has, and fewer than overflow. Parts that are no sheets have lengths under the same names.
const LIMIT: u64 = 100_000_000;

/// Looks through XML for positions (`r="B7"`, `ref="A1:E9"`), wherever they stand.
#[derive(Default)]
pub(super) struct Positions {
    at: At,
    /// The byte before.
    last: u8,
    row: u64,
    column: u64,
    /// Row and column where the range begins.
    first: Option<[u64; 2]>,
    /// Whether one lies where no sheet has cells, or a range ends before it begins.
    pub(super) wrong: bool,
}

#[derive(Default, Clone, Copy)]
enum At {
    #[default]
    Elsewhere,
    /// So many letters of `ref` stand before; `r` is a name too.
    Name(u8),
    Behind,
    Equals,
    /// In a value, up to this quotation mark.
    Value(u8),
}

impl Positions {
    fn byte(&mut self, byte: u8) {
        self.at = match (self.at, byte) {
            (At::Name(1), b'e') => At::Name(2),
            (At::Name(2), b'f') => At::Name(3),
            (At::Name(1 | 3) | At::Behind, b'=') => At::Equals,
            (At::Name(1 | 3) | At::Behind, space) if space.is_ascii_whitespace() => At::Behind,
            (At::Equals, space) if space.is_ascii_whitespace() => At::Equals,
            (At::Equals, quote @ (b'"' | b'\'')) => {
                (self.row, self.column, self.first) = (0, 0, None);
                At::Value(quote)
            }
            (At::Value(quote), byte) if byte == quote => {
                let ends_before = |[row, column]: [u64; 2]| self.row < row || self.column < column;
                self.wrong |= self.first.is_some_and(ends_before);
                At::Elsewhere
            }
            (At::Value(quote), byte) => {
                self.within(byte);
                At::Value(quote)
            }
            (_, b'r') if !is_of_a_name(self.last) => At::Name(1),
            _ => At::Elsewhere,
        };
        self.last = byte;
    }

    fn within(&mut self, byte: u8) {
        match byte {
            b'0'..=b'9' => self.row = (self.row * 10 + u64::from(byte - b'0')).min(LIMIT + 1),
            b'A'..=b'Z' | b'a'..=b'z' => {
                let letter = u64::from(byte.to_ascii_lowercase() - b'a') + 1;
                self.column = (self.column * 26 + letter).min(LIMIT + 1);
            }
            b':' => {
                self.first = Some([self.row, self.column]);
                (self.row, self.column) = (0, 0);
            }
            _ => {}
        }
        self.wrong |= self.row > LIMIT || self.column > LIMIT;
    }
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-')
}

impl Write for Positions {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        bytes.iter().for_each(|byte| self.byte(*byte));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> bool {
        let mut positions = Positions::default();
        positions.write_all(text.as_bytes()).unwrap();
        positions.wrong
    }

    #[test]
    fn positions_of_sheets_are_fine_however_they_are_written() {
        for text in [
            r#"<dimension ref="A1:XFD1048576"/><row r="1048576"><c t="s" r = 'XFD1048576'><v>99999999999</v></c></row>"#,
            r#"<sheet name="S" r:id="rId1234567890"/><a:rect r="r" for="AAAAAAAAAA" xr="99999999999"/>"#,
            "<t>r is =\"9999999999\"</t>",
        ] {
            assert!(!wrong(text), "{text}");
        }
    }

    #[test]
    fn others_are_found_however_they_are_written() {
        for text in [
            r#"<own r="100000001">"#,
            "<own\tt='s'r\n=\n'HJUNYW1'>",
            r#"<!-- it's --><own ref="A100000001"/>"#,
        ] {
            assert!(wrong(text), "{text}");
        }
        // In a part that no sheet has.
        assert!(wrong("<own ref='D9:C9'/>") && !wrong("<own ref='C9:D9'/>"));
    }
}
