use super::read;
use crate::{figure, notes, total, votes};

#[test]
fn sixty_nine_electorates_of_2002() {
    let Some(import) = read(&["nz_csv/e9_part4_2002.csv", "nz_csv/e9_part6_2002.csv"]) else { return };
    assert_eq!(total(&import, "list"), 2_031_617);
    assert_eq!(figure(&import, "list", "@invalid"), 8_631);
    assert_eq!(figure(&import, "list", "LABOUR PARTY"), 838_219);
    assert_eq!(import.districts.len(), 69);
    let won = |party: &str| import.official.iter().filter(|won| won.party.as_deref() == Some(party)).count();
    let seats =
        ["LABOUR PARTY", "NATIONAL PARTY", "NZ FIRST", "UNITED FUTURE", "PROGRESSIVE COALITION"].map(won);
    assert_eq!(seats, [45, 21, 1, 1, 1]);
    assert!(!notes(&import, "names", "by this name"));
}

#[test]
fn small_parties_of_1999_stand_together() {
    let Some(import) = read(&["nz_csv/partiv_1999.csv"]) else { return };
    assert_eq!(total(&import, "list") + figure(&import, "list", "@others"), 2_065_494);
    assert_eq!(figure(&import, "list", "@others"), 124_460);
    assert_eq!(votes(&import, "list", "Albany", "ACT NEW ZEALAND", ""), 4_232);
}
