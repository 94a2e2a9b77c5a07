//! A count without a record takes a shorter way where rules are plain, and one of many elections a shorter one yet; they come to
//! the same as the one that is written down.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use sailau::ElectoralSystem;
use sailau::system::{Many, Outcome, Plan, Workspace};

/// Tiers that ask for little: a share or none, and the method; or most votes.
const PLAIN: [&str; 7] = [
    r#"seats = 7
method = "hare"
threshold = { at_least = "20%", of = "valid and against all" }
sole_qualifier = { factor = "7/10", at_least = 2 }
ties = "earlier registration""#,
    r#"seats = 5
method = "hare"
against_all = "not on the ballot"
threshold = { more_than = "1/4", of = "valid and against all" }
no_list_passes = "all lists""#,
    r#"seats = 5
method = "sainte-lague"
threshold = { at_least = "1/3", of = "list votes" }
ties = "more votes""#,
    r#"seats = 4
method = "dhondt""#,
    r#"seats = 3
districts = "each"
method = "dhondt"
threshold = { at_least = "25%", of = "valid votes", within = "district" }"#,
    r#"seats = 2
districts = "each"
method = "droop""#,
    r#"seats = 1
districts = "each"
method = "plurality""#,
];

/// Votes so few that they tie, fall short and reach a share exactly again and again.
fn votes(random: &mut ChaCha8Rng, districts: usize) -> String {
    let mut rows = String::from("contest,district,party,candidate,votes,registration_order\n");
    for district in 0..districts {
        let name = if districts > 1 { format!("d{district}") } else { String::new() };
        // In the second district the parties stand in another order, and one of them not at all.
        let parties = if district % 2 == 0 { &["A", "B", "C", "D"][..] } else { &["C", "A", "D"] };
        for party in parties {
            let votes = random.random_range(0..9) * random.random_range(0..2);
            let order = ["A", "B", "C", "D"].iter().position(|other| other == party).map_or(1, |at| at + 1);
            rows += &format!("main,{name},{party},,{votes},{order}\n");
        }
        for figure in ["@against-all", "@others"] {
            rows += &format!("main,{name},{figure},,{},\n", random.random_range(0..4));
        }
    }
    rows
}

/// By party, tied, empty; whether a rule broke a tie, and whether one list alone passed.
type Sums = (Vec<u32>, u32, u32, bool, bool);

fn written(outcome: &Outcome, parties: &[String]) -> Sums {
    let protocol = serde_json::to_string(&outcome.protocol).unwrap();
    let took = |step: &str| protocol.contains(&format!("\"step\":\"{step}\""));
    (
        parties.iter().map(|party| outcome.seats_of(party).unwrap()).collect(),
        outcome.ties.iter().map(|tie| tie.seats).sum(),
        outcome.unfilled.iter().map(|row| row.seats).sum(),
        took("tie-broken"),
        took("sole-qualifier"),
    )
}

#[test]
fn both_doors_give_the_same_house() {
    let mut random = ChaCha8Rng::seed_from_u64(17);
    let mut seen = [0; 4];
    for round in 0..700 {
        let plain = PLAIN[round % PLAIN.len()];
        let rules = format!("name = \"Plain\"\n[[tier]]\nname = \"main\"\n{plain}\n");
        let rules = ElectoralSystem::from_toml(&rules).unwrap();
        let districts = if plain.contains("each") { 3 } else { 1 };
        let rows = votes(&mut random, districts);
        let votes = rules.read_votes(rows.as_bytes()).unwrap();
        let outcome = rules.count(&votes).unwrap();
        let plan = rules.compile(votes.field(), &[]).unwrap();
        let mut workspace = Workspace::default();
        // What the count before left in it is of no account.
        for _ in 0..2 {
            plan.count_into(votes.tally(), &mut workspace).unwrap();
            let found: Sums = (
                workspace.seats(0).to_vec(),
                workspace.tied(0),
                workspace.unfilled(0),
                workspace.tie_broken(0),
                workspace.sole_qualifier(0),
            );
            let expected = written(&outcome, plan.parties());
            assert_eq!(found, expected, "{plain}\n{rows}{}", outcome.protocol);
            let told = [expected.1 > 0, expected.2 > 0, expected.3, expected.4];
            seen.iter_mut().zip(told).for_each(|(seen, told)| *seen += u32::from(told));
        }
    }
    assert!(seen.iter().all(|&seen| seen >= 8), "{seen:?}");
}

/// The rules with other shares in their threshold, if there is one.
fn with_shares(plain: &str) -> Vec<String> {
    let Some(bar) = plain.find("threshold") else { return vec![plain.to_owned()] };
    let (before, threshold) = plain.split_at(bar);
    let mut parts = threshold.splitn(3, '"');
    let [start, _, end] = std::array::from_fn(|_| parts.next().unwrap());
    let shares = ["0%", "5%", "20%", "1/4", "30%", "1/3", "60%", "20%"];
    shares.iter().map(|share| format!("{before}{start}\"{share}\"{end}")).collect()
}

#[test]
fn many_at_once_come_to_the_same_houses() {
    let mut random = ChaCha8Rng::seed_from_u64(71);
    let (mut counted, mut left) = ([0u32; PLAIN.len()], [0u32; PLAIN.len()]);
    let mut many = Many::default();
    for round in 0..60 {
        let number = round % PLAIN.len();
        let plain = PLAIN[number];
        let districts = if plain.contains("each") { 3 } else { 1 };
        let rows = votes(&mut random, districts);
        let read = |plain: &str| {
            let rules = format!(
                "name = \"Plain\"\n[[tier]]\nname = \"main\"\n{plain}\n\
                 [[tier]]\nname = \"more\"\nseats = 9\nmethod = \"appointed\"\nby = \"the President\"\n"
            );
            ElectoralSystem::from_toml(&rules).unwrap()
        };
        let votes = read(plain).read_votes(rows.as_bytes()).unwrap();
        let compile = |plain: &String| read(plain).compile(votes.field(), &[]).unwrap();
        let plans: Vec<Plan> = with_shares(plain).iter().map(compile).collect();
        assert!(plans.iter().all(Plan::counts_many), "{plain}");
        let mut draw = |most: u64| {
            let mut tally = votes.tally().clone();
            tally.votes.iter_mut().for_each(|votes| *votes = random.random_range(0..most));
            for totals in &mut tally.totals {
                totals.against_all = random.random_range(0..most);
                totals.others = random.random_range(0..most.div_ceil(4));
            }
            tally
        };
        // Ties, usual numbers, and those whose products need more than 64 bits.
        let tallies: Vec<_> =
            (0..50).map(|at| draw([7, 40_000, 10_000_000, u64::MAX >> 8][at % 4])).collect();
        many.count(plans.iter(), &tallies);
        for (at, plan) in plans.iter().enumerate() {
            for (tally, votes) in tallies.iter().enumerate() {
                let mut workspace = Workspace::default();
                let alone = plan.count_into(votes, &mut workspace);
                let Some(row) = many.row(at, tally) else {
                    left[number] += 1;
                    continue;
                };
                counted[number] += 1;
                alone.unwrap();
                for tier in 0..2 {
                    assert_eq!(many.seats(tier, row), workspace.seats(tier), "{plain} {votes:?}");
                    assert_eq!(many.without_party(tier, row), workspace.without_party(tier));
                    let others = (workspace.tied(tier), workspace.unfilled(tier), workspace.tie_broken(tier));
                    assert_eq!(
                        (others, workspace.sole_qualifier(tier)),
                        ((0, 0, false), false),
                        "{plain} {votes:?}"
                    );
                }
            }
        }
    }
    // Many are counted so, and what is out of the ordinary comes up.
    let all = counted.iter().zip(&left);
    assert!(
        all.clone().all(|(counted, left)| *counted >= 300 && *left >= 20),
        "{:?}",
        all.collect::<Vec<_>>()
    );
}

/// Entries of the whole record and of one in brief, by districts of four lists.
fn entries(districts: usize) -> (usize, usize) {
    let rules = ElectoralSystem::from_toml(
        r#"name = "Plain"
[[tier]]
name = "main"
seats = 2
districts = "each"
method = "hare"
threshold = { at_least = "30%", of = "valid votes", within = "district" }"#,
    )
    .unwrap();
    let mut rows = String::from("district,party,votes\n");
    for district in 0..districts {
        for (list, votes) in [("A", 50), ("B", 30), ("C", 19), ("D", 1 + district % 2)] {
            rows += &format!("d{district},{list},{votes}\n");
        }
    }
    let votes = rules.read_votes(rows.as_bytes()).unwrap();
    let (whole, brief) = (rules.count(&votes).unwrap(), rules.count_in_brief(&votes).unwrap());
    let (passed, failed) = brief.protocol.at_thresholds().unwrap();
    assert_eq!((passed.len(), failed.len()), (2, 2), "{}", brief.protocol);
    assert_eq!(brief.seats, whole.seats);
    (whole.protocol.entries.len(), brief.protocol.entries.len())
}

#[test]
fn a_record_in_brief_is_as_short_however_many_districts_there_are() {
    let ((few, brief), (many, brief_of_many)) = (entries(2), entries(200));
    assert!(many > 50 * few, "{few} and {many}");
    // The rules, the tier, who passes in the first district and who fails; in the second B fails as well.
    assert_eq!((brief, brief_of_many), (4, 4));
}
