//! The tables' field names are stable: programs read them.

use jiff::civil::date;
use sailau::measure::Profile;
use sailau::reform::{Reform, Sweep, one_by_one};
use sailau::report::{Cell, Table, Terminal};
use sailau::simulate::elections::{Digest, Simulation};
use sailau::simulate::{Confidence, Run};
use sailau::{ElectoralSystem, Outcome, Votes, kazakhstan};

fn law(day: jiff::civil::Date, votes: &Votes) -> Outcome {
    kazakhstan::law_on(day).unwrap().value.count(votes).unwrap()
}

fn of_2021() -> (Outcome, Outcome) {
    let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes().allow_uncounted();
    (law(date(2021, 1, 10), &votes), law(date(2023, 3, 19), &votes))
}

#[test]
fn an_outcome_as_csv_and_json() {
    let (_, new) = of_2021();
    let table = Table::of(&new);
    insta::assert_snapshot!(table.to_csv(), @r#"
    party,seats_in_list,seats_in_single,seats,share,open,among
    Nur Otan,51,0,51,0.5204081632653061,,
    Ak Zhol,8,0,8,0.08163265306122448,,
    NPK,6,0,6,0.061224489795918366,,
    Auyl,4,0,4,0.04081632653061224,,
    ,0,29,29,0.29591836734693877,votes not given,
    "#);
    insta::assert_snapshot!(table.to_json(), @r#"[{"party":"Nur Otan","seats_in_list":51,"seats_in_single":0,"seats":51,"share":0.5204081632653061,"open":null,"among":null},{"party":"Ak Zhol","seats_in_list":8,"seats_in_single":0,"seats":8,"share":0.08163265306122448,"open":null,"among":null},{"party":"NPK","seats_in_list":6,"seats_in_single":0,"seats":6,"share":0.061224489795918366,"open":null,"among":null},{"party":"Auyl","seats_in_list":4,"seats_in_single":0,"seats":4,"share":0.04081632653061224,"open":null,"among":null},{"party":null,"seats_in_list":0,"seats_in_single":29,"seats":29,"share":0.29591836734693877,"open":"votes not given","among":null}]"#);
    insta::assert_snapshot!(table.to_text(Terminal::default()), @r#"
    party         list  single  seats   share  open
    Nur Otan        51       0     51  52.0 %  -
    Ak Zhol          8       0      8   8.2 %  -
    NPK              6       0      6   6.1 %  -
    Auyl             4       0      4   4.1 %  -
    (not filled)     0      29     29  29.6 %  votes not given
    "#);
}

#[test]
fn ties_say_who_competes() {
    let rules = "name = \"T\"\n[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\n";
    let votes = Votes::list([("A", 50), ("B", 50), ("C", 1)]).unwrap();
    let outcome = ElectoralSystem::from_toml(rules).unwrap().count(&votes).unwrap();
    insta::assert_snapshot!(Table::of(&outcome).to_csv(), @r#"
    party,seats_in_list,seats,share,open,among
    A,2,2,0.4,,
    B,2,2,0.4,,
    ,1,1,0.2,tied,A; B
    "#);
}

#[test]
fn two_outcomes_as_csv_json_and_markdown() {
    let (old, new) = of_2021();
    let table = Table::compared(&old, &new);
    insta::assert_snapshot!(table.to_csv(), @r#"
    party,old,new,change,share_old,share_new,open
    Nur Otan,76,51,-25,0.7102803738317757,0.5204081632653061,
    Ak Zhol,12,8,-4,0.11214953271028037,0.08163265306122448,
    NPK,10,6,-4,0.09345794392523364,0.061224489795918366,
    Assembly of the People of Kazakhstan,9,0,-9,0.08411214953271028,0,
    Auyl,0,4,4,0,0.04081632653061224,
    ,0,29,29,0,0.29591836734693877,tied or not filled
    "#);
    insta::assert_snapshot!(table.to_json(), @r#"[{"party":"Nur Otan","old":76,"new":51,"change":-25,"share_old":0.7102803738317757,"share_new":0.5204081632653061,"open":null},{"party":"Ak Zhol","old":12,"new":8,"change":-4,"share_old":0.11214953271028037,"share_new":0.08163265306122448,"open":null},{"party":"NPK","old":10,"new":6,"change":-4,"share_old":0.09345794392523364,"share_new":0.061224489795918366,"open":null},{"party":"Assembly of the People of Kazakhstan","old":9,"new":0,"change":-9,"share_old":0.08411214953271028,"share_new":0.0,"open":null},{"party":"Auyl","old":0,"new":4,"change":4,"share_old":0.0,"share_new":0.04081632653061224,"open":null},{"party":null,"old":0,"new":29,"change":29,"share_old":0.0,"share_new":0.29591836734693877,"open":"tied or not filled"}]"#);
    insta::assert_snapshot!(table.to_markdown(), @r#"
    | party                                | old | new | change | old share | new share | open               |
    |:-------------------------------------|----:|----:|-------:|----------:|----------:|:-------------------|
    | Nur Otan                             |  76 |  51 |    -25 |    71.0 % |    52.0 % | -                  |
    | Ak Zhol                              |  12 |   8 |     -4 |    11.2 % |     8.2 % | -                  |
    | NPK                                  |  10 |   6 |     -4 |     9.3 % |     6.1 % | -                  |
    | Assembly of the People of Kazakhstan |   9 |   0 |     -9 |     8.4 % |     0.0 % | -                  |
    | Auyl                                 |   0 |   4 |     +4 |     0.0 % |     4.1 % | -                  |
    | (nobody)                             |   0 |  29 |    +29 |     0.0 % |    29.6 % | tied or not filled |
    "#);
    insta::assert_snapshot!(table.to_text(Terminal { width: Some(60), colour: false }), @r#"
    party       old  new  change  old share  new share  open
    Nur Otan     76   51     -25     71.0 %     52.0 %  -
    Ak Zhol      12    8      -4     11.2 %      8.2 %  -
    NPK          10    6      -4      9.3 %      6.1 %  -
    Assembly      9    0      -9      8.4 %      0.0 %  -
    of the
    People of
    Kazakhstan
    Auyl          0    4      +4      0.0 %      4.1 %  -
    (nobody)      0   29     +29      0.0 %     29.6 %  tied or
                                                        not
                                                        filled
    "#);
}

/// Sixty-four synthetic elections under two laws.
fn simulated() -> Digest {
    let day = date(2023, 3, 19);
    let mut voters = kazakhstan::electorate(day).unwrap().electorate.clone();
    voters.bar = Some(kazakhstan::registration_bar(day).unwrap());
    let simulation = Simulation::new(voters.compile().unwrap())
        .system("2021", kazakhstan::law_on(date(2021, 5, 25)).unwrap().value)
        .unwrap()
        .system("2022", kazakhstan::law_on(date(2023, 3, 19)).unwrap().value)
        .unwrap();
    Digest::of(&Run::from_seed(1).draws(64).run(&simulation).unwrap(), Confidence::P95)
}

fn header(table: &Table) -> String {
    table.to_csv().lines().next().unwrap().to_owned()
}

#[test]
fn an_ensemble_as_tables() {
    let digest = simulated();
    let (seats, events) = (Table::of_seats(&digest), Table::of_events(&digest));
    let (indices, pairs) = (Table::of_indices(&digest), Table::of_pairs(&digest));
    insta::assert_snapshot!(header(&seats), @"system,party,mean,standard_error,deviation,q05,q50,q95,enters,majority,two_thirds");
    insta::assert_snapshot!(header(&events), @"system,event,probability,low,high");
    insta::assert_snapshot!(header(&indices), @"system,index,mean,standard_error,q05,q50,q95");
    insta::assert_snapshot!(header(&pairs), @"first,second,party,mean,low,high,q05,q50,q95,majority,gain");

    // Each number stands under its name.
    let cell = |table: &Table, row: usize, field: &str| {
        let at = table.columns().iter().position(|column| column.field == field).unwrap();
        table.rows()[row][at].clone()
    };
    for (i, row) in digest.seats.iter().enumerate() {
        assert_eq!(cell(&seats, i, "mean"), Cell::Real(row.mean));
        assert_eq!(cell(&seats, i, "q95"), Cell::from(row.quantiles[2]));
        assert_eq!(cell(&seats, i, "two_thirds"), Cell::Real(row.two_thirds.share));
    }
    for (i, row) in digest.pairs.iter().enumerate() {
        assert_eq!(cell(&pairs, i, "low"), Cell::Real(row.interval.low));
        assert_eq!(cell(&pairs, i, "q05"), Cell::Change(row.quantiles[0]));
        assert_eq!(cell(&pairs, i, "gain"), Cell::from(row.gain));
    }
    assert_eq!(events.rows().len(), digest.events.len());
    assert_eq!(cell(&events, 0, "high"), Cell::Real(digest.events[0].chance.high));
    assert_eq!(cell(&indices, 0, "system"), Cell::Absent("(votes)"));
    // Assumptions are said to people, and rows are all that programs read.
    assert!(!digest.assumptions.is_empty() && seats.notes == digest.assumptions);
    let text = seats.to_text(Terminal { width: Some(100), colour: false });
    assert!(text.contains("Amanat"));
    assert!(!seats.to_json().contains(&digest.assumptions[0]));
}

#[test]
fn profiles_sweeps_and_effects_as_tables() {
    let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    let votes = election.votes().allow_uncounted();
    let (old, new) = (
        kazakhstan::law_on(date(2021, 1, 10)).unwrap().value,
        kazakhstan::law_on(date(2022, 11, 5)).unwrap().value,
    );
    let profile = |law: &ElectoralSystem| {
        Profile::of_tiers(&votes, "list", &law.count(&votes).unwrap(), &["list"]).unwrap()
    };
    insta::assert_snapshot!(Table::of_parties(&profile(old)).to_text(Terminal::default()), @r#"
    party         votes  of votes  seats  of seats     gain
    Nur Otan  5,148,074   71.09 %     76   77.55 %   6.46 %
    Ak Zhol     792,828   10.95 %     12   12.24 %   1.30 %
    NPK         659,019    9.10 %     10   10.20 %   1.10 %
    Auyl        383,023    5.29 %      0    0.00 %  -5.29 %
    Adal        258,618    3.57 %      0    0.00 %  -3.57 %
    "#);
    let profiles = Table::of_profiles([("2009", &profile(old)), ("2022", &profile(new))]);
    insta::assert_snapshot!(header(&profiles), @"system,gallagher,loosemore_hanby,rae,largest_deviation,sainte_lague,dhondt,cox_shugart,gini,relative_entropy,parties_in_votes,parties_in_seats,wasted_share,unrepresented_share,majority,seat_bonus");
    insta::assert_snapshot!(profiles.to_text(Terminal { width: Some(80), colour: false }), @r#"
    system: 2009
    Gallagher: 6.53 %
    Loosemore-Hanby: 8.86 %
    Rae: 3.54 %
    largest deviation: 6.46 %
    Sainte-Laguë: 9.73 %
    D'Hondt: 1.12
    Cox-Shugart: 1.13
    Gini: 9.27 %
    relative entropy: 0.093
    parties in votes: 1.89
    parties in seats: 1.60
    wasted votes: 8.86 %
    unrepresented: 8.86 %
    majority: earned majority
    seat bonus: 6.46 %

    system: 2022
    Gallagher: 3.28 %
    Loosemore-Hanby: 3.98 %
    Rae: 1.59 %
    largest deviation: 3.57 %
    Sainte-Laguë: 3.79 %
    D'Hondt: 1.10
    Cox-Shugart: 1.06
    Gini: 4.67 %
    relative entropy: 0.037
    parties in votes: 1.89
    parties in seats: 1.75
    wasted votes: 3.57 %
    unrepresented: 3.57 %
    majority: earned majority
    seat bonus: 2.82 %
    "#);
    let sweep = Sweep::from_toml(
        r#"vary = [{ set = "list.threshold.at_least", from = "3%", to = "7%", step = "2%" }]"#,
    );
    insta::assert_snapshot!(Table::of_sweep(&sweep.unwrap().table(old, &votes).unwrap()).to_csv(), @r#"
    value_1,house,seats_of_Nur Otan,seats_of_Ak Zhol,seats_of_NPK,seats_of_Auyl,seats_of_Adal,seats_of_Assembly of the People of Kazakhstan
    3%,107,70,11,9,5,3,9
    5%,107,72,11,9,6,0,9
    7%,107,76,12,10,0,0,9
    "#);
    let effects = one_by_one(old, &Reform::between(old, new), &votes).unwrap();
    insta::assert_snapshot!(Table::of_effects(&effects).to_csv(), @r#"
    party,old,new,change,alone_1,last_1,shapley_1,alone_2,last_2,shapley_2,alone_3,last_3,shapley_3,alone_4,last_4,shapley_4,alone_5,last_5,shapley_5
    Nur Otan,76,51,-25,0,0,0,0,0,0,-22,-21,-21.5,-4,-3,-3.5,0,0,0
    Ak Zhol,12,8,-4,0,0,0,0,0,0,-4,-3,-3.5,-1,0,-0.5,0,0,0
    NPK,10,6,-4,0,0,0,0,0,0,-3,-3,-3,-1,-1,-1,0,0,0
    Auyl,0,4,4,0,0,0,0,0,0,0,-2,-1,6,4,5,0,0,0
    Assembly of the People of Kazakhstan,9,0,-9,-9,-9,-9,0,0,0,0,0,0,0,0,0,0,0,0
    (unfilled),0,29,29,0,0,0,0,0,0,0,0,0,0,0,0,29,29,29
    "#);
}

/// Rows of an outcome are its house.
#[test]
fn every_seat_is_in_a_row() {
    for election in kazakhstan::elections() {
        for law in kazakhstan::laws().iter() {
            // Winners of 67 districts do not fit a law of 29.
            let outcome = law.value.count(&election.votes().without_winners().allow_uncounted()).unwrap();
            let table = Table::of(&outcome);
            let at = table.columns().iter().position(|column| column.field == "seats").unwrap();
            let seats = table.rows().iter().map(|row| match row[at] {
                Cell::Count(seats) => seats,
                ref other => panic!("{other:?}"),
            });
            assert_eq!(seats.sum::<u64>(), u64::from(outcome.house_size), "{} {}", election.day, law.since);
        }
    }
}

/// The fields that the documentation of the module names.
#[test]
fn the_documented_fields_are_those_there_are() {
    let (old, new) = of_2021();
    let text = include_str!("../../src/report/mod.rs");
    let digest = simulated();
    let of_outcomes = [Table::of(&old), Table::of(&new), Table::compared(&old, &new)];
    let of_ensembles = [
        Table::of_seats(&digest),
        Table::of_events(&digest),
        Table::of_indices(&digest),
        Table::of_pairs(&digest),
    ];
    let (votes, law) = (
        kazakhstan::election(date(2021, 1, 10)).unwrap().votes().allow_uncounted(),
        kazakhstan::law_on(date(2021, 1, 10)).unwrap(),
    );
    let profile = Profile::of(&votes, "list", &old).unwrap();
    let later = kazakhstan::law_on(date(2022, 11, 5)).unwrap().value;
    let effects = one_by_one(law.value, &Reform::between(law.value, later), &votes).unwrap();
    let others = [
        Table::of_parties(&profile),
        Table::of_profiles([("a", &profile)]),
        Table::of_effects(&effects),
        Table::of_counts(&votes, "list", &[("old", &old), ("new", &new)]).unwrap(),
    ];
    for table in of_outcomes.iter().chain(&of_ensembles).chain(&others) {
        for column in table.columns() {
            let numbered = column.field.trim_end_matches(|c: char| c.is_ascii_digit());
            if matches!(numbered, "alone_" | "last_" | "shapley_") {
                continue;
            }
            let field = if column.field.starts_with("seats_in_") { "seats_in_…" } else { &column.field };
            assert!(text.contains(&format!("`{field}`")), "{field}");
        }
    }
}
