//! The page and its questions, asked over loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{program, sailau};

/// A server of its own for a test, ended with it.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What was answered.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    #[track_caller]
    fn json(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }

    /// The sentence of a refusal of this status.
    #[track_caller]
    fn refusal(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.body);
        let body: Value = serde_json::from_str(&self.body).unwrap();
        body["error"].as_str().unwrap().to_owned()
    }
}

impl Server {
    fn start() -> Self {
        let mut child = program()
            .args(["serve", "--bind", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program is there");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|line| line.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        Self { child, address }
    }

    /// Sends this text as it is, and reads until the connection ends.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // Who is refused for the length of a question is answered before it was sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn ask(&self, method: &str, path: &str, more: &str, body: &str) -> Answer {
        let host = if more.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        let length =
            if method == "POST" { format!("Content-Length: {}\r\n", body.len()) } else { String::new() };
        self.raw(
            format!("{method} {path} HTTP/1.1\r\n{host}{length}Connection: close\r\n{more}\r\n{body}")
                .as_bytes(),
        )
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", "")
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, "", &body.to_string())
    }

    fn count(&self, question: &Value) -> Answer {
        self.post("/api/count", question)
    }
}

/// The votes of 2023 with these changes.
fn votes_of_2023(set: Value) -> Value {
    json!({ "votes": "kazakhstan:2023-03-19", "set": set })
}

fn row<'a>(answer: &'a Value, party: &str) -> &'a Value {
    answer["rows"].as_array().unwrap().iter().find(|row| row["party"] == party).unwrap()
}

#[test]
fn the_page_comes_with_a_strict_policy() {
    let server = Server::start();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<script type=\"module\" src=\"/page.js\">"), "{}", page.body);
    assert!(
        page.head.contains("content-security-policy: default-src 'none'; script-src 'self'"),
        "{}",
        page.head
    );
    assert!(
        page.head.contains("x-content-type-options: nosniff")
            && page.head.contains("cache-control: no-store")
    );
    // Everything that the page names is there.
    let named = page.body.split("=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    for file in named {
        assert_eq!(server.get(&format!("/{file}")).status, 200, "{file}");
    }
    for path in ["/nothing", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/api", "/api/draws/1", "/api/draws/x"] {
        server.get(path).refusal(404);
    }
    server.get("/api/count").refusal(405);
    server.ask("POST", "/", "", "").refusal(405);
    let list = server.get("/api/elections").json();
    assert_eq!(list["elections"][0]["name"], "kazakhstan:2023-03-19");
    assert!(list["elections"].as_array().unwrap().iter().any(|one| one["name"] == "world:nz_2023"));
    assert_eq!(list["laws"][0]["name"], "kazakhstan:2026-07-01");
}

#[test]
fn who_calls_under_another_name_is_refused() {
    let server = Server::start();
    let foreign = server.ask("GET", "/", "Host: evil.example\r\n", "");
    assert!(foreign.refusal(421).contains("--host"));
    let port = server.address.split(':').next_back().unwrap();
    assert_eq!(server.ask("GET", "/", &format!("Host: LOCALHOST:{port}\r\n"), "").status, 200);
    assert_eq!(server.ask("GET", "/", "Origin: http://evil.example\r\n", "").status, 421);
    assert_eq!(server.ask("GET", "/", &format!("Origin: http://{}\r\n", server.address), "").status, 200);
}

#[test]
fn at_seven_per_cent_the_fifth_list_of_2023_falls_out_and_it_is_said_why() {
    let server = Server::start();
    let answer = server.count(&votes_of_2023(json!({ "list.threshold.at_least": "7%" }))).json();
    let fifth = row(&answer, "NPK");
    assert_eq!((&fifth["before"], &fifth["after"]), (&json!(5), &json!(0)));
    let verdicts = answer["verdicts"].as_array().unwrap();
    let why = verdicts.iter().find(|one| one["party"] == "NPK").unwrap();
    assert_eq!(why["what"], "out");
    let reason = &why["why"][0];
    assert_eq!(reason["reason"], "below");
    let (votes, needed, short) = (
        reason["votes"].as_u64().unwrap(),
        reason["needed"].as_u64().unwrap(),
        reason["short"].as_u64().unwrap(),
    );
    assert_eq!(votes + short, needed);
    // The seats of the districts are those of the day: their rules are the same.
    assert_eq!(answer["after"]["size"], 98);
    let seats: u64 =
        answer["rows"].as_array().unwrap().iter().map(|row| row["after"].as_u64().unwrap()).sum();
    assert_eq!(seats, 98);
    let difference = &answer["differences"][0];
    assert_eq!((&difference["from"], &difference["to"]), (&json!("5%"), &json!("7%")));
    assert!(difference["article"].as_str().unwrap().contains("97-1(1)"));
    let picture = answer["after"]["picture"].as_str().unwrap();
    assert!(
        picture.starts_with("<svg ") && !picture.contains("<style") && !picture.contains("style="),
        "{picture}"
    );
    // A change that changes nothing is none.
    let same = server.count(&votes_of_2023(json!({ "list.threshold.at_least": "5%" }))).json();
    assert_eq!(same["differences"], json!([]));
    assert_eq!(
        same["rows"].as_array().unwrap().iter().filter(|row| row["before"] != row["after"]).count(),
        0
    );
}

#[test]
fn every_election_can_be_counted_and_has_controls() {
    let server = Server::start();
    let list = server.get("/api/elections").json();
    let mut countries = std::collections::BTreeSet::new();
    for election in list["elections"].as_array().unwrap() {
        // One of each country: `sailau world check` counts all of them.
        if !countries.insert(election["country"].as_str().unwrap().to_owned()) {
            continue;
        }
        let answer = server.count(&json!({ "votes": election["name"] })).json();
        assert_eq!(answer["differences"], json!([]), "{election}");
        let controls = answer["controls"].as_array().unwrap();
        for control in controls {
            assert_eq!(control["base"], control["value"], "{election} {control}");
        }
    }
    assert!(countries.len() > 30);
}

#[test]
fn what_controls_say_can_be_asked() {
    let server = Server::start();
    let answer = server.count(&votes_of_2023(json!({}))).json();
    let controls = answer["controls"].as_array().unwrap();
    let path = |rule: &str| controls.iter().find(|one| one["rule"] == rule).map(|one| one["path"].clone());
    assert_eq!(path("threshold"), Some(json!("list.threshold.at_least")));
    assert_eq!(path("split"), Some(json!("list.seats")));
    let linkage = controls.iter().find(|one| one["rule"] == "linkage").unwrap();
    assert_eq!(linkage["instead"], json!(["list.sole_qualifier"]));
    for change in [
        json!({ "list.method": "dhondt" }),
        json!({ "list.sole_qualifier": null }),
        json!({ "list.seats": 49, "single.districts": 49 }),
        json!({ "list.linkage": linkage["on"], "list.sole_qualifier": null }),
        json!({ "list.no_list_passes": "all lists" }),
    ] {
        let answer = server.count(&votes_of_2023(change.clone())).json();
        assert_ne!(answer["differences"], json!([]), "{change}");
    }
    let other =
        server.count(&json!({ "votes": "kazakhstan:2021-01-10", "law": "kazakhstan:2026-07-01" })).json();
    assert_eq!((&other["before"]["size"], &other["after"]["size"]), (&json!(107), &json!(145)));
}

#[test]
fn curves_tip_where_lists_have_their_votes() {
    let server = Server::start();
    let ask =
        |along| server.post("/api/curves", &json!({ "question": votes_of_2023(json!({})), "along": along }));
    let curves = ask("threshold").json();
    assert_eq!((&curves["before"], &curves["exact"]), (&json!(5.0), &json!(true)));
    let points = curves["at"].as_array().unwrap().len();
    assert!(points > 50);
    for party in curves["parties"].as_array().unwrap() {
        assert_eq!(party["seats"].as_array().unwrap().len(), points);
    }
    let falls = |tip: &&Value| {
        let seats = tip["seats"].as_array().unwrap().iter();
        seats.clone().any(|row| row[0] == "NPK" && row[2] == json!(0))
    };
    let tip = curves["tips"].as_array().unwrap().iter().find(falls).unwrap();
    assert!((6.0..7.0).contains(&tip["at"].as_f64().unwrap()), "{tip}");
    let split = ask("split").json();
    assert_eq!((&split["of"], &split["after"]), (&json!(98), &json!(69.0)));
    let none = json!({ "question": { "votes": "world:nl_2023" }, "along": "split" });
    server.post("/api/curves", &none).refusal(400);
}

#[test]
fn files_can_be_taken_along() {
    let server = Server::start();
    let question = votes_of_2023(json!({ "list.threshold.at_least": "7%" }));
    let file = |file: &str| server.post("/api/file", &json!({ "question": question, "file": file }));
    let rules = file("rules.toml");
    assert!(rules.head.contains("content-disposition: attachment"), "{}", rules.head);
    // What was taken along is counted as on the page.
    let path = crate::file("served.toml", rules.body.as_bytes());
    let said = sailau(&format!("rules check {path}")).good();
    assert!(said.contains("right"), "{said}");
    assert!(file("seats.csv").body.starts_with("party,"));
    assert!(file("after.svg").body.contains("<style>"));
    assert!(file("record.txt").body.contains("fails by"));
    let report = file("report.html");
    assert!(report.status == 200 && report.body.contains("</html>"), "{}", report.status);
    file("/etc/passwd").refusal(400);
}

#[test]
fn own_files_are_counted_and_refused_with_the_line() {
    let server = Server::start();
    let rules = "name = \"A town\"\n[[tier]]\nname = \"list\"\nseats = 7\nmethod = \"dhondt\"\n";
    let own = |rules: &str, votes: &str| server.count(&json!({ "own": { "rules": rules, "votes": votes } }));
    let answer = own(rules, "party,votes\nHill,60\n\"<b>Dale</b>\",40\n").json();
    assert_eq!(answer["rows"][0]["after"], 4);
    assert!(!answer["after"]["picture"].as_str().unwrap().contains("<b>"));
    // A threshold that the rules have not yet.
    let question = json!({ "own": { "rules": rules, "votes": "party,votes\nHill,80\nDale,20\n" },
                           "set": { "list.threshold": { "at_least": "25%", "of": "valid votes" } } });
    assert_eq!(server.count(&question).json()["verdicts"][0]["why"][0]["reason"], "below");
    let wrong = own(rules, "party,votes\nHill,sixty\n").refusal(422);
    assert!(wrong.contains("line 2"), "{wrong}");
    assert!(own("name = 1", "party,votes\nHill,60\n").refusal(422).starts_with("rules: "));
    let total = own(rules, "party,votes\nHill,60\nTotal,60\n").refusal(422);
    assert!(total.contains("Total"), "{total}");
    let huge = rules.replace("seats = 7", "seats = 4000000000");
    assert!(own(&huge, "party,votes\nHill,60\n").refusal(413).contains("4000000000 seats"));
}

#[test]
fn questions_that_are_none_are_refused() {
    let server = Server::start();
    for (body, status) in [
        (json!({}), 400),
        (json!([]), 400),
        (json!({ "votes": "/etc/passwd" }), 400),
        (json!({ "votes": "world:../../Cargo.toml" }), 422),
        (json!({ "votes": "kazakhstan:2020-01-01" }), 400),
        (json!({ "votes": "kazakhstan:2023-03-19", "law": "Cargo.toml" }), 400),
        (json!({ "votes": "kazakhstan:2023-03-19", "other": 1 }), 400),
        (votes_of_2023(json!({ "list": 1 })), 400),
        (votes_of_2023(json!({ "nowhere.seats": 1 })), 400),
        (votes_of_2023(json!({ "list.seats": -1 })), 400),
        (votes_of_2023(json!({ "list.threshold.at_least": "170%" })), 400),
        (votes_of_2023(json!({ "list.method": "magic" })), 400),
        (votes_of_2023(json!({ "list.seats": 4_000_000_000u64 })), 413),
        (votes_of_2023(json!({ "single.districts": 4_000_000_000u64 })), 413),
    ] {
        let said = server.count(&body).refusal(status);
        assert!(!said.is_empty() && !said.contains('\n'), "{said}");
    }
    let many: serde_json::Map<_, _> = (0..65).map(|i| (format!("list.field{i}"), json!(1))).collect();
    server.count(&votes_of_2023(many.into())).refusal(400);
    server.ask("POST", "/api/count", "", "{").refusal(400);
    let head = format!("POST /api/count HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", server.address);
    server.raw(format!("{head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n").as_bytes()).refusal(411);
    server.raw(format!("{head}Content-Length: 16777217\r\n\r\n").as_bytes()).refusal(413);
    // It still answers.
    assert_eq!(server.count(&votes_of_2023(json!({}))).status, 200);
}

#[test]
fn elections_are_drawn_in_the_background_and_can_be_stopped() {
    let server = Server::start();
    let order = |draws: u64| {
        let question = votes_of_2023(json!({ "list.threshold.at_least": "7%" }));
        server.post("/api/draws", &json!({ "question": question, "draws": draws }))
    };
    let ended = |run: &Value| {
        let begun = Instant::now();
        loop {
            let look = server.get(&format!("/api/draws/{}", run["run"].as_str().unwrap())).json();
            if !matches!(look["phase"].as_str(), Some("waiting" | "running")) {
                return look;
            }
            assert!(begun.elapsed() < Duration::from_secs(300), "{look}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let look = ended(&order(1_000).json());
    assert_eq!((&look["phase"], &look["done"]), (&json!("done"), &json!(1_000)), "{look}");
    let fifth =
        look["found"]["parties"].as_array().unwrap().iter().find(|row| row["party"] == "NPK").unwrap();
    // Seven per cent are harder than five, though who passes both may gain by those who do not.
    assert!(fifth["difference"]["high"].as_f64().unwrap() < 0.0, "{fifth}");
    // The same seed draws the same.
    let again = ended(&order(1_000).json());
    assert_eq!(again["found"], look["found"]);
    let long = order(100_000).json();
    let path = format!("/api/draws/{}", long["run"].as_str().unwrap());
    server.ask("DELETE", &path, "", "").json();
    let stopped = ended(&long);
    assert_eq!(stopped["phase"], "stopped", "{stopped}");
    assert!(stopped["done"].as_u64().unwrap() < 100_000);
    order(0).refusal(400);
    order(1 << 40).refusal(400);
}

#[test]
fn more_runs_than_wait_are_refused_and_the_others_go_on() {
    let server = Server::start();
    let order =
        || server.post("/api/draws", &json!({ "question": votes_of_2023(json!({})), "draws": 100_000 }));
    let answers: Vec<Answer> = (0..40).map(|_| order()).collect();
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 503)));
    let busy = answers.iter().find(|answer| answer.status == 503).unwrap();
    assert!(busy.head.contains("retry-after: 2") && busy.refusal(503).contains("ask again"));
    assert!(answers.iter().filter(|answer| answer.status == 200).count() >= 20);
    assert_eq!(server.count(&votes_of_2023(json!({}))).status, 200);
}
