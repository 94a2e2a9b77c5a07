//! Mistakes that are made in documents, and changes that are none.

use super::tree::Tree;
use super::words::Words;
use crate::choices::Choices;

/// One to four of them.
pub(super) fn edit(document: &mut Tree, words: &Words, choices: &mut Choices<'_>) {
    for _ in 0..=choices.below(4) {
        edit_once(document, words, choices);
    }
}

fn edit_once(document: &mut Tree, words: &Words, choices: &mut Choices<'_>) {
    let mut what = choices.below(20);
    let fits = |tree: &Tree| match what {
        0..3 => matches!(tree, Tree::Bare(_)),
        3..6 => matches!(tree, Tree::Text(_)),
        6 | 7 => matches!(tree, Tree::Table(fields) if !fields.is_empty()),
        8..11 => matches!(tree, Tree::Table(_)),
        11..14 => matches!(tree, Tree::List(items) if !items.is_empty()),
        _ => true,
    };
    let mut paths = document.paths();
    paths.retain(|path| fits(path.iter().fold(&*document, |tree, &step| tree.child(step))));
    // A document without lists, or without numbers, is edited somewhere.
    if paths.is_empty() {
        (what, paths) = (19, document.paths());
    }
    let path = choices.one_of(&paths).clone();
    let key = document.key(&path).unwrap_or_default().to_owned();
    let place = document.at(&path);
    match (what, place) {
        (0..3, place) => *place = Tree::Bare(words.bare(choices)),
        (3..6, place) => *place = Tree::Text(words.text(choices)),
        (6, Tree::Table(fields)) => drop(fields.remove(choices.number_below(fields.len()))),
        (7, Tree::Table(fields)) => {
            let at = choices.number_below(fields.len());
            fields[at].0 = match choices.in_ten(7) {
                true => words.key(choices),
                false => words.text(choices),
            };
        }
        (8..10, Tree::Table(fields)) => {
            if let Some((name, value)) = words.within(&key, choices) {
                // A second field of one name is a mistake of its own, which is made now and then.
                let again = choices.in_ten(9);
                fields.retain(|(known, _)| !again || *known != name);
                fields.push((name, value));
            }
        }
        (10, Tree::Table(fields)) => fields.extend(words.anything(choices)),
        (11, Tree::List(items)) => {
            let one = choices.one_of(items).clone();
            let times = choices.pick(&[1, 1, 1, 2, 30]);
            items.extend(std::iter::repeat_n(one, times));
        }
        (12, Tree::List(items)) => drop(items.remove(choices.number_below(items.len()))),
        (13, Tree::List(items)) => {
            let (one, other) = (choices.number_below(items.len()), choices.number_below(items.len()));
            items.swap(one, other);
        }
        (14..17, place) => {
            if let Some(other) = words.under(&key, choices) {
                *place = other;
            }
        }
        (17, place) => {
            if let Some((_, other)) = words.anything(choices) {
                *place = other;
            }
        }
        (18, place) => *place = of_another_kind(place, choices),
        (_, place) => moved_on(place, choices),
    }
}

fn of_another_kind(tree: &Tree, choices: &mut Choices<'_>) -> Tree {
    match (choices.below(6), tree) {
        (0, tree) => Tree::List(vec![tree.clone()]),
        (1, tree) => Tree::Table(vec![("at_least".to_owned(), tree.clone())]),
        (2, _) => Tree::Table(Vec::new()),
        (3, _) => Tree::List(Vec::new()),
        (_, Tree::Text(text)) => Tree::Bare(match text.parse::<f64>() {
            Ok(_) => text.clone(),
            Err(_) => "7".to_owned(),
        }),
        (_, Tree::Bare(text)) => Tree::Text(text.clone()),
        (_, tree) if tree.children() > 0 => tree.child(choices.number_below(tree.children())).clone(),
        (_, _) => Tree::Text(String::new()),
    }
}

/// A number that is a little larger or smaller, and a day that is another one of its year; else a text with a letter more or less.
fn moved_on(tree: &mut Tree, choices: &mut Choices<'_>) {
    let (Tree::Text(text) | Tree::Bare(text)) = tree else { return };
    let letters: Vec<char> = text.chars().collect();
    let digits: Vec<usize> = (0..letters.len()).filter(|&at| letters[at].is_ascii_digit()).collect();
    let mut letters = letters;
    if digits.is_empty() {
        let at = choices.number_below(letters.len() + 1);
        match choices.below(3) {
            0 if at < letters.len() => drop(letters.remove(at)),
            1 => letters.insert(at, choices.pick(&['a', ' ', '.', '`', 'ä', '\u{301}'])),
            _ if at < letters.len() => letters[at] = choices.pick(&['a', 'Z', '0', '-']),
            _ => letters.push('x'),
        }
        // What stands without quotes stays a number or a day.
        if matches!(tree, Tree::Bare(_)) {
            return;
        }
    } else {
        let at = digits[choices.number_below(digits.len())];
        letters[at] = choices.pick(&['0', '1', '2', '3', '5', '9']);
    }
    let (Tree::Text(text) | Tree::Bare(text)) = tree else { return };
    *text = letters.into_iter().collect();
}
