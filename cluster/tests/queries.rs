//! Questions to a finished run, and votes of polling stations.

mod common;

use std::time::Duration;

use common::{Sweep, fifty, parsed};
use datafusion::arrow::array::{AsArray, Float64Array, RecordBatch};
use datafusion::arrow::datatypes::Float64Type;
use sailau::simulate::Confidence;
use sailau_cluster::query;
use sailau_cluster::query::write_csv;

async fn ask(sql: &str, sweep: &Sweep) -> Vec<RecordBatch> {
    query(sql, Some(&sweep.out("out")), &[]).await.unwrap()
}

fn numbers(answer: &[RecordBatch], column: usize) -> Vec<f64> {
    let of = |batch: &RecordBatch| -> Float64Array {
        batch.normalize(".", None).unwrap().column(column).as_primitive::<Float64Type>().clone()
    };
    answer.iter().flat_map(|batch| of(batch).values().to_vec()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn accessors_tell_what_the_library_tells() {
    let sweep = Sweep::write(&fifty(2_000));
    assert!(sweep.run("out", &[]).output(Duration::from_secs(120)).status.success());
    let ensembles = parsed(&sweep.out("out"));
    let answer = ask(
        "SELECT mean_seats(ensemble, 'threshold', 'Auyl'), quantile(ensemble, 'threshold', 'Auyl', 0.9), \
             p_majority(ensemble, 'threshold', 'Amanat'), seats_interval(ensemble, 'threshold', 'Auyl'), \
             paired_difference(ensemble, 'threshold', 'none', 'Auyl', 0.99) \
         FROM ensembles ORDER BY scenario_id",
        &sweep,
    )
    .await;
    for (number, ensemble) in ensembles.iter().enumerate() {
        let found = &ensemble.summary;
        let seats = found.seats("threshold", "Auyl").unwrap();
        let mean = seats.seats.moments().interval(Confidence::P95).unwrap();
        let pair = found.difference("none", "threshold", "Auyl").unwrap().moments();
        let apart = pair.interval(Confidence::P99).unwrap();
        let expected = [
            seats.seats.moments().mean().unwrap(),
            f64::from(seats.seats.quantile(0.9).unwrap()),
            found.seats("threshold", "Amanat").unwrap().majority.share().unwrap(),
            mean.low,
            mean.high,
            0.0 - pair.mean().unwrap(),
            0.0 - apart.high,
            0.0 - apart.low,
        ];
        for (column, expected) in expected.into_iter().enumerate() {
            assert_eq!(numbers(&answer, column)[number], expected, "scenario {number}, column {column}");
        }
    }
    let quoted =
        ask("SELECT \"interval\"(ensemble, 'threshold', 'Auyl') FROM ensembles ORDER BY scenario_id", &sweep)
            .await;
    assert_eq!(numbers(&quoted, 1), numbers(&answer, 4));
    // The table of results has the same figures.
    let table = ask(
        "SELECT mean_seats, difference, difference_low FROM results \
         WHERE system = 'threshold' AND party = 'Auyl' ORDER BY scenario_id",
        &sweep,
    )
    .await;
    assert_eq!(numbers(&table, 0), numbers(&answer, 0));
    assert_eq!(numbers(&table, 1), numbers(&answer, 5));
    // Higher thresholds do not help the smallest list.
    let by_threshold = ask(
        "SELECT avg(mean_seats) FROM results WHERE system = 'threshold' AND party = 'QHP' GROUP BY threshold \
         ORDER BY min(scenario_id)",
        &sweep,
    )
    .await;
    let by_threshold = numbers(&by_threshold, 0);
    assert!(by_threshold[0] > 5.0 && by_threshold[9] < by_threshold[0], "{by_threshold:?}");
    let mut csv = Vec::new();
    write_csv(&answer, &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 51);
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_that_have_no_answer_say_why() {
    let sweep = Sweep::write(&fifty(300));
    let out = sweep.out("out");
    let early = query("SELECT 1", Some(&out), &[]).await.unwrap_err();
    assert!(early.to_string().contains("has no finished run"), "{early}");
    assert!(sweep.run("out", &[]).output(Duration::from_secs(120)).status.success());
    for (sql, says) in [
        (
            "SELECT mean_seats(ensemble, 'threshold', 'Nobody') FROM ensembles",
            "there is no party `Nobody`; there are `Amanat`, ",
        ),
        (
            "SELECT mean_seats(ensemble, 'no', 'Auyl') FROM ensembles",
            "there is no system `no`; there are `none`, `threshold`",
        ),
        ("SELECT mean_seats(ensemble) FROM ensembles", "mean_seats takes 3 arguments, not 1"),
        (
            "SELECT quantile(ensemble, 'none', 'Auyl', 2) FROM ensembles",
            "quantile takes a share between 0 and 1, not 2",
        ),
        ("SELECT mean_seats('{}', 'none', 'Auyl')", "this is no ensemble"),
        ("SELECT merge_ensembles(ensemble) FROM ensembles", "of different runs: the model differs"),
        (
            "SELECT paired_difference(ensemble, 'none', 'none', 'Auyl') FROM ensembles",
            "were not compared; these were: none / threshold",
        ),
        ("SELEC", "the query failed"),
    ] {
        let error = query(sql, Some(&out), &[]).await.unwrap_err().to_string();
        assert!(error.contains(says), "{sql}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn polling_stations_are_summed_to_districts_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let stations = folder.path().join("stations.csv");
    // Three stations a district; the sums are those of the law's own test: 5 seats by highest averages.
    let mut text = "station,district,party,votes\n".to_owned();
    for (district, hill, dale) in [("North", 200, 100), ("South", 300, 320)] {
        for station in 0..3 {
            for (party, votes) in [("Hill", hill), ("Dale", dale)] {
                // Uneven between the stations, and the same sum.
                let votes = votes / 4 * [1, 1, 2][station];
                text += &format!("{district} {station},{district},{party},{votes}\n");
            }
        }
    }
    std::fs::write(&stations, text).unwrap();
    let tables = [("stations".to_owned(), stations)];
    let nation = "name=''A town''\n[[tier]]\nname=''list''\nseats=5\nmethod=''dhondt''";
    let single = "name=''Districts''\n[[tier]]\nname=''single''\nseats=1\ndistricts=''each''\nmethod=''plurality''\nties=''lots''";
    for (rules, contest, district, hill, dale) in
        [(nation, "list", "NULL", 3, 2), (single, "single", "district", 1, 1)]
    {
        let sql = format!(
            "SELECT seats_of(o, 'Hill') AS hill, seats_of(o, 'Dale') AS dale FROM (SELECT count_votes('{rules}', '{contest}', {district}, \
             party, sum) AS o FROM (SELECT district, party, sum(votes) AS sum FROM stations GROUP BY district, party))"
        );
        let answer = query(&sql, None, &tables).await.unwrap();
        let mut csv = Vec::new();
        write_csv(&answer, &mut csv).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        assert_eq!(csv.lines().nth(1).unwrap(), format!("{hill},{dale}"), "{contest}");
        // The function sums by itself, too.
        let direct = format!(
            "SELECT seats_of(count_votes('{rules}', '{contest}', {district}, party, votes), 'Hill') AS hill FROM stations"
        );
        let mut csv = Vec::new();
        write_csv(&query(&direct, None, &tables).await.unwrap(), &mut csv).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap().lines().nth(1).unwrap(), hill.to_string());
    }
    // A tier that reads a contest under another name: the rows have that name.
    let members =
        "name=''Members''\n[[tier]]\nname=''members''\ncontest=''constituency''\nseats=5\nmethod=''dhondt''";
    let other = format!(
        "SELECT seats_of(count_votes('{members}', 'constituency', NULL, party, votes), 'Hill') AS hill FROM stations"
    );
    let mut csv = Vec::new();
    write_csv(&query(&other, None, &tables).await.unwrap(), &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().nth(1), Some("3"));
    let bad = "SELECT count_votes('name=''x''', 'list', NULL, party, votes) FROM stations";
    let error = query(bad, None, &tables).await.unwrap_err().to_string();
    assert!(error.contains("count_votes: "), "{error}");
}
