use super::{InWords, Sentences, part};
use crate::procedure::referendum::{Base, Rules};

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { turnout, majority, base, regions } = self;
        let mut said = Sentences::default();
        said.say_if("turnout", *turnout, |limit| {
            format!("The vote is valid if {} take part.", part(limit, "registered voters"))
        });
        let (whole, invalid) = match base {
            Base::Participants => {
                ("voters who took part", "count among the voters who took part, and weigh like a no")
            }
            Base::YesAndNo => ("votes for yes and no", "count for nothing"),
        };
        said.say("majority", format!("A question is carried if {} are for yes.", part(*majority, whole)));
        said.say("base", format!("Ballots that are invalid or marked both ways {invalid}."));
        said.say_if("regions", *regions, |limit| {
            let regions = "regions, the cities of republican significance and the capital";
            format!("A question on the constitution needs that majority in {} as well.", part(limit, regions))
        });
        said.0
    }
}
