//! The stages of compensatory and district systems, as an election commission would print them.

use std::fmt::{self, Formatter};

use super::layout::{count, grouped, table};
use super::text::decimal;
use super::{DivisorLine, PlacementLine, Step};
use crate::system::Upper;

pub(super) fn write(f: &mut Formatter<'_>, step: &Step, article: &str) -> fmt::Result {
    match step {
        Step::OpenList { .. } => super::open_list::write(f, step, article),
        Step::Alternative { rule, admitted } => {
            let admitted = if admitted.is_empty() { "nobody".to_owned() } else { admitted.join(", ") };
            writeln!(f, "  Threshold: {rule}. By now these take part: {admitted}.{article}")
        }
        Step::DistrictSeats { method, districts } => {
            writeln!(f, "  Seats of the districts, by {}:{article}", method.title())?;
            let rows = districts
                .iter()
                .map(|line| vec![line.district.clone(), grouped(line.base), grouped(line.seats)]);
            table(f, &["district", "by", "seats"], rows.collect())
        }
        Step::Weighted { times, lists } => {
            writeln!(f, "  Votes multiplied by {times}: {}.{article}", lists.join(", "))
        }
        Step::FirstSeats { price, lists } => {
            let lists = if lists.is_empty() { "nobody".to_owned() } else { lists.join(", ") };
            writeln!(f, "  A first seat costs {} votes; one each: {lists}.{article}", grouped(price))
        }
        Step::Bonus { party, seats } => {
            writeln!(f, "  {party} has most votes and gets {} first.{article}", count(*seats, "seat"))
        }
        Step::Allied { method, seats, inner, groups } => {
            let among = if *inner { "Within the alliance" } else { "Among alliances and lists" };
            writeln!(f, "  {among}: {}, {}.{article}", method.title(), count(*seats, "seat"))?;
            let rows = groups
                .iter()
                .map(|line| vec![line.lists.join(" + "), grouped(line.votes), grouped(line.seats)]);
            table(f, &["lists", "votes", "seats"], rows.collect())
        }
        Step::Returned { returned, instead } => {
            let instead = if instead.is_empty() { "nobody".to_owned() } else { instead.join(", ") };
            writeln!(f, "  Returned: {}. In their place: {instead}.{article}", returned.join(", "))
        }
        Step::LeftToOtherTiers { seats } => {
            writeln!(f, "  {} left to other tiers.{article}", count(*seats, "seat"))
        }
        Step::Bounded { seats, lists } => {
            writeln!(
                f,
                "  {} between the fewest and the most of each list:{article}",
                count(*seats, "seat")
            )?;
            let most = |most: Option<u32>| most.map_or("-".to_owned(), grouped);
            let rows = lists.iter().map(|line| {
                vec![line.party.clone(), grouped(line.votes), most(line.most), grouped(line.seats)]
            });
            table(f, &["list", "votes", "at most", "seats"], rows.collect())
        }
        Step::Transferred { lists } => {
            writeln!(f, "  Votes of candidates that are added to the lists:{article}")?;
            let rows = lists.iter().map(|line| vec![line.party.clone(), grouped(line.votes)]);
            table(f, &["list", "votes"], rows.collect())
        }
        Step::Subtracted { lists } => {
            writeln!(f, "  Votes that won seats are taken off the lists of the winners:{article}")?;
            let rows = lists.iter().map(|line| {
                let figures = [line.votes, line.taken, line.votes.saturating_sub(line.taken)];
                std::iter::once(line.party.clone()).chain(figures.map(grouped)).collect()
            });
            table(f, &["list", "votes", "taken off", "left"], rows.collect())
        }
        Step::Compensation { house, others, lists } => {
            let off = match others {
                0 => String::new(),
                n => format!(", after {} of those who take no part in the lists", count(*n, "seat")),
            };
            writeln!(
                f,
                "  {} to share by list votes, district seats set against them{off}.{article}",
                count(*house, "seat")
            )?;
            let rows = lists.iter().map(|line| {
                let over = match line.held.saturating_sub(line.due) {
                    0 => String::new(),
                    n => format!("overhang {n}"),
                };
                let figures = [line.due, line.held, line.list].map(grouped);
                [line.party.clone(), grouped(line.votes)].into_iter().chain(figures).chain([over]).collect()
            });
            table(f, &["list", "votes", "due", "held", "list seats", ""], rows.collect())
        }
        Step::Levelling { base, house, lists } => {
            writeln!(
                f,
                "  Each list's least seats, and its share of the smallest house that holds them: {} grew to {}.{article}",
                grouped(base),
                grouped(house)
            )?;
            let rows =
                lists.iter().map(|line| vec![line.party.clone(), grouped(line.least), grouped(line.share)]);
            table(f, &["list", "least", "share"], rows.collect())
        }
        Step::Claims { house, others, lists } => {
            writeln!(
                f,
                "  Claims in a house of {} ({} of those who take no part in the lists are off):{article}",
                grouped(house),
                count(*others, "seat")
            )?;
            let rows = lists.iter().map(|line| {
                let claim = decimal(line.claim);
                vec![line.party.clone(), grouped(line.votes), grouped(line.held), claim, grouped(line.seats)]
            });
            table(f, &["list", "votes", "held", "claim", "list seats"], rows.collect())
        }
        Step::VoterNumbers { by, lists } => {
            let what = match by {
                Upper::Votes => "votes",
                Upper::VoterNumbers => "votes by the seats of their districts",
                Upper::RoundedVoterNumbers => "votes by the seats of their districts, rounded in each",
            };
            writeln!(f, "  Voters of the parties, {what}:{article}")?;
            let rows = lists.iter().map(|line| vec![line.party.clone(), decimal(line.number)]);
            table(f, &["party", "voters"], rows.collect())
        }
        Step::StrongestLists { at_least, districts } => {
            writeln!(
                f,
                "  The strongest list of a district has at least {} there, if district and party have so many:{article}",
                count(*at_least, "seat")
            )?;
            let rows = districts.iter().map(|line| {
                let lists = line.parties.join(" = ");
                vec![line.district.clone(), lists, grouped(line.votes), grouped(line.seats)]
            });
            table(f, &["district", "strongest", "votes", "sure"], rows.collect())
        }
        Step::StrongestOpen { claims, seats } => writeln!(
            f,
            "  Equal claims to the first place: {}. It matters which list is the strongest: the districts of {} are open; the seats are the parties'.{article}",
            claims.join("; "),
            count(*seats, "seat")
        ),
        Step::Biproportional { districts, parties } => {
            writeln!(f, "  Seats are votes by both divisors, rounded; those of the districts:{article}")?;
            let row = |line: &DivisorLine| vec![line.name.clone(), line.divisor.to_string()];
            table(f, &["district", "divisor"], districts.iter().map(row).collect())?;
            writeln!(f, "  and those of the parties:")?;
            table(f, &["party", "divisor"], parties.iter().map(row).collect())
        }
        Step::Placement { party, districts } => {
            writeln!(f, "  {party} by district: {}.{article}", places(districts))
        }
        Step::PlacementInRegions { party, regions } => {
            writeln!(f, "  {party} by region: {}.{article}", places(regions))
        }
        Step::PlacementOpen { claims } => writeln!(
            f,
            "  Equal claims: {}. The districts of this and all further seats are open; the seats are the parties'.{article}",
            claims.join(", ")
        ),
        Step::PlacedOne { number, party, to } => {
            writeln!(f, "  Seat {number}: {party} in {to}.{article}")
        }
        // The others are written where they are matched.
        _ => Ok(()),
    }
}

/// A party's seats in places, in one line.
fn places(lines: &[PlacementLine]) -> String {
    let lines = lines.iter().map(|line| match line.held {
        0 => format!("{} {}", line.district, line.seats),
        held => format!("{} {} ({held} held)", line.district, line.seats),
    });
    lines.collect::<Vec<_>>().join(", ")
}
