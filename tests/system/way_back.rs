//! The way of seats between the country, its regions and its districts, worked out by hand for the laws that have one.

use sailau::lots::SeededLots;
use sailau::system::Drawn;
use sailau::system::protocol::{LeftToOtherTiersStep, PlacedOneStep, PlacementInRegionsStep, Step};
use sailau::system::{ElectoralSystem, Outcome};
use sailau::votes::Votes;

fn rules(text: &str) -> ElectoralSystem {
    ElectoralSystem::from_toml(&format!("name = \"A\"\n{text}"))
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn votes(rules: &ElectoralSystem, votes: &str, districts: &str) -> Votes {
    let contests = rules.tiers.iter().filter_map(|tier| tier.contest.as_deref());
    let known: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).chain(contests).collect();
    let votes = Votes::from_csv(votes.as_bytes(), &known).unwrap();
    if districts.is_empty() { votes } else { votes.add_districts_csv(districts.as_bytes()).unwrap() }
}

fn count(text: &str, rows: &str, districts: &str) -> Outcome {
    let rules = rules(text);
    rules.count(&votes(&rules, rows, districts)).unwrap()
}

fn error(text: &str, rows: &str, districts: &str) -> String {
    let rules = rules(text);
    rules.count(&votes(&rules, rows, districts)).unwrap_err().to_string()
}

fn refused(text: &str) -> String {
    ElectoralSystem::from_toml(&format!("name = \"A\"\n{text}")).unwrap_err().to_string()
}

/// Seats of a tier as `district party seats`, sorted; a seat without a district has `-`.
fn seats(outcome: &Outcome, tier: &str) -> Vec<String> {
    let rows = outcome.seats.iter().filter(|row| row.tier == tier);
    let line = |row: &sailau::system::SeatRow| {
        let district = row.district.as_deref().unwrap_or("-");
        format!("{district} {} {}", row.party.as_deref().unwrap_or("-"), row.seats)
    };
    let mut lines: Vec<_> = rows.map(line).collect();
    lines.sort();
    lines
}

/// Rows of a votes file, from districts with the votes of A, B, C, …; a party without votes there has no list.
fn table(rows: &[(&str, &[u64])]) -> String {
    let mut text = "district,party,votes\n".to_owned();
    for (district, votes) in rows {
        for (party, votes) in ('A'..).zip(*votes).filter(|(_, votes)| **votes > 0) {
            text += &format!("{district},{party},{votes}\n");
        }
    }
    text
}

/// Where seats went one by one, as `party place`.
fn one_by_one(outcome: &Outcome) -> Vec<String> {
    let steps = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
        Step::PlacedOne(PlacedOneStep { party, to, .. }) => Some(format!("{party} {to}")),
        _ => None,
    });
    steps.collect()
}

/// District seats by D'Hondt, and levelling seats of a house by largest remainders.
fn levelling(house: u32, placement: &str) -> String {
    format!(
        "[[tier]]\nname = \"district\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = \"given\"\nmethod = \"dhondt\"\n\
         [[tier]]\nname = \"levelling\"\ncontest = \"list\"\nseats = {house}\nmethod = \"hare\"\n\
         linkage = {{ with = [\"district\"], overhang = \"paid by the others\" }}\nplacement = {{ {placement} }}\n"
    )
}

/// Denmark: Folketing (Parliamentary) Election Act, ss 78 and 79.
const BY_REGIONS: &str =
    "by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = \"given\" }";

const TWO_PROVINCES: &str = "district,seats,region\nP1,2,P\nP2,1,P\nQ1,2,Q\nQ2,1,Q\nP,2,\nQ,2,\n";

fn two_provinces() -> String {
    table(&[
        ("P1", &[500, 260, 140]),
        ("P2", &[200, 120, 80]),
        ("Q1", &[300, 400, 100]),
        ("Q2", &[100, 150, 50]),
    ])
}

#[test]
fn levelling_seats_come_to_provinces_first_and_then_to_their_districts() {
    let outcome = count(&levelling(10, BY_REGIONS), &two_provinces(), TWO_PROVINCES);
    // s. 76, D'Hondt. P1: A 500, B 260. P2: A. Q1: B 400, A 300. Q2: B. So A holds three, B three.
    assert_eq!(seats(&outcome, "district"), ["P1 A 1", "P1 B 1", "P2 A 1", "Q1 A 1", "Q1 B 1", "Q2 B 1"]);
    // s. 77: 1,100, 930 and 370 of 2,400 by 240: 4.58, 3.88, 1.54, so 5, 4, 1: levelling seats A 2, B 1, C 1.
    // s. 78: votes by 1, 3, 5, … with as many of the largest quotients left out as the party has seats there.
    //   P: A 700/5 = 140, B 380/3 = 126.7, C 220/1 = 220.   Q: A 400/3 = 133.3, B 550/5 = 110, C 150/1 = 150.
    //   C in P (C has its seat), A in P (P has its two), A in Q (A has its two), B in Q.
    assert_eq!(one_by_one(&outcome), ["C P", "A P", "A Q", "B Q"]);
    // s. 79: votes by 1, 4, 7, … in the districts of the province.
    //   A in P: P1 500/4 = 125, P2 200/4 = 50. A in Q: Q1 300/4 = 75, Q2 100/1 = 100. B in Q: Q1 400/4 = 100, Q2
    //   150/4 = 37.5. C in P: P1 140, P2 80.
    assert_eq!(seats(&outcome, "levelling"), ["P1 A 1", "P1 C 1", "Q1 B 1", "Q2 A 1"]);
    let by_region = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::PlacementInRegions(PlacementInRegionsStep { party, regions, .. }) if party == "A" => {
            Some(regions.clone())
        }
        _ => None,
    });
    let lines: Vec<_> =
        by_region.unwrap().iter().map(|line| (line.district.clone(), line.seats, line.held)).collect();
    assert_eq!(lines, [("P".to_owned(), 3, 2), ("Q".to_owned(), 2, 1)]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("  A by region: P 3 (2 held), Q 2 (1 held).\n"), "{text}");
    assert!(text.contains("  Seat 1: C in P, 220 / 1 = 220.\n"), "{text}");
    assert!(
        text.contains(
            "  A in Q by district, Danish highest averages:\n    district  votes  seats  held  last quotient"
        ),
        "{text}"
    );
}

#[test]
fn regions_without_a_number_of_their_own_follow_from_the_votes() {
    let free = levelling(10, "by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\" }");
    let outcome = count(&free, &two_provinces(), TWO_PROVINCES);
    // Each party for itself. A has five: 700 and 400 by 1, 3, 5, …: 700, 400, 233, 140, 133: 3 and 2. B four: 550, 380,
    // 183, 127: 2 and 2, of which it holds 1 and 2: the fourth is in P. C: P.
    // There B has 260/4 = 65 in P1 and 120/1 in P2.
    assert_eq!(seats(&outcome, "levelling"), ["P1 A 1", "P1 C 1", "P2 B 1", "Q2 A 1"]);
    let table = levelling(
        10,
        "by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = { P = 3, Q = 1 } }",
    );
    // C in P 220, A in P 140, A in Q 133: Q is full, and B goes to P.
    let outcome = count(&table, &two_provinces(), TWO_PROVINCES);
    assert_eq!(one_by_one(&outcome), ["C P", "A P", "A Q", "B P"]);
    let lost = table.replace("P = 3, Q = 1", "P = 4");
    assert!(
        error(&lost, &two_provinces(), TWO_PROVINCES).contains("how many seats `Q` takes; add it to `each`")
    );
    let given = levelling(10, BY_REGIONS);
    let lost = error(&given, &two_provinces(), &TWO_PROVINCES.replace("Q,2,\n", ""));
    assert!(lost.contains("`Q` takes; add it to the file of districts"), "{lost}");
    let lost = error(&given, &two_provinces(), &TWO_PROVINCES.replace("Q2,1,Q", "Q2,1,"));
    assert!(lost.contains("district `Q2`") && lost.contains("add its region"), "{lost}");
}

#[test]
fn a_party_of_one_province_is_not_crowded_out_of_it() {
    // s. 78(3), last sentence. Of 1,000 votes A has 840, D 160: 3.36 and 0.64 of four seats, so 3 and 1. A holds P1 and
    // Q1, and one levelling seat is due to each. A's quotient 600/3 = 200 in P comes before D's 160, and P takes one seat
    // only; D has no votes in Q. So D comes first: P is D's, and A's seat goes to Q.
    let rows = table(&[("P1", &[600, 0, 0, 160]), ("Q1", &[240])]);
    let districts = "district,seats,region\nP1,1,P\nQ1,1,Q\nP,1,\nQ,1,\n";
    let outcome = count(&levelling(4, BY_REGIONS), &rows, districts);
    assert_eq!(seats(&outcome, "levelling"), ["P1 D 1", "Q1 A 1"]);
    assert_eq!(one_by_one(&outcome), ["D P", "A Q"]);
    // With a single vote in Q it is a party of both, and its seat goes there.
    let rows = table(&[("P1", &[600, 0, 0, 159]), ("Q1", &[240, 0, 0, 1])]);
    let outcome = count(&levelling(4, BY_REGIONS), &rows, districts);
    assert_eq!(seats(&outcome, "levelling"), ["P1 A 1", "Q1 D 1"]);
}

#[test]
fn equal_claims_to_a_region_are_open_until_lots_are_drawn() {
    // A has 300 in both provinces, holds one in each, and one levelling seat is due: 100 in P as in Q. B's seat is in P
    // or Q by 200 and 100.
    let rows = table(&[("P1", &[300, 200]), ("Q1", &[300, 100])]);
    let districts = "district,seats,region\nP1,1,P\nQ1,1,Q\nP,2,\nQ,2,\n";
    let text = levelling(4, BY_REGIONS);
    let open = count(&text, &rows, districts);
    // 900 by 225: A 2.67, B 1.33: A 3, B 1.
    assert_eq!(seats(&open, "levelling"), ["- A 1", "P1 B 1"]);
    assert!(open.protocol.to_string().contains("Equal claims: A in P, A in Q."), "{}", open.protocol);
    let rules = rules(&text.replace("method = \"hare\"", "method = \"hare\"\nties = \"lots\""));
    let votes = votes(&rules, &rows, districts);
    let drawn: std::collections::BTreeSet<_> = (0..40)
        .map(|seed| {
            seats(&rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap(), "levelling").join(", ")
        })
        .collect();
    assert_eq!(drawn.into_iter().collect::<Vec<_>>(), ["P1 A 1, P1 B 1", "P1 B 1, Q1 A 1"]);
}

#[test]
fn votes_for_a_seat_in_two_provinces_are_another_way_past_the_threshold() {
    // s. 77(1) no. 2. P has 1,300 votes by three seats, 433.3 each; Q 1,100 by three, 366.7. A has 700 and 400; B 380 and
    // 550, enough in Q alone; C neither.
    let bar = |share: &str, regions: u32| {
        let threshold = format!(
            "threshold = {{ at_least = \"{share}\", of = \"valid votes\", or = [{{ votes_a_seat = \"district\", regions = {regions} }}] }}\n"
        );
        levelling(10, BY_REGIONS).replace("method = \"hare\"\n", &format!("method = \"hare\"\n{threshold}"))
    };
    let total = |law: &str, rows: &str| {
        let outcome = count(law, rows, TWO_PROVINCES);
        ["A", "B", "C"].map(|party| outcome.seats_of(party).unwrap())
    };
    // B keeps the three that it holds, and A has the other seven; with B they share ten: 1,100 to 930, 5.4 and 4.6.
    assert_eq!(total(&bar("60%", 2), &two_provinces()), [7, 3, 0]);
    assert_eq!(total(&bar("60%", 1), &two_provinces()), [5, 5, 0]);
    assert_eq!(total(&bar("15%", 2), &two_provinces()), [5, 4, 1]);
    // 1,200 votes by three: 400 are enough, 399 are not.
    let exact = |b: u64| {
        table(&[
            ("P1", &[500, 280, 60 + 400 - b]),
            ("P2", &[240, b - 280]),
            ("Q1", &[300, 400, 100]),
            ("Q2", &[100, 150, 50]),
        ])
    };
    assert_eq!(total(&bar("60%", 2), &exact(400))[1], 5);
    assert_eq!(total(&bar("60%", 2), &exact(399))[1], 3);
    let text = count(&bar("60%", 2), &two_provinces(), TWO_PROVINCES).protocol.to_string();
    let words = "or as many votes as there are for each seat of tier `district`, in 2 regions. By now these take part: A.";
    assert!(text.contains(words), "{text}");
    let wrong = bar("60%", 2).replace("votes_a_seat = \"district\"", "votes_a_seat = \"levelling\"");
    assert!(refused(&wrong).contains("cannot look at itself"));
    assert!(refused(&bar("60%", 0)).contains("at least one of its `regions`"));
    let apportioned = bar("60%", 2).replace(
        "seats = \"given\"\nmethod",
        "seats = 6\ndistrict_seats = { by = \"valid votes\", method = \"hare\" }\nmethod",
    );
    assert!(
        refused(&apportioned).contains("`votes_a_seat` names a tier of lists"),
        "{}",
        refused(&apportioned)
    );
}

/// Austria: Nationalrats-Wahlordnung 1992, ss 96-97 (district), 100-101 (Land), 107 (federation).
const THREE_STAGES: &str = r#"
[[tier]]
name = "regional"
contest = "list"
districts = "each"
seats = "given"
method = "hare"
quota = { of = "valid votes", within = "region", rounded = "up", left = "other tiers" }

[[tier]]
name = "land"
contest = "list"
districts = "regions"
seats = "given"
method = "hare"
threshold = { at_least = "4%", of = "valid votes", within = "nation", or = [{ seats = 1, tier = "regional" }] }
quota = { of = "valid votes", rounded = "up", left = "other tiers" }
linkage = { with = ["regional"], overhang = "kept" }

[[tier]]
name = "federal"
contest = "list"
seats = 9
method = "dhondt"
threshold = { at_least = "4%", of = "valid votes", or = [{ seats = 1, tier = "regional" }] }
linkage = { with = ["regional", "land"], overhang = "paid by the others" }
"#;

const TWO_LANDS: &str = "district,seats,region\nE1,3,East\nE2,2,East\nW1,4,West\nEast,5,\nWest,4,\n";

#[test]
fn whole_quotas_in_districts_then_in_lands_and_the_rest_in_the_federation() {
    let rows = table(&[("E1", &[410, 150, 38]), ("E2", &[190, 150, 60]), ("W1", &[100, 201, 100])]);
    let outcome = count(THREE_STAGES, &rows, TWO_LANDS);
    // s. 96: East 998 votes by 5 seats = 199.6, up to 200. West 401 by 4 = 100.25, up to 101.
    // s. 97: E1: A 410/200 = 2. E2: nobody reaches 200. W1: B 201/101 = 1 (201/100.25 would be 2); A and C have 100.
    assert_eq!(seats(&outcome, "regional"), ["E1 A 2", "W1 B 1"]);
    // s. 101: East: A 600/200 = 3 less 2, B 300/200 = 1, C 98. West: as in W1, and nothing more.
    assert_eq!(seats(&outcome, "land"), ["East A 1", "East B 1"]);
    // s. 107: 700, 501 and 198 in all; nine by D'Hondt: 700, 501, 350, 250.5, 233, 198, 175, 167, 140: A 5, B 3, C 1.
    // A has three of them, B two.
    assert_eq!(seats(&outcome, "federal"), ["- A 2", "- B 1", "- C 1"]);
    assert_eq!(outcome.house_size, 9);
    assert!(outcome.ties.is_empty() && outcome.unfilled.is_empty());
    let left: Vec<_> = outcome
        .protocol
        .entries
        .iter()
        .filter_map(|entry| match entry.step {
            Step::LeftToOtherTiers(LeftToOtherTiersStep { seats, .. }) => {
                Some((entry.district.as_deref().unwrap_or("-"), seats))
            }
            _ => None,
        })
        .collect();
    assert_eq!(left, [("E1", 1), ("E2", 2), ("W1", 3), ("East", 1), ("West", 3)]);
    assert!(
        outcome.protocol.to_string().contains("  3 seats left to other tiers.\n"),
        "{}",
        outcome.protocol
    );
}

#[test]
fn a_seat_in_a_district_opens_the_later_stages_to_a_party_below_the_threshold() {
    // D has 101 of 3,000 votes, 3.4 %, and all of them in W1.
    let west = |d: u64| [100, 201 - (d - 100), 0, d];
    let rows = |d: u64| table(&[("E1", &[1_210, 150, 39]), ("E2", &[590, 550, 60]), ("W1", &west(d))]);
    // West 401 by 4, up to 101: with 101 D has a seat there. All in all 1,900, 900, 99, 101 by D'Hondt for nine:
    // 1900, 950, 900, 633, 475, 450, 380, 317, 300: A 6, B 3; D keeps the one that it has, and the others share eight.
    let with = count(THREE_STAGES, &rows(101), TWO_LANDS);
    assert_eq!(seats(&with, "regional").last().unwrap(), "W1 D 1");
    let total = |outcome: &Outcome| ["A", "B", "C", "D"].map(|party| outcome.seats_of(party).unwrap());
    assert_eq!((total(&with), with.house_size), ([6, 2, 0, 1], 9));
    let without = count(THREE_STAGES, &rows(100), TWO_LANDS);
    assert_eq!((total(&without), without.house_size), ([6, 3, 0, 0], 9));
}

#[test]
fn seats_that_are_left_have_a_taker() {
    let lonely =
        "[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"hare\"\nquota = { left = \"other tiers\" }\n";
    assert!(refused(lonely).contains("no tier has this one in its `linkage`"));
    let skipped = THREE_STAGES.replace("with = [\"regional\", \"land\"]", "with = [\"land\"]");
    assert!(refused(&skipped).contains("have to be linked to `regional` too"), "{}", refused(&skipped));
    let both = THREE_STAGES
        .replace("left = \"other tiers\" }\nlinkage", "left = \"other tiers\", remainders = 1 }\nlinkage");
    assert!(refused(&both).contains("either `remainders`"));
    let district = THREE_STAGES.replace("within = \"region\"", "within = \"nation\"");
    assert!(refused(&district).contains("`within` is \"region\" here"));
    let base = THREE_STAGES.replace("{ of = \"valid votes\", within", "{ within");
    assert!(refused(&base).contains("`within` needs `of`"));
    let full = lonely.replace("left = \"other tiers\"", "full_from = \"75%\"");
    assert!(refused(&full).contains("`full_from` needs `left`"));
    let local = THREE_STAGES.replace("within = \"nation\"", "within = \"district\"");
    assert!(refused(&local).contains("in a tier of regions say within = \"region\""));
    let lost = error(THREE_STAGES, &table(&[("E1", &[9]), ("X", &[9])]), TWO_LANDS);
    assert!(lost.contains("district `X`"), "{lost}");
}

/// Estonia: Riigikogu Election Act, s. 62.
const COMPENSATION: &str = r#"
[[tier]]
name = "district"
contest = "list"
districts = "each"
seats = "given"
method = "hare"
threshold = { at_least = "5%", of = "valid votes", within = "nation" }
quota = { of = "valid votes", full_from = "75%", left = "other tiers" }

[[tier]]
name = "compensation"
contest = "list"
seats = 5
method = "estonian"
ties = "more votes"
threshold = { at_least = "5%", of = "valid votes" }
linkage = { with = ["district"], overhang = "paid by the others" }
"#;

#[test]
fn three_quarters_of_a_quota_are_worth_a_seat() {
    let rows = |b: u64| table(&[("N", &[520, b, 480 - b]), ("S", &[300, 100, 190])]);
    let districts = "district,seats\nN,3\nS,2\n";
    let outcome = count(COMPENSATION, &rows(290), districts);
    // s. 62(1): N: 1,000 by 3 = 333.3; S: 590 by 2 = 295.
    // (3): N: A 520 is one quota and 186.7 more (56 %); B 290 is 87 % of one, and a seat; C 190 is 57 %. S: A one.
    assert_eq!(seats(&outcome, "district"), ["N A 1", "N B 1", "S A 1"]);
    // (5): A 820 by 3^0.9 = 2.688: 305.1; B 390 by 2^0.9 = 1.866: 209.0; C 380 by 1. Two are left: C, then A.
    assert_eq!(seats(&outcome, "compensation"), ["- A 1", "- C 1"]);
    assert_eq!(outcome.house_size, 5);
    // Exactly three quarters are enough (250 of 333.3), a vote less is not.
    assert!(seats(&count(COMPENSATION, &rows(250), districts), "district").contains(&"N B 1".to_owned()));
    assert!(!seats(&count(COMPENSATION, &rows(249), districts), "district").contains(&"N B 1".to_owned()));
}

#[test]
fn more_full_quotas_than_seats_give_the_least_full_one_back() {
    // 402 by 3 = 134; three quarters are 100.5: four lists reach that, for three seats.
    let rows = |d: u64| table(&[("N", &[101, 102, 302 - 101 - d, d])]);
    let one = COMPENSATION.replace("seats = 5", "seats = 3");
    let outcome = count(&one, &rows(101), "district,seats\nN,3\n");
    // A, D with 101, C with 100: only three reach it.
    assert_eq!(seats(&outcome, "district"), ["N A 1", "N B 1", "N D 1"]);
    let four = table(&[("N", &[105, 103, 102, 102])]);
    // 412 by 3 = 137.3, and 103 are three quarters exactly: A and B.
    assert_eq!(seats(&count(&one, &four, "district,seats\nN,3\n"), "district"), ["N A 1", "N B 1"]);
    // 400 by 3 = 133.3, three quarters are 100: all four; the three seats are open among equal ones.
    let equal = table(&[("N", &[100, 100, 100, 100])]);
    let outcome = count(&one, &equal, "district,seats\nN,3\n");
    assert_eq!((outcome.ties[0].seats, outcome.ties[0].parties.len()), (3, 4));
    // A whole quota stays where one that is not full has to go: A 134 of 133.3 has less beyond it than the others have.
    let whole = table(&[("N", &[134, 101, 101, 64])]);
    let outcome = count(&one.replace("75%", "48%"), &whole, "district,seats\nN,3\n");
    assert_eq!(seats(&outcome, "district"), ["N A 1", "N B 1", "N C 1"]);
}

/// Iceland: Act 24/2000, arts 107 and 108 (since 2022 Act 112/2021, arts 109 and 110).
fn in_turn(seats: u32, more: &str) -> String {
    format!(
        "[[tier]]\nname = \"district\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = \"given\"\nmethod = \"dhondt\"\n\
         [[tier]]\nname = \"levelling\"\ncontest = \"list\"\nseats = {seats}\nmethod = \"dhondt\"\n\
         linkage = {{ with = [\"district\"], seats = \"added\", overhang = \"paid by the others\" }}\n\
         placement = {{ by = \"turn\", method = \"dhondt\", of = \"valid votes\", {more} }}\n"
    )
}

#[test]
fn each_seat_is_placed_in_the_turn_in_which_the_country_gives_it() {
    // N has 1,000 votes, S 500, T 400.
    let rows = table(&[("N", &[600, 250, 150]), ("S", &[260, 140, 100]), ("T", &[150, 130, 120])]);
    let districts = "district,seats\nN,3\nS,1\nT,1\n";
    let outcome = count(&in_turn(3, "each = 1, at_most = 2"), &rows, districts);
    // N: A 600, A 300, B 250. S: A. T: A. So A has four, B one.
    assert_eq!(seats(&outcome, "district"), ["N A 2", "N B 1", "S A 1", "T A 1"]);
    // In the country A 1,010 by 5 = 202; B 520 by 2 = 260, by 3 = 173.3; C 370 by 1, by 2 = 185. The turns: C, B, A.
    // C: N 15 %, S 20 %, T 30 %: T. B: N 250/2 = 12.5 %, S 28 %, T is taken: S. A: N is left.
    assert_eq!(one_by_one(&outcome), ["C T", "B S", "A N"]);
    assert_eq!(seats(&outcome, "levelling"), ["N A 1", "S B 1", "T C 1"]);
    // As they are, C's votes are most in N: 150. Then B has 140 in S, and A's place is T.
    let plain = in_turn(3, "each = 1").replace("\"valid votes\"", "\"nothing\"");
    assert_eq!(one_by_one(&count(&plain, &rows, districts)), ["C N", "B S", "A T"]);
}

#[test]
fn a_party_without_a_place_left_leaves_its_turn_to_the_next() {
    // (6) of the article: C stands in N alone, where one seat is to be had.
    let rows = table(&[("N", &[500, 0, 400]), ("S", &[300, 120])]);
    let districts = "district,seats\nN,1\nS,1\n";
    // N and S are A's. In the country A 800 by 3 = 266.7; B 120; C 400, 200. The turns are C, A, C, …
    let outcome = count(&in_turn(3, "each = { N = 1, S = 2 }"), &rows, districts);
    // C in N; A's place is S then; C has no other, so A again with 800/4 = 200, in S.
    assert_eq!(one_by_one(&outcome), ["C N", "A S", "A S"]);
    // With one seat of a party in a district, B is next after A.
    let once = count(&in_turn(3, "each = { N = 1, S = 2 }, at_most = 1"), &rows, districts);
    assert_eq!(one_by_one(&once), ["C N", "A S", "B S"]);
    // With no more room, what is left is empty.
    let full = count(&in_turn(4, "each = { N = 1, S = 2 }"), &rows, districts);
    assert_eq!((full.unfilled[0].seats, full.house_size), (1, 6));
}

#[test]
fn equal_turns_and_equal_places_stay_open_or_are_drawn() {
    let rows = table(&[("N", &[500, 100, 100]), ("S", &[400])]);
    let districts = "district,seats\nN,1\nS,1\n";
    // A 900 by 3 = 300, 225, 180, 150, 128.6, 112.5, 100: after six of A's turns A, B and C have equal claims to one.
    let both = in_turn(7, "each = { N = 5, S = 6 }");
    let outcome = count(&both, &rows, districts);
    assert_eq!(outcome.seats_in("levelling", "A").unwrap(), 6, "{}", outcome.protocol);
    let tie: Vec<_> = outcome.ties.iter().map(|tie| (tie.seats, tie.parties.join(" "))).collect();
    assert_eq!(tie, [(1, "A B C".to_owned())]);
    let rules = rules(&both.replace("seats = 7\n", "seats = 7\nties = \"lots\"\n"));
    let votes = votes(&rules, &rows, districts);
    let winners: std::collections::BTreeSet<_> = (0..60)
        .map(|seed| {
            let outcome = rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap();
            assert_eq!(outcome.house_size, outcome.seats.iter().map(|row| row.seats).sum::<u32>());
            ["A", "B", "C"].map(|party| outcome.seats_in("levelling", party).unwrap())
        })
        .collect();
    assert_eq!(winners.into_iter().collect::<Vec<_>>(), [[6, 0, 1], [6, 1, 0], [7, 0, 0]]);
}

/// Sweden: Vallag (2005:837), ch. 14, ss 3-5; a party has 4 % of the country, or 12 % of a district.
fn returning(house: u32, linkage: &str) -> String {
    format!(
        "[[tier]]\nname = \"fixed\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = \"given\"\n\
         method = \"modified-sainte-lague:1.2\"\n\
         threshold = {{ at_least = \"4%\", of = \"valid votes\", within = \"nation\", or = [{{ at_least = \"12%\", within = \"district\" }}] }}\n\
         [[tier]]\nname = \"levelling\"\ncontest = \"list\"\nseats = {house}\nmethod = \"modified-sainte-lague:1.2\"\n\
         threshold = {{ at_least = \"4%\", of = \"valid votes\" }}\n\
         linkage = {{ with = [\"fixed\"], {linkage} }}\nplacement = {{ by = \"party\", method = \"sainte-lague\" }}\n"
    )
}

const THREE_CONSTITUENCIES: &str = "district,seats\nN,3\nS,3\nT,2\n";

fn three_constituencies() -> String {
    table(&[("N", &[300, 100, 90]), ("S", &[290, 95, 96]), ("T", &[130, 40, 30])])
}

#[test]
fn surplus_seats_go_back_where_their_comparison_number_is_lowest() {
    let rows = three_constituencies();
    // s. 3: N: A 250, A 100, B 83.3. S: A 241.7, A 96.7, C 80. T: A 108.3, A 43.3. So A 6, B 1, C 1.
    // s. 4: 720, 235 and 216 in all, nine seats: A 600, 240, B 195.8, C 180, A 144, 102.9, 80, B 78.3, C 72: 5, 2, 2.
    // s. 4 a: A returns one. Its last numbers are N 100, S 96.7, T 43.3; T has fewer than three seats. So S, where it
    // goes to the next who is short: B 95/1.2 = 79.2, C 96/3 = 32.
    let law = returning(9, "overhang = \"returned\", returned_from = 3");
    let outcome = count(&law, &rows, THREE_CONSTITUENCIES);
    assert_eq!(seats(&outcome, "fixed"), ["N A 2", "N B 1", "S A 1", "S B 1", "S C 1", "T A 2"]);
    // s. 5: C has one of two: N 90/1, S 96/3 = 32, T 30/1.
    assert_eq!(seats(&outcome, "levelling"), ["N C 1"]);
    assert_eq!(outcome.house_size, 9);
    let text = outcome.protocol.to_string();
    assert!(text.contains("  Returned: A in S. In their place: B in S.\n"), "{text}");
    // Without the minimum it is the seat in T: B 40/1.2 before C 30/1.2.
    let outcome = count(&returning(9, "overhang = \"returned\""), &rows, THREE_CONSTITUENCIES);
    assert_eq!(seats(&outcome, "fixed"), ["N A 2", "N B 1", "S A 2", "S C 1", "T A 1", "T B 1"]);
    // Until 2014 A kept it, and the others shared three: B 195.8, C 180, B 78.3. B is first in S: 95/1 to 100/3 and 40.
    let before = count(&returning(9, "overhang = \"paid by the others\""), &rows, THREE_CONSTITUENCIES);
    assert_eq!(["A", "B", "C"].map(|party| before.seats_of(party).unwrap()), [6, 2, 1]);
    assert_eq!(seats(&before, "levelling"), ["S B 1"]);
}

#[test]
fn a_party_of_one_district_keeps_what_it_has_there() {
    // D has 80 of 2,051 votes in all, 3.9 %, and 44 % of T: T 130/1.2 = 108.3, D 80/1.2 = 66.7, A 43.3.
    let rows = table(&[("N", &[550, 300, 190]), ("S", &[340, 195, 196]), ("T", &[130, 40, 30, 80])]);
    let law = returning(9, "overhang = \"returned\", returned_from = 3");
    let outcome = count(&law, &rows, THREE_CONSTITUENCIES);
    assert_eq!((outcome.seats_of("D").unwrap(), outcome.house_size), (1, 9));
    assert_eq!(outcome.seats.iter().map(|row| row.seats).sum::<u32>(), 9);
    assert!(seats(&outcome, "fixed").contains(&"T D 1".to_owned()));
}

#[test]
fn nobody_short_in_the_district_moves_the_seat_to_the_country() {
    // T's second seat is returned, and neither B nor C has votes there.
    let rows = table(&[("N", &[300, 120, 110]), ("S", &[290, 95, 96]), ("T", &[130])]);
    let outcome = count(&returning(9, "overhang = \"returned\""), &rows, THREE_CONSTITUENCIES);
    assert_eq!(seats(&outcome, "fixed"), ["N A 2", "N B 1", "S A 2", "S C 1", "T A 1"]);
    // B and C have one each, and two each are due.
    assert_eq!(outcome.seats_in("levelling", "B").unwrap() + outcome.seats_in("levelling", "C").unwrap(), 2);
    assert_eq!((outcome.house_size, outcome.unfilled.len()), (9, 0));
    assert!(outcome.protocol.to_string().contains("In their place: nobody."), "{}", outcome.protocol);
}

#[test]
fn equal_seats_to_return_are_drawn_or_refused() {
    // A's last numbers are 100 in N and in S.
    let rows = table(&[("N", &[300, 100, 90]), ("S", &[300, 90, 100]), ("T", &[120, 40, 30])]);
    let law = returning(9, "overhang = \"returned\", returned_from = 3");
    // Without lots it is open in which of them: what both ways give is sure.
    let open = count(&law, &rows, THREE_CONSTITUENCIES);
    assert_eq!(seats(&open, "fixed"), ["- A 1", "N A 1", "N B 1", "S A 1", "S C 1", "T A 2"]);
    assert_eq!(["A", "B", "C"].map(|party| open.seats_of(party).unwrap()), [5, 2, 2]);
    assert_eq!(open.ties_between_districts[0].districts, ["N", "S"]);
    let rules = rules(&law.replace("seats = 9\n", "seats = 9\nties = \"lots\"\n"));
    let votes = votes(&rules, &rows, THREE_CONSTITUENCIES);
    let drawn: std::collections::BTreeSet<_> = (0..40)
        .map(|seed| {
            seats(&rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap(), "fixed").join(", ")
        })
        .collect();
    assert_eq!(
        drawn.into_iter().collect::<Vec<_>>(),
        ["N A 1, N B 1, N C 1, S A 2, S C 1, T A 2", "N A 2, N B 1, S A 1, S B 1, S C 1, T A 2"]
    );
}

#[test]
fn seats_are_returned_by_lists_whose_votes_are_read_by_both_tiers() {
    let law = returning(9, "overhang = \"returned\"");
    let wrong = |from: &str, to: &str| refused(&law.replacen(from, to, 1));
    assert!(wrong("contest = \"list\"\n", "").contains("say `contest` in both tiers"));
    assert!(
        wrong("method = \"modified-sainte-lague:1.2\"", "method = \"hare\"").contains("divisor method alone")
    );
    assert!(wrong("seats = \"given\"", "seats = \"given\"\nat_least = 1").contains("divisor method alone"));
    assert!(wrong("[\"fixed\"], overhang", "[\"fixed\", \"fixed\"], overhang").contains("looks at one tier"));
    let single = "[[tier]]\nname = \"fixed\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = 1\nmethod = \"plurality\"\n";
    let (_, levelling) = law.split_once("[[tier]]\nname = \"levelling\"").unwrap();
    let candidates = format!("{single}[[tier]]\nname = \"levelling\"{levelling}");
    assert!(refused(&candidates).contains("the linked tier is of candidates"));
    let third = format!(
        "{law}[[tier]]\nname = \"third\"\ncontest = \"list\"\nseats = 20\nmethod = \"hare\"\n\
         linkage = {{ with = [\"fixed\"], overhang = \"kept\" }}\n"
    );
    assert!(refused(&third).contains("no other tier may look at one whose seats are returned"));
    let idle = law.replace("overhang = \"returned\"", "overhang = \"kept\", returned_from = 3");
    assert!(refused(&idle).contains("`returned_from` has no meaning here"));
}

#[test]
fn equal_claims_at_the_size_that_levels_are_seen() {
    // A holds two districts of North. 300 and 700 by 1, 3, 5, …: 700, 300, 233, 140, and then 100 for both. Of four seats
    // one is due to A, of five there is a lot: A's second, and five are enough; or B's fourth, and it takes six.
    let system = |ties: &str| {
        format!(
            "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
             [[tier]]\nname = \"list\"\nseats = 4\nmethod = \"sainte-lague\"\n{ties}placement = {{ by = \"party\", method = \"sainte-lague\" }}\n\
             linkage = {{ with = [\"single\"], overhang = \"levelled\", levelling = {{ districts = {{ by = \"population\", method = \"hare\" }}, minimum = \"the greater\" }} }}\n"
        )
    };
    let rows =
        "contest,district,party,votes\nlist,North,A,300\nlist,North,B,700\nsingle,N1,A,5\nsingle,N2,A,5\n";
    let districts = "district,region,population\nNorth,,100\nN1,North,\nN2,North,\n";
    let sizes = |outcome: &Outcome| {
        (outcome.seats_of("A").unwrap(), outcome.seats_of("B").unwrap(), outcome.house_size)
    };
    let open = count(&system(""), rows, districts);
    // A has its two in any case; whether B has a fourth is open.
    assert_eq!((sizes(&open), open.ties.len(), open.ties[0].seats), ((2, 3, 6), 1, 1));
    assert_eq!(sizes(&count(&system("ties = \"more votes\"\n"), rows, districts)), (2, 4, 6));
    assert_eq!(sizes(&count(&system("ties = \"fewer votes\"\n"), rows, districts)), (2, 3, 5));
    let rules = rules(&system("ties = \"lots\"\n"));
    let votes = votes(&rules, rows, districts);
    let drawn: std::collections::BTreeSet<_> = (0..40)
        .map(|seed| sizes(&rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap()))
        .collect();
    assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [(2, 3, 5), (2, 4, 6)]);
}
