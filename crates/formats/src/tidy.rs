//! What `sailau import` writes: tidy CSV and notes for people.

use std::fmt::Write as _;

use csv::Writer;

use crate::import::{Import, Row};
use crate::note::Note;

/// A column that only some files fill.
type Column = (&'static str, fn(&Row) -> Option<String>);

impl Import {
    /// The votes as the tidy CSV that `sailau` reads. Columns that no row fills are left out.
    ///
    /// ```
    /// use sailau_formats::{Import, Row};
    ///
    /// let row = Row { contest: "list".into(), party: Some("Hill".into()), votes: 12, ..Row::default() };
    /// let import = Import { rows: vec![row], ..Import::default() };
    /// assert_eq!(import.votes_csv(), "contest,district,party,candidate,votes\nlist,,Hill,,12\n");
    /// ```
    #[must_use]
    pub fn votes_csv(&self) -> String {
        let more: [Column; 4] = [
            ("kind", |row| row.kind.clone()),
            ("alliance", |row| row.alliance.clone()),
            ("suballiance", |row| row.suballiance.clone()),
            ("place", |row| row.place.map(|place| place.to_string())),
        ];
        let more: Vec<_> =
            more.into_iter().filter(|(_, of)| self.rows.iter().any(|row| of(row).is_some())).collect();
        let header = ["contest", "district", "party", "candidate", "votes"].map(str::to_owned);
        let header = header.into_iter().chain(more.iter().map(|(name, _)| (*name).to_owned()));
        let rows = self.rows.iter().map(|row| {
            let own =
                [&row.district, &row.party, &row.candidate].map(|text| text.clone().unwrap_or_default());
            let own = std::iter::once(row.contest.clone()).chain(own).chain([row.votes.to_string()]);
            own.chain(more.iter().map(|(_, of)| of(row).unwrap_or_default())).collect()
        });
        table(header.collect(), rows)
    }

    /// Districts and regions as the file of districts that `sailau` reads.
    #[must_use]
    pub fn districts_csv(&self) -> String {
        let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let header = ["district", "seats", "region", "population"].map(str::to_owned);
        let rows = self.districts.iter().map(|known| {
            vec![
                known.district.clone(),
                number(known.seats.map(u64::from)),
                known.region.clone().unwrap_or_default(),
                number(known.population),
            ]
        });
        table(header.to_vec(), rows)
    }

    /// The office's own seats.
    #[must_use]
    pub fn official_csv(&self) -> String {
        let header = ["contest", "district", "party", "candidate", "seats"].map(str::to_owned);
        let rows = self.official.iter().map(|won| {
            let own =
                [&won.district, &won.party, &won.candidate].map(|text| text.clone().unwrap_or_default());
            std::iter::once(won.contest.clone()).chain(own).chain([won.seats.to_string()]).collect()
        });
        table(header.to_vec(), rows)
    }

    /// The notes as a list in Markdown.
    #[must_use]
    pub fn notes_md(&self) -> String {
        in_markdown(&self.notes)
    }
}

/// Notes as a list.
pub(crate) fn in_markdown(notes: &[Note]) -> String {
    let mut text = String::new();
    for Note { kind, text: words } in notes {
        // Names out of files are text, never markup.
        let words: String = words.chars().flat_map(escaped).collect();
        writeln!(text, "- **{kind}**: {words}").expect("a String takes what is written");
    }
    text
}

fn escaped(c: char) -> impl Iterator<Item = char> {
    let sign = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|');
    sign.then_some('\\').into_iter().chain([if c.is_control() { ' ' } else { c }])
}

fn table(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        writer.write_record(&row).expect("rows are as long as the header, and memory takes them");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    String::from_utf8(bytes).expect("fields are text")
}
