//! Votes files of any kind against a reader that knows nothing of speed: it has the whole text, and a list of all rows.

use std::fmt::Write as _;

use proptest::prelude::*;
use sailau::Votes;
use sailau::votes::{BallotTotals, CsvTable};

use crate::choices::Choices;

const COLUMNS: [&str; 5] = ["contest", "district", "party", "candidate", "votes"];
const RESERVED: [&str; 5] = ["@against-all", "@others", "@invalid", "@registered", "@ballots"];

/// What a reader makes of a file: rows of contest, district, party, candidate and votes ballot by ballot, or the line and the
/// column of what is wrong.
type Read = Result<Vec<Row>, (u64, Option<&'static str>)>;
type Row = (String, Option<String>, Option<String>, Option<String>, Option<u64>);

/// Fields of a line of the file, and the line where it begins; comments and blank lines are none.
fn lines(text: &str) -> Vec<(u64, Vec<String>)> {
    let mut lines = Vec::new();
    let mut letters = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    let mut line = 1;
    while let Some(&first) = letters.peek() {
        match first {
            '\n' => {
                letters.next();
                line += 1;
                continue;
            }
            '\r' => {
                letters.next();
                line += u64::from(letters.peek() != Some(&'\n'));
                continue;
            }
            '#' => {
                while letters.peek().is_some_and(|c| *c != '\n') {
                    letters.next();
                }
                continue;
            }
            _ => {}
        }
        let start = line;
        let (mut fields, mut field, mut quoted, mut at_start) = (Vec::new(), String::new(), false, true);
        loop {
            let letter = letters.peek().copied();
            if !quoted && letter.is_none_or(|c| matches!(c, '\r' | '\n')) || letter.is_none() {
                fields.push(field);
                break;
            }
            let letter = letters.next().unwrap();
            let was_at_start = std::mem::replace(&mut at_start, false);
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => field.push(letters.next().unwrap()),
                '"' if quoted => quoted = false,
                '"' if was_at_start => quoted = true,
                ',' if !quoted => {
                    fields.push(std::mem::take(&mut field));
                    at_start = true;
                }
                _ => field.push(letter),
            }
            line += u64::from(letter == '\n' || letter == '\r' && letters.peek() != Some(&'\n'));
        }
        lines.push((start, fields));
    }
    lines
}

/// A name in the one form that the names below have.
fn name(field: &str) -> Option<String> {
    let field = field.trim().replace("u\u{308}", "\u{fc}").replace('\u{200b}', "");
    Some(field).filter(|name| !name.is_empty())
}

/// Reads a file row by row, and looks through all rows before each.
fn naive(text: &str, summed: bool) -> Read {
    let mut lines = lines(text).into_iter();
    let (line, header) = lines.next().unwrap_or((1, Vec::new()));
    for (i, column) in header.iter().enumerate() {
        let known = COLUMNS.into_iter().find(|known| *known == column.trim());
        let known = known.ok_or((line, None))?;
        if header[..i].iter().any(|other| other.trim() == known) {
            return Err((line, Some(known)));
        }
    }
    let has = |column: &str| header.iter().position(|own| own.trim() == column);
    for needed in ["party", "votes"] {
        if has(needed).is_none() {
            return Err((line, Some(needed)));
        }
    }
    let (mut rows, mut last): (Vec<Row>, _) = (Vec::new(), line);
    for (line, fields) in lines {
        last = line;
        if fields.len() != header.len() {
            let missing = (fields.len()..header.len()).next().unwrap_or(header.len() - 1);
            return Err((line, COLUMNS.into_iter().find(|known| *known == header[missing].trim())));
        }
        let wrong = |column| (line, Some(column));
        let field = |column: &'static str| {
            let field = has(column).map_or("", |i| fields[i].trim());
            if field.chars().any(char::is_control) { Err(wrong(column)) } else { Ok(field) }
        };
        let contest = if has("contest").is_some() { field("contest")? } else { "list" };
        if !["list", "single", "list run-off", "single run-off"].contains(&contest) {
            return Err(wrong("contest"));
        }
        let district = name(field("district")?);
        let party = name(field("party")?);
        let candidate = name(field("candidate")?);
        let digits = Some(field("votes")?).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let votes = digits.and_then(|text| text.parse::<u64>().ok()).ok_or(wrong("votes"))?;
        let reserved = party.as_deref().is_some_and(|name| name.starts_with('@'));
        if reserved && !RESERVED.contains(&party.as_deref().unwrap_or_default())
            || party.is_none() && candidate.is_none()
        {
            return Err(wrong("party"));
        }
        if candidate.as_deref().is_some_and(|name| reserved || name.starts_with('@')) {
            return Err(wrong("candidate"));
        }
        if rows.iter().any(|row| row.0 == contest && row.1.is_some() != district.is_some()) {
            return Err(wrong("district"));
        }
        let same =
            |row: &&mut Row| (&*row.0, &row.1, &row.2, &row.3) == (contest, &district, &party, &candidate);
        match rows.iter_mut().find(same) {
            Some(row) if summed => {
                row.4 = Some(row.4.and_then(|sum| sum.checked_add(votes)).ok_or(wrong("votes"))?);
            }
            Some(_) => return Err(wrong("party")),
            None => rows.push((contest.to_owned(), district, party, candidate, Some(votes))),
        }
    }
    if rows.iter().all(|row| row.2.as_deref().is_some_and(|name| name.starts_with('@'))) {
        return Err((last, Some("party")));
    }
    Ok(rows)
}

/// The same of votes: rows of lists and candidates in the order of the ballots, then what the boxes held.
fn rows_of(votes: &Votes) -> Vec<Row> {
    let field = votes.field();
    let mut rows = Vec::new();
    for contest in field.contests() {
        for ballot in &contest.ballots {
            let district = ballot.district.map(|number| field.districts()[number].clone());
            for (entry, &n) in ballot.entries.iter().zip(&votes.tally().votes[ballot.votes()]) {
                let party = entry.party.map(|party| field.parties()[party].name.clone());
                rows.push((contest.name.clone(), district.clone(), party, entry.candidate.clone(), Some(n)));
            }
            let BallotTotals { against_all, others, invalid, registered, ballots } =
                votes.tally().totals[ballot.totals()];
            for (reserved, n) in
                RESERVED.into_iter().zip([Some(against_all), Some(others), invalid, registered, ballots])
            {
                rows.push((contest.name.clone(), district.clone(), Some(reserved.to_owned()), None, n));
            }
        }
    }
    rows
}

/// Naive rows in that order, with what no row gives.
fn laid_out(rows: &[Row]) -> Vec<Row> {
    let mut contests: Vec<&str> = Vec::new();
    let mut ballots: Vec<(&str, &Option<String>)> = Vec::new();
    for row in rows {
        if !contests.contains(&&*row.0) {
            contests.push(&row.0);
        }
        if !ballots.contains(&(&row.0, &row.1)) {
            ballots.push((&row.0, &row.1));
        }
    }
    ballots.sort_by_key(|(contest, _)| contests.iter().position(|own| own == contest));
    let mut all = Vec::new();
    for (contest, district) in ballots {
        let own = || rows.iter().filter(|row| row.0 == contest && row.1 == *district);
        let is = |row: &Row, reserved: &str| row.2.as_deref() == Some(reserved);
        all.extend(own().filter(|row| !RESERVED.iter().any(|reserved| is(row, reserved))).cloned());
        for (i, reserved) in RESERVED.into_iter().enumerate() {
            let given = own().find(|row| is(row, reserved)).and_then(|row| row.4);
            let votes = if i < 2 { Some(given.unwrap_or(0)) } else { given };
            all.push((contest.to_owned(), district.clone(), Some(reserved.to_owned()), None, votes));
        }
    }
    all
}

/// A file of some rows, mostly right.
fn file(choices: &mut Choices<'_>) -> String {
    let mut columns = vec!["party", "votes"];
    columns.extend(["contest", "district", "candidate"].into_iter().filter(|_| choices.below(2) == 0));
    if choices.below(24) == 0 {
        columns.push(["party", "colour", "votes"][choices.below(3)]);
    }
    let turn = choices.below(columns.len());
    columns.rotate_left(turn);
    let mut text = String::new();
    let end = |text: &mut String, choices: &mut Choices<'_>| {
        text.push_str(["\n", "\n", "\r\n", "\r"][choices.below(4)]);
        match choices.below(10) {
            0 => text.push_str("# a, \"note\n"),
            1 => text.push_str("\r\n"),
            2 => text.push_str("\n#\n\n"),
            _ => {}
        }
    };
    if choices.below(4) == 0 {
        text.push_str(["\u{feff}", "# first\n", "\n\n", "\u{feff}# first\r\n"][choices.below(4)]);
    }
    text.push_str(&columns.join(" , "));
    let nationwide = choices.below(3) == 0;
    for _ in 0..choices.below(40) / (1 + choices.below(5)) {
        end(&mut text, choices);
        let slip = choices.below(120) == 0;
        let fields = columns.iter().map(|column| {
            let menu: &[&str] = match (*column, slip) {
                ("contest", false) => &["list", "list", "single", "single run-off"],
                ("district", false) if nationwide => &["", " "],
                ("district", false) => &["N", "S", "\"N\"", " W", "Gr\u{fc}n", "Gru\u{308}n"],
                ("party", false) => &[
                    "A",
                    "B ",
                    "\"C, \"\"c\"\"\"",
                    "Gr\u{fc}ne",
                    "Gru\u{308}ne",
                    "D\u{200b}",
                    "@invalid",
                    "@others",
                    "E",
                    "F",
                ],
                ("candidate", false) => &["", "", "", "x", "y", "\"z\nz\""],
                ("votes", false) => &["0", "7", " 12", "\"40\"", "18446744073709551000", "3", "5"],
                ("contest", true) => &["lits", ""],
                ("district", true) => &["", "N"],
                ("party", true) => &["", "@none", "\"a\nb\"", "\u{200b}"],
                ("candidate", true) => &["@others", "x"],
                ("votes", true) => &["", "-1", "1.5", "18446744073709551616", "\u{a0}4\u{a0}", "+1"],
                _ => &["1"],
            };
            menu[choices.below(menu.len())]
        });
        let mut fields: Vec<&str> = fields.collect();
        if choices.below(80) == 0 {
            fields.push("more");
        }
        // A row with a line end in it, or of one blank field, is another row.
        let _ = write!(text, "{}", fields.join(","));
    }
    if choices.below(2) == 0 {
        end(&mut text, choices);
    }
    text
}

#[test]
fn a_naive_reader_finds_the_same_votes_and_the_same_mistake() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: crate::elections(2_000),
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2022),
        ..ProptestConfig::default()
    });
    let (right, wrong) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let bytes = prop::collection::vec(any::<u8>(), 10..400);
    let result = runner.run(&(bytes, 0..4), |(bytes, turn)| {
        let summed = turn > 0;
        let text = file(&mut Choices(&bytes));
        let read = CsvTable::default().summed(summed).read(text.as_bytes(), &[]);
        match (naive(&text, summed), read) {
            (Ok(rows), Ok(votes)) => {
                prop_assert_eq!(rows_of(&votes), laid_out(&rows), "{}", text);
                crate::one_more(&right, true);
            }
            (Err((line, column)), Err(error)) => {
                let place = error.place.clone().unwrap();
                prop_assert_eq!(place.line, line, "{:?}: {}", text, error);
                if let Some(column) = column {
                    prop_assert_eq!(place.column.as_deref(), Some(column), "{:?}: {}", text, error);
                }
                crate::one_more(&wrong, true);
            }
            (naive, read) => prop_assert!(false, "{text:?}: {naive:?} and {read:?}"),
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let (right, wrong) = (right.get(), wrong.get());
    assert!(
        right * 6 > crate::elections(2_000) && wrong * 6 > crate::elections(2_000),
        "{right} and {wrong}"
    );
}
