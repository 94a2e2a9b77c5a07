use super::{Cell, Column, Kind, Table};
use crate::measure::Profile;

const SHARE: Kind = Kind::Share { places: 2 };
const NUMBER: Kind = Kind::Real { places: 2 };

/// Tables of votes against seats.
impl Table {
    /// The votes and seats of a profile: a row for each party. [Fields](crate::report#field-names).
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::measure::Profile;
    /// use sailau::report::Table;
    ///
    /// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    /// let outcome = election.law()?.count(&election.votes())?;
    /// let profile = Profile::of_tiers(&election.votes(), "list", &outcome, &["list"])?;
    /// assert!(Table::of_parties(&profile).to_markdown().contains("| Auyl     "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_parties(profile: &Profile) -> Self {
        let columns = vec![
            Column::new("party", Kind::Text),
            Column::new("votes", Kind::Count),
            Column::new("vote_share", SHARE).heading("of votes"),
            Column::new("seats", Kind::Count),
            Column::new("seat_share", SHARE).heading("of seats"),
            Column::new("gain", SHARE),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for row in &profile.parties {
            table.add(vec![
                super::outcome::named(row.party.as_deref()),
                row.votes.into(),
                row.vote_share.into(),
                row.seats.into(),
                row.seat_share.into(),
                (row.seat_share - row.vote_share).into(),
            ]);
        }
        let mut note = |count: u64, what: &str| {
            if count > 0 {
                table.notes.push(format!("{} {what}", crate::text::grouped(count)));
            }
        };
        note(profile.others, "votes for lists that are not named; they are among all votes.");
        note(profile.for_nobody, "ballots for nobody.");
        note(profile.open_seats.into(), "seats are open; they are not among all seats.");
        table
    }

    /// The indices of several profiles, each with the name of its system: a row for each.
    /// [Fields](crate::report#field-names).
    ///
    /// What a profile has beyond these (power, thresholds, districts) is in its own JSON.
    #[must_use]
    pub fn of_profiles<'a>(profiles: impl IntoIterator<Item = (&'a str, &'a Profile)>) -> Self {
        let columns = vec![
            Column::new("system", Kind::Text),
            Column::new("gallagher", SHARE).heading("Gallagher"),
            Column::new("loosemore_hanby", SHARE).heading("Loosemore-Hanby"),
            Column::new("rae", SHARE).heading("Rae"),
            Column::new("largest_deviation", SHARE).heading("largest deviation"),
            Column::new("sainte_lague", SHARE).heading("Sainte-Laguë"),
            Column::new("dhondt", NUMBER).heading("D'Hondt"),
            Column::new("cox_shugart", NUMBER).heading("Cox-Shugart"),
            Column::new("gini", SHARE).heading("Gini"),
            Column::new("relative_entropy", Kind::Real { places: 3 }).heading("relative entropy"),
            Column::new("parties_in_votes", NUMBER).heading("parties in votes"),
            Column::new("parties_in_seats", NUMBER).heading("parties in seats"),
            Column::new("wasted_share", SHARE).heading("wasted votes"),
            Column::new("unrepresented_share", SHARE).heading("unrepresented"),
            Column::new("majority", Kind::Text),
            Column::new("seat_bonus", SHARE).heading("seat bonus"),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (name, profile) in profiles {
            let index = &profile.disproportionality;
            table.add(vec![
                name.into(),
                index.gallagher.into(),
                index.loosemore_hanby.into(),
                index.rae.into(),
                index.largest_deviation.into(),
                index.sainte_lague.into(),
                index.dhondt.into(),
                index.cox_shugart.into(),
                index.gini.into(),
                index.relative_entropy.into(),
                profile.parties_in_votes.laakso_taagepera.into(),
                profile.parties_in_seats.laakso_taagepera.into(),
                profile.waste.wasted_share.into(),
                profile.waste.unrepresented_share.into(),
                Cell::from(profile.majority.kind.to_string()),
                profile.majority.seat_bonus.into(),
            ]);
        }
        table
    }
}
