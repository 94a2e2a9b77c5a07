use super::{Cell, Column, Kind, Table};
use crate::audit::Sample;

/// Tables of papers to look at.
impl Table {
    /// What each of several audits asks for: a row for each place where papers are drawn, the most first.
    /// [Fields](crate::report#field-names). Notes say what is not audited.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::audit::{Papers, Sample, assertions, sampling::Bet};
    /// use sailau::kazakhstan;
    /// use sailau::report::Table;
    ///
    /// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    /// let found = assertions(election.law()?, &election.votes(), Papers::AllInTheBoxes)?;
    /// let sample = Sample::of(&found, Bet::HIGHEST, "5%".parse()?);
    /// assert!(Table::of_audits([("2021", &sample)]).to_csv().contains("2021,list,7241562,1949,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_audits<'a>(samples: impl IntoIterator<Item = (&'a str, &'a Sample<'a>)>) -> Self {
        let columns = vec![
            Column::new("system", Kind::Text),
            Column::new("place", Kind::Text),
            Column::new("papers", Kind::Count),
            Column::new("sample", Kind::Count).heading("to look at"),
            Column::new("margin", Kind::Real { places: 2 }).heading("margin in papers"),
            Column::new("decided_by", Kind::Text).heading("what decides"),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (name, sample) in samples {
            for place in &sample.places {
                let hardest = &sample.assertions[place.hardest];
                table.add(vec![
                    name.into(),
                    Cell::from(place.place.to_string()),
                    place.papers.into(),
                    place.sample.into(),
                    hardest.margin.into(),
                    Cell::from(hardest.to_string()),
                ]);
            }
            for missing in sample.uncovered {
                let at =
                    missing.district.as_ref().map(|district| format!(", {district}")).unwrap_or_default();
                table.notes.push(format!("{name}: not audited: {}{at}: {}.", missing.tier, missing.why));
            }
        }
        table
    }
}
