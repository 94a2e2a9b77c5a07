//! What the fuzz targets do with an input. The statements are those of the random tests, `tests/apportion` and
//! `tests/any_rules`.

mod cases;

#[allow(dead_code)]
#[path = "../../tests/apportion/agreement.rs"]
mod agreement;
#[allow(dead_code)]
#[path = "../../tests/apportion/naive.rs"]
mod naive;
#[allow(dead_code)]
#[path = "../../tests/apportion/outcomes.rs"]
mod outcomes;
#[allow(dead_code)]
#[path = "../../tests/apportion/theorems.rs"]
mod statements;

#[path = "../../tests/any_rules/choices.rs"]
mod choices;
#[allow(dead_code)]
#[path = "../../tests/any_rules/documents/mod.rs"]
mod documents;
#[path = "../../tests/any_rules/every_lot.rs"]
mod every_lot;
#[path = "../../tests/any_rules/field.rs"]
mod field;
#[path = "../../tests/any_rules/statements.rs"]
mod meetings;
#[path = "../../tests/any_rules/menu.rs"]
mod menu;

pub use cases::{Case, Pair, Table};

use choices::{Choices, Numbers};
use field::Field;
use sailau::apportion::biproportional::{self, BiproportionalError, VoteMatrix};
use sailau::apportion::{Batch, Divisor, Method, apportion, certify, verify};
use sailau::{ElectoralSystem, Votes};

/// Divisor methods against their definition: all claims, sorted.
pub fn divisor_against_naive(case: &Case) {
    let votes = case.votes(8);
    if votes.iter().any(|&v| v > 0) {
        agreement::by_definition(&votes, case.house(24), &case.divisor_method());
    }
}

/// Quota methods against their definition, and the quota method's ties against all ways that they can fall.
pub fn quota_against_naive(case: &Case) {
    let votes = case.votes(8);
    let method = case.method();
    if votes.iter().any(|&v| v > 0) && method.divisor().is_none() {
        let most = if method == Method::BalinskiYoung { 12 } else { 24 };
        agreement::by_definition(&votes, case.house(most), &method);
    }
}

/// Minimum and maximum seats against the definition.
pub fn within_bounds(case: &Case) {
    let votes = case.votes(6);
    let bounds = case.bounds(votes.len());
    let least: u32 = bounds.iter().map(|bound| bound.0).sum();
    let rows = votes.iter().zip(&bounds);
    let most: u32 = rows.map(|(&v, bound)| if v > 0 { bound.1 } else { bound.0 }).sum();
    let seats = least + case.house(u32::MAX) % (most - least + 1);
    agreement::by_definition_within(&votes, seats, &case.method(), &bounds);
}

/// Divisor methods with up to 300 parties and houses of any size, by the inequality that has one solution.
pub fn any_house(case: &Case) {
    let votes = case.votes(300);
    if votes.iter().any(|&v| v > 0) {
        agreement::by_min_max(&votes, case.house(u32::MAX), &case.divisor_method(), (0, u32::MAX));
    }
}

/// Many elections at once against each by itself.
pub fn batch_agrees(table: &Table) {
    let (votes, parties, houses) = table.rows();
    agreement::of_the_batch(&votes, parties, &houses, &table.method(), &mut Batch::default());
}

/// Every theorem on the same votes.
pub fn theorems(pair: &Pair) {
    let (votes, after, order, inside) = pair.elections();
    if votes.iter().all(|&v| v == 0) {
        return;
    }
    let (seats, method) = (pair.case.house(200), pair.case.method());
    statements::the_house_is_filled(&votes, seats, &method);
    statements::anonymity(&votes, &order, seats, &method);
    statements::house_monotonicity(&votes, seats, &method);
    statements::quota_rules(&votes, seats, &method);
    statements::order_is_preserved(&votes, seats, &method);
    statements::consistency(&votes, &inside, seats, &method);
    let largest = votes.iter().copied().max().unwrap_or(1);
    statements::scale_invariance(&votes, (u64::MAX / largest).min(pair.factor).max(1), seats, &method);
    let shares: Vec<u32> = after.iter().map(|&v| (v % 50) as u32).collect();
    statements::exactness(&shares, pair.factor >> 8, &method);
    if votes.iter().chain(&after).all(|&v| v > 0) {
        statements::population_monotonicity(&votes, seats, &after, seats, &method);
    }
}

/// Every result has a certificate that the checker accepts, and that no other result can have.
pub fn certificates(case: &Case) {
    let (votes, method) = (case.votes(12), case.method());
    let seats = case.house(if method == Method::BalinskiYoung { 60 } else { u32::MAX });
    let (Ok(mut result), Ok(certificate)) =
        (apportion(&votes, seats, &method), certify(&votes, seats, &method))
    else {
        assert!(votes.iter().all(|&v| v == 0), "{method} of {votes:?}, {seats} seats");
        return;
    };
    assert_eq!(verify(&votes, seats, &method, &result, &certificate), Ok(()), "{votes:?}, {seats} seats");
    if let [first, .., last] = &mut result.seats[..]
        && *first > 0
    {
        *first -= 1;
        *last += 1;
        assert!(verify(&votes, seats, &method, &result, &certificate).is_err(), "{votes:?}, {seats} seats");
    }
}

/// A matrix with marginals that some other matrix meets is shared out, with a certificate that holds, also when half
/// of that matrix is made a minimum; with a seat moved from one party to another it is shared out too, or refused for a
/// reason that is true.
pub fn biproportional(case: &Case) {
    let votes = case.votes(36);
    let parties = 1 + usize::from(case.house(256) as u8) % 6;
    let votes = &votes[..votes.len() / parties * parties];
    let bounds = case.bounds(votes.len());
    let districts = votes.len() / parties;
    let (mut rows, mut columns) = (vec![0u32; districts], vec![0u32; parties]);
    for (at, _) in votes.iter().enumerate().filter(|&(_, &v)| v > 0) {
        rows[at / parties] += bounds[at].0;
        columns[at % parties] += bounds[at].0;
    }
    let series = [Divisor::SainteLague, Divisor::DHondt][usize::from(case.house(2) == 1)].clone();
    let solve = |columns: &[u32]| {
        let problem = VoteMatrix { votes, district_seats: &rows, party_seats: columns };
        biproportional::apportion(&problem, &series).inspect(|solution| {
            assert_eq!(biproportional::verify(&problem, &series, solution), Ok(()), "{problem:?}");
        })
    };
    if let Err(error) = solve(&columns) {
        assert!(districts == 0, "{votes:?} in {parties} columns, {rows:?}, {columns:?}: {error}");
    }
    let minimums: Vec<u32> =
        votes.iter().zip(&bounds).map(|(&v, bound)| if v > 0 { bound.0.div_ceil(2) } else { 0 }).collect();
    let problem = VoteMatrix { votes, district_seats: &rows, party_seats: &columns };
    let bound = biproportional::apportion_at_least(&problem, &minimums, &series);
    let bound = bound.unwrap_or_else(|error| panic!("{problem:?}, {minimums:?}: {error}"));
    assert_eq!(biproportional::verify_at_least(&problem, &minimums, &series, &bound), Ok(()), "{problem:?}");
    if let [first, .., last] = &mut columns[..]
        && *first > 0
    {
        *first -= 1;
        *last += 1;
        if let Err(BiproportionalError::Infeasible { districts, parties: able, needed, available }) =
            solve(&columns)
        {
            let sum = |of: &[usize], seats: &[u32]| of.iter().map(|&i| u64::from(seats[i])).sum::<u64>();
            assert_eq!((sum(&districts, &rows), sum(&able, &columns)), (needed, available));
            assert!(needed > available);
            let outside = |cell: usize| votes[cell] > 0 && !able.contains(&(cell % parties));
            assert!(districts.iter().all(|&i| !(i * parties..(i + 1) * parties).any(outside)));
        }
    }
}

/// Any text is a system or an error that says why not; a system is read back from what it writes.
pub fn rules_file(text: &str) {
    match ElectoralSystem::from_toml(text) {
        Ok(system) => {
            let written =
                system.to_toml().unwrap_or_else(|error| panic!("{text}\nis read, not written: {error}"));
            assert_eq!(
                ElectoralSystem::from_toml(&written).as_ref(),
                Ok(&system),
                "{text}\nwritten:\n{written}"
            );
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Any bytes are votes or an error that says why not.
pub fn votes_csv(bytes: &[u8]) {
    for tiers in [&["list", "single"][..], &["list"], &[]] {
        match Votes::from_csv(bytes, tiers) {
            Ok(votes) => drop(votes.without_winners()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Rules and votes that meet: every seat is accounted for, the order of the parties and a district without votes change
/// nothing, and thresholds that are simulated together give what each gives alone. The last eight bytes are the seed of the lots and the order.
pub fn rules_and_votes(bytes: &[u8]) {
    let (bytes, turn) =
        bytes.split_last_chunk().map_or((bytes, 0), |(rest, turn)| (rest, u64::from_le_bytes(*turn)));
    let mut choices = Choices(bytes);
    if let Some((text, rules)) = menu::rules(&mut choices) {
        let field = Field::under(&text, &mut choices, Numbers::Any);
        meetings::every_seat_is_accounted_for(&rules, &field, turn);
        meetings::the_order_of_the_parties_changes_nothing(&rules, &field, turn);
        meetings::a_district_without_votes_changes_nothing(&text, &rules, &field);
        meetings::what_ifs_are_told(&rules, &field);
        meetings::thresholds_together_are_each_alone(&rules, &field);
    }
}

/// Rules and votes that tie: what is sure is what every way gives in which the ties can fall.
pub fn ties_in_every_way(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    if let Some((text, rules)) = menu::rules(&mut choices) {
        let field = Field::under(&text, &mut choices, Numbers::Tied);
        meetings::sure_is_what_every_way_gives(&text, &rules, &field);
    }
}

/// A document of this kind with mistakes in it: it is read and used, or refused in users' words.
pub fn edited(kind: &str, bytes: &[u8]) {
    let kind = documents::KINDS.iter().find(|known| known.name == kind).expect("a target has a kind that there is");
    kind.edited(&mut Choices(bytes));
}
