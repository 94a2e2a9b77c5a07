//! Votes of polling stations as an electorate: the sums of districts come back, and anomalies move them.

mod common;

use std::time::Duration;

use common::{Sweep, parsed};

/// Two districts of three stations.
const STATIONS: &str = "\
station,district,party,votes
1,North,@registered,1000
1,North,Hill,300
1,North,Dale,200
2,North,@registered,1500
2,North,Hill,300
2,North,Dale,400
2,North,@invalid,50
3,South,@registered,2000
3,South,Hill,900
3,South,@against-all,100
";

fn sweep(more: &str) -> String {
    format!(
        r#"
        name = "Stations"
        seed = 5
        draws = 2000
        [electorate]
        name = "Two districts"
        stations = "stations.csv"
        {more}
        [electorate.swing.logistic-normal]
        nation = 0.0
        district = 0.0
        [electorate.turnout]
        mean = 0.5
        district = {{ logit = 0.0 }}
        [baseline]
        name = "list"
        rules = {{ name = "A town", tier = [{{ name = "list", seats = 100, method = "dhondt" }}] }}
        "#
    )
}

fn run(text: &str) -> Vec<sailau::simulate::elections::Ensemble> {
    let sweep = Sweep::write(text);
    std::fs::write(sweep.out("stations.csv"), STATIONS).unwrap();
    let run = sweep.run("out", &[]).output(Duration::from_secs(120));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    parsed(&sweep.out("out"))
}

#[test]
fn where_nothing_varies_the_stations_votes_come_back() {
    let ensemble = run(&sweep("")).remove(0);
    let found = &ensemble.summary;
    let hill = found.party("Hill").unwrap();
    // Shares and turnouts are the districts' own: half of 1,250 ballots and all of 1,000. Spoilt ballots and votes against
    // all have one rate in the nation, so that they do not move this.
    let share = found.votes[0].shares[hill].moments().mean().unwrap();
    assert!((share - 722.0).abs() <= 1.0, "{share}");
    assert_eq!(found.seats("list", "Hill").unwrap().seats.quantile(0.5), Some(72));
}

#[test]
fn anomalies_run_on_the_stations() {
    let anomalies = r#"
        anomalies = { party = "Dale", station = 1000, station_sd = 0.0, turnout_sd = 0.05, share_sd = 0.05, stuffing = { incremental = "$stuffed", extreme = 0.0, alpha = 2.0, theta = 0.5 } }
    "#;
    let parameter = "\n[[parameter]]\nname = \"stuffed\"\nvalues = [0.0, 0.5, 1.0]\n";
    let ensembles = run(&(sweep(anomalies) + parameter));
    let seats =
        |at: usize| ensembles[at].summary.seats("list", "Dale").unwrap().seats.moments().mean().unwrap();
    assert!(seats(0) + 5.0 < seats(1) && seats(1) + 5.0 < seats(2), "{} {} {}", seats(0), seats(1), seats(2));
}

#[test]
fn stations_that_do_not_add_up_are_named() {
    let refused = |stations: &str, says: &str| {
        let sweep = Sweep::write(&sweep(""));
        std::fs::write(sweep.out("stations.csv"), stations).unwrap();
        let run = sweep.run("out", &[]).output(Duration::from_secs(120));
        let error = String::from_utf8(run.stderr).unwrap();
        assert!(!run.status.success() && error.contains(says), "{error}");
    };
    refused(&STATIONS.replace("2000", "200"), "district South has 1000 ballots and 200 voters on the roll");
    refused("station,district,party,votes\n1,North,Hill,300\n", "district North has no row @registered");
    refused("station,district,party\n1,North,Hill\n", "stations.csv");
    refused(&STATIONS.replace("@invalid", "@spoilt"), "`@spoilt` is neither a party nor one of");
}
