use super::{InWords, Sentences, listed};
use crate::procedure::recall::list_mandate::{Loss, Rules};

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { offices, lost_when } = self;
        let mut said = Sentences::default();
        let bodies = offices.iter().map(|office| &office.body);
        said.say(
            "offices",
            format!(
                "The mandate of a deputy elected on a party's list hangs on the party: {}.",
                listed(bodies)
            ),
        );
        let ends = lost_when.iter().map(|loss| match loss {
            Loss::Left => "the deputy leaves the party",
            Loss::Expelled => "the party expels the deputy",
            Loss::PartyEnded => "the party comes to its end",
        });
        let ends: Vec<_> = ends.collect();
        said.say("lost_when", format!("The mandate ends when {}.", ends.join(", or when ")));
        said.0
    }
}
