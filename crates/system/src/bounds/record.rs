//! Fewest and most seats in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::{Cap, CapBase};
use crate::plan::ListPlan;
use crate::protocol::layout::{count, grouped, table};
use crate::protocol::names::Names;
use crate::protocol::sharing::{
    QUOTIENTS, SharedBy, Weighed, figure, is_one, last_and_next, one, quotient_columns,
};
use crate::protocol::words::{Margin, Words};
use sailau_apportion::Quotient;

/// Lists with a fewest or a most number of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundedStep {
    /// Seats to share.
    pub seats: u32,
    /// What they are shared by. Left out of JSON where it is votes.
    #[serde(default, skip_serializing_if = "SharedBy::is_votes")]
    pub by: SharedBy,
    /// The figures of the lists, their quotients too, are in units of 1/`unit`; 1 where they are whole.
    #[serde(default = "one", skip_serializing_if = "is_one", deserialize_with = "crate::wide_numbers::read")]
    pub unit: u128,
    /// Where the most seats come from, in words; none where there is no cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// Each list, most votes first.
    pub lists: Vec<BoundLine>,
}

/// A list that may not have fewer or more than so many seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
    /// The fewest seats; none without a number that could matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// The most seats; none without a limit that could matter.
    pub most: Option<u32>,
    /// The sure seats.
    pub seats: u32,
    /// The quotient of the last of them; none without a seat, or where the method has no quotients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Quotient>,
    /// The quotient for one more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Quotient>,
}

pub(crate) fn bounded(
    names: &Names<'_>,
    plan: &ListPlan,
    seats: u32,
    (votes, weighed): (&[u64], Weighed),
    (least, most): (&[u32], &[u32]),
    given: &[u32],
) -> BoundedStep {
    let cap = plan.rule.cap.as_ref().filter(|_| !most.is_empty()).map(cap_in_words);
    let line = |i: usize, party, votes| {
        let (last, next) = last_and_next(plan.rule.method.divisor(), votes, given[i]);
        let least = least.get(i).copied().filter(|&least| least > 0);
        let most = most.get(i).copied().filter(|&most| most < seats);
        BoundLine { party, votes, least, most, seats: given[i], last, next }
    };
    BoundedStep { seats, by: weighed.by, unit: weighed.unit, cap, lists: names.lines(plan, votes, line) }
}

fn cap_in_words(cap: &Cap) -> String {
    let number = cap.seats.map(|seats| count(seats, "seat"));
    let share = cap.share.as_ref().map(|share| {
        let times = share.times.map(|times| format!("{times} × ")).unwrap_or_default();
        let plus = share.plus.map(|plus| format!(" and {plus}")).unwrap_or_default();
        let of = match share.of {
            CapBase::ValidVotes => "valid votes",
            CapBase::ListsThatTakePart => "the votes of those who take part",
        };
        format!("{times}its share of {of}{plus}, of {}", count(share.house, "seat"))
    });
    let both: Vec<_> = number.into_iter().chain(share).collect();
    let less = match &cap.with[..] {
        [] => String::new(),
        tiers => format!(", less its seats in {}", tiers.join(", ")),
    };
    format!("which is {}{less}", both.join(" or, if that is fewer, "))
}

impl Words for BoundedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let seats = count(self.seats, "seat");
        let least = self.lists.iter().any(|line| line.least.is_some());
        let most = self.lists.iter().any(|line| line.most.is_some());
        let bounds = match (least, most) {
            (true, true) => " between the fewest and the most of each list",
            (true, false) => ", no list fewer than it has for sure",
            (false, true) => ", no list more than the most that it can have",
            (false, false) => "",
        };
        let cap = self.cap.as_ref().map(|cap| format!(", {cap}")).unwrap_or_default();
        writeln!(f, "  {seats}{bounds}{cap}:{margin}")?;
        let bound = |seats: Option<u32>| seats.map_or("-".to_owned(), grouped);
        let mut head = vec!["list", self.by.head()];
        head.extend(least.then_some("at least"));
        head.extend(most.then_some("at most"));
        head.push("seats");
        let quotients = self.lists.iter().any(|line| line.next.is_some());
        head.extend(quotients.then_some(QUOTIENTS).into_iter().flatten());
        let rows = self.lists.iter().map(|line| {
            let mut row = vec![line.party.clone(), figure(line.votes.into(), self.unit)];
            row.extend(least.then(|| bound(line.least)));
            row.extend(most.then(|| bound(line.most)));
            row.push(grouped(line.seats));
            row.extend(
                quotients.then(|| quotient_columns(line.last, line.next, self.unit)).into_iter().flatten(),
            );
            row
        });
        table(f, &head, rows.collect())?;
        if !quotients {
            return Ok(());
        }
        match (least, most) {
            (true, true) => writeln!(
                f,
                "  Only a list that is kept at its fewest has a last quotient below somebody's next, or one that is kept \
                 at its most a next above somebody's last."
            ),
            (true, false) => writeln!(
                f,
                "  Only a list that is kept at its fewest has a last quotient below somebody's next."
            ),
            (false, true) => {
                writeln!(
                    f,
                    "  Only a list that is kept at its most has a next quotient above somebody's last."
                )
            }
            (false, false) => Ok(()),
        }
    }
}
