//! How letters are stored: said by the format or by the file's first line, never guessed.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::error::ImportProblem;

/// The text of bytes, without a byte order mark; refused where they are not of this encoding.
pub(crate) fn decoded<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, str>, ImportProblem> {
    let (text, used, broken) = encoding.decode(bytes);
    // Bytes that ISO-8859 leaves to control characters stand in no name: such a file is of another encoding.
    let control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if broken || text.contains(control) {
        return Err(ImportProblem::Letters { encoding: used.name() });
    }
    Ok(text)
}
