//! What holds of the way of seats between country, regions and districts, whatever the votes.

use proptest::prelude::*;
use sailau::system::protocol::{CompensationStep, Step};
use sailau::system::{ElectoralSystem, Outcome};
use sailau::votes::Votes;

const DISTRICT: &str =
    "[[tier]]\nname = \"district\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = \"given\"\n";
const LEVELLING: &str = "[[tier]]\nname = \"levelling\"\ncontest = \"list\"\n";

/// Rules in the manner of six laws, for a house of so many seats.
fn laws(house: u32) -> Vec<(&'static str, String)> {
    let linkage = "linkage = { with = [\"district\"], overhang = \"paid by the others\" }\n";
    let regions =
        "by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = \"given\" }";
    let turn = "by = \"turn\", method = \"dhondt\", of = \"valid votes\", at_most = 2, each = 2";
    let law = |district: &str, levelling: &str| {
        format!("{DISTRICT}{district}\n{LEVELLING}seats = {house}\n{levelling}")
    };
    let quota = "method = \"hare\"\nquota = { of = \"valid votes\", within = \"region\", rounded = \"up\", left = \"other tiers\" }";
    let land = "[[tier]]\nname = \"land\"\ncontest = \"list\"\ndistricts = \"regions\"\nseats = { R0 = 6, R1 = 6 }\nmethod = \"hare\"\n\
                quota = { of = \"valid votes\", rounded = \"up\", left = \"other tiers\" }\nlinkage = { with = [\"district\"], overhang = \"kept\" }\n";
    vec![
        (
            "regions",
            law("method = \"dhondt\"", &format!("method = \"hare\"\n{linkage}placement = {{ {regions} }}\n")),
        ),
        (
            "free regions",
            law(
                "method = \"dhondt\"",
                &format!(
                    "method = \"hare\"\n{linkage}placement = {{ {} }}\n",
                    regions.replace(", each = \"given\"", "")
                ),
            ),
        ),
        (
            "quotients",
            law(
                "method = \"sainte-lague\"",
                &format!(
                    "method = \"sainte-lague\"\n{linkage}placement = {{ by = \"quotient\", method = \"sainte-lague\", each = 2 }}\n"
                ),
            ),
        ),
        (
            "turns",
            law("method = \"dhondt\"", &format!("method = \"dhondt\"\n{linkage}placement = {{ {turn} }}\n")),
        ),
        (
            "compensation",
            law(
                "method = \"hare\"\nquota = { full_from = \"75%\", left = \"other tiers\" }",
                &format!("method = \"estonian\"\n{linkage}"),
            ),
        ),
        (
            "returned",
            law(
                "method = \"modified-sainte-lague:1.2\"",
                "method = \"modified-sainte-lague:1.2\"\nlinkage = { with = [\"district\"], overhang = \"returned\", returned_from = 2 }\n\
                 placement = { by = \"party\", method = \"sainte-lague\" }\n",
            ),
        ),
        (
            "three stages",
            format!(
                "{DISTRICT}{quota}\n{land}{LEVELLING}seats = {house}\nmethod = \"dhondt\"\n\
                 linkage = {{ with = [\"district\", \"land\"], overhang = \"paid by the others\" }}\n"
            ),
        ),
    ]
}

/// Four districts of three seats in two regions, which take four levelling seats each: a house of twenty.
const HOUSE: u32 = 20;
const IN_REGION: u32 = 4;

fn read(law: &str, rows: &[(usize, usize, u64)], backwards: bool) -> Option<Outcome> {
    let rules = ElectoralSystem::from_toml(&format!("name = \"A\"\n{law}"))
        .unwrap_or_else(|error| panic!("{error}\n{law}"));
    let mut lines: Vec<String> = rows.iter().map(|(d, p, votes)| format!("D{d},P{p},{votes}\n")).collect();
    let mut places: Vec<String> = (0..4).map(|d| format!("D{d},3,R{}\n", d % 2)).collect();
    places.extend((0..2).map(|r| format!("R{r},{IN_REGION},\n")));
    if backwards {
        lines.reverse();
        places.reverse();
    }
    let votes = format!("district,party,votes\n{}", lines.concat());
    let votes = Votes::from_csv(votes.as_bytes(), &["list", "district", "levelling", "land"]).unwrap();
    let votes =
        votes.add_districts_csv(format!("district,seats,region\n{}", places.concat()).as_bytes()).unwrap();
    // Equal claims to a seat that has to be returned stop a count without a seed.
    rules.count(&votes).ok()
}

/// Everything that the outcome says of seats, in an order of its own.
fn all(outcome: &Outcome) -> Vec<String> {
    let seats = outcome.seats.iter().map(|row| format!("{row:?}"));
    let ties = outcome.ties.iter().map(|tie| {
        let mut parties = tie.parties.clone();
        parties.sort();
        format!("{} {:?} {parties:?} {}", tie.tier, tie.district, tie.seats)
    });
    let empty = outcome.unfilled.iter().map(|row| format!("{row:?}"));
    let mut lines: Vec<String> = seats.chain(ties).chain(empty).collect();
    lines.sort();
    lines
}

fn has_open_claims(outcome: &Outcome) -> bool {
    let open = outcome.protocol.entries.iter().any(|entry| matches!(entry.step, Step::PlacementOpen(_)));
    open || !outcome.ties.is_empty() || !outcome.ties_between_districts.is_empty()
}

fn elections() -> impl Strategy<Value = Vec<(usize, usize, u64)>> {
    // Small numbers make equal claims, and noughts parties of some districts.
    let votes = prop_oneof![2 => 0..6u64, 5 => 1..3_000u64];
    prop::collection::vec(votes, 16)
        .prop_map(|votes| votes.into_iter().enumerate().map(|(i, votes)| (i / 4, i % 4, votes)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_decides_nothing(rows in elections()) {
        for (name, law) in laws(HOUSE) {
            let (there, back) = (read(&law, &rows, false), read(&law, &rows, true));
            prop_assert_eq!(there.as_ref().map(all), back.as_ref().map(all), "{}", name);
        }
    }

    #[test]
    fn votes_in_proportion_give_the_same_seats(rows in elections(), times in 2..50_000u64) {
        let more: Vec<_> = rows.iter().map(|&(d, p, votes)| (d, p, votes * times)).collect();
        // A quota that is rounded to a whole vote is another one in larger numbers.
        for (name, law) in laws(HOUSE).into_iter().filter(|(_, law)| !law.contains("rounded")) {
            let (few, many) = (read(&law, &rows, false), read(&law, &more, false));
            prop_assert_eq!(few.as_ref().map(all), many.as_ref().map(all), "{}", name);
        }
    }

    #[test]
    fn placing_changes_no_party_and_fills_regions_as_the_law_has_it(rows in elections()) {
        for (name, law) in laws(HOUSE) {
            let Some(outcome) = read(&law, &rows, false) else { continue };
            let sure: u32 = outcome.seats.iter().map(|row| row.seats).sum();
            let open: u32 = outcome.ties.iter().map(|tie| tie.seats).sum();
            let empty: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
            prop_assert_eq!(sure + open + empty, outcome.house_size, "{}", name);
            let lines = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
                Step::Compensation(CompensationStep { lists, .. }) if entry.tier.as_deref() == Some("levelling") => Some(lists),
                _ => None,
            });
            for line in lines.flatten().filter(|_| !has_open_claims(&outcome)) {
                prop_assert_eq!(outcome.seats_in("levelling", &line.party).unwrap(), line.list, "{}", name);
                prop_assert!(line.held + line.list == line.due.max(line.held), "{}", name);
            }
        }
        let rows: Vec<_> = rows.into_iter().map(|(d, p, votes)| (d, p, votes + 1)).collect();
        let outcome = read(&laws(HOUSE)[0].1, &rows, false).unwrap();
        let levelling = outcome.seats.iter().filter(|row| row.tier == "levelling");
        let (mut by_region, mut elsewhere) = ([0; 2], 0);
        for row in levelling {
            match row.district.as_deref().and_then(|name| name[1..].parse::<usize>().ok()) {
                Some(district) => by_region[district % 2] += row.seats,
                None => elsewhere += row.seats,
            }
        }
        prop_assert!(by_region.iter().all(|&seats| seats <= IN_REGION));
        // Where everybody stands everywhere, and nothing is open, regions have what they take.
        if !has_open_claims(&outcome) {
            prop_assert_eq!((by_region, elsewhere), ([IN_REGION; 2], 0));
        }
    }
}
