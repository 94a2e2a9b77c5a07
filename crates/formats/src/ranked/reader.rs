use super::file::RankedFile;
use crate::error::ImportError;
use crate::source::Source;

/// What a module says of its format.
pub(super) struct Reader {
    /// The word for it on a command line: `blt`.
    pub(super) name: &'static str,
    /// In words: whose it is, what the files are.
    pub(super) title: &'static str,
    /// Whether a file begins as files of this format do.
    pub(super) recognises: fn(&Source, &[u8]) -> bool,
    /// Reads the files of one election, of which there is at least one; the contest of this name, where there are several.
    pub(super) read: fn(&[Source], Option<&str>) -> Result<RankedFile, ImportError>,
}
