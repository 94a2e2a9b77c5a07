use super::{InWords, Sentences, part, so_many};
use crate::procedure::senate::Rules;

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self {
            per_region,
            appointed,
            on_assembly_proposal,
            term_years,
            support,
            support_from_one,
            deposit_wages,
            deposit_returns,
            present,
            take_part,
            voting,
        } = self;
        let mut said = Sentences::default();
        said.say(
            "per_region",
            format!(
                "The deputies of the mäslihats of each region, city of republican significance and the capital elect {}.",
                so_many(*per_region, "senators")
            ),
        );
        said.say("appointed", format!("The President appoints {}.", so_many(*appointed, "senators")));
        said.say_if("on_assembly_proposal", *on_assembly_proposal, |n| {
            format!("Of these, {n} are proposed by the Assembly of the People.")
        });
        said.say("term_years", format!("A term is {}.", so_many(*term_years, "years")));
        said.say(
            "support",
            format!("A candidate needs the signatures of {}.", part(*support, "electors of the region")),
        );
        said.say(
            "support_from_one",
            format!(
                "Of one mäslihat, {} may sign for the same candidate.",
                part(*support_from_one, "electors")
            ),
        );
        said.say("deposit_wages", format!("The deposit is {}.", so_many(*deposit_wages, "minimum wages")));
        said.say(
            "deposit_returns",
            format!(
                "The deposit returns to who is elected or dies, and to who has {}.",
                part(*deposit_returns, "votes")
            ),
        );
        said.say("present", format!("The vote is held if {} are there.", part(*present, "electors")));
        said.say(
            "take_part",
            format!("The vote is valid if {} take part in it.", part(*take_part, "electors who are there")),
        );
        said.voting("voting", "Elected is", voting);
        said.0
    }
}
