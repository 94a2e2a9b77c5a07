//! The register of the reform: complete, sourced, and every function that it names is there.

use std::collections::BTreeSet;

use jiff::civil::date;
use sailau::kazakhstan::{ReformStatus, law_on, referendum, reform_2022, regions_on};
use sailau::law::Certainty;

/// The items that rows may name: what is not there does not compile.
macro_rules! rooms {
    ($($($part:ident)::+),* $(,)?) => {{
        $({
            #[allow(unused_imports)]
            use sailau::$($part)::+ as _;
        })*
        [$(stringify!($($part)::+)),*].map(|path| path.replace(' ', ""))
    }};
}

#[test]
fn every_room_is_there() {
    let rooms = rooms![
        kazakhstan::akim_consent_laws,
        kazakhstan::fund_laws,
        kazakhstan::laws,
        kazakhstan::mandate_laws,
        kazakhstan::maslihat_laws,
        kazakhstan::parliaments,
        kazakhstan::recall_laws,
        kazakhstan::referendum,
        kazakhstan::regions_on,
        kazakhstan::registration_laws,
        kazakhstan::roll_laws,
        simulate::observers::chance_of_seeing,
        simulate::voting_ways::Scenario,
    ];
    let named: BTreeSet<_> = reform_2022().iter().filter_map(|one| one.room.clone()).collect();
    assert_eq!(named, BTreeSet::from(rooms));
    for one in reform_2022() {
        assert!(one.room.is_some() != one.no_room.is_some(), "{}: a room, or why not", one.id);
    }
}

#[test]
fn every_row_is_sourced_and_in_order_of_time() {
    let ids: BTreeSet<_> = reform_2022().iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), reform_2022().len());
    let announced = date(2022, 3, 16);
    for one in reform_2022() {
        assert!(!one.title.is_empty() && !one.to.is_empty() && !one.area.is_empty(), "{}", one.id);
        assert!(one.source.contains("https://") || one.certainty == Certainty::Unsure, "{}", one.id);
        assert!(one.since.is_none_or(|since| since > announced), "{}", one.id);
        assert!(one.until.is_none_or(|until| one.since.is_some_and(|since| since < until)), "{}", one.id);
        assert_eq!(one.until.is_some(), one.status == ReformStatus::Undone, "{}", one.id);
        // What is not verified says what is missing.
        assert!(one.certainty != Certainty::Unsure || one.note.is_some(), "{}", one.id);
    }
}

#[test]
fn every_section_of_the_address_has_rows() {
    let areas: Vec<_> = reform_2022().iter().map(|one| one.area.as_str()).collect();
    let sections = ["president", "parliament", "electoral system", "parties", "electoral process"];
    let more = ["rights", "society", "territory", "local government", "economy", "constitution"];
    for area in sections.iter().chain(&more) {
        assert!(areas.contains(area), "{area}");
    }
}

#[test]
fn the_rows_agree_with_the_rest_of_the_crate() {
    let row = |id| reform_2022().iter().find(|one| one.id == id).unwrap();
    let regions = row("new-regions");
    let since = regions.since.unwrap();
    assert_eq!(regions_on(since).unwrap().len(), 20);
    assert_eq!(regions_on(since.yesterday().unwrap()).unwrap().len(), 17);
    let mixed = row("mixed-system");
    assert_eq!(law_on(mixed.since.unwrap()).unwrap().since, mixed.since.unwrap());
    assert_eq!(law_on(mixed.until.unwrap()).unwrap().since, mixed.since.unwrap());
    assert_eq!(law_on(mixed.until.unwrap().tomorrow().unwrap()).unwrap().value.tiers.len(), 1);
    let decision = referendum(date(2022, 6, 5)).unwrap().decision().unwrap();
    assert!(decision.met() && decision.to_string().contains("77.18"));
    // The register is written as it is read.
    let json = serde_json::to_string(reform_2022()).unwrap();
    assert!(json.contains("\"since\":\"2022-06-08\""));
}
