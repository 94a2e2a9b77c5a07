//! Electorates that cannot be: the error says where, and what to do.

use sailau::electorate::{Candidacy, Electorate, LogisticNormal, PERSONAL, Rate, Swing, Turnout, VoteModel};

const VALID: &str = r#"
name = "Example"
sources = ["invented"]
assumptions = ["It is an example."]

[swing.logistic-normal]
nation = 0.2
district = 0.1
correlation = 0.4

[turnout]
mean = 0.6
regions = { east = 0.7 }
district = { beta = 66.1 }

[[party]]
name = "A"
share = 0.6
bloc = "left"
registration_order = 1
regions = { east = 0.5 }

[[party]]
name = "B"
share = 0.4
volatility = 1.5
kind = "coalition"

[[district]]
name = "1"
region = "east"
registered = 50_000

[[district]]
name = "2"
registered = 40_000
turnout = 0.55

[[list]]
invalid = { mean = 0.02, district = 0.3 }

[[single]]
split = { B = -0.15 }
desertion = { mean = 0.3 }

[[single.candidate]]
district = "2"
name = "Ann"
share = 0.1
"#;

#[test]
fn a_file_says_what_its_electorate_is() {
    let electorate = Electorate::from_toml(VALID).unwrap();
    let json = serde_json::to_string_pretty(&electorate).unwrap();
    assert_eq!(Electorate::from_json(&json).unwrap(), electorate);
    let swing = LogisticNormal { nation: 0.2, region: 0.0, district: 0.1, correlation: 0.4 };
    assert_eq!(electorate.swing, Swing::LogisticNormal(swing));
    assert_eq!(electorate.turnout.regions["east"], 0.7);
    assert_eq!(electorate.lists[0].invalid, Rate { district: 0.3, ..Rate::fixed(0.02) });
    let single = &electorate.singles[0];
    assert_eq!((single.name.as_str(), single.stand, single.personal), ("single", Candidacy::Every, PERSONAL));
    let model = electorate.compile().unwrap();
    let field = model.field();
    assert_eq!(field.parties()[0].registration_order, Some(1));
    assert_eq!(field.parties()[1].kind.as_deref(), Some("coalition"));
    let entries: Vec<_> = field.contest("single").unwrap().ballots.iter().map(|b| b.entries.len()).collect();
    assert_eq!(entries, [2, 3]);
    let assumptions = model.assumptions();
    assert_eq!(assumptions[0], "It is an example.");
    for words in ["nation 0.2", "beta with concentration 66.1", "Cox 1997", "B × 1.5", "Madow", "2 %"] {
        assert!(assumptions.iter().any(|sentence| sentence.contains(words)), "{words} in {assumptions:#?}");
    }
}

#[test]
fn what_is_left_out_has_its_default() {
    let shortest = "name = \"\"\n[[party]]\nname = \"A\"\nshare = 1\n[[district]]\nname = \"1\"\nregistered = 9\n[[list]]";
    let electorate = Electorate::from_toml(shortest).unwrap();
    assert_eq!(electorate.swing, Swing::LogisticNormal(LogisticNormal::default()));
    assert_eq!(electorate.turnout, Turnout::UK_2019);
    assert_eq!(electorate.anomalies, None);
    for (text, swing) in [
        ("swing = \"none\"", Swing::None),
        ("swing = { logistic-normal = {} }", Swing::LogisticNormal(LogisticNormal::default())),
    ] {
        assert_eq!(Electorate::from_toml(&format!("{text}\n{shortest}")).unwrap().swing, swing);
    }
}

/// Replaces a part of the valid file, and gives the error.
fn error(from: &str, to: &str) -> String {
    assert!(VALID.contains(from), "{from}");
    let read =
        Electorate::from_toml(&VALID.replacen(from, to, 1)).and_then(|read| read.compile().map(|_| read));
    read.expect_err(to).to_string()
}

#[test]
fn an_error_names_the_place_and_the_way_out() {
    let mut wrong = Vec::new();
    for (from, to, expected) in [
        ("share = 0.6", "share = -0.1", "party `A`: `share` is -0.1; it is 0, or a share from 10^-9 to 10^9"),
        ("share = 0.6", "share = nan", "party `A`: `share` is NaN"),
        ("share = 0.6", "share = inf", "party `A`: `share` is inf"),
        ("share = 0.6", "share = 1e300", "party `A`: `share` is 1"),
        ("share = 0.6", "share = 1e-300", "party `A`: `share` is 0.0"),
        (
            "share = 0.6",
            "share = \"much\"",
            "line 18, column 9: `party` 1, `share`: a number is needed here, not the text \"much\"",
        ),
        ("regions = { east = 0.5 }", "regions = { west = 0.5 }", "party `A`: there is no region `west`"),
        ("regions = { east = 0.5 }", "districts = { 3 = 0.5 }", "party `A`: there is no district `3`"),
        ("regions = { east = 0.5 }", "districts = { 2 = -1 }", "party `A`, district `2`: `districts` is -1"),
        ("name = \"B\"", "name = \"A\"", "party `A` is given twice; remove one or rename it"),
        ("name = \"B\"", "name = \" \"", "`` is no name for a party"),
        ("name = \"B\"", "name = \"@others\"", "`@others` is no name for a party"),
        ("name = \"2\"\nregistered", "name = \"1\"\nregistered", "district `1` is given twice"),
        ("region = \"east\"", "region = \"\"", "`` is no name for a region"),
        (
            "volatility = 1.5",
            "volatility = -1",
            "party `B`: `volatility` is -1; it is a factor, from 0 to 100",
        ),
        ("volatility = 1.5", "volatility = 101", "party `B`: `volatility` is 101"),
        (
            "volatility = 1.5",
            "entry = { median = 9, sd = 1 }",
            "party `B`: it has an `entry`, but the electorate no `bar`",
        ),
        ("volatility = 1.5", "registration_order = 1", "cannot be laid out"),
        ("volatility = 1.5", "registration_order = 0", "cannot be laid out"),
        ("nation = 0.2", "nation = -0.2", "swing: `nation` is -0.2; it is a standard deviation"),
        ("nation = 0.2", "nation = 11", "swing: `nation` is 11"),
        (
            "correlation = 0.4",
            "correlation = 1",
            "swing: `correlation` is 1; it is a correlation, 0 or more and below 1",
        ),
        ("correlation = 0.4", "correlation = -0.1", "swing: `correlation` is -0.1"),
        (
            "district = 0.1",
            "distract = 0.1",
            "line 8, column 1: `swing`, `logistic-normal`: unknown field `distract`; did you mean `district`?",
        ),
        ("mean = 0.6", "mean = 1.6", "turnout: `mean` is 1.6; it is a share, from 0 to 1"),
        ("mean = 0.6", "", "line 11, column 1: `turnout`: missing field `mean`"),
        ("beta = 66.1", "beta = 0", "turnout: `district.beta` is 0; it is a concentration"),
        ("beta = 66.1", "logit = -1", "turnout: `district.logit` is -1"),
        ("regions = { east = 0.7 }", "regions = { east = 7 }", "turnout of region `east`: `regions` is 7"),
        ("regions = { east = 0.7 }", "regions = { oest = 0.7 }", "turnout: there is no region `oest`"),
        ("turnout = 0.55", "turnout = 55", "district `2`: `turnout` is 55"),
        ("registered = 40_000", "registered = -1", "line 36, column 14: `district` 2, `registered`: "),
        (
            "registered = 40_000",
            "registered = 9_007_199_254_740_993",
            "9007199254790993 voters on the rolls are more than the 9007199254740992 that can be drawn",
        ),
        ("[[list]]", "[[single]]", "contest `single` is given twice"),
        ("mean = 0.02", "mean = 2", "contest `list`: `invalid` is 2; it is a share, from 0 to 1"),
        ("B = -0.15", "C = -0.15", "contest `single`: there is no party `C`"),
        (
            "B = -0.15",
            "B = -99",
            "contest `single`, party `B`: `split` is -99; it is the logarithm of a factor",
        ),
        (
            "desertion = { mean = 0.3 }",
            "stand = \"listed\"",
            "contest `single` has no candidate in district `1`",
        ),
        (
            "desertion = { mean = 0.3 }",
            "desertion = { mean = 0.3, sd = 1 }",
            "line 44, column 27: `single` 1, `desertion`: unknown field `sd`",
        ),
        (
            "desertion = { mean = 0.3 }",
            "independents = { each = 0, share = 0.1, personal = 1 }",
            "contest `single`: `independents.each` is 0; it is from 1 to 1000",
        ),
        (
            "district = \"2\"\nname = \"Ann\"",
            "district = \"3\"\nname = \"Ann\"",
            "contest `single`, candidate `Ann`: there is no district `3`",
        ),
        ("share = 0.1\n", "", "contest `single`, candidate `Ann`: an independent needs a `share`"),
        (
            "share = 0.1\n",
            "party = \"A\"\nshare = 0.1\n",
            "candidate `Ann`: a party's candidate has the party's share",
        ),
        ("name = \"Ann\"", "", "an independent needs a `name`"),
        ("share = 0.1\n", "share = 0.1\nstrength = 21\n", "candidate `Ann`: `strength` is 21"),
    ] {
        let found = error(from, to);
        if !found.contains(expected) {
            wrong.push(format!("{to}\n  expected: {expected}\n  found:    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn something_must_be_there() {
    for (text, expected) in [
        ("name = \"\"", "there is no party; give at least one"),
        ("name = \"\"\n[[party]]\nname = \"A\"\nshare = 1", "there is no district; give at least one"),
        (
            "name = \"\"\n[[party]]\nname = \"A\"\nshare = 1\n[[district]]\nname = \"1\"\nregistered = 9",
            "there is no contest (list or single); give at least one",
        ),
        ("", "missing field `name`"),
        ("name", "line 1"),
        ("\u{0}", "line 1"),
    ] {
        let found = Electorate::from_toml(text).unwrap_err().to_string();
        assert!(found.contains(expected), "{found}");
    }
    let nothing = VALID.replace("share = 0.6", "share = 0").replace("share = 0.4", "share = 0.0");
    let nothing = nothing.replace("regions = { east = 0.5 }", "");
    let found = Electorate::from_toml(&nothing).unwrap().compile().unwrap_err().to_string();
    assert_eq!(found, "no party has support in district `1`; give at least one a share above 0 there");
}

#[test]
fn models_that_do_not_go_together_are_refused() {
    let swing = "[swing.logistic-normal]\nnation = 0.2\ndistrict = 0.1\ncorrelation = 0.4\n";
    let spatial =
        |rest: &str| format!("[swing.spatial]\nb = 1\nparties = {{ A = [0, 1], B = [1, 0] }}\n{rest}\n");
    assert!(Electorate::from_toml(&VALID.replace(swing, &spatial(""))).unwrap().compile().is_ok());
    for (to, expected) in [
        (spatial("covariance = [[1, 2], [2, 1]]"), "swing, `covariance`: it is no covariance matrix"),
        (spatial("covariance = [[1, 0]]"), "`covariance` is 1; it is of one to three dimensions"),
        (spatial("nodes = 2"), "swing: `nodes` is 2; it is from 3 to 32"),
        (spatial("districts = { 1 = [0] }"), "swing, district `1`: `districts` is 1"),
        (spatial("districts = { 9 = [0, 1] }"), "there is no district `9`"),
        (spatial("").replace("[0, 1]", "[]"), "swing: `parties` is 0"),
        (spatial("").replace("[0, 1]", "[0, 1e9]"), "swing, party `A`: `parties` is 1000000000"),
        (spatial("").replace(", B = [1, 0]", ""), "party `B`: it has no position"),
        ("[swing.dirichlet]\nnation = 0\n".into(), "swing: `nation` is 0; it is a concentration"),
        ("[swing.uniform]\nnation = -1\n".into(), "swing: `nation` is -1"),
        (
            "swing = \"none\"\nturnout.with_support = { party = \"A\", correlation = 0.5 }\nturnout.mean = 0.5\n".into(),
            "line",
        ),
    ] {
        let found = Electorate::from_toml(&VALID.replace(swing, &to)).unwrap_err().to_string();
        assert!(found.contains(expected), "{to}\n  expected: {expected}\n  found:    {found}");
    }
    let with = |with: &str| VALID.replace("district = { beta = 66.1 }", &format!("with_support = {with}"));
    for (text, expected) in [
        (with("{ party = \"A\", correlation = 1 }"), "`with_support.correlation` is 1"),
        (with("{ party = \"Z\", correlation = 0.1 }"), "turnout: there is no party `Z`"),
        (
            with("{ party = \"A\", correlation = 0.1 }").replace(swing, "[swing.dirichlet]\n"),
            "it needs a swing with normal deviations",
        ),
    ] {
        let found = Electorate::from_toml(&text).unwrap_err().to_string();
        assert!(found.contains(expected), "{found}");
    }
    let anomalies = |change: &str, to: &str| {
        let valid = "[anomalies]\nparty = \"A\"\nstation = 1000\nstation_sd = 0.5\nturnout_sd = 0.1\nshare_sd = 0.1\n\
                     stuffing = { incremental = 0.5, extreme = 0.1, alpha = 2, theta = 0.5 }\n";
        assert!(valid.contains(change));
        Electorate::from_toml(&VALID.replace("[turnout]", &format!("{}[turnout]", valid.replace(change, to))))
    };
    assert!(anomalies("alpha = 2", "alpha = 3").is_ok());
    for (change, to, expected) in [
        ("\"A\"", "\"Z\"", "anomalies: there is no party `Z`"),
        ("= 1000", "= 0", "anomalies: `station` is 0; it is from 1 to 10^9"),
        ("incremental = 0.5", "incremental = 0.95", "it is at most 1 together with `extreme`"),
        ("theta = 0.5", "theta = 0", "anomalies: `theta` is 0"),
        ("alpha = 2", "alpha = -2", "anomalies: `alpha` is -2"),
    ] {
        let found = anomalies(change, to).unwrap_err().to_string();
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn json_has_line_and_column_and_no_key_twice() {
    let found = |text: &str| Electorate::from_json(text).unwrap_err().to_string();
    assert!(
        found("{\n\"name\": 1}")
            .starts_with("line 2, column 9: `name`: text in quotes is needed here, not the number 1")
    );
    assert!(found("[").starts_with("line 1, column 1"));
    let twice = r#"{"name": "", "party": [{"name": "A", "share": 1, "regions": {"x": 1, "x": 2}}]}"#;
    assert!(found(twice).contains("`x` stands here for the second time"), "{}", found(twice));
}
