use super::{InWords, Sentences, number, part};
use crate::procedure::maslihat::{Assembly, Division, Rules};

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self { region, city, district, lawful } = self;
        let mut said = Sentences::default();
        for (name, assembly, whose) in [
            ("region", region, "a region, a city of republican significance or the capital"),
            ("city", city, "a city within a region"),
            ("district", district, "a district"),
        ] {
            let Assembly { seats, size } = assembly;
            let how = match seats {
                Division::Single => "elects every deputy in a single-member district",
                Division::List => "elects every deputy by party lists",
                Division::HalfOddSingle => {
                    "elects half of its deputies by party lists and half in single-member districts; an odd seat goes to the districts"
                }
                Division::HalfOddList => {
                    "elects half of its deputies by party lists and half in single-member districts; an odd seat goes to the lists"
                }
            };
            said.say(format!("{name}.seats"), format!("The mäslihat of {whose} {how}."));
            said.say(
                format!("{name}.size"),
                format!("The mäslihat of {whose} has {}.", number(*size, "deputies")),
            );
        }
        said.say(
            "lawful",
            format!("A mäslihat may sit once {} have been elected.", part(*lawful, "deputies")),
        );
        said.0
    }
}
