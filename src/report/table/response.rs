use super::{Cell, Column, Kind, Table};
use crate::reform::atlas::{Response, Steps, Study};

const SHARE: Kind = Kind::Share { places: 1 };
const POINTS: Kind = Kind::Real { places: 1 };
const NUMBER: Kind = Kind::Real { places: 2 };

/// What voters and lists did after reforms.
impl Table {
    /// What the law did to the votes before each reform, and what voters and lists did in the election after it: a row for each
    /// reform, with why nothing can be said where that is so. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_responses(studies: &[Study]) -> Self {
        let text = |name: &str| Column::new(name, Kind::Text);
        let mut columns = vec![text("reform"), text("country"), text("before"), text("after")];
        for share in ["below", "lost"] {
            columns.extend(
                ["before", "counterfactual", "after"]
                    .map(|step| Column::new(format!("{share}_{step}"), SHARE)),
            );
            columns.extend(
                ["mechanical", "behaviour"].map(|effect| Column::new(format!("{share}_{effect}"), POINTS)),
            );
        }
        columns.extend([
            Column::new("parties_before", NUMBER),
            Column::new("parties_after", NUMBER),
            text("cautions"),
            text("problem"),
        ]);
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for study in studies {
            let mut cells = vec![Cell::from(study.entry.id.as_str()), study.entry.country.as_str().into()];
            match study.response() {
                Ok(response) => {
                    let Response { before, after, below, lost, parties, cautions } = &response;
                    cells.extend([before.as_str().into(), after.as_str().into()]);
                    cells.extend(steps(*below));
                    cells.extend(steps(Some(*lost)));
                    cells.extend(parties.map(Cell::from));
                    cells.push(Cell::from((!cautions.is_empty()).then(|| cautions.join("; "))));
                    cells.push(Cell::Missing);
                }
                Err(why) => {
                    cells.extend([(); 15].map(|()| Cell::Missing));
                    cells.push(why.to_string().into());
                }
            }
            table.add(cells);
        }
        table
    }

    /// The same as far as a page is wide: the shares below a threshold and the effective number of parties, of the reforms of
    /// which something can be said.
    #[must_use]
    pub fn of_responses_in_short(studies: &[Study]) -> Self {
        let columns = vec![
            Column::new("reform", Kind::Text),
            Column::new("before", Kind::Text).heading("votes"),
            Column::new("after", Kind::Text).heading("then"),
            Column::new("below_before", SHARE).heading("below"),
            Column::new("below_counterfactual", SHARE).heading("new law"),
            Column::new("below_after", SHARE).heading("then"),
            Column::new("below_mechanical", POINTS).heading("law"),
            Column::new("below_behaviour", POINTS).heading("behaviour"),
            Column::new("parties_before", NUMBER).heading("parties"),
            Column::new("parties_after", NUMBER).heading("then"),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (study, response) in studies.iter().filter_map(|study| Some((study, study.response().ok()?))) {
            let mut cells = vec![
                Cell::from(study.entry.id.as_str()),
                super::atlas::short(&response.before).into(),
                super::atlas::short(&response.after).into(),
            ];
            match response.below {
                Some(_) => cells.extend(steps(response.below)),
                None => cells.extend([(); 5].map(|()| Cell::Absent("-"))),
            }
            cells.extend(response.parties.map(Cell::from));
            table.add(cells);
        }
        table
    }
}

/// Three shares, and the two steps between them in points.
fn steps(steps: Option<Steps>) -> [Cell; 5] {
    let Some(steps) = steps else { return [(); 5].map(|()| Cell::Missing) };
    let Steps { before, counterfactual, after } = steps;
    [
        before.into(),
        counterfactual.into(),
        after.into(),
        (100.0 * steps.mechanical()).into(),
        (100.0 * steps.behaviour()).into(),
    ]
}
