use std::error::Error;
use std::fmt::Write as _;

use jiff::civil::date;
use sailau::kazakhstan;
use sailau::procedure::Decision;
use sailau::procedure::funds::{Entry as Payment, Facts, Fund, Source};
use sailau::procedure::roll::{Entry, Register, Roll};
use sailau::report::{grouped, wrapped};
use serde_json::{Value, json, to_value};

use super::{Page, in_short};

pub(crate) fn referendums() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from("REFERENDUMS: official totals under the law of the day\n\n");
    let mut first = text.clone();
    let (mut json, mut carried) = (Vec::new(), 0);
    for referendum in kazakhstan::referendums() {
        let decision = referendum.decision()?;
        writeln!(text, "{decision}")?;
        first += &wrapped(&format!("  {}: {}", decision.subject, in_short(&decision)), 6);
        carried += usize::from(decision.met());
        json.push(to_value(&decision)?);
    }
    let sentence =
        format!("{carried} of {} referendums were carried under the law of their day.", json.len());
    Ok(Page { sentence, first: Some(first), text, json: Value::Array(json) })
}

pub(crate) fn parliaments() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from(
        "WHO CHOOSES PARLIAMENT: seats, and voting power when more than half of all members decide\n\
         Assumed: parties, appointees and the two senators of a region each vote as one.\n",
    );
    let (mut json, mut elections) = (Vec::new(), Vec::new());
    for parliament in kazakhstan::parliaments() {
        writeln!(text, "\n  {}", parliament.name)?;
        let (mut seats, mut elected, mut chambers) = (0, 0, Vec::new());
        for chamber in &parliament.chambers {
            let report = chamber.by_majority().dependence()?;
            writeln!(text, "    {} ({}, {} decide)", chamber.name, report.seats, report.quota)?;
            for chooser in &report.choosers {
                let percent = |share: Option<f64>| {
                    share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0))
                };
                let share = f64::from(chooser.seats) / f64::from(report.seats);
                writeln!(
                    text,
                    "      {:40} {:>3} seats {:>7}  Banzhaf {:>7}  Shapley {:>7}",
                    chooser.name,
                    chooser.seats,
                    percent(Some(share)),
                    percent(chooser.banzhaf),
                    percent(chooser.shapley),
                )?;
                elected += if chooser.name == "the voters" { chooser.seats } else { 0 };
            }
            seats += report.seats;
            chambers.push(json!({
                "chamber": chamber.name, "seats": report.seats, "quota": report.quota,
                "choosers": report.choosers, "source": chamber.source,
            }));
        }
        let share = f64::from(elected) / f64::from(seats) * 100.0;
        writeln!(text, "    directly elected: {elected} of {seats} ({share:.1} %)")?;
        elections.push(format!("{elected} of {seats} ({})", parliament.name));
        json.push(json!({
            "name": parliament.name, "day": parliament.day.to_string(), "seats": seats, "elected": elected,
            "chambers": chambers,
        }));
    }
    let sentence = format!("Members whom the voters elect: {}.", elections.join("; "));
    Ok(Page { sentence, first: None, text, json: Value::Array(json) })
}

pub(crate) fn funds() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from(
        "ELECTION FUNDS: caps in minimum wages; own money and donations together in millions of tenge of the law's first year\n\n",
    );
    let mut caps_json = Vec::new();
    writeln!(
        text,
        "    {:52} {:>6} {:>10} {:>7} {:>7} {:>9}",
        "fund", "own", "donations", "person", "entity", "tenge"
    )?;
    for law in kazakhstan::fund_laws().iter() {
        writeln!(text, "  since {}", law.since)?;
        // The wages of this crate begin in 2020.
        let wage = kazakhstan::minimum_wages().on(law.since).ok().map(|wage| wage.value.tenge);
        for (fund, caps) in &law.value.rules.caps {
            let cap = |limit: Option<sailau::procedure::Limit<u32>>| {
                limit.map_or_else(|| "-".to_owned(), |limit| limit.value().to_string())
            };
            let all =
                u64::from(*caps.own.value()) + caps.donations.map_or(0, |limit| u64::from(*limit.value()));
            let tenge = wage.map(|wage| all * u64::from(wage));
            let tenge_text =
                tenge.map_or_else(|| "-".to_owned(), |tenge| format!("{:.1} m", tenge as f64 / 1e6));
            let (own, donations) = (cap(Some(caps.own)), cap(caps.donations));
            let (person, entity) = (cap(caps.person), cap(caps.entity));
            let since = law.since.to_string();
            writeln!(
                text,
                "    {:52} {own:>6} {donations:>10} {person:>7} {entity:>7} {tenge_text:>9}",
                fund.name()
            )?;
            caps_json.push(json!({
                "since": since, "fund": fund, "caps": caps, "minimum_wage": wage, "own_and_donations": tenge,
            }));
        }
    }
    let check = synthetic_fund()?;
    let mut first = text.clone();
    text += &format!("\nA SYNTHETIC ledger, made up to show every kind of breach:\n\n{check}");
    first.push('\n');
    first += &wrapped(
        &format!("A SYNTHETIC ledger, made up to show every kind of breach: {}", in_short(&check)),
        2,
    );
    let last = kazakhstan::fund_laws().iter().last();
    let caps = last.and_then(|law| Some((law.since, law.value.rules.caps.get(&Fund::PartyList)?)));
    let sentence = match caps {
        Some((since, caps)) => format!(
            "Since {since} a party may spend {} minimum wages of its own on an election of the lower house{}.",
            grouped(caps.own.value()),
            caps.donations
                .map(|most| format!(", and {} of donations", grouped(most.value())))
                .unwrap_or_default()
        ),
        None => "What candidates and parties may spend.".to_owned(),
    };
    Ok(Page {
        sentence,
        first: Some(first),
        text,
        json: json!({ "caps": caps_json, "synthetic_check": check }),
    })
}

fn synthetic_fund() -> Result<Decision, Box<dyn Error>> {
    let day = date(2023, 3, 19);
    let payment = |source, giver: &str, amount| Payment {
        source,
        giver: (!giver.is_empty()).then(|| giver.to_owned()),
        amount,
    };
    let facts = Facts {
        holder: "a made-up candidate".to_owned(),
        fund: Fund::DistrictCandidate,
        minimum_wage: kazakhstan::minimum_wages().on(day)?.value.tenge,
        repeat_vote: false,
        ledger: vec![
            payment(Source::Own, "", 14_000_000),
            payment(Source::Citizen, "citizen A", 1_000_000),
            payment(Source::Citizen, "citizen B", 1_750_000),
            payment(Source::Citizen, "citizen A", 750_001),
            payment(Source::Entity, "company C", 3_600_000),
            payment(Source::Foreign, "fund abroad D", 100_000),
            payment(Source::Anonymous, "", 5_000),
        ],
    };
    Ok(kazakhstan::fund_laws().on(day)?.value.decide(&facts)?)
}

/// Precincts of the synthetic rolls.
const PRECINCTS: u64 = 20;
/// Voters of each.
const VOTERS: u64 = 200;

pub(crate) fn rolls() -> Result<Page, Box<dyn Error>> {
    let mut text = format!(
        "ONE VOTER REGISTER: SYNTHETIC rolls of {PRECINCTS} precincts with {VOTERS} voters each; every 50th voter has\n\
         moved and is still on the roll of the next precinct\n\n"
    );
    let roll = |precinct: u64| {
        let voter = |number: u64| Entry {
            id: Some(format!("{number:012}")),
            name: format!("voter {number}"),
            born: 1950 + (number % 50) as i16,
        };
        let own = precinct * VOTERS..(precinct + 1) * VOTERS;
        let last = (precinct + PRECINCTS - 1) % PRECINCTS;
        let moved = (last * VOTERS..(last + 1) * VOTERS).step_by(50);
        Roll { precinct: format!("{}", precinct + 1), entries: own.chain(moved).map(voter).collect() }
    };
    let rolls: Vec<_> = (0..PRECINCTS).map(roll).collect();
    let register = Register::merge(&rolls)?;
    writeln!(
        text,
        "  {} entries, {} voters, {} of them on two rolls; the first: {} in precincts {}",
        register.entries,
        register.voters,
        register.duplicates.len(),
        register.duplicates[0].who,
        register.duplicates[0].precincts.join(" and "),
    )?;
    writeln!(
        text,
        "  joined precincts, at random -> share of possible double votes that the register prevents"
    )?;
    let mut shares = Vec::new();
    for joined in (0..=PRECINCTS).step_by(4) {
        let share = register.expected_share(joined)?.unwrap_or_default();
        writeln!(text, "    {joined:>2} of {PRECINCTS}  {:>6.1} %", share * 100.0)?;
        shares.push(json!({ "joined": joined, "of": PRECINCTS, "prevented": share }));
    }
    let law = kazakhstan::roll_laws().on(date(2023, 3, 19))?.value;
    let decision = law.decide(&rolls)?;
    writeln!(text, "  Under the law: {}", if decision.met() { "in order" } else { "not in order" })?;
    let sentence = format!(
        "On made-up rolls one register finds {} voters who stand on two rolls, of {}.",
        register.duplicates.len(),
        grouped(register.voters)
    );
    let json = json!({
        "synthetic": true, "entries": register.entries, "voters": register.voters,
        "duplicates": register.duplicates.len(), "prevented": shares, "verdict": decision.verdict,
    });
    Ok(Page { sentence, first: None, text, json })
}
