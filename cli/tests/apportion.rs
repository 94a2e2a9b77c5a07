//! `sailau apportion`: what other languages call.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use num_rational::BigRational;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use sailau::Method;
use sailau::apportion::biproportional::{self, VoteMatrix};
use sailau::apportion::{Bounds, Divisor, Tie, apportion, apportion_within, margin};
use serde_json::{Value, json};

/// The lists that passed the threshold in Kazakhstan in 2023; 69 seats.
const LISTS: [&str; 6] =
    ["Amanat=3431510", "Auyl=693938", "Respublica=547_154", "Ak Zhol=535139", "NPK=432920", "OSDP=331058"];
const VOTES: [u64; 6] = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];

/// Starts the program.
fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sailau"))
        .arg("apportion")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn run(arguments: &[&str], input: Vec<u8>) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    // Written beside the reading, so that neither waits for the other.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(arguments: &[&str]) -> String {
    let output = run(arguments, Vec::new());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn lines(input: impl Into<Vec<u8>>) -> Vec<String> {
    let output = run(&["--jsonl"], input.into());
    assert!(output.status.success() && output.stderr.is_empty());
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(output.is_empty() || output.ends_with('\n'));
    output.lines().map(str::to_owned).collect()
}

fn answers(requests: &[Value]) -> Vec<Value> {
    let input: String = requests.iter().map(|request| format!("{request}\n")).collect();
    lines(input).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn with_lists<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().copied().chain(LISTS).collect()
}

#[test]
fn a_request_and_its_answer() {
    let input = concat!(
        r#"{"method":"dhondt","seats":69,"votes":[3431510,693938,547154,535139,432920,331058]}"#,
        "\n",
        r#"{"method":"dhondt","seats":3,"votes":[10,7,1,10],"id":"tied"}"#,
        "\r\n",
        // A tie of a block is for all seats; no line break ends the last line.
        r#"{ "votes": [4, 4, 1], "seats": 3, "method": "block", "id": {"a": [1]} }"#,
    );
    let expected = [
        r#"{"seats":[41,8,6,6,5,3],"ties":[]}"#,
        r#"{"id":"tied","seats":[1,1,0,1],"ties":[]}"#,
        r#"{"id":{"a": [1]},"seats":[0,0,0],"ties":[{"parties":[0,1],"seats":3,"all_to_one":true}]}"#,
    ];
    assert_eq!(lines(input), expected);
    let tied = lines(r#"{"method":"dhondt","seats":4,"votes":[10,7,1,10]}"#);
    assert_eq!(tied, [r#"{"seats":[1,1,0,1],"ties":[{"parties":[0,3],"seats":1}]}"#]);
}

/// The requests of the documentation get the answers that stand below them.
#[test]
fn the_documentation_is_right() {
    let page = include_str!("../README.md");
    let pairs: Vec<_> = page.lines().zip(page.lines().skip(1)).collect();
    let pairs: Vec<_> =
        pairs.into_iter().filter(|(request, _)| request.starts_with(r#"{"method""#)).collect();
    assert_eq!(pairs.len(), 2);
    for (request, answer) in pairs {
        assert_eq!(lines(request), [answer]);
    }
}

/// Wikipedia's example, and its six divisors checked by hand: votes by both, rounded, are the seats.
#[test]
fn parties_in_districts() {
    let votes = [[123, 912, 312], [45, 714, 255], [815, 414, 215]];
    let request = json!({"method": "sainte-lague", "votes": votes, "district_seats": [7, 5, 8],
        "party_seats": [5, 11, 4], "seats": 20, "certificate": true});
    let [answer] = &answers(&[request])[..] else { panic!("one answer") };
    assert_eq!(answer["seats"], json!([[1, 4, 2], [0, 4, 1], [4, 3, 1]]));
    assert_eq!(answer["ties"], json!([]));
    let exact = |value: &Value| {
        // A whole number, a decimal or a fraction.
        let text = value.as_str().unwrap();
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let fraction: BigRational = format!("{whole}{places}").parse().unwrap();
        fraction / BigRational::from_integer(num_bigint::BigInt::from(10).pow(places.len() as u32))
    };
    for (i, row) in votes.iter().enumerate() {
        for (j, &votes) in row.iter().enumerate() {
            let divisor = exact(&answer["district_divisors"][i]) * exact(&answer["party_divisors"][j]);
            let share = BigRational::from_integer(votes.into()) / divisor;
            assert_eq!(share.round().to_integer().to_string(), answer["seats"][i][j].to_string());
        }
    }

    let ties = answers(&[
        json!({"method": "sainte-lague", "votes": [[10, 10], [10, 10]], "district_seats": [1, 1], "party_seats": [1, 1]}),
        json!({"method": "dhondt", "votes": [], "district_seats": [], "party_seats": []}),
        json!({"method": "dhondt", "votes": [[], []], "district_seats": [0, 0], "party_seats": []}),
    ]);
    assert_eq!(ties[0]["seats"], json!([[0, 0], [0, 0]]));
    assert_eq!(ties[0]["ties"], json!([{"cells": [[0, 0], [0, 1], [1, 0], [1, 1]], "seats": 2}]));
    assert_eq!(ties[1]["seats"], json!([]));
    assert_eq!(ties[2]["seats"], json!([[], []]));
}

/// Null is no bound: in the place of the whole, and of one party.
#[test]
fn a_party_without_a_bound_is_bound_by_nothing() {
    let seats = |bounds: &str| {
        let line = format!(r#"{{"method":"dhondt","seats":10,"votes":[900,90,10]{bounds}}}"#);
        answers(&[serde_json::from_str(&line).unwrap()])[0].clone()
    };
    let free = seats("");
    for nothing in [r#","max":null"#, r#","min":[null,null,null]"#, r#","min":null,"max":[null,null,null]"#] {
        assert_eq!(seats(nothing), free, "{nothing}");
    }
    assert_eq!(seats(r#","max":[5,null,null]"#)["seats"], json!([5, 5, 0]));
    assert_eq!(seats(r#","min":[null,null,2],"max":[null,0,null]"#)["seats"], json!([8, 0, 2]));
    // A method that knows no bounds has nothing to refuse where there is none.
    let block = r#"{"method":"block","seats":2,"votes":[2,1],"min":[null,null]}"#;
    assert_eq!(answers(&[serde_json::from_str(block).unwrap()])[0]["seats"], json!([2, 0]));
}

/// Methods are called as people write them, and the table of the programs shows the one name.
#[test]
fn methods_are_known_by_the_names_that_people_write() {
    for (written, name) in [
        ("D'Hondt", "dhondt"),
        ("d’Hondt", "dhondt"),
        ("Sainte-Laguë", "sainte-lague"),
        ("Hagenbach-Bischoff", "hagenbach-bischoff"),
        ("Modified Sainte-Laguë:1.2", "modified-sainte-lague:6/5"),
    ] {
        let request = |method: &str| json!({"method": method, "seats": 7, "votes": [53, 24, 23]});
        let found = answers(&[request(written), request(name)]);
        assert_eq!(found[0], found[1], "{written}");
        assert!(found[0]["seats"].is_array(), "{}", found[0]);
        let table = |method: &str| text(&["--method", method, "--seats", "7", "A=53", "B=24", "C=23"]);
        assert_eq!(table(written), table(name));
    }
}

#[test]
fn a_request_that_cannot_be_met_is_answered_on_its_line() {
    let good = r#"{"method":"hare","seats":4,"votes":[1]}"#;
    let cases: &[(&str, &str)] = &[
        ("", "an empty line"),
        ("  \r", "an empty line"),
        ("nonsense", "column 2: this is not JSON"),
        (
            "[1]",
            "a request such as {\"method\":\"dhondt\",\"seats\":5,\"votes\":[70,30]} is needed here, not",
        ),
        ("7", "a request such as {\"method\":\"dhondt\",\"seats\":5,\"votes\":[70,30]} is needed here, not"),
        (r#"{"method":"hare""#, "column 16: the text ends within an object"),
        (r#"{"method":"hare","seats":4,"votes":[1]} x"#, "trailing characters"),
        (r#"{"seats":4,"votes":[1]}"#, "missing field `method`"),
        (r#"{"method":"hare","votes":[1]}"#, "missing field `seats`"),
        (r#"{"method":"hare","seats":4}"#, "missing field `votes`"),
        (r#"{"method":"hare","seats":4,"vote":[1]}"#, "unknown field `vote`; did you mean `votes`?"),
        (r#"{"method":"hare","seats":4,"seats":4,"votes":[1]}"#, "`seats` stands here for the second time"),
        (r#"{"method":"harre","seats":4,"votes":[1]}"#, "`harre` is not a method; did you mean `hare`?"),
        (r#"{"method":"lots","seats":4,"votes":[1]}"#, "`lots` is not a method; the methods are hare,"),
        (r#"{"method":7,"seats":4,"votes":[1]}"#, "the name of a method is needed here, not the number 7"),
        (r#"{"method":"sequence:2,1","seats":4,"votes":[1]}"#, "divisors grow from seat to seat"),
        (
            r#"{"method":"hare","seats":-4,"votes":[1]}"#,
            "a whole number of seats from 0 to 4294967295 is needed here, not the number -4",
        ),
        (r#"{"method":"hare","seats":4294967296,"votes":[1]}"#, "from 0 to 4294967295"),
        (r#"{"method":"hare","seats":"4","votes":[1]}"#, "a whole number of seats"),
        (
            r#"{"method":"hare","seats":4,"votes":[-1]}"#,
            "a whole number of votes from 0 to 18446744073709551615 is needed here, not the number -1",
        ),
        (r#"{"method":"hare","seats":4,"votes":[1,1.5]}"#, "is needed here, not the number 1.5"),
        (r#"{"method":"hare","seats":4,"votes":[18446744073709551616]}"#, "from 0 to 18446744073709551615"),
        (r#"{"method":"hare","seats":4,"votes":[1e999]}"#, "number out of range"),
        (r#"{"method":"hare","seats":4,"votes":["1"]}"#, "a whole number of votes"),
        (r#"{"method":"hare","seats":4,"votes":[null]}"#, "a whole number of votes"),
        (
            r#"{"method":"hare","seats":4,"votes":7}"#,
            "an array of votes, or of rows of votes is needed here, not the number 7",
        ),
        (r#"{"method":"hare","seats":4,"votes":[]}"#, "not a single vote"),
        (r#"{"method":"hare","seats":4,"votes":[0,0]}"#, "not a single vote"),
        (r#"{"method":"balinski-young","seats":20000001,"votes":[1]}"#, "up to 20000000 of them"),
        (r#"{"method":"block","seats":2,"votes":[1],"min":1}"#, "block has no rule for a minimum"),
        (r#"{"method":"hare","seats":2,"votes":[1],"min":3}"#, "2 seats do not lie between"),
        (r#"{"method":"hare","seats":2,"votes":[1],"min":[1,1]}"#, "another number of positions"),
        (
            r#"{"method":"hare","seats":2,"votes":[1],"min":2,"max":1}"#,
            "a minimum of 2 seats and a maximum of 1",
        ),
        (r#"{"method":"hare","seats":2,"votes":[1],"max":"all"}"#, "or an array of them"),
        (r#"{"method":"hare","seats":2,"votes":[1],"max":[-1]}"#, "a whole number of seats"),
        (
            r#"{"method":"hare","seats":2,"votes":[1],"certificate":1}"#,
            "true or false is needed here, not the number 1",
        ),
        (r#"{"method":"hare","seats":3,"votes":[1,[2]]}"#, "either numbers or rows"),
        (r#"{"method":"hare","seats":3,"votes":[[1],2]}"#, "either numbers or rows"),
        (r#"{"method":"hare","seats":3,"votes":[[[1]]]}"#, "a whole number of votes"),
        (r#"{"method":"hare","seats":3,"votes":[1],"party_seats":[3]}"#, "go with votes in rows"),
        (
            r#"{"method":"dhondt","votes":[[1,2],[3]],"district_seats":[2,2],"party_seats":[2,2]}"#,
            "row 1 has length 1 and row 0 has 2",
        ),
        (r#"{"method":"dhondt","votes":[[1,2]],"party_seats":[2,2]}"#, "missing field `district_seats`"),
        (r#"{"method":"dhondt","votes":[[1,2]],"district_seats":[4]}"#, "missing field `party_seats`"),
        (
            r#"{"method":"dhondt","votes":[[1,2]],"district_seats":[4,1],"party_seats":[2,2]}"#,
            "1 rows of votes and 2",
        ),
        (
            r#"{"method":"dhondt","votes":[[1,2]],"district_seats":[4],"party_seats":[4]}"#,
            "2 votes in each row and 1",
        ),
        (
            r#"{"method":"dhondt","votes":[[1,2]],"district_seats":[4],"party_seats":[2,3]}"#,
            "the districts have 4 seats together and the parties 5",
        ),
        (
            r#"{"method":"dhondt","seats":5,"votes":[[1,2]],"district_seats":[4],"party_seats":[2,2]}"#,
            "`seats` is 5, but the `district_seats` add up to 4",
        ),
        (
            r#"{"method":"dhondt","votes":[[50,0],[20,30]],"district_seats":[3,2],"party_seats":[2,3]}"#,
            "districts [0] have 3 seats to fill, but only parties [0] have votes there",
        ),
        (
            r#"{"method":"hare","votes":[[1,2]],"district_seats":[4],"party_seats":[2,2]}"#,
            "need one of sainte-lague, dhondt, danish, imperiali, adams or dean, not hare",
        ),
        (
            r#"{"method":"huntington-hill","votes":[[1,2]],"district_seats":[4],"party_seats":[2,2]}"#,
            "not worked out for",
        ),
        (
            r#"{"method":"dhondt","votes":[[1,2]],"district_seats":[4],"party_seats":[2,2],"min":1}"#,
            "parties in districts have none",
        ),
    ];
    let input: String = cases.iter().map(|(line, _)| format!("{line}\n{good}\n")).collect();
    let answers = lines(input);
    assert_eq!(answers.len(), 2 * cases.len());
    for (pair, (line, expected)) in answers.chunks(2).zip(cases) {
        let answer: Value = serde_json::from_str(&pair[0]).unwrap();
        assert_eq!(answer.as_object().unwrap().len(), 1, "{line}");
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(expected), "{line}: {error}\n  expected: {expected}");
        assert_eq!(pair[1], r#"{"seats":[4],"ties":[]}"#, "after {line}");
    }
}

#[test]
fn an_error_is_answered_under_its_id_where_that_was_read() {
    let answers = lines(concat!(
        r#"{"id":17,"method":"hare","seats":4,"votes":[-1]}"#,
        "\n",
        r#"{"method":"hare","seats":4,"votes":[0],"id":null}"#,
        "\n",
        r#"{"method":"hare","seats":4,"votes":[-1],"id":17}"#,
        "\n",
    ));
    assert!(answers[0].starts_with(r#"{"id":17,"error":""#), "{}", answers[0]);
    assert!(answers[1].starts_with(r#"{"id":null,"error":""#), "{}", answers[1]);
    assert!(answers[2].starts_with(r#"{"error":""#), "{}", answers[2]);
}

#[test]
fn bytes_that_are_no_text_and_lines_without_end() {
    let good = r#"{"method":"hare","seats":1000000,"votes":[1]}"#;
    let mut input = Vec::new();
    // Not UTF-8, in an id and in the name of a field.
    input.extend_from_slice(b"{\"id\":\"\xff\",\"method\":\"hare\",\"seats\":4,\"votes\":[1]}\n");
    input.extend_from_slice(b"{\"\xc3\":4}\n\x00\n");
    // A million parties of ten digits, some 11 MB.
    let votes = (0..1_000_000u64).map(|i| (4_000_000_000 + i).to_string()).collect::<Vec<_>>().join(",");
    let long = format!("{{\"method\":\"dhondt\",\"seats\":7000000,\"votes\":[{votes}]}}\n");
    assert!(long.len() > 10_000_000);
    input.extend_from_slice(long.as_bytes());
    // A field's name of 10 MB: the complaint does not repeat it all.
    input.extend_from_slice(format!("{{\"{}\":1}}\n", "é".repeat(5_000_000)).as_bytes());
    // Nested deeply.
    input.extend_from_slice(format!("{{\"votes\":{}\n", "[".repeat(1_000_000)).as_bytes());
    // 64 MB are the limit.
    input.resize(input.len() + (64 << 20) + 1, b' ');
    input.extend_from_slice(format!("more of it\n{good}\n").as_bytes());

    let answers = lines(input);
    assert_eq!(answers.len(), 8);
    for refused in [0, 1, 2, 4, 5, 6] {
        assert!(answers[refused].starts_with(r#"{"error":""#) && answers[refused].len() < 5_000, "{refused}");
    }
    assert!(answers[6].contains("a line of more than 67108864 bytes"));
    let seats: Value = serde_json::from_str(&answers[3]).unwrap();
    let seats = seats["seats"].as_array().unwrap();
    assert_eq!((seats.len(), &seats[999_999]), (1_000_000, &json!(7)));
    assert_eq!(answers[7], r#"{"seats":[1000000],"ties":[]}"#);
}

/// Who waits for an answer before asking again gets it, also when the next request has begun.
#[test]
fn each_line_is_answered_while_the_next_is_awaited() {
    let mut child = start(&["--jsonl"]);
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (sender, received) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in stdout.lines() {
            sender.send(line.unwrap()).unwrap();
        }
    });
    let next = || received.recv_timeout(Duration::from_secs(60)).expect("an answer before the next request");
    for seats in 0..50 {
        let request = json!({"method": "hare", "seats": seats, "votes": [1]});
        writeln!(stdin, "{request}").unwrap();
        assert_eq!(next(), format!(r#"{{"seats":[{seats}],"ties":[]}}"#));
    }
    let request = r#"{"method":"hare","seats":1,"votes":[1]}"#;
    let (begun, rest) = request.split_at(20);
    write!(stdin, "{request}\n{request}\n{begun}").unwrap();
    let expected = r#"{"seats":[1],"ties":[]}"#;
    assert_eq!([next(), next()], [expected, expected]);
    writeln!(stdin, "{rest}").unwrap();
    assert_eq!(next(), expected);
    drop(stdin);
    assert!(child.wait().unwrap().success());
    reader.join().unwrap();
}

/// A reader who has seen enough is no error, and ends the program.
#[test]
fn a_reader_who_leaves_ends_the_program() {
    let mut child = start(&["--jsonl"]);
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    let request = format!("{}\n", json!({"method": "hare", "seats": 1, "votes": [1]}));
    while stdin.write_all(request.as_bytes()).is_ok() {}
    let mut error = String::new();
    child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
    assert!(child.wait().unwrap().success() && error.is_empty(), "{error}");
}

fn ties_of(ties: &[Tie]) -> Value {
    let tie = |tie: &Tie| {
        let mut value = json!({"parties": tie.parties, "seats": tie.seats});
        if tie.all_to_one {
            value["all_to_one"] = json!(true);
        }
        value
    };
    ties.iter().map(tie).collect()
}

/// A random request and what the library says to it.
fn random_request(random: &mut impl Rng, id: usize) -> (Value, Value) {
    let pick = random.random_range(0..Method::ALL.len() + 2);
    let method = match Method::ALL.get(pick) {
        Some(method) => method.clone(),
        None => ["modified-sainte-lague:1.2", "sequence:1,3/2,2"][pick - Method::ALL.len()].parse().unwrap(),
    };
    // Small numbers tie; large ones need all 64 bits.
    let most = [3, 1000, u64::MAX][random.random_range(0..3)];
    let parties = random.random_range(0..12);
    let votes: Vec<u64> = (0..parties).map(|_| random.random_range(0..=most)).collect();
    let seats = random.random_range(0..100);
    let mut request = json!({"id": id, "method": method, "seats": seats, "votes": votes});
    let answer = if random.random_range(0..3) == 0 {
        let (least, most) = (random.random_range(0..3), random.random_range(2..100));
        if random.random() {
            (request["min"], request["max"]) = (json!(least), json!(vec![most; parties]));
        } else {
            (request["min"], request["max"]) = (json!(vec![least; parties]), json!(most));
        }
        apportion_within(&votes, seats, &method, &Bounds::at_least(least).at_most(most))
    } else {
        apportion(&votes, seats, &method)
    };
    let expected = match answer {
        Ok(result) => json!({"id": id, "seats": result.seats, "ties": ties_of(&result.ties)}),
        Err(error) => json!({"id": id, "error": error.to_string()}),
    };
    (request, expected)
}

fn random_matrix(random: &mut impl Rng, id: usize) -> (Value, Value) {
    let (districts, parties) = (random.random_range(1..5), random.random_range(1..5));
    let votes: Vec<u64> = (0..districts * parties).map(|_| random.random_range(0..6)).collect();
    let party_seats: Vec<u32> = (0..parties).map(|_| random.random_range(0..8)).collect();
    let mut district_seats = vec![0; districts];
    for _ in 0..party_seats.iter().sum() {
        district_seats[random.random_range(0..districts)] += 1;
    }
    let divisor = [Divisor::SainteLague, Divisor::DHondt][random.random_range(0..2)].clone();
    let problem = VoteMatrix { votes: &votes, district_seats: &district_seats, party_seats: &party_seats };
    let expected = match biproportional::apportion(&problem, &divisor) {
        Ok(solution) => {
            let ties = solution.ties.iter().map(|tie| json!({"cells": tie.cells, "seats": tie.seats}));
            json!({"id": id, "seats": solution.seats.chunks(parties).collect::<Vec<_>>(),
                "district_divisors": solution.district_divisors, "party_divisors": solution.party_divisors,
                "ties": ties.collect::<Vec<_>>()})
        }
        Err(error) => json!({"id": id, "error": error.to_string()}),
    };
    let rows: Vec<_> = votes.chunks(parties).collect();
    let request = json!({"id": id, "method": Method::HighestAverages(divisor), "votes": rows,
        "district_seats": district_seats, "party_seats": party_seats});
    (request, expected)
}

/// In one run, so that what one request leaves behind would be seen in the next.
#[test]
fn a_thousand_random_requests_agree_with_the_library() {
    let mut random = ChaCha8Rng::seed_from_u64(2023);
    let (requests, expected): (Vec<_>, Vec<_>) = (0..1200)
        .map(|id| if id % 6 == 0 { random_matrix(&mut random, id) } else { random_request(&mut random, id) })
        .unzip();
    let errors = expected.iter().filter(|answer| answer.get("error").is_some()).count();
    let ties =
        expected.iter().filter(|answer| answer["ties"].as_array().is_some_and(|ties| !ties.is_empty()));
    assert!((100..600).contains(&errors) && ties.count() > 100);
    for ((request, answer), expected) in requests.iter().zip(answers(&requests)).zip(expected) {
        assert_eq!(answer, expected, "{request}");
    }
}

#[test]
fn certificates_by_request() {
    let requests: Vec<_> = ["dhondt", "hare", "balinski-young", "block", "adams"]
        .map(|method| json!({"method": method, "seats": 5, "votes": [48, 32, 20], "certificate": true}))
        .into();
    let answers = answers(&requests);
    let divisors = &answers[0]["certificate"]["divisors"];
    // 48/2 = 24 is met, 32/2 = 16 is met, 20/1 is met, 48/3 = 16 is not: a tie of 16.
    assert_eq!(answers[0]["ties"], json!([{"parties": [0, 1], "seats": 1}]));
    assert_eq!(divisors["met"]["quotient"], json!({"votes": 48, "divisor": "3"}));
    assert_eq!(divisors["unmet"]["quotient"], json!({"votes": 32, "divisor": "2"}));
    assert_eq!(answers[0]["divisor"], Value::Null, "no divisor separates a tie");
    let quota = &answers[1]["certificate"]["quota"];
    assert_eq!(quota["quota"], json!({"numerator": 100, "denominator": 5}));
    assert_eq!(quota["shares"][1], json!({"votes": 32, "whole": 1, "remainder": 60}));
    assert!(answers[1].get("divisor").is_none());
    assert_eq!(answers[2]["certificate"]["one_by_one"]["order"].as_array().unwrap().len(), 5);
    assert_eq!(answers[3]["certificate"]["block"], json!({"most_votes": 48}));
    // 48/24 = 2, 32/24 = 1.3, 20/24 = 0.8: rounded up 2, 2, 1. From 24 on, below 32.
    assert_eq!(answers[4]["seats"], json!([2, 2, 1]));
    let divisor: u64 = answers[4]["divisor"].as_str().unwrap().parse().unwrap();
    assert!((24..32).contains(&divisor));
}

/// One count as JSON: names, certificate and margin, which the library has too.
#[test]
fn the_json_of_one_count() {
    let page = text(&with_lists(&["--json", "--method", "hare", "--seats", "69"]));
    assert_eq!(page.lines().count(), 1);
    let answer: Value = serde_json::from_str(&page).unwrap();
    let mut fields: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["certificate", "margin", "parties", "seats", "ties"]);
    assert_eq!(answer["parties"][3], json!("Ak Zhol"));
    assert_eq!(answer["seats"], json!([40, 8, 6, 6, 5, 4]));
    let margins = margin(&VOTES, 69, Method::HARE).unwrap();
    let added = margins.added.unwrap();
    let expected =
        json!({"from": null, "to": added.to, "votes": added.votes, "seats": added.after.seats, "ties": []});
    assert_eq!(answer["margin"]["added"], expected);
    assert_eq!(answer["margin"]["transfer"]["votes"], json!(14_159));

    // Bounds have no margin, and divisor methods have a short divisor.
    let arguments = ["--json", "--method", "dhondt", "--seats", "10", "--min", "1", "--max", "6"];
    let page = text(&[&arguments[..], &["A=9100", "B=900", "C=100"]].concat());
    let answer: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(answer["seats"], json!([6, 3, 1]));
    assert!(answer.get("margin").is_none() && answer["divisor"].is_string());
}

#[test]
fn the_tables_of_2023() {
    insta::assert_snapshot!("hare", text(&with_lists(&["--method", "hare", "--seats", "69"])));
    insta::assert_snapshot!(
        "sainte_lague",
        text(&with_lists(&["--method", "sainte-lague", "--seats", "69"]))
    );
}

#[test]
fn ties_and_bounds_in_words() {
    let page = text(&["--method", "dhondt", "--seats", "3", "A=10", "B=10", "a = b=5"]);
    assert!(page.contains("a = b") && page.contains("1 or 2"), "{page}");
    assert!(page.contains("A tie: 1 seat between A, B and a = b.\n"), "{page}");
    assert!(page.contains("Equal claims: seat 2 of A, 10/2 = 5.000; seat 2 of B, 10/2 = 5.000;"), "{page}");
    let page = text(&["--method", "block", "--seats", "3", "A=10", "B=10", "C=5"]);
    assert!(
        page.contains("A tie: 3 seats, all of them for one of A and B.\n") && page.contains("0 or 3"),
        "{page}"
    );
    let page = text(&["--method", "balinski-young", "--seats", "8", "A=720", "B=720", "C=120", "D=120"]);
    assert!(page.contains("A tie: 1 seat between C and D.\nA tie: 1 seat between A and B.\n"), "{page}");
    let page = text(&[
        "--method", "dhondt", "--seats", "10", "--min", "1", "--max", "6", "A=9100", "B=900", "C=100",
    ]);
    for part in ["minimum", "maximum", "The margin is worked out only without a minimum and a maximum."] {
        assert!(page.contains(part), "{page}");
    }
    // 100/5 makes five whole quotas for three seats.
    let page = text(&["--method", "imperiali-quota", "--seats", "3", "A=60", "B=40"]);
    assert!(page.contains("100/4 = 25.000 votes a seat") && page.contains("The quota is raised"), "{page}");
    // Numbers that need all their bits.
    let largest = format!("A={}", u64::MAX);
    let page = text(&["--method", "huntington-hill", "--seats", "4294967295", &largest, "B=1"]);
    assert!(page.contains("4,294,967,294"), "{page}");
    let page = text(&["--method", "hare", "--seats", "0", "A=0"]);
    assert!(page.contains("No number of votes changes a seat."), "{page}");
}

#[test]
fn every_method_has_its_line() {
    let page = text(&["--list"]);
    let lines: Vec<_> = page.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), Method::ALL.len());
    for (line, method) in lines.iter().zip(&Method::ALL) {
        assert_eq!(line.split_whitespace().next().unwrap().parse(), Ok(method.clone()));
        let (before, place) = line.split_once(&*method.title()).unwrap();
        let place = place.strip_prefix("; ").unwrap();
        assert!(!place.is_empty() && place != "?", "{line}");
        // The column of leanings knows every method; only a bias may be unknown.
        let leaning = &before[method.name().len()..].trim_start();
        assert!(leaning.starts_with("nobody") || leaning.starts_with("the "), "{line}");
    }
    let line = |name: &str| *lines.iter().find(|line| line.starts_with(name)).unwrap();
    assert!(line("hare ").contains("+0.0  LU---") && line("dhondt ").contains("+0.7  L-HPC"));
    assert!(line("balinski-young").contains("?  LUH--"));
}

#[test]
fn all_methods_side_by_side() {
    let page = text(&with_lists(&["--compare", "--seats", "69", "--method", "modified-sainte-lague:1.2"]));
    assert!(page.contains("exact share"));
    let extra: Method = "modified-sainte-lague:6/5".parse().unwrap();
    for method in Method::ALL.into_iter().chain([extra]) {
        let seats = apportion(&VOTES, 69, &method).unwrap().seats;
        let row = page.lines().find(|line| line.split_whitespace().next() == Some(&*method.name())).unwrap();
        let row: Vec<u32> = row.split_whitespace().skip(1).map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(row, seats, "{method}");
    }
    let page = text(&["--compare", "--seats", "5", "A=100", "B=100", "C=1"]);
    assert!(page.contains("2+") && page.contains("+ a tie is open"), "{page}");
    let page = text(&["--compare", "--seats", "5", "--min", "1", "A=100", "B=100", "C=1"]);
    assert!(page.contains("Left out, having no rule for a minimum or a maximum: hare-averages,"), "{page}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let hare = ["--method", "hare", "--seats", "3"];
    let of_hare = |party: &'static str| [&hare[..], &[party]].concat();
    let cases: &[(Vec<&str>, &str)] = &[
        (vec![], "whose votes?"),
        (vec!["--seats", "3", "A=1"], "--method NAME is needed"),
        (vec!["--method", "hare", "A=1"], "--seats N is needed"),
        (
            vec!["--method", "D'Hont", "--seats", "3", "A=1"],
            "`D'Hont` is not a method; did you mean `dhondt`?",
        ),
        (vec!["--method", "a\nb", "--seats", "3", "A=1"], "`a b` is not a method"),
        (vec!["--compare", "--seats", "3", "A=0"], "not a single vote"),
        (vec!["--compare", "--seats", "3", "--min", "4", "A=1"], "3 seats do not lie between"),
        (vec!["--method", "block", "--seats", "3", "--min", "1", "A=1"], "block has no rule for a minimum"),
        (of_hare("A"), "`A` has no votes: write A=VOTES"),
        (of_hare("=5"), "a party needs a name"),
        (of_hare("A\nB=5"), "a party needs a name of one line"),
        (of_hare("A="), "votes are a whole number"),
        (of_hare("A=-5"), "votes are a whole number"),
        (of_hare("A=+5"), "votes are a whole number"),
        (of_hare("A=3,431,510"), "written without commas and points, such as 3431510"),
        (of_hare("A=3.431.510"), "written without commas and points"),
        (of_hare("A=1.5"), "written without commas and points"),
        (of_hare("A=3431_510"), "such as 3431510 or 3_431_510"),
        (of_hare("A=3_43"), "such as 3431510 or 3_431_510"),
        (of_hare("A=_431"), "such as 3431510 or 3_431_510"),
        (of_hare("A=18446744073709551616"), "more than the 18446744073709551615 votes"),
        (of_hare("A=0"), "not a single vote"),
        ([&hare[..], &["A=1", "B=2", "A=3"]].concat(), "`A` is given twice"),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments, Vec::new());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{arguments:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.starts_with("sailau: ") && error.contains(expected), "{error}\n  expected: {expected}");
    }
}

#[test]
fn wrong_usage_has_the_status_2() {
    for line in [
        "--method hare --seats -3 A=1",
        "--method hare --seats 3 --seats 4 A=1",
        "--method hare --seats 3 --colour A=1",
        "--list --jsonl",
        "--jsonl --seats 3",
        "--compare --json --seats 3 A=1",
    ] {
        let output = run(&line.split_whitespace().collect::<Vec<_>>(), Vec::new());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{line}");
        assert!(!output.stderr.is_empty(), "{line}");
    }
}
