//! An electorate that varies as real elections did.

use super::fit::{Fit, Parameter};
use super::{Electorate, Swing, Turnout, TurnoutSpread};

impl Electorate {
    /// The same electorate, varying as a fit to real elections says.
    ///
    /// | of the fit | becomes |
    /// |---|---|
    /// | national, regional and local swing | a [logistic-normal](super::LogisticNormal) swing, in place of any other; its correlation within blocs stays |
    /// | turnout swing | the nation's standard deviation of [turnout](Turnout) |
    /// | turnout local swing | that of districts |
    /// | turnout, turnout spread | turnout and its spread between districts, where the electorate has those of [`Turnout::UK_2019`] |
    /// | candidate spread | the [personal vote](super::SingleContest::personal) in each ballot between candidates |
    ///
    /// Where the elections do not identify a number, what the fit [assumes](Fit::assumption) takes its place; what it does
    /// not know stays as it was. Each sentence on where a number comes from is kept in [`Electorate::fit`], and the model
    /// prints those of the parts that this electorate has: a country of one district has no local swing.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::electorate::{Electorate, VoteModel};
    /// use sailau::kazakhstan;
    ///
    /// let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes();
    /// let fit = kazakhstan::electorates::majilis_fit();
    /// let electorate = Electorate::from_votes(&votes, "list")?.with_fit(fit);
    /// let assumptions = electorate.compile()?.assumptions();
    /// assert!(assumptions.iter().any(|one| one.starts_with("national swing 0.6")));
    /// assert!(!assumptions.iter().any(|one| one.starts_with("local swing")));
    /// # Ok::<(), sailau::electorate::ElectorateError>(())
    /// ```
    #[must_use]
    pub fn with_fit(mut self, fit: &Fit) -> Self {
        let mut swing = fit.logistic_normal();
        if let Swing::LogisticNormal(before) = self.swing {
            swing.correlation = before.correlation;
        }
        self.swing = Swing::LogisticNormal(swing);
        let mut used = vec![Parameter::NationalSwing, Parameter::RegionalSwing, Parameter::LocalSwing];
        if self.turnout == Turnout::default() {
            self.turnout.mean = fit.value(Parameter::Turnout).unwrap_or(self.turnout.mean);
            used.push(Parameter::Turnout);
            if let Some(sd) = fit.value(Parameter::TurnoutSpread) {
                self.turnout.district = TurnoutSpread::Logit(sd);
            }
            used.push(Parameter::TurnoutSpread);
        }
        if let Some(sd) = fit.value(Parameter::TurnoutSwing) {
            self.turnout.nation = sd;
        }
        used.push(Parameter::TurnoutSwing);
        if let Some(sd) = fit.value(Parameter::TurnoutLocalSwing) {
            self.turnout.district = TurnoutSpread::Logit(sd);
            used.retain(|&parameter| parameter != Parameter::TurnoutSpread);
            used.push(Parameter::TurnoutLocalSwing);
        }
        if let Some(sd) = fit.value(Parameter::CandidateSpread) {
            self.singles.iter_mut().for_each(|single| single.personal = sd);
            used.push(Parameter::CandidateSpread);
        }
        self.fit =
            used.into_iter().filter_map(|parameter| Some((parameter, sentence(fit, parameter)?))).collect();
        self
    }

    /// Where the numbers of the parts that there are come from.
    pub(super) fn fitted(&self) -> impl Iterator<Item = &String> {
        let has = self.levels([1.0; 3]).map(|sd| sd > 0.0);
        let swings = matches!(self.swing, Swing::LogisticNormal(_));
        let used = move |parameter: Parameter| match parameter {
            Parameter::NationalSwing => swings,
            Parameter::RegionalSwing => swings && has[1],
            Parameter::LocalSwing => swings && has[2],
            Parameter::TurnoutLocalSwing | Parameter::TurnoutSpread => has[2],
            Parameter::CandidateSpread => !self.singles.is_empty(),
            _ => true,
        };
        self.fit.iter().filter(move |(parameter, _)| used(**parameter)).map(|(_, sentence)| sentence)
    }
}

/// `national swing 0.68 ± 0.12, estimated from 1999-10-10 … 2023-03-19`, or what is assumed and why.
fn sentence(fit: &Fit, parameter: Parameter) -> Option<String> {
    let Some(estimate) = fit.estimate(parameter) else {
        return fit.assumption(parameter).map(ToString::to_string);
    };
    let error = estimate.standard_error.map_or(String::new(), |error| format!(" ± {error:.4}"));
    let from = match estimate.elections.as_slice() {
        [first, .., last] if estimate.elections.len() > 2 => format!("{first} … {last}"),
        elections => elections.join(", "),
    };
    Some(format!("{parameter} {:.4}{error}, estimated from {from}", estimate.value))
}
