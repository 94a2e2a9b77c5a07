use super::*;

fn read(file: &str) -> Result<Votes, VotesError> {
    Votes::from_csv(file.as_bytes(), &["regional"])
}

/// The message for a file that must be refused.
fn refused(file: &[u8]) -> String {
    Votes::from_csv(file, &["regional"]).unwrap_err().to_string()
}

#[test]
fn every_optional_column_can_be_left_out_and_order_is_free() {
    let short = read("votes,party\n7,A\n5,B\n").unwrap();
    let long = read("contest,district,party,candidate,votes\nlist,,A,,7\nlist,,B,,5\n").unwrap();
    assert_eq!(short, long);
    assert_eq!(short, Votes::list([("A", 7), ("B", 5)]).unwrap());
}

#[test]
fn byte_order_mark_line_ends_spaces_comments_and_quotes() {
    let file = "\u{feff}party,votes\r\n# a note, with a comma\r\n\"A, \"\"the\"\" first\" , 7\r\n\r\nB,5";
    let votes = read(file).unwrap();
    assert_eq!(votes.field().parties()[0].name, "A, \"the\" first");
    assert_eq!(votes.total("list"), 12);
}

#[test]
fn rows_may_come_in_any_order() {
    let votes = read(
        "contest,district,party,candidate,votes\n\
         single,N,A,a,1\nlist,N,A,,10\nsingle,S,A,b,2\nlist,S,A,,20\nsingle,N,,c,3\n\
         list,N,@against-all,,4\nlist,N,@invalid,,0\nlist,S,B,,30\nregional run-off,S,B,,8\n",
    )
    .unwrap();
    assert_eq!(votes.total("list"), 60);
    assert_eq!(votes.total("single"), 6);
    assert_eq!(votes.total("regional run-off"), 8);
    assert_eq!(votes.against_all("list"), 4);
    assert_eq!(votes.field().districts(), ["N", "S"]);
    let parties = votes.party_totals("list");
    let totals: Vec<_> = parties.iter().map(|(party, n)| (party.name.as_str(), *n)).collect();
    assert_eq!(totals, [("A", 30), ("B", 30)]);
    let list = votes.field().contest("list").unwrap();
    assert_eq!(votes.tally().totals[list.ballots[0].totals()].invalid, Some(0));
    assert_eq!(votes.tally().totals[list.ballots[1].totals()].invalid, None);
}

#[test]
fn the_largest_count_fits_and_one_more_does_not() {
    let votes = read("party,votes\nA,18446744073709551615\nB,18446744073709551615\n").unwrap();
    assert_eq!(votes.total("list"), 2 * u128::from(u64::MAX));
    assert_eq!(
        refused(b"party,votes\nA,18446744073709551616\n"),
        "line 2, column `votes`: `18446744073709551616` is too large; the largest is 18446744073709551615"
    );
}

#[test]
fn bad_files_are_refused_with_line_and_column() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "line 1, column `party`: the header has no such column"),
        (b"party\nA\n", "line 1, column `votes`: the header has no such column"),
        (
            b"party,votes,colour\nA,1,red\n",
            "line 1, column `colour`: unknown column; the columns are contest",
        ),
        (b"party,votes,votes\nA,1,2\n", "line 1, column `votes`: this column stands twice"),
        (b"party,votes\n", "line 1, column `party`: nothing to count"),
        (b"party,votes\n@registered,5\n", "line 2, column `party`: nothing to count"),
        (b"party,votes\nA,1,\n", "line 2, column `votes`: 3 fields where the header has 2"),
        (
            b"contest,party,votes\nlist,A,1\n\nlist,B\n",
            "line 4, column `votes`: 2 fields where the header has 3",
        ),
        (
            b"# source\r\n\r\nparty,votes\r\n# note\r\n\"A\",1\r\n# note\r\n\r\nC,x\r\n",
            "line 8, column `votes`: `x` is not a number",
        ),
        (
            b"party,votes\r\n\"A\r\nB\",1\r\nC,x\r\n",
            "line 2, column `party`: a line break or control character stands in this field; remove it",
        ),
        // Names that could move the cursor or break an error's one line.
        (b"party,votes\nA\0B,5\n", "line 2, column `party`: a line break or control character"),
        (b"party,votes\n\x1b[31mA,5\n", "line 2, column `party`: a line break or control character"),
        (b"party,votes\nA,\"5\n6\"\n", "line 2, column `votes`: a line break or control character"),
        (b"contest,party,votes\n\"li\nst\",A,5\n", "line 2, column `contest`: a line break or control"),
        (b"\"par\nty\",votes\nA,5\n", "line 1, column `par\u{fffd}ty`: unknown column"),
        // What Excel saves where the comma is the decimal sign.
        (b"party;votes\nA;5\n", "line 1, column `party;votes`: the columns are parted by semicolons; save"),
        (
            b"party\tvotes\nA\t5\n",
            "line 1, column `party\u{fffd}votes`: the columns are parted by tabs; save",
        ),
        (b"party,votes\nA,1\nB\n", "line 3, column `votes`: 1 field where the header has 2"),
        (
            "party,votes\nA,5\n\u{a0}A\u{2003},5\n".as_bytes(),
            "line 3, column `party`: `list`, `A` stands here for the second time",
        ),
        ("\u{feff}# source\nparty,votes\nC,x\n".as_bytes(), "line 3, column `votes`: `x` is not a number"),
        (b"party,votes\rA,1\r\rB,x", "line 4, column `votes`: `x` is not a number"),
        (
            b"contest,party,votes\nlists,A,1\n",
            "line 2, column `contest`: unknown contest `lists`; the contests are list, single, regional",
        ),
        (b"contest,party,votes\n,A,1\n", "line 2, column `contest`: unknown contest ``"),
        (b"party,votes\n@none,1\n", "line 2, column `party`: `@none` is not a reserved name"),
        (b"party,votes\n,1\n", "line 2, column `party`: neither a party nor a candidate"),
        (b"party,candidate,votes\n@invalid,X,1\n", "line 2, column `candidate`: a row of `@invalid`"),
        (
            b"party,votes\nA,1\nB,2\nA,1\n",
            "line 4, column `party`: `list`, `A` stands here for the second time",
        ),
        (b"party,votes\nA,1\n@invalid,2\n@invalid,2\n", "line 4, column `party`: `list`, `@invalid` stands"),
        (b"party,votes\nA,\n", "line 2, column `votes`: the number is missing"),
        (b"party,votes\nA,-1\n", "line 2, column `votes`: `-1` is negative"),
        (b"party,votes\nA,-0.5\n", "line 2, column `votes`: `-0.5` is negative"),
        (b"party,votes\nA,1.0\n", "line 2, column `votes`: `1.0` is not a whole number"),
        (b"party,votes\nA,1e3\n", "line 2, column `votes`: `1e3` is not a number"),
        (b"party,votes\nA,+1\n", "line 2, column `votes`: `+1` is not a number"),
        (b"party,votes\nA,1 000\n", "line 2, column `votes`: `1 000` is not a number"),
        (b"party,votes\nA,NaN\n", "line 2, column `votes`: `NaN` is not a number"),
        ("party,votes\nA,١\n".as_bytes(), "line 2, column `votes`: `١` is not a number"),
        (b"party,votes\n\xff\xfe,1\n", "line 2, column `party`: not UTF-8"),
        (b"party,votes\nA,\xff\n", "line 2, column `votes`: not UTF-8"),
        (b"\xff\xfep,votes\nA,1\n", "line 1, column `number 1`: not UTF-8"),
        (
            b"district,party,votes\nN,A,1\n,B,2\n",
            "line 3, column `district`: contest `list` has rows with a district",
        ),
        (
            b"party,votes,registration_order\nA,1,0\n",
            "line 2, column `registration_order`: the order of registration counts from 1",
        ),
        (
            b"party,votes,registration_order\nA,1,4294967296\n",
            "line 2, column `registration_order`: `4294967296` is too large",
        ),
        (
            b"party,votes,registration_order\nA,1,1\nB,2,1\n",
            "line 3, column `registration_order`: the order 1 belongs to `A`",
        ),
        (
            b"district,party,votes,registration_order\nN,A,1,1\nS,A,2,2\n",
            "line 3, column `registration_order`: `A` was given the order 1",
        ),
        (
            b"party,votes,registration_order\n@invalid,1,1\n",
            "line 2, column `registration_order`: only a party's row",
        ),
    ];
    for (file, start) in cases {
        let message = refused(file);
        assert!(message.starts_with(start), "{message}\n  should start: {start}");
        assert!(!message.contains('\n'), "one line: {message}");
    }
}

#[test]
fn rows_of_polling_stations_are_added_up_and_nothing_else_is() {
    let summed = |file: &str| {
        let table = CsvTable::default().summed(true);
        table.read(file.as_bytes(), &[]).map_err(|error| error.to_string())
    };
    let whole = "district,party,kind,votes\nN,A,x,41\nS,A,x,2\nN,B,,3\nN,@invalid,,7\nS,@invalid,,1\n";
    let stations = "district,party,kind,votes\nN,A,x,1\nS,A,x,2\nN,Ａ,x,0\nN,A\u{200b},x,40\nN,B,,3\nN,@invalid,,5\n\
                    S,@invalid,,1\nN,@invalid,,2\n";
    assert_eq!(summed(&stations.replace("N,Ａ,x,0\n", "")).unwrap(), read(whole).unwrap());
    assert_eq!(summed(stations).unwrap().field().parties().len(), 3);
    let many: String = (0..900).map(|n| format!("P{},1\n", n % 300)).collect();
    assert_eq!(summed(&format!("party,votes\n{many}")).unwrap().tally().votes, [3; 300]);
    for (rows, problem) in [
        (
            "A,-1,",
            "line 2, column `votes`: `-1` is not a whole number that fits; only whole numbers can be added up",
        ),
        ("A,1.5,", "line 2, column `votes`: `1.5` is not a whole number"),
        (
            "A,18446744073709551616,",
            "line 2, column `votes`: `18446744073709551616` is not a whole number that fits",
        ),
        ("A,,", "line 2, column `votes`: `` is not a whole number"),
        (
            "A,18446744073709551615,\n\nA,1,",
            "line 4, column `votes`: together with the rows before it, this is more",
        ),
        ("@others,18446744073709551615,\n@others,1,", "line 3, column `votes`: together with the rows"),
        ("A,1,x\nA,1,y", "line 3: `kind` is `y` here and `x` in an earlier row of the same"),
        ("A,1,x\nA,1,", "line 3: `kind` is `` here and `x` in an earlier row of the same"),
        // The first mistake of the file.
        ("A,1,x\n@nobody,1,\nA,1,y", "line 3, column `party`: `@nobody` is not a reserved name"),
    ] {
        let said = summed(&format!("party,votes,kind\n{rows}\n")).unwrap_err();
        assert!(said.starts_with(problem), "{said}\n  should start: {problem}");
    }
}

#[test]
fn columns_and_separators_are_those_of_the_file() {
    let read =
        |table: &CsvTable, file: &str| table.read(file.as_bytes(), &[]).map_err(|error| error.to_string());
    let table = CsvTable::default().columns([("party", "Партия"), ("votes", "Голоса")]).separator(b';');
    let votes = read(&table, "Код; Голоса ;Партия\n7;12;\"Аманат; партия\"\n8;5;Ауыл\n").unwrap();
    assert_eq!(votes, Votes::list([("Аманат; партия", 12), ("Ауыл", 5)]).unwrap());
    let table = CsvTable::default().columns([("party", "P"), ("votes", "V")]);
    for (file, problem) in [
        ("\n# what it is\nA,B\n1,2\n", "line 3: there is no column `P`; the columns are A, B"),
        ("P,P\n1,2\n", "line 1: the column `P` stands twice"),
        ("P,V,W\nA,1,2\nA\n", "line 3, column `votes`: 1 field where the header has 3"),
        ("P,V,W\nA,1,2\n\nA,2,3\n", "line 4, column `party`: `list`, `A` stands here for the second time"),
    ] {
        let said = read(&table, file).unwrap_err();
        assert!(said.starts_with(problem), "{said}\n  should start: {problem}");
    }
    let both = CsvTable::default().columns([("party", "P"), ("candidate", "P"), ("votes", "V")]);
    assert!(
        read(&both, "P,V\nA,1\n").unwrap().field().contests()[0].ballots[0].entries[0].candidate.is_some()
    );
    let twice = CsvTable::default().columns([("party", "P"), ("party", "V")]);
    assert!(
        read(&twice, "P,V\nA,1\n")
            .unwrap_err()
            .starts_with("line 1, column `party`: this column stands twice")
    );
    let unknown = CsvTable::default().columns([("partie", "P")]);
    assert!(read(&unknown, "P\nA\n").unwrap_err().starts_with("line 1, column `partie`: unknown column"));
}

#[test]
fn districts_where_the_same_stand_have_their_lists_in_common() {
    let votes = read("district,party,votes\nN,A,1\nN,B,2\nS,A,3\nS,B,4\nW,B,1\nW,A,1\n").unwrap();
    let [north, south, west] = &votes.field().contests()[0].ballots[..] else { panic!() };
    assert!(north.entries.is(&south.entries) && !west.entries.is(&north.entries));
    assert!(north.standing.is(&south.standing) && west.standing.is(&north.standing));
    assert_eq!(west.entries[0].party, Some(1));
}

#[test]
fn winners_are_checked_too() {
    let read = |file: &str| Votes::empty().add_winners_csv(file.as_bytes(), &["single"]);
    let votes = read("tier,district,party,candidate,seats\nsingle,D1,A,a,\nsingle,,,,7\n").unwrap();
    assert_eq!(votes.winners()[0].seats, 1);
    assert_eq!(votes.winners()[1], Winner::independents("single", 7));
    for (file, start) in [
        ("tier\nlist\n", "line 2, column `tier`: unknown tier `list`; the tiers are single"),
        ("tier,seats\nsingle,0\n", "line 2, column `seats`: a row of winners has at least one seat"),
        ("tier,candidate,seats\nsingle,a,2\n", "line 2, column `seats`: `a` can have one seat"),
        ("tier,seats\n", "line 1, column `tier`: nothing to count"),
    ] {
        let message = read(file).unwrap_err().to_string();
        assert!(message.starts_with(start), "{message}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Votes::open_csv("no/such/file.csv", &[]).unwrap_err();
    assert!(error.to_string().starts_with("no/such/file.csv cannot be opened: "));
    // A folder can be opened, but not read.
    let error = Votes::open_csv("src", &[]).unwrap_err();
    assert!(error.to_string().starts_with("src cannot be "), "{error}");
}

#[test]
fn a_tally_of_another_field_is_refused() {
    let one = Votes::list([("A", 1)]).unwrap();
    let two = Votes::list([("A", 1), ("B", 2)]).unwrap();
    let error = Votes::new(one.field().clone(), two.tally().clone()).unwrap_err();
    assert_eq!(error.problem, VotesProblem::WrongTally { votes: 1, totals: 1 });
}

/// The same rows by every door give the same votes, or the same problem.
#[test]
fn every_door_has_the_same_rules() {
    let names = [
        "A",
        "A ",
        "B",
        "Gr\u{fc}ne",
        "Gru\u{308}ne",
        "@invalid",
        "@others",
        "@against-all",
        "@registered",
        "@none",
        "",
        " ",
    ];
    for first in names {
        for second in names {
            let rows = [("C", 7), (first, 500), (second, 150)];
            let file: String = rows.iter().map(|(party, n)| format!("{party},{n}\n")).collect();
            let of_file = read(&format!("party,votes\n{file}")).map_err(|error| error.problem);
            let of_list = Votes::list(rows).map_err(|error| error.problem);
            assert_eq!(of_list, of_file, "{rows:?}");
            let mut ballots = VotesBuilder::default();
            let mut ballot = ballots.ballot("list", None);
            for (party, n) in rows {
                ballot = ballot.list(party, n);
            }
            let of_ballot = ballots.build();
            assert_eq!(of_ballot, of_file, "{rows:?}");
            let Ok(votes) = of_file else { continue };
            assert_eq!(VotesBuilder::from(votes.clone()).build(), Ok(votes.clone()));
            let mut table = VotesBuilder::default();
            table.table("list", &["N"], &rows.map(|(party, _)| party), &[rows.map(|(_, n)| n)]);
            let table = table.build().unwrap();
            assert_eq!(
                (table.total("list"), &table.tally().totals),
                (votes.total("list"), &votes.tally().totals)
            );
            let json = serde_json::to_string(&votes).unwrap();
            assert_eq!(serde_json::from_str::<Votes>(&json).unwrap(), votes);
        }
    }
    let json = serde_json::to_string(&Votes::list([("A", 1), ("B", 2)]).unwrap()).unwrap();
    for (name, problem) in [("@invalid", "is no name of a party"), ("", "has no name"), ("A ", "second time")]
    {
        let error =
            serde_json::from_str::<Votes>(&json.replace("\"B\"", &format!("\"{name}\""))).unwrap_err();
        assert!(error.to_string().contains(problem), "{error}");
    }
    let reserved = Votes::empty().with_winners([Winner::of_party("single", "@others", 2)]).unwrap_err();
    assert_eq!(reserved.problem, VotesProblem::ReservedName("@others".to_owned()));
}

/// Votes of nobody are refused at every door; `Votes::empty` is the start for winners alone.
#[test]
fn votes_of_nobody_are_refused_at_every_door() {
    let nothing = |problem: VotesProblem| assert_eq!(problem, VotesProblem::NothingToCount);
    let nobody: [(&str, u64); 0] = [];
    nothing(Votes::list(nobody).unwrap_err().problem);
    nothing(Votes::list([("@invalid", 5)]).unwrap_err().problem);
    nothing(VotesBuilder::default().build().unwrap_err());
    let mut spoilt = VotesBuilder::default();
    spoilt.ballot("list", None).invalid(5);
    nothing(spoilt.build().unwrap_err());
    nothing(Votes::from_csv("party,votes\n@invalid,5\n".as_bytes(), &["list"]).unwrap_err().problem);
    let read = |json: &str| serde_json::from_str::<Votes>(json);
    let no_entry = r#"{"field":{"parties":[],"contests":[{"name":"list","ballots":[{"entries":[],"standing":[],"first_vote":0,"totals":0}]}]},
        "tally":{"votes":[],"totals":[{"against_all":0,"others":0}]}}"#;
    assert!(read(no_entry).unwrap_err().to_string().contains("nothing to count"), "{:?}", read(no_entry));
    let empty = serde_json::to_string(&Votes::empty()).unwrap();
    assert_eq!(read(&empty).unwrap(), Votes::empty());
}
