//! The alphabetical order of Kazakh in its Cyrillic script.

use std::cmp::Ordering;

const LETTERS: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// Compares names letter by letter; case does not matter. What is no letter of the alphabet comes before it, by its
/// place in Unicode.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    keys(one).cmp(keys(other)).then_with(|| one.cmp(other))
}

fn keys(name: &str) -> impl Iterator<Item = (usize, char)> {
    name.chars().flat_map(char::to_lowercase).map(|letter| {
        let place = LETTERS.chars().position(|one| one == letter);
        (place.map_or(0, |place| place + 1), letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_kazakh_stand_in_their_places() {
        let mut names = ["Ығылман", "Қанат", "Кенже", "Іңкәр", "Әлия", "Бек", "Алма", "Ұлан", "Ғани", "әли"];
        names.sort_by(|one, other| compare(one, other));
        assert_eq!(
            names,
            ["Алма", "әли", "Әлия", "Бек", "Ғани", "Кенже", "Қанат", "Ұлан", "Ығылман", "Іңкәр"]
        );
    }
}
