use std::fmt;

use super::file::RankedFile;
use super::reader::Reader;
use super::{abif, aec_senate, blt, dominion, dominion_csv, ess, preflib, scotland, tidy, votekit};
use crate::error::{ImportError, ImportProblem};
use crate::format::alike;
use crate::source::Source;

/// A format of ranked ballots that is read: one of [`RankedFormat::ALL`].
#[derive(Clone, Copy)]
pub struct RankedFormat(&'static Reader);

impl RankedFormat {
    /// Every format, in the order in which files are tried.
    pub const ALL: &'static [Self] = &[
        Self(&tidy::READER),
        Self(&votekit::READER),
        Self(&aec_senate::READER),
        Self(&dominion::READER),
        Self(&dominion_csv::READER),
        Self(&ess::READER),
        Self(&preflib::READER),
        Self(&scotland::READER),
        Self(&blt::READER),
        Self(&abif::READER),
    ];

    /// The format of this name: `blt`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The word for it on a command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Whose it is, and what the files are.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The format of one file, by what stands in it; none where it holds no ranked ballots of a format that is known.
    ///
    /// ```
    /// use sailau_formats::{Source, ranked::RankedFormat};
    ///
    /// let file = Source::from_bytes("ballots.csv", "count,preferences\n3,1>2\n");
    /// assert_eq!(RankedFormat::of(&file)?.map(|format| format.name()), Some("tidy"));
    /// # Ok::<(), sailau_formats::ImportError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ImportProblem::Unreadable`].
    pub fn of(source: &Source) -> Result<Option<Self>, ImportError> {
        let head = source.head()?;
        Ok(Self::ALL.iter().copied().find(|format| (format.0.recognises)(source, &head)))
    }

    /// The format of the files of one election, by what stands in them.
    ///
    /// # Errors
    ///
    /// [`ImportProblem::NotThis`], [`ImportProblem::SeveralFormats`], or why a file cannot be read.
    pub fn recognise(sources: &[Source]) -> Result<Self, ImportError> {
        let of = |source: &Source| {
            Self::of(source)?.ok_or_else(|| {
                let known = Self::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
                let problem =
                    format!("these are no ranked ballots of a format that is known; the formats are {known}");
                source.problem(ImportProblem::NotThis(problem))
            })
        };
        alike(sources, of, Self::title)
    }

    pub(super) fn read(self, sources: &[Source], contest: Option<&str>) -> Result<RankedFile, ImportError> {
        (self.0.read)(sources, contest)
    }
}

impl fmt::Debug for RankedFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RankedFormat").field(&self.name()).finish()
    }
}

impl PartialEq for RankedFormat {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for RankedFormat {}
