//! How letters are stored: said by the format or by the file's first line, never guessed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::error::ImportProblem;

/// The text of bytes, without a byte order mark; refused where they are not of this encoding.
pub(crate) fn decoded<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, str>, ImportProblem> {
    // Numbers, mostly; every encoding of offices holds ASCII as it is.
    if bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Cow::Borrowed(text));
    }
    // Only the mark of this encoding: one of UTF-16 would have the bytes read as that.
    let mark: &[u8] = if encoding == UTF_8 { b"\xef\xbb\xbf" } else { b"" };
    let bytes = bytes.strip_prefix(mark).unwrap_or(bytes);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    // Bytes that ISO-8859 leaves to control characters stand in no name: such a file is of another encoding.
    let control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if broken || text.contains(control) {
        return Err(ImportProblem::Letters { encoding: encoding.name() });
    }
    Ok(text)
}
