use super::{files, read};
use crate::{figure, notes, total};

#[test]
fn emmen_of_2022() {
    let Some(import) = read(&["nl_eml/510b_Telling_GR2022_Emmen_totals.eml.xml"]) else { return };
    assert_eq!((total(&import, "list"), figure(&import, "list", "@registered")), (41_307, 88_359));
    let of = |party: &str| {
        import.rows.iter().filter(|row| row.party.as_deref() == Some(party)).map(|row| row.votes).sum::<u64>()
    };
    assert_eq!((of("Wakker Emmen"), of("STIP")), (13_818, 188));
    assert!(notes(&import, "lacks", "no units below the total"));
}

#[test]
fn counts_of_the_kiesraads_tests() {
    for name in ["nl_eml/510b_made_up_with_units.eml.xml", "nl_eml/510d_made_up.eml.xml"] {
        let Some(import) = read(&[name]) else { return };
        assert_eq!((total(&import, "list"), figure(&import, "list", "@registered")), (100, 100));
    }
}

/// Definitions and candidates are read, and say what they are not.
#[test]
fn definitions_alone_are_no_count() {
    for name in [
        "110a_Verkiezingsdefinitie_GR2026_Stadskanaal",
        "110a_Verkiezingsdefinitie_PS2023_Drenthe",
        "230b_made_up",
    ] {
        let Some(sources) = files(&[&format!("nl_eml/{name}.eml.xml")]) else { return };
        let error = crate::read_all(&sources).unwrap_err();
        assert!(error.contains("a count is needed beside it"), "{error}");
    }
}
