//! What the fuzz targets of files do with an input: files of an office, or of ranked ballots.

mod official;
mod ranked;
mod spreadsheet;

use sailau_formats::Format;
use sailau_formats::ranked::RankedFormat;

pub use official::official_files;
pub use ranked::ranked_files;

/// A format of either kind.
#[derive(Clone, Copy)]
pub enum OneFormat {
    /// Of an office.
    Official(Format),
    /// Of ranked ballots.
    Ranked(RankedFormat),
}

impl OneFormat {
    /// The format that the environment names: `FORMAT=kerg2`.
    ///
    /// # Panics
    ///
    /// Without one, with the names that there are.
    #[must_use]
    pub fn of_the_environment() -> Self {
        let name = std::env::var("FORMAT").unwrap_or_default();
        let official = Format::named(&name).map(Self::Official);
        official.or_else(|| RankedFormat::named(&name).map(Self::Ranked)).unwrap_or_else(|| {
            let official = Format::ALL.iter().map(|format| format.name());
            let names: Vec<&str> =
                official.chain(RankedFormat::ALL.iter().map(|format| format.name())).collect();
            panic!("FORMAT is one of {}, not `{name}`", names.join(", "))
        })
    }

    /// The bytes read as this format.
    pub fn read(self, files: &[u8]) {
        match self {
            Self::Official(format) => official_files(Some(format), files),
            Self::Ranked(format) => ranked_files(Some(format), files),
        }
    }
}
