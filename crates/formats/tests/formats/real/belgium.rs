use super::{files, read};
use crate::{figure, notes, total, votes};
use sailau_formats::Format;

const KINGDOM: &str = "be_json/2024_chambre_Royaume.csv";
const CONSTITUENCIES: [&str; 11] = [
    "be_json/2024_Circonscription_d_Anvers.json",
    "be_json/2024_Circonscription_de_Bruxelles-Capitale.json",
    "be_json/2024_Circonscription_de_Flandre_occidentale.json",
    "be_json/2024_Circonscription_de_Flandre_orientale.json",
    "be_json/2024_Circonscription_de_Hainaut.json",
    "be_json/2024_Circonscription_de_Lige.json",
    "be_json/2024_Circonscription_de_Limbourg.json",
    "be_json/2024_Circonscription_de_Luxembourg.json",
    "be_json/2024_Circonscription_de_Namur.json",
    "be_json/2024_Circonscription_du_Brabant_flamand.json",
    "be_json/2024_Circonscription_du_Brabant_wallon.json",
];

#[test]
fn eleven_constituencies_are_the_kingdom() {
    let all: Vec<&str> = CONSTITUENCIES.into_iter().chain([KINGDOM]).collect();
    let Some(import) = read(&all) else { return };
    assert_eq!(total(&import, "list"), 6_984_906);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 150);
    assert_eq!(import.districts.iter().filter_map(|known| known.seats).sum::<u32>(), 150);
    assert_eq!(figure(&import, "list", "PTB"), 246_211);
    assert_eq!(votes(&import, "list", "Constituency of Luxembourg", "MR", ""), 54_196);
    assert_eq!(votes(&import, "list", "Constituency of Luxembourg", "@invalid", ""), 18_282);
    assert!(notes(&import, "names", "BLANCO, PTB, PTB-PVDA, Parti.j BLANCO, Voor U / Pour Vous"));
}

#[test]
fn the_kingdom_knows_when_a_constituency_is_missing() {
    let some: Vec<&str> = CONSTITUENCIES[1..].iter().copied().chain([KINGDOM]).collect();
    let Some(files) = files(&some) else { return };
    let error = Format::recognise(&files).unwrap().read(&files).unwrap_err().to_string();
    assert!(error.contains("the kingdom") && error.contains("its parts add up to"), "{error}");
}
