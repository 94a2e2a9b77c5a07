//! What ranked contests take for granted, in words.

use super::{Preferences, RankedContest};

impl RankedContest {
    /// A sentence each.
    pub(crate) fn assumptions(&self) -> Vec<String> {
        let Self { name, of, .. } = self;
        let mut all = vec![format!(
            "Contest {name}: the votes of {of} are the first preferences; who votes for nobody there ranks nobody."
        )];
        if let Some(first) = self.first_round() {
            all.push(format!(
                "A second round of {first}: whoever voted in the first votes again, for the one of those who stand again whom the \
                 ballot ranks highest, and stays at home where it ranks none of them; all who may stand again do, and votes \
                 against all are those of the first."
            ));
        }
        if self.nominees > 1 {
            all.push(format!(
                "Contest {name}: each party has {} candidates; whoever ranks the party ranks them all, in their order and \
                 one after the other.",
                self.nominees
            ));
        }
        all.push(format!("Contest {name}: {}", self.in_words()));
        all.push(format!("Contest {name}: {}", self.length_in_words()));
        all
    }

    fn in_words(&self) -> String {
        match &self.preferences {
            Preferences::PartySupport => {
                "after the first choice the next is one of those left, in proportion to the votes drawn for them in the district \
                 (Plackett 1975, Luce 1959); voters of all parties alike, and nobody ranks who has no votes there."
                    .to_owned()
            }
            Preferences::ImpartialCulture => {
                "after the first choice every order of the others is as likely (impartial culture).".to_owned()
            }
            Preferences::Weights(rows) => {
                let rows = rows.iter().map(|(first, row)| {
                    let row: Vec<_> = row.iter().map(|(next, weight)| format!("{next} {weight}")).collect();
                    format!("{first}: {}", if row.is_empty() { "nobody".to_owned() } else { row.join(", ") })
                });
                let rows: Vec<_> = rows.collect();
                format!(
                    "after the first choice the next is one of those left, in proportion to weights by first choice (Plackett \
                     1975, Luce 1959): {}.",
                    rows.join("; ")
                )
            }
            Preferences::Spatial(positions) => {
                let places = positions.parties.iter().map(|(party, at)| format!("{party} {at:?}"));
                let places: Vec<_> = places.collect();
                format!(
                    "voters are normal around the party of their first choice with standard deviation {} and rank the others by \
                     their distance: {}.",
                    positions.spread,
                    places.join(", ")
                )
            }
            Preferences::Mallows(mallows) => format!(
                "the order of the others is that of Mallows (1957) around {} with dispersion {}.",
                mallows.reference.join(", "),
                mallows.dispersion
            ),
        }
    }

    fn length_in_words(&self) -> String {
        let percent = |share: f64| format!("{} %", (share * 1e6).round() / 1e4);
        let own: Vec<_> =
            self.stops.iter().map(|(party, &stop)| format!("{party} {}", percent(stop))).collect();
        let mut words = match (self.stop == 0.0, own.is_empty()) {
            (true, true) => "nobody stops before all who may be ranked are".to_owned(),
            (_, true) => format!("{} of voters stop after each party", percent(self.stop)),
            (_, false) => format!(
                "{} of voters stop after each party, by first choice otherwise: {}",
                percent(self.stop),
                own.join(", ")
            ),
        };
        if let Some(most) = self.at_most {
            words += &format!("; a ballot has {most} ranks");
        }
        words + "."
    }
}
