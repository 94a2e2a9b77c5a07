use super::{files, read};
use crate::{figure, notes, total};

#[test]
fn house_of_2019() {
    let Some(import) = read(&["au_aec/HouseFirstPrefsByCandidateByVoteTypeDownload-24310.csv"]) else {
        return;
    };
    assert_eq!((total(&import, "single"), figure(&import, "single", "@invalid")), (14_253_393, 835_223));
    assert_eq!((import.official.len(), import.districts.len()), (151, 151));
    assert!(notes(&import, "lacks", "in 12 of 151 divisions another leads here"));
}

#[test]
fn two_candidates_of_2019() {
    let Some(import) = read(&["au_aec/HouseTcpByCandidateByVoteTypeDownload-24310_ACT_NT_TAS.csv"]) else {
        return;
    };
    assert_eq!((import.rows.len(), import.official.len()), (20, 10));
}

#[test]
fn what_is_not_imported_says_why() {
    for (name, words) in [
        ("au_aec/HouseFirstPrefsByPartyDownload-20499_not_final.csv", "seats are won in divisions"),
        ("au_aec/aec-senate-formalpreferences_2016_fixture.csv", "papers of the Senate are ranked"),
    ] {
        let Some(files) = files(&[name]) else { return };
        let format = sailau_formats::Format::recognise(&files).unwrap();
        let error = format.read(&files).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
