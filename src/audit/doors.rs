//! Several ways past a threshold by votes: a share here or there, or most votes of a district.
//!
//! A list takes part if one of them is open to it, and that one is stated: the one that is furthest from being false. Of a list
//! that takes no part every one is stated to be shut.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::bar::TakingPart;
use super::boxes::Boxes;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::law::Share;
use crate::system::{Alternative, ThresholdLevel};

/// A way past a threshold.
#[derive(Debug, Clone)]
enum Door {
    /// A share of the votes of an area.
    ShareIn(Area, Share),
    /// A share in one of the districts.
    InAnyDistrict(Share),
    /// Most votes of an area.
    First(Area),
}

/// A statement about a list's way, with the place of the papers.
pub(super) struct Stated {
    kind: AssertionKind,
    pub(super) area: Area,
    names: (Option<String>, Option<String>),
    pub(super) form: Form,
}

impl ListTier<'_> {
    /// Whether who takes part is a matter of several ways by votes.
    pub(super) fn has_doors(&self) -> bool {
        let by_votes = |way: &Alternative| matches!(way, Alternative::Votes(_) | Alternative::First(_));
        self.rule.threshold.as_ref().is_some_and(|threshold| threshold.or.iter().any(by_votes))
    }

    fn doors(&self, area: &Area, column: usize) -> Result<Vec<Door>, Why> {
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?;
        let words = threshold.quota.is_some() || threshold.until.is_some() || !threshold.and.is_empty();
        if words {
            return Err(Why::Rule("threshold.or"));
        }
        let at = |level: Option<ThresholdLevel>| match level {
            None | Some(ThresholdLevel::Nation) => Ok(None),
            Some(ThresholdLevel::District) => Ok(area.clone()),
            Some(_) => Err(Why::Rule("threshold.or")),
        };
        let kind = self.votes.field().parties()[column].kind.as_ref();
        let own = kind.and_then(|kind| threshold.kinds.get(kind)).copied().unwrap_or(threshold.share);
        let mut doors = vec![Door::ShareIn(at(threshold.within)?, own)];
        for way in &threshold.or {
            doors.push(match way {
                Alternative::Votes(bar) if bar.within == ThresholdLevel::AnyDistrict => {
                    Door::InAnyDistrict(bar.at_least)
                }
                Alternative::Votes(bar) => Door::ShareIn(at(Some(bar.within))?, bar.at_least),
                Alternative::First(_) => Door::First(area.clone()),
                _ => return Err(Why::Rule("threshold.or")),
            });
        }
        Ok(doors)
    }

    /// What says that a way is open to a list, or, `shut`, that it is not. An open one may be stated in one of several ways.
    fn stated(
        &self,
        door: &Door,
        column: usize,
        shut: bool,
        areas: &mut Areas,
    ) -> Result<Vec<Vec<Stated>>, Why> {
        let of = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?.of;
        let name = Some(self.name(column));
        let share_in = |area: &Area, share: Share, boxes: &Boxes| {
            let share = (i128::from(share.numerator()), i128::from(share.denominator()));
            let form = Form::share_of(share, of, column, shut, boxes)?;
            let (kind, names) = match shut {
                true => (AssertionKind::Below, (None, name.clone())),
                false => (AssertionKind::Above, (name.clone(), None)),
            };
            Ok::<Stated, Why>(Stated { kind, area: area.clone(), names, form })
        };
        Ok(match door {
            Door::ShareIn(area, share) => vec![vec![share_in(area, *share, &*self.boxes(area, areas)?)?]],
            Door::InAnyDistrict(share) => {
                let mut all = Vec::new();
                for district in self.districts() {
                    let boxes = self.boxes(&district, areas)?;
                    if boxes.stands(column) {
                        all.push(share_in(&district, *share, &boxes)?);
                    }
                }
                // Shut in every one, open in one.
                if shut { vec![all] } else { all.into_iter().map(|own| vec![own]).collect() }
            }
            Door::First(area) => {
                let boxes = self.boxes(area, areas)?;
                let pair = |first: usize, second: usize| Stated {
                    kind: AssertionKind::Plurality,
                    area: area.clone(),
                    names: (Some(self.name(first)), Some(self.name(second))),
                    form: Form::pair(first, second),
                };
                let others = boxes.standing().filter(|(other, _)| *other != column);
                if shut {
                    // Somebody has more: the one with most.
                    let most = others.max_by_key(|(_, votes)| *votes);
                    most.map(|(other, _)| vec![vec![pair(other, column)]]).unwrap_or_default()
                } else {
                    let mut all: Vec<Stated> = others.map(|(other, _)| pair(column, other)).collect();
                    let names = (name.clone(), None);
                    let form = Form::a_vote(column);
                    all.push(Stated { kind: AssertionKind::Plurality, area: area.clone(), names, form });
                    vec![all]
                }
            }
        })
    }

    /// Who takes part in an area: everybody to whom a way is open.
    pub(super) fn through_a_door(&self, area: &Area, areas: &mut Areas) -> Result<TakingPart, Why> {
        let inclusive = self.rule.threshold.as_ref().is_some_and(|threshold| threshold.inclusive);
        let boxes = self.boxes(area, areas)?;
        let most = boxes.standing().map(|(_, votes)| votes).max().unwrap_or(0);
        let mut taking_part = TakingPart::default();
        for (column, votes) in boxes.standing() {
            for (number, door) in self.doors(area, column)?.iter().enumerate() {
                let is_open = match door {
                    Door::ShareIn(_, share) if share.numerator() == 0 => {
                        taking_part.otherwise.insert(column);
                        continue;
                    }
                    Door::First(_) => votes > 0 && votes == most,
                    _ => {
                        let ways = self.stated(door, column, false, areas)?;
                        let mut open = false;
                        for stated in ways.iter().flatten() {
                            let there = self.boxes(&stated.area, areas)?;
                            let sum = stated.form.sum(&there)?;
                            // The other ways say `at least`; but nothing is no share of nothing.
                            let exactly = (inclusive || number > 0) && there.votes(&column.into()) > 0;
                            open |= sum > 0 || sum == 0 && exactly;
                        }
                        open
                    }
                };
                if is_open {
                    taking_part.by_share.insert(column);
                }
            }
        }
        Ok(taking_part)
    }

    /// What is stated of a list that takes part, or, `shut`, of one that does not.
    pub(super) fn at_the_doors(
        &self,
        area: &Area,
        column: usize,
        shut: bool,
        areas: &mut Areas,
    ) -> Result<Vec<Stated>, Why> {
        let (mut all, mut surest): (Vec<Stated>, Option<(f64, Vec<Stated>)>) = (Vec::new(), None);
        for door in self.doors(area, column)? {
            for way in self.stated(&door, column, shut, areas)? {
                if shut {
                    all.extend(way);
                    continue;
                }
                // Which way is stated is free: a float may choose it.
                let mut least = f64::INFINITY;
                for stated in &way {
                    let boxes = self.boxes(&stated.area, areas)?;
                    let papers = (boxes.papers(false).max(1) * stated.form.range().max(1)) as f64;
                    least = least.min(stated.form.sum(&boxes)? as f64 / papers);
                }
                if surest.as_ref().is_none_or(|(most, _)| least > *most) {
                    surest = Some((least, way));
                }
            }
        }
        Ok(surest.map_or(all, |(_, way)| way))
    }

    /// Adds them, each once.
    pub(super) fn state(&mut self, stated: Vec<Stated>, areas: &mut Areas) -> Result<(), Why> {
        for Stated { kind, area, names, form } in stated {
            let boxes = self.boxes(&area, areas)?;
            self.push(kind, &area, names, InDoubt::AllShared, form, &boxes)?;
        }
        Ok(())
    }
}
