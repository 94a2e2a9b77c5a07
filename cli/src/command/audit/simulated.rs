//! Audits of a wrong house: how often one is confirmed all the same, and how much is read when the house is right.

use sailau::audit::sampling::{Bet, MisreadPapers, Read, RiskLimit, Simulated, Simulation};
use sailau::audit::{Assertions, Sample};
use sailau::votes::Votes;
use serde::Serialize;

use crate::failure::Failure;

/// Audits of the place that decides the sample.
#[derive(Serialize)]
pub(super) struct Audits {
    place: String,
    audits: u64,
    /// The assertion that decides is just false.
    wrong: Played,
    /// The house is right, and one paper in so many says something else than was reported.
    right: Played,
    one_in: u64,
}

#[derive(Serialize)]
struct Played {
    confirmed: u64,
    share: f64,
    /// With 99 % confidence.
    interval: (f64, f64),
    mean_draws: Option<f64>,
    /// After so many draws half of the audits, and nine in ten, have confirmed it.
    half: Option<u64>,
    nine_in_ten: Option<u64>,
}

impl From<&Simulated> for Played {
    fn from(audits: &Simulated) -> Self {
        Self {
            confirmed: audits.confirmed,
            share: audits.share(),
            interval: audits.interval(),
            mean_draws: audits.mean_draws(),
            half: audits.quantile(0.5),
            nine_in_ten: audits.quantile(0.9),
        }
    }
}

/// One paper in so many is misread where the house is right: twice as many as the margin of Kazakhstan 2023 would let pass.
const ONE_IN: u64 = 2_000;

pub(super) fn play(
    found: &Assertions,
    votes: &Votes,
    sample: &Sample<'_>,
    (bet, risk): (Bet, RiskLimit),
    (audits, seed): (u64, u64),
) -> Result<Audits, Failure> {
    let hardest = sample.places.first().ok_or("there is nothing to audit")?;
    let contests = found.contests(votes)?;
    let (place, contest) =
        contests.iter().find(|(place, _)| place == hardest.place).ok_or("there is nothing to audit")?;
    let label = found.all[hardest.hardest].to_string();
    let decides =
        contest.assertions().iter().find(|own| own.label == label).ok_or("there is nothing to audit")?;
    // An audit that has read ten times the sample counts everything.
    let most = hardest.sample.saturating_mul(10).min(hardest.papers);
    let run = |misread: &[MisreadPapers]| -> Result<Simulated, Failure> {
        Ok(Simulation::new(contest, bet, risk, misread, most)?.run(audits, seed))
    };
    let wrong = MisreadPapers::just_false(&decides.assertion, contest.papers())?;
    let reported = contest.papers().by_kind();
    let right: Vec<MisreadPapers> = (0..reported.len())
        .map(|kind| MisreadPapers {
            reported: Some(kind),
            read: Read::NoKind,
            papers: reported[kind] / ONE_IN,
        })
        .collect();
    Ok(Audits {
        place: place.to_string(),
        audits,
        wrong: (&run(&wrong)?).into(),
        right: (&run(&right)?).into(),
        one_in: ONE_IN,
    })
}

impl Audits {
    pub(super) fn in_words(&self, sample: &Sample<'_>) -> String {
        let what = sample.decided_by.map(|own| own.to_string()).unwrap_or_default();
        let Played { share, interval: (low, high), .. } = &self.wrong;
        let mut text = format!(
            "\n{} simulated audits of {}:\n  where it is just false that {what}, {:.2} % confirm it all the same ({:.2} to {:.2} %, 99 % \
             confidence)\n",
            self.audits,
            self.place,
            share * 100.0,
            low * 100.0,
            high * 100.0
        );
        text += &format!(
            "  where the house is right and one paper in {} is blank and was counted, {:.1} % confirm it",
            self.one_in,
            self.right.share * 100.0
        );
        text += &match (self.right.half, self.right.nine_in_ten) {
            (Some(half), Some(most)) => {
                format!(", half of them within {half} draws, nine in ten within {most}\n")
            }
            (Some(half), None) => format!(", half of them within {half} draws\n"),
            _ => "\n".to_owned(),
        };
        text
    }
}
