//! Block, limited and cumulative votes and approval: official counts, and what ballots cannot hold.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sailau::system::protocol::{SeveralVotesStep, Step};
use sailau::system::{CountError, ElectoralSystem, Outcome};

use super::{count, error, rules, votes};

fn elected(outcome: &Outcome) -> Vec<&str> {
    outcome.elected.iter().filter_map(|row| row.candidate.as_deref()).collect()
}

fn on_ballots(outcome: &Outcome) -> &SeveralVotesStep {
    let mut steps = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
        Step::SeveralVotes(step) => Some(step),
        _ => None,
    });
    steps.next().expect("a step")
}

/// Senate of Spain, 23 July 2023, Soria: four seats, three votes (LOREG, article 166(1)(a)). Ministry of the Interior, as
/// Wikipedia's page of the constituency has it (secondary); its total of 142,685 counts the 633 blank ballots too.
#[test]
fn a_limited_vote_of_the_senate_of_spain() {
    let soria = [
        ("José Manuel Hernando García", "PP", 18_144),
        ("Javier Jiménez Santamaría", "PP", 17_510),
        ("María Cristina Rubio Blasco", "PP", 16_993),
        ("Javier Antón Cacho", "PSOE", 14_368),
        ("Ana María Romero Rupérez", "PSOE", 13_572),
        ("Jesús María Cedazo Mínguez", "PSOE", 12_847),
        ("Carlos Vallejo Muñoz", "SY", 11_226),
        ("Fernando Arévalo Jiménez", "SY", 10_016),
        ("Silvia Largo Del Barrio", "SY", 9_583),
        ("Alberto Enrique Peñuelas Felipe", "Vox", 4_486),
        ("María Montserrat Rubio Blázquez", "Vox", 3_932),
        ("Carlos Alonso Omeñaca", "Vox", 3_706),
        ("Nicasio Martínez Gracia", "Sumar", 2_320),
        ("María Milagros Solano Rodrigo", "Sumar", 1_552),
        ("Mario Calonge Calvo", "Sumar", 1_306),
        ("Ana María Carrión de la Llana", "PACMA", 232),
        ("Cesar Dominguez Baños", "PCTE", 124),
        ("Álvaro Galera Arias", "PUM+J", 75),
        ("Lua Buera Ayllón", "Recortes Cero", 60),
    ];
    let mut rows = "contest,district,party,candidate,votes\n".to_owned();
    for (name, party, votes) in soria {
        rows += &format!("senate,Soria,{party},{name},{votes}\n");
    }
    rows += "senate,Soria,@ballots,,49132\nsenate,Soria,@invalid,,936\n";
    let text = "[[tier]]\nname = \"senate\"\nseats = { Soria = 4 }\ndistricts = \"each\"\nmethod = \"limited vote\"\n\
                ballot = { votes = { Soria = 3 } }\n";
    let outcome = count(text, &rows, "");
    assert_eq!(elected(&outcome), soria[..4].iter().map(|own| own.0).collect::<Vec<_>>());
    assert_eq!(super::seats(&outcome), [("PP", 3), ("PSOE", 1)]);
    let step = on_ballots(&outcome);
    assert_eq!(
        (step.votes_each, step.for_one, step.votes, step.ballots),
        (3, 1, 142_685 - 633, Some(49_132))
    );
    assert!(
        outcome
            .protocol
            .to_string()
            .contains("A voter has 3 votes, 1 for one candidate: 142,052 on 49,132 good ballots.")
    );
    // Two votes a voter would not go onto these ballots.
    let two = error(&text.replace("Soria = 3", "Soria = 2"), &rows, "");
    assert_eq!(
        two,
        "tier `senate`, district `Soria`: 142052 votes do not go onto 49132 ballots, each of which holds 2 of them at most; \
         check `@ballots` and the votes"
    );
}

/// Senate of Spain, 23 July 2023, Ceuta: two seats and two votes. As above (secondary).
#[test]
fn a_block_vote_of_the_senate_of_spain() {
    let ceuta = [
        ("Cristina Díaz Moreno", "PP", 12_194),
        ("Abdelhakim Abdeselam Al Lal", "PP", 11_694),
        ("María Blanca Gómez Serra", "PSOE", 10_672),
        ("Miguel Señor Alonso", "PSOE", 10_208),
        ("Yolanda Merelo Palomares", "Vox", 7_927),
        ("Carlos Francisco Verdejo Ferrer", "Vox", 7_523),
        ("Miriam Ahmed Sánchez", "Sumar", 1_016),
        ("Ismael Abdeselam Martín", "Sumar", 762),
        ("Octavio Alejandro Arce García", "PUM+J", 84),
        ("Damián Vallejo Rominguera", "LB", 75),
        ("Antonio José Corts Piris", "Recortes Cero", 38),
    ];
    let mut rows = "contest,party,candidate,votes\nceuta,@ballots,,32827\n".to_owned();
    for (name, party, votes) in ceuta {
        rows += &format!("ceuta,{party},{name},{votes}\n");
    }
    let text = "[[tier]]\nname = \"ceuta\"\nseats = 2\nmethod = \"block vote\"\n";
    let outcome = count(text, &rows, "");
    assert_eq!(elected(&outcome), [ceuta[0].0, ceuta[1].0]);
    // With the 428 blank ballots they are the 62,621 of the page.
    assert_eq!(on_ballots(&outcome).votes, 62_621 - 428);
    assert!(error(&text.replace("block vote", "plurality"), &rows, "").contains("holds 1 of them at most"));
}

/// Primary for mayor of St. Louis, 2 March 2021: two go on (Board of Election Commissioners, as Electowiki has it; secondary).
#[test]
fn approval_in_st_louis() {
    let rows = "contest,party,candidate,votes\nprimary,,Tishaura Jones,25388\nprimary,,Cara Spencer,20659\n\
                primary,,Lewis E. Reed,17186\nprimary,,Andrew Jones,6428\nprimary,@ballots,,44571\n";
    let text = "[[tier]]\nname = \"primary\"\nseats = 2\nmethod = \"approval\"\n";
    let outcome = count(text, rows, "");
    assert_eq!(elected(&outcome), ["Tishaura Jones", "Cara Spencer"]);
    let step = on_ballots(&outcome);
    assert_eq!((step.votes_each, step.for_one), (4, 1));
    // Nobody has more votes than there are ballots.
    let fewer = error(text, &rows.replace("44571", "25387"), "");
    assert!(
        fewer.contains("25388 votes of candidate 1 of the ballot do not go onto 25387 ballots"),
        "{fewer}"
    );
}

/// Norfolk Island, 2004, stands in the book. Of 2013, when two votes were the most for one, nine were elected (Wikipedia, secondary);
/// the votes of those who lost and were not read are left out.
#[test]
fn a_cumulative_vote_of_norfolk_island() {
    let rows = "contest,party,candidate,votes\nassembly,,Lisle Snell,869\nassembly,,Robin Adams,781\n\
                assembly,,Ronald Ward,767\nassembly,,Timothy Sheridan,744\nassembly,,Melissa Ward,715\n\
                assembly,,David Buffett,709\nassembly,Liberal,Dave Porter,704\nassembly,,Ronald Nobbs,647\n\
                assembly,,Hadyn Evans,636\nassembly,,John Kelly,440\nassembly,,Fred Howe,420\n\
                assembly,,Rhonda Griffiths,420\n";
    let text =
        "[[tier]]\nname = \"assembly\"\nseats = 9\nmethod = \"cumulative vote\"\nballot = { for_one = 2 }\n";
    let outcome = count(text, rows, "");
    assert_eq!(elected(&outcome).len(), 9);
    assert!(!elected(&outcome).contains(&"John Kelly"));
    let step = on_ballots(&outcome);
    assert_eq!((step.votes_each, step.for_one, step.ballots), (9, 2, None));
    // With ten seats and ten votes the tie of two for the twelfth place would not matter; with eleven seats it does.
    let tied = count(&text.replace("seats = 9", "seats = 11"), rows, "");
    assert_eq!(tied.ties[0].parties, ["Fred Howe", "Rhonda Griffiths"]);
}

#[test]
fn rules_are_read_back_and_said_in_words() {
    for (words, sentence) in [
        ("method = \"block vote\"\nseats = 3", "A voter has as many votes as there are seats"),
        ("method = \"limited vote\"\nseats = 3\nballot = { votes = 2 }", "Votes of a voter: 2."),
        (
            "method = \"cumulative vote\"\nseats = 3\nballot = { for_one = 2 }",
            "One candidate may have 2 of them at most.",
        ),
        ("method = \"approval\"\nseats = 1", "A voter may give each candidate one vote"),
        ("method = \"approval\"\nseats = 2\ngroup_limit = 1\nties = \"lots\"", "2 seats"),
    ] {
        let system = rules(&format!("[[tier]]\nname = \"council\"\n{words}\n"));
        assert_eq!(ElectoralSystem::from_toml(&system.to_toml().unwrap()).unwrap(), system);
        assert_eq!(ElectoralSystem::from_json(&system.to_json().unwrap()).unwrap(), system);
        let said: String = system.in_words().iter().map(ToString::to_string).collect();
        assert!(said.contains(sentence), "{said}");
    }
    let refused = |words: &str| {
        let text = format!("name = \"A\"\n[[tier]]\nname = \"council\"\n{words}\n");
        ElectoralSystem::from_toml(&text).unwrap_err().to_string()
    };
    for (words, problem) in [
        ("method = \"block vote\"\nseats = 3\nballot = { votes = 2 }", "has as many votes as seats"),
        (
            "method = \"block vote\"\nseats = 3\nballot = { for_one = 2 }",
            "`for_one` is of a \"cumulative vote\"",
        ),
        ("method = \"approval\"\nseats = 3\nballot = { votes = 2 }", "remove `votes`"),
        ("method = \"cumulative vote\"\nseats = 3\nballot = { for_one = 0 }", "at least one vote"),
        ("method = \"limited vote\"\nseats = 3\nballot = { votes = 0 }", "at least one vote"),
        ("method = \"limited vote\"\nseats = 3\nballot = { votes = \"given\" }", "a table of districts"),
        ("method = \"limited vote\"\nseats = 3\nballot = { votes = {} }", "is empty"),
        ("method = \"cumulative vote\"\nseats = 1", "is of several seats"),
        (
            "method = \"approval\"\nseats = 1\nmajority = { more_than = \"50%\", of = \"valid votes\" }",
            "has no meaning",
        ),
        ("method = \"stv\"\nseats = 2\nballot = { votes = 2 }", "has no meaning"),
    ] {
        let message = refused(words);
        assert!(message.contains(problem), "{message}\n{problem}");
    }
}

/// The errors that these rules alone meet.
pub(super) fn errors() -> Vec<CountError> {
    let text = "[[tier]]\nname = \"senate\"\nseats = { N = 2, S = 3 }\ndistricts = \"each\"\nmethod = \"limited vote\"\n";
    let rows = "contest,district,party,candidate,votes\nsenate,N,,A,5\nsenate,S,,B,9\nsenate,S,@ballots,,8\n";
    ["{ N = 1 }", "{ N = 3, S = 2 }", "{ N = 2, S = 2 }"]
        .map(|votes_each| {
            let system = rules(&format!("{text}ballot = {{ votes = {votes_each} }}\n"));
            system.count(&votes(&system, rows, "")).unwrap_err()
        })
        .into()
}

/// Who has most votes sits, by a second implementation; with ties those above the border are sure and the others open.
fn naive(votes: &[u64], seats: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut sure, mut open) = (BTreeSet::new(), BTreeSet::new());
    for (i, &own) in votes.iter().enumerate().filter(|(_, own)| **own > 0) {
        let above = votes.iter().filter(|&&other| other > own).count();
        let equal = votes.iter().filter(|&&other| other == own).count();
        if above + equal <= seats {
            sure.insert(i);
        } else if above < seats {
            open.insert(i);
        }
    }
    (sure, open)
}

fn names(set: &BTreeSet<usize>) -> Vec<String> {
    set.iter().map(|i| format!("C{i:02}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(400)))]

    /// Ballots that are approved of: the count agrees with a naive one, in whatever order candidates stand, and one more vote never
    /// costs its candidate a seat.
    #[test]
    fn most_votes_by_a_second_implementation(
        ballots in prop::collection::vec(prop::collection::btree_set(0usize..6, 0..=6), 1..40),
        seats in 1usize..4,
        turn in 0usize..6,
        more in 0usize..6,
    ) {
        let tally = |extra: Option<usize>| {
            let mut votes = [0u64; 6];
            for ballot in &ballots {
                ballot.iter().for_each(|&i| votes[i] += 1);
            }
            extra.into_iter().for_each(|i| votes[i] += 1);
            votes
        };
        let outcome = |votes: &[u64; 6], ballots: usize| {
            let mut rows = format!("contest,party,candidate,votes\ncouncil,@ballots,,{ballots}\n");
            for i in (0..6).map(|i| (i + turn) % 6) {
                rows += &format!("council,,C{i:02},{}\n", votes[i]);
            }
            count(&format!("[[tier]]\nname = \"council\"\nseats = {seats}\nmethod = \"approval\"\n"), &rows, "")
        };
        let votes = tally(None);
        let found = outcome(&votes, ballots.len());
        let (sure, open) = naive(&votes, seats);
        let mut sitting = elected(&found);
        sitting.sort_unstable();
        prop_assert_eq!(&sitting, &names(&sure));
        let tied = found.ties.first().map(|tie| tie.parties.clone()).unwrap_or_default();
        prop_assert_eq!(&tied, &names(&open));
        let better = outcome(&tally(Some(more)), ballots.len() + 1);
        let label = format!("C{more:02}");
        if sure.contains(&more) {
            prop_assert!(elected(&better).contains(&label.as_str()));
        }
    }
}

/// By hand: 5 papers A B C, 4 papers B C A and 2 papers C B: Nauru's fractions are 5 + 4/3, 4 + 5/2 + 1 and 2 + 2 + 5/3, whole points
/// 5×3 + 4, 4×3 + 7×2 and 2×3 + 4×2 + 5.
#[test]
fn points_by_rank() {
    use sailau::ranked::Ballots;
    use sailau::votes::VotesBuilder;

    let of = |rows: &str| {
        let ballots = Ballots::read(3, format!("count,preferences\n{rows}").as_bytes()).unwrap();
        let mut builder = VotesBuilder::default();
        builder.ranked("parliament", None, &[(None, "A"), (None, "B"), (None, "C")], ballots).unwrap();
        builder.build().unwrap()
    };
    let votes = of("5,1>2>3\n4,2>3>1\n2,3>2\n");
    for (method, seats, printed, sitting) in [
        ("dowdall", 1, ["6.333", "7.500", "5.667"], vec!["B"]),
        ("dowdall", 2, ["6.333", "7.500", "5.667"], vec!["B", "A"]),
        ("borda", 1, ["19", "26", "19"], vec!["B"]),
        ("borda", 2, ["19", "26", "19"], vec!["B"]),
    ] {
        let system =
            rules(&format!("[[tier]]\nname = \"parliament\"\nseats = {seats}\nmethod = \"{method}\"\n"));
        assert_eq!(ElectoralSystem::from_toml(&system.to_toml().unwrap()).unwrap(), system);
        let outcome = system.count(&votes).unwrap();
        let (_, _, stage) = outcome.stages().next().unwrap();
        assert_eq!(stage.votes.values().map(String::as_str).collect::<Vec<_>>(), printed, "{method}");
        assert_eq!(elected(&outcome), sitting, "{method}, {seats}");
        // Of the second seat by whole points a lot decides.
        let open: Vec<_> = outcome.ties.iter().flat_map(|tie| &tie.parties).map(String::as_str).collect();
        assert_eq!(open, if (method, seats) == ("borda", 2) { vec!["A", "C"] } else { vec![] });
        let record = outcome.protocol.to_string();
        assert!(record.contains("1 A: 5 0 4, 2 B: 4 7 0, 3 C: 2 4 5"), "{record}");
        let json = serde_json::to_string(&outcome).unwrap();
        assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
        let words: String = system.in_words().iter().map(ToString::to_string).collect();
        assert!(
            words.contains("most points are elected") && words.contains("Equal points are decided by lots.")
        );
    }
}

/// Ballots of which every mark is a vote: 40 for 1 and 2, 35 for 2, 3 and 1 in this order, 5 for 3 twice.
#[test]
fn marks_of_ballots_are_votes() {
    use sailau::ranked::Ballots;
    use sailau::votes::VotesBuilder;

    let ballots = Ballots::read(3, "count,preferences\n40,1=2\n35,2>3>1\n5,3>3\n2,\n".as_bytes()).unwrap();
    let mut builder = VotesBuilder::default();
    builder.ranked("council", None, &[(None, "A"), (None, "B"), (None, "C")], ballots).unwrap();
    let votes = builder.build().unwrap();
    for (words, each, for_one, all, sitting) in [
        ("method = \"block vote\"", 2, 1, 155, vec!["B"]),
        ("method = \"approval\"", 3, 1, 190, vec!["A", "B"]),
        ("method = \"cumulative vote\"", 2, 2, 160, vec!["B", "C"]),
    ] {
        let system = rules(&format!("[[tier]]\nname = \"council\"\nseats = 2\n{words}\n"));
        let outcome = system.count(&votes).unwrap();
        let step = on_ballots(&outcome);
        assert_eq!(
            (step.votes_each, step.for_one, step.votes, step.ballots),
            (each, for_one, all, Some(80)),
            "{words}"
        );
        assert_eq!(elected(&outcome), sitting, "{words}");
    }
}
