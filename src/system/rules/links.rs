//! Which tiers look at which, and the order that follows.

use super::check::wrong_tier;
use super::file::Wrong;
use super::{
    Alternative, Cap, DistrictSeats, Districts, ElectoralSystem, Linkage, LinkedSeats, ListRule, Overhang,
    Seats, Tier, TierRule, placement, stages,
};

/// The tiers whose seats a tier's linkage looks at.
pub(in crate::system) fn linked(tier: &Tier) -> &[String] {
    match &tier.rule {
        TierRule::List(rule) => rule.linkage.as_ref().map_or(&[], Linkage::with),
        _ => &[],
    }
}

/// Whether the number of a tier's seats has those of the linked tiers in it.
pub(in crate::system) fn includes(tier: &Tier) -> bool {
    let TierRule::List(rule) = &tier.rule else {
        return false;
    };
    matches!(&rule.linkage, Some(Linkage::Compensation(rule)) if rule.seats == LinkedSeats::Included)
}

/// Whether seats that lists hold in the linked tier beyond their share are returned.
pub(in crate::system) fn returns(tier: &Tier) -> bool {
    let TierRule::List(rule) = &tier.rule else {
        return false;
    };
    matches!(&rule.linkage, Some(Linkage::Compensation(rule)) if rule.overhang == Overhang::Returned)
}

/// Whether seats that the tier's quotas leave are another tier's.
pub(in crate::system) fn leaves(tier: &Tier) -> bool {
    matches!(&tier.rule, TierRule::List(rule) if stages::leaves(rule))
}

/// The tiers that have to be counted before this one.
pub(in crate::system) fn looks_at(tier: &Tier) -> Vec<&str> {
    let mut names: Vec<&str> = linked(tier).iter().map(String::as_str).collect();
    if let TierRule::List(rule) = &tier.rule {
        if let Some(Cap::Share(cap)) = &rule.cap {
            names.extend(cap.with.iter().map(String::as_str));
        }
        for way in rule.threshold.iter().flat_map(|threshold| &threshold.or) {
            match way {
                Alternative::Seats(bar) => names.push(&bar.tier),
                Alternative::VotesASeat(bar) => names.push(&bar.votes_a_seat),
                Alternative::Votes(_) | Alternative::First(_) => {}
            }
        }
    }
    names
}

/// How the seats of the base house are apportioned where it is levelled.
pub(in crate::system) fn levelled_districts(rule: &ListRule) -> Option<&DistrictSeats> {
    match &rule.linkage {
        Some(Linkage::Compensation(rule)) => rule.levelling.as_ref().map(|levelling| &levelling.districts),
        _ => None,
    }
}

/// Whether seats of a nationwide tier are held against linked ones in each district.
pub(in crate::system) fn places_by_district(rule: &ListRule) -> bool {
    rule.placement.is_some() && matches!(&rule.linkage, Some(Linkage::Compensation(_)))
}

/// The tiers in an order in which none comes before what it looks at; those without such needs in that of the file.
pub(in crate::system) fn counting_order(system: &ElectoralSystem) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(system.tiers.len());
    while order.len() < system.tiers.len() {
        let counted = |name: &str| order.iter().any(|&i| system.tiers[i].name == name);
        let ready = (0..system.tiers.len())
            .find(|i| !order.contains(i) && looks_at(&system.tiers[*i]).into_iter().all(counted));
        match ready {
            Some(next) => order.push(next),
            None => break,
        }
    }
    order
}

/// Whether every seat of the tier has one winner and one runner-up in a single round.
fn one_by_plurality(tier: &Tier) -> bool {
    tier.seats == Seats::Same(1)
        && matches!(&tier.rule, TierRule::Single(rule) if rule.majority.is_none() && rule.run_off.is_none())
}

/// Seats can be returned where they were won one by one, with votes that both tiers read.
fn check_returned(system: &ElectoralSystem, tier: &Tier) -> Result<(), &'static str> {
    if !returns(tier) {
        return Ok(());
    }
    let [name] = linked(tier) else {
        return Err("overhang = \"returned\" looks at one tier");
    };
    let lookers = system.tiers.iter().filter(|other| looks_at(other).contains(&name.as_str()));
    if lookers.count() > 1 {
        return Err("no other tier may look at one whose seats are returned");
    }
    if tier.districts != Districts::Nationwide {
        return Err("overhang = \"returned\" needs a nationwide tier");
    }
    let Some(other) = system.tier(name) else {
        // Said elsewhere.
        return Ok(());
    };
    let TierRule::List(rule) = &other.rule else {
        return Err("seats are returned by lists, and the linked tier is of candidates");
    };
    if other.districts != Districts::Each || other.district_seats.is_some() {
        return Err("seats are returned in a tier with districts = \"each\" and their seats given");
    }
    let plain = ListRule {
        threshold: rule.threshold.clone(),
        no_list_passes: rule.no_list_passes,
        ties: rule.ties,
        against_all: rule.against_all,
        ..ListRule::new(rule.method.clone())
    };
    if plain != **rule || !placement::has_fractions(&rule.method) {
        return Err(
            "seats are returned in a tier by a divisor method alone, whose divisors are fractions above 0",
        );
    }
    if tier.contest.is_none() || tier.contest != other.contest {
        return Err("say `contest` in both tiers: seats are returned by the votes that won them");
    }
    Ok(())
}

pub(super) fn check(system: &ElectoralSystem) -> Result<(), Wrong> {
    for (index, tier) in system.tiers.iter().enumerate() {
        for name in looks_at(tier) {
            let field =
                if linked(tier).iter().any(|linked| linked == name) { "linkage" } else { "threshold" };
            let field = match &tier.rule {
                TierRule::List(rule)
                    if field == "threshold"
                        && matches!(&rule.cap, Some(Cap::Share(cap)) if cap.with.iter().any(|with| with == name)) =>
                {
                    "cap"
                }
                _ => field,
            };
            let problem = match system.tier(name) {
                None => format!("there is no tier `{name}`"),
                Some(other) if other.name == tier.name => "a tier cannot look at itself".to_owned(),
                Some(other) if matches!(other.rule, TierRule::Appointed(_)) => {
                    format!("tier `{name}` is filled without votes; nothing follows from it")
                }
                _ => continue,
            };
            return Err(wrong_tier(index, &tier.name, Some(field), problem));
        }
        if let TierRule::List(rule) = &tier.rule {
            let by_seats = rule.threshold.iter().flat_map(|bar| &bar.or).filter_map(|way| match way {
                Alternative::VotesASeat(bar) => system.tier(&bar.votes_a_seat),
                _ => None,
            });
            let fit = |other: &Tier| {
                other.districts == Districts::Each
                    && other.district_seats.is_none()
                    && matches!(other.rule, TierRule::List(_))
            };
            if by_seats.into_iter().any(|other| !fit(other)) {
                let problem =
                    "`votes_a_seat` names a tier of lists with districts = \"each\" and their seats given";
                return Err(wrong_tier(index, &tier.name, Some("threshold"), problem.to_owned()));
            }
        }
        if let Err(problem) = check_returned(system, tier) {
            return Err(wrong_tier(index, &tier.name, Some("linkage"), problem.to_owned()));
        }
        if let TierRule::List(rule) = &tier.rule
            && let Some(Linkage::Transfer(transfer)) = &rule.linkage
            && let Some(name) = transfer
                .with
                .iter()
                .find(|name| !matches!(system.tier(name).map(|tier| &tier.rule), Some(TierRule::Single(_))))
        {
            let problem = format!("votes come from tiers of candidates, and `{name}` is none");
            return Err(wrong_tier(index, &tier.name, Some("linkage"), problem));
        }
        if let TierRule::List(rule) = &tier.rule
            && let Some(Linkage::Subtraction(subtraction)) = &rule.linkage
            && let Some(name) =
                subtraction.with.iter().find(|name| !system.tier(name).is_some_and(one_by_plurality))
        {
            let problem =
                format!("votes are taken off for winners by plurality with seats = 1, and `{name}` has none");
            return Err(wrong_tier(index, &tier.name, Some("linkage"), problem));
        }
    }
    for (index, tier) in system.tiers.iter().enumerate().filter(|(_, tier)| leaves(tier)) {
        let takers = || system.tiers.iter().filter(|other| linked(other).contains(&tier.name));
        if !takers().any(includes) {
            let problem = "the seats that quotas leave are nobody's: no tier has this one in its `linkage`, with \
                           `overhang` and its seats included";
            return Err(wrong_tier(index, &tier.name, Some("quota"), problem.to_owned()));
        }
        let lost = |name: &&String| {
            system.tier(name).is_some_and(leaves) && takers().any(|taker| !linked(taker).contains(name))
        };
        if let Some(name) = linked(tier).iter().find(lost) {
            let problem = format!("tiers that are linked to this one have to be linked to `{name}` too");
            return Err(wrong_tier(index, &tier.name, Some("quota"), problem));
        }
    }
    let order = counting_order(system);
    if let Some(index) = (0..system.tiers.len()).find(|index| !order.contains(index)) {
        let problem = "tiers that look at each other can be counted in no order".to_owned();
        return Err(wrong_tier(index, &system.tiers[index].name, None, problem));
    }
    Ok(())
}
