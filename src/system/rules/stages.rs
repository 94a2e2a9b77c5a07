//! What the stages of a list tier must not contradict, whatever the votes.

use super::check::Checked;
use super::{
    Cap, Districts, Exhausted, Linkage, ListRule, Overhang, Placement, QuotaRule, Seats, Tier, Within,
    placement,
};
use crate::apportion::{Divisor, Method};

/// What the stages of a list tier must not contradict.
pub(super) fn check(tier: &Tier, rule: &ListRule) -> Checked {
    let nationwide = tier.districts == Districts::Nationwide;
    if tier.district_seats.is_some()
        && (tier.districts != Districts::Each || !matches!(tier.seats, Seats::Same(_)))
    {
        return Err(("district_seats", "needs districts = \"each\" and `seats`, the number of all together"));
    }
    let quota = matches!(rule.method, Method::LargestRemainder(_));
    if rule.quota.is_some_and(|quota| quota.of.is_some())
        && (rule.weight.is_some() || rule.first_seat.is_some())
    {
        return Err((
            "quota",
            "`of` counts votes as they were cast: it does not go with `weight` or `first_seat`",
        ));
    }
    if rule.quota.is_some() && !quota {
        return Err(("quota", "needs a method of largest remainders"));
    }
    if let Some(rule) = &rule.quota {
        check_quota(tier, rule)?;
    }
    if tier.districts == Districts::Regions && rule.open_list.is_some() {
        return Err(("open_list", "does not go with districts = \"regions\""));
    }
    let bounded = quota || rule.method.divisor().is_some();
    if !bounded && (rule.at_least > 0 || rule.cap.is_some() || rule.exhausted != Exhausted::default()) {
        return Err(("method", "knows no fewest and most seats; divisor methods and largest remainders do"));
    }
    let special = [
        ("quota", rule.quota.is_some()),
        ("alliances", rule.alliances.is_some()),
        ("cap", rule.cap.is_some()),
        ("at_least", rule.at_least > 0),
        ("exhausted", rule.exhausted != Exhausted::default()),
        ("biproportional", rule.biproportional.is_some()),
    ];
    let mut used = special.iter().filter(|(_, there)| *there);
    if let (Some(_), Some((second, _))) = (used.next(), used.next()) {
        let problem = "only one of `quota`, `alliances`, `cap`, `at_least`, `exhausted` and `biproportional` can shape how seats are shared";
        return Err((second, problem));
    }
    let more = rule.linkage.is_some()
        || rule.bonus.is_some()
        || rule.weight.is_some()
        || rule.first_seat.is_some()
        || special.iter().any(|(_, there)| *there);
    if rule.sole_qualifier.is_some() && more {
        return Err(("sole_qualifier", "goes with a plain list tier only"));
    }
    if rule.open_list.is_some()
        && (rule.linkage.is_some() || rule.placement.is_some() || rule.biproportional.is_some())
    {
        return Err(("open_list", "does not go with `linkage`, `placement` or `biproportional`"));
    }
    if let Some(biproportional) = rule.biproportional {
        let linear = [Divisor::SainteLague, Divisor::DHondt, Divisor::Danish, Divisor::Imperiali];
        if nationwide || tier.districts == Districts::Regions {
            return Err(("biproportional", "needs a tier of districts"));
        }
        if !rule.method.divisor().is_some_and(|divisor| linear.contains(divisor)) {
            return Err(("method", "biproportional seats need sainte-lague, dhondt, danish or imperiali"));
        }
        if rule.linkage.is_some()
            || rule.bonus.is_some()
            || rule.first_seat.is_some()
            || rule.weight.is_some()
        {
            return Err(("biproportional", "does not go with `linkage`, `bonus`, `first_seat` or `weight`"));
        }
        if biproportional.strongest_list.is_some_and(|clause| clause.at_least == 0) {
            return Err((
                "biproportional",
                "the strongest list is sure of at least one seat, or `strongest_list` is left out",
            ));
        }
    }
    if !nationwide && matches!(&rule.cap, Some(Cap::Share(_))) {
        return Err(("cap", "a cap in proportion to votes needs a nationwide tier"));
    }
    placement::check(tier, rule)?;
    let Some(linkage) = &rule.linkage else {
        return Ok(());
    };
    if linkage.with().is_empty() {
        return Err(("linkage", "`with` names the tiers that it looks at"));
    }
    let Linkage::Compensation(linkage) = linkage else {
        let problem = "`claims`, `transfer` and `subtract` are reckoned in the whole country: they need a nationwide tier";
        return if nationwide { Ok(()) } else { Err(("linkage", problem)) };
    };
    let by_party = matches!(rule.placement, Some(Placement::Party { .. }));
    if leaves(rule) {
        if linkage.overhang != Overhang::Kept || rule.placement.is_some() {
            return Err(("linkage", "with `left` it is overhang = \"kept\", without `placement`"));
        }
        if rule.bonus.is_some() || rule.first_seat.is_some() {
            return Err(("linkage", "does not go with `bonus` or `first_seat`"));
        }
        return Ok(());
    }
    if special.iter().any(|(_, there)| *there) || rule.bonus.is_some() || rule.first_seat.is_some() {
        return Err((
            "linkage",
            "with `overhang` does not go with `quota`, `alliances`, `cap`, `at_least`, `exhausted` or `bonus`",
        ));
    }
    if (linkage.overhang == Overhang::Levelled) != linkage.levelling.is_some() {
        return Err(("linkage", "overhang = \"levelled\" and `levelling` need each other"));
    }
    if matches!(linkage.overhang, Overhang::Levelled | Overhang::Refused) && !by_party {
        return Err(("linkage", "this overhang needs placement by = \"party\""));
    }
    if linkage.in_each_district && (!by_party || linkage.overhang != Overhang::Kept) {
        return Err(("linkage", "`in_each_district` needs placement by = \"party\" and overhang = \"kept\""));
    }
    if by_party && !linkage.in_each_district && linkage.overhang == Overhang::Kept {
        return Err(("linkage", "with placement by = \"party\" say in_each_district = true"));
    }
    Ok(())
}

/// Whether seats that quotas leave are another tier's.
pub(in crate::system) fn leaves(rule: &ListRule) -> bool {
    rule.quota.is_some_and(|quota| quota.left.is_some())
}

fn check_quota(tier: &Tier, quota: &QuotaRule) -> Checked {
    if quota.within.is_some_and(|within| within != Within::Region) {
        return Err(("quota", "`within` is \"region\" here, or left out"));
    }
    if quota.within.is_some() && tier.districts != Districts::Each {
        return Err(("quota", "`within` needs districts = \"each\""));
    }
    if quota.within.is_some() && quota.of.is_none() {
        return Err(("quota", "`within` needs `of`, the votes of the region that the quota divides"));
    }
    if quota.left.is_some() && quota.remainders.is_some() {
        return Err(("quota", "either `remainders` get the seats that quotas leave, or they are `left`"));
    }
    if quota.full_from.is_some() && quota.left.is_none() {
        return Err((
            "quota",
            "`full_from` needs left = \"other tiers\": otherwise remainders get seats anyway",
        ));
    }
    Ok(())
}
