use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Measure;
use crate::law::{Certainty, Citation};

/// What a law makes of the facts: every requirement, and whether all were met.
///
/// `Display` prints it as an official record; `serde` writes every figure of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decision {
    /// What was decided on.
    pub subject: String,
    /// The name of the law.
    pub law: String,
    /// The day on which the law came into force.
    pub since: Date,
    /// The act.
    pub source: String,
    /// Whether all requirements were met.
    pub verdict: Verdict,
    /// Each requirement, in the order of the law.
    pub requirements: Vec<Requirement>,
    /// What is not verified, in the law and in the facts.
    pub doubts: Vec<Doubt>,
}

/// One requirement: what was needed, what was given, and by how much it passed or fell short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Requirement {
    /// The rule's name in the file of law.
    pub rule: String,
    /// What is required, in words.
    pub name: String,
    /// What was needed and what was given.
    pub measure: Measure,
    /// The last number that is enough, for counts and shares.
    pub border: Option<i128>,
    /// By how much it passed, negative where it fell short, in units or days; none for yes and no.
    pub margin: Option<i128>,
    /// Whether it was met.
    pub verdict: Verdict,
    /// Where the rule stands and how well it is known.
    pub citation: Option<Citation>,
    /// What a reader should know besides: an option that was used, a reading of the law.
    pub note: Option<String>,
    /// The smaller questions whose answers were counted here, such as each region's.
    pub parts: Vec<Requirement>,
}

/// Whether something was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It was not.
    NotMet,
    /// The facts that would settle it are not known.
    Open,
    /// It was.
    Met,
}

/// Something that was not verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// What it is about: a rule, or a fact.
    pub about: String,
    /// How well it is known.
    pub certainty: Certainty,
    /// What a reader should know.
    pub note: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
}

impl Doubt {
    /// The doubt in a citation; none when it is verified.
    #[must_use]
    pub fn of(about: &str, citation: &Citation) -> Option<Self> {
        let doubtful = citation.certainty != Certainty::Verified;
        doubtful.then(|| Self {
            about: about.to_owned(),
            certainty: citation.certainty,
            note: citation.note.clone(),
            url: citation.url.clone(),
        })
    }
}

impl Requirement {
    /// A requirement under a rule. [`Law::requirement`](super::Law::requirement) finds the article by itself.
    pub fn new(
        rule: impl Into<String>,
        name: impl Into<String>,
        measure: Measure,
        citation: Option<Citation>,
    ) -> Self {
        Self {
            rule: rule.into(),
            name: name.into(),
            border: measure.border(),
            margin: measure.margin(),
            verdict: Verdict::from(measure.met()),
            measure,
            citation,
            note: None,
            parts: Vec::new(),
        }
    }

    /// With a note.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// With the smaller questions whose answers were counted. They explain; they do not decide by themselves.
    #[must_use]
    pub fn counting(mut self, parts: Vec<Requirement>) -> Self {
        self.parts = parts;
        self
    }

    /// Whether it was met.
    #[must_use]
    pub fn met(&self) -> bool {
        self.verdict == Verdict::Met
    }

    /// The margin by what was needed, as a fraction of unsigned numbers; none where the two cannot be compared.
    fn slack(&self) -> Option<(u128, u128)> {
        let margin = u128::try_from(self.margin?).ok()?;
        let needed = u128::try_from(self.border?).ok().filter(|&needed| needed > 0)?;
        Some((margin, needed))
    }
}

impl Decision {
    /// A decision under a law. [`Law::decision`](super::Law::decision) takes name, day, act and doubts from the law.
    pub fn new(
        subject: String,
        law: String,
        since: Date,
        source: String,
        requirements: Vec<Requirement>,
        mut doubts: Vec<Doubt>,
    ) -> Self {
        let of_rules = requirements
            .iter()
            .filter_map(|requirement| Doubt::of(&requirement.name, requirement.citation.as_ref()?));
        doubts.extend(of_rules);
        let verdict = requirements.iter().map(|requirement| requirement.verdict).min();
        // Without requirements there is nothing that was not met.
        let verdict = verdict.unwrap_or(Verdict::Met);
        Self { subject, law, since, source, verdict, requirements, doubts }
    }

    /// With doubts about the facts.
    #[must_use]
    pub fn doubting(mut self, doubts: impl IntoIterator<Item = Doubt>) -> Self {
        self.doubts.extend(doubts);
        self
    }

    /// Whether every requirement was met; false as well where one is [open](Verdict::Open).
    #[must_use]
    pub fn met(&self) -> bool {
        self.verdict == Verdict::Met
    }

    /// The requirement under the rule of that name, the first where there are several.
    #[must_use]
    pub fn requirement(&self, rule: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.rule == rule)
    }

    /// What the decision hangs on.
    ///
    /// Where requirements were not met: all of those. Else, where some are open: those. Where all were met: the one
    /// passed by the least part of what was needed (several when equal). Days, yes and no have no such part and
    /// bind only when they are not met.
    #[must_use]
    pub fn binding(&self) -> Vec<&Requirement> {
        if self.verdict != Verdict::Met {
            return self.requirements.iter().filter(|one| one.verdict == self.verdict).collect();
        }
        let compared = self.requirements.iter().filter_map(|one| Some((one, one.slack()?)));
        let compared: Vec<_> = compared.collect();
        // Margins and borders are at most 2^64 here: the products fit. Days have no border.
        let at_most = |a: (u128, u128), b: (u128, u128)| a.0.saturating_mul(b.1) <= b.0.saturating_mul(a.1);
        let least =
            compared.iter().filter(|(_, slack)| compared.iter().all(|(_, other)| at_most(*slack, *other)));
        least.map(|&(requirement, _)| requirement).collect()
    }
}

impl From<Option<bool>> for Verdict {
    fn from(met: Option<bool>) -> Self {
        match met {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Open,
        }
    }
}
