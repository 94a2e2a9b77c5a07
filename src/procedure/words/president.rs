use super::{InWords, Sentences, part, so_many};
use crate::procedure::president::{Equally, Rules};

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { signatures, regions, equally, deposit_wages, deposit_returns, voting } = self;
        let mut said = Sentences::default();
        said.say(
            "signatures",
            format!("A candidate needs the signatures of {}.", part(*signatures, "registered voters")),
        );
        said.say(
            "regions",
            format!(
                "The signatures represent {}.",
                part(*regions, "regions, the cities of republican significance and the capital")
            ),
        );
        let counts = match equally {
            Equally::Any => "A region counts from one signature on.",
            Equally::EqualPart => "A region counts with an equal part of the signatures that are needed.",
        };
        said.say("equally", counts);
        said.say("deposit_wages", format!("The deposit is {}.", so_many(*deposit_wages, "minimum wages")));
        said.say(
            "deposit_returns",
            format!(
                "The deposit returns to who is elected or dies, and to who has {}.",
                part(*deposit_returns, "votes")
            ),
        );
        said.voting("voting", "Elected is", voting);
        said.0
    }
}
