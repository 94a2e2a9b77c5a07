//! Assertions that imply official houses, and the papers that confirm them: numbers that were published, and our own.

use jiff::civil::date;
use sailau::apportion::{Method, margin};
use sailau::audit::sampling::{Bet, RiskLimit, SampleSize};
use sailau::audit::{AssertionKind, Papers, Sample, Uncovered, Why, assertions};
use sailau::kazakhstan;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

use crate::world::case::Case;

fn five() -> RiskLimit {
    "5%".parse().unwrap()
}

fn rules(tier: &str) -> ElectoralSystem {
    ElectoralSystem::from_toml(&format!("name = 'one tier'\n[[tier]]\n{tier}")).unwrap()
}

/// The sample, and who decides it.
fn sample(rules: &ElectoralSystem, votes: &Votes) -> (u64, String, Vec<Uncovered>) {
    let found = assertions(rules, votes, Papers::Valid).unwrap();
    let sample = Sample::of(&found, Bet::HIGHEST, five());
    let hardest = sample.decided_by.unwrap();
    let who = [hardest.winner, hardest.loser].into_iter().flatten().collect::<Vec<_>>().join(" - ");
    (sample.sample, format!("{} {who}", hardest.kind.word()), found.uncovered.clone())
}

/// Everything is stated of the reported votes, and is true of them; of papers that make another house something is not.
#[track_caller]
fn are_told_apart(rules: &ElectoralSystem, reported: &Votes, papers: &Votes) {
    let found = assertions(rules, reported, Papers::Valid).unwrap();
    assert!(found.uncovered.is_empty(), "{:?}", found.uncovered);
    assert!(found.true_of(reported).unwrap().into_iter().all(|is_true| is_true));
    assert!(found.true_of(papers).unwrap().contains(&false));
}

#[test]
fn list_tiers_of_kazakhstan() {
    for (day, papers, decided_by) in [
        (date(2004, 9, 19), 4_548, "above AIST"),
        (date(2007, 8, 18), 121, "below OSDP"),
        (date(2012, 1, 15), 2_119, "remainder Ak Zhol - CPPK"),
        (date(2016, 3, 20), 3_709, "remainder Nur Otan - Ak Zhol"),
        (date(2021, 1, 10), 1_949, "remainder Ak Zhol - Nur Otan"),
        (date(2023, 3, 19), 1_497, "above OSDP"),
    ] {
        let election = kazakhstan::election(day).unwrap();
        let (sample, who, _) = sample(election.law().unwrap(), &election.votes());
        assert_eq!((sample, who.as_str()), (papers, decided_by), "{day}");
    }
}

#[test]
fn houses_of_one_tier() {
    let case = Case::open("nl_2023").unwrap();
    assert_eq!(sample(&case.rules, &case.votes).0, 593_423);
    let case = Case::open("es_2015").unwrap();
    let found = assertions(&case.rules, &case.votes, Papers::AllInTheBoxes).unwrap();
    let sample_of = Sample::of(&found, Bet::HIGHEST, five());
    assert_eq!((sample_of.sample, sample_of.places.len()), (33_607, 52));
    assert_eq!(sample_of.places[0].place.district.as_deref(), Some("Granada"));
    assert_eq!(sample_of.places[0].sample, 4_627);
}

#[test]
fn tiers_of_mixed_houses() {
    // The national apportionment alone: minorities are exempt from the threshold.
    let case = Case::open("de_2025").unwrap();
    let national = rules(
        "name = 'list'\nseats = 630\nmethod = 'sainte-lague'\n\
         threshold = { at_least = '5%', of = 'valid votes', kinds = { 'national minority' = '0%' } }",
    );
    let (papers, who, _) = sample(&national, &case.votes);
    assert_eq!((papers, who.as_str()), (57_254, "quotient CSU - CDU"));
    let districts = rules("name = 'single'\nseats = 1\ndistricts = 299\nmethod = 'plurality'");
    let found = assertions(&districts, &case.votes, Papers::Valid).unwrap();
    let of_all = Sample::of(&found, Bet::HIGHEST, five());
    assert_eq!((of_all.sample, of_all.places.len()), (221_725, 299));
    assert!(of_all.places[0].all_papers && !of_all.places[1].all_papers);
    assert_eq!(of_all.places[0].sample, 161_195);
    // New Zealand: winners of the electorates are given, and what they imply for the lists is not audited.
    let case = Case::open("nz_2023").unwrap();
    let (papers, who, uncovered) = sample(&case.rules, &case.votes);
    assert_eq!((papers, who.as_str()), (1_768, "quotient Green Party - National Party"));
    assert!(matches!(&uncovered[..], [Uncovered { why: Why::WinnersGiven, .. }]));
}

/// Stark and Teague (2014) audited Denmark's thirteen seats of 2014 at 0.1 %: 1,903 papers.
#[test]
fn denmark_in_the_european_parliament_2014() {
    let votes = "contest,party,votes,alliance\nlist,A,435245,ABF\nlist,B,148949,ABF\nlist,C,208262,CV\nlist,F,249305,ABF\n\
                 list,I,65480,\nlist,N,183724,\nlist,O,605889,\nlist,V,379840,CV\nlist,@invalid,55523,\n";
    let votes = Votes::from_csv(votes.as_bytes(), &["list"]).unwrap();
    let rules = rules("name = 'list'\nseats = 13\nmethod = 'dhondt'\nalliances = { method = 'dhondt' }");
    let found = assertions(&rules, &votes, Papers::AllInTheBoxes).unwrap();
    let risk = "0.1%".parse().unwrap();
    let published = Sample::of(&found, "kaplan-wald 0.95".parse().unwrap(), risk);
    assert_eq!((published.sample, published.papers), (1_903, 2_332_217));
    assert_eq!(Sample::of(&found, Bet::HIGHEST, risk).sample, 1_809);
    let hardest = published.decided_by.unwrap();
    assert_eq!((hardest.winner, hardest.loser), (Some("O"), Some("C + V")));
    let inside = |label: &str| {
        let own = found
            .all
            .iter()
            .find(|own| own.winner.as_deref() == Some(label) && own.loser.as_deref() == Some("F"));
        own.unwrap().margin.sample_by("kaplan-wald 0.95".parse().unwrap(), risk)
    };
    assert_eq!(inside("B"), SampleSize::Papers(1_044));
}

/// A list below the threshold is held against every list with a seat, and not against the last one alone: otherwise all that is
/// asserted of A 1, B 6, C 13 is true of A 5, B 6, C 9 too, and the seats are others.
#[test]
fn who_is_kept_out_is_held_against_everybody() {
    let rules = rules(
        "name = 'list'\nseats = 3\nmethod = 'dhondt'\nthreshold = { at_least = '10%', of = 'valid votes' }",
    );
    let votes = |a, b, c| Votes::list([("A", a), ("B", b), ("C", c)]).unwrap();
    let found = assertions(&rules, &votes(1, 6, 13), Papers::Valid).unwrap();
    assert!(found.true_of(&votes(1, 6, 13)).unwrap().into_iter().all(|is_true| is_true));
    assert!(found.true_of(&votes(5, 6, 9)).unwrap().contains(&false));
}

/// Where one tier takes all, the least margin is the least number of votes that change the seats by going from one list to
/// another.
#[test]
fn the_least_margin_is_the_exact_one() {
    for (method, word) in
        [(Method::DHONDT, "dhondt"), (Method::SAINTE_LAGUE, "sainte-lague"), (Method::HARE, "hare")]
    {
        for case in ["nl_2023", "sk_2023", "il_2020"] {
            let case = Case::open(case).unwrap();
            let totals = case.votes.party_totals("list");
            let votes: Vec<u64> = totals.iter().map(|(_, votes)| u64::try_from(*votes).unwrap()).collect();
            let rules = rules(&format!("name = 'list'\nseats = 100\nmethod = '{word}'"));
            let found = assertions(&rules, &case.votes, Papers::Valid).unwrap();
            assert!(found.uncovered.is_empty(), "{:?}", found.uncovered);
            let least = found.all.iter().map(|own| own.margin.whole()).min().unwrap();
            let exact = margin(&votes, 100, method.clone()).unwrap().transfer.unwrap();
            assert_eq!(least.max(1), exact.votes, "{word}, {}", case.name);
        }
    }
}

#[test]
fn what_is_not_audited_is_said() {
    // Ranked ballots have no assertions here, and who sits for an open list is another question.
    let case = Case::open("de_2021").unwrap();
    let found = assertions(&case.rules, &case.votes, Papers::Valid).unwrap();
    assert!(found.uncovered.is_empty(), "{:?}", found.uncovered);
    assert!(found.all.iter().any(|own| own.kind == AssertionKind::HouseSize));
    let tie = Votes::list([("A", 10), ("B", 10)]).unwrap();
    let found =
        assertions(&rules("name = 'list'\nseats = 1\nmethod = 'dhondt'"), &tie, Papers::Valid).unwrap();
    assert!(matches!(&found.uncovered[..], [Uncovered { why: Why::Tie, .. }]));
}

/// Laws with quotas of their own, bonuses, caps, claims, alliances and several ways past a threshold: papers to look at, and what
/// asks for most of them.
#[test]
fn laws_that_share_otherwise() {
    for (name, papers, decided_by) in [
        ("ch_zg_2018", 47_402, "quotient CVP - SP"),
        ("de_2002", 577_581, "remainder SPD in Brandenburg - SPD in Bremen"),
        ("es_canarias_2011", 32_113, "quotient PARTIDO SOCIALISTA OBRERO ESPAÑOL - NUEVA CANARIAS"),
        ("lk_2020", 1_079_725, "remainder OPPP - TMVP"),
        ("th_2019", 987_360, "remainder ประชาธ\u{e34}ป\u{e31}ตย\u{e4c} - ไทร\u{e31}กธรรม"),
        ("am_2021", 64_919, "remainder I Have Honor Alliance - Armenia Alliance"),
        ("cz_2006", 47_634, "quotient KDU-ČSL - SZ"),
        ("es_extremadura_2011", 954, "above IU-V-SIEX"),
        ("ge_2020", 195_366, "above Labour Party"),
        ("ge_2024", 10_432, "whole-quotas Coalition for Change"),
        ("gr_2012june", 11_024, "remainder DIMAR - SYRIZA"),
        ("gr_2019", 52_125, "remainder KKE - ND"),
        ("il_2013", 7_259, "quotient United Torah Judaism - Shas"),
        ("il_2020", 4_519, "quotient Blue and White + Labor-Gesher-Meretz - Likud + Yamina"),
        ("it_2013", 6_865, "remainder Centre-right (Berlusconi) - Movimento 5 Stelle"),
        ("kg_2015", 1_217, "remainder Ata Meken - SDPK"),
        ("kr_2020", 43_689, "claim-at-least 정의당"),
        ("ls_2002", 41_153, "remainder BNP - BAC"),
        ("md_2014", 2_174, "no-more-quotas PLDM"),
        ("nl_2012", 59_934, "quotient GroenLinks + PvdA + SP - PvdD"),
        ("nl_2018_councils", 535, "remainder Algemeen Belang Vlieland - Groen Wit"),
        ("ph_2025", 53_046, "no-more-quotas 4Ps"),
        ("rs_2022", 130_763, "quotient Albanian Coalition of Presevo Valley - SPS-JS"),
        ("sk_2023", 27_294, "remainder SMER - PS"),
        ("uz_2024", 1_226, "remainder PDPU - Adolat"),
        ("za_2014", 53_484, "remainder FF+ - Al Jama-ah"),
    ] {
        let case = Case::open(name).unwrap();
        let found = assertions(&case.rules, &case.votes, Papers::AllInTheBoxes).unwrap();
        assert!(found.true_of(&case.votes).unwrap().into_iter().all(|is_true| is_true), "{name}");
        // Where who won is given, those seats are no matter of papers.
        let beside = |own: &&Uncovered| own.why != Why::WinnersGiven;
        assert_eq!(found.uncovered.iter().find(beside), None, "{name}");
        let sample = Sample::of(&found, Bet::HIGHEST, five());
        let hardest = sample.decided_by.unwrap();
        let who = [hardest.winner, hardest.loser].into_iter().flatten().collect::<Vec<_>>().join(" - ");
        let who = format!("{} {who}", hardest.kind.word());
        assert_eq!((sample.sample, who.as_str()), (papers, decided_by), "{name}");
    }
}

/// In a share of all papers in the boxes an invalid one is as good as any other, whether it is looked at or was sealed apart: what
/// people test paper by paper has the margins of what was derived.
#[test]
fn invalid_papers_are_among_all_that_lie_in_the_boxes() {
    let votes = "contest,party,votes\nlist,A,521\nlist,B,337\nlist,C,67\nlist,D,50\nlist,@invalid,140\n";
    let votes = Votes::from_csv(votes.as_bytes(), &["list"]).unwrap();
    for threshold in ["at_least = '5%', of = 'all ballots'", "at_least = '5%', of = 'valid votes'"] {
        for method in ["dhondt", "droop"] {
            let tier =
                format!("name = 'list'\nseats = 9\nmethod = '{method}'\nthreshold = {{ {threshold} }}");
            for papers in [Papers::AllInTheBoxes, Papers::Valid] {
                let found = assertions(&rules(&tier), &votes, papers).unwrap();
                let contests = found.contests(&votes).unwrap();
                let [(_, contest)] = &contests[..] else { panic!("{tier}: {:?}", found.uncovered) };
                for (own, tested) in found.all.iter().zip(contest.margins()) {
                    let (own, tested) = (own.margin.to_f64(), tested.to_f64());
                    assert!((own - tested).abs() < 1e-6, "{tier}, {papers:?}: {own} and {tested}");
                }
            }
        }
    }
}

/// Where parties have seats by their votes, a district without seats fills none: its votes are nobody's, and a paper there decides
/// nothing.
#[test]
fn a_district_without_seats_decides_nothing() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"dhondt\"\nseats = \"given\"\ndistricts = \"each\"\n\
         [tier.biproportional]\nby = \"votes\"\nstrongest_list = { at_least = 1 }\n",
    )
    .unwrap();
    let votes = |hill: u64, dale: u64| {
        let rows = format!(
            "contest,district,party,votes\nlist,North,Hill,9\nlist,North,Dale,0\n\
             list,South,Hill,{hill}\nlist,South,Dale,{dale}\n"
        );
        let votes = Votes::from_csv(rows.as_bytes(), &["list"]).unwrap();
        votes.add_districts_csv("district,seats\nNorth,0\nSouth,1\n".as_bytes()).unwrap()
    };
    let found = assertions(&rules, &votes(159, 156), Papers::AllInTheBoxes).unwrap();
    assert_eq!(found.uncovered, []);
    assert!(found.true_of(&votes(158, 157)).unwrap().into_iter().all(|is_true| is_true));
    // Equal numbers leave the seat open, whatever North votes.
    assert!(found.true_of(&votes(157, 157)).unwrap().contains(&false));
}

/// Seats that quotas leave go to lists with votes: where each list without a quota has one or two of them, the last one's only vote
/// decides.
#[test]
fn who_is_given_what_quotas_leave_has_a_vote() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"hare\"\nseats = 7\n\
         quota = { of = \"valid votes\", left = \"most votes without a quota\", first_from = \"10%\", at_most = 2 }\n",
    )
    .unwrap();
    let votes = |ford: u64, moor: u64| {
        let rows = format!("party,votes\nDale,180\nHill,{}\nFord,{ford}\nMoor,{moor}\n", 383 - ford - moor);
        Votes::from_csv(rows.as_bytes(), &["list"]).unwrap()
    };
    let seats = |votes: &Votes| rules.count(votes).unwrap().seats_of("Moor").unwrap();
    assert_eq!((seats(&votes(2, 1)), seats(&votes(3, 0))), (1, 0));
    let found = assertions(&rules, &votes(2, 1), Papers::AllInTheBoxes).unwrap();
    assert_eq!(found.uncovered, []);
    assert!(found.true_of(&votes(3, 1)).unwrap().into_iter().all(|is_true| is_true));
    assert!(found.true_of(&votes(3, 0)).unwrap().contains(&false));
}

/// A law with a rule for one list alone above the threshold: that a second one passed matters, be it without a seat; and where the
/// only list has every vote, so does any other vote.
#[test]
fn a_sole_qualifier_would_share_the_house() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"dhondt\"\nseats = 1\n\
         threshold = { more_than = \"30%\", of = \"valid votes\" }\n\
         sole_qualifier = { factor = \"7/10\", at_least = 1 }\n",
    )
    .unwrap();
    let votes = |hill: u64, dale: u64| {
        let rows = format!("party,votes\nHill,{hill}\nDale,{dale}\n");
        Votes::from_csv(rows.as_bytes(), &["list"]).unwrap()
    };
    let hill = |votes: &Votes| rules.count(votes).unwrap().seats_of("Hill").unwrap();
    let is_confirmed = |reported: &Votes, papers: &Votes| {
        let found = assertions(&rules, reported, Papers::AllInTheBoxes).unwrap();
        assert_eq!(found.uncovered, []);
        found.true_of(papers).unwrap().into_iter().all(|is_true| is_true)
    };
    assert_eq!(
        [(121, 64), (143, 42), (185, 0)].map(|(first, second)| hill(&votes(first, second))),
        [1, 0, 1]
    );
    assert!(is_confirmed(&votes(121, 64), &votes(125, 60)));
    assert!(!is_confirmed(&votes(121, 64), &votes(143, 42)));
    assert!(is_confirmed(&votes(185, 0), &votes(184, 0)));
    assert!(!is_confirmed(&votes(185, 0), &votes(184, 1)));
}

/// Who passes by one of several ways brings its votes to an alliance, or stands alone: that is stated of every list.
#[test]
fn of_several_ways_past_a_threshold_alliances_have_statements_too() {
    let rules = rules(
        "name = \"list\"\nseats = 5\nmethod = \"dhondt\"\ndistricts = \"each\"\nalliances = { method = \"hare\" }\n\
         threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", or = [{ most_votes = \"district\" }] }\n",
    );
    // Hill and Dale are allied; Ford is above 20 % of the votes of the country, and then it is not.
    let votes = |ford: [u32; 2]| {
        let row = |(district, ford): (&str, u32)| {
            format!(
                "list,{district},Hill,660,H\nlist,{district},Dale,680,H\nlist,{district},Ford,{ford},\nlist,{district},Moor,150,\n"
            )
        };
        let rows: String = ["North", "South"].into_iter().zip(ford).map(row).collect();
        rules.read_votes(format!("contest,district,party,votes,alliance\n{rows}").as_bytes()).unwrap()
    };
    let (above, below) = (votes([400, 380]), votes([400, 330]));
    let seats = |votes: &Votes| rules.count(votes).unwrap().seats_of("Ford").unwrap();
    assert_eq!((seats(&above), seats(&below)), (2, 0));
    are_told_apart(&rules, &above, &below);
}

/// What a rule decides between equal claims is in no step of the record with its figures: one vote would decide it as well.
#[test]
fn equal_claims_that_a_rule_decided_are_not_audited() {
    let rules = rules("name = \"list\"\nseats = 4\nmethod = \"sainte-lague\"\nties = \"more votes\"\n");
    let votes = |ford: u32| {
        let rows = format!("party,votes\nHill,246\nDale,156\nFord,{ford}\nMoor,155\n");
        rules.read_votes(rows.as_bytes()).unwrap()
    };
    // The third part of 465 is 155.
    let found = assertions(&rules, &votes(465), Papers::Valid).unwrap();
    assert_eq!(found.uncovered.iter().map(|row| &row.why).collect::<Vec<_>>(), [&Why::TieBroken]);
    let found = assertions(&rules, &votes(466), Papers::Valid).unwrap();
    assert!(found.uncovered.is_empty() && found.true_of(&votes(465)).unwrap().contains(&false));
}

/// A list may be above a threshold of the whole country, or need none, and have no vote in a district where no other list is.
#[test]
fn where_no_list_passes_those_that_would_have_no_votes() {
    let rules = rules(
        "name = \"list\"\nseats = 3\nmethod = \"sainte-lague\"\ndistricts = \"each\"\n\
         threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", kinds = { minority = \"0%\" } }\n",
    );
    let votes = |[hill, dale, ford]: [u32; 3]| {
        let rows = format!(
            "contest,district,party,votes,kind\nlist,North,Hill,900,\nlist,North,Dale,10,\nlist,North,Ford,50,minority\n\
             list,South,Hill,{hill},\nlist,South,Dale,{dale},\nlist,South,Ford,{ford},minority\n"
        );
        rules.read_votes(rows.as_bytes()).unwrap()
    };
    let reported = votes([0, 8, 0]);
    let outcome = rules.count(&reported).unwrap();
    assert_eq!(outcome.unfilled[0].district.as_deref(), Some("South"));
    let found = assertions(&rules, &reported, Papers::Valid).unwrap();
    assert!(found.uncovered.is_empty(), "{:?}", found.uncovered);
    assert!(found.true_of(&reported).unwrap().into_iter().all(|is_true| is_true));
    for other in [[1, 7, 0], [0, 7, 1]] {
        assert!(rules.count(&votes(other)).unwrap().unfilled.is_empty());
        assert!(found.true_of(&votes(other)).unwrap().contains(&false), "{other:?}");
        // And the other way round, where nobody is there to be compared with.
        let found = assertions(&rules, &votes(other), Papers::Valid).unwrap();
        assert!(found.uncovered.is_empty() && found.true_of(&reported).unwrap().contains(&false));
    }
}

/// Where nobody passes and all lists take part for that reason, it is stated that nobody passes.
#[test]
fn of_a_threshold_that_is_waived_everybody_is_said_to_be_below() {
    let rules = rules(
        "name = \"list\"\nseats = 7\nmethod = \"dhondt\"\nat_least = 1\nno_list_passes = \"all lists\"\n\
         threshold = { more_than = \"99%\", of = \"valid votes\" }\n",
    );
    let votes =
        |[a, b]: [u32; 2]| rules.read_votes(format!("party,votes\nA,{a}\nB,{b}\n").as_bytes()).unwrap();
    are_told_apart(&rules, &votes([93, 8]), &votes([100, 1]));
}

/// Lists at their most have their seats by a vote each, and one that is let in by seats elsewhere has some by any vote here.
#[test]
fn seats_that_one_vote_gives_hang_on_it() {
    let next = rules("name = \"list\"\nseats = 7\nmethod = \"dhondt\"\nexhausted = \"next list\"\n");
    let votes = |[a, b]: [u32; 2]| {
        next.read_votes(format!("party,votes,candidates\nA,{a},3\nB,{b},4\n").as_bytes()).unwrap()
    };
    let found = assertions(&next, &votes([900, 1]), Papers::Valid).unwrap();
    assert!(
        found.uncovered.is_empty()
            && found.true_of(&votes([900, 1])).unwrap().into_iter().all(|is_true| is_true)
    );
    assert_eq!(next.count(&votes([901, 0])).unwrap().seats_of("B").unwrap(), 0);
    assert!(found.true_of(&votes([901, 0])).unwrap().contains(&false));

    let rules = ElectoralSystem::from_toml(
        "name = 'two tiers'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\nat_least = 1\n\
         threshold = { at_least = '20%', of = 'valid votes', or = [{ seats = 1, tier = 'single' }] }\n\
         [[tier]]\nname = 'single'\nseats = 1\ndistricts = 'each'\nmethod = 'plurality'\n",
    )
    .unwrap();
    let votes = |[ford, hill]: [u32; 2]| {
        let rows = format!(
            "contest,district,party,votes\nlist,,Ford,{ford}\nlist,,Hill,{hill}\nsingle,North,Ford,9\nsingle,North,Hill,3\n"
        );
        rules.read_votes(rows.as_bytes()).unwrap()
    };
    let (without, with) = (votes([0, 60]), votes([1, 59]));
    let on_the_list = |votes: &Votes| {
        let outcome = rules.count(votes).unwrap();
        outcome.seats.iter().filter(|row| row.tier == "list").map(|row| row.seats).collect::<Vec<_>>()
    };
    assert_eq!((on_the_list(&without), on_the_list(&with).len()), (vec![7], 2));
    are_told_apart(&rules, &without, &with);
}

/// Where one list alone has votes, alliances have no step in the record: what any other vote would do is not known, and said to be so.
#[test]
fn a_district_of_one_list_under_alliances_is_not_audited() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"dhondt\"\nseats = 3\ndistricts = \"each\"\n\
         alliances = { method = \"dhondt\" }\n",
    )
    .unwrap();
    // In the South one list alone has votes; then the lists of one alliance.
    for rows in [
        "list,North,Hill,13,\nlist,North,Dale,5,\nlist,South,Hill,4,H\nlist,South,Dale,0,\n",
        "list,North,Hill,13,H\nlist,North,Dale,5,H\nlist,North,Ford,4,\nlist,South,Hill,4,H\nlist,South,Dale,3,H\nlist,South,Ford,0,\n",
    ] {
        let rows = format!("contest,district,party,votes,alliance\n{rows}");
        let votes = Votes::from_csv(rows.as_bytes(), &["list"]).unwrap();
        let found = assertions(&rules, &votes, Papers::AllInTheBoxes).unwrap();
        assert_eq!((found.all.len(), found.uncovered.len()), (0, 1), "{:?}", found.uncovered);
        assert_eq!(found.uncovered[0].why, Why::Rule("alliances with a list that has no votes"));
    }
}

/// A tie between a candidate whose party's list does not cover the seat and one without a party is open in the other tier: the
/// district is not audited.
#[test]
fn a_tie_with_one_who_would_not_sit_is_a_tie() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"dhondt\"\nseats = 3\n\
         turnout = { more_than = \"50%\", of = \"registered voters\" }\n\
         linkage = { with = [\"single\"], overhang = \"refused\" }\n\
         placement = { by = \"party\", method = \"sainte-lague\" }\n\
         [[tier]]\nname = \"single\"\nmethod = \"plurality\"\nseats = 1\ndistricts = \"each\"\n",
    )
    .unwrap();
    let votes = |hill: u64| {
        let rows = format!(
            "contest,district,party,candidate,votes\nlist,North,Hill,,3\nlist,North,@invalid,,0\nlist,North,@registered,,99\nsingle,North,Hill,H,{hill}\nsingle,North,,Moor,22\n"
        );
        Votes::from_csv(rows.as_bytes(), &["list", "single"]).unwrap()
    };
    let uncovered = |hill: u64| assertions(&rules, &votes(hill), Papers::AllInTheBoxes).unwrap().uncovered;
    let is_a_tie = |own: &Uncovered| own.tier == "single" && own.why == Why::Tie;
    assert!(uncovered(22).iter().any(is_a_tie), "{:?}", uncovered(22));
    assert!(!uncovered(21).iter().any(is_a_tie), "{:?}", uncovered(21));
}

/// Overhang that is paid by those who are short is none of a list without a vote: with some that are too few for a seat it would be
/// set aside with the holders of overhang, and the quota of the others is without its votes.
#[test]
fn a_list_without_votes_pays_no_overhang() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"hare\"\nseats = 7\n\
         linkage = { with = [\"single\"], overhang = \"paid by those who are short\" }\n\
         [[tier]]\nname = \"single\"\nmethod = \"plurality\"\nseats = 1\ndistricts = \"each\"\n",
    )
    .unwrap();
    // Moor holds two seats and is due one.
    let votes = |[dale, ford]: [u32; 2]| {
        let mut rows = format!(
            "contest,district,party,votes\nlist,,Hill,468\nlist,,Dale,{dale}\nlist,,Moor,276\nlist,,Lane,148\nlist,,Ford,{ford}\n"
        );
        for (district, winner) in [("North", "Moor"), ("South", "Moor"), ("West", "Hill")] {
            rows += &format!("single,{district},{winner},500\n");
        }
        rules.read_votes(rows.as_bytes()).unwrap()
    };
    let seats = |votes: &Votes| {
        let outcome = rules.count(votes).unwrap();
        ["Hill", "Dale", "Moor", "Lane"].map(|party| outcome.seats_of(party).unwrap())
    };
    let (reported, papers) = (votes([346, 0]), votes([287, 59]));
    assert_eq!((seats(&reported), seats(&papers)), ([2, 2, 2, 1], [3, 1, 2, 1]));
    are_told_apart(&rules, &reported, &papers);
}

/// Where one list has every vote and with it every seat, that it has one is stated, also where no quotient says so: by methods that
/// give a first seat for any vote, and by claims.
#[test]
fn the_only_list_with_votes_has_a_vote() {
    let by_any_vote = rules("name = \"list\"\nseats = 7\nmethod = \"huntington-hill\"\n");
    let by_claims = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"hare\"\nseats = 7\n\
         linkage = { with = [\"single\"], claims = 12 }\n\
         [[tier]]\nname = \"single\"\nmethod = \"plurality\"\nseats = 1\ndistricts = \"each\"\n",
    )
    .unwrap();
    for (rules, others) in [(by_any_vote, "list,,Dale,0"), (by_claims, "single,North,Moor,9")] {
        let votes = |hill: u32| {
            let rows = format!("contest,district,party,votes\nlist,,Hill,{hill}\n{others}\n");
            rules.read_votes(rows.as_bytes()).unwrap()
        };
        let hill = |votes: &Votes| rules.count(votes).unwrap().seats_of("Hill").unwrap();
        assert_eq!((hill(&votes(150)), hill(&votes(0))), (7, 0));
        are_told_apart(&rules, &votes(150), &votes(0));
    }
}

/// A list that is above a threshold of the whole country takes part in a district where it has a vote. Where it holds a seat of the
/// district and has none, the seat is off those that the others share: that it has none is stated.
#[test]
fn who_passes_elsewhere_and_holds_a_seat_here_has_no_vote_here() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"dhondt\"\nseats = 5\ndistricts = \"each\"\n\
         threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\" }\n\
         linkage = { with = [\"single\"], overhang = \"kept\" }\n\
         [[tier]]\nname = \"single\"\nmethod = \"plurality\"\nseats = 1\ndistricts = \"each\"\n",
    )
    .unwrap();
    let votes = |[hill, dale]: [u32; 2]| {
        let rows = format!(
            "contest,district,party,votes\nlist,North,Hill,{hill}\nlist,North,Dale,{dale}\nlist,South,Hill,30\nlist,South,Dale,218\n\
             single,North,Dale,500\nsingle,South,Dale,500\n"
        );
        rules.read_votes(rows.as_bytes()).unwrap()
    };
    let hill = |votes: &Votes| rules.count(votes).unwrap().seats_of("Hill").unwrap();
    let (without, with) = (votes([336, 0]), votes([335, 1]));
    assert_eq!((hill(&without), hill(&with)), (4, 5));
    are_told_apart(&rules, &without, &with);
}

/// Where a district elects several, one may be refused and another one sit: which of a party's winners sits is stated of persons.
#[test]
fn who_sits_beside_one_who_does_not() {
    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"dhondt\"\nseats = 5\n\
         linkage = { with = [\"single\"], overhang = \"refused\" }\n\
         placement = { by = \"party\", method = \"hare\", within = \"region\" }\n\
         [[tier]]\nname = \"single\"\nmethod = \"plurality\"\nseats = 2\ndistricts = \"each\"\n",
    )
    .unwrap();
    // Ford has no list votes, so that Ann does not sit. Of Ben and Eve one does: who has the larger share.
    let votes = |[ann, ben]: [u32; 2]| {
        let mut rows = "contest,district,party,candidate,votes\n".to_owned();
        for district in ["West", "East"] {
            rows +=
                &format!("list,{district},Hill,,60\nlist,{district},Dale,,113\nlist,{district},Ford,,0\n");
        }
        rows += &format!("single,West,Ford,Ann,{ann}\nsingle,West,Hill,Ben,{ben}\n");
        rows += "single,East,,Kim,180\nsingle,East,Hill,Eve,59\n";
        let votes = rules.read_votes(rows.as_bytes()).unwrap();
        votes.add_districts_csv("district,region\nWest,Land\nEast,Land\n".as_bytes()).unwrap()
    };
    let out = |votes: &Votes| {
        let outcome = rules.count(votes).unwrap();
        outcome.not_seated.iter().filter_map(|won| won.candidate.clone()).collect::<Vec<_>>()
    };
    let (reported, papers) = (votes([64, 21]), votes([66, 19]));
    assert_eq!(
        (out(&reported), out(&papers)),
        (vec!["Eve".into(), "Ann".into()], vec!["Ben".into(), "Ann".into()])
    );
    are_told_apart(&rules, &reported, &papers);
}
