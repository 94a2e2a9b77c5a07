//! The worst-case cost, counted in looks at a party and not in time: whatever the votes, the house and the series, a
//! divisor method looks at each party no more often than a bound that depends on neither.
//!
//! The inputs are what breaks guesses: votes that fall off by powers or exponentially, all equal, one giant and many
//! dwarfs, the end of the range, a hair's breadth between claims; and houses just below, at and above a multiple of
//! the parties.

use sailau::apportion::{Method, Workspace, apportion_into};

/// Looks at a party, for the series that have a name. Four claims a party may be listed, after a dozen passes.
const NAMED: f64 = 40.0;

/// Looks at a party, for series given as data whose steps differ by many orders of magnitude.
const GIVEN: f64 = 160.0;

/// And so many more, however few the parties are: as many claims may be listed rather than narrowed down.
const LISTED: u64 = 512;

/// Looks at a party, beyond what may be listed.
fn looks(votes: &[u64], seats: u32, method: &Method) -> f64 {
    let mut workspace = Workspace::default();
    let mut given = vec![0; votes.len()];
    let tied = apportion_into(votes, seats, method, &mut workspace, &mut given).unwrap();
    let filled = given.iter().map(|&n| u64::from(n)).sum::<u64>() + u64::from(tied);
    assert_eq!(filled, u64::from(seats), "{method}");
    let visits = workspace.visits();
    assert!(visits >= votes.len() as u64, "{method} looks at everybody");
    visits.saturating_sub(LISTED) as f64 / votes.len() as f64
}

/// A generator good enough to scatter votes: Knuth's, upper half.
struct Scatter(u64);

impl Scatter {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(self.0) * u128::from(limit)) >> 64) as u64
    }
}

/// The named shapes of votes.
fn shapes(parties: u64) -> Vec<(&'static str, Vec<u64>)> {
    let mut scatter = Scatter(parties);
    let list = |of: &mut dyn FnMut(u64) -> u64| (0..parties).map(|rank| of(rank).max(1)).collect::<Vec<_>>();
    let falling = |power: f64| move |rank: u64| (1.8e19 / (rank as f64 + 1.0).powf(power)) as u64;
    let fading = |rate: f64| move |rank: u64| (1.8e19 * (-rate * rank as f64).exp()) as u64;
    vec![
        ("power 0.5", list(&mut falling(0.5))),
        ("power 1", list(&mut falling(1.0))),
        ("power 2", list(&mut falling(2.0))),
        ("power 5.5", list(&mut falling(5.5))),
        ("exponential, slow", list(&mut fading(0.001))),
        ("exponential", list(&mut fading(0.45))),
        ("exponential, fast", list(&mut fading(1.7))),
        ("all equal", list(&mut |_| 4_754)),
        ("all one", list(&mut |_| 1)),
        ("giant of 2^64 and dwarfs", list(&mut |rank| if rank == 0 { u64::MAX } else { 26 })),
        ("giant of 2^48 and dwarfs", list(&mut |rank| if rank == 0 { 1 << 48 } else { 28_648 })),
        ("dwarf and giants", list(&mut |rank| if rank == 0 { 5 } else { u64::MAX / 3 })),
        ("two sizes", list(&mut |rank| if rank % 7 == 0 { u64::MAX } else { 124_723_839 })),
        ("end of the range", list(&mut |_| u64::MAX - scatter.below(1_000))),
        ("end of the range, near", list(&mut |_| u64::MAX - scatter.below(3))),
        ("multiples, give or take one", list(&mut |_| (scatter.below(7) + 1) * (1 << 57) + scatter.below(3))),
        // The largest votes come last: floats that cannot tell them apart find the wrong ones first.
        ("end of the range, rising", list(&mut |rank| u64::MAX - (parties - rank))),
        ("two sizes, nearly equal", list(&mut |rank| (1 << 55) - u64::from(rank < parties / 4))),
        ("even", list(&mut |_| scatter.below(1 << 40))),
        ("every magnitude", list(&mut |_| scatter.below(u64::MAX) >> scatter.below(64))),
        ("three magnitudes", list(&mut |_| (1 << (scatter.below(3) * 31)) + scatter.below(1 << 20))),
    ]
}

fn houses(parties: u64) -> Vec<u32> {
    let around = |n: u64| [n.saturating_sub(1), n, n + 1];
    let mut houses: Vec<u64> = [1, 8].into_iter().chain(around(parties)).chain(around(2 * parties)).collect();
    houses.extend([parties / 2, parties / 6, parties / 3 + 8, 10 * parties + parties / 2]);
    houses.extend([u64::from(u32::MAX), u64::from(u32::MAX) - 290, 2_360_741_936]);
    houses.into_iter().filter(|&n| n > 0).map(|n| u32::try_from(n).unwrap()).collect()
}

fn methods() -> Vec<(Method, f64)> {
    let named = Method::ALL.into_iter().filter(|method| method.divisor().is_some()).map(|m| (m, NAMED));
    let given = [
        "modified-sainte-lague:1/1000000",
        "sequence:0,1/1000,1000000",
        "sequence:1,1000,1000000,1000000000",
        "sequence:1,1000000,1000001",
        "sequence:1,1000000000+1/1000",
        "sequence:1,2,4,8,16,32,64,128,256+1",
    ];
    named.chain(given.map(|series| (series.parse().unwrap(), GIVEN))).collect()
}

/// A plain run, unoptimised as it is, takes a third of the houses.
const PLAIN: usize = if cfg!(debug_assertions) { 3 } else { 1 };

/// One house of so many is taken.
fn hold(parties: &[u64], of: usize) {
    let mut worst = (0.0, String::new());
    for &parties in parties {
        for (shape, votes) in shapes(parties) {
            for seats in houses(parties).into_iter().step_by(of) {
                for (method, most) in methods() {
                    let looks = looks(&votes, seats, &method);
                    let what =
                        format!("{looks:.1} looks: {method}, {parties} parties, {shape}, {seats} seats");
                    assert!(looks <= most, "{what}");
                    if looks > worst.0 {
                        worst = (looks, what);
                    }
                }
            }
        }
    }
    println!("the worst: {}", worst.1);
}

#[test]
fn a_few_parties() {
    hold(&[1, 2, 3, 8, 16, 17, 48, 64], 1);
}

#[test]
fn hundreds_of_parties() {
    hold(&[65, 200, 999], PLAIN * 2);
}

#[test]
fn ten_thousand_parties() {
    hold(&[10_000], PLAIN * 5);
}

/// The same shapes at random, and the worst that a search found: nothing depends on the number of parties.
#[test]
fn a_hundred_thousand_parties() {
    for (shape, votes) in shapes(100_000).into_iter().step_by(PLAIN) {
        for (seats, method) in [
            (1_000_000, Method::DHONDT),
            (100_001, Method::SAINTE_LAGUE),
            (4_294_967_000, Method::HUNTINGTON_HILL),
            (50_000, "macanese".parse().unwrap()),
        ] {
            let looks = looks(&votes, seats, &method);
            assert!(looks <= NAMED, "{looks:.1} looks: {method}, {shape}, {seats} seats");
        }
    }
}

/// Votes, houses and series at random, among few parties and many.
#[test]
fn a_random_search() {
    let mut scatter = Scatter(20);
    let methods = methods();
    for _ in 0..3_000 {
        let (method, most) = &methods[scatter.below(methods.len() as u64) as usize];
        let parties = 1 + if scatter.below(2) == 0 { scatter.below(66) } else { scatter.below(800) };
        let top = u64::MAX >> scatter.below(60);
        let spread = 1 + (top >> scatter.below(64)) / 2;
        let multiple = 1 + scatter.below(8);
        let votes: Vec<u64> = (0..parties)
            .map(|_| {
                (top / multiple * (1 + scatter.below(multiple)) - scatter.below(spread.min(top / multiple)))
                    .max(1)
            })
            .collect();
        let seats = match scatter.below(3) {
            0 => parties * scatter.below(4) + 1 + scatter.below(parties),
            1 => 1 + scatter.below(20 * parties),
            _ => 1 + (scatter.below(1 << 32) >> scatter.below(32)).min(u64::from(u32::MAX) - 1),
        };
        let looks = looks(&votes, u32::try_from(seats).unwrap(), method);
        assert!(looks <= *most, "{looks:.1} looks: {method}, {seats} seats, {votes:?}");
    }
}
