//! Mäslihats: the split of seats through time, the official lists of 2023, limits of size.

use jiff::civil::date;
use proptest::prelude::*;
use sailau::kazakhstan::{
    MaslihatError, maslihat_election, maslihat_elections, maslihat_laws, maslihat_system,
};
use sailau::law::TimelineError;
use sailau::procedure::FactError;
use sailau::procedure::maslihat::{Division, Facts, Kind, Split};
use sailau::system::ElectoralSystem;
use sailau::votes::{Votes, VotesBuilder};

const KINDS: [Kind; 3] = [Kind::Region, Kind::City, Kind::District];

#[test]
fn the_official_lists_of_2023_come_out_exactly() {
    let seats: Vec<_> =
        maslihat_elections().iter().map(|one| (one.region.as_str(), one.list_seats)).collect();
    assert_eq!(seats, [("Astana", 17), ("Almaty city", 21), ("Kostanay", 16)]);
    for election in maslihat_elections() {
        let outcome = election.outcome().unwrap();
        let official: u32 = election.official.iter().map(|(_, seats)| seats).sum();
        assert_eq!(official, election.list_seats);
        for (party, seats) in &election.official {
            assert_eq!(outcome.seats_in("list", party).unwrap(), *seats, "{} {party}", election.region);
        }
        assert!(outcome.ties.is_empty());
        // The districts' votes are not known, so their seats stay open.
        assert_eq!(outcome.uncounted, ["single"]);
        assert_eq!(outcome.house_size, 2 * election.list_seats);
    }
}

#[test]
fn an_odd_house_gives_the_same_lists() {
    let astana = maslihat_election(date(2023, 3, 19), "Astana").unwrap();
    let lists = |seats| {
        let outcome = maslihat_system(astana.day, Kind::Region, seats).unwrap().count(&astana.votes).unwrap();
        astana.official.iter().map(|(party, _)| outcome.seats_in("list", party).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(lists(34), lists(35));
    assert_ne!(lists(35), lists(36));
}

#[test]
fn the_split_follows_the_law_of_the_day() {
    let split = |day, kind, seats| maslihat_laws().on(day).unwrap().value.split(kind, seats).unwrap();
    for kind in KINDS {
        assert_eq!(split(date(2016, 3, 20), kind, 25), Split { list: 0, single: 25 });
        assert_eq!(split(date(2018, 6, 28), kind, 25), Split { list: 0, single: 25 });
        assert_eq!(split(date(2018, 6, 29), kind, 25), Split { list: 25, single: 0 });
        assert_eq!(split(date(2022, 11, 4), kind, 25), Split { list: 25, single: 0 });
    }
    for day in [date(2022, 11, 5), date(2023, 3, 19), date(2026, 7, 1)] {
        assert_eq!(split(day, Kind::Region, 25), Split { list: 12, single: 13 });
        assert_eq!(split(day, Kind::Region, 24), Split { list: 12, single: 12 });
        assert_eq!(split(day, Kind::City, 25), Split { list: 0, single: 25 });
        assert_eq!(split(day, Kind::District, 25), Split { list: 0, single: 25 });
        assert_eq!(split(day, Kind::Region, 1), Split { list: 0, single: 1 });
    }
    assert_eq!(Division::HalfOddList.of(25), Split { list: 13, single: 12 });
    assert_eq!(Division::HalfOddSingle.of(u32::MAX).single, 1 << 31);
}

#[test]
fn size_and_three_quarters_at_their_limits() {
    let law = maslihat_laws().on(date(2023, 3, 19)).unwrap().value;
    for (kind, most) in [(Kind::Region, 50), (Kind::City, 30), (Kind::District, 25)] {
        let decide = |seats, elected| law.decide(&Facts { kind, seats, elected }).unwrap();
        assert!(decide(most, most).met());
        let over = decide(most + 1, most);
        assert_eq!(over.requirement(&format!("{kind}.size")).unwrap().margin, Some(-1));
        assert!(over.requirements[0].citation.is_some());
    }
    let lawful = |elected| law.decide(&Facts { kind: Kind::Region, seats: 34, elected }).unwrap();
    // Three quarters of 34 are 25.5.
    assert!(lawful(26).met());
    assert_eq!(lawful(25).requirement("lawful").unwrap().margin, Some(-1));
}

#[test]
fn every_law_counts_what_it_says() {
    let rules = |day, kind, seats| -> ElectoralSystem { maslihat_system(day, kind, seats).unwrap() };
    let tiers = |system: &ElectoralSystem| -> Vec<String> {
        system.tiers.iter().map(|tier| tier.name.clone()).collect()
    };
    assert_eq!(tiers(&rules(date(2016, 3, 20), Kind::Region, 30)), ["single"]);
    assert_eq!(tiers(&rules(date(2021, 1, 10), Kind::District, 15)), ["list"]);
    assert_eq!(tiers(&rules(date(2023, 3, 19), Kind::Region, 35)), ["list", "single"]);
    assert_eq!(tiers(&rules(date(2023, 3, 19), Kind::District, 15)), ["single"]);
    // The rules of an assembly can be written down and read back.
    for day in [date(2016, 3, 20), date(2021, 1, 10), date(2022, 3, 1), date(2023, 3, 19), date(2026, 7, 1)] {
        for kind in KINDS {
            let system = rules(day, kind, 15);
            assert_eq!(ElectoralSystem::from_toml(&system.to_toml().unwrap()).unwrap(), system);
        }
    }
    // 5.5 per cent: below the seven of 2018, above the five of 2021.
    let lists = Votes::list([("A", 600), ("B", 345), ("C", 55)]).unwrap().allow_uncounted();
    let c = |day| rules(day, Kind::Region, 40).count(&lists).unwrap().seats_of("C").unwrap();
    assert_eq!((c(date(2021, 1, 10)), c(date(2022, 3, 1)), c(date(2023, 3, 19))), (0, 2, 1));
}

#[test]
fn a_sole_list_leaves_the_next_one_seat_and_not_two() {
    let system = maslihat_system(date(2023, 3, 19), Kind::Region, 20).unwrap();
    // B and C are equal; with one vote more B is admitted.
    let lists = Votes::list([("A", 960), ("B", 20), ("C", 20)]).unwrap().allow_uncounted();
    assert_eq!(system.count(&lists).unwrap().ties.len(), 1);
    let lists = Votes::list([("A", 960), ("B", 21), ("C", 19)]).unwrap().allow_uncounted();
    let outcome = system.count(&lists).unwrap();
    assert_eq!((outcome.seats_of("A").unwrap(), outcome.seats_of("B").unwrap()), (9, 1));
}

#[test]
fn districts_are_won_by_more_votes() {
    let mut builder = VotesBuilder::default();
    for (district, votes) in [("1", [("A", 10), ("B", 9)]), ("2", [("A", 4), ("B", 4)])] {
        for (party, votes) in votes {
            builder.votes("single", Some(district), Some(party), None, votes).unwrap();
        }
        builder.against_all("single", Some(district), 100).unwrap();
    }
    let outcome = maslihat_system(date(2023, 3, 19), Kind::District, 2)
        .unwrap()
        .count(&builder.build().unwrap())
        .unwrap();
    assert_eq!(outcome.totals(), [(Some("A"), 1)]);
    assert_eq!(outcome.ties.len(), 1);
}

#[test]
fn what_cannot_be_is_refused() {
    let day = date(2023, 3, 19);
    let law = maslihat_laws().on(day).unwrap().value;
    assert!(matches!(law.split(Kind::Region, 0).unwrap_err(), FactError::Nobody { .. }));
    let decide = |seats, elected| law.decide(&Facts { kind: Kind::City, seats, elected }).unwrap_err();
    assert!(matches!(decide(0, 0), FactError::Nobody { .. }));
    assert!(matches!(decide(5, 6), FactError::MoreThanAll { .. }));
    let none = maslihat_system(day, Kind::City, 0).unwrap_err();
    assert!(matches!(none, MaslihatError::Facts(FactError::Nobody { .. })));
    let early = maslihat_system(date(2004, 4, 13), Kind::City, 10).unwrap_err();
    assert!(matches!(early, MaslihatError::Law(TimelineError::TooEarly { .. })));
}

proptest! {
    /// Both ways together are the house, and a half is never more than one seat off.
    #[test]
    fn nothing_is_lost_in_the_split(seats in 1..=u32::MAX) {
        for division in [Division::Single, Division::List, Division::HalfOddSingle, Division::HalfOddList] {
            let Split { list, single } = division.of(seats);
            prop_assert_eq!(u64::from(list) + u64::from(single), u64::from(seats));
        }
        let Split { list, single } = Division::HalfOddSingle.of(seats);
        prop_assert!(single >= list && single - list <= 1);
    }

    /// More deputies never make an assembly less lawful.
    #[test]
    fn more_deputies_never_harm(seats in 1..60_u32, elected: u32, more: u32) {
        let law = maslihat_laws().on(date(2023, 3, 19)).unwrap().value;
        let elected = elected % (seats + 1);
        let decide = |elected| law.decide(&Facts { kind: Kind::Region, seats, elected }).unwrap();
        prop_assert!(decide(elected + more % (seats - elected + 1)).verdict >= decide(elected).verdict);
    }
}
