//! Rows of a votes file that sum up other rows: counted as a party, all others would lose seats to them.

use sailau::votes::Votes;

/// What such a row is called, in small letters.
const CALLED: [&str; 27] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "all parties",
    "valid votes",
    "summe",
    "insgesamt",
    "gesamt",
    "gültige stimmen",
    "totaal",
    "totale",
    "totalt",
    "totales",
    "summa",
    "yhteensä",
    "suma",
    "celkem",
    "spolu",
    "razem",
    "ogółem",
    "összesen",
    "ukupno",
    "общо",
    "итого",
    "всего",
    "барлығы",
];

/// The party that looks like the sum of the others, by its name.
pub(crate) fn looks_like_a_total(votes: &Votes) -> Option<&str> {
    let parties = votes.field().parties().iter().map(|party| party.name.as_str());
    parties.into_iter().find(|name| {
        let name = name.trim_end_matches([':', '.']).to_lowercase();
        CALLED.contains(&name.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_seen_and_a_party_is_not() {
        for (name, total) in [
            ("TOTAL", true),
            ("Итого:", true),
            ("Барлығы", true),
            ("Sum", true),
            ("Total Reform", false),
            ("Summer", false),
        ] {
            let votes = Votes::list([("A", 1), (name, 1)]).unwrap();
            assert_eq!(looks_like_a_total(&votes).is_some(), total, "{name}");
        }
        assert!(CALLED.iter().all(|name| name.to_lowercase() == *name));
    }
}
