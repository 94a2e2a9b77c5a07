use std::error::Error;
use std::fmt::Write as _;

use jiff::civil::date;
use sailau::abroad::{moscow_2011, voting_ways};
use sailau::electorate::VotingWay;
use sailau::kazakhstan::{self, RegionTurnout};
use sailau::report::{grouped, wrapped};
use sailau::simulate::observers::{chance_of_seeing, observers_for};
use sailau::simulate::voting_ways::{Place, Scenario};
use sailau::simulate::{Confidence, Moments, Run};
use sailau::votes::{Votes, VotesBuilder};
use serde_json::json;

use super::{Page, Wanted};

/// Polling stations on 19 March 2023: https://astanatimes.com/2023/03/voting-in-parliamentary-and-local-elections-begins-in-kazakhstan/
const STATIONS: u32 = 10_233;

/// On the roll on 19 March 2023, the whole country, by the evening's count of the Central Commission:
/// https://kt.kz/rus/politics/predvaritelnaya_yavka_na_vybory_v_mazhilis_i_maslihaty_1377947989.html
const REGISTERED: u64 = 12_035_578;

pub(crate) fn observers(wanted: &Wanted) -> Result<Page, Box<dyn Error>> {
    let mut text = format!(
        "OBSERVERS: placed at random among the {STATIONS} stations of 19 March 2023\n\
         The chance to be at one of the tampered stations; exact.\n\n   observed"
    );
    let tampered = [10, 51, 102, 512];
    tampered.iter().try_for_each(|n| write!(text, "   {n:>4} tampered"))?;
    let mut chances = Vec::new();
    for observed in [26, 102, 512, 1_023, 2_558, 5_117] {
        write!(text, "\n  {observed:>5} ({:>4.1} %)", f64::from(observed) / f64::from(STATIONS) * 100.0)?;
        for n in tampered {
            let chance = chance_of_seeing(STATIONS, n, observed)?;
            write!(text, "{:>13.1} %", chance * 100.0)?;
            chances.push(json!({ "observed": observed, "tampered": n, "chance": chance }));
        }
    }
    let needed = observers_for(STATIONS, 102, 0.95)?;
    writeln!(text, "\n  To be at one of 102 (1 %) with a chance of 95 %: {needed} stations.\n")?;
    let moscow = moscow_2011().placing();
    let seen = Run::from_seed(wanted.seed).draws(wanted.draws.min(1_024)).run(&moscow.observing()?)?.summary;
    writeln!(
        text,
        "  CHECK, Moscow 2011 (Enikolopov et al., PNAS 2013: 156 of 3,164 stations, 11 points, 36 against 47 %)\n  \
         ASSUMED: tampering at 64 % of stations, honest shares 9 points apart, observers deter all of it.\n    \
         unobserved less observed {}, observed {}, announced in the whole {}",
        points(&seen.difference)?,
        points(&seen.observed)?,
        points(&seen.announced)?,
    )?;
    let json = json!({
        "stations": STATIONS, "chances": chances, "observed_for_95_of_102": needed,
        "moscow_2011": { "assumed": moscow, "thousandths_of_a_point": {
            "difference": seen.difference.mean(), "observed": seen.observed.mean(),
            "announced": seen.announced.mean(), "honest": seen.honest.mean(),
        }, "significant": seen.significant.share() },
    });
    let sentence = format!(
        "{} of {} stations, observed at random, are enough to see one of 102 that are tampered with, in 95 of 100 cases.",
        grouped(needed),
        grouped(STATIONS)
    );
    Ok(Page { sentence, first: None, text, json })
}

pub(crate) fn voting(wanted: &Wanted) -> Result<Page, Box<dyn Error>> {
    let election = kazakhstan::election(date(2023, 3, 19)).ok_or("no election of 19 March 2023")?;
    let law = election.law()?;
    let votes = election.votes();
    let (names, mut counts): (Vec<_>, Vec<_>) =
        votes.party_totals("list").into_iter().map(|(party, votes)| (party.name.clone(), votes)).unzip();
    counts.push(votes.against_all("list"));
    let counts: Vec<_> = counts.into_iter().map(|votes| votes as u64).collect();
    let scenario = Scenario {
        places: places()?,
        votes: counts,
        ways: voting_ways().to_vec(),
        local_spread: 0.5,
        lean: 0.2,
    };
    let seats_of = |counts: &[u64]| -> Result<Vec<u32>, Box<dyn Error>> {
        let outcome = law.count(&list(&names, counts)?)?;
        names.iter().map(|name| Ok(outcome.seats_in("list", name)?)).collect()
    };
    // What can be counted once can be counted in every draw: the same parties stand.
    seats_of(&scenario.votes)?;
    let seats = |counts: &[u64]| seats_of(counts).unwrap_or_default();
    let many = Run::from_seed(wanted.seed).draws(wanted.draws).run(&scenario.varying(seats)?)?.summary;

    let mut text = wrapped(
        "WAYS OF VOTING: a SCENARIO on the election of 19 March 2023. This is ASSUMPTION AND NOT LAW: the law of 2022 and that of \
         2026 keep one voting day, and no effect below was measured in Kazakhstan.",
        0,
    );
    let mut first = text.clone();
    text += &wrapped(
        "ASSUMED: each way multiplies the odds of voting as a study found elsewhere; those who come vote like the country, each \
         party's odds times e^(0.2 z); regions differ by 0.5 points. Rolls of regions, where not published, in proportion to \
         inhabitants. Votes by region were not published: the result is of the country.",
        0,
    );
    let (mut ways, mut turnouts) = (Vec::new(), Vec::new());
    for (way, outcome) in scenario.ways.iter().zip(&many.ways) {
        write_way(&mut text, way)?;
        let spread = outcome.whole.variance().map_or(0.0, f64::sqrt) / 1e3;
        writeln!(text, "    turnout {}, standard deviation of a draw {spread:.2}", points(&outcome.whole)?)?;
        let mean = |moments: &Moments| moments.mean().unwrap_or_default();
        let by_region = scenario.places.iter().zip(&outcome.turnout);
        let regions: Vec<_> = by_region
            .clone()
            .map(|(place, turnout)| format!("{} {:.1}", place.name, mean(turnout) / 1e3))
            .collect();
        writeln!(text, "    by region: {}", regions.join(", "))?;
        let result = names.iter().zip(&outcome.shares).zip(&outcome.seats);
        let parties: Vec<_> = result
            .clone()
            .map(|((name, share), seats)| {
                format!("{name} {:.2} % ({:.2} seats)", mean(share) / 1e3, mean(seats))
            })
            .collect();
        writeln!(text, "    result: {}", parties.join(", "))?;
        turnouts.push(format!("{} {:.1} %", way.name, mean(&outcome.whole) / 1e3));
        first += &format!("\n  {}: turnout {} %\n", way.name, points(&outcome.whole)?);
        first += &wrapped(&format!("    {}", parties.join(", ")), 4);
        let by_region: serde_json::Map<_, _> =
            by_region.map(|(place, turnout)| (place.name.clone(), json!(turnout.mean()))).collect();
        let result: serde_json::Map<_, _> = result
            .map(|((name, share), seats)| {
                (name.clone(), json!({ "share": share.mean(), "seats": seats.mean() }))
            })
            .collect();
        ways.push(json!({
            "way": way, "turnout": outcome.whole.mean(), "turnout_by_region": by_region, "result": result,
        }));
    }
    let json = json!({ "assumption": true, "draws": wanted.draws, "seed": wanted.seed, "ways": ways });
    let sentence = format!("Turnout in a scenario, not law: {}.", turnouts.join("; "));
    Ok(Page { sentence, first: Some(first), text, json })
}

fn write_way(text: &mut String, way: &VotingWay) -> Result<(), Box<dyn Error>> {
    writeln!(text, "\n  {}: {:+.2} points (sd {}) at {} %", way.name, way.effect, way.spread, way.at)?;
    writeln!(text, "    {} [{}]", way.source, way.certainty)?;
    if let Some(note) = &way.note {
        writeln!(text, "    {note}")?;
    }
    Ok(())
}

/// Regions with the turnout of 2023 and their rolls: the published ones, the rest in proportion to inhabitants.
fn places() -> Result<Vec<Place>, Box<dyn Error>> {
    let regions = kazakhstan::regions_on(date(2023, 3, 19))?;
    let known: u64 = regions.iter().filter_map(|one| one.registered_2023).map(u64::from).sum();
    let inhabitants = regions.iter().filter(|one| one.registered_2023.is_none());
    let inhabitants: u64 = inhabitants.filter_map(|one| one.population_2023).map(u64::from).sum();
    let place = |turnout: &RegionTurnout| {
        let region = regions.iter().find(|one| one.name == turnout.region);
        let region = region.ok_or_else(|| format!("no region is called {}", turnout.region))?;
        let of_inhabitants = |people: u32| u64::from(people) * (REGISTERED - known) / inhabitants;
        let registered = region.registered_2023.map(u64::from);
        let registered = registered.or(region.population_2023.map(of_inhabitants));
        let registered =
            registered.ok_or_else(|| format!("no inhabitants of {} are known", turnout.region))?;
        let voters = registered * u64::from(turnout.turnout) / 10_000;
        Ok::<_, Box<dyn Error>>(Place { name: turnout.region.clone(), registered, voters })
    };
    kazakhstan::turnouts_2023().iter().map(place).collect()
}

/// List votes of these parties, and against all in the last place.
fn list(names: &[String], counts: &[u64]) -> Result<Votes, Box<dyn Error>> {
    let mut builder = VotesBuilder::default();
    for (name, &votes) in names.iter().zip(counts) {
        builder.votes("list", None, Some(name), None, votes)?;
    }
    if let Some(&against_all) = counts.get(names.len()) {
        builder.against_all("list", None, against_all)?;
    }
    // The seats of districts are not asked for.
    Ok(builder.build()?.allow_uncounted())
}

/// A mean of thousandths of a point with its interval, as points.
fn points(moments: &Moments) -> Result<String, Box<dyn Error>> {
    let mean = moments.mean().ok_or("no draws")?;
    let error = moments.interval(Confidence::P95).map_or(0.0, |interval| interval.half_width());
    Ok(format!("{:.2} ± {:.2}", mean / 1e3, error / 1e3))
}
