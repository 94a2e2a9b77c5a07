//! Kazakhstan's voters of 2023 as if they ranked.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::electorate;
use crate::electorate::{Electorate, ListContest, Preferences, RankedContest, ReportingLevel};
use crate::system::{ElectoralSystem, Seats};

/// Voters who rank, and the systems that count them: see [`second_choices`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SecondChoices {
    /// The electorate of 2023 with two ballots on which voters rank: `ranked` in its 29 districts, `ranked by region`
    /// in its 20 regions.
    /// What is taken for granted of them is among its assumptions.
    pub electorate: Electorate,
    /// The 29 districts by most votes and by instant run-off, and the house of 98 in regions by the single transferable vote.
    pub systems: Vec<ElectoralSystem>,
}

/// The house, and districts of one member.
const HOUSE: u32 = 98;

/// A voter in three stops after each party: nobody has asked them, and elsewhere about as many do.
const STOP: f64 = 1.0 / 3.0;

const SYSTEMS: [&str; 3] = [
    r#"
name = "29 by most votes"
[[tier]]
name = "single"
seats = 1
districts = 29
method = "plurality"
"#,
    r#"
name = "29 by run-off"
[[tier]]
name = "ranked"
seats = 1
districts = 29
method = "instant run-off"
"#,
    r#"
name = "98 in regions by STV"
[[tier]]
name = "ranked by region"
seats = "given"
districts = "each"
method = "stv"
[tier.ranked]
surplus = { decimals = 5 }
exclusion = { several = "all that cannot win" }
"#,
];

/// What if the voters of 19 March 2023 ranked? In their 29 districts, where the winner may be another by instant run-off; and in
/// the 20 regions, which share the 98 seats of the house by their voters and elect by the single transferable vote.
///
/// First preferences are the votes that are drawn for the two ballots of that day. Nobody has asked these voters whom they would
/// put second: the next are taken in proportion to their support in the district, and a third of voters stop after each party.
/// Change [`preferences`](RankedContest::preferences), [`stop`](RankedContest::stop) and [`at_most`](RankedContest::at_most) of
/// the electorate's [`ranked`](Electorate::ranked) to ask with others.
///
/// ```
/// use sailau::electorate::VoteModel;
/// use sailau::kazakhstan::electorates::second_choices;
///
/// let asked = second_choices();
/// let names: Vec<_> = asked.systems.iter().map(|system| system.name.as_str()).collect();
/// assert_eq!(names, ["29 by most votes", "29 by run-off", "98 in regions by STV"]);
/// let model = asked.electorate.compile()?;
/// for system in &asked.systems {
///     system.compile(&model.field(), &[])?;
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn second_choices() -> SecondChoices {
    let known = electorate(date(2023, 3, 19)).expect("the electorate of 2023 is one of this crate's");
    let mut electorate = known.electorate.clone();
    let (seats, tied) = electorate.seats_by_region(HOUSE);
    let most = seats.iter().map(|(_, seats)| *seats).max().unwrap_or(1);
    electorate.lists.push(ListContest {
        name: "region".to_owned(),
        by: ReportingLevel::Region,
        ..ListContest::default()
    });
    let ranked = |name: &str, of: &str, nominees, at_most| RankedContest {
        name: name.to_owned(),
        of: of.to_owned(),
        nominees,
        stop: STOP,
        stops: BTreeMap::new(),
        at_most: Some(at_most),
        preferences: Preferences::PartySupport,
    };
    // A party can win all seats of the largest region; a ballot has room for the candidates of two.
    electorate.ranked =
        vec![ranked("ranked", "single", 1, 3), ranked("ranked by region", "region", most, 2 * most)];
    electorate.assumptions.push(format!(
        "Who ranks votes as everybody did in 2023, and the {HOUSE} seats are the regions' by their voters (Sainte-Laguë)"
    ));
    if tied {
        electorate.assumptions.push(
            "Regions with equal claims to the last of these seats got them in the order of the file"
                .to_owned(),
        );
    }
    let read = |text| ElectoralSystem::from_toml(text).expect("these rules are tested to be readable");
    let mut systems: Vec<ElectoralSystem> = SYSTEMS.into_iter().map(read).collect();
    let by_region = systems.iter_mut().flat_map(|system| &mut system.tiers);
    for tier in by_region.filter(|tier| tier.seats == Seats::FromVotesFile) {
        tier.seats = Seats::ByDistrict(seats.iter().cloned().collect());
    }
    SecondChoices { electorate, systems }
}
