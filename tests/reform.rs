//! Reforms as data: Kazakhstan's laws and their differences.

use jiff::civil::date;
use sailau::kazakhstan;
use sailau::reform::{
    Change, Effects, EffectsError, Reform, ReformProblem, Subsets, SubsetsError, one_by_one,
};
use sailau::system::{ElectoralSystem, Linkage, TierRule};

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
  list against all: not on the ballot → none (art. 43)
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
    let house = |system: &ElectoralSystem| system.count(&sailau::votes::Votes::empty()).unwrap().house_size;
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
        matches!(problem(r#"{ set = "lists.seats", to = 70 }"#), P::NoTier { known, .. } if known == ["list", "single"])
    );
    assert!(matches!(problem(r#"{ remove_tier = "assembly" }"#), P::NoTier { .. }));
    assert!(matches!(problem(r#"{ remove = "list.linkage" }"#), P::NothingThere { .. }));
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

    for file in [
        "name = \"A\"\nchange = [{ set = \"list.seats\" }]",
        "name = \"A\"\nchange = [{ to = 5 }]",
        "name = \"A\"\nchange = [{ set = \"list.seats\", remove = \"list.seats\", to = 5 }]",
        "name = \"A\"\nchange = [{ set = \"list\", to = 5 }]",
        "name = \"A\"\nchange = [{ set = \"list.seats\", to = 0.5 }]",
        "name = \"A\"\nchange = [{ remove_tier = \"list\", to = 5 }]",
        "name = \"A\"\nchange = [{ together = \"B\", changes = [] }]",
        "name = \"A\"\nchange = [{ set = \"list.seats\", to = 5, cite = { artcle = \"1\" } }]",
        "name = \"A\"\nchanges = []",
        "change = []",
    ] {
        let error = Reform::from_toml(file).unwrap_err();
        assert!(matches!(*error.problem, P::Unreadable(_)), "{file}");
    }
    let empty = Change::together("nothing", []);
    assert_eq!(Reform::new("A", [empty]).apply(now).unwrap_err().problem, Box::new(P::ChangesNothing));
}

// ---------------------------------------------------------------- effects

#[test]
fn what_each_change_of_2022_did_to_the_votes_of_2021() {
    let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    let (old, new) = (law(2021, 1, 10), law(2023, 3, 19));
    let report = one_by_one(old, &Reform::between(old, new), &election.votes()).unwrap();
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
