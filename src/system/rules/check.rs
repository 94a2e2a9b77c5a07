//! What rules must not contradict, whatever the votes.

use std::collections::HashSet;

use super::file::Wrong;
use super::{
    AgainstAll, Alternative, Base, Districts, ElectoralSystem, ListRule, RunOff, Seats, SingleRule,
    Threshold, TieRule, Tier, TierRule, Within, links, stages,
};
use crate::apportion::{Method, balinski_young};
use crate::votes::Contest;

pub(in crate::system) fn check(system: &ElectoralSystem) -> Result<(), Wrong> {
    let whole = |field: &str, problem: &str| Wrong {
        path: vec![field.to_owned()],
        rule: format!("`{field}`"),
        problem: problem.to_owned(),
    };
    if system.name.trim().is_empty() {
        return Err(whole("name", "the system needs a name"));
    }
    if has_control(&system.name) {
        return Err(whole("name", ONE_LINE));
    }
    if system.tiers.is_empty() {
        return Err(whole("tier", "there is no tier; add one that begins with [[tier]]"));
    }
    let mut names = HashSet::new();
    let mut house = 0u32;
    for (index, tier) in system.tiers.iter().enumerate() {
        let wrong =
            |field: &str, problem: &str| wrong_tier(index, &tier.name, Some(field), problem.to_owned());
        check_name(&tier.name).map_err(|problem| wrong("name", problem))?;
        if !names.insert(tier.name.as_str()) {
            return Err(wrong("name", "another tier has this name"));
        }
        if tier
            .contest
            .as_ref()
            .is_some_and(|name| name.trim() != name || name.is_empty() || has_control(name))
        {
            return Err(wrong("contest", "the name of a contest is one line, without spaces around it"));
        }
        check_seats(tier).map_err(|problem| wrong("seats", problem))?;
        house = known_seats(tier)
            .and_then(|seats| house.checked_add(seats))
            .ok_or_else(|| wrong("seats", "the house would be larger than 4,294,967,295 seats"))?;
        let checked = match &tier.rule {
            TierRule::List(rule) => check_list(tier, rule),
            TierRule::Single(rule) => check_single(tier, rule),
            TierRule::Appointed(rule) if rule.by.trim().is_empty() => {
                Err(("by", "the name of who fills these seats is missing"))
            }
            TierRule::Appointed(rule) if has_control(&rule.by) => Err(("by", ONE_LINE)),
            TierRule::Appointed(_) => Ok(()),
        };
        checked.map_err(|(field, problem)| wrong(field, problem))?;
    }
    links::check(system)?;
    check_citations(system)
}

pub(super) fn wrong_tier(index: usize, name: &str, field: Option<&str>, problem: String) -> Wrong {
    let mut path = vec!["tier".to_owned(), index.to_string()];
    path.extend(field.map(str::to_owned));
    let rule = match field {
        Some(field) => format!("tier `{name}`, `{field}`"),
        None => format!("tier `{name}`"),
    };
    Wrong { path, rule, problem }
}

const ONE_LINE: &str = "a name is one line, without control characters";

/// A name with these could not be written in a votes file, and would upset a record.
fn has_control(name: &str) -> bool {
    name.chars().any(char::is_control)
}

fn check_name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() || name.trim() != name {
        return Err("a tier needs a name, without spaces around it");
    }
    if name.starts_with('@') || name.contains('.') || has_control(name) {
        return Err("a tier's name may not begin with `@`, nor have a full stop or control characters");
    }
    if name.ends_with(Contest::RUN_OFF) {
        return Err("` run-off` is how the second round of a tier is called");
    }
    Ok(())
}

fn check_seats(tier: &Tier) -> Result<(), &'static str> {
    if tier.districts == Districts::Number(0) {
        return Err("a tier of districts has at least one");
    }
    match &tier.seats {
        Seats::Same(0) => Err("a tier has at least one seat"),
        Seats::Same(_) => Ok(()),
        Seats::ByDistrict(_) | Seats::Given(_)
            if !matches!(tier.districts, Districts::Each | Districts::Regions) =>
        {
            Err("seats by district need districts = \"each\" or \"regions\"")
        }
        Seats::Given(_) => Ok(()),
        Seats::ByDistrict(table) if table.values().any(|&seats| seats == 0) => {
            Err("every district has at least one seat")
        }
        Seats::ByDistrict(table) => check_table(table.keys()),
    }
}

/// A table of districts has some, by names that a votes file can have.
pub(super) fn check_table<'a>(
    mut names: impl ExactSizeIterator<Item = &'a String>,
) -> Result<(), &'static str> {
    if names.len() == 0 {
        return Err("the table of districts is empty");
    }
    if names.any(|name| name.trim() != name || has_control(name)) {
        return Err("the name of a district is one line, without spaces around it");
    }
    Ok(())
}

/// The seats of a tier as far as the rules alone say; none when they are too many to count.
pub(in crate::system) fn known_seats(tier: &Tier) -> Option<u32> {
    match (&tier.seats, tier.districts) {
        (Seats::Same(seats), _) if tier.district_seats.is_some() => Some(*seats),
        (Seats::Same(seats), Districts::Nationwide) => Some(*seats),
        (Seats::Same(seats), Districts::Number(districts)) => seats.checked_mul(districts),
        // As many as the votes file has districts.
        (Seats::Same(_), Districts::Each | Districts::Regions) => Some(0),
        (Seats::ByDistrict(table), _) => table.values().try_fold(0u32, |sum, &n| sum.checked_add(n)),
        (Seats::Given(_), _) => Some(0),
    }
}

pub(super) type Checked = Result<(), (&'static str, &'static str)>;

fn check_list(tier: &Tier, rule: &ListRule) -> Checked {
    if rule.ties == TieRule::RepeatVote {
        return Err(("ties", "a repeat vote decides between candidates, not between lists"));
    }
    if rule.against_all == AgainstAll::CanVoid {
        return Err(("against_all", "only a single-member election can be voided so"));
    }
    let largest = match &tier.seats {
        Seats::Same(seats) => *seats,
        Seats::ByDistrict(table) => table.values().copied().max().unwrap_or(0),
        Seats::Given(_) => 0,
    };
    if rule.method == Method::BalinskiYoung && largest > balinski_young::LARGEST_HOUSE {
        return Err(("seats", "balinski-young is worked out for houses of up to 20,000,000 seats"));
    }
    let Some(threshold) = &rule.threshold else {
        if rule.sole_qualifier.is_some() {
            return Err(("sole_qualifier", "needs a `threshold` that one list alone can reach"));
        }
        if rule.no_list_passes != super::NoListPasses::default() {
            return Err(("no_list_passes", "needs a `threshold`"));
        }
        return stages::check(tier, rule);
    };
    match (tier.districts, threshold.within) {
        (Districts::Nationwide, Some(Within::AnyDistrict | Within::EveryDistrict)) => {}
        (Districts::Nationwide, Some(_)) => {
            return Err(("threshold", "`within` has no meaning in a nationwide tier; remove it"));
        }
        (Districts::Regions, None) => {
            return Err(("threshold", "say within = \"nation\" or within = \"region\""));
        }
        (Districts::Each | Districts::Number(_), None) => {
            return Err(("threshold", "say within = \"nation\" or within = \"district\""));
        }
        _ => {}
    }
    let elsewhere = threshold.or.iter().filter_map(|way| match way {
        Alternative::Votes(way) => Some(way.within),
        Alternative::First(way) => Some(way.most_votes),
        Alternative::Seats(_) | Alternative::VotesASeat(_) => None,
    });
    let elsewhere: Vec<Within> = elsewhere.chain(threshold.and.iter().map(|bar| bar.within)).collect();
    if tier.districts == Districts::Nationwide
        && elsewhere.iter().any(|within| matches!(within, Within::District | Within::Region))
    {
        return Err((
            "threshold",
            "a nationwide tier knows \"nation\", \"any district\" and \"every district\" only",
        ));
    }
    if tier.districts == Districts::Regions
        && elsewhere.iter().chain(&threshold.within).any(|within| *within == Within::District)
    {
        return Err(("threshold", "in a tier of regions say within = \"region\""));
    }
    let local = |within: &Within| matches!(within, Within::District | Within::Region);
    if rule.biproportional.is_some()
        && (elsewhere.iter().any(local) || threshold.within.as_ref().is_some_and(local))
    {
        return Err((
            "threshold",
            "a party passes everywhere or nowhere: say \"nation\" or \"any district\"",
        ));
    }
    let by_seats = threshold.or.iter().filter_map(|way| match way {
        Alternative::VotesASeat(way) => Some(way.regions),
        _ => None,
    });
    for regions in by_seats {
        if tier.districts != Districts::Nationwide || regions == 0 {
            return Err((
                "threshold",
                "`votes_a_seat` needs a nationwide tier, and at least one of its `regions`",
            ));
        }
    }
    let first = threshold.or.iter().filter_map(|way| match way {
        Alternative::First(way) => Some(way.most_votes),
        _ => None,
    });
    if first.into_iter().any(|within| matches!(within, Within::AnyDistrict | Within::EveryDistrict)) {
        return Err(("threshold", "`most_votes` is in the \"nation\", a \"region\" or a \"district\""));
    }
    let own = if tier.districts == Districts::Regions { Within::Region } else { Within::District };
    if rule.sole_qualifier.is_some() && threshold.within.is_some_and(|within| within != own) {
        let problem = "works where threshold and seats are of one area: use within = \"district\"";
        return Err(("sole_qualifier", problem));
    }
    stages::check(tier, rule)
}

fn check_single(tier: &Tier, rule: &SingleRule) -> Checked {
    if tier.districts == Districts::Regions {
        return Err(("districts", "\"regions\" are for lists"));
    }
    let single = tier.seats == Seats::Same(1);
    if !single && (rule.majority.is_some() || rule.turnout.is_some()) {
        return Err(("seats", "a majority or a turnout minimum is of districts with seats = 1"));
    }
    if matches!(rule.ties, TieRule::EarlierRegistration | TieRule::MoreVotes | TieRule::FewerVotes) {
        let problem = "equal candidates are decided by \"repeat vote\", \"lots\", or left \"unresolved\"";
        return Err(("ties", problem));
    }
    let within = |threshold: &Option<Threshold>| {
        threshold.as_ref().is_some_and(|bar| {
            bar.within.is_some() || !bar.kinds.is_empty() || !bar.or.is_empty() || !bar.and.is_empty()
        })
    };
    if let Some(majority) = &rule.majority
        && majority.of == Base::ListVotes
    {
        return Err(("majority", "a single-member election has no list votes"));
    }
    if within(&rule.majority) {
        return Err(("majority", "`within`, `kinds`, `or` and `and` have no meaning here; remove them"));
    }
    if within(&rule.turnout) {
        return Err(("turnout", "`within`, `kinds`, `or` and `and` have no meaning here; remove them"));
    }
    if rule.turnout.as_ref().is_some_and(|turnout| turnout.of != Base::Registered) {
        return Err(("turnout", "turnout is a share of = \"registered voters\""));
    }
    if let Some(RunOff::Share(entrance)) = &rule.run_off
        && entrance.of == Base::ListVotes
    {
        return Err(("run_off", "a single-member election has no list votes"));
    }
    if rule.run_off.is_some() && rule.majority.is_none() {
        return Err(("run_off", "needs a `majority` that can be missed"));
    }
    Ok(())
}

/// A citation must be of something that is there, so that it cannot outlive its rule.
fn check_citations(system: &ElectoralSystem) -> Result<(), Wrong> {
    for key in system.citations.keys() {
        if system.can_cite(key) {
            continue;
        }
        let (name, rule) = match key.split_once('.') {
            Some((name, rule)) => (name, Some(rule)),
            None => (key.as_str(), None),
        };
        let problem = match (system.tier(name), rule) {
            (None, None) if name == ElectoralSystem::SINCE => "the rules have no `since`".to_owned(),
            (None, _) => "there is no tier of this name".to_owned(),
            (Some(tier), _) => {
                format!("this tier has no such rule; it has {}", rules_of(tier).join(", "))
            }
        };
        return Err(Wrong {
            path: vec!["cite".to_owned(), key.clone()],
            rule: format!("citation `{key}`"),
            problem,
        });
    }
    Ok(())
}

impl ElectoralSystem {
    /// Whether a citation of this key would be of something that is there.
    pub(crate) fn can_cite(&self, key: &str) -> bool {
        if key == Self::SINCE && self.since.is_some() {
            return true;
        }
        match key.split_once('.') {
            Some((name, rule)) => self.tier(name).is_some_and(|tier| rules_of(tier).contains(&rule)),
            None => self.tier(key).is_some(),
        }
    }
}

/// The rules of a tier that a citation can be about, by their words in a file.
fn rules_of(tier: &Tier) -> Vec<&'static str> {
    let mut rules = vec!["method", "seats", "districts", "ties", "against_all"];
    let mut add = |there: bool, rule| {
        if there {
            rules.push(rule);
        }
    };
    match &tier.rule {
        TierRule::List(rule) => {
            add(rule.threshold.is_some(), "threshold");
            add(rule.threshold.is_some(), "no_list_passes");
            add(rule.sole_qualifier.is_some(), "sole_qualifier");
            add(rule.quota.is_some(), "quota");
            add(rule.at_least > 0, "at_least");
            add(rule.weight.is_some(), "weight");
            add(rule.first_seat.is_some(), "first_seat");
            add(rule.alliances.is_some(), "alliances");
            add(rule.bonus.is_some(), "bonus");
            add(rule.cap.is_some(), "cap");
            add(rule.exhausted != super::Exhausted::default(), "exhausted");
            add(rule.biproportional.is_some(), "biproportional");
            let clause = rule.biproportional.and_then(|rule| rule.strongest_list);
            add(clause.is_some(), "strongest_list");
            add(rule.linkage.is_some(), "linkage");
            add(rule.placement.is_some(), "placement");
            add(rule.open_list.is_some(), "open_list");
            add(tier.district_seats.is_some(), "district_seats");
        }
        TierRule::Single(rule) => {
            add(rule.majority.is_some(), "majority");
            add(rule.lead.is_some(), "lead");
            add(rule.run_off.is_some(), "run_off");
            add(rule.turnout.is_some(), "turnout");
        }
        TierRule::Appointed(_) => rules = vec!["method", "seats", "by"],
    }
    rules
}
