use super::{InWords, Sentences, listed, number, part, so_many};
use crate::procedure::akim::{Consent, Direct};

impl InWords for Consent {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { candidates, voting, no_confidence_asked_by, no_confidence } = self;
        let mut said = Sentences::default();
        said.say(
            "candidates",
            format!(
                "The President proposes {} for the akim of a region, and the deputies of its mäslihats vote on them.",
                number(*candidates, "candidates")
            ),
        );
        said.voting("voting", "The deputies consent to", voting);
        said.say(
            "no_confidence_asked_by",
            format!(
                "A vote of no confidence is held if {} ask for it.",
                part(*no_confidence_asked_by, "deputies")
            ),
        );
        said.say(
            "no_confidence",
            format!(
                "No confidence is carried by {}; it asks the President for the dismissal.",
                part(*no_confidence, "deputies")
            ),
        );
        said.0
    }
}

impl InWords for Direct {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { of, signatures, settlements, candidates, deposit_wages, deposit_returns, voting } = self;
        let mut said = Sentences::default();
        said.say("of", format!("The voters elect the akims of {}.", listed(of)));
        said.say(
            "signatures",
            format!(
                "A candidate without a party needs the signatures of {}.",
                part(*signatures, "voters of the unit")
            ),
        );
        said.say_if("settlements", *settlements, |limit| {
            format!("The signatures represent {}.", part(limit, "settlements of the unit"))
        });
        said.say("candidates", format!("The ballot paper has {}.", number(*candidates, "candidates")));
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
