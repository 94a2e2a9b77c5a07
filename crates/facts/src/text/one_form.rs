//! One name in one form, however it was typed.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The name in Unicode's composed form (NFC), every space a plain one and no two of them together, without characters that
/// take no room: names that look the same are the same. Letters of different alphabets stay different.
pub fn one_form(name: &str) -> Cow<'_, str> {
    if is_in_one_form(name) {
        return Cow::Borrowed(name);
    }
    let visible = name.chars().filter(|&c| !takes_no_room(c)).collect::<String>();
    let words: Vec<&str> = visible.split(is_space).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" ").nfc().collect())
}

fn is_in_one_form(name: &str) -> bool {
    let spaced = || name.bytes().zip(name.bytes().skip(1)).any(|pair| pair == (b' ', b' '));
    let plain = |c: char| c == ' ' || !is_space(c) && !takes_no_room(c);
    let bare = !name.starts_with(' ') && !name.ends_with(' ');
    bare && !spaced()
        && (name.is_ascii() && name.bytes().all(|byte| plain(byte.into()))
            || name.chars().all(plain) && is_nfc(name))
}

/// Line breaks are not spaces: who reads a file refuses them.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !c.is_control()
}

/// Soft hyphens, and spaces and marks without width. The joiners of Arabic and Indic scripts are part of how a word looks.
fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::one_form;

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for name in ["Gr\u{fc}ne", "Gru\u{308}ne", " Gru\u{308}ne", "Gr\u{ad}\u{fc}ne", "Gr\u{fc}ne\u{200b}"]
        {
            assert_eq!(one_form(name), "Gr\u{fc}ne");
        }
        for name in ["Die Linke", "Die\u{a0}Linke", "Die  Linke", "Die \u{2009}Linke "] {
            assert_eq!(one_form(name), "Die Linke");
        }
        // Latin and Cyrillic, and what a control character would hide.
        assert_ne!(one_form("A"), one_form("\u{410}"));
        assert_eq!(one_form("A\nB"), "A\nB");
        assert_eq!(one_form(""), "");
    }
}
