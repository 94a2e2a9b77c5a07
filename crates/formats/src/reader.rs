use crate::error::ImportError;
use crate::import::Import;
use crate::source::Source;

/// What a module says of its format.
pub(crate) struct Reader {
    /// The word for it on a command line: `kerg2`.
    pub(crate) name: &'static str,
    /// In words: country, office, what the files are.
    pub(crate) title: &'static str,
    /// Whether a file begins as files of this format do: by content, and by its name only beside it.
    pub(crate) recognises: fn(&Source, &[u8]) -> bool,
    /// Reads the files of one election, of which there is at least one.
    pub(crate) read: fn(&[Source]) -> Result<Import, ImportError>,
}
