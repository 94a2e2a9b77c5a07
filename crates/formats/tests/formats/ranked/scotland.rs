use super::{damage, lists, names, read, written};

const WARD: &str = "3,2,\n155,1,\n52,1,2,\n9,3,,2,\n\"Candidate 1\",\"Hill, A\",\"Independent (Ind)\",\n\
    \"Candidate 2\",\"Lake\",\"Labour (Lab)\",\n\"Candidate 3\",\"Moor\",\"\",\n\"Na Hearadh\",";

fn changed(from: &str, to: &str) -> String {
    assert!(WARD.contains(from), "{from}");
    read("ward.csv", WARD.replacen(from, to, 1)).unwrap_err()
}

#[test]
fn a_ward() {
    for text in [WARD.to_owned(), WARD.replace('\n', "\r\n"), format!("\u{feff}{WARD}")] {
        let file = read("ward.csv", text).unwrap();
        assert_eq!((file.title.as_deref(), file.seats), (Some("Na Hearadh"), Some(2)));
        assert_eq!(names(&file), ["Hill, A", "Lake", "Moor"]);
        let parties: Vec<_> = file.candidates.iter().map(|of| of.party.as_deref()).collect();
        assert_eq!(parties, [Some("Independent (Ind)"), Some("Labour (Lab)"), None]);
        assert_eq!(lists(&file), written(&[(155, "1"), (52, "1>2"), (9, "3>>2")]));
    }
}

#[test]
fn damaged_files_say_where() {
    assert!(
        changed("52,1,2", "52,1,4").starts_with("ward.csv: line 3: there is no candidate 4: the paper has 3")
    );
    assert!(changed("52,1,2", "52,0").starts_with("ward.csv: line 3: there is no candidate 0"));
    assert!(changed("52,1,2", "52,1,x").starts_with("ward.csv: line 3: `x` is not a whole number"));
    assert!(changed("52,1,2", "5x,1,2").starts_with("ward.csv: line 3: `5x` is not a whole number"));
    assert!(
        changed("\"Candidate 2\"", "\"Candidate 3\"")
            .starts_with("ward.csv: line 6: `Candidate 3` is not known")
    );
    assert!(changed(",\"\",\n", ",\"\",\"x\",\n").starts_with("ward.csv: line 7: `x` where the row ends"));
    assert!(changed("3,2,\n", "4,2,\n").starts_with("ward.csv: line 8: `Na Hearadh` is not known here"));
    assert!(changed("3,2,\n", "2,2,\n").starts_with("ward.csv: line 4: there is no candidate 3"));
    assert!(changed("3,2,\n", "0,2,\n").starts_with("ward.csv: line 1: 0 candidates"));
    let cut = &WARD[..WARD.find("\"Candidate 3").unwrap()];
    let error = read("ward.csv", cut).unwrap_err();
    assert_eq!(error, "ward.csv: the file ends too early: 2 of 3 candidates have rows; download it again");
}

#[test]
fn damage_at_random() {
    damage::survives("scotland", &[("ward.csv", WARD.as_bytes())]);
}
