/// How a CSV file of votes is read that is not [as the module describes](super#the-file): columns with other names, another
/// separator, rows to be added up.
///
/// It is read as it comes, a row at a time: what is kept grows with the parties, districts and candidates that there are, not
/// with the rows.
///
/// ```
/// use sailau::votes::CsvTable;
///
/// let stations = "Station;Partei;Stimmen\n1;Hill;40\n2;Hill;20\n1;Dale;35\n2;Dale;5\n";
/// let table = CsvTable::default().columns([("party", "Partei"), ("votes", "Stimmen")]).separator(b';').summed(true);
/// let votes = table.read(stations.as_bytes(), &[])?;
/// assert_eq!(votes.tally().votes, [60, 40]);
/// # Ok::<(), sailau::votes::VotesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    /// Our names and the file's.
    pub(super) columns: Option<Vec<(String, String)>>,
    pub(super) separator: u8,
    pub(super) summed: bool,
}

impl Default for CsvTable {
    /// A tidy file.
    fn default() -> Self {
        Self { columns: None, separator: b',', summed: false }
    }
}

impl CsvTable {
    /// Which of the file's columns is which: the name that the column has [here](super#the-file), and its name in the file.
    /// Other columns of the file are left out.
    #[must_use]
    pub fn columns<O: Into<String>, T: Into<String>>(
        self,
        columns: impl IntoIterator<Item = (O, T)>,
    ) -> Self {
        let pairs = columns.into_iter().map(|(ours, theirs)| (ours.into(), theirs.into()));
        Self { columns: Some(pairs.collect()), ..self }
    }

    /// What parts the columns, in place of a comma: a byte that is no letter, digit, quotation mark or line end.
    #[must_use]
    pub fn separator(self, separator: u8) -> Self {
        Self { separator, ..self }
    }

    /// Whether rows of the same contest, district, party and candidate are added up, such as those of polling stations. They
    /// must say the same in their other columns.
    #[must_use]
    pub fn summed(self, summed: bool) -> Self {
        Self { summed, ..self }
    }
}
