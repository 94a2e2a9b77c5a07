//! Draws a second: votes alone, counting alone, and the whole way, beside a plain implementation in the same run.
//!
//! The plain way is how a careful script does it: fresh vectors a draw, normals and exponentials from the standard
//! libraries, floating-point quotas, a sort. `StdRng` is ChaCha with twelve rounds.

#![allow(missing_docs)]

#[path = "../tests/world/case.rs"]
#[expect(dead_code, reason = "shared with a test and an example that compare seats")]
mod case;
mod table;

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::{BatchSize, Criterion, Throughput, criterion_group};
use jiff::civil::date;
use rand::SeedableRng;
use rand::rngs::ChaCha12Rng as StdRng;
use rand_distr::{Distribution, Normal};
use sailau::electorate::{
    Candidacy, DistrictRoll, Electorate, Independents, ListContest, LogisticNormal, PartySupport,
    ReportingLevel, Sampler, SingleContest, Swing, TallySlices, Turnout, VoteModel,
};
use sailau::random::Generator;
use sailau::reform::Sweep;
use sailau::simulate::Run;
use sailau::simulate::elections::Simulation;
use sailau::system::Workspace;
use sailau::votes::{Tally, Votes};
use sailau::{ElectoralSystem, kazakhstan};

/// Shares of eight lists, of the order of Kazakhstan's in 2023.
const SHARES: [f64; 8] = [0.54, 0.11, 0.09, 0.08, 0.07, 0.05, 0.03, 0.03];
const VOTERS: u64 = 12_000_000;
const DISTRICTS: usize = 29;
const REGIONS: usize = 20;
const INDEPENDENTS: usize = 7;
/// Draws of a whole run: eighty blocks.
const DRAWS: u64 = 20_480;

fn lists() -> Vec<PartySupport> {
    let named = SHARES.iter().enumerate();
    named
        .map(|(number, &share)| PartySupport {
            registration_order: Some(number as u32 + 1),
            ..PartySupport::new(format!("List {}", number + 1), share)
        })
        .collect()
}

/// One country in one piece, one ballot.
fn nation() -> Sampler {
    let electorate = Electorate {
        name: "Eight lists".to_owned(),
        parties: lists(),
        districts: vec![DistrictRoll::new("Nation", VOTERS)],
        lists: vec![ListContest::default()],
        swing: Swing::LogisticNormal(LogisticNormal {
            nation: 0.18,
            region: 0.0,
            district: 0.0,
            correlation: 0.0,
        }),
        turnout: Turnout::fixed(0.54),
        ..Electorate::default()
    };
    electorate.compile().expect("an electorate that can be drawn")
}

/// Twenty regions, 29 districts, eight lists, fifteen candidates a district.
fn mixed() -> Sampler {
    let districts = (0..DISTRICTS).map(|number| DistrictRoll {
        region: Some(format!("Region {}", number % REGIONS + 1)),
        ..DistrictRoll::new(format!("District {}", number + 1), VOTERS / DISTRICTS as u64)
    });
    let electorate = Electorate {
        name: "Eight lists, 29 districts".to_owned(),
        parties: lists(),
        districts: districts.collect(),
        lists: vec![ListContest { by: ReportingLevel::Nation, ..ListContest::default() }],
        singles: vec![SingleContest {
            stand: Candidacy::Every,
            independents: Some(Independents { each: INDEPENDENTS as u32, share: 0.05, personal: 0.5 }),
            ..SingleContest::default()
        }],
        swing: Swing::LogisticNormal(LogisticNormal {
            nation: 0.18,
            region: 0.1,
            district: 0.165,
            correlation: 0.0,
        }),
        turnout: Turnout::fixed(0.54),
        ..Electorate::default()
    };
    electorate.compile().expect("an electorate that can be drawn")
}

/// Tallies to count, drawn beforehand.
fn drawn(model: &Sampler, how_many: usize) -> Vec<Tally> {
    let mut rng = Generator::seed_from_u64(1);
    let mut workspace = model.workspace();
    let draw = |_| {
        let mut tally = model.field().empty_tally();
        model.draw(&mut rng, &mut workspace, &mut tally);
        tally
    };
    (0..how_many).map(draw).collect()
}

/// One draw of the votes of one ballot, the plain way.
fn plain_votes(rng: &mut StdRng, log_shares: &[f64], sd: f64, voters: u64) -> Vec<u64> {
    let normal = Normal::new(0.0, sd).expect("a standard deviation");
    let weights: Vec<f64> = log_shares.iter().map(|share| (share + normal.sample(rng)).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| (weight / sum * voters as f64).round() as u64).collect()
}

/// Largest remainders with a threshold, the plain way.
fn plain_list(votes: &[u64], seats: u32, threshold: f64) -> Vec<u32> {
    let total: u64 = votes.iter().sum();
    let passing: Vec<usize> =
        (0..votes.len()).filter(|&list| votes[list] as f64 >= threshold * total as f64).collect();
    let quota = passing.iter().map(|&list| votes[list]).sum::<u64>() as f64 / f64::from(seats);
    let mut given = vec![0; votes.len()];
    let mut rests: Vec<(usize, f64)> = Vec::new();
    for &list in &passing {
        let quotient = votes[list] as f64 / quota;
        given[list] = quotient as u32;
        rests.push((list, quotient.fract()));
    }
    let open = seats.saturating_sub(given.iter().sum());
    rests.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (list, _) in rests.iter().take(open as usize) {
        given[*list] += 1;
    }
    given
}

/// The districts' winners, the plain way.
fn plain_single(districts: &[Vec<u64>]) -> Vec<usize> {
    let winner = |votes: &Vec<u64>| {
        let mut order: Vec<usize> = (0..votes.len()).collect();
        order.sort_by(|&a, &b| votes[b].cmp(&votes[a]));
        order[0]
    };
    districts.iter().map(winner).collect()
}

/// A draw of lists and candidates in every district, the plain way: list votes of the nation, candidates by district.
fn plain_mixed(rng: &mut StdRng, logs: &[f64]) -> (Vec<u64>, Vec<Vec<u64>>) {
    let sample = |rng: &mut StdRng, sd: f64| -> Vec<f64> {
        let normal = Normal::new(0.0, sd).expect("a standard deviation");
        logs.iter().map(|_| normal.sample(rng)).collect()
    };
    let nation = sample(rng, 0.18);
    let regions: Vec<Vec<f64>> = (0..REGIONS).map(|_| sample(rng, 0.1)).collect();
    let mut lists = vec![0; logs.len()];
    let mut districts = Vec::new();
    for district in 0..DISTRICTS {
        let own = sample(rng, 0.165);
        let local: Vec<f64> =
            (0..logs.len()).map(|p| logs[p] + nation[p] + regions[district % REGIONS][p] + own[p]).collect();
        let cast = (VOTERS as f64 * 0.54) as u64 / DISTRICTS as u64;
        for (sum, votes) in lists.iter_mut().zip(plain_votes(rng, &local, 0.0, cast)) {
            *sum += votes;
        }
        let mut candidates = local;
        candidates.extend([0.05f64.ln(); INDEPENDENTS]);
        districts.push(plain_votes(rng, &candidates, 0.16, cast));
    }
    (lists, districts)
}

fn votes(criterion: &mut Criterion) {
    let logs: Vec<f64> = SHARES.iter().map(|share| share.ln()).collect();
    let mut group = criterion.benchmark_group("votes alone: 8 lists, one nation");
    ours_draws(&mut group, &nation());
    let mut rng = StdRng::seed_from_u64(1);
    group.bench_function("plain", |bencher| {
        bencher.iter(|| plain_votes(&mut rng, black_box(&logs), 0.18, VOTERS));
    });
    group.finish();

    let mut group = criterion.benchmark_group("votes alone: 8 lists, 29 districts of 15 candidates");
    ours_draws(&mut group, &mixed());
    group.bench_function("plain", |bencher| bencher.iter(|| plain_mixed(&mut rng, black_box(&logs))));
    group.finish();
}

type Group<'a> = criterion::BenchmarkGroup<'a, criterion::measurement::WallTime>;

fn ours_draws(group: &mut Group<'_>, model: &Sampler) {
    let mut rng = Generator::seed_from_u64(1);
    let mut workspace = model.workspace();
    let mut tally = model.field().empty_tally();
    group.throughput(Throughput::Elements(1));
    group.bench_function(table::OURS, |bencher| {
        bencher.iter(|| model.draw(&mut rng, &mut workspace, black_box(&mut tally)));
    });
}

fn counting(criterion: &mut Criterion) {
    let old = kazakhstan::law_on(date(2021, 5, 25)).expect("a day of the timeline").value;
    let new = kazakhstan::law_on(date(2023, 3, 19)).expect("a day of the timeline").value;

    let model = nation();
    let tallies = drawn(&model, 1_000);
    let mut group = criterion.benchmark_group("counting alone: the list of the law of 2021, 8 lists");
    ours_counts(&mut group, old, &model, &tallies);
    let mut at = 0;
    group.bench_function("plain", |bencher| {
        bencher.iter(|| {
            at = (at + 1) % tallies.len();
            plain_list(black_box(&tallies[at].votes), 98, 0.05)
        });
    });
    let mut rng = Generator::seed_from_u64(1);
    let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
    group.bench_function("drawing its votes", |bencher| {
        bencher.iter(|| model.draw(&mut rng, &mut workspace, black_box(&mut tally)));
    });
    group.finish();

    let model = mixed();
    let tallies = drawn(&model, 1_000);
    let single: Vec<_> = model.field().contest("single").expect("a contest of candidates").ballots.clone();
    let mut group = criterion.benchmark_group("counting alone: 69 + 29 of the law of 2022, 15 candidates");
    ours_counts(&mut group, new, &model, &tallies);
    group.bench_function("plain", |bencher| {
        bencher.iter_batched(
            || {
                at = (at + 1) % tallies.len();
                let votes = &tallies[at].votes;
                let districts = single.iter().map(|ballot| votes[ballot.votes()].to_vec());
                (votes[..SHARES.len()].to_vec(), districts.collect::<Vec<_>>())
            },
            |(lists, districts)| (plain_list(&lists, 69, 0.05), plain_single(&districts)),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

fn ours_counts(group: &mut Group<'_>, law: &ElectoralSystem, model: &Sampler, tallies: &[Tally]) {
    let plan = law.compile(model.field(), &[]).expect("the law fits");
    let mut workspace = Workspace::default();
    let mut at = 0;
    group.throughput(Throughput::Elements(1));
    group.bench_function(table::OURS, |bencher| {
        bencher.iter(|| {
            at = (at + 1) % tallies.len();
            plan.count_into(black_box(&tallies[at]), &mut workspace)
        });
    });
}

fn whole(criterion: &mut Criterion) {
    let old = kazakhstan::law_on(date(2021, 5, 25)).expect("a day of the timeline").value;
    let new = kazakhstan::law_on(date(2023, 3, 19)).expect("a day of the timeline").value;
    let logs: Vec<f64> = SHARES.iter().map(|share| share.ln()).collect();
    let mut rng = StdRng::seed_from_u64(1);

    let simulation = Simulation::new(nation()).system("2021", old).expect("the law fits");
    let mut group = criterion.benchmark_group("the whole way: 20,480 draws of 8 lists, law of 2021");
    ours_runs(&mut group, &simulation);
    group.bench_function("plain, one core", |bencher| {
        bencher.iter(|| {
            let mut seats = vec![vec![0u64; 99]; SHARES.len()];
            for _ in 0..DRAWS {
                let votes = plain_votes(&mut rng, &logs, 0.18, VOTERS);
                for (seen, drawn) in seats.iter_mut().zip(plain_list(&votes, 98, 0.05)) {
                    seen[drawn as usize] += 1;
                }
            }
            seats
        });
    });
    group.finish();

    let simulation = Simulation::new(mixed()).system("2023", new).expect("the law fits");
    let mut group = criterion.benchmark_group("the whole way: 20,480 draws of 69 + 29, law of 2022");
    ours_runs(&mut group, &simulation);
    group.bench_function("plain, one core", |bencher| {
        bencher.iter(|| {
            let mut seats = vec![vec![0u64; 99]; SHARES.len() + INDEPENDENTS];
            for _ in 0..DRAWS {
                let (lists, districts) = plain_mixed(&mut rng, &logs);
                let mut house = plain_list(&lists, 69, 0.05);
                house.resize(SHARES.len() + INDEPENDENTS, 0);
                plain_single(&districts).into_iter().for_each(|winner| house[winner] += 1);
                for (seen, drawn) in seats.iter_mut().zip(house) {
                    seen[drawn as usize] += 1;
                }
            }
            seats
        });
    });
    group.finish();
}

fn ours_runs(group: &mut Group<'_>, simulation: &Simulation<Sampler>) {
    group.throughput(Throughput::Elements(DRAWS));
    group.sample_size(10);
    for (name, threads) in [(table::OURS, 1), ("sailau, all cores", 0)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| Run::from_seed(1).draws(DRAWS).threads(threads).run(simulation));
        });
    }
}

/// Twenty-one thresholds on the same draws, beside one of them.
fn sweep(criterion: &mut Criterion) {
    let old = kazakhstan::law_on(date(2021, 5, 25)).expect("a day of the timeline").value;
    let new = kazakhstan::law_on(date(2023, 3, 19)).expect("a day of the timeline").value;
    let sweep = Sweep::from_toml(
        r#"vary = [{ set = "list.threshold.at_least", from = "0%", to = "10%", step = "0.5%" }]"#,
    );
    let sweep = sweep.expect("a sweep");
    for (what, law, model) in
        [("8 lists, law of 2021", old, nation()), ("69 + 29, law of 2022", new, mixed())]
    {
        let mut group = criterion.benchmark_group(format!("a sweep of thresholds: 20,480 draws of {what}"));
        group.throughput(Throughput::Elements(DRAWS));
        group.sample_size(10);
        let run = Run::from_seed(1).draws(DRAWS).threads(1);
        let one = Simulation::new(&model).system("one", law).expect("the law fits");
        group.bench_function(table::OURS, |bencher| bencher.iter(|| run.run(&one)));
        group.bench_function("21 thresholds", |bencher| bencher.iter(|| sweep.drawn(law, &model, &run)));
        group.finish();
    }
}

/// Iceland 2016, drawn and counted: smari/voting (Python) takes 44 ms for a simulated election of this kind.
fn iceland(criterion: &mut Criterion) {
    let case = case::Case::open("is_2016").expect("a case that its test has read");
    let model = around(&case.votes);
    let simulation = Simulation::new(model.clone()).system("is_2016", &case.rules).expect("the rules fit");
    let mut group = criterion.benchmark_group("Iceland 2016: 6 districts, 12 parties, adjustment seats");
    group.throughput(Throughput::Elements(DRAWS));
    group.sample_size(10);
    group.bench_function("drawn and counted, 20,480 times, one core", |bencher| {
        bencher.iter(|| Run::from_seed(1).draws(DRAWS).threads(1).run(&simulation));
    });
    group.throughput(Throughput::Elements(1));
    let mut rng = Generator::seed_from_u64(1);
    let plan = case.rules.compile(model.field(), &[]).expect("the rules fit");
    let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
    let mut counted = Workspace::default();
    group.bench_function(table::OURS, |bencher| {
        bencher.iter(|| {
            model.draw(&mut rng, &mut workspace, &mut tally);
            plan.count_into(black_box(&tally), &mut counted)
        });
    });
    group.finish();
}

/// A ward of 5,000 ballots, four seats, two candidates for each of five parties: drawn, and counted as in Scotland.
fn ward(criterion: &mut Criterion) {
    let electorate = "name = 'A ward'
        turnout = { mean = 1 }
        party = [{ name = 'A', share = 0.3 }, { name = 'B', share = 0.25 }, { name = 'C', share = 0.2 }, { name = 'D', share = 0.15 },
            { name = 'E', share = 0.1 }]
        district = [{ name = '1', registered = 5000 }]
        list = [{ by = 'district' }]
        ranked = [{ name = 'ward', of = 'list', nominees = 2, stop = 0.3, preferences = 'party-support' }]";
    let model = Electorate::from_toml(electorate).and_then(|electorate| electorate.compile());
    let model = model.expect("an electorate that can be drawn");
    let rules = include_str!("../tests/ranked/rules/scotland.toml");
    let rules = ElectoralSystem::from_toml(rules).expect("rules that their test has read");
    let plan = rules.compile(model.field(), &[]).expect("the rules fit");
    let mut rng = Generator::seed_from_u64(1);
    let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
    let mut counted = Workspace::default();
    let mut group = criterion.benchmark_group("A ward of 5,000 ranked ballots, 10 candidates, 4 seats");
    group.bench_function("drawn and counted", |bencher| {
        bencher.iter(|| {
            model.draw(&mut rng, &mut workspace, &mut tally);
            plan.count_into(black_box(&tally), &mut counted)
        });
    });
    group.bench_function("counted, with every stage", |bencher| {
        let votes = Votes::new(model.field().clone(), tally.clone()).expect("a tally of this field");
        bencher.iter(|| rules.count(black_box(&votes)));
    });
    group.finish();
}

/// Votes around those of a real election, district by district.
fn around(votes: &Votes) -> Around {
    Around { votes: votes.clone() }
}

/// Every number of a real tally times its own log-normal factor.
#[derive(Clone)]
struct Around {
    votes: Votes,
}

impl VoteModel for Around {
    type Workspace = ();

    fn field(&self) -> &sailau::votes::Field {
        self.votes.field()
    }

    fn workspace(&self) {}

    fn draw_votes(&self, rng: &mut Generator, (): &mut (), tally: &mut TallySlices<'_>) {
        tally.totals.copy_from_slice(&self.votes.tally().totals);
        for (drawn, &votes) in tally.votes.iter_mut().zip(&self.votes.tally().votes) {
            *drawn = (votes as f64 * (0.2 * rng.normal()).exp()) as u64;
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2));
    targets = votes, counting, whole, sweep, iceland, ward
}

fn main() {
    let start = SystemTime::now();
    benches();
    Criterion::default().configure_from_args().final_summary();
    table::print(start);
}
