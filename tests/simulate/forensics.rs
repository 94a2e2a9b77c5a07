//! Checks of stations' counts: alarms where everybody is honest, and where somebody is not.

use std::fmt::Write as _;

use rand::SeedableRng;
use sailau::electorate::{Mixture, station_sizes};
use sailau::forensics::{
    Count, ElectionFingerprint, ForensicsError, LastDigits, Level, ObserverCheck, Stations,
};
use sailau::random::Generator;
use sailau::simulate::false_alarms::{Alarms, DrawnStations, DrawnStationsError};
use sailau::simulate::{Confidence, Proportion, Run};
use sailau::votes::Votes;

fn alarms(stations: DrawnStations, level: Level, draws: u64) -> Alarms {
    Run::from_seed(11).draws(draws).run(&stations.checked(level).unwrap()).unwrap().summary
}

fn holds(level: Level, found: Proportion) -> bool {
    found.clopper_pearson(Confidence::new(0.999).unwrap()).contains(level.share())
}

#[test]
fn digits_and_observers_by_lot_keep_to_their_level() {
    let honest = DrawnStations { stations: 150, observed: 50, ..DrawnStations::default() };
    for level in [Level::Ten, Level::One] {
        for stations in [honest, honest.with_regions(10)] {
            let found = alarms(stations, level, 768);
            assert!(holds(level, found.digits), "{level} {stations:?} {found:?}");
            assert!(holds(level, found.observers_by_lot), "{level} {stations:?} {found:?}");
        }
    }
}

#[test]
fn regions_alarm_fingerprints_and_observers_who_choose() {
    let honest = DrawnStations { stations: 300, observed: 100, ..DrawnStations::default() };
    let alike = alarms(honest, Level::Five, 256);
    assert!(
        holds(Level::Five, alike.correlation) && holds(Level::Five, alike.observers_by_region),
        "{alike:?}"
    );
    let regions = alarms(honest.with_regions(10), Level::Five, 256);
    for found in [regions.correlation, regions.observers_by_region] {
        assert!(found.share().unwrap() > 0.25, "{regions:?}");
    }
}

#[test]
fn stuffing_is_seen_by_some_checks_and_not_by_others() {
    let stuffed = DrawnStations { stations: 400, observed: 100, stuffed: 0.5, ..DrawnStations::default() };
    let found = alarms(stuffed, Level::Five, 64);
    for seen in [found.correlation, found.observers_by_lot] {
        assert!(seen.share().unwrap() > 0.9, "{found:?}");
    }
    // Ballots that are stuffed end in any digit.
    assert!(holds(Level::Five, found.digits), "{found:?}");
}

#[test]
fn too_few_stations_give_no_test() {
    let few = DrawnStations { stations: 40, observed: 20, ..DrawnStations::default() };
    let found = alarms(few, Level::Five, 64);
    assert_eq!(
        (found.digits.of, found.correlation.of, found.shape.of, found.observers_by_lot.of),
        (0, 0, 0, 64)
    );
    // Stations of a few dozen voters have no counts of a hundred.
    let small = DrawnStations { voters: 60, size_sd: 0.1, ..DrawnStations::default() };
    let found = alarms(small, Level::Five, 16);
    assert_eq!((found.digits.of, found.full.of, found.observers_by_lot.of), (0, 0, 16));
}

#[test]
fn the_fingerprint_of_the_published_model_has_a_second_cloud() {
    let mut rng = Generator::seed_from_u64(5);
    let sizes = station_sizes(2_000_000, 2_000, 0.7);
    let count = |voters| {
        let station = Mixture::RUSSIA_2011.station(voters, &mut rng);
        let (papers, votes) = (station.ballots, station.leader);
        Count { registered: Some(station.registered), papers, valid: papers, votes }
    };
    let print = ElectionFingerprint::of(sizes.into_iter().map(count));
    // In 3.3 % of the model's stations turnout and share are both above 95 %, and the correlation is 0.83.
    let full = print.full as f64 / print.stations as f64;
    assert!((0.02..0.05).contains(&full), "{print:?}");
    assert!((0.75..0.9).contains(&print.correlation.unwrap()), "{print:?}");
    assert!(print.correlation_alarms(Level::Tenth) && print.shape_alarms(Level::Tenth));
    assert!(print.skewness.unwrap() < -1.0, "{print:?}");
}

#[test]
fn files_and_votes_say_the_same_of_stations() {
    let (mut wide, mut tidy) =
        ("station,registered,papers,Hill,Dale\n".to_owned(), "district,party,votes\n".to_owned());
    for station in 1..=60u64 {
        let (hill, dale) = (150 + 7 * station, 140 + 3 * (station % 11));
        let papers = hill + dale + station % 3;
        writeln!(wide, "{station},1400,{papers},{hill},{dale}").unwrap();
        writeln!(tidy, "{station},Hill,{hill}\n{station},Dale,{dale}\n{station},@registered,1400").unwrap();
        writeln!(tidy, "{station},@invalid,{}", station % 3).unwrap();
    }
    let wide = Stations::from_csv(wide.as_bytes()).unwrap();
    let tidy = Stations::of(&Votes::from_csv(tidy.as_bytes(), &[]).unwrap(), None).unwrap();
    assert_eq!(wide, tidy);
    let hill = wide.leader().unwrap();
    assert_eq!(wide.parties()[hill], "Hill");
    assert_eq!(LastDigits::of(wide.votes(hill)).taken(), 60);
    let observed = wide.with_observed("# by lot\n3\n17\n\n44\n").unwrap();
    let seen = observed.stations().iter().map(|station| station.observed == Some(true));
    assert_eq!(ObserverCheck::of(seen.zip(observed.counts(hill))).unwrap().observed, 3);
    let error = observed.with_observed("3\n99\n").unwrap_err();
    assert_eq!(error, ForensicsError::NoStation { line: 2, name: "99".to_owned() });
    assert_eq!(tidy.party("Nobody").unwrap_err(), ForensicsError::NoParty("Nobody".to_owned()));
}

#[test]
fn what_cannot_be_looked_at_is_said() {
    let of =
        |text: &str, contest| Stations::of(&Votes::from_csv(text.as_bytes(), &["a", "b"]).unwrap(), contest);
    let two = "contest,district,party,votes\na,1,Hill,5\nb,1,Hill,5\na,2,Dale,5\n";
    assert_eq!(of(two, None).unwrap_err(), ForensicsError::WhichContest("a, b".to_owned()));
    assert!(matches!(of(two, Some("c")).unwrap_err(), ForensicsError::NoContest { .. }));
    let tied = of(two, Some("a")).unwrap();
    assert_eq!(tied.leader().unwrap_err(), ForensicsError::TwoLeaders("Hill".to_owned(), "Dale".to_owned()));
    let wrong = DrawnStations { observed: 1, ..DrawnStations::default() }.checked(Level::Five).unwrap_err();
    assert!(matches!(wrong, DrawnStationsError::OutOfRange { what: "observed stations", .. }));
    let wrong =
        DrawnStations { turnout: f64::NAN, ..DrawnStations::default() }.checked(Level::Five).unwrap_err();
    assert!(wrong.to_string().starts_with("turnout: NaN"), "{wrong}");
}
