//! The stages of a list tier: here stands which there are, and by which words.

use serde::{Deserialize, Serialize};

use super::seats::{DistrictsFile, Seats};
use super::stage::Stage;
use super::ties::{AgainstAll, TieRules};
use crate::absolute_majority::AbsoluteMajority;
use crate::alliances::Alliances;
use crate::biproportional::Biproportional;
use crate::bonus::Bonus;
use crate::bounds::Cap;
use crate::candidates::{Lead, RunOff};
use crate::district_seats::DistrictSeats;
use crate::exhausted::Exhausted;
use crate::first_seat::FirstSeat;
use crate::guaranteed::Guaranteed;
use crate::law::Share;
use crate::linkage::Linkage;
use crate::open_list::OpenList;
use crate::placement::Placement;
use crate::quota::QuotaRule;
use crate::several_votes::SeveralVotes;
use crate::sole_qualifier::SoleQualifier;
use crate::threshold::{NoListPasses, Threshold, VoteBase};
use crate::turnout::Turnout;
use crate::weight::Weight;
use sailau_apportion::Method;
use sailau_ranked::RankedRule;

/// The stages as fields of the rule, and as fields of a tier in a file. A word is left out where it says what holds
/// anyway, a table where there is none.
macro_rules! stages {
    (
        words { $( $(#[$word_doc:meta])* $word:ident: $word_type:ty, )* }
        tables { $( $(#[$table_doc:meta])* $table:ident: $table_type:ty, )* }
    ) => {
        /// How seats are shared among lists.
        ///
        /// [`ListRule::new`] gives the plainest one: a method, and nothing else.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct ListRule {
            /// The method of apportionment.
            pub method: Method,
            /// What decides between equal claims.
            pub ties: TieRules,
            /// What votes against all are.
            pub against_all: AgainstAll,
            $( $(#[$word_doc])* pub $word: $word_type, )*
            $( $(#[$table_doc])* pub $table: Option<$table_type>, )*
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
                    ties: TieRules::default(),
                    against_all: AgainstAll::default(),
                    $( $word: <$word_type>::default(), )*
                    $( $table: None, )*
                }
            }

            /// The same rule with a threshold: `share` of the votes of this base is enough.
            ///
            /// ```
            /// use sailau::apportion::Method;
            /// use sailau::system::{ListRule, VoteBase};
            ///
            /// let rule = ListRule::new(Method::HARE).with_threshold("7%".parse()?, VoteBase::ValidVotes);
            /// assert!(rule.threshold.is_some_and(|threshold| threshold.inclusive));
            /// # Ok::<(), sailau::system::ShareError>(())
            /// ```
            #[must_use]
            pub fn with_threshold(mut self, share: Share, of: VoteBase) -> Self {
                self.threshold = Some(Threshold::at_least(share, of));
                self
            }

            /// The words of the stages that are there.
            #[doc(hidden)]
            pub fn words(&self) -> impl Iterator<Item = &'static str> {
                self.stages().map(|(word, _)| word)
            }

            /// The stages that are there, by their words in a file.
            pub(crate) fn stages(&self) -> impl Iterator<Item = (&'static str, &dyn Stage)> {
                let words = [
                    $( (stringify!($word), &self.$word as &dyn Stage, self.$word != <$word_type>::default()), )*
                ];
                let words = words.into_iter().filter(|(_, _, there)| *there);
                let tables = [
                    $( (stringify!($table), self.$table.as_ref().map(|rule| rule as &dyn Stage)), )*
                ];
                let tables = tables.into_iter().filter_map(|(word, rule)| Some((word, rule?)));
                words.map(|(word, rule, _)| (word, rule)).chain(tables)
            }

            /// Whether nothing stands between the threshold and the method: the votes of those who take part share the
            /// seats.
            pub(crate) fn shares_by_votes_alone(&self) -> bool {
                let before_or_after = ["threshold", "sole_qualifier", "no_list_passes", "open_list"];
                self.words().all(|word| before_or_after.contains(&word))
            }

            /// What a word says when it is left out.
            #[doc(hidden)]
            pub fn default_of(word: &str) -> Option<serde_json::Value> {
                match word {
                    "ties" => serde_json::to_value(TieRules::default()).ok(),
                    "against_all" => serde_json::to_value(AgainstAll::default()).ok(),
                    $( stringify!($word) => serde_json::to_value(<$word_type>::default()).ok(), )*
                    _ => None,
                }
            }

            pub(super) fn of_file(method: Method, file: &mut TierFile) -> Self {
                Self {
                    method,
                    ties: file.ties.unwrap_or_default(),
                    against_all: file.against_all.unwrap_or_default(),
                    $( $word: file.$word.take().unwrap_or_default(), )*
                    $( $table: file.$table.take(), )*
                }
            }

            pub(super) fn into_file(self, file: &mut TierFile) {
                file.method = self.method.name().into_owned();
                file.ties = unless_default(self.ties);
                file.against_all = unless_default(self.against_all);
                $( file.$word = unless_default(self.$word); )*
                $( file.$table = self.$table; )*
            }
        }

        /// A tier as it stands in a file: every field that some kind of tier has.
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct TierFile {
            pub(super) name: String,
            pub(super) method: String,
            pub(super) seats: Seats,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) districts: Option<DistrictsFile>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) contest: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) by: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) ties: Option<TieRules>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) against_all: Option<AgainstAll>,
            $( #[serde(default, skip_serializing_if = "Option::is_none")] $word: Option<$word_type>, )*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) lead: Option<Lead>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) run_off: Option<RunOff>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) majority: Option<Threshold>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) group_limit: Option<u32>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) ranked: Option<RankedRule>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) ballot: Option<SeveralVotes>,
            $( #[serde(default, skip_serializing_if = "Option::is_none")] pub(super) $table: Option<$table_type>, )*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) district_seats: Option<DistrictSeats>,
        }

        impl TierFile {
            /// A tier of which nothing else is said.
            pub(super) fn bare(name: String, seats: Seats) -> Self {
                Self {
                    name,
                    method: String::new(),
                    seats,
                    districts: None,
                    contest: None,
                    by: None,
                    ties: None,
                    against_all: None,
                    $( $word: None, )*
                    lead: None,
                    run_off: None,
                    majority: None,
                    group_limit: None,
                    ranked: None,
                    ballot: None,
                    $( $table: None, )*
                    district_seats: None,
                }
            }

            /// What tiers of lists have, and whether it is given.
            pub(super) fn of_lists(&self) -> Vec<(&'static str, bool)> {
                vec![
                    $( (stringify!($word), self.$word.is_some()), )*
                    $( (stringify!($table), self.$table.is_some()), )*
                    ("district_seats", self.district_seats.is_some()),
                ]
            }
        }
    };
}

impl From<Method> for ListRule {
    fn from(method: Method) -> Self {
        Self::new(method)
    }
}

// A new stage of list tiers is a line here, and one in the order of the count.
stages! {
    words {
        /// What happens when no list reaches the threshold.
        no_list_passes: NoListPasses,
        /// The fewest seats of each list that takes part.
        at_least: u32,
        /// What becomes of seats of a list that has no more candidates.
        exhausted: Exhausted,
    }
    tables {
        /// The turnout without which the election of a district is void.
        turnout: Turnout,
        /// What a list needs to take part.
        threshold: Threshold,
        /// What happens when one list alone reaches it.
        sole_qualifier: SoleQualifier,
        /// How the law works out the quota, where that is not the method's own way.
        quota: QuotaRule,
        /// What the votes of some lists are multiplied by.
        weight: Weight,
        /// A lighter way to a first seat for lists of a kind.
        first_seat: FirstSeat,
        /// Lists that count as one, and the way their seats are shared among them.
        alliances: Alliances,
        /// More seats for a list with more than half of the votes.
        absolute_majority: AbsoluteMajority,
        /// Seats of the largest list before the others are shared out.
        bonus: Bonus,
        /// The most seats that a list may have.
        cap: Cap,
        /// Seats that lists of a kind are sure of together.
        guaranteed: Guaranteed,
        /// Whether seats are in proportion to parties and districts at once.
        biproportional: Biproportional,
        /// How the seats of other tiers bear on this one.
        linkage: Linkage,
        /// How seats of the whole country find their way to the districts.
        placement: Placement,
        /// Whether personal votes decide who sits for a list.
        open_list: OpenList,
    }
}

/// Defaults are left out, so that a written file is as short as a hand-made one.
pub(super) fn unless_default<T: Default + PartialEq>(value: T) -> Option<T> {
    Some(value).filter(|value| *value != T::default())
}
