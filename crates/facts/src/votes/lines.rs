//! Which line of a file a byte stands in, while the file is read in pieces and none of it is kept.

use std::io::{self, Read};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A source that passes through, and remembers what was read since the row that is being looked at.
pub(super) struct Lines<R> {
    source: R,
    /// What was read from byte `from` on.
    kept: Vec<u8>,
    from: u64,
    /// The line of byte `from`, from 1.
    line: u64,
    /// Nobody will ask for a line before this byte.
    pub(super) settled: u64,
}

impl<R> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, kept: Vec::new(), from: 0, line: 1, settled: 0 }
    }

    /// The line where a row begins that a reader of CSV began to look for at this byte: blank lines and comments may stand
    /// before it.
    pub(super) fn line_of(&self, start: u64) -> u64 {
        let mut at = self.offset(start);
        let mut line = self.line + ends(&self.kept[..at], self.kept.get(at));
        if start == 0 && self.kept.starts_with(BYTE_ORDER_MARK) {
            at = BYTE_ORDER_MARK.len();
        }
        loop {
            let rest = &self.kept[at..];
            let passed = match rest.first() {
                Some(b'\r' | b'\n') => 1,
                Some(b'#') => rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len()),
                _ => return line,
            };
            line += ends(&rest[..passed], rest.get(passed));
            at += passed;
        }
    }

    /// The place in `kept` of a byte of the file.
    fn offset(&self, byte: u64) -> usize {
        usize::try_from(byte.saturating_sub(self.from)).unwrap_or(usize::MAX).min(self.kept.len())
    }

    fn forget_what_is_settled(&mut self) {
        let settled = self.offset(self.settled);
        self.line += ends(&self.kept[..settled], self.kept.get(settled));
        self.kept.drain(..settled);
        self.from += settled as u64;
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.forget_what_is_settled();
        let read = self.source.read(buffer)?;
        self.kept.extend_from_slice(&buffer[..read]);
        Ok(read)
    }
}

/// How many lines end in this text, before this byte: with a line feed, or with a carriage return that none follows.
fn ends(text: &[u8], next: Option<&u8>) -> u64 {
    // Sums of so few fit a byte, and so are many at once.
    let feeds = |piece: &[u8]| u64::from(piece.iter().map(|&byte| u8::from(byte == b'\n')).sum::<u8>());
    let feeds: u64 = text.chunks(255).map(feeds).sum();
    if !text.contains(&b'\r') {
        return feeds;
    }
    let returns = text.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    let last = text.last() == Some(&b'\r') && next != Some(&b'\n');
    feeds + returns as u64 + u64::from(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_whole_text_however_it_is_read() {
        let text = b"\xEF\xBB\xBF# a\r\n\r\nA\rB\n\n#\rc\nC\r\nD";
        // Where a reader begins to look for a row, and the line where it stands.
        let rows = [(0, 3), (11, 4), (13, 8), (20, 9)];
        for piece in 1..text.len() {
            let mut lines = Lines::new(&text[..]);
            let mut rows = rows.into_iter().peekable();
            while lines.read(&mut vec![0; piece]).unwrap() > 0 || rows.peek().is_some() {
                let read = lines.from + lines.kept.len() as u64;
                // A row can be asked for when it was read to its end.
                while let Some(&(start, line)) = rows.peek()
                    && read >= rows.clone().nth(1).map_or(text.len() as u64, |(next, _)| next)
                {
                    lines.settled = start;
                    assert_eq!(lines.line_of(start), line, "{piece}: {start}");
                    rows.next();
                }
                assert!(lines.kept.len() <= piece + 14, "{piece}: {}", lines.kept.len());
            }
        }
    }
}
