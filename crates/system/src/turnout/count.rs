//! Ballots cast against those that are needed.

use super::Turnout;
use super::record::TurnoutStep;
use crate::count::area_votes::AreaVotes;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::figures::Figures;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::threshold::VoteBase;

impl Turnout {
    /// What the boxes held against what they need, or the name of the figure that is missing for it.
    pub(crate) fn held_against(&self, figures: &Figures) -> Result<TurnoutStep, &'static str> {
        let cast = figures.of(VoteBase::AllBallots)?;
        let registered = figures.of(VoteBase::Registered)?;
        Ok(TurnoutStep { cast, registered, needed: self.needed(registered) })
    }
}

/// Whether enough voters took part in an area of a list tier; without a minimum any number is.
#[inline]
pub(crate) fn is_valid(
    count: ListCount<'_>,
    at: Location,
    votes: &AreaVotes,
    book: &mut Book<'_>,
) -> Result<bool, CountFailure> {
    let Some(rule) = &count.plan.rule.turnout else { return Ok(true) };
    let missing = |figure| CountFailure::MissingFigure { district: at.district, figure };
    let turnout = rule.held_against(&votes.figures).map_err(missing)?;
    let valid = turnout.is_enough();
    book.note(at, "turnout", |_| turnout);
    Ok(valid)
}
