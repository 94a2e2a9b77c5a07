use super::{InWords, Sentences, listed};
use crate::procedure::Limit;
use crate::procedure::funds::{Caps, Fund, Rules};
use crate::procedure::text::grouped;

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { caps, repeat_vote, banned } = self;
        let mut said = Sentences::default();
        for (fund, caps) in caps {
            said.say(format!("caps.{}", word(*fund)), in_one_sentence(*fund, *caps));
        }
        said.say_if("repeat_vote", *repeat_vote, |percent| {
            format!("When there is a repeat vote, what may come into a candidate's fund altogether becomes {percent}% of it.")
        });
        let sources = banned.iter().map(|source| source.name());
        said.say("banned", format!("Nothing may come from {}.", listed(sources)));
        said.0
    }
}

/// Its word in the file.
fn word(fund: Fund) -> &'static str {
    match fund {
        Fund::President => "president",
        Fund::PartyList => "party-list",
        Fund::DistrictCandidate => "district-candidate",
        Fund::RegionalList => "regional-list",
        Fund::RegionalCandidate => "regional-candidate",
        Fund::LocalCandidate => "local-candidate",
    }
}

fn in_one_sentence(fund: Fund, caps: Caps) -> String {
    let Caps { own, nominator, donations, person, entity } = caps;
    let parts = [
        (Some(own), "of own money"),
        (nominator, "of the nominator's money"),
        (donations, "of donations together"),
        (person, "from one person"),
        (entity, "from one legal entity"),
    ];
    let parts = parts.into_iter().filter_map(|(limit, of)| Some(format!("{} {of}", wages(limit?))));
    let whose = match fund {
        Fund::President => "a candidate for president",
        Fund::PartyList => "a party with a list for the lower house",
        Fund::DistrictCandidate => "a candidate in a single-member district of the lower house",
        Fund::RegionalList => "a party with a list for a regional mäslihat",
        Fund::RegionalCandidate => "a candidate for a regional mäslihat",
        Fund::LocalCandidate => "a candidate for a local mäslihat",
    };
    format!("Into the fund of {whose} there come, in minimum wages, {}.", listed(parts))
}

fn wages(limit: Limit<u32>) -> String {
    limit.map(grouped).to_string()
}
