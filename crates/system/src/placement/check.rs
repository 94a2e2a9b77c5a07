//! What the rule must not contradict.

use super::{Placement, QuotientOf};
use crate::ElectoralSystem;
use crate::bounds::check::check_method;
use crate::compensation::{Compensation, Overhang};
use crate::exhausted::Exhausted;
use crate::linkage::Linkage;
use crate::rules::{
    Among, Checked, Districts, Seats, Stage, Tier, check_table, names_of_seats, needs, wrong,
};
use crate::threshold::ThresholdLevel;
use sailau_apportion::{DivisorValue, Method};

impl Stage for Placement {
    fn names(&self) -> Vec<&str> {
        match self {
            Placement::Party { regions, .. } => {
                regions.iter().filter_map(|regions| regions.each.as_ref()).flat_map(names_of_seats).collect()
            }
            Placement::Quotient { each, .. } | Placement::Turn { each, .. } => names_of_seats(each),
            _ => Vec::new(),
        }
    }

    fn check(&self, Among { system, tier, rule }: Among<'_>) -> Checked {
        let wrong = |problem| wrong("placement", problem);
        let paid = matches!(
            &rule.linkage,
            Some(Linkage::Compensation(Compensation { overhang: Overhang::PaidByOthers, .. }))
        );
        let returned = matches!(
            &rule.linkage,
            Some(Linkage::Compensation(Compensation { overhang: Overhang::Returned, .. }))
        );
        let compensated = matches!(&rule.linkage, Some(Linkage::Compensation(_)));
        if let Placement::Party { within: Some(within), regions, .. } = self {
            if *within != ThresholdLevel::Region {
                return wrong("`within` is \"region\" here, or left out: seats are placed in the districts");
            }
            if regions.is_some() || rule.exhausted != Exhausted::Unlimited {
                return wrong("within = \"region\" does not go with `regions` or `exhausted`");
            }
        }
        match self {
            Placement::Party { method, .. } if check_method(method).is_err() => {
                return wrong(
                    "its method knows no fewest and most seats, and a party's seats in the districts need them; divisor methods and largest remainders do, such as method = \"sainte-lague\"",
                );
            }
            Placement::Party { regions: None, .. } => {}
            Placement::Remainder { .. } => {
                let pooled = matches!(&rule.linkage, Some(Linkage::Remainders(_)));
                let alone = pooled || paid && tier.linked().len() == 1;
                let mut beneath = system.districts_beneath(tier);
                if !alone || beneath.next().is_none() || beneath.next().is_some() {
                    return wrong(
                        "by = \"remainder\" needs `remainders` or overhang = \"paid by the others\", and beneath it one \
                         tier of lists in districts = \"each\", without a linkage, whose `quota` leaves its seats to \
                         \"other tiers\"",
                    );
                }
            }
            Placement::Party { regions: Some(regions), .. } => {
                if regions.each.is_some() && !has_fractions(&regions.method) {
                    return wrong(
                        "`each` of `regions` needs a divisor method, whose divisors are fractions above 0",
                    );
                }
                if let Some(each) = &regions.each {
                    check_each(each)?;
                }
                if !paid && !returned && compensated {
                    return wrong(
                        "`regions` needs overhang = \"paid by the others\" or \"returned\", or none",
                    );
                }
            }
            Placement::Quotient { method, each, .. } | Placement::Turn { method, each, .. } => {
                if !has_fractions(method) {
                    return wrong(
                        "by = \"quotient\" or \"turn\" needs a divisor method, whose divisors are fractions above 0",
                    );
                }
                if *each == Seats::FromVotesFile {
                    return wrong(
                        "`each` is a number or a table of districts here: `seats` in the file are others",
                    );
                }
                check_each(each)?;
            }
        }
        if matches!(self, Placement::Quotient { of: QuotientOf::VotesASeat, .. }) && !compensated {
            return wrong(
                "quotients by votes a seat look at linked seats, and there are none: say of = \"valid votes\" or \"nothing\"",
            );
        }
        let plainly = matches!(self, Placement::Party { regions: None, .. });
        if rule.exhausted == Exhausted::NextList && !plainly {
            return wrong("exhausted = \"next list\" goes with by = \"party\" and without `regions` only");
        }
        if let Placement::Turn { at_most, .. } = self {
            if !has_fractions(&rule.method) {
                return wrong(
                    "by = \"turn\" needs a tier by a divisor method, whose divisors are fractions above 0",
                );
            }
            if !paid {
                return needs(
                    "placement",
                    "linkage",
                    "by = \"turn\" needs overhang = \"paid by the others\"",
                );
            }
            if *at_most == Some(0) {
                return wrong("`at_most` is at least one seat");
            }
        }
        if tier.districts != Districts::Nationwide {
            return wrong("needs a nationwide tier");
        }
        Ok(())
    }
}

impl ElectoralSystem {
    /// The tiers of districts whose quotas left the seats that come to this tier, at once or through others.
    pub(crate) fn districts_beneath<'a>(&'a self, tier: &'a Tier) -> impl Iterator<Item = &'a Tier> {
        let mut names: Vec<&str> = tier.linked().iter().map(String::as_str).collect();
        let mut seen = 0;
        // Each once: tiers that look at each other in a circle are refused elsewhere.
        while let Some(&name) = names.get(seen) {
            seen += 1;
            if let Some(Linkage::Remainders(rule)) = self.tier(name).and_then(Tier::linkage) {
                let more = rule.with.iter().map(String::as_str);
                names.extend(more.filter(|name| !names.contains(name)).collect::<Vec<_>>());
            }
        }
        let beneath = names.into_iter().filter_map(|name| self.tier(name));
        beneath.filter(|other| {
            other.leaves_seats() && other.linkage().is_none() && other.districts == Districts::Each
        })
    }
}

fn check_each(each: &Seats) -> Checked {
    match each {
        Seats::Same(0) => wrong("placement", "each district takes at least one seat"),
        Seats::Same(_) | Seats::FromVotesFile => Ok(()),
        Seats::ByDistrict(table) => check_table(table.keys()).or_else(|problem| wrong("placement", problem)),
    }
}

/// Whether quotients by this method can be compared one with another as fractions, from the first seat on.
pub(crate) fn has_fractions(method: &Method) -> bool {
    let fraction = |value: DivisorValue| match value {
        DivisorValue::Fraction(ratio) => Some(ratio),
        _ => None,
    };
    method.divisor().is_some_and(|divisor| {
        let first = fraction(divisor.after(0));
        first.is_some_and(|first| first.numerator > 0)
            && fraction(divisor.after(1)).is_some_and(|second| Some(second) != first)
    })
}
