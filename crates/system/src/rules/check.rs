//! What rules must not contradict, whatever the votes.

use std::collections::HashSet;

use super::dependencies::check_dependencies;
use super::stage::{Among, Checked, Refused, Stage, wrong};
use super::{AgainstAll, Contradiction, Districts, ListRule, Seats, TieRule, Tier, TierRule};
use crate::ElectoralSystem;
use crate::district_seats::check as district_seats;
use crate::error::{RuleAt, RulesErrorKind};
use crate::exhausted::Exhausted;
use crate::ranked::check::check as check_ranked;
use crate::text::nearest;
use crate::votes::Contest;
use sailau_apportion::{Method, balinski_young};

pub(crate) fn check(system: &ElectoralSystem) -> Result<(), Contradiction> {
    check_all(system).map_err(|wrong| wrong.cited(&system.citations))
}

fn check_all(system: &ElectoralSystem) -> Result<(), Contradiction> {
    let whole = Contradiction::at_field;
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
        let at = |field: &str, problem: &str| Contradiction::in_tier(index, &tier.name, Some(field), problem);
        check_name(&tier.name).map_err(|problem| at("name", problem))?;
        if !names.insert(tier.name.as_str()) {
            return Err(at("name", "another tier has this name"));
        }
        let untidy = |name: &String| name.trim() != name || name.is_empty() || has_control(name);
        if tier.contest.as_ref().is_some_and(untidy) {
            return Err(at("contest", "the name of a contest is one line, without spaces around it"));
        }
        check_seats(tier).map_err(|problem| at("seats", problem))?;
        house = known_seats(tier)
            .and_then(|seats| house.checked_add(seats))
            .ok_or_else(|| at("seats", "the house would be larger than 4,294,967,295 seats"))?;
        let checked = match &tier.rule {
            TierRule::List(rule) => check_list(system, tier, rule),
            TierRule::Candidates(rule) => rule.check(tier).and_then(|()| match &rule.ranked {
                Some(ranked) => check_ranked(system, tier, ranked),
                None => Ok(()),
            }),
            TierRule::Appointed(rule) if rule.by.trim().is_empty() => {
                wrong("by", "the name of who fills these seats is missing")
            }
            TierRule::Appointed(rule) if has_control(&rule.by) => wrong("by", ONE_LINE),
            TierRule::Appointed(_) => Ok(()),
        };
        checked.map_err(|Refused { word, problem, kind }| at(word, &problem).of_kind(kind))?;
    }
    check_dependencies(system)?;
    check_citations(system)
}

const ONE_LINE: &str = "a name is one line, without control characters";

/// A name with these could not be written in a votes file, and would upset a record.
pub(crate) fn has_control(name: &str) -> bool {
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
        Seats::ByDistrict(_) | Seats::FromVotesFile
            if !matches!(tier.districts, Districts::Each | Districts::Regions) =>
        {
            Err("seats by district need districts = \"each\" or \"regions\"")
        }
        Seats::FromVotesFile => Ok(()),
        Seats::ByDistrict(table) if table.values().any(|&seats| seats == 0) => {
            Err("every district has at least one seat")
        }
        Seats::ByDistrict(table) => check_table(table.keys()),
    }
}

/// A table of districts has some, by names that a votes file can have.
pub(crate) fn check_table<'a>(
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
pub(crate) fn known_seats(tier: &Tier) -> Option<u32> {
    match (&tier.seats, tier.districts) {
        (Seats::Same(seats), _) if tier.district_seats.is_some() => Some(*seats),
        (Seats::Same(seats), Districts::Nationwide) => Some(*seats),
        (Seats::Same(seats), Districts::Number(districts)) => seats.checked_mul(districts),
        // As many as the votes file has districts.
        (Seats::Same(_), Districts::Each | Districts::Regions) => Some(0),
        (Seats::ByDistrict(table), _) => table.values().try_fold(0u32, |sum, &n| sum.checked_add(n)),
        (Seats::FromVotesFile, _) => Some(0),
    }
}

/// What a list tier must not contradict, and then each of its stages.
fn check_list(system: &ElectoralSystem, tier: &Tier, rule: &ListRule) -> Checked {
    if rule.ties.has(TieRule::RepeatVote) {
        return wrong("ties", "a repeat vote decides between candidates, not between lists");
    }
    if rule.against_all == AgainstAll::CanVoid {
        return wrong("against_all", "only a single-member election can be voided so");
    }
    let largest = match &tier.seats {
        Seats::Same(seats) => *seats,
        Seats::ByDistrict(table) => table.values().copied().max().unwrap_or(0),
        Seats::FromVotesFile => 0,
    };
    if rule.method == Method::BalinskiYoung && largest > balinski_young::LARGEST_HOUSE {
        return wrong("seats", "balinski-young is worked out for houses of up to 20,000,000 seats");
    }
    district_seats::check(tier)?;
    // A linkage comes last: it excludes much, and the others say better what is wrong with them.
    let last = |(word, _): &(&str, &dyn Stage)| *word == "linkage";
    for (_, stage) in rule.stages().filter(|stage| !last(stage)).chain(rule.stages().filter(last)) {
        stage.check(Among { system, tier, rule })?;
    }
    // An alliance as a whole can be capped, and its lists can run out.
    let allied = rule.cap.is_some() || rule.exhausted != Exhausted::default();
    // Lists can run out where remainders and averages have claims in one order.
    let runs_out = rule.quota.is_some_and(|quota| quota.knows_claims());
    let counts = |word: &str| match word {
        "alliances" => !allied,
        "exhausted" => !runs_out,
        _ => true,
    };
    let mut shaping = rule.stages().filter(|(word, stage)| stage.shapes_sharing() && counts(word));
    match (shaping.next(), shaping.next()) {
        (Some(_), Some((second, _))) => wrong(
            second,
            "only one of `quota`, `alliances`, `cap`, `at_least`, `exhausted`, `guaranteed` and `biproportional` can shape how seats are shared; `alliances` goes with `cap` or `exhausted`, and a quota that leaves seats to \"remainders, then averages\" with `exhausted`",
        ),
        _ => Ok(()),
    }
}

/// A citation must be of something that is there, so that it cannot outlive its rule.
fn check_citations(system: &ElectoralSystem) -> Result<(), Contradiction> {
    for key in system.citations.keys() {
        if system.can_cite(key) {
            continue;
        }
        let (name, rule) = match key.split_once('.') {
            Some((name, rule)) => (name, Some(rule)),
            None => (key.as_str(), None),
        };
        let (problem, kind) = match (system.tier(name), rule) {
            (None, None) if name == ElectoralSystem::SINCE => {
                let kind = RulesErrorKind::Needs { rule: ElectoralSystem::SINCE.to_owned() };
                ("the rules have no `since`".to_owned(), kind)
            }
            (None, _) => {
                let kind = RulesErrorKind::unknown_tier(name, system.tier_names());
                (format!("there is no tier of this name{}", kind.meant()), kind)
            }
            (Some(tier), rule) => {
                let (rules, word) = (tier.rules(), rule.unwrap_or_default());
                let nearest = nearest(word, rules.iter().copied()).map(str::to_owned);
                let kind = RulesErrorKind::UnknownWord { word: word.to_owned(), nearest };
                let rules = rules.join(", ");
                (format!("this tier has no such rule; it has {rules}{}", kind.meant()), kind)
            }
        };
        let field = format!("cite.{key}");
        let words = format!("citation `{key}`");
        return Err(Contradiction {
            path: vec!["cite".to_owned(), key.clone()],
            rule: RuleAt { words, field: Some(field), ..RuleAt::default() }.into(),
            problem,
            kind: kind.into(),
        });
    }
    Ok(())
}
