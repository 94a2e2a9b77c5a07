use super::{Cell, Column, Kind, Table};
use crate::reform::atlas::{Effect, House, Study};

const SHARE: Kind = Kind::Share { places: 1 };
const NUMBER: Kind = Kind::Real { places: 2 };

/// Tables of reforms that were made.
impl Table {
    /// Reforms beside each other: a row for each of their elections, its votes under the laws before and after.
    /// [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_studies(studies: &[Study]) -> Self {
        let text = |name: &str| Column::new(name, Kind::Text);
        let mut columns = vec![
            text("reform"),
            text("country"),
            text("since"),
            text("votes").heading("votes of"),
            text("held_under").heading("held under the law"),
            Column::new("moved", Kind::Real { places: 1 }).heading("seats moved of 100"),
        ];
        for law in ["before", "after"] {
            columns.extend([
                Column::new(format!("seats_{law}"), Kind::Count).heading(format!("seats {law}")),
                Column::new(format!("not_counted_{law}"), Kind::Count).heading(format!("not counted {law}")),
                text(&format!("largest_{law}")).heading(format!("largest {law}")),
                Column::new(format!("largest_seats_{law}"), Kind::Count).heading(format!("its seats {law}")),
                Column::new(format!("bonus_{law}"), SHARE).heading(format!("its bonus {law}")),
                Column::new(format!("parties_{law}"), NUMBER).heading(format!("parties {law}")),
                Column::new(format!("gallagher_{law}"), SHARE).heading(format!("Gallagher {law}")),
                Column::new(format!("lost_{law}"), SHARE).heading(format!("votes lost {law}")),
            ]);
        }
        columns.extend([text("majority"), text("problem").heading("why not counted")]);
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (study, election) in
            studies.iter().flat_map(|study| study.elections.iter().map(move |one| (study, one)))
        {
            let since = study.entry.since.map(|day| day.to_string());
            let mut cells = vec![
                Cell::from(study.entry.id.as_str()),
                study.entry.country.as_str().into(),
                Cell::from(since),
                election.name.as_str().into(),
                election.held_under.to_string().into(),
            ];
            match &election.effect {
                Some(effect) => {
                    cells.push(effect.moved.into());
                    cells.extend(of_house(&effect.before));
                    cells.extend(of_house(&effect.after));
                    cells.push(effect.majority.to_string().into());
                }
                None => cells.extend([(); 18].map(|()| Cell::Missing)),
            }
            cells.push(Cell::from(election.not_counted.clone()));
            table.add(cells);
        }
        table
    }

    /// The same as far as a page is wide: names are cut to so many letters.
    #[must_use]
    pub fn of_studies_in_short(studies: &[Study], most: usize) -> Self {
        let real = |name: &str, places| Column::new(name, Kind::Real { places });
        let share = |name: &str| Column::new(name, SHARE);
        let columns = vec![
            Column::new("reform", Kind::Text),
            Column::new("votes", Kind::Text).heading("votes of"),
            real("moved", 1),
            share("bonus_before").heading("bonus"),
            share("bonus_after").heading("after"),
            real("parties_before", 1).heading("parties"),
            real("parties_after", 1).heading("after"),
            share("gallagher_before").heading("Gallagher"),
            share("gallagher_after").heading("after"),
            Column::new("majority", Kind::Text),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (study, election) in
            studies.iter().flat_map(|study| study.elections.iter().map(move |one| (study, one)))
        {
            let mut cells = vec![Cell::from(study.entry.id.as_str()), short(&election.name).into()];
            match &election.effect {
                Some(Effect { before, after, moved, majority }) => cells.extend([
                    (*moved).into(),
                    before.bonus.into(),
                    after.bonus.into(),
                    before.parties_in_seats.into(),
                    after.parties_in_seats.into(),
                    before.gallagher.into(),
                    after.gallagher.into(),
                    cut(&majority.to_string(), most).into(),
                ]),
                None => {
                    cells.extend([(); 7].map(|()| Cell::Absent("-")));
                    cells.push(Cell::Absent("not counted"));
                }
            }
            table.add(cells);
        }
        table
    }

    /// The votes of one election under the laws before and after: a row for each party that has a seat under one of them, or
    /// one in a hundred of the votes. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_effect(effect: &Effect) -> Self {
        let columns = vec![
            Column::new("party", Kind::Text),
            Column::new("share", SHARE).heading("of votes"),
            Column::new("old", Kind::Count).heading("before"),
            Column::new("new", Kind::Count).heading("after"),
            Column::new("change", Kind::Change),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        let Effect { before, after, .. } = effect;
        let only_after =
            after.parties.iter().filter(|row| before.parties.iter().all(|known| known.0 != row.0));
        for (party, share, _) in before.parties.iter().chain(only_after) {
            let (old, new) = (before.seats_of(party.as_deref()), after.seats_of(party.as_deref()));
            if (old, new) != (0, 0) || *share >= 0.01 {
                table.add(vec![
                    super::outcome::named(party.as_deref()),
                    (*share).into(),
                    old.into(),
                    new.into(),
                    Cell::Change(i64::from(new) - i64::from(old)),
                ]);
            }
        }
        for (law, house) in [("before", before), ("after", after)] {
            let mut note = |count: u32, what: &str| {
                if count > 0 {
                    table.notes.push(format!("Law {law}: {count} seats {what}."));
                }
            };
            note(house.appointed, "are appointed, and in no number here");
            note(house.not_counted, "are not counted, as there are no votes for them");
            note(house.open, "are open");
            let taken = house.taken_as_nothing.iter().map(|taken| format!("Law {law}: {taken}."));
            table.notes.extend(taken);
        }
        table
    }
}

fn of_house(house: &House) -> [Cell; 8] {
    let largest = house.largest();
    [
        house.seats.into(),
        house.not_counted.into(),
        Cell::from(largest.map(|row| row.0.to_owned())),
        house.largest_seats().into(),
        house.bonus.into(),
        house.parties_in_seats.into(),
        house.gallagher.into(),
        house.lost.into(),
    ]
}

/// The name of an election without what is the same for most.
pub(super) fn short(name: &str) -> String {
    let name = name.strip_prefix("world:").unwrap_or(name);
    name.strip_prefix("kazakhstan:").map_or(name.to_owned(), |day| format!("kz {day}"))
}

fn cut(name: &str, most: usize) -> String {
    match name.chars().count() > most {
        true => format!("{}…", name.chars().take(most.saturating_sub(1)).collect::<String>().trim_end()),
        false => name.to_owned(),
    }
}
