//! Official elections of the world, counted from their rules files and held against the declared seats.

#[path = "../world/case.rs"]
pub(crate) mod case;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::read_to_string;
use std::path::PathBuf;

use allocation_counter::measure;
use case::{Case, Comparison};
use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use sailau::ranked::{Ballots, Rank};
use sailau::system::protocol::{DistrictSeatsStep, LevellingStep, PlacementStep, Step, TransferredStep};
use sailau::system::{CountError, Outcome, Tier};
use sailau::votes::Votes;

fn cases() -> impl Iterator<Item = Case> {
    let names = case::names().unwrap();
    assert!(names.len() > 90, "{} elections", names.len());
    names.into_iter().map(|name| Case::open(&name).unwrap_or_else(|error| panic!("{name}: {error}")))
}

#[test]
fn every_election_comes_out_to_the_cell() {
    let mut wrong = String::new();
    for case in cases() {
        let name = &case.name;
        let outcome = case.count().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!case.official.is_empty(), "{name}");
        let levels = case.compare(&outcome);
        let cells: usize = levels.iter().map(|level| level.rows.len()).sum();
        assert_eq!(case.table(&outcome).unwrap().rows().len(), cells, "{name}");
        for level in levels.iter().filter(|level| !level.is_equal()) {
            let Comparison { tier, by_district, rows } = level;
            wrong += &format!(
                "{name}, {}, {tier} by district {by_district}: {} of {} agree\n",
                case.country,
                level.agree(),
                level.official()
            );
            for row in rows.iter().filter(|row| row.official != row.computed) {
                let place = row.district.as_deref().unwrap_or("in all");
                let party = row.party.as_deref().unwrap_or("independents");
                wrong +=
                    &format!("  {place}, {party}: official {}, computed {}\n", row.official, row.computed);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn sure_tied_and_unfilled_seats_are_the_house() {
    for case in cases() {
        let outcome = case.rules.count(&case.votes).unwrap();
        let sure: u64 = outcome.seats.iter().map(|row| u64::from(row.seats)).sum();
        let tied: u64 = outcome.ties.iter().map(|tie| u64::from(tie.seats)).sum();
        let unfilled: u64 = outcome.unfilled.iter().map(|row| u64::from(row.seats)).sum();
        assert_eq!(sure + tied + unfilled, u64::from(outcome.house_size), "{}", case.name);
    }
}

#[test]
fn both_doors_give_the_same_seats() {
    for case in cases() {
        let outcome = case.rules.count(&case.votes).unwrap();
        let plan = case.rules.compile(case.votes.field(), case.votes.winners()).unwrap();
        let mut workspace = sailau::Workspace::default();
        // A workspace that has counted once holds nothing of it.
        for _ in 0..2 {
            plan.count_into(case.votes.tally(), &mut workspace).unwrap();
            for (number, party) in plan.parties().iter().enumerate() {
                let name = &case.name;
                assert_eq!(
                    workspace.party_seats(number),
                    outcome.seats_of(party).unwrap(),
                    "{name}: {party}"
                );
            }
        }
    }
}

/// An outcome is read back from the JSON that it is written as, its record too.
#[test]
fn outcomes_are_read_back() {
    for case in cases() {
        let outcome = case.rules.count(&case.votes).unwrap();
        let text = serde_json::to_string(&outcome).unwrap();
        let back: Outcome =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        assert_eq!(back, outcome, "{}", case.name);
        assert_eq!(back.protocol.to_string(), outcome.protocol.to_string(), "{}", case.name);
    }
}

/// Nothing allocates the second time but the solver of biproportional tiers, which keeps numbers of any size, and ranked ballots
/// with other marks than one candidate a rank.
#[test]
fn counts_allocate_nothing() {
    let solved = |tier: &Tier| tier.rules().contains(&"biproportional");
    let is_plain = |ballots: &Ballots| {
        ballots.lists().flat_map(|list| list.ranks()).all(|rank| matches!(rank, Rank::One(_)))
    };
    let mut seen = 0;
    for case in cases().filter(|case| !case.rules.tiers.iter().any(solved)) {
        if !case.votes.tally().ranked.iter().all(is_plain) {
            assert_eq!(case.name, "us_burlington_2009");
            continue;
        }
        let plan = case.rules.compile(case.votes.field(), case.votes.winners()).unwrap();
        let mut workspace = sailau::Workspace::default();
        plan.count_into(case.votes.tally(), &mut workspace).unwrap();
        let again = measure(|| plan.count_into(case.votes.tally(), &mut workspace).unwrap());
        assert_eq!(again.count_total, 0, "{}", case.name);
        seen += 1;
    }
    assert!(seen > 110, "{seen} elections");
}

#[test]
fn rules_are_short_and_survive_the_way_through_a_file() {
    let mut files = BTreeSet::new();
    for case in cases().filter(|case| files.insert(case.rules_file.clone())) {
        let text = read_to_string(&case.rules_file).unwrap();
        let name = case.rules_file.display();
        assert!(text.lines().count() < 120, "{name}");
        let toml = case.rules.to_toml().unwrap();
        let back =
            sailau::ElectoralSystem::from_toml(&toml).unwrap_or_else(|e| panic!("{name}: {e}\n{toml}"));
        assert_eq!(back, case.rules, "{name}");
        let json = case.rules.to_json().unwrap();
        assert_eq!(sailau::ElectoralSystem::from_json(&json).unwrap(), case.rules, "{name}");
    }
}

/// The gallery of the rules reference has every rules file and every country.
#[test]
fn the_reference_shows_the_collection() {
    let reference = read_to_string("docs/rules/collection.md").unwrap();
    let mut files: BTreeSet<_> =
        std::fs::read_dir(case::folder().join("rules")).unwrap().map(|entry| entry.unwrap().path()).collect();
    for case in cases() {
        let stem = case.rules_file.file_stem().unwrap().to_string_lossy().into_owned();
        let row = format!("| {} | `{stem}` | {} |", case.country, case.rules.name);
        assert!(reference.contains(&row), "docs/rules/collection.md has no row `{row}`");
        files.remove(&case.rules_file);
    }
    // Laws without an election here are one side of a reform.
    for entry in sailau::reform::atlas::open("reforms").unwrap() {
        let stand_in = entry.stand_in.iter().map(|one| &one.rules);
        for file in stand_in.chain([&entry.before, &entry.after]).filter(|name| name.ends_with(".toml")) {
            let (file, rules) = (PathBuf::from(file), sailau::ElectoralSystem::open(file).unwrap());
            let stem = file.file_stem().unwrap().to_string_lossy();
            let row = format!("| {} | `{stem}` | {} |", entry.country, rules.name);
            assert!(reference.contains(&row), "docs/rules/collection.md has no row `{row}`");
            files.retain(|known| !known.ends_with(&file));
        }
    }
    assert!(files.is_empty(), "rules that no election and no reform uses: {files:?}");
}

/// The elections that pages of the rules reference show come out as the pages print them.
#[test]
fn the_reference_shows_what_is_printed() {
    let examples = crate::book::worked("world");
    let mut misses = String::new();
    for worked in &examples {
        assert_eq!(worked.arguments[1..], ["--protocol"], "{}", worked.place);
        let case = case::Case::open(&worked.arguments[0]).unwrap();
        if let Err(miss) = worked.check(&case.count().unwrap().protocol.to_string()) {
            misses.push_str(&miss);
            misses.push('\n');
        }
    }
    assert!(misses.is_empty(), "{misses}");
    assert!(examples.len() > 15, "{} examples", examples.len());
}

/// The words that the cookbook gives for a sentence of a law stand in the rules file of the election beside them.
#[test]
fn the_cookbook_says_what_rules_files_say() {
    let cookbook = read_to_string("docs/rules/cookbook.md").unwrap();
    let mut seen = 0;
    for row in cookbook.lines().filter(|row| row.ends_with("` |")) {
        let mut cells = row.trim_end_matches(" |").rsplit(" | ");
        let (election, words) = (cells.next().unwrap().trim_matches('`'), cells.next().unwrap());
        let file = match election.strip_prefix("kazakhstan:") {
            Some(day) => format!("src/kazakhstan/law/{day}.toml").into(),
            None => case::Case::open(election).unwrap_or_else(|error| panic!("{row}: {error}")).rules_file,
        };
        let rules = read_to_string(file).unwrap();
        match words.strip_prefix("no `") {
            Some(word) => assert!(!rules.contains(word.trim_end_matches('`')), "{election} has {word}"),
            None => assert!(rules.contains(words.trim_matches('`')), "{election} has no {words}"),
        }
        seen += 1;
    }
    assert!(seen > 40, "{seen} rows");
}

/// What is partial says so, and sources are there.
#[test]
fn every_election_has_its_source() {
    for case in cases() {
        let source = read_to_string(case::folder().join(&case.name).join("SOURCE.md")).unwrap();
        assert!(source.len() > 100, "{}", case.name);
        if let Some(words) = &case.not_checked {
            assert!(words.len() > 10, "{}", case.name);
        }
    }
}

/// Stages that are official too: `stage,district,party,number`.
#[test]
fn the_stages_come_out_as_published() {
    let mut seen = 0;
    for case in cases() {
        let Ok(mut table) = csv::Reader::from_path(case::folder().join(&case.name).join("stages.csv")) else {
            continue;
        };
        let outcome = case.rules.count(&case.votes).unwrap();
        let computed = stages(&outcome);
        let mut official: BTreeMap<Stage, u64> = BTreeMap::new();
        for row in table.deserialize::<(String, String, String, u64)>() {
            let (stage, district, party, number) = row.unwrap();
            official.insert((stage, district, party), number);
        }
        for (stage, number) in &official {
            assert_eq!(computed.get(stage), Some(number), "{}: {stage:?}", case.name);
        }
        // Where all of a stage is published, there is nothing besides.
        let overhang = |stages: &BTreeMap<Stage, u64>| {
            stages.keys().filter(|stage| stage.0 == "overhang").cloned().collect::<Vec<_>>()
        };
        if !overhang(&official).is_empty() {
            assert_eq!(overhang(&computed), overhang(&official), "{}", case.name);
        }
        seen += official.len();
    }
    assert!(seen > 30, "{seen} numbers");
}

/// Ranked ballots whose stages are official: `stage,candidate,votes,event`, a candidate by number or a line of the sheet.
#[test]
fn the_stages_of_ranked_ballots_come_out_as_printed() {
    let (mut figures, mut events) = (0, 0);
    for case in cases() {
        let Ok(mut table) = csv::Reader::from_path(case::folder().join(&case.name).join("printed.csv"))
        else {
            continue;
        };
        let outcome = case.count().unwrap();
        let stages: BTreeMap<u32, _> = outcome.stages().map(|(_, _, stage)| (stage.stage, stage)).collect();
        for row in table.deserialize::<(u32, String, String, String)>() {
            let (number, who, printed, event) = row.unwrap();
            let stage = stages[&number];
            let counted = match who.as_str() {
                "quota" => stage.quota.as_deref().unwrap_or_default(),
                "nontransferable" => &stage.nontransferable,
                candidate => &stage.votes[&candidate.parse().unwrap()],
            };
            let place = format!("{}, stage {number}, {who}", case.name);
            // Some sheets print whole votes without decimals.
            let decimals = counted.strip_prefix(&printed).and_then(|rest| rest.strip_prefix('.'));
            let is_whole = decimals.is_some_and(|rest| rest.bytes().all(|digit| digit == b'0'));
            assert!(counted == printed || is_whole, "{place}: {counted}, printed {printed}");
            figures += 1;
            let happened = match event.as_str() {
                "" => continue,
                "elected" => stage.elected.contains(&who),
                "excluded" => stage.excluded.contains(&who),
                "surplus" => stage.does.starts_with(&format!("surplus of Candidate {who} ")),
                other => panic!("{place}: {other}"),
            };
            assert!(happened, "{place}: {event}, and not {}", stage.does);
            events += 1;
        }
    }
    assert_eq!((figures, events), (160, 27));
}

/// Where the names of those elected are official too, they are the same: `tier,district,party,candidate`.
#[test]
fn the_elected_are_those_who_were_declared() {
    let mut seen = 0;
    for case in cases() {
        let Ok(mut table) = csv::Reader::from_path(case::folder().join(&case.name).join("elected.csv"))
        else {
            continue;
        };
        let rows = table.deserialize::<(String, Option<String>, Option<String>, String)>();
        let official: BTreeSet<_> = rows.map(Result::unwrap).collect();
        let outcome = case.rules.count(&case.votes).unwrap();
        let elected = outcome.elected.into_iter();
        let computed: BTreeSet<_> = elected
            .map(|row| (row.tier, row.district, row.party, row.candidate.unwrap_or_default()))
            .collect();
        assert_eq!(computed, official, "{}", case.name);
        seen += official.len();
    }
    assert!(seen > 150, "{seen} names");
}

type Stage = (String, String, String);

fn stages(outcome: &Outcome) -> BTreeMap<Stage, u64> {
    let mut stages = BTreeMap::new();
    let mut add = |stage: &str, district: &str, party: &str, number: u64| {
        stages.insert((stage.to_owned(), district.to_owned(), party.to_owned()), number);
    };
    for entry in &outcome.protocol.entries {
        match &entry.step {
            Step::DistrictSeats(DistrictSeatsStep { districts, .. }) => {
                districts
                    .iter()
                    .for_each(|line| add("district seats", &line.district, "", line.seats.into()));
            }
            Step::Levelling(LevellingStep { lists, .. }) => {
                lists.iter().for_each(|line| add("least", "", &line.party, line.least.into()));
            }
            Step::Transferred(TransferredStep { lists, .. }) => {
                lists.iter().for_each(|line| add("transferred", "", &line.party, line.votes));
            }
            Step::Placement(PlacementStep { party, districts, .. }) => {
                for line in districts.iter().filter(|line| line.held > line.seats) {
                    add("overhang", &line.district, party, (line.held - line.seats).into());
                }
            }
            _ => {}
        }
    }
    stages
}

/// The files of an election as rows of text, so that they can be changed.
struct Sheets {
    /// Votes, or ranked ballots.
    votes: Vec<Vec<String>>,
    candidates: Option<Vec<Vec<String>>>,
    districts: Option<Vec<Vec<String>>>,
    winners: Option<Vec<Vec<String>>>,
}

impl Sheets {
    fn of(case: &Case) -> Self {
        let sheet = |file: &str| {
            let path = case::folder().join(&case.name).join(file);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).ok()?;
            let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
            Some(rows.collect::<Vec<Vec<String>>>())
        };
        Self {
            votes: sheet("votes.csv").or_else(|| sheet("ballots.csv")).unwrap(),
            candidates: sheet("candidates.csv"),
            districts: sheet("districts.csv"),
            winners: sheet("winners.csv"),
        }
    }

    fn read(&self, case: &Case) -> Votes {
        let text = |rows: &Vec<Vec<String>>| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            writer.into_inner().unwrap()
        };
        if let Some(candidates) = &self.candidates {
            return case::ranked_votes(&case.rules, &text(candidates)[..], &text(&self.votes)[..]).unwrap();
        }
        let tiers: Vec<_> = case.rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
        let contests = case.rules.tiers.iter().filter_map(|tier| tier.contest.as_deref());
        let known: Vec<_> = tiers.iter().copied().chain(contests).collect();
        let mut votes = Votes::from_csv(&text(&self.votes)[..], &known).unwrap();
        if let Some(rows) = &self.districts {
            votes = votes.add_districts_csv(&text(rows)[..]).unwrap();
        }
        if let Some(rows) = &self.winners {
            votes = votes.add_winners_csv(&text(rows)[..], &tiers).unwrap();
        }
        if case.not_checked.is_some() { votes.allow_uncounted() } else { votes }
    }

    /// The fields of a column, without its head.
    fn column<'a>(rows: &'a mut [Vec<String>], name: &str) -> impl Iterator<Item = &'a mut String> {
        let at = rows[0].iter().position(|head| head == name);
        rows.iter_mut().skip(1).filter_map(move |row| row.get_mut(at?))
    }
}

type Seats = BTreeMap<(String, Option<String>, Option<String>), u32>;

fn seats(outcome: &Outcome) -> Seats {
    let mut seats = Seats::new();
    for row in &outcome.seats {
        *seats.entry((row.tier.clone(), row.district.clone(), row.party.clone())).or_default() += row.seats;
    }
    seats
}

#[test]
fn the_order_of_rows_decides_nothing() {
    let mut random = ChaCha12Rng::seed_from_u64(1);
    for case in cases() {
        let expected = seats(&case.rules.count(&case.votes).unwrap());
        let mut sheets = Sheets::of(&case);
        let Sheets { votes, candidates, districts, winners } = &mut sheets;
        let tables = [Some(votes), candidates.as_mut(), districts.as_mut(), winners.as_mut()];
        tables.into_iter().flatten().for_each(|rows| rows[1..].shuffle(&mut random));
        let outcome = case.rules.count(&sheets.read(&case)).unwrap();
        assert_eq!(seats(&outcome), expected, "{}", case.name);
    }
}

#[test]
fn the_names_of_parties_decide_nothing() {
    let mut random = ChaCha12Rng::seed_from_u64(2);
    for case in cases() {
        let expected = seats(&case.rules.count(&case.votes).unwrap());
        let mut sheets = Sheets::of(&case);
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut rename = |name: &mut String| {
            if !name.is_empty() && !name.starts_with('@') {
                let number: u64 = random.random();
                *name = names.entry(name.clone()).or_insert_with(|| format!("party {number}")).clone();
            }
        };
        Sheets::column(&mut sheets.votes, "party").for_each(&mut rename);
        for rows in [&mut sheets.candidates, &mut sheets.winners].into_iter().flatten() {
            Sheets::column(rows, "party").for_each(&mut rename);
        }
        let outcome = case.rules.count(&sheets.read(&case)).unwrap();
        let renamed: Seats = expected
            .into_iter()
            .map(|((tier, district, party), seats)| {
                ((tier, district, party.map(|name| names.get(&name).cloned().unwrap_or(name))), seats)
            })
            .collect();
        assert_eq!(seats(&outcome), renamed, "{}", case.name);
    }
}

#[test]
fn votes_multiplied_by_a_number_give_the_same_seats() {
    for case in cases() {
        let expected = seats(&case.rules.count(&case.votes).unwrap());
        for factor in if cfg!(debug_assertions) { &[3][..] } else { &[2, 3, 1_000] } {
            let mut sheets = Sheets::of(&case);
            let column = if sheets.candidates.is_some() { "count" } else { "votes" };
            for votes in Sheets::column(&mut sheets.votes, column) {
                *votes = (votes.parse::<u64>().unwrap() * factor).to_string();
            }
            let outcome = case.rules.count(&sheets.read(&case)).unwrap();
            assert_eq!(seats(&outcome), expected, "{} by {factor}", case.name);
        }
    }
}

fn world(arguments: &[&str]) -> (bool, String, String) {
    example("world", arguments)
}

/// Runs an example.
fn example(name: &str, arguments: &[&str]) -> (bool, String, String) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = std::process::Command::new(cargo);
    command.args(["run", "--quiet", "--example", name, "--"]).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_example_explains_an_election() {
    let (good, one, _) = world(&["nz_2023", "--protocol"]);
    assert!(
        good && one.contains("overhang 2") && one.contains("total seats in all: 122 of 122 agree"),
        "{one}"
    );
    let folder = "tests/world/no_2021";
    let files = [format!("{folder}/votes.csv"), format!("{folder}/districts.csv")];
    let rules = "tests/world/rules/no_2002.toml";
    let (good, counted, error) = example("count", &[rules, &files[0], "--districts", &files[1]]);
    assert!(good && counted.contains("House: 169 seats"), "{counted}{error}");
    let (good, _, error) = example("count", &[rules, &files[0]]);
    assert!(!good && error.contains("from a file of districts") && error.contains("--districts"), "{error}");
    for (wrong, problem) in [
        (&["atlantis_1066"][..], "no case `atlantis_1066`"),
        (&[], "name one election"),
        (&["nz_2023", "--colour"], "there is no option --colour"),
    ] {
        let (good, _, error) = world(wrong);
        assert!(!good && error.contains(problem), "{wrong:?}: {error}");
    }
}

/// With what is missing taken as nothing, the votes of every country can be counted under every law but where it is not for
/// something missing that they cannot; and what can be counted without it is counted the same.
#[test]
fn what_ifs_do_not_stop_on_what_only_the_other_law_needs() {
    let mut laws: BTreeMap<_, _> = BTreeMap::new();
    let mut countries: BTreeMap<_, _> = BTreeMap::new();
    for case in cases() {
        laws.entry(case.rules_file.clone()).or_insert(case.rules);
        let ranked = !case.votes.tally().ranked.is_empty();
        countries.entry((case.country, ranked)).or_insert(case.votes.without_winners());
    }
    let (mut stopped, mut opened, mut kinds) = (0, 0, BTreeSet::new());
    // A plain run counts under every eighth law, other ones for each country.
    let step = if cfg!(debug_assertions) { 8 } else { 1 };
    for (number, ((country, ranked), votes)) in countries.iter().enumerate() {
        for (file, law) in laws.iter().skip(number % step).step_by(step) {
            let place = format!("{country} under {}", file.display());
            let plain = law.count(votes);
            match law.missing_as_nothing(votes).and_then(|what_if| what_if.count()) {
                Ok(outcome) => {
                    let tied = outcome.ties.iter().map(|tie| u64::from(tie.seats)).sum::<u64>();
                    let unfilled = outcome.unfilled.iter().map(|row| u64::from(row.seats)).sum::<u64>();
                    let sure = outcome.seats.iter().map(|row| u64::from(row.seats)).sum::<u64>();
                    assert_eq!(sure + tied + unfilled, u64::from(outcome.house_size), "{place}");
                    if let Ok(plain) = &plain {
                        assert_eq!(*plain, outcome, "{place}");
                        continue;
                    }
                    assert!(!outcome.taken_as_nothing.is_empty(), "{place}");
                    let record = outcome.protocol.to_string();
                    for taken in &outcome.taken_as_nothing {
                        assert!(record.contains(&taken.to_string()), "{place}: {taken}");
                        kinds.insert(taken.missing.to_string());
                    }
                    opened += 1;
                }
                // Whom voters would have put second is nothing that could be taken as nothing.
                Err(CountError::NotRanked { .. }) => assert!(!ranked, "{place}"),
                Err(error) => {
                    use CountError::{NoBiproportional, TooFewSeats};
                    assert!(
                        matches!(error, TooFewSeats { .. } | NoBiproportional { .. }),
                        "{place}: {error}"
                    );
                    stopped += 1;
                }
            }
        }
    }
    assert!(
        opened * step > 600 && stopped < 25 && kinds.len() >= 6,
        "{opened} opened, {stopped} stop, {kinds:?}"
    );
}

#[test]
fn the_difference_of_any_two_countries_laws_makes_one_of_the_other() {
    use sailau::reform::Reform;

    let rules: std::collections::BTreeMap<_, _> =
        cases().map(|case| case.rules).map(|rules| (rules.name.clone(), rules)).collect();
    assert!(rules.len() > 30);
    let rules: Vec<_> = rules.into_values().collect();
    // Without debug assertions each with all; a plain run, unoptimised as it is, each with the dozen after it in a circle.
    let others = if cfg!(debug_assertions) { 12 } else { rules.len() };
    for (place, old) in rules.iter().enumerate() {
        for new in rules.iter().cycle().skip(place).take(others) {
            let reform = Reform::between(old, new);
            match reform.apply(old) {
                Ok(made) => assert_eq!(&made, new, "{reform}"),
                Err(error) => panic!("{error}\n{reform}"),
            }
            let file = reform.to_toml().unwrap();
            assert_eq!(Reform::from_toml(&file).unwrap(), reform, "{file}");
        }
    }
}

/// The Netherlands, 2023: no 52 voters could have moved a seat by voting for another list, 53 could.
#[test]
fn every_way_to_move_fewer_votes_than_the_margin_moves_no_seat() {
    let case = Case::open("nl_2023").unwrap();
    let margin = sailau::reform::seat_margin(&case.rules, &case.votes).unwrap();
    let fewest = margin.switched.unwrap().votes;
    assert_eq!(fewest, 53);
    let plan = case.rules.compile(case.votes.field(), &[]).unwrap();
    let mut workspace = sailau::Workspace::default();
    let mut seats = |tally: &sailau::votes::Tally| {
        plan.count_into(tally, &mut workspace).unwrap();
        (workspace.seats(0).to_vec(), workspace.tied(0))
    };
    let mut tally = case.votes.tally().clone();
    let before = seats(&tally);
    let lists = 0..tally.votes.len();
    let mut changed = BTreeSet::new();
    for moved in 1..=fewest {
        for (from, to) in lists.clone().flat_map(|from| lists.clone().map(move |to| (from, to))) {
            if from == to || tally.votes[from] < moved {
                continue;
            }
            tally.votes[from] -= moved;
            tally.votes[to] += moved;
            if seats(&tally) != before {
                changed.insert(moved);
            }
            tally.votes[from] += moved;
            tally.votes[to] -= moved;
        }
    }
    assert_eq!(changed, BTreeSet::from([fewest]));
}
