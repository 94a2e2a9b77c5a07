use super::{InWords, Sentences, number};
use crate::procedure::roll::Rules;

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { rolls_a_voter, voters_a_precinct } = self;
        let mut said = Sentences::default();
        said.say("rolls_a_voter", format!("A voter stands on {}.", number(*rolls_a_voter, "rolls")));
        said.say_if("voters_a_precinct", *voters_a_precinct, |limit| {
            format!("A precinct has {}.", number(limit, "voters"))
        });
        said.0
    }
}
