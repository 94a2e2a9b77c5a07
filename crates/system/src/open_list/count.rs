//! The lists of an area have their seats, and their candidates' votes say who sits: nobody asks but the record.

use super::record::who_sits;
use crate::count::area_votes::AreaVotes;
use crate::count::book::Book;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::Shared;
use crate::plan::Area;

pub(crate) fn seat_candidates(
    count: ListCount<'_>,
    area: &Area,
    seats: u32,
    votes: &AreaVotes,
    Shared { given, drawn, .. }: &Shared,
    book: &mut Book<'_>,
) {
    let plan = count.plan;
    if let (Some(rule), Some(recorder)) = (&plan.rule.open_list, &mut book.recorder) {
        let at = Location::area(count.tier, area);
        for (list, party, n) in recorder.names.ordered(plan, &votes.cast) {
            let own = given.get(list).copied().unwrap_or(0);
            // A candidate who stands alone is elected by the list's seat.
            if own > 0 && plan.individual(list).is_none() {
                let roster = &area.roster;
                let candidates = roster.iter().filter(|candidate| candidate.list == list).count() as u32;
                let needed = rule.preference.map(|bar| bar.needed(n, votes.valid(), seats, candidates));
                let step = who_sits(&recorder.names, (roster, drawn), rule, (list, party), own, needed);
                recorder.open_list(at, step);
            }
        }
    }
}
