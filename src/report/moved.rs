use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::system::Outcome;

/// Who has more seats in the second house than in the first, and who fewer, from the most gained to the most lost.
///
/// ```
/// use sailau::report::moved;
/// use sailau::{ElectoralSystem, Votes};
///
/// let house = |method: &str| {
///     let text = format!("name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = '{method}'\n");
///     ElectoralSystem::from_toml(&text).unwrap().count(&Votes::list([("Hill", 79), ("Dale", 21)]).unwrap()).unwrap()
/// };
/// assert_eq!(moved(&house("dhondt"), &house("danish")), "Dale +1, Hill -1");
/// assert_eq!(moved(&house("dhondt"), &house("dhondt")), "no party has more seats or fewer");
/// ```
#[must_use]
pub fn moved(old: &Outcome, new: &Outcome) -> String {
    let holders: BTreeSet<Option<&str>> =
        old.totals().into_iter().chain(new.totals()).map(|(holder, _)| holder).collect();
    let change = |holder| i64::from(new.held_by(holder)) - i64::from(old.held_by(holder));
    let mut changes: Vec<_> = holders.into_iter().map(|holder| (holder, change(holder))).collect();
    changes.retain(|(_, change)| *change != 0);
    changes.sort_by_key(|&(holder, change)| (Reverse(change), holder));
    let words: Vec<_> = changes
        .iter()
        .map(|(holder, change)| format!("{} {change:+}", holder.unwrap_or("(without a party)")))
        .collect();
    if words.is_empty() { "no party has more seats or fewer".to_owned() } else { words.join(", ") }
}
