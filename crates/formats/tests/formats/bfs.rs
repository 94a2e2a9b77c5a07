use crate::{damage, figure, notes, read, total, votes};

/// Columns as the office describes them; numbers are made up.
const LISTS: &str = "\u{feff}ebene_resultat;wahl_jahr;kanton_nummer;kanton_bezeichnung;liste_nummer_kanton;liste_bezeichnung;\
                     liste_unterlistenverbindung;liste_verbindung;stimmen_liste\n\
                     Kanton;2023;1;Bergen;01;Grüne Liste;C2;C;12000\n\
                     Kanton;2023;1;Bergen;02;Junge Grüne;C2;C;3000\n\
                     Kanton;2023;1;Bergen;03;Mitte; ;C;9000\n\
                     Kanton;2023;1;Bergen;04;Freie Liste; ; ;700\n\
                     Gemeinde;2023;1;Bergen;01;Grüne Liste;C2;C;500\n\
                     Kanton;2023;2;Tal;01;Freie Liste; ; ;800\n\
                     Kanton;2023;2;Tal;02;Freie Liste; ; ;900\n";

#[test]
fn lists_stand_with_their_alliances_and_a_blank_is_none() {
    let import = read("listen.csv", LISTS).unwrap();
    let of = |party: &str| {
        let row = import.rows.iter().find(|row| row.party.as_deref() == Some(party)).unwrap();
        (row.alliance.as_deref(), row.suballiance.as_deref())
    };
    assert_eq!(of("Junge Grüne"), (Some("C"), Some("C2")));
    assert_eq!(of("Mitte"), (Some("C"), None));
    assert_eq!(of("Freie Liste"), (None, None));
    assert_eq!(votes(&import, "list", "Bergen", "Grüne Liste", ""), 12_000);
    assert_eq!(total(&import, "list"), 24_700 + 1_700);
    assert!(notes(&import, "secondary", "no file of lists was seen"));
    assert!(import.votes_csv().starts_with("contest,district,party,candidate,votes,alliance,suballiance\n"));
}

#[test]
fn lists_of_one_name_have_their_numbers() {
    let import = read("listen.csv", LISTS).unwrap();
    assert_eq!(
        (figure(&import, "list", "Freie Liste (01)"), figure(&import, "list", "Freie Liste (02)")),
        (800, 900)
    );
    let error = read("listen.csv", LISTS.replace("Tal;02", "Tal;01")).unwrap_err();
    assert!(error.contains("`Tal, Freie Liste (01)` stands here for the second time"), "{error}");
}

#[test]
fn the_file_of_parties_cannot_be_counted() {
    let parties = "ebene_resultat;wahl_jahr;kanton_bezeichnung;partei_id_red1;partei_bezeichnung_de;stimmen_partei;partei_staerke\n";
    let error = read("parteien.csv", parties).unwrap_err();
    assert_eq!(
        error,
        "parteien.csv: seats cannot be counted from votes of parties, as lists and their alliances decide; give the file of \
         lists (`listen`)"
    );
    let error = read("listen.csv", LISTS.replacen("C2;C;12000", "C2; ;12000", 1)).unwrap_err();
    assert!(
        error.contains("line 2, `liste_unterlistenverbindung`: an alliance within an alliance that is none"),
        "{error}"
    );
    let error = read("listen.csv", LISTS.replacen(";12000", ";12000.5", 1)).unwrap_err();
    assert!(error.contains("line 2, `stimmen_liste`: `12000.5` is not a whole number"), "{error}");
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("bfs", &[("listen.csv", LISTS.as_bytes())]);
}
