//! Election funds: each cap exactly, every breach named, and facts that cannot be.

use jiff::civil::date;
use proptest::prelude::*;
use sailau::kazakhstan::{fund_laws, minimum_wages};
use sailau::procedure::funds::{Entry, Facts, Fund, Rules, Source};
use sailau::procedure::{Decision, FactError, Law, LawError};

const WAGE: u32 = 70_000;

fn law(year: i16) -> &'static Law<Rules> {
    fund_laws().on(date(year, 12, 1)).unwrap().value
}

fn entry(source: Source, giver: &str, amount: u64) -> Entry {
    Entry { source, giver: (!giver.is_empty()).then(|| giver.to_owned()), amount }
}

fn facts(fund: Fund, ledger: Vec<Entry>) -> Facts {
    Facts { holder: "X".to_owned(), fund, minimum_wage: WAGE, repeat_vote: false, ledger }
}

fn margin(decision: &Decision, rule: &str) -> i128 {
    decision.requirement(rule).unwrap().margin.unwrap()
}

#[test]
fn the_caps_of_2023_and_2026_to_the_tenge() {
    use Fund::*;
    for (year, fund, [own, donations, person, entity]) in [
        (2023, President, [12_000, 15_000, 100, 500]),
        (2023, PartyList, [5_000, 10_000, 100, 500]),
        (2023, DistrictCandidate, [200, 500, 25, 50]),
        (2023, RegionalList, [1_000, 2_000, 50, 250]),
        (2023, RegionalCandidate, [100, 200, 10, 25]),
        (2023, LocalCandidate, [50, 100, 5, 15]),
        (2026, PartyList, [15_000, 30_000, 300, 1_500]),
    ] {
        let wage = u64::from(WAGE);
        let check = |rule: &str, ledger: &dyn Fn(u64) -> Vec<Entry>, cap: u64| {
            for (amount, by) in [(cap * wage - 1, 1), (cap * wage, 0), (cap * wage + 1, -1)] {
                let decision = law(year).decide(&facts(fund, ledger(amount))).unwrap();
                assert_eq!(margin(&decision, rule), by, "{year} {fund:?} {rule}\n{decision}");
                assert_eq!(decision.requirement(rule).unwrap().met(), by >= 0);
                assert_eq!(decision.met(), by >= 0, "{decision}");
            }
        };
        check("own", &|amount| vec![entry(Source::Own, "", amount)], own);
        check(
            "person",
            &|amount| vec![entry(Source::Citizen, "A", 1), entry(Source::Citizen, "A", amount - 1)],
            person,
        );
        check("entity", &|amount| vec![entry(Source::Entity, "E", amount)], entity);
        // As many entities as it takes, none over its own cap.
        let spread = |amount: u64| {
            let step = entity * wage;
            let full = (0..amount / step).map(|i| entry(Source::Entity, &format!("E{i}"), step));
            full.chain([entry(Source::Citizen, "rest", amount % step)]).collect()
        };
        if donations % entity == 0 && entity * wage > 1 {
            let decide = |amount| law(year).decide(&facts(fund, spread(amount))).unwrap();
            assert_eq!(margin(&decide(donations * wage), "donations"), 0);
            assert!(decide(donations * wage).met());
            assert_eq!(margin(&decide(donations * wage + 1), "donations"), -1);
            assert!(!decide(donations * wage + 1).met());
        }
    }
}

#[test]
fn the_party_that_nominates_has_its_own_line_in_2004_only() {
    let ledger = |own, nominator| vec![entry(Source::Own, "", own), entry(Source::Nominator, "", nominator)];
    let wage = u64::from(WAGE);
    let decide = |year, own, nominator| {
        law(year).decide(&facts(Fund::DistrictCandidate, ledger(own * wage, nominator * wage))).unwrap()
    };
    assert!(decide(2004, 200, 500).met());
    assert!(!decide(2004, 201, 500).met());
    assert!(!decide(2004, 200, 501).met());
    assert!(decide(2023, 100, 100).met());
    assert!(!decide(2023, 100, 101).met());
    assert!(decide(2023, 100, 101).requirement("nominator").is_none());
}

#[test]
fn every_breach_is_named() {
    let wage = u64::from(WAGE);
    let ledger = vec![
        entry(Source::Own, "", 201 * wage),
        entry(Source::Citizen, "A", 26 * wage),
        entry(Source::Citizen, "B", 25 * wage),
        entry(Source::Citizen, "C", 30 * wage),
        entry(Source::Entity, "Z", 51 * wage),
        entry(Source::Religious, "a mosque", 1),
        entry(Source::Anonymous, "", 7),
    ];
    let decision = law(2023).decide(&facts(Fund::DistrictCandidate, ledger)).unwrap();
    let breached: Vec<_> = decision.binding().iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(breached, ["own", "person", "entity", "banned"]);
    let named = |rule| -> Vec<_> {
        decision.requirement(rule).unwrap().parts.iter().map(|part| part.name.as_str()).collect()
    };
    assert_eq!(named("person"), ["A", "C"]);
    assert_eq!(named("entity"), ["Z"]);
    let banned = ["payment 6, from a religious association (a mosque)", "payment 7, from an anonymous giver"];
    assert_eq!(named("banned"), banned);
    assert_eq!(
        decision.requirement("person").unwrap().citation.as_ref().unwrap().article.as_deref(),
        Some("92-1(3)")
    );
    assert!(decision.to_string().contains("a mosque"), "{decision}");
}

#[test]
fn each_source_that_is_banned_is_banned() {
    use Source::*;
    for year in [2004, 2008, 2023, 2026] {
        for source in [Foreign, ForeignCapital, State, Religious, Charity, Anonymous] {
            let decision = law(year).decide(&facts(Fund::PartyList, vec![entry(source, "G", 0)])).unwrap();
            assert!(!decision.met(), "{year} {source:?}");
        }
        let allowed = vec![entry(Own, "", 1), entry(Citizen, "A", 1), entry(Entity, "E", 1)];
        assert!(law(year).decide(&facts(Fund::PartyList, allowed)).unwrap().met());
    }
}

#[test]
fn a_repeat_vote_raises_a_candidates_caps_by_half() {
    let mut law = law(2023).clone();
    law.rules.repeat_vote = fund_laws().on(date(2026, 7, 1)).unwrap().value.rules.repeat_vote;
    let decide = |fund, repeat_vote, wages: u64| {
        let ledger = vec![entry(Source::Own, "", wages * u64::from(WAGE))];
        law.decide(&Facts { repeat_vote, ..facts(fund, ledger) }).unwrap().met()
    };
    assert!(decide(Fund::DistrictCandidate, true, 300));
    assert!(!decide(Fund::DistrictCandidate, true, 301));
    assert!(!decide(Fund::DistrictCandidate, false, 201));
    assert!(!decide(Fund::PartyList, true, 5_001));
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |facts: &Facts| law(2023).decide(facts).unwrap_err();
    let fund = Fund::DistrictCandidate;
    assert!(matches!(refused(&Facts { minimum_wage: 0, ..facts(fund, vec![]) }), FactError::Nobody { .. }));
    let nameless = vec![entry(Source::Own, "", 1), entry(Source::Citizen, "", 1)];
    let missing = FactError::Missing { fact: "giver of payment 2".to_owned() };
    assert_eq!(refused(&facts(fund, nameless)), missing);
    let huge = vec![entry(Source::Own, "", u64::MAX), entry(Source::Own, "", 1)];
    assert!(matches!(refused(&facts(fund, huge)), FactError::MoreThanAll { .. }));
    assert!(matches!(law(2008).decide(&facts(fund, vec![])).unwrap_err(), FactError::Unknown { .. }));
    let largest = Facts { minimum_wage: u32::MAX, ..facts(fund, vec![entry(Source::Own, "", u64::MAX)]) };
    assert!(!law(2023).decide(&largest).unwrap().met());
}

#[test]
fn the_data_are_read_strictly_and_cover_every_election_since_2020() {
    let text = include_str!("../../src/kazakhstan/law/funds/2023-01-01.toml");
    let read = |from: &str, to: &str| Law::<Rules>::from_toml(&text.replace(from, to)).unwrap_err();
    assert!(matches!(read("person =", "persons ="), LawError::Unreadable(_)));
    assert!(matches!(read("\"caps.president\"", "\"caps.king\""), LawError::NoSuchRule(_)));
    let json = serde_json::to_string(law(2023)).unwrap();
    assert_eq!(&serde_json::from_str::<Law<Rules>>(&json).unwrap(), law(2023));
    for law in fund_laws().iter() {
        for fund in law.value.rules.caps.keys() {
            let decision = law.value.decide(&facts(*fund, vec![])).unwrap();
            assert!(decision.requirements.iter().all(|one| one.citation.is_some()), "{decision}");
        }
    }
    for (year, tenge) in [(2021, 42_500), (2022, 60_000), (2023, 70_000), (2026, 85_000)] {
        assert_eq!(minimum_wages().on(date(year, 6, 1)).unwrap().value.tenge, tenge);
    }
}

proptest! {
    /// A further payment never makes the verdict better.
    #[test]
    fn more_money_never_helps(
        amounts in proptest::collection::vec((0usize..4, 0u8..3, 0u64..3_000_000), 0..30),
        more in (0usize..4, 0u8..3, 0u64..u64::from(u32::MAX)),
    ) {
        let sources = [Source::Own, Source::Citizen, Source::Entity, Source::Charity];
        let entry = |&(source, giver, amount): &(usize, u8, u64)| entry(sources[source], &giver.to_string(), amount);
        let mut ledger: Vec<_> = amounts.iter().map(entry).collect();
        let decide = |ledger: &[Entry]| law(2023).decide(&facts(Fund::LocalCandidate, ledger.to_vec())).unwrap();
        let before = decide(&ledger);
        ledger.push(entry(&more));
        let after = decide(&ledger);
        prop_assert!(after.verdict <= before.verdict);
        for (a, b) in after.requirements.iter().zip(&before.requirements) {
            prop_assert!(a.margin <= b.margin);
        }
        // The order of the ledger decides nothing.
        ledger.reverse();
        let turned = decide(&ledger);
        for (a, b) in turned.requirements.iter().zip(&after.requirements) {
            prop_assert_eq!(a.margin, b.margin);
        }
    }
}
