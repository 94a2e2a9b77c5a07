//! How letters are stored: said by the format or by the file's first line, never guessed.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::error::ImportProblem;

/// The bytes of a file without the mark that UTF-8 may begin with. Only the start of a file has one: further down these bytes are a
/// letter like others.
pub(crate) fn without_mark(file: &[u8]) -> &[u8] {
    file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file)
}

/// The text of bytes, every one of them; refused where they are not of this encoding.
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
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    // Bytes that ISO-8859 leaves to control characters stand in no name: such a file is of another encoding.
    let control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if broken || text.contains(control) {
        return Err(ImportProblem::Letters { encoding: encoding.name() });
    }
    Ok(text)
}
