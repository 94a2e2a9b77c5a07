//! The laws side by side: what each step changed, with its articles.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use sailau::kazakhstan::{law_on, laws};
use sailau::reform::Reform;
use sailau::report::{Cell, Column, Kind, Table};
use sailau::system::{Seats, Tier, TierRule};

use crate::Result;
use crate::html::Page;

/// The laws that the page compares: a short name, and a day on which each was in force.
pub(crate) const LAWS: [(&str, Date); 4] = [
    ("law of 2009", date(2021, 1, 10)),
    ("law of 2021", date(2021, 5, 25)),
    ("law of 2022", date(2023, 3, 19)),
    ("law of 2026", date(2026, 7, 1)),
];

pub(crate) fn section(page: &mut Page) -> Result<()> {
    page.heading("The laws side by side");
    let mut table = Table::new(
        [Column::new("rule", Kind::Text)]
            .into_iter()
            .chain(LAWS.map(|(name, _)| Column::new(name, Kind::Text))),
    )?;
    for rule in RULES {
        let mut row = vec![Cell::from(rule.name)];
        for (_, day) in LAWS {
            let law = law_on(day)?.value;
            let words = law.tiers.iter().filter_map(|tier| (rule.of)(tier)).collect::<Vec<_>>();
            let words = if words.is_empty() { "none".to_owned() } else { words.join("; ") };
            row.push(Cell::Text(words));
        }
        table.push(row)?;
    }
    page.table(table);
    page.text("Word for word, this is what each step changed in the rules that are counted:");
    for pair in LAWS.windows(2) {
        let (old, new) = (law_on(pair[0].1)?, law_on(pair[1].1)?);
        page.subheading(&format!(
            "From the {} to the {} (in force since {})",
            pair[0].0, pair[1].0, new.since
        ));
        let reform = Reform::between(old.value, new.value);
        page.list(&reform.of_rules().map(ToString::to_string).collect::<Vec<_>>());
    }
    Ok(())
}

struct Rule {
    name: &'static str,
    of: fn(&Tier) -> Option<String>,
}

const RULES: [Rule; 5] = [
    Rule { name: "list seats", of: |tier| matches!(tier.rule, TierRule::List(_)).then(|| seats(tier)) },
    Rule {
        name: "threshold",
        of: |tier| match &tier.rule {
            TierRule::List(rule) => rule.threshold.as_ref().map(|bar| bar.share.to_string()),
            _ => None,
        },
    },
    Rule {
        name: "method",
        of: |tier| match &tier.rule {
            TierRule::List(rule) => Some(rule.method.to_string()),
            _ => None,
        },
    },
    Rule {
        name: "single-member districts",
        of: |tier| matches!(tier.rule, TierRule::Candidates(_)).then(|| known(tier)),
    },
    Rule {
        name: "appointed seats",
        of: |tier| matches!(tier.rule, TierRule::Appointed(_)).then(|| seats(tier)),
    },
];

fn seats(tier: &Tier) -> String {
    match tier.seats {
        Seats::Same(seats) => seats.to_string(),
        _ => "by district".to_owned(),
    }
}

/// The number of single-member districts.
fn known(tier: &Tier) -> String {
    match tier.districts {
        sailau::system::Districts::Number(number) => number.to_string(),
        _ => "one each".to_owned(),
    }
}

/// Every article with its source, once.
pub(crate) fn citations(page: &mut Page) {
    page.subheading("Articles of the laws");
    let mut told: BTreeMap<(Date, &str), Vec<String>> = BTreeMap::new();
    for law in laws().iter() {
        let act = law.value.source.as_deref().unwrap_or_default();
        for cited in law.value.citations.values() {
            let address = cited.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
            let words = format!("{cited}{address}");
            let known = told.entry((law.since, act)).or_default();
            if !known.contains(&words) {
                known.push(words);
            }
        }
    }
    let row = |((since, act), articles): ((Date, &str), Vec<String>)| {
        format!("In force since {since}: {act}: {}", articles.join("; "))
    };
    page.list(&told.into_iter().map(row).collect::<Vec<_>>());
}
