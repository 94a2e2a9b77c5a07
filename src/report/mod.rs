//! What a result looks like to a reader: [tables](Table) as text, HTML, Markdown, CSV and JSON, and with the feature `plot`
#![cfg_attr(feature = "plot", doc = "[pictures](picture) as SVG and whole [pages](page) of HTML.")]
#![cfg_attr(not(feature = "plot"), doc = "pictures as SVG and whole pages of HTML.")]
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::report::{Table, Terminal};
//!
//! // The votes of 2021 under the law of their day, and under that of 2022.
//! let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes().allow_uncounted();
//! let old = kazakhstan::law_on(date(2021, 1, 10))?.value.count(&votes)?;
//! let new = kazakhstan::law_on(date(2023, 3, 19))?.value.count(&votes)?;
//!
//! let table = Table::compared(&old, &new);
//! print!("{}", table.to_text(Terminal::from_env(true)));
//! println!("{}", table.to_markdown());
//! println!("{}", table.to_csv());
//! println!("{}", table.to_json());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Field names
//!
//! Headers of CSV and keys of JSON are the fields below; they are stable. A cell without a value is empty in CSV and
//! `null` in JSON. Shares are fractions from 0 to 1 there, and per cent in text and Markdown.
//!
//! | table | field | what it is |
//! |---|---|---|
//! | [`Table::of`] | `party` | who holds the seats; none for those without a party, and for seats that are not sure |
//! | | `seats_in_…` | seats in the tier of that name, a field for each tier that has any |
//! | | `seats` | seats in all tiers |
//! | | `share` | share of the house |
//! | | `open` | none for sure seats; `tied`, or why they are not filled, in the words of [`Reason`] |
//! | | `among` | who competes for tied seats, separated by `; ` |
//! | [`Table::compared`] | `party` | as above |
//! | | `old`, `new` | seats under the old rules and under the new |
//! | | `change` | new less old |
//! | | `share_old`, `share_new` | shares of the two houses |
//! | | `open` | none for sure seats, or `tied or not filled` |
//! | [`Table::of_counts`] | `party`, `votes`, `share` | as above, and the votes of the contest with their share |
//! | | the names given | seats under these rules, a field for each |
//! | | `change` | as above, where there are two |
//! | [`Table::of_parties`] | `party`, `votes`, `vote_share`, `seats`, `seat_share` | as in a [profile](crate::measure::Profile) |
//! | | `gain` | share of seats less share of votes |
//! | [`Table::of_profiles`] | `system` | the name given |
//! | | `gallagher`, `loosemore_hanby`, `rae`, `largest_deviation`, `sainte_lague`, `dhondt`, `cox_shugart`, `gini`, `relative_entropy` | [disproportionality](crate::measure::Disproportionality) |
//! | | `parties_in_votes`, `parties_in_seats` | effective numbers of parties (Laakso and Taagepera 1979) |
//! | | `wasted_share`, `unrepresented_share` | [votes that elected nobody](crate::measure::Waste) |
//! | | `majority`, `seat_bonus` | [who leads](crate::measure::Leading) |
//! | [`Table::of_audits`] | `system`, `place` | the name given, and where papers are drawn |
//! | | `papers`, `sample` | papers there, and how many of them are looked at |
//! | | `margin`, `decided_by` | how many must be misread until what decides is false, and what that is |
//! | [`Table::of_sweep`] | `value_1`, `value_2` | the values of the varied rules; the second only where there are two |
//! | | `house` | seats of the house |
//! | | `seats_of_…` | seats of that holder, a field for each that ever has one |
//! | [`Table::of_drawn_sweep`] | `value_1`, `value_2`, `party` | as above, a row for each point and party |
//! | | `mean_seats`, `low`, `high` | seats of the whole house: the mean, and between which nine draws of ten lie |
//! | | `enters`, `majority` | the part of the draws in which the party has a seat, and more than half of the house |
//! | [`Table::of_counted_scenarios`] | a field for each parameter, `system` | the values, and under which rules |
//! | | `house`, `seats_of_…` | as above |
//! | [`Table::of_drawn_scenarios`] | `scenario_id`, `scenario`, a field for each parameter, `system`, `party`, `draws` | which draws: numbers from 0, in the order of the file |
//! | | `mean_seats` … | the [figures](crate::reform::sweep_file::FIGURES), as the cluster writes them |
//! | | `p_of_…`, `p_low_of_…`, `p_high_of_…` | the [chance of each event](crate::reform::sweep_file::event_columns) that was asked for, under that system |
//! | [`Table::of_effects`] | `party`, `old`, `new`, `change` | as above |
//! | | `alone_1`, `last_1`, `shapley_1`, … | what each group of changes did alone, after all others, and its Shapley value |
//! | [`Table::of_studies`] | `reform`, `country`, `since`, `votes`, `held_under` | which [reform](crate::reform::atlas), from which day, the votes of which election |
//! | | `moved` | seats of a hundred that change hands between the two laws on these votes |
//! | | `seats_…`, `not_counted_…`, `largest_…`, `largest_seats_…`, `bonus_…`, `parties_…`, `gallagher_…`, `lost_…` | each `before` and `after`: seats that were counted and that were not, the largest party, its seats, its share of seats less that of votes, effective parties by seats, disproportionality, votes without a seat |
//! | | `majority`, `problem` | what became of one party's majority; why there is no count |
//! | [`Table::of_studies_in_short`] | `reform` … `majority` | the same, as wide as a page |
//! | [`Table::of_responses`] | `reform`, `country`, `before`, `after` | which [reform](crate::reform::atlas), the last election before it and the first after it |
//! | | `below_before`, `below_counterfactual`, `below_after` | shares of the votes below a threshold: of the votes before under the law before and under that after, and of the votes after under the law after |
//! | | `below_mechanical`, `below_behaviour` | the differences between these, in points |
//! | | `lost_…` | the same of votes whose lists have no seat |
//! | | `parties_before`, `parties_after` | the effective number of parties by votes |
//! | | `cautions`, `problem` | what stands between these numbers and the effect; why they are not there |
//! | [`Table::of_responses_in_short`] | `reform` … `parties_after` | those of which something can be said, as wide as a page |
//! | [`Table::of_effect`] | `party`, `share`, `old`, `new`, `change` | one election's votes under the laws before and after |
//! | [`Table::of_scale`] | `system`, `seats`, `districts` | which system, the seats that lists hold on average, districts in which votes are drawn |
//! | | `gallagher`, `loosemore_hanby`, `effective_parties`, `bonus`, `wasted`, `majority`, `manufactured` | the mean of each over the draws: see [`Position`](crate::simulate::scale::Position); with `_se` its standard error, with `_low` and `_high` its interval |
//! | | `difference` | Gallagher's index less that of the system of comparison on the same draws; and with `_se`, `_low`, `_high` |
//! | | `nobody`, `open`, `failed` | shares of draws without a seat for anybody and with an open seat; draws that could not be counted |
//! | | `aside` | why a system is not on the scale |
//! | [`Table::of_scale_by_lists`] | `system`, `lists`, `gallagher` … | the same for each number of lists; with `electorate` before `lists` for each of several electorates |
//! | [`Table::of_scale_side_by_side`] | `system`, `gallagher`, `in NAME` … | Gallagher's index: the mean, and in each electorate, or for each number of lists (`in 5 lists`) |
//! | [`Table::of_scale_in_short`] | `system` … | the same, as wide as a page; `half_width` is half of the interval |
//! | [`Table::of_seats`] | `system`, `party` | under which rules, and whose seats |
//! | | `mean`, `standard_error`, `deviation` | mean seats over the draws, its standard error, and the standard deviation from draw to draw |
//! | | `q05`, `q50`, `q95` | what 5, 50 and 95 of 100 draws do not exceed |
//! | | `enters`, `majority`, `two_thirds` | probability of a seat, of more than half of the house, of two thirds of it |
//! | [`Table::of_party_chances`] | `system`, `party` | under which rules, and whose chances |
//! | | `first`, `enters`, `largest`, `majority` | probability of the most votes, of a seat, of the most seats, of more than half of the house |
//! | [`Table::of_seat_chances`] | `system`, `party`, `seat`, `probability` | whose chance of so many seats or more: each number that some draws have and others have not |
//! | [`Table::of_events`] | `system`, `event` | under which rules, and what |
//! | | `probability`, `low`, `high` | its probability and the interval of that |
//! | [`Table::of_event_pairs`] | `first`, `second`, `event` | two sets of rules on the same votes, and what |
//! | | `difference`, `low`, `high` | its probability under the first less that under the second, and the interval of that |
//! | | `first_only`, `second_only` | shares of the draws in which it came about under one of them alone |
//! | [`Table::of_indices`] | `system`, `index` | of which rules, none for the votes themselves, and which index |
//! | | `mean`, `standard_error`, `q05`, `q50`, `q95` | as above |
//! | [`Table::of_pairs`] | `first`, `second`, `party` | two sets of rules on the same votes, and whose seats: the first less the second |
//! | | `mean`, `low`, `high` | the mean difference and its interval |
//! | | `q05`, `q50`, `q95` | as above |
//! | | `majority` | probability of more than half of the house under the first less that under the second |
//! | | `gain` | how many times more draws separate runs would need for the same error |
//!
//! [`Reason`]: crate::system::Reason

mod across_laws;
mod at_a_glance;
mod majority;
mod moved;
#[cfg(feature = "plot")]
#[cfg_attr(docsrs, doc(cfg(feature = "plot")))]
pub mod page;
#[cfg(feature = "plot")]
#[cfg_attr(docsrs, doc(cfg(feature = "plot")))]
pub mod picture;
mod table;

pub use across_laws::{AcrossLaws, NoSuchDay, OfficialElection, SeatsUnderLaw};
pub use at_a_glance::{notes, notes_beside, who_passes};
pub use majority::{majority, majority_of};
pub use moved::moved;

pub use crate::text::{columns, grouped, in_percent, in_plain_words, wrapped};
pub use table::{Cell, Column, Kind, Table, TableError, Terminal};
