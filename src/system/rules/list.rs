use serde::{Deserialize, Serialize};

use super::{
    AgainstAll, Alliances, Base, Biproportional, Bonus, Cap, Exhausted, FirstSeat, Linkage, OpenList,
    Placement, SoleQualifier, Threshold, TieRule, Weight, Within,
};
use crate::apportion::Method;
use crate::law::Share;

/// How seats are shared among lists.
///
/// [`ListRule::new`] gives the plainest one: a method, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRule {
    /// The method of apportionment.
    pub method: Method,
    /// How the law works out the quota, where that is not the method's own way.
    pub quota: Option<QuotaRule>,
    /// What a list needs to take part.
    pub threshold: Option<Threshold>,
    /// What happens when no list reaches the threshold.
    pub no_list_passes: NoListPasses,
    /// What happens when one list alone reaches it.
    pub sole_qualifier: Option<SoleQualifier>,
    /// What decides between equal claims.
    pub ties: TieRule,
    /// What votes against all are.
    pub against_all: AgainstAll,
    /// The fewest seats of each list that takes part.
    pub at_least: u32,
    /// What the votes of some lists are multiplied by.
    pub weight: Option<Weight>,
    /// A lighter way to a first seat for lists of a kind.
    pub first_seat: Option<FirstSeat>,
    /// Lists that count as one, and the way their seats are shared among them.
    pub alliances: Option<Alliances>,
    /// Seats of the largest list before the others are shared out.
    pub bonus: Option<Bonus>,
    /// The most seats that a list may have.
    pub cap: Option<Cap>,
    /// What becomes of seats of a list that has no more candidates.
    pub exhausted: Exhausted,
    /// Whether seats are in proportion to parties and districts at once.
    pub biproportional: Option<Biproportional>,
    /// How the seats of other tiers bear on this one.
    pub linkage: Option<Linkage>,
    /// How seats of the whole country find their way to the districts.
    pub placement: Option<Placement>,
    /// Whether personal votes decide who sits for a list.
    pub open_list: Option<OpenList>,
}

impl ListRule {
    /// The rule that has this method and nothing else.
    ///
    /// ```
    /// use sailau::apportion::Method;
    /// use sailau::system::ListRule;
    ///
    /// let rule = ListRule::new(Method::DHONDT);
    /// assert!(rule.threshold.is_none() && rule.linkage.is_none());
    /// ```
    #[must_use]
    pub fn new(method: Method) -> Self {
        Self {
            method,
            quota: None,
            threshold: None,
            no_list_passes: NoListPasses::default(),
            sole_qualifier: None,
            ties: TieRule::default(),
            against_all: AgainstAll::default(),
            at_least: 0,
            weight: None,
            first_seat: None,
            alliances: None,
            bonus: None,
            cap: None,
            exhausted: Exhausted::default(),
            biproportional: None,
            linkage: None,
            placement: None,
            open_list: None,
        }
    }
}

/// A quota as a law words it: of which votes, and rounded how.
///
/// With it whole quotas may exceed the seats; then seats are taken back from the smallest remainders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    /// The votes that are divided; those of the lists that take part when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Base>,
    /// To which whole number the quota is rounded; none leaves it exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounded: Option<Rounding>,
    /// The most seats that go to remainders. Further ones go one by one to the list with most votes for each of its
    /// seats, among those that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remainders: Option<u32>,
    /// [`Within::Region`]: the quota of a district is that of its region, the votes there by the seats there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// A remainder of this share of the quota is worth a seat as a whole quota is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_from: Option<Share>,
    /// Who gets the seats that quotas leave, when not the remainders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<QuotaLeft>,
}

/// Who gets the seats that quotas leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotaLeft {
    /// Not this tier: they are shared out by one that is linked to it.
    #[serde(rename = "other tiers")]
    OtherTiers,
}

/// To which whole number a quota is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// The next below.
    Down,
    /// The next above, unless it is whole already.
    Up,
    /// The nearest; halves go up.
    Nearest,
}

/// What happens when no list reaches the threshold. Most laws say nothing, so this names the choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NoListPasses {
    /// The seats stay empty.
    #[default]
    #[serde(rename = "unfilled")]
    Unfilled,
    /// The threshold is waived: every list with votes takes part.
    #[serde(rename = "all lists")]
    AllLists,
}
