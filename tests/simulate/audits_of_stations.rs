//! Planted fraud at polling stations against audits that count stations again.

use rand::{RngExt, SeedableRng};
use sailau::audit::sampling::{BatchAudit, BatchSimulation, Bet, Papers as Counted, RiskLimit, Simulated};
use sailau::audit::{Papers, assertions};
use sailau::electorate::{Mixture, Stuffing, station_sizes};
use sailau::random::Generator;
use sailau::votes::Votes;
use sailau::{ElectoralSystem, Method};

/// Nine seats by D'Hondt for two lists: who has more votes has five of them.
fn council() -> ElectoralSystem {
    use sailau::system::Tier;
    ElectoralSystem::new("A council", [Tier::list("list", 9, Method::DHONDT)])
}

/// Votes of Hill and of Dale, station by station.
type Stations = Vec<(u64, u64)>;

fn lead(stations: &[(u64, u64)]) -> i64 {
    stations.iter().map(|&(hill, dale)| hill as i64 - dale as i64).sum()
}

/// Honest stations in which Hill has just not more votes than Dale.
fn truth(generator: &mut Generator) -> Stations {
    let honest = Mixture::new((0.6, 0.07), (0.497, 0.07), Stuffing::NONE).unwrap();
    let drawn = station_sizes(240_000, 300, 0.6).into_iter().map(|voters| {
        let station = honest.station(voters, generator);
        (station.leader, station.ballots - station.leader)
    });
    let mut stations: Stations = drawn.collect();
    // Towards a tie, station after station, a vote at a time.
    let (mut at, mut ahead) = (0, lead(&stations));
    while !(-1..=0).contains(&ahead) {
        let (hill, dale) = &mut stations[at % 300];
        let (from, to, moved) = if ahead > 0 { (hill, dale, -2) } else { (dale, hill, 2) };
        if *from > 0 {
            (*from, *to, ahead) = (*from - 1, *to + 1, ahead + moved);
        }
        at += 1;
    }
    stations
}

/// Protocols in which stations, in a random order, wrote a part of Dale's votes to Hill until Hill leads by one vote in 25.
fn rewritten(
    truth: &[(u64, u64)],
    part: impl Fn(&mut Generator) -> f64,
    generator: &mut Generator,
) -> Stations {
    let all: u64 = truth.iter().map(|(hill, dale)| hill + dale).sum();
    let mut reported = truth.to_vec();
    let mut left: Vec<usize> = (0..truth.len()).collect();
    while lead(&reported) * 25 < all as i64 {
        let at = left.swap_remove(generator.random_range(0..left.len()));
        let (hill, dale) = &mut reported[at];
        let moved = ((*dale as f64 * part(generator)) as u64).min(*dale);
        (*hill, *dale) = (*hill + moved, *dale - moved);
    }
    reported
}

fn papers(stations: &[(u64, u64)]) -> Vec<Counted> {
    stations.iter().map(|&(hill, dale)| Counted::new(vec![hill, dale], hill + dale).unwrap()).collect()
}

struct Played {
    audits: Simulated,
    sample: u64,
    papers_of_sample: f64,
}

/// Audits of the house that these stations reported, in which people find what lies in them.
fn play(reported: &[(u64, u64)], found: &[(u64, u64)], audits: u64) -> Played {
    let sum = |of: fn(&(u64, u64)) -> u64| reported.iter().map(of).sum::<u64>();
    let votes = Votes::list([("Hill", sum(|own| own.0)), ("Dale", sum(|own| own.1))]).unwrap();
    let asserted = assertions(&council(), &votes, Papers::Valid).unwrap().contests(&votes).unwrap();
    let risk: RiskLimit = "5%".parse().unwrap();
    let audit = BatchAudit::new(&asserted[0].1, &papers(reported)).unwrap();
    let sample: u64 = audit.sample(Bet::PLANNED, risk).to_string().parse().unwrap();
    let simulation = BatchSimulation::new(&audit, &papers(found), Bet::PLANNED, risk, 2 * sample).unwrap();
    Played { audits: simulation.run(audits, 2023), sample, papers_of_sample: audit.papers_to_count(sample) }
}

/// How many audits of a wrong house are played; `SAILAU_AUDITS` for another number.
fn audits() -> u64 {
    std::env::var("SAILAU_AUDITS").map_or(2_000, |audits| audits.parse().unwrap())
}

/// Of the audits of a house that is wrong by a vote fewer than one in twenty confirm it, however the fraud lies among the stations:
/// nearly all of Dale's votes in few of them, or some in many (the parts of Klimek and others 2012). The figures of
/// `docs/forensics.md` are of a hundred thousand.
#[test]
fn a_wrong_house_is_confirmed_more_rarely_than_promised() {
    let mut generator = Generator::seed_from_u64(20);
    let truth = truth(&mut generator);
    assert!(lead(&truth) <= 0);
    let few: fn(&mut Generator) -> f64 = |generator| 1.0 - (0.075 * generator.normal()).abs().min(1.0);
    let many: fn(&mut Generator) -> f64 = |generator| {
        let part = (0.5 * generator.normal()).abs().min(1.0);
        part * part
    };
    for (name, part) in [("few stations", few), ("many stations", many)] {
        let reported = rewritten(&truth, part, &mut generator);
        assert!(lead(&reported) > 0);
        let changed = reported.iter().zip(&truth).filter(|(reported, truth)| reported != truth).count();
        let played = play(&reported, &truth, audits());
        let (low, high) = played.audits.interval();
        println!(
            "{name}: {changed} of 300 rewritten; confirmed {:.4} [{low:.4}, {high:.4}]; sample {} draws, {:.0} papers",
            played.audits.share(),
            played.sample,
            played.papers_of_sample
        );
        assert!(low < 0.05 && (audits() < 50_000 || high < 0.05), "{name}: {:?}", played.audits.interval());
    }
}

/// Where the house is right and a paper or two of many stations were miscounted, the audit ends a little after its sample.
#[test]
fn small_errors_of_counting_cost_a_few_more_stations() {
    let mut generator = Generator::seed_from_u64(21);
    let truth = truth(&mut generator);
    let right = rewritten(&truth, |_| 0.12, &mut generator);
    let mut miscounted = right.clone();
    for (hill, dale) in &mut miscounted {
        if generator.uniform() < 0.3 && *hill > 0 {
            (*hill, *dale) = (*hill - 1, *dale + 1);
        }
    }
    let exact = play(&right, &right, 200);
    assert_eq!((exact.audits.share(), exact.audits.quantile(1.0)), (1.0, Some(exact.sample)));
    // Reported a vote too many for Hill at three stations of ten.
    let played = play(&right, &miscounted, 2_000);
    let half = played.audits.quantile(0.5).unwrap();
    println!(
        "right house: sample {} draws, half after {half}, {:.0} papers",
        played.sample, played.papers_of_sample
    );
    assert!(played.audits.share() > 0.99 && (played.sample..played.sample * 3 / 2).contains(&half), "{half}");
}

/// What lies in the box is what an audit finds: ballots that nobody cast are confirmed with all others.
#[test]
fn stuffed_boxes_are_confirmed() {
    let mut generator = Generator::seed_from_u64(22);
    let stuffing = Stuffing { incremental: 0.3, extreme: 0.03, ..Stuffing::NONE };
    let model = Mixture::new((0.6, 0.07), (0.45, 0.07), stuffing).unwrap();
    let boxes: Stations = station_sizes(240_000, 300, 0.6)
        .into_iter()
        .map(|voters| {
            let station = model.station(voters, &mut generator);
            (station.leader, station.ballots - station.leader)
        })
        .collect();
    assert!(lead(&boxes) > 0, "the stuffing made Hill first");
    assert_eq!(play(&boxes, &boxes, 500).audits.share(), 1.0);
}
