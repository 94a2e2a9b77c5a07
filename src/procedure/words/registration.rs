use super::{InWords, Sentences, number, part, so_many};
use crate::procedure::registration::Rules;

/// What a region is in the law on parties.
const REGIONS: &str = "regions, the cities of republican significance and the capital";

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self {
            initiators,
            initiators_from,
            committee,
            members,
            regions,
            branch_members,
            congress_months,
            committee_months,
            filing_months,
            branches_months,
            reapply_months,
            suspension_months,
            missed_elections,
            reregistration_months,
        } = self;
        let mut said = Sentences::default();
        said.say_if("initiators", *initiators, |limit| {
            format!("A party is founded by {}.", number(limit, "citizens"))
        });
        said.say_if("initiators_from", *initiators_from, |limit| {
            format!("The founders come from {}.", part(limit, REGIONS))
        });
        said.say_if("committee", *committee, |limit| {
            format!("The organising committee has {}.", number(limit, "persons"))
        });
        said.say_if("members", *members, |limit| {
            format!("The party has {} in the whole country.", number(limit, "members"))
        });
        said.say_if("regions", *regions, |limit| format!("It has a branch in {}.", part(limit, REGIONS)));
        said.say_if("branch_members", *branch_members, |limit| {
            format!("A branch has {}.", number(limit, "members"))
        });
        let months = |months: u32| so_many(months, "months");
        said.say_if("congress_months", *congress_months, |n| {
            format!("The founding congress is held within {} of the confirmed notification.", months(n))
        });
        said.say_if("committee_months", *committee_months, |n| {
            format!(
                "The organising committee lapses {} after the confirmed notification, unless it has filed the papers.",
                months(n)
            )
        });
        said.say_if("filing_months", *filing_months, |n| {
            format!("The papers are filed within {} of the founding congress.", months(n))
        });
        said.say_if("branches_months", *branches_months, |n| {
            format!("The branches are registered within {} of the registration of the party.", months(n))
        });
        said.say_if("reapply_months", *reapply_months, |n| {
            format!("Who was refused may file again {} after the refusal.", months(n))
        });
        said.say_if("suspension_months", *suspension_months, |span| {
            format!("A court may suspend a party for {} to {}.", span.from, months(span.to))
        });
        said.say_if("missed_elections", *missed_elections, |n| {
            format!(
                "A court may dissolve a party that has not contested {} of the lower house in a row.",
                so_many(n, "elections")
            )
        });
        said.say_if("reregistration_months", *reregistration_months, |n| {
            format!(
                "Parties registered before register again within {} of the first day of this law.",
                months(n)
            )
        });
        said.0
    }
}
