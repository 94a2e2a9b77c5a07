//! The decision as an official record prints it.

use std::fmt::{self, Display, Formatter};

use super::text::counted;
use super::{Decision, Doubt, Requirement, Verdict};

impl Display for Decision {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "DECISION: {}", self.subject)?;
        writeln!(f, "Law: {}, in force since {}", self.law, self.since)?;
        writeln!(f, "Source: {}\n", self.source)?;
        for (i, requirement) in self.requirements.iter().enumerate() {
            writeln!(f, "  {}. {requirement}", i + 1)?;
        }
        let verdict = match self.verdict {
            Verdict::Met => "every requirement is met",
            Verdict::NotMet => "not every requirement is met",
            Verdict::Open => "open, for want of facts",
        };
        writeln!(f, "  RESULT: {verdict}.")?;
        let binding: Vec<_> = self.binding().iter().map(|one| one.name.as_str()).collect();
        if !binding.is_empty() {
            let what = match self.verdict {
                Verdict::Met => "Passed by least",
                Verdict::NotMet => "Not met",
                Verdict::Open => "Not known",
            };
            writeln!(f, "  {what}: {}.", binding.join("; "))?;
        }
        if !self.doubts.is_empty() {
            writeln!(f, "\n  Not verified:")?;
        }
        self.doubts.iter().try_for_each(|doubt| writeln!(f, "    {doubt}"))
    }
}

impl Display for Requirement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        if let Some(citation) = &self.citation {
            write!(f, "  [{citation}]")?;
        }
        writeln!(f, "\n     needed: {}", self.measure.needed_in_words())?;
        writeln!(f, "     given:  {}", self.measure.given_in_words())?;
        writeln!(f, "     {}", self.outcome())?;
        if let Some(note) = &self.note {
            writeln!(f, "     note: {note}")?;
        }
        for part in &self.parts {
            writeln!(f, "       {}: {}, {}", part.name, part.measure.given_in_words(), part.outcome())?;
        }
        Ok(())
    }
}

impl Requirement {
    fn outcome(&self) -> String {
        let verdict = self.verdict.to_string();
        let Some(margin) = self.margin else {
            return verdict;
        };
        let by = counted(margin.unsigned_abs(), self.measure.unit());
        let which = match (margin, self.measure.is_day(), self.measure.is_ceiling()) {
            (0, ..) => return format!("{verdict}, with nothing to spare"),
            (1.., ..) => return format!("{verdict}, with {by} to spare"),
            (_, true, true) => "late",
            (_, true, false) => "early",
            (_, false, true) => "too many",
            (_, false, false) => "short",
        };
        format!("{verdict}, {by} {which}")
    }
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "met",
            Self::NotMet => "NOT MET",
            Self::Open => "not known",
        })
    }
}

impl Display for Doubt {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about, self.certainty)?;
        if let Some(note) = &self.note {
            write!(f, "; {note}")?;
        }
        match &self.url {
            Some(url) => write!(f, " <{url}>"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::procedure::{Limit, Measure};

    #[test]
    fn each_kind_of_margin_has_its_words() {
        let limit = date(2026, 3, 1);
        for (measure, words) in [
            (Measure::count(Limit::AtLeast(700), 699, "members"), "NOT MET, 1 member short"),
            (Measure::count(Limit::AtLeast(700), 700, "members"), "met, with nothing to spare"),
            (Measure::count(Limit::MoreThan(700), 5_000, "members"), "met, with 4,299 members to spare"),
            (Measure::count(Limit::AtMost(30), 32, "entities"), "NOT MET, 2 entities too many"),
            (Measure::count(Limit::AtMost(30), 31, "entities"), "NOT MET, 1 entity too many"),
            (Measure::day(Limit::AtMost(limit), date(2026, 3, 4)), "NOT MET, 3 days late"),
            (Measure::day(Limit::AtLeast(limit), date(2026, 2, 28)), "NOT MET, 1 day early"),
            (Measure::day(Limit::LessThan(limit), None), "not known"),
            (Measure::yes_no(false, true), "NOT MET"),
        ] {
            assert_eq!(Requirement::new("rule", "name", measure, None).outcome(), words);
        }
    }
}
