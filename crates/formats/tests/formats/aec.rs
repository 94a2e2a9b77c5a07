use sailau_formats::Source;

use crate::{figure, notes, read, read_all, total, votes};

const FIRST: &str = include_str!("../data/aec/first_preferences.csv");
const TWO: &str = include_str!("../data/aec/two_candidates.csv");

fn changed(from: &str, to: &str) -> Result<sailau_formats::Import, String> {
    assert!(FIRST.contains(from), "{from}");
    read("first.csv", FIRST.replacen(from, to, 1))
}

#[test]
fn first_preferences_are_votes_and_the_elected_are_the_offices_seats() {
    let import = read("first.csv", FIRST).unwrap();
    assert_eq!(votes(&import, "single", "Bean", "ALP", "Gail GREVILLEA"), 35_447);
    assert_eq!(votes(&import, "single", "Bean", "", "Bert BANKSIA"), 7_683);
    let won: Vec<_> =
        import.official.iter().map(|won| (won.district.as_deref(), won.candidate.as_deref())).collect();
    assert_eq!(won, [(Some("Bean"), Some("Gail GREVILLEA")), (Some("Macquarie"), Some("Kit KUNZEA"))]);
    let facts: Vec<_> = import.districts.iter().map(|known| (known.seats, known.region.as_deref())).collect();
    assert_eq!(facts, [(Some(1), Some("ACT")), (Some(1), Some("NSW"))]);
    // In Macquarie the Liberal leads, and preferences elected Labor.
    assert!(notes(&import, "lacks", "in 1 of 2 divisions another leads here (Macquarie)"));
    assert!(notes(&import, "final", "Phase:FinalResults"));
    assert!(notes(&import, "names", "ALP (Australian Labor Party, Labor)"));
}

#[test]
fn informal_votes_are_a_row_and_no_candidate() {
    let import = read("first.csv", FIRST).unwrap();
    assert_eq!(figure(&import, "single", "@invalid"), 5_043 + 4_338);
    assert_eq!(total(&import, "single"), 92_939 + 96_951);
    for (from, to) in [("999,Informal,", "34000,Informal,"), ("999,Informal,", "999,Lee,")] {
        let error = changed(from, to).unwrap_err();
        assert!(
            error.starts_with("first.csv: line 11, `CandidateID`: informal votes are the row"),
            "{error}"
        );
    }
    let informal = FIRST.lines().find(|line| line.contains("Bean,999")).unwrap();
    let error = changed(&format!("{informal}\n"), "").unwrap_err();
    assert!(error.contains("Bean has no row of informal votes; download it again"), "{error}");
}

#[test]
fn five_types_of_votes_add_up_to_the_total() {
    let error = changed("32288,616", "32289,616").unwrap_err();
    assert_eq!(
        error,
        "first.csv: line 9, `TotalVotes`: Bean, Gail GREVILLEA, TotalVotes: 35447 here, and its parts add up to 35448; the \
         file does not agree with itself"
    );
}

#[test]
fn elected_is_this_time_and_not_last_time() {
    // Macquarie's member was one before; in Bean nobody was.
    let import = changed("7,Y,N,ALP", "7,N,Y,ALP").unwrap();
    assert_eq!(import.official.len(), 1);
    assert!(notes(&import, "provisional", "no winner is given in 1 of 2 divisions: Bean"));
    let error = changed("6,N,N,LP", "6,Y,N,LP").unwrap_err();
    assert!(error.contains("Bean: 2 are elected, and a division elects one"), "{error}");
    let error = changed("6,N,N,LP", "6,J,N,LP").unwrap_err();
    assert!(error.contains("line 8, `Elected`: `J` is not known here"), "{error}");
}

#[test]
fn a_file_that_is_not_final_says_so() {
    let title = "[Event:24310 Phase:FinalResults";
    let import =
        changed(title, "[Please Note: These results are not final. Event:20499 Phase:PostElection").unwrap();
    assert!(notes(&import, "provisional", "Phase:PostElection"));
    assert!(!notes(&import, "final", ""));
}

#[test]
fn two_candidates_are_another_count_of_the_same_papers() {
    let import = read("two.csv", TWO).unwrap();
    assert_eq!(total(&import, "single"), 92_939);
    assert_eq!(import.official[0].party.as_deref(), Some("ALP"));
    let both = [Source::from_bytes("first.csv", FIRST), Source::from_bytes("two.csv", TWO)];
    let error = read_all(&both).unwrap_err();
    assert!(
        error.starts_with("two.csv: first preferences and two-candidate-preferred votes are two counts"),
        "{error}"
    );
    let cut = TWO.trim_end().rsplit_once('\n').unwrap().0;
    let error = read("two.csv", cut).unwrap_err();
    assert!(error.contains("Bean has 1 of two candidates"), "{error}");
}

#[test]
fn files_of_one_election_do_not_overlap() {
    let files = [Source::from_bytes("a.csv", FIRST), Source::from_bytes("b.csv", FIRST)];
    let error = read_all(&files).unwrap_err();
    assert!(error.starts_with("b.csv: line 3, `DivisionNm`: `Bean, which a file before has too`"), "{error}");
    let row = FIRST.lines().nth(3).unwrap();
    let error = changed(row, &format!("{row}\n{row}")).unwrap_err();
    assert!(error.contains("line 5, `CandidateID`: `32130` stands here for the second time"), "{error}");
}

#[test]
fn other_downloads_are_refused_with_what_to_take() {
    let parties = "2016 Federal Election House of Representatives First Preferences By Party [Event:20499 \
                   Phase:FinalResults]\nPartyAb,PartyNm,OrderOfAppearance\nLP,Liberal,1\n";
    let error = read("party.csv", parties).unwrap_err();
    assert!(
        error.contains("seats are won in divisions: of the AEC's downloads `First Preferences By Candidate"),
        "{error}"
    );
    let papers = "ElectorateNm,VoteCollectionPointNm,VoteCollectionPointId,BatchNo,PaperNo,Preferences\n-----,-----,-----,\
                  -----,-----,-----\nCanberra,Barton,1,1,1,\"4,,3,,,1\"\n";
    let error = read("senate.csv", papers).unwrap_err();
    assert!(error.contains("papers of the Senate are ranked"), "{error}");
    let error = read("first.csv", FIRST.split_once('\n').unwrap().1).unwrap_err();
    assert!(error.contains("the title is missing"), "{error}");
}

#[test]
fn those_without_a_party_who_share_a_name_are_told_apart() {
    let import =
        changed("33391,CORREA,Cora,3,N,N,GAP,The Great Australian Party", "33391,BANKSIA,Bert,3,N,N,NAFD,");
    let import = import.unwrap();
    assert_eq!(votes(&import, "single", "Bean", "", "Bert BANKSIA (32130)"), 7_683);
    assert_eq!(votes(&import, "single", "Bean", "", "Bert BANKSIA (33391)"), 929);
}

#[test]
fn no_digit_of_a_vote_can_change_unseen() {
    let lines: Vec<&str> = FIRST.lines().collect();
    for (at, line) in lines.iter().enumerate().skip(2) {
        let fields: Vec<&str> = line.split(',').collect();
        for column in 11..=16 {
            let mut own: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
            let last = own[column].pop().unwrap();
            own[column].push(if last == '7' { '3' } else { '7' });
            let mut other: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            other[at] = own.join(",");
            let error = read("first.csv", other.join("\n")).unwrap_err();
            assert!(error.contains("the file does not agree with itself"), "{error}");
        }
    }
}

#[test]
fn damage_is_survived() {
    crate::damage::survives("aec", &[("first.csv", FIRST.as_bytes())]);
    crate::damage::survives("aec", &[("two.csv", TWO.as_bytes())]);
}

#[test]
fn no_name_of_a_file_is_taken_for_a_reserved_one() {
    for (from, to, column) in [
        ("N,N,AUP,", "N,N,@invalid,", "PartyAb"),
        ("ACACIA,Alma", "x,@others", "Surname"),
        ("318,Bean,33426", "318,@,33426", "DivisionNm"),
    ] {
        let error = changed(from, to).unwrap_err();
        assert!(error.contains(&format!("line 3, `{column}`")), "{error}");
    }
}
