use crate::system::Outcome;

/// Who has a majority of the house, in a sentence.
///
/// ```
/// use sailau::report::majority;
/// use sailau::{ElectoralSystem, Votes};
///
/// let rules = ElectoralSystem::from_toml("name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n")?;
/// let outcome = rules.count(&Votes::list([("Hill", 60), ("Dale", 40)])?)?;
/// assert_eq!(majority(&outcome), "Hill has a majority: 4 of 7 seats, just enough.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn majority(outcome: &Outcome) -> String {
    let totals = outcome.totals();
    let largest = totals.into_iter().find_map(|(holder, seats)| Some((holder?, seats)));
    let tied = outcome.ties.iter().map(|tie| tie.seats).fold(0, u32::saturating_add);
    let unfilled = outcome.unfilled.iter().map(|row| row.seats).fold(0, u32::saturating_add);
    majority_of(outcome.house_size, largest, tied, unfilled)
}

/// The same of plain numbers: the size of the house, its largest party, and the seats that are tied or that nobody fills.
///
/// ```
/// use sailau::report::majority_of;
///
/// assert_eq!(
///     majority_of(9, Some(("Hill", 4)), 1, 0),
///     "Nobody has a sure majority: Hill is largest with 4 of 9 seats, 5 are needed; 1 are tied."
/// );
/// ```
#[must_use]
pub fn majority_of(house: u32, largest: Option<(&str, u32)>, tied: u32, unfilled: u32) -> String {
    let needed = house / 2 + 1;
    match largest {
        Some((first, seats)) if seats >= needed => {
            let spare = seats - needed;
            let spare =
                if spare == 0 { "just enough".to_owned() } else { format!("{spare} more than needed") };
            format!("{first} has a majority: {seats} of {house} seats, {spare}.")
        }
        Some((first, seats)) => {
            let of =
                |seats: u32, what: &str| if seats > 0 { format!("; {seats} {what}") } else { String::new() };
            let (tied, empty) = (of(tied, "are tied"), of(unfilled, "are not filled"));
            format!(
                "Nobody has a sure majority: {first} is largest with {seats} of {house} seats, {needed} are \
                 needed{tied}{empty}."
            )
        }
        None => format!("No party has a seat that is sure, of {house}."),
    }
}
