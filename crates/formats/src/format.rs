use std::fmt;

use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::reader::Reader;
use crate::source::Source;
use crate::{
    aec, belgium, bfs, bundestag, dat, eml_nl, fintal, hoc, nz, openelections, pkw, table12, vaalit,
    valgresultat, valmyndigheten, volby,
};

/// A format that is read: one of [`Format::ALL`].
#[derive(Clone, Copy)]
pub struct Format(&'static Reader);

impl Format {
    /// Every format, in the order in which files are tried.
    pub const ALL: &'static [Self] = &[
        Self(&aec::AEC),                     // Australia
        Self(&openelections::OPENELECTIONS), // United States
        Self(&table12::TABLE12),             // Canada
        Self(&bundestag::KERG2),             // Germany
        Self(&bundestag::KERG),
        Self(&valgresultat::READER),   // Norway
        Self(&belgium::READER),        // Belgium
        Self(&pkw::READER),            // Poland
        Self(&hoc::READER),            // Britain
        Self(&volby::READER),          // Czechia
        Self(&fintal::READER),         // Denmark
        Self(&valmyndigheten::READER), // Sweden
        Self(&vaalit::READER),         // Finland
        Self(&bfs::READER),            // Switzerland
        Self(&nz::READER),             // New Zealand
        Self(&dat::DAT),               // Spain
        Self(&eml_nl::READER),         // the Netherlands
    ];

    /// The format of this name: `kerg2`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The word for it on a command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Country, office and what the files are.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The format of one file, by what stands in it; none where no format has such files.
    ///
    /// ```
    /// use sailau_formats::{Format, Source};
    ///
    /// let file = Source::from_bytes("votes.csv", "party,votes\nHill,12\n");
    /// assert_eq!(Format::of(&file)?, None);
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

    /// Whether a file is of this format, by what stands in it.
    ///
    /// # Errors
    ///
    /// [`ImportProblem::Unreadable`].
    pub fn recognises(self, source: &Source) -> Result<bool, ImportError> {
        Ok((self.0.recognises)(source, &source.head()?))
    }

    /// The format of the files of one election, by what stands in them.
    ///
    /// # Errors
    ///
    /// [`ImportProblem::UnknownFormat`], [`ImportProblem::SeveralFormats`], or why a file cannot be read.
    pub fn recognise(sources: &[Source]) -> Result<Self, ImportError> {
        let of = |source: &Source| {
            // Files of persons are told by their names alone.
            let head = if dat::of_persons(source) { Vec::new() } else { source.head()? };
            let found = Self::ALL.iter().copied().find(|format| (format.0.recognises)(source, &head));
            found.ok_or_else(|| source.problem(ImportProblem::UnknownFormat { known: names() }))
        };
        alike(sources, of, Self::title)
    }

    /// Reads the files of one election.
    ///
    /// # Errors
    ///
    /// [`ImportError`] with the place, where a file is damaged, does not agree with itself, or is not of this format.
    pub fn read(self, sources: &[Source]) -> Result<Import, ImportError> {
        if sources.is_empty() {
            return Err(Source::none());
        }
        (self.0.read)(sources)
    }
}

/// The one format of all these files.
pub(crate) fn alike<F: Copy + PartialEq>(
    sources: &[Source],
    of: impl Fn(&Source) -> Result<F, ImportError>,
    title: impl Fn(F) -> &'static str,
) -> Result<F, ImportError> {
    let mut first: Option<F> = None;
    for source in sources {
        let found = of(source)?;
        match first {
            Some(first) if first != found => {
                let problem = ImportProblem::SeveralFormats { found: title(found), first: title(first) };
                return Err(source.problem(problem));
            }
            _ => first = Some(found),
        }
    }
    first.ok_or_else(Source::none)
}

fn names() -> String {
    Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.name()).finish()
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}
