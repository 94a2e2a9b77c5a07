//! The fast doors allocate nothing once their workspace has grown.

use std::collections::BTreeSet;

use allocation_counter::measure;
use sailau::apportion::{self, Batch, Method, apportion_batch, apportion_into};
use sailau::lots::SeededLots;
use sailau::simulate::elections::{EnsembleSummary, Simulation};
use sailau::simulate::{Experiment, stream};
use sailau::system::{Drawn, Tier};
use sailau::votes::Votes;
use sailau::{ElectoralSystem, Workspace, kazakhstan};

#[test]
fn a_count_into_a_workspace_allocates_nothing() {
    for election in kazakhstan::elections() {
        let votes = election.votes().without_winners().allow_uncounted();
        for law in kazakhstan::laws().iter() {
            let plan = law.value.compile(votes.field(), votes.winners()).unwrap();
            let mut workspace = Workspace::default();
            plan.count_into(votes.tally(), &mut workspace).unwrap();
            let again = measure(|| plan.count_into(votes.tally(), &mut workspace).unwrap());
            assert_eq!(again.count_total, 0, "{} under the law of {}", election.day, law.since);
        }
    }
}

#[test]
fn an_apportionment_into_a_workspace_allocates_nothing() {
    let many: Vec<u64> = (1..=1000).map(|rank| 1_000_000_000 / rank).collect();
    let cases: [(&[u64], u32); 4] =
        [(&[3_431_510, 693_938, 547_154], 69), (&many, 10_000), (&[7, 7, 7, 7], 6), (&[5], 0)];
    // The quota method keeps heaps of its own.
    for method in Method::ALL.iter().filter(|&method| *method != Method::BalinskiYoung) {
        for (votes, seats) in cases {
            let mut workspace = apportion::Workspace::default();
            let mut given = vec![0; votes.len()];
            let first = apportion_into(votes, seats, method, &mut workspace, &mut given);
            let again = measure(|| {
                let _ = apportion_into(votes, seats, method, &mut workspace, &mut given);
            });
            assert!(first.is_ok());
            assert_eq!(again.count_total, 0, "{method}, {} parties", votes.len());
        }
    }
}

#[test]
fn a_batch_allocates_nothing_again() {
    // Rows that tie, rows without votes, and more rows than a stretch of lanes holds.
    let votes: Vec<u64> = (0..6_000u64).map(|i| if i / 6 % 50 == 7 { 0 } else { i * i % 1_009 }).collect();
    let houses: Vec<u32> = (0..1_000).map(|row| row % 70).collect();
    for method in Method::ALL.iter().filter(|&method| *method != Method::BalinskiYoung) {
        let mut batch = Batch::default();
        let mut given = vec![0; votes.len()];
        let mut count = || apportion_batch(&votes, 6, &houses, method, &mut batch, &mut given);
        count().unwrap();
        let again = measure(|| {
            let _ = count();
        });
        assert_eq!(again.count_total, 0, "{method}");
    }
}

#[test]
fn a_simulated_election_allocates_nothing() {
    let day = jiff::civil::date(2023, 3, 19);
    let voters = &kazakhstan::electorate(day).unwrap().electorate;
    // The laws of the country, and one under which list seats make up for single-member ones.
    let compensatory = ElectoralSystem::from_toml(
        r#"
        name = "Compensatory"
        [[tier]]
        name = "single"
        seats = 1
        districts = 29
        method = "plurality"
        [[tier]]
        name = "list"
        seats = 98
        method = "sainte-lague"
        threshold = { at_least = "5%", of = "valid votes" }
        linkage = { with = ["single"], seats = "included", overhang = "kept" }
        "#,
    )
    .unwrap();
    let mut simulation =
        Simulation::new(voters.compile().unwrap()).system("compensatory", &compensatory).unwrap();
    for law in kazakhstan::laws().iter().filter(|law| law.since.year() >= 2007) {
        simulation = simulation.system(law.since.to_string(), law.value).unwrap();
    }
    let (mut room, mut found) = (simulation.workspace(), simulation.summary());
    let mut rng = stream(1, 0);
    // What was drawn is recorded of 32 elections together.
    for _ in 0..7 * 32 {
        simulation.draw(&mut rng, &mut room, &mut found);
    }
    // Where a single seat is tied, the list seats that hang on it are counted in every way: that may cost what it likes.
    let (mut open, mut allocated) = (0, 0);
    for _ in 0..32 {
        let tied = |found: &EnsembleSummary| found.system("compensatory").unwrap().tied.yes;
        let before = tied(&found);
        let more = measure(|| {
            (0..32).for_each(|_| simulation.draw(&mut rng, &mut room, &mut found));
        });
        let hang = tied(&found) - before;
        open += hang;
        allocated += u32::from(more.count_total > 0 && hang == 0);
    }
    assert_eq!(allocated, 0);
    assert!(open < 10, "{open} of 1,024 elections are tied");
    assert_eq!(found.system("compensatory").unwrap().failed.of, 39 * 32);
}

/// A second round on ranked ballots writes into the workspace too.
#[test]
fn a_simulated_second_round_allocates_nothing() {
    let text = r#"
        name = "Two rounds"
        turnout = { mean = 1 }
        party = [{ name = "A", share = 0.4 }, { name = "B", share = 0.35 }, { name = "C", share = 0.25 }]
        district = [{ name = "1", registered = 4000 }, { name = "2", registered = 4000 }]
        [[single]]
        name = "single"
        [[ranked]]
        name = "single run-off"
        of = "single"
        preferences = "party-support"
    "#;
    let model = sailau::electorate::Electorate::from_toml(text).unwrap().compile().unwrap();
    let two_rounds = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\n\
         majority = { more_than = \"50%\", of = \"valid votes\" }\nrun_off = \"top two\"\n",
    );
    let simulation = Simulation::new(model).system("two rounds", &two_rounds.unwrap()).unwrap();
    let (mut room, mut found) = (simulation.workspace(), simulation.summary());
    let mut rng = stream(1, 0);
    for _ in 0..1_000 {
        simulation.draw(&mut rng, &mut room, &mut found);
    }
    // The first tie makes room for those who are tied.
    let (mut tied, mut allocated) = (0, 0);
    for _ in 0..1_000 {
        let ties = |found: &EnsembleSummary| found.system("two rounds").unwrap().tied.yes;
        let before = ties(&found);
        let more = measure(|| simulation.draw(&mut rng, &mut room, &mut found));
        let is_tied = ties(&found) > before;
        tied += u32::from(is_tied);
        allocated += u32::from(more.count_total > 0 && !is_tied);
    }
    assert_eq!(allocated, 0);
    assert!(tied < 100, "{tied} of 1,000 elections are tied");
    assert_eq!(found.system("two rounds").unwrap().failed.yes, 0);
}

/// Votes in four districts of two regions that every stage finds something in: alliances, kinds, candidates, an
/// independent, and votes for the candidates of a tier before.
fn votes_for_stages(rules: &ElectoralSystem) -> Votes {
    let mut rows =
        String::from("contest,district,party,candidate,votes,alliance,suballiance,kind,candidates\n");
    let lists = [
        ("A", "left,inner,,40"),
        ("B", "left,inner,,40"),
        ("C", "left,,,40"),
        ("D", ",,minority,40"),
        ("E", ",,minority,1"),
    ];
    for (d, district) in ["N1", "N2", "S1", "S2"].into_iter().enumerate() {
        for (i, (party, standing)) in lists.into_iter().enumerate() {
            let votes = 1_000 * (5 - i) + 137 * ((d * 7 + i * 3) % 5);
            rows += &format!("list,{district},{party},{party} of {district},{votes},{standing}\n");
            let votes = 900 * (5 - (i + d) % 5) + 11 * i;
            rows += &format!("single,{district},{party},{party} of {district},{votes},,,,\n");
        }
        rows += &format!("single,{district},,Somebody,7,,,,\n");
        rows += &format!("list,{district},@invalid,,90,,,,\nlist,{district},@registered,,90000,,,,\n");
    }
    let districts = "district,region,seats,population\nN1,North,5,40000\nN2,North,4,30000\n\
                     S1,South,3,20000\nS2,South,2,15000\n";
    rules.read_votes(rows.as_bytes()).unwrap().add_districts_csv(districts.as_bytes()).unwrap()
}

#[test]
fn no_stage_allocates() {
    let single = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n";
    let nationwide = "[[tier]]\nname = \"list\"\nseats = 20\nmethod = \"sainte-lague\"\n";
    let districts =
        "[[tier]]\nname = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"dhondt\"\n";
    let hare = "[[tier]]\nname = \"list\"\nseats = 20\nmethod = \"hare\"\n";
    let two = |method: &str, clause: &str| {
        let bar = "threshold = { at_least = \"25%\", of = \"valid votes\" }";
        format!("[[tier]]\nname = \"list\"\nseats = 2\nmethod = \"{method}\"\n{bar}\n{clause}\n")
    };
    let of_districts = "{ by = \"population\", method = \"hare\" }";
    let levelled = format!(
        "linkage = {{ with = [\"single\"], overhang = \"levelled\", levelling = {{ districts = {of_districts}, minimum = \"the greater\" }} }}"
    );
    let paid = "overhang = \"paid by the others\"";
    let by_party = "placement = { by = \"party\", method = \"sainte-lague\"";
    let bar = |share: &str, more: &str| {
        format!("threshold = {{ at_least = \"{share}\", of = \"valid votes\"{more} }}")
    };
    let pooled = "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"droop\"\nquota = { left = \"other tiers\" }\n\
        [[tier]]\nname = \"second\"\ncontest = \"list\"\nseats = 40\nmethod = \"hare\"\nquota = { left = \"other tiers\" }\nlinkage = { with = [\"first\"], remainders = \"pooled\" }\nplacement = { by = \"remainder\", of = \"nothing\", order = \"lists in turn\" }\n\
        [[tier]]\nname = \"third\"\ncontest = \"list\"\nseats = 40\nmethod = \"hare\"\nlinkage = { with = [\"second\"], remainders = \"in turn\" }\nplacement = { by = \"remainder\" }\n";
    let cases = [
        format!(
            "{nationwide}{}",
            bar(
                "7%",
                ", kinds = { minority = \"1%\" }, or = [{ at_least = \"10%\", within = \"any district\" }, { most_votes = \"nation\" }]"
            )
        ),
        format!("{nationwide}{}", bar("5%", ", and = [{ at_least = \"2%\", within = \"every district\" }]")),
        format!("{single}{nationwide}{}", bar("40%", ", or = [{ seats = 1, tier = \"single\" }]")),
        format!("{districts}{}", bar("5%", ", within = \"region\"")),
        format!("{hare}no_list_passes = \"all lists\"\n{}", bar("60%", "")),
        format!("{hare}sole_qualifier = {{ factor = \"7/10\", at_least = 2 }}\n{}", bar("30%", "")),
        format!(
            "{hare}ties = \"more votes\"\nquota = {{ of = \"all ballots\", rounded = \"up\", remainders = 1 }}"
        ),
        format!("{districts}quota = {{ of = \"valid votes\", within = \"region\" }}")
            .replace("dhondt", "hare"),
        format!("{nationwide}weight = {{ kind = \"minority\", times = \"1.5\", below = \"20%\" }}"),
        format!("{hare}first_seat = {{ kind = \"minority\", quota = \"50%\" }}"),
        format!("{districts}alliances = {{ method = \"sainte-lague\" }}"),
        format!("{districts}alliances = {{ to = \"candidates\" }}\nopen_list = {{}}"),
        format!(
            "{nationwide}{}\nalliances = {{ method = \"dhondt\", threshold = {{ at_least = \"20%\", lists = \"need the tier's threshold\" }} }}",
            bar("10%", "")
        ),
        format!("{hare}{}", bar("60%", ", until = { lists = 3, more_than = \"80%\" }")),
        format!("{nationwide}bonus = {{ seats = 5, from = \"20%\", one_more_each = \"5%\", at_most = 7 }}"),
        format!("{nationwide}bonus = {{ up_to = \"60%\" }}"),
        format!("{hare}bonus = {{ up_to = \"60%\", house = \"grows\" }}"),
        format!("{nationwide}alliances = {{ method = \"dhondt\" }}\nbonus = {{ up_to = \"60%\" }}"),
        format!("{nationwide}alliances = {{ method = \"dhondt\" }}\nbonus = {{ seats = 2 }}"),
        format!("{nationwide}guaranteed = {{ minority = 4 }}"),
        format!("{single}{nationwide}linkage = {{ with = [\"single\"], shared_by = \"seats\" }}"),
        format!(
            "{hare}quota = {{ left = \"remainders, then averages\", remainders_from = \"75%\" }}\nexhausted = \"next list\""
        ),
        format!(
            "{hare}quota = {{ left = \"most votes without a quota\", first_from = \"5%\", at_most = 3 }}"
        ),
        two(
            "hare",
            "quota = { left = \"remainders, then averages\" }\nabsolute_majority = { seats = \"moved\" }",
        ),
        two("sainte-lague", "exhausted = \"next list\"\nabsolute_majority = { seats = \"moved\" }"),
        pooled.to_owned(),
        format!("{hare}quota = {{ left = \"most votes\" }}"),
        // A has more than half of the votes of those who take part, and half of two seats.
        two("hare", "absolute_majority = { seats = \"moved\" }"),
        two("sainte-lague", "absolute_majority = { seats = \"moved\" }"),
        two("sainte-lague", "absolute_majority = { seats = \"added\" }"),
        format!("{nationwide}cap = {{ seats = 5 }}"),
        format!("{single}{nationwide}cap = {{ times = \"1.1\", house = 24, with = [\"single\"] }}"),
        format!("{nationwide}at_least = 2"),
        format!("{nationwide}exhausted = \"next list\""),
        format!("{single}{nationwide}cap = {{ seats = 9, plus = \"8%\", house = 40, with = [\"single\"] }}"),
        format!("{nationwide}alliances = {{ method = \"dhondt\" }}\ncap = {{ seats = 5 }}"),
        format!("{nationwide}alliances = {{ method = \"dhondt\" }}\nexhausted = \"next list\""),
        format!("{nationwide}exhausted = \"unfilled\"\n{by_party} }}"),
        format!("{nationwide}exhausted = \"next list\"\n{by_party} }}"),
        format!(
            "{single}{nationwide}exhausted = \"next list\"\nlinkage = {{ with = [\"single\"], {paid} }}\n{by_party} }}"
        ),
        format!("{}\ndistrict_seats = {of_districts}", districts.replace("\"given\"", "30")),
        format!(
            "{}\ndistrict_seats = {{ by = \"population\", method = \"hare\", rounded = \"up\" }}",
            districts.replace("\"given\"", "30")
        ),
        format!("{districts}open_list = {{}}"),
        format!("{single}{nationwide}linkage = {{ with = [\"single\"], overhang = \"kept\" }}"),
        format!("{single}{hare}linkage = {{ with = [\"single\"], {paid} }}"),
        format!("{single}{nationwide}linkage = {{ with = [\"single\"], {paid} }}\n{by_party} }}"),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], {paid} }}\n{by_party}, regions = {{ method = \"sainte-lague\" }} }}"
        ),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], {paid} }}\n{by_party}, regions = {{ method = \"sainte-lague\", each = 10 }} }}"
        ),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], {paid} }}\nplacement = {{ by = \"quotient\", method = \"sainte-lague\", each = 5 }}"
        ),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], {paid} }}\nplacement = {{ by = \"turn\", method = \"sainte-lague\", each = 5, of = \"valid votes\" }}"
        ),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], overhang = \"refused\" }}\n{by_party} }}"
        ),
        format!("{single}{nationwide}{levelled}\n{by_party} }}"),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], claims = 24, times = \"1.1\", rounded = true }}"
        ),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], transfer = \"losing and surplus votes\" }}"
        ),
        format!(
            "{single}{nationwide}linkage = {{ with = [\"single\"], subtract = \"votes to win\", at_least = \"25%\" }}"
        ),
        format!(
            "{}{}linkage = {{ with = [\"first\"], overhang = \"returned\" }}\n{by_party} }}",
            districts.replace("\"list\"", "\"first\"\ncontest = \"list\""),
            nationwide.replace("\"list\"", "\"levelling\"\ncontest = \"list\""),
        ),
        format!(
            "{}quota = {{ left = \"other tiers\", full_from = \"75%\" }}\n{}linkage = {{ with = [\"first\"], overhang = \"kept\" }}",
            districts.replace("\"list\"", "\"first\"\ncontest = \"list\"").replace("dhondt", "hare"),
            nationwide.replace("\"list\"", "\"levelling\"\ncontest = \"list\""),
        ),
        format!(
            "{}quota = {{ of = \"valid votes\", left = \"other tiers\", personal = true }}\n{}linkage = {{ with = [\"first\"], {paid} }}",
            districts.replace("\"list\"", "\"first\"\ncontest = \"list\"").replace("dhondt", "hare"),
            nationwide.replace("\"list\"", "\"levelling\"\ncontest = \"list\""),
        ),
        format!("{}against_all = \"can void the election\"", single.replace("seats = 1\n", "seats = 3\n")),
        format!(
            "{}majority = {{ more_than = \"50%\", of = \"valid votes\" }}\nrun_off = \"top two\"",
            single.replace("plurality", "absolute majority")
        ),
    ];
    let mut stages = BTreeSet::new();
    for tiers in &cases {
        let rules = ElectoralSystem::from_toml(&format!("name = \"A\"\n{tiers}"))
            .unwrap_or_else(|error| panic!("{error}\n{tiers}"));
        let votes = votes_for_stages(&rules);
        stages.extend(rules.tiers.iter().flat_map(Tier::rules));
        let plan = rules.compile(votes.field(), votes.winners()).unwrap();
        for lots in [None, Some(SeededLots::new(1))] {
            let mut workspace = Workspace::default();
            let mut count = || match &lots {
                None => plan.count_into(votes.tally(), &mut workspace),
                Some(lots) => plan.count_into(Drawn::new(votes.tally(), lots), &mut workspace),
            };
            count().unwrap_or_else(|error| panic!("{error}\n{tiers}"));
            let again = measure(|| count().unwrap());
            assert_eq!(again.count_total, 0, "{tiers}");
        }
    }
    // Biproportional tiers alone are left out: their solver keeps numbers of any size.
    let all = [
        "absolute_majority",
        "alliances",
        "at_least",
        "bonus",
        "cap",
        "district_seats",
        "exhausted",
        "first_seat",
        "guaranteed",
        "linkage",
        "majority",
        "no_list_passes",
        "open_list",
        "placement",
        "quota",
        "run_off",
        "sole_qualifier",
        "threshold",
        "weight",
    ];
    assert!(all.iter().all(|word| stages.contains(word)), "{stages:?}");
}
