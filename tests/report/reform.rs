//! Reforms as data: Kazakhstan's laws and their differences.

use jiff::civil::date;
use proptest::prelude::*;
use sailau::kazakhstan;
use sailau::law::Share;
use sailau::reform::{
    Change, Edge, Effects, EffectsError, Fewest, Parameter, Reform, ReformProblem, Rest, SeatMarginError,
    Stretch, Subsets, SubsetsError, Sweep, SweepError, TippingError, Value, Values, has_majority, one_by_one,
    seat_margin, tipping_threshold, tipping_values,
};
use sailau::system::{ElectoralSystem, Linkage, TierRule, UnknownName};
use sailau::votes::Votes;

fn law(year: i16, month: i8, day: i8) -> &'static ElectoralSystem {
    kazakhstan::law_on(date(year, month, day)).unwrap().value
}

// ---------------------------------------------------------------- changes

#[test]
fn the_difference_of_any_two_laws_makes_one_of_the_other() {
    let laws: Vec<_> = kazakhstan::laws().iter().map(|law| law.value).collect();
    for old in &laws {
        for new in &laws {
            let reform = Reform::between(old, new);
            assert_eq!(&reform.apply(old).unwrap(), *new, "{} to {}", old.name, new.name);
            assert_eq!(old == new, reform.changes.is_empty());
            // And the file says the same.
            let toml = reform.to_toml().unwrap();
            assert_eq!(Reform::from_toml(&toml).unwrap(), reform, "{toml}");
            let json = serde_json::to_string(&reform).unwrap();
            assert_eq!(Reform::from_json(&json).unwrap(), reform);
        }
    }
}

#[test]
fn what_2022_changed_reads_like_an_act() {
    let reform = Reform::between(law(2021, 1, 10), law(2023, 3, 19));
    assert_eq!(
        reform.to_string(),
        "\
Mäjilis 2022: 69 list + 29 single-member
  since 2022-11-05: Constitutional Law on Elections of 28 September 1995 No. 2464, after the law of 5 November 2022 No. 156-VII
  tier assembly goes
  list against all: not on the ballot → on the ballot (art. 43)
  list seats: 98 → 69 (secondary source)
  list threshold at least: 7% → 5% (art. 97-1(1) and 43(5))
  tier single comes: districts 29, method plurality, seats 1, ties repeat vote
  and 4 rules stand elsewhere than before
"
    );
}

const SIX: &str = r#"
name = "Six proposals"

[[change]]
set = "list.threshold.at_least"
from = "5%"
to = "3%"
cite = { act = "a proposal" }

[[change]]
together = "49 + 49"
changes = [
    { set = "list.seats", from = 69, to = 49 },
    { set = "single.districts", from = 29, to = 49 },
]

[[change]]
set = "list.method"
from = "hamilton"
to = "dhondt"

[[change]]
remove = "list.sole_qualifier"
from = { factor = "70%", at_least = 2, overshoot = "first list yields" }
"#;

#[test]
fn proposals_can_be_said() {
    let now = law(2023, 3, 19);
    let reform = Reform::from_toml(SIX).unwrap();
    let then = reform.apply(now).unwrap();
    let TierRule::List(list) = &then.tiers[0].rule else { panic!("a list") };
    assert_eq!(list.threshold.as_ref().unwrap().share, "3%".parse().unwrap());
    assert_eq!(list.method, sailau::Method::DHONDT);
    assert!(list.sole_qualifier.is_none());
    // What is changed is no longer what the article says; what is not, still is.
    assert_eq!(then.citation("list", "threshold").unwrap().act.as_deref(), Some("a proposal"));
    for gone in ["list.method", "list.seats", "list.sole_qualifier", "since"] {
        assert!(!then.citations.contains_key(gone), "{gone}");
    }
    assert_eq!(then.citations["list.ties"], now.citations["list.ties"]);
    assert_eq!(then.since, None);
    let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes();
    assert_eq!(then.count(&votes).unwrap().house_size, 98);

    // Single-member to compensatory: the list's number is then that of the whole house, and the guarantee has no
    // place in it.
    let compensatory = |with_guarantee: bool| {
        let mut changes = vec![
            r#"{ set = "list.seats", to = 98 }"#,
            r#"{ set = "list.linkage", to = { with = ["single"], overhang = "paid by the others" } }"#,
        ];
        if !with_guarantee {
            changes.push(r#"{ remove = "list.sole_qualifier" }"#);
        }
        Reform::from_toml(&format!("name = \"Compensatory\"\nchange = [{}]", changes.join(", "))).unwrap()
    };
    let then = compensatory(false).apply(now).unwrap();
    let TierRule::List(list) = &then.tiers[0].rule else { panic!("a list") };
    assert!(matches!(list.linkage, Some(Linkage::Compensation(_))));
    assert_eq!(then.count(&votes).unwrap().house_size, 98);
    let error = compensatory(true).apply(now).unwrap_err();
    assert_eq!(
        error.to_string(),
        "reform `Compensatory`: change `list linkage becomes overhang paid by the others, with single`: from here on \
         the rules contradict themselves: tier `list`, `sole_qualifier`: goes with a plain list tier only"
    );
}

/// No text on the Mäjilis counts regions; the Senate does, two seats for each.
#[test]
fn regions_are_districts_of_a_tier() {
    let regions = |day| u32::try_from(kazakhstan::regions_on(day).unwrap().len()).unwrap();
    let (before, after) = (date(2022, 6, 7), date(2023, 3, 19));
    let senate = |day| {
        let rules = kazakhstan::senate_laws().on(day).unwrap().value.composition(regions(day));
        let file = format!(
            "name = \"Senate\"\n[[tier]]\nname = \"elected\"\nseats = {}\ndistricts = {}\nmethod = \"plurality\"\n\
             [[tier]]\nname = \"appointed\"\nseats = {}\nmethod = \"appointed\"\nby = \"President\"",
            rules.elected / u64::from(regions(day)),
            regions(day),
            rules.appointed,
        );
        ElectoralSystem::from_toml(&file).unwrap()
    };
    let reform = Reform::between(&senate(before), &senate(after));
    let lines: Vec<_> = reform.changes.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["elected districts: 17 → 20", "appointed seats: 15 → 10"]);
    let house = |system: &ElectoralSystem| {
        system.count(&sailau::votes::Votes::empty().allow_uncounted()).unwrap().house_size
    };
    assert_eq!(house(&senate(before)), 49);
    assert_eq!(house(&reform.apply(&senate(before)).unwrap()), 50);

    // Where seats are by region in a table, a new region is a new field.
    let by_region = ElectoralSystem::from_toml(
        "name = \"By region\"\n[[tier]]\nname = \"list\"\nmethod = \"hare\"\ndistricts = \"each\"\n\
         seats = { \"Almaty Region\" = 3, Abai = 1 }",
    )
    .unwrap();
    let split = Reform::from_toml(
        "name = \"Jetisu\"\n[[change]]\ntogether = \"Jetisu leaves Almaty Region\"\n\
         changes = [{ set = 'list.seats.\"Almaty Region\"', from = 3, to = 2 }, { set = \"list.seats.Jetisu\", to = 1 }]",
    )
    .unwrap();
    let then = split.apply(&by_region).unwrap();
    assert_eq!(Reform::between(&by_region, &then).apply(&by_region).unwrap(), then);
}

#[test]
fn nothing_is_passed_over() {
    let now = law(2023, 3, 19);
    let problem = |change: &str| {
        let text = format!("name = \"A\"\nchange = [{change}]");
        *Reform::from_toml(&text).unwrap().apply(now).unwrap_err().problem
    };
    use ReformProblem as P;
    assert_eq!(problem(r#"{ set = "list.seats", to = 69 }"#), P::ChangesNothing);
    assert_eq!(problem(r#"{ set = "list.ties", to = "earlier registration" }"#), P::ChangesNothing);
    // A default that is written out is no change either.
    assert_eq!(problem(r#"{ set = "list.no_list_passes", to = "unfilled" }"#), P::ChangesNothing);
    assert_eq!(problem(r#"{ order = ["list", "single"] }"#), P::ChangesNothing);
    assert!(
        matches!(problem(r#"{ set = "lists.seats", to = 70 }"#), P::NoTier(unknown) if unknown.known == ["list", "single"] && unknown.nearest.as_deref() == Some("list"))
    );
    assert!(matches!(problem(r#"{ remove_tier = "assembly" }"#), P::NoTier(_)));
    assert!(matches!(problem(r#"{ remove = "list.linkage" }"#), P::NothingThere { nearest: None, .. }));
    let P::NothingThere { nearest, .. } = problem(r#"{ remove = "list.treshold" }"#) else {
        panic!("nothing")
    };
    assert_eq!(nearest.as_deref(), Some("list.threshold"));
    assert!(matches!(problem(r#"{ remove = "list.threshold.kinds.coalition" }"#), P::NothingThere { .. }));
    assert!(
        matches!(problem(r#"{ set = "list.seats.Abai", to = 1 }"#), P::NoFields { path, .. } if path == "list.seats")
    );
    assert_eq!(problem(r#"{ set = "list.name", to = "x" }"#), P::NameStays);
    assert!(matches!(
        problem(r#"{ set = "list.threshold.at_least", from = "7%", to = "3%" }"#),
        P::NotAsExpected { found: Some(_), .. }
    ));
    assert!(matches!(problem(r#"{ add_tier = { name = "single" } }"#), P::TierIsThere { .. }));
    assert!(matches!(
        problem(
            r#"{ add_tier = { name = "x", seats = 9, method = "appointed", by = "A" }, cite = { "list" = {} } }"#
        ),
        P::CitesNothing { .. }
    ));
    assert!(matches!(
        problem(r#"{ remove = "list.sole_qualifier", cite = { article = "1" } }"#),
        P::CitesNothing { key } if key == "list.sole_qualifier"
    ));
    // A word that is misspelt is found by the rules.
    let P::Rules(error) = problem(r#"{ set = "list.treshold.at_least", to = "3%" }"#) else {
        panic!("rules")
    };
    assert!(error.problem.contains("unknown field `treshold`"), "{error}");
    let P::Rules(error) = problem(r#"{ set = "list.seats", to = 0 }"#) else { panic!("rules") };
    assert_eq!(error.to_string(), "tier `list`, `seats`: a tier has at least one seat");

    for (change, place, said) in [
        ("{ set = \"list.seats\" }", 11, "`change` 1: `set` needs `to`"),
        ("{ to = 5 }", 11, "`change` 1: a change has one of `set`"),
        (
            "{ set = \"list.seats\", remove = \"list.seats\", to = 5 }",
            11,
            "`change` 1: a change has one of `set`",
        ),
        ("{ set = \"list\", to = 5 }", 19, "`change` 1, `set`: "),
        ("{ set = \"list.seats\", to = 0.5 }", 38, "`change` 1, `to`: a value of a rules file, such as"),
        (
            "{ remove_tier = \"list\", to = 5 }",
            11,
            "`change` 1: `to` has no meaning with `remove_tier`; remove it",
        ),
        ("{ together = \"B\", changes = [] }", 11, "`change` 1: `together` needs `changes`, at least one"),
        (
            "{ set = \"list.seats\", to = 5, cite = { artcle = \"1\" } }",
            11,
            "`change` 1: the citation is not one: unknown field `artcle`; did you mean `article`?",
        ),
        (
            "{ set = \"list.seats\", form = 3, to = 5 }",
            33,
            "`change` 1: unknown field `form`; did you mean `from`?",
        ),
        ("{ set = 5, to = 5 }", 19, "`change` 1, `set`: text in quotes is needed here, not the number 5"),
    ] {
        let error = Reform::from_toml(&format!("name = \"A\"\nchange = [{change}]")).unwrap_err();
        let P::Unreadable(misread) = *error.problem else { panic!("{change}") };
        let shown = misread.to_string();
        assert!(shown.starts_with(&format!("line 2, column {place}: {said}")), "{shown}");
        assert_eq!(misread.field.as_deref().map(|field| &field[..6]), Some("change"), "{change}");
        assert_eq!(misread.nearest.is_some(), change.contains("form"), "{change}");
    }
    for (file, said) in [
        ("name = \"A\"\nchanges = []", "line 2, column 1: unknown field `changes`; did you mean `change`?"),
        ("change = []", "missing field `name`"),
    ] {
        let error = Reform::from_toml(file).unwrap_err();
        assert!(matches!(*error.problem, P::Unreadable(_)) && error.to_string().contains(said), "{error}");
    }
    // A table of its own is its own place.
    let second =
        "name = \"A\"\n[[change]]\nset = \"list.seats\"\nto = 5\n\n[[change]]\nset = \"list.seats\"\n";
    let error = Reform::from_toml(second).unwrap_err().to_string();
    assert!(error.starts_with("line 6, column 1: `change` 2: `set` needs `to`"), "{error}");
    for (vary, said) in [
        ("sett = \"list.seats\"", "line 2, column 1: `vary` 1: unknown field `sett`; did you mean `set`?"),
        (
            "set = \"list.seats\"\nfrom = 1\nto = 0.5",
            "line 4, column 6: `vary` 1, `to`: a value of a rules file, such as",
        ),
        ("set = 5", "line 2, column 7: `vary` 1, `set`: text in quotes is needed here, not the number 5"),
        ("set = \"list.seats\"", "line 1, column 1: `vary`: `list.seats`: a rule is varied by"),
    ] {
        let error = sailau::reform::Sweep::from_toml(&format!("[[vary]]\n{vary}")).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
    }
    let json = "{\"name\": \"A\",\n\"change\": [{\"remove_teir\": \"list\"}]}";
    assert_eq!(
        Reform::from_json(json).unwrap_err().to_string(),
        "line 2, column 25: `change` 1: unknown field `remove_teir`; did you mean `remove_tier`?"
    );
    let empty = Change::together("nothing", []);
    assert_eq!(Reform::new("A", [empty]).apply(now).unwrap_err().problem, Box::new(P::ChangesNothing));
}

#[test]
fn a_change_is_written_as_it_stands_in_a_file() {
    for text in [
        r#"{"set":"list.threshold.at_least","from":"7%","to":"5%","cite":{"act":"An act","article":"1","certainty":"unsure","note":"b","url":"a"}}"#,
        r#"{"set":"list.seats","to":5}"#,
        r#"{"remove":"list.sole_qualifier","from":{"least_seats":2},"cite":{"article":"2"}}"#,
        r#"{"add_tier":{"flag":true,"name":"single","seats":1,"with":["a",["b"]]},"before":"list","cite":{"single":{"article":"3"},"single.seats":{"act":"B"}}}"#,
        r#"{"add_tier":{"name":"single"}}"#,
        r#"{"remove_tier":"assembly"}"#,
        r#"{"order":["list","single"]}"#,
        r#"{"citation":"list.threshold","to":{"act":"A","article":"97-1"}}"#,
        r#"{"citation":"list.threshold"}"#,
        r#"{"together":"Both","changes":[{"set":"list.seats","to":5},{"remove_tier":"x"}]}"#,
    ] {
        let change: Change = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&change).unwrap(), text);
    }
    for (text, why) in [
        ("{}", "a change has one of `set`, `remove`, `add_tier`"),
        (r#"{"set":"list.seats","to":5,"before":"x"}"#, "`before` has no meaning with `set`; remove it"),
        (r#"{"set":"list.seats"}"#, "`set` needs `to`, what the rule is from now on"),
        (r#"{"sets":"list.seats"}"#, "unknown field `sets`, expected one of `set`, `remove`"),
        (
            r#"{"set":"list.seats","to":5,"cite":{"artcle":"1"}}"#,
            "the citation is not one: unknown field `artcle`; did you mean `article`?",
        ),
        (r#"{"set":"list.seats","to":{"a":1,"a":2}}"#, "duplicate field `a` at line 1 column 35"),
        (
            r#"{"set":"list.seats","to":0.5}"#,
            "invalid type: floating point `0.5`, expected a value of a rules file",
        ),
        (r#"{"set":"list.seats","to":-5}"#, "invalid value: integer `-5`, expected a value of a rules file"),
    ] {
        let error = serde_json::from_str::<Change>(text).unwrap_err().to_string();
        assert!(error.contains(why), "{text}: {error}");
    }
}

// ---------------------------------------------------------------- effects

#[test]
fn what_each_change_of_2022_did_to_the_votes_of_2021() {
    let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    let (old, new) = (law(2021, 1, 10), law(2023, 3, 19));
    let report = one_by_one(old, &Reform::between(old, new), &election.votes().allow_uncounted()).unwrap();
    let row = |name: &str| report.holders.iter().position(|holder| holder == name).unwrap();
    let [nur_otan, auyl, assembly, unfilled] =
        ["Nur Otan", "Auyl", "Assembly of the People of Kazakhstan", "(unfilled)"].map(row);
    let effects = &report.effects;
    // Before: the official seats. After: 69 list seats and 29 single-member ones that nobody has voted for.
    assert_eq!((effects.baseline[nur_otan], effects.baseline[auyl], effects.baseline[assembly]), (76, 0, 9));
    assert_eq!((effects.whole[auyl], effects.whole[assembly], effects.whole[unfilled]), (4, 0, 29));

    let of = |words: &str| {
        effects
            .effects
            .iter()
            .find(|effect| effect.group.line().contains(words))
            .unwrap_or_else(|| panic!("{words}"))
    };
    let threshold = of("threshold");
    // Auyl had 5.29 %: the threshold alone lets it in, with 5.375 quotas and the largest remainder of 98 seats; of 69 it
    // is worth 3.785.
    assert_eq!((threshold.alone[auyl], threshold.last[auyl]), (6, 4));
    let seats = of("list seats");
    assert_eq!((seats.alone[auyl], seats.last[auyl]), (0, -2));
    assert_eq!(threshold.shapley[auyl].to_string(), "5");
    assert_eq!(seats.shapley[auyl].to_string(), "-1");
    // The other three do one thing each, whatever the others do.
    for (words, holder, does) in [("assembly", assembly, -9), ("single", unfilled, 29)] {
        let effect = of(words);
        assert_eq!((effect.alone[holder], effect.last[holder]), (does, does));
        assert_eq!(effect.shapley[holder].to_string(), does.to_string());
    }
    assert!(of("against all").shapley.iter().all(|part| part.numerator() == 0));
    assert!(effects.effects.iter().all(|effect| effect.group.why.is_empty()));
    adds_up(effects);
    assert!(report.to_string().contains("Auyl"));

    // Sums over several elections add up too.
    let subsets = Subsets::new(old, &Reform::between(old, new)).unwrap();
    let others = kazakhstan::election(date(2016, 3, 20)).unwrap().votes().allow_uncounted();
    let rows: Vec<Vec<i64>> = subsets
        .systems()
        .iter()
        .map(|system| {
            let seats = |votes: &Votes| i64::from(system.count(votes).unwrap().seats_of("Auyl").unwrap());
            vec![seats(&election.votes().allow_uncounted()) + seats(&others)]
        })
        .collect();
    let both = subsets.effects_of(rows.clone()).unwrap();
    adds_up(&both);
    assert_eq!(both.effects[3].shapley[0], effects.effects[3].shapley[auyl]);
    assert!(matches!(subsets.effects_of(rows[1..].to_vec()), Err(EffectsError::Systems { found: 31, .. })));
}

fn adds_up(effects: &Effects) {
    for (row, difference) in effects.difference().into_iter().enumerate() {
        // Denominators divide 12!.
        let all: i128 = (1..=12).product();
        let parts = effects.effects.iter().map(|effect| effect.shapley[row]);
        let sum: i128 = parts.map(|part| part.numerator() * (all / part.denominator())).sum();
        assert_eq!(sum, all * i128::from(difference));
    }
}

#[test]
fn changes_that_need_each_other_are_one_group() {
    let now = law(2023, 3, 19);
    let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes();
    let reform = Reform::from_toml(
        r#"
        name = "Compensatory"
        [[change]]
        set = "list.seats"
        to = 98
        [[change]]
        set = "list.linkage"
        to = { with = ["single"], overhang = "paid by the others" }
        [[change]]
        remove = "list.sole_qualifier"
        [[change]]
        set = "list.threshold.at_least"
        to = "3%"
        "#,
    )
    .unwrap();
    let report = one_by_one(now, &reform, &votes).unwrap();
    let groups: Vec<_> = report.effects.effects.iter().map(|effect| effect.group.places.clone()).collect();
    assert_eq!(groups, [vec![0], vec![1, 2], vec![3]]);
    let why = &report.effects.effects[1].group.why;
    assert_eq!(why.len(), 1);
    assert!(why[0].contains("goes with a plain list tier only"), "{why:?}");
    assert!(report.to_string().contains("one group"));
    adds_up(&report.effects);

    // A default that comes or goes is told by its word.
    let (old, new) = (law(2023, 3, 19), law(2012, 1, 15));
    let lines: Vec<String> = Reform::between(old, new).of_rules().map(ToString::to_string).collect();
    assert!(
        lines
            .contains(&"list against all: on the ballot → not on the ballot (art. 42-43, unsure)".to_owned()),
        "{lines:?}"
    );

    // A change of what another brings, and a tier that comes back under the name of one that goes.
    let reform = Reform::from_toml(
        r#"
        name = "Another chamber"
        change = [
            { remove_tier = "single" },
            { add_tier = { name = "single", seats = 20, method = "appointed", by = "President" } },
            { set = "single.seats", from = 20, to = 29 },
            { set = "list.seats", to = 70 },
        ]
        "#,
    )
    .unwrap();
    let subsets = Subsets::new(now, &reform).unwrap();
    let groups: Vec<_> = subsets.groups().iter().map(|group| group.places.clone()).collect();
    assert_eq!(groups, [vec![0, 1, 2], vec![3]]);
    assert_eq!(subsets.systems().len(), 4);
    assert_eq!(subsets.systems()[3].tiers, reform.apply(now).unwrap().tiers);

    // What is said to be together stays so; too many changes are refused.
    let many = |n: u32| Reform::new("Many", (0..n).map(|i| Change::set("list.seats", 70 + i).unwrap()));
    assert!(matches!(Subsets::new(now, &many(13)), Err(SubsetsError::TooManyChanges { found: 13, .. })));
    let together = Reform::new("One", [Change::together("a", many(13).changes)]);
    assert_eq!(Subsets::new(now, &together).unwrap().groups().len(), 1);

    // Rules that cannot count these votes are named.
    let fewer = Reform::new("Fewer districts", [Change::set("single.districts", 20).unwrap()]);
    let error = one_by_one(now, &fewer, &votes).unwrap_err();
    assert!(matches!(&error, EffectsError::Value { rules, .. } if rules == "Fewer districts"), "{error}");
    let uneven = fewer.effects(now, |rules| Ok::<_, ()>(vec![0; rules.name.len()]));
    assert!(matches!(uneven, Err(EffectsError::Rows { .. })));
}

// ---------------------------------------------------------------- sweeps and tipping points

#[test]
fn sweeps_are_data_and_exact() {
    let now = law(2023, 3, 19);
    let sweep = Sweep::from_toml(
        r#"
        [[vary]]
        set = "list.threshold.at_least"
        from = "3%"
        to = "7%"
        step = "2%"

        [[vary]]
        set = "list.method"
        values = ["hare", "dhondt"]
        "#,
    )
    .unwrap();
    let json = serde_json::to_string(&sweep).unwrap();
    assert_eq!(serde_json::from_str::<Sweep>(&json).unwrap(), sweep);
    let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes();
    let table = sweep.table(now, &votes).unwrap();
    assert_eq!(table.rows.len(), 6);
    // The law's own values give the official seats.
    let osdp = table.holders.iter().position(|name| name == "OSDP").unwrap();
    let row =
        |values: [&str; 2]| table.rows.iter().find(|row| row.values == values.map(Value::from)).unwrap();
    assert_eq!(row(["5%", "hare"]).seats[0..6], [62, 8, 6, 6, 5, 4]);
    assert_eq!(row(["7%", "hare"]).seats[osdp], 0);
    assert!(table.rows.iter().all(|row| row.house_size == 98 && row.seats.iter().sum::<i64>() == 98));
    assert_eq!(table.to_string().lines().count(), 7);

    // A point that contradicts itself says which it is; a rest below nothing too.
    let bad = Sweep::from_toml("[[vary]]\nset = \"list.seats\"\nfrom = 0\nto = 1\n").unwrap();
    let only_list = law(2026, 7, 1);
    let error = bad.table(only_list, &votes).unwrap_err();
    assert!(matches!(&error, SweepError::Point { point, .. } if point == "list seats 0"), "{error}");
    let rest = Sweep::from_toml(
        "[[vary]]\nset = \"list.seats\"\nfrom = 98\nto = 99\nrest = { set = \"single.districts\", of = 98 }",
    )
    .unwrap();
    assert!(matches!(rest.table(now, &votes), Err(SweepError::Parameter(_))));
    assert!(matches!(Sweep { vary: Vec::new() }.table(now, &votes), Err(SweepError::Size { rules: 0 })));
}

#[test]
fn where_the_majority_tips() {
    // Nobody reaches a threshold above the first party's own share: the seats stay empty, and the majority is gone.
    let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
    let votes = election.votes();
    let now = law(2023, 3, 19);
    let lines =
        |stretches: Vec<Stretch>| -> Vec<String> { stretches.iter().map(ToString::to_string).collect() };
    let stretches = tipping_threshold(now, "list", &votes, has_majority("Amanat")).unwrap();
    assert_eq!(lines(stretches.clone()), ["from 0 % to 53.8999… %: yes", "above 53.8999… % to 100 %: no"]);
    assert_eq!(stretches[0].to.at.to_string(), "3431510/6366441");

    // Every critical share by counting: one step of a fine threshold to each side.
    let stretches =
        tipping_threshold(now, "list", &votes, |outcome| Ok(outcome.seats_in("list", "Respublica")? == 7))
            .unwrap();
    for stretch in &stretches {
        for thousandths in 0..=1000u32 {
            let share = Share::new(thousandths, 1000).unwrap();
            let after = |edge: Edge| {
                let (a, b) = (i128::from(thousandths) * edge.at.denominator(), edge.at.numerator() * 1000);
                (a > b, a == b)
            };
            let (above, on_from) = after(stretch.from);
            let (beyond, on_to) = after(stretch.to);
            let inside =
                (above || (on_from && stretch.from.included)) && (!beyond && (!on_to || stretch.to.included));
            if inside && thousandths != 50 {
                let reform = Reform::new("A", [Change::set("list.threshold.at_least", share).unwrap()]);
                let outcome = reform.apply(now).unwrap().count(&votes).unwrap();
                assert_eq!(outcome.seats_in("list", "Respublica").unwrap() == 7, stretch.holds, "{share}");
            }
        }
    }
    assert_eq!(stretches.len(), 3);

    // More than a share: the share itself is not enough.
    let more = Reform::from_toml(
        "name = \"A\"\nchange = [{ set = \"list.threshold\", to = { more_than = \"5%\", of = \"valid votes\" } }]",
    )
    .unwrap();
    let stretches =
        tipping_threshold(&more.apply(now).unwrap(), "list", &votes, has_majority("Amanat")).unwrap();
    assert_eq!(lines(stretches), ["from 0 % to below 56.0873… %: yes", "from 56.0873… % to 100 %: no"]);

    assert!(matches!(
        tipping_threshold(now, "single", &votes, |_| Ok(true)),
        Err(TippingError::NoThreshold { why: "it is not shared among lists", .. })
    ));
    let unknown = |tier: &str, party: &str| {
        tipping_threshold(now, tier, &votes, has_majority(party)).unwrap_err().to_string()
    };
    assert_eq!(unknown("lists", "Amanat"), "there is no tier `lists`; did you mean `list`?");
    assert_eq!(unknown("list", "Amenat"), "there is no party `Amenat`; did you mean `Amanat`?");

    // The list seats of a house of 98 for which Amanat has a majority by its list alone.
    let sizes = Parameter {
        also: Vec::new(),
        set: "list.seats".parse().unwrap(),
        values: Values::Whole { from: 69, to: 98, step: 1 },
        rest: Some(Rest { set: "single.districts".parse().unwrap(), of: 98 }),
    };
    let votes = votes.without_winners().allow_uncounted();
    let spells = tipping_values(now, &sizes, &votes, has_majority("Amanat")).unwrap();
    let unknown = tipping_values(now, &sizes, &votes, has_majority("Smer"));
    assert!(matches!(unknown, Err(SweepError::Unknown(UnknownName { what: "party", .. }))));
    let spells: Vec<_> =
        spells.iter().map(|spell| (spell.first.to_string(), spell.last.to_string(), spell.holds)).collect();
    assert_eq!(spells, [("69".into(), "86".into(), false), ("87".into(), "98".into(), true)]);
}

#[test]
fn a_threshold_that_overtakes_that_of_coalitions_is_refused_and_both_can_move() {
    let rules = ElectoralSystem::from_toml(include_str!("../world/rules/pl_2011.toml")).unwrap();
    let votes = Votes::from_csv(&include_bytes!("../world/pl_2019/votes.csv")[..], &[]).unwrap();
    let votes = votes.add_districts_csv(&include_bytes!("../world/pl_2019/districts.csv")[..]).unwrap();
    let sweep = |also: &str| {
        let text = format!(
            "vary = [{{ set = \"list.threshold.at_least\", from = \"3%\", to = \"10%\", step = \"1%\", also = [{also}] }}]"
        );
        Sweep::from_toml(&text).unwrap()
    };
    let SweepError::BarsTurn { point, kind, set, easier, own, others, .. } =
        sweep("").table(&rules, &votes).unwrap_err()
    else {
        panic!("coalitions would need less than parties");
    };
    assert_eq!((&*point, &*kind, easier), ("list threshold at least 9%", "coalition", true));
    assert_eq!((own.to_string(), others.to_string()), ("8%".into(), "9%".into()));
    assert_eq!(set.to_string(), "list.threshold.kinds.coalition");

    // Three points above, as in the law; the share of PSL, 8.55 %, is a party's and decides about it alone.
    let table =
        sweep(r#"{ set = "list.threshold.kinds.coalition", more = "3%" }"#).table(&rules, &votes).unwrap();
    let column = |name: &str| table.holders.iter().position(|holder| holder == name).unwrap();
    for row in &table.rows {
        let Value::Word(share) = &row.values[0] else { panic!("a share") };
        let percent: u32 = share.trim_end_matches('%').parse().unwrap();
        assert_eq!(row.seats[column("PSL")] > 0, percent <= 8, "{share}");
        assert!(row.seats[column("KO")] >= 134);
    }
    let point = sweep(r#"{ set = "list.threshold.kinds.coalition", more = "3%" }"#);
    let last = point.systems(&rules).unwrap().last().unwrap().unwrap();
    let TierRule::List(rule) = &last.system.tiers[0].rule else { panic!("a list tier") };
    assert_eq!(rule.threshold.as_ref().unwrap().kinds["coalition"].to_string(), "13%");
    // What lies beyond the whole, or is no share, is refused; whoever sets both bars has asked for it.
    let beyond = sweep(r#"{ set = "list.threshold.kinds.coalition", more = "99%" }"#);
    assert!(matches!(beyond.table(&rules, &votes), Err(SweepError::Parameter(_))));
    let fixed = Sweep::from_toml(
        "[[vary]]\nset = \"list.threshold.at_least\"\nvalues = [\"9%\"]\n\
         [[vary]]\nset = \"list.threshold.kinds.coalition\"\nvalues = [\"8%\"]",
    );
    assert_eq!(fixed.unwrap().table(&rules, &votes).unwrap().rows.len(), 1);
    // Where parties tip is asked as long as their bar is the lower one; Kazakhstan's law has one bar for all.
    let stretches =
        tipping_threshold(&rules, "list", &votes, |outcome| Ok(outcome.seats_of("KO")? > 0)).unwrap();
    assert_eq!(stretches.iter().map(ToString::to_string).collect::<Vec<_>>(), ["from 0 % to 8 %: yes"]);
}

// ---------------------------------------------------------------- margins

#[test]
fn how_few_votes_moved_a_seat_in_2023_and_before() {
    let fewest = |day: jiff::civil::Date| {
        let election = kazakhstan::election(day).unwrap();
        seat_margin(election.law().unwrap(), &election.votes()).unwrap()
    };
    let who = |fewest: &Option<Fewest>| {
        let fewest = fewest.as_ref().unwrap();
        (fewest.from.clone().unwrap_or_default(), fewest.to.clone().unwrap_or_default(), fewest.votes)
    };
    let of_2023 = fewest(date(2023, 3, 19));
    // OSDP had 5.2 % and needed 318,323 votes: 12,736 of its voters for anybody else, and it is out.
    assert_eq!(who(&of_2023.switched), ("OSDP".into(), "Amanat".into(), 331_058 - 318_323 + 1));
    // Who stays at home makes the threshold lower, too.
    let out = of_2023.withheld.unwrap();
    assert_eq!((out.from.as_deref(), out.votes), (Some("OSDP"), 13_407));
    assert!(out.seats.iter().any(|seat| seat.holder == "OSDP" && (seat.before, seat.after) == (4, 0)));

    // Without a threshold in play the margin is what apportion says of the list alone.
    let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
    let low = Reform::new("3 %", [Change::set("list.threshold.at_least", "3%").unwrap()]);
    let low = seat_margin(&low.apply(election.law().unwrap()).unwrap(), &election.votes()).unwrap();
    let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
    let list = sailau::apportion::margin(&votes, 69, sailau::Method::HARE).unwrap();
    assert_eq!(who(&low.switched), ("Amanat".into(), "Respublica".into(), 14_159));
    assert_eq!(list.transfer.unwrap().votes, 14_159);
    let (added, removed) = (list.added.unwrap(), list.removed.unwrap());
    assert_eq!((who(&low.added).2, who(&low.withheld).2), (added.votes, removed.votes));
    assert!(low.switched.unwrap().is_decided());

    // 2021: a threshold of 7 % and nobody near it.
    let of_2021 = fewest(date(2021, 1, 10));
    let votes = [5_148_074, 792_828, 659_019];
    let list = sailau::apportion::margin(&votes, 98, sailau::Method::HARE).unwrap();
    assert_eq!(who(&of_2021.switched).2, list.transfer.unwrap().votes);
    assert_eq!(of_2021.not_searched, [("assembly".to_owned(), "nobody votes for its seats".to_owned())]);

    // 2007: one list took all; the second lacked 146,184 of 415,494 votes.
    let of_2007 = fewest(date(2007, 8, 18));
    let needed = 415_494;
    assert_eq!(who(&of_2007.switched), ("Nur Otan".into(), "OSDP".into(), needed - 269_310));
}

/// Every way with one vote, with two, …: slow and sure.
fn by_hand(system: &ElectoralSystem, votes: &Votes, way: usize) -> Option<u64> {
    let seats = |votes: &Votes| {
        let outcome = system.count(votes).unwrap();
        let tied: u32 = outcome.ties.iter().map(|tie| tie.seats).sum();
        let unfilled: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
        let mut rows: Vec<_> = outcome
            .seats
            .iter()
            .map(|row| (row.tier.clone(), row.district.clone(), row.party.clone(), row.seats))
            .collect();
        rows.sort();
        let mut elected: Vec<_> = outcome
            .elected
            .iter()
            .map(|row| (row.district.clone(), row.party.clone(), row.candidate.clone()))
            .collect();
        elected.sort();
        (tied, unfilled, rows, elected)
    };
    let before = seats(votes);
    let field = votes.field();
    let ballots: Vec<Vec<usize>> = field
        .contests()
        .iter()
        .flat_map(|contest| &contest.ballots)
        .map(|ballot| ballot.votes().collect())
        .collect();
    let most = votes.tally().votes.iter().sum::<u64>() + 5;
    for x in 1..=most {
        for ballot in &ballots {
            for &from in ballot {
                for &to in ballot {
                    let mut tally = votes.tally().clone();
                    if way != 1 {
                        let Some(left) = tally.votes[from].checked_sub(x) else { continue };
                        tally.votes[from] = left;
                    }
                    if way != 2 {
                        tally.votes[to] += x;
                    }
                    if way == 0 && from == to {
                        continue;
                    }
                    if seats(&Votes::new(field.clone(), tally).unwrap()) != before {
                        return Some(x);
                    }
                }
            }
        }
    }
    None
}

proptest! {
    // Every try is a whole count with its record, so a few cases already take seconds.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_margin_is_that_of_trying_everything(
        list in prop::collection::vec(0u64..25, 2..5),
        north in prop::collection::vec(0u64..15, 2..4),
        south in prop::collection::vec(0u64..15, 2..4),
        rest in 0u64..8,
        seats in 1u32..7,
        several in 1u32..3,
        share in 0u32..40,
        method in prop::sample::select(vec!["hare", "dhondt", "sainte-lague", "droop", "hare-averages", "imperiali-quota"]),
        of in prop::sample::select(vec!["valid votes", "valid and against all", "list votes"]),
        bound in prop::sample::select(vec!["at_least", "more_than"]),
        extra in 0usize..4,
        ties in prop::sample::select(vec!["unresolved", "earlier registration", "more votes"]),
    ) {
        let mut csv = "contest,district,party,candidate,votes,registration_order\n".to_owned();
        for (i, n) in list.iter().enumerate() {
            csv += &format!("list,,P{i},,{n},{}\n", list.len() - i);
        }
        csv += &format!("list,,@against-all,,{rest},\n");
        for (district, votes) in [("North", &north), ("South", &south)] {
            for (i, n) in votes.iter().enumerate() {
                // The last stands without a party.
                let (party, candidate) = if i == 2 { (String::new(), "I") } else { (format!("P{i}"), "") };
                csv += &format!("single,{district},{party},{candidate},{n},\n");
            }
        }
        let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
        let guarantee = match extra {
            1 => "sole_qualifier = { factor = \"7/10\", at_least = 2 }\n",
            2 => "sole_qualifier = { factor = \"7/10\", at_least = 2, overshoot = \"guarantee yields\" }\n",
            3 => "linkage = { with = [\"single\"], overhang = \"paid by the others\" }\n",
            _ => "no_list_passes = \"all lists\"\n",
        };
        let house = if extra == 3 { seats + 2 * several } else { seats };
        let rules = format!(
            "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = {house}\nmethod = \"{method}\"\nties = \"{ties}\"\n\
             threshold = {{ {bound} = \"{share}%\", of = \"{of}\" }}\n{guarantee}\
             [[tier]]\nname = \"single\"\nseats = {several}\ndistricts = \"each\"\nmethod = \"plurality\"\n"
        );
        let system = ElectoralSystem::from_toml(&rules).unwrap();
        let margin = seat_margin(&system, &votes).unwrap();
        prop_assert!(margin.not_searched.is_empty());
        let found = [&margin.switched, &margin.added, &margin.withheld];
        for (way, found) in found.into_iter().enumerate() {
            let by_hand = by_hand(&system, &votes, way);
            match (found, by_hand) {
                (Some(found), by_hand) if by_hand.is_some() || way != 1 => {
                    prop_assert_eq!(Some(found.votes), by_hand, "way {} of {}\n{}", way, rules, csv);
                }
                // What no few votes do, very many may.
                (Some(found), _) => prop_assert!(found.votes > 50, "{} of {}\n{}", found.votes, rules, csv),
                (None, by_hand) => prop_assert_eq!(by_hand, None, "way {} of {}\n{}", way, rules, csv),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn stretches_say_what_every_threshold_does(
        list in prop::collection::vec(0u64..40, 1..6),
        rest in 0u64..20,
        seats in 1u32..9,
        bound in prop::sample::select(vec!["at_least", "more_than"]),
        of in prop::sample::select(vec!["valid votes", "valid and against all"]),
        guarantee in any::<bool>(),
        wanted in 0u32..5,
    ) {
        let mut csv = "contest,party,votes\n".to_owned();
        for (i, n) in list.iter().enumerate() {
            csv += &format!("list,P{i},{n}\n");
        }
        csv += &format!("list,@against-all,{rest}\n");
        let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
        let guarantee = if guarantee { "sole_qualifier = { factor = \"7/10\", at_least = 2 }" } else { "" };
        let rules = |share: &str| {
            ElectoralSystem::from_toml(&format!(
                "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"hare\"\n\
                 threshold = {{ {bound} = \"{share}\", of = \"{of}\" }}\n{guarantee}"
            ))
            .unwrap()
        };
        let holds = |outcome: &sailau::Outcome| Ok(outcome.seats_of("P0")? >= wanted);
        let stretches = tipping_threshold(&rules("0%"), "list", &votes, holds).unwrap();
        // They cover everything, once, and neighbours differ.
        prop_assert_eq!(stretches[0].from.at.numerator(), 0);
        prop_assert_eq!(stretches[stretches.len() - 1].to.at.to_string(), "1");
        for pair in stretches.windows(2) {
            prop_assert_eq!(pair[0].to.at, pair[1].from.at);
            prop_assert!(pair[0].to.included != pair[1].from.included && pair[0].holds != pair[1].holds);
        }
        let base = list.iter().sum::<u64>() + rest;
        let base = i128::from(base.max(1));
        // Every share that could matter, and those between.
        for part in 0..=2 * base {
            let stretch = stretches.iter().find(|stretch| {
                let to = part * stretch.to.at.denominator();
                let end = stretch.to.at.numerator() * 2 * base;
                to < end || (to == end && stretch.to.included)
            });
            let outcome = rules(&format!("{part}/{}", 2 * base)).count(&votes).unwrap();
            prop_assert_eq!(stretch.unwrap().holds, holds(&outcome).unwrap(), "{}/{} {}", part, 2 * base, csv);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_margin_in_districts_is_that_of_trying_everything(
        north in prop::collection::vec(0u64..20, 2..4),
        south in prop::collection::vec(0u64..20, 2..4),
        share in 0u32..40,
        within in prop::sample::select(vec!["district", "nation", "any district"]),
        seats in prop::sample::select(vec!["{ North = 3, South = 2 }", "\"given\"", "5\ndistrict_seats = { by = \"population\", method = \"hare\" }"]),
        method in prop::sample::select(vec!["hare", "dhondt"]),
    ) {
        let mut csv = "contest,district,party,votes\n".to_owned();
        for (district, votes) in [("North", &north), ("South", &south)] {
            for (i, n) in votes.iter().enumerate() {
                csv += &format!("list,{district},P{i},{n}\n");
            }
        }
        let district = |name: &str, seats, population| sailau::votes::District {
            name: name.to_owned(),
            seats: Some(seats),
            population: Some(population),
            ..Default::default()
        };
        let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
        let votes = votes.with_districts([district("North", 4, 720), district("South", 1, 280)]).unwrap();
        let rules = format!(
            "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"{method}\"\ndistricts = \"each\"\nseats = {seats}\n\
             threshold = {{ at_least = \"{share}%\", of = \"valid votes\", within = \"{within}\" }}"
        );
        let system = ElectoralSystem::from_toml(&rules).unwrap();
        let margin = seat_margin(&system, &votes).unwrap();
        for (way, found) in [&margin.switched, &margin.added, &margin.withheld].into_iter().enumerate() {
            let by_hand = by_hand(&system, &votes, way);
            match (found, by_hand) {
                (Some(found), None) if way == 1 => prop_assert!(found.votes > 50),
                (found, by_hand) => {
                    let found = found.as_ref().map(|found| found.votes);
                    prop_assert_eq!(found, by_hand, "way {} of {}\n{}", way, rules, csv);
                }
            }
        }
    }
}

#[test]
fn voters_of_a_nationwide_list_live_anywhere() {
    let mut csv = "contest,district,party,votes\n".to_owned();
    for district in ["North", "South", "West"] {
        csv += &format!("list,{district},A,2\nlist,{district},B,0\n");
    }
    let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
    let rules = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 1\nmethod = \"hare\"";
    let margin = seat_margin(&ElectoralSystem::from_toml(rules).unwrap(), &votes).unwrap();
    let fewest = margin.switched.unwrap();
    assert_eq!((fewest.votes, fewest.tied, fewest.is_decided()), (3, (0, 1), false));
    assert_eq!(fewest.district, None);
    assert_eq!(margin.added.unwrap().votes, 6);
    assert_eq!(margin.withheld.unwrap().votes, 6);

    // Where nobody can win anything there is no margin.
    let rules = "name = \"A\"\n[[tier]]\nname = \"x\"\nseats = 1\nmethod = \"appointed\"\nby = \"B\"";
    let margin = seat_margin(&ElectoralSystem::from_toml(rules).unwrap(), &votes).unwrap();
    assert_eq!((margin.switched, margin.added, margin.withheld), (None, None, None));
}

#[test]
fn a_search_of_any_number_of_votes_ends_where_nothing_can_change() {
    // Two seats each, whether one list passes, both do or the other one. Others' quotas step, so that each number is looked at.
    let csv = "contest,party,votes\nlist,A,1\nlist,B,6\nlist,@against-all,4\n";
    let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
    let rules = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 4\nmethod = \"droop\"\n\
                 threshold = { at_least = \"31%\", of = \"valid and against all\" }\n\
                 sole_qualifier = { factor = \"7/10\", at_least = 2 }";
    let margin = seat_margin(&ElectoralSystem::from_toml(rules).unwrap(), &votes).unwrap();
    assert_eq!(margin.added, None);
}

#[test]
fn where_three_are_equal_for_one_seat_a_vote_less_settles_nothing() {
    let margin = |first: u64, seats: u32| {
        let csv = format!(
            "contest,district,party,votes\nsingle,N,A,{first}\nsingle,N,B,10\nsingle,N,C,10\nsingle,N,D,10\n"
        );
        let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
        let rules = format!(
            "name = \"A\"\n[[tier]]\nname = \"single\"\nseats = {seats}\ndistricts = \"each\"\nmethod = \"plurality\"\n"
        );
        let fewest = seat_margin(&ElectoralSystem::from_toml(&rules).unwrap(), &votes).unwrap();
        fewest.withheld.map(|fewest| (fewest.from.unwrap_or_default(), fewest.votes))
    };
    // Three for one seat and for two, and the lead of who has a seat for sure.
    assert_eq!(margin(0, 1), None);
    assert_eq!(margin(17, 2), Some(("A".into(), 7)));
    assert_eq!(margin(17, 3).map(|(_, votes)| votes), Some(1));
}

/// Changes of all kinds, some of which contradict each other or a law.
const MENU: [&str; 18] = [
    r#"{ set = "list.seats", to = 77 }"#,
    r#"{ set = "list.threshold.at_least", to = "3%" }"#,
    r#"{ set = "list.threshold", to = { more_than = "4%", of = "all ballots" }, cite = { article = "1" } }"#,
    r#"{ set = "list.threshold.kinds", to = { "a.b" = "1%", coalition = "8%" } }"#,
    r#"{ set = 'list.threshold.kinds."a.b"', to = "2%" }"#,
    r#"{ remove = "list.threshold.kinds.coalition" }"#,
    r#"{ remove = "list.threshold" }"#,
    r#"{ remove = "list.sole_qualifier" }"#,
    r#"{ set = "list.method", to = "sainte-lague", cite = { article = "2", certainty = "unsure" } }"#,
    r#"{ set = "list.linkage", to = { with = ["single"], overhang = "kept" } }"#,
    r#"{ set = "single.districts", to = 49 }"#,
    r#"{ set = "single.districts", to = "each" }"#,
    r#"{ set = "single.seats", to = { North = 2, "St. South" = 1 } }"#,
    r#"{ remove_tier = "single" }"#,
    r#"{ remove_tier = "assembly" }"#,
    r#"{ add_tier = { name = "single", seats = 1, districts = 20, method = "plurality" }, before = "list", cite = { single = { article = "3" } } }"#,
    r#"{ order = ["single", "list"] }"#,
    r#"{ citation = "list", to = { act = "An act" } }"#,
];

proptest! {
    #[test]
    fn what_can_be_changed_can_be_told(
        law in 0usize..8,
        picks in prop::sample::subsequence((0..MENU.len()).collect::<Vec<_>>(), 1..7).prop_shuffle(),
    ) {
        let law = kazakhstan::laws().iter().nth(law).unwrap().value;
        let changes: Vec<&str> = picks.iter().map(|&pick| MENU[pick]).collect();
        let file = format!("name = \"A\"\nsince = 2030-01-01\nchange = [{}]", changes.join(", "));
        let reform = Reform::from_toml(&file).unwrap();
        prop_assert_eq!(&Reform::from_toml(&reform.to_toml().unwrap()).unwrap(), &reform);
        match reform.apply(law) {
            Ok(made) => {
                prop_assert_eq!(Reform::between(law, &made).apply(law).unwrap(), made.clone(), "{}", file);
                prop_assert_eq!(Reform::between(&made, law).apply(&made).unwrap(), law.clone(), "{}", file);
                // Taken apart, every choice of groups is a law, and the last is the whole.
                let subsets = Subsets::new(law, &reform).unwrap();
                prop_assert_eq!(subsets.systems().len(), 1 << subsets.groups().len());
                prop_assert_eq!(&subsets.systems().last().unwrap().tiers, &made.tiers);
                prop_assert_eq!(&subsets.systems()[0].tiers, &law.tiers);
                for system in subsets.systems() {
                    prop_assert!(system.to_toml().is_ok());
                }
            }
            Err(error) => prop_assert!(error.to_string().starts_with("reform `A`: "), "{}", error),
        }
    }
}

#[test]
fn a_count_that_stops_on_the_way_is_told() {
    let votes =
        Votes::from_csv("contest,district,party,votes\nlist,North,A,6\nlist,South,A,4\n".as_bytes(), &[])
            .unwrap();
    let rules = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 1\nmethod = \"hare\"\ndistricts = \"each\"\n\
                 district_seats = { by = \"valid votes\", method = \"hare\" }";
    let error = seat_margin(&ElectoralSystem::from_toml(rules).unwrap(), &votes).unwrap_err();
    assert!(matches!(&error, SeatMarginError::Stops { votes: 2, to, .. } if to == "A"), "{error}");
}
