//! Sets of rules beside each other, and what one says otherwise than another.

use super::Page;
use crate::reform::Reform;
use crate::report::{Cell, Column, Kind, Table, TableError};
use crate::system::{Districts, ElectoralSystem, Seats, Tier, TierRule};

/// A table of the tiers, and what each of the others says otherwise than the first.
pub(super) fn section(page: &mut Page, all: &[(String, ElectoralSystem)]) -> Result<(), TableError> {
    page.heading("The rules");
    page.table(&side_by_side(all)?);
    let Some(((first_name, first), others)) = all.split_first() else { return Ok(()) };
    for (name, rules) in others {
        page.subheading(&format!("What {name} says otherwise than {first_name}"));
        let reform = Reform::between(first, rules);
        let lines: Vec<_> = reform.of_rules().map(ToString::to_string).collect();
        if lines.is_empty() {
            page.text("Nothing that is counted.");
        }
        page.list(lines);
    }
    Ok(())
}

/// A row for each tier and what is ruled of it.
fn side_by_side(all: &[(String, ElectoralSystem)]) -> Result<Table, TableError> {
    let columns = all.iter().map(|(name, _)| Column::new(name.as_str(), Kind::Text));
    let mut table = Table::new([Column::new("", Kind::Text).heading("rule")].into_iter().chain(columns))?;
    let mut tiers: Vec<&str> = Vec::new();
    for tier in all.iter().flat_map(|(_, rules)| &rules.tiers) {
        if !tiers.contains(&tier.name.as_str()) {
            tiers.push(&tier.name);
        }
    }
    for name in tiers {
        for (what, of) in RULES {
            let cell =
                |rules: &ElectoralSystem| rules.tiers.iter().find(|tier| tier.name == name).and_then(of);
            let cells: Vec<_> = all.iter().map(|(_, rules)| cell(rules)).collect();
            if cells.iter().any(Option::is_some) {
                let cells = cells.into_iter().map(Cell::from);
                table.push([Cell::Text(format!("{name}: {what}"))].into_iter().chain(cells))?;
            }
        }
    }
    Ok(table)
}

type Rule = (&'static str, fn(&Tier) -> Option<String>);

const RULES: [Rule; 4] = [
    ("seats", |tier| {
        Some(match &tier.seats {
            Seats::Same(seats) if matches!(tier.districts, Districts::Nationwide) => seats.to_string(),
            Seats::Same(seats) => match tier.districts {
                Districts::Number(districts) => format!("{seats} in each of {districts} districts"),
                _ => format!("{seats} in each district"),
            },
            _ => "by district".to_owned(),
        })
    }),
    ("elected by", |tier| {
        Some(match &tier.rule {
            TierRule::List(_) => "lists".to_owned(),
            TierRule::Candidates(_) => "candidates".to_owned(),
            TierRule::Appointed(_) => "nobody, appointed".to_owned(),
        })
    }),
    ("method", |tier| match &tier.rule {
        TierRule::List(rule) => Some(rule.method.to_string()),
        _ => None,
    }),
    ("threshold", |tier| match &tier.rule {
        TierRule::List(rule) => {
            Some(rule.threshold.as_ref().map_or("none".to_owned(), |bar| bar.share.to_string()))
        }
        _ => None,
    }),
];
