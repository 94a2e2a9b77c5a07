//! Letters of any encoding as UTF-8, a piece at a time.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::table::TableProblem;

/// As much is decoded at once.
const PIECE: usize = 1 << 16;

/// A source whose letters are decoded, or one that passes as it is.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Option<Decoder>,
    /// Bytes that were read, and how many of them are decoded.
    bytes: Vec<u8>,
    taken: usize,
    /// Letters that nobody has read yet.
    text: Vec<u8>,
    given: usize,
    /// Where the source ends, and where the text does.
    at_end: bool,
    ended: bool,
    broken: bool,
}

impl<R: Read> Decoded<R> {
    /// With no encoding the source passes as it is.
    pub(super) fn new(source: R, encoding: Option<&'static Encoding>) -> Self {
        Self {
            source,
            decoder: encoding.map(Encoding::new_decoder),
            bytes: Vec::new(),
            taken: 0,
            text: Vec::new(),
            given: 0,
            at_end: false,
            ended: false,
            broken: false,
        }
    }

    /// What is wrong with the letters, if anything was.
    pub(super) fn problem(&self) -> Option<TableProblem> {
        let decoder = self.decoder.as_ref().filter(|_| self.broken)?;
        Some(TableProblem::Letters { encoding: decoder.encoding().name(), given: true })
    }

    /// Decodes one piece more.
    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        if self.taken == self.bytes.len() && !self.at_end {
            self.bytes.resize(PIECE, 0);
            let read = self.source.read(&mut self.bytes);
            // Nothing was read by a read that failed.
            self.bytes.truncate(*read.as_ref().unwrap_or(&0));
            self.taken = 0;
            self.at_end = read? == 0;
        }
        self.text.resize(PIECE, 0);
        let left = &self.bytes[self.taken..];
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(left, &mut self.text, self.at_end);
        self.text.truncate(written);
        self.given = 0;
        self.taken += read;
        match result {
            DecoderResult::InputEmpty => self.ended = self.at_end,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                self.broken = true;
                self.ended = true;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.source.read(buffer);
        }
        while self.given == self.text.len() {
            if self.broken {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "letters that are none"));
            }
            if self.ended {
                return Ok(0);
            }
            self.decode()?;
        }
        let read = (&self.text[self.given..]).read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(1);
            self.0.read(&mut buffer[..most])
        }
    }

    #[test]
    fn a_piece_at_a_time_gives_the_whole_text() {
        let text = "Партия,Голоса\nАуыл,5\n".repeat(9_000);
        for (label, mark) in [("windows-1251", &b""[..]), ("utf-8", b"\xEF\xBB\xBF"), ("utf-8", b"")] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let bytes = [mark, &encoding.encode(&text).0].concat();
            let mut decoded = String::new();
            Decoded::new(&bytes[..], Some(encoding)).read_to_string(&mut decoded).unwrap();
            assert!(decoded == text, "{label}");
            let mut slowly = String::new();
            Decoded::new(Slow(&bytes[..999]), Some(encoding)).read_to_string(&mut slowly).unwrap_or_default();
            assert!(text.starts_with(&slowly), "{label}");
        }
        let mut plain = Vec::new();
        Decoded::new(&b"\xFF"[..], None).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, b"\xFF");
    }

    #[test]
    fn broken_letters_are_told_after_those_before_them() {
        let mut decoded = Decoded::new(&b"party\xFF,votes"[..], Some(encoding_rs::UTF_8));
        let mut text = Vec::new();
        assert!(decoded.read_to_end(&mut text).is_err());
        assert_eq!(text, b"party");
        assert!(decoded.problem().unwrap().to_string().starts_with("not UTF-8 text"));
        // One that ends within a letter.
        let mut short = Decoded::new(&"Ә".as_bytes()[..1], Some(encoding_rs::UTF_8));
        assert!(short.read_to_end(&mut text).is_err() && short.problem().is_some());
    }
}
