use std::error::Error;
use std::fmt::Write as _;

use sailau::kazakhstan;
use sailau::report::wrapped;
use serde_json::{Value, json, to_value};

use super::{Page, in_short};

pub(crate) fn senate() -> Result<Page, Box<dyn Error>> {
    let mut text =
        String::from("THE SENATE: how it was made up, with the regions of the law's first day\n\n");
    let (mut json, mut totals) = (Vec::new(), Vec::new());
    for law in kazakhstan::senate_laws().iter() {
        // The map is known from 1999 to 2026.
        let Ok(regions) = kazakhstan::regions_on(law.since) else {
            continue;
        };
        let senate = law.value.composition(u32::try_from(regions.len())?);
        text += &wrapped(
            &format!(
                "  since {}: {} regions, {} senators: {} elected by mäslihats, {} appointed by the President, {} of them on \
                 the Assembly's proposal",
                law.since,
                regions.len(),
                senate.total(),
                senate.elected,
                senate.appointed,
                senate.on_assembly_proposal,
            ),
            4,
        );
        totals.push(format!(
            "{} since {}, {} of them appointed by the President",
            senate.total(),
            law.since,
            senate.appointed
        ));
        json.push(json!({
            "since": law.since.to_string(), "regions": regions.len(), "total": senate.total(),
            "elected": senate.elected, "appointed": senate.appointed,
            "on_assembly_proposal": senate.on_assembly_proposal,
        }));
    }
    let sentence = format!("Senators, on the law's first day: {}.", totals.join("; "));
    Ok(Page { sentence, first: None, text, json: Value::Array(json) })
}

pub(crate) fn maslihats() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from("MÄSLIHATS: the official list votes of 19 March 2023, counted\n");
    let (mut json, mut agree, mut all) = (Vec::new(), 0, 0);
    for election in kazakhstan::maslihat_elections() {
        let outcome = election.outcome()?;
        writeln!(text, "\n  {}, {} list seats", election.region, election.list_seats)?;
        let mut parties = Vec::new();
        for (party, votes) in election.votes.party_totals("list") {
            let seats = outcome.seats_in("list", &party.name)?;
            let official = election.official.iter().find(|(name, _)| *name == party.name);
            let official = official.map_or(0, |(_, seats)| *seats);
            (agree, all) = (agree + seats.min(official), all + official);
            writeln!(
                text,
                "    {:12} {votes:>9} votes {seats:>3} seats, official {official:>3}",
                party.name
            )?;
            parties.push(json!({
                "party": party.name, "votes": u64::try_from(votes)?, "seats": seats, "official": official,
            }));
        }
        json.push(json!({
            "day": election.day.to_string(), "region": election.region, "list_seats": election.list_seats,
            "parties": parties,
        }));
    }
    let sentence =
        format!("{agree} of the {all} list seats of {} mäslihats in 2023 come out as announced.", json.len());
    Ok(Page { sentence, first: None, text, json: Value::Array(json) })
}

pub(crate) fn by_elections() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from(
        "BY-ELECTIONS to mäslihats: seats, as far as they were found; nothing of them can be counted\n\n",
    );
    let rounds = kazakhstan::maslihat_by_elections();
    for round in rounds {
        let seats = round.seats;
        let parts =
            format!("{} of regions, {} of towns, {} of districts", seats.region, seats.city, seats.district);
        text += &wrapped(
            &format!(
                "  {}: {} seats in {} regions ({parts}). {} Sources ({}): {}.",
                round.day,
                seats.sum(),
                round.regions,
                round.doubts.join(" "),
                round.certainty,
                round.sources.join("; ")
            ),
            4,
        );
    }
    let said = rounds.iter().map(|round| format!("{} seats on {}", round.seats.sum(), round.day));
    let sentence =
        format!("To mäslihats: {}; no votes of them were found.", said.collect::<Vec<_>>().join("; "));
    Ok(Page { sentence, first: None, text, json: to_value(rounds)? })
}

pub(crate) fn akims() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from(
        "AKIMS: deputies' votes on the President's candidates, under both wordings of the law\n\n",
    );
    let (mut first, mut json, mut consented) = (text.clone(), Vec::new(), 0);
    let votes = kazakhstan::akim_consents();
    for vote in votes {
        let mut in_all = true;
        for law in kazakhstan::akim_consent_laws().iter() {
            let polled = law.value.consent(&vote.facts)?;
            writeln!(
                text,
                "{} of {}, appointed: {}\n{}",
                vote.region, vote.day, vote.appointed, polled.decision
            )?;
            first += &wrapped(
                &format!(
                    "  {} of {}, {}, {}: {}",
                    vote.region,
                    vote.day,
                    vote.appointed,
                    polled.decision.law,
                    in_short(&polled.decision)
                ),
                6,
            );
            in_all &= polled.result.name() == Some(vote.appointed.as_str());
            json.push(json!({
                "day": vote.day.to_string(), "region": vote.region, "appointed": vote.appointed,
                "consented": polled.result.name(), "decision": polled.decision,
            }));
        }
        consented += usize::from(in_all);
    }
    let sentence = format!(
        "Appointed candidates with the consent of deputies under both wordings of the law: {consented} of {}.",
        votes.len()
    );
    Ok(Page { sentence, first: Some(first), text, json: Value::Array(json) })
}

pub(crate) fn presidents() -> Result<Page, Box<dyn Error>> {
    let mut text = String::from("THE PRESIDENT: official totals under the law of the day\n\n");
    let (mut first, mut json, mut elected) = (text.clone(), Vec::new(), Vec::new());
    for election in kazakhstan::presidential_elections() {
        let polled = election.first_vote()?;
        writeln!(
            text,
            "{}: elected {}\n{}",
            election.day,
            polled.result.name().unwrap_or("nobody"),
            polled.decision
        )?;
        let name = polled.result.name().unwrap_or("nobody");
        first += &wrapped(&format!("  {}, {name}: {}", election.day, in_short(&polled.decision)), 6);
        elected.push(format!("{name} on {}", election.day));
        json.push(json!({
            "day": election.day.to_string(), "elected": polled.result.name(), "decision": to_value(&polled.decision)?,
        }));
    }
    let sentence = format!("Elected in the first vote: {}.", elected.join("; "));
    Ok(Page { sentence, first: Some(first), text, json: Value::Array(json) })
}
