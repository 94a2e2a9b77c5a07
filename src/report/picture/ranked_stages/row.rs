//! The bar of a candidate.

use super::RankedCandidate;
use super::motion::Motion;
use crate::report::picture::canvas::{Anchor, Canvas, Letters, Role, path};
use crate::report::picture::colour::Paint;
use crate::report::picture::frame::MARGIN;
use crate::report::picture::text::{clean, fit, width};
use crate::text::grouped;

/// How high a bar is.
pub(super) const BAR: f64 = 15.0;
/// Votes that came after the first stage, and those that went on.
pub(super) const LATER: &str = " fill-opacity=\"0.6\"";
pub(super) const GONE: &str = " fill-opacity=\"0.16\" stroke-dasharray=\"3 2\"";

/// A candidate, or the papers that go on to nobody.
pub(super) struct Row {
    name: String,
    /// What stands beside the bar: votes, and what became of the candidate.
    beside: String,
    /// The same in full, for whoever points at it or does not see it.
    pub(super) words: String,
    votes: Vec<f64>,
    /// The stages at which there were more votes than ever before, from 1, with the numbers before and then.
    gains: Vec<(usize, f64, f64)>,
    /// The most votes at any stage, and those at the end.
    pub(super) most: f64,
    left: f64,
}

impl Row {
    pub(super) fn of(own: &RankedCandidate, stages: usize) -> Self {
        let votes: Vec<f64> =
            (0..stages).map(|stage| own.votes.get(stage).copied().unwrap_or(0.0).max(0.0)).collect();
        let (mut gains, mut most) = (Vec::new(), 0.0);
        for (stage, &votes) in (1..).zip(&votes) {
            if votes > most {
                gains.push((stage, most, votes));
                most = votes;
            }
        }
        let left = votes.last().copied().unwrap_or(0.0);
        let became = match (own.elected, own.excluded) {
            (Some(stage), _) => format!("elected, stage {stage}"),
            (None, Some(stage)) => format!("excluded, stage {stage}"),
            (None, None) => String::new(),
        };
        let name = clean(&own.name);
        let mut changes: Vec<String> = votes.iter().map(|&votes| figure(votes)).collect();
        changes.dedup();
        let mut words = format!("{name}: {}", changes.join(", then "));
        // Of who is excluded the votes that went on say more than that none are left.
        let mut beside = figure(if left > 0.0 { left } else { most });
        if !became.is_empty() {
            words += &format!("; {became}");
            beside += &format!(" · {became}");
        }
        Self { name, beside, words, votes, gains, most, left }
    }

    /// Draws it, and gives the height at which its bar begins.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        scale: &Scale,
        paint: Paint,
        motion: Option<&mut Motion>,
    ) -> f64 {
        let size = canvas.body_size();
        canvas.open("candidate", &self.words);
        let (ink, soft) =
            (Letters::new(Role::Ink, size), Letters::new(Role::Soft, size - 1.0).anchor(Anchor::End));
        let right = canvas.width - MARGIN;
        if scale.beside {
            let baseline = canvas.y + BAR / 2.0 + size * 0.36;
            let name = fit(&self.name, size, scale.from - MARGIN - 12.0);
            canvas.text(scale.from - 10.0, baseline, ink.anchor(Anchor::End), &name);
            canvas.text(right, baseline, soft, &self.beside);
        } else {
            let name = fit(&self.name, size, canvas.room() - width(&self.beside, size) - 10.0);
            canvas.text(MARGIN, canvas.y + size, ink, &name);
            canvas.text(right, canvas.y + size, soft, &self.beside);
            canvas.y += size * 1.45;
        }
        let (top, fill) = (canvas.y, canvas.fill(paint));
        let wide = |votes: f64| votes * scale.a_vote;
        for &(stage, before, then) in &self.gains {
            canvas.open("gain", &format!("Stage {stage}: +{}", figure(then - before)));
            let kept = then.min(self.left);
            if motion.is_none() && before < kept {
                let style = if stage > 1 { LATER } else { "" };
                canvas.rect(
                    scale.from + wide(before),
                    top,
                    wide(kept - before),
                    BAR,
                    &format!("{fill}{style}"),
                );
            }
            let gone = before.max(self.left);
            if gone < then {
                canvas.rect(scale.from + wide(gone), top, wide(then - gone), BAR, &format!("{fill}{GONE}"));
            }
            canvas.close();
        }
        if let Some(motion) = motion {
            let widths: Vec<f64> = self.votes.iter().map(|&votes| wide(votes)).collect();
            let id = motion.widen(&widths);
            canvas.rect(scale.from, top, wide(self.left), BAR, &format!("{id} {fill}"));
        }
        canvas.close();
        canvas.y += BAR + if scale.beside { 7.0 } else { 8.0 };
        top
    }
}

/// Where bars begin and how long they are.
pub(super) struct Scale {
    from: f64,
    a_vote: f64,
    /// Whether names and figures stand beside the bars, as on a wide picture; on a narrow one above them.
    beside: bool,
}

impl Scale {
    pub(super) fn of(canvas: &Canvas, rows: &[Row], most: f64) -> Self {
        let size = canvas.body_size();
        let widest =
            |text: fn(&Row) -> &str| rows.iter().map(|row| width(text(row), size)).fold(0.0, f64::max);
        let beside = !canvas.is_narrow();
        let (names, figures) = match beside {
            true => {
                let names = (widest(|row| &row.name) * 1.08).min(canvas.room() * 0.3);
                (names + 12.0, widest(|row| &row.beside) + 10.0)
            }
            false => (0.0, 0.0),
        };
        Self { from: MARGIN + names, a_vote: (canvas.room() - names - figures) / most, beside }
    }

    /// A line across all bars where the last quota is, which moves with it.
    pub(super) fn quota(
        &self,
        canvas: &mut Canvas,
        quota: &[f64],
        bars: &[f64],
        motion: Option<&mut Motion>,
    ) {
        let (Some(last), Some(&first)) = (quota.last(), bars.first()) else { return };
        let x = self.from + last * self.a_vote;
        let words = format!("quota or majority {}", figure(*last));
        let size = canvas.body_size() - 1.0;
        let half = width(&words, size) / 2.0;
        let middle = x.clamp(MARGIN + half, canvas.width - MARGIN - half);
        let name = if self.beside { first } else { first - canvas.body_size() * 1.45 };
        canvas.text(middle, name - 7.0, Letters::new(Role::Ink, size).anchor(Anchor::Middle), &words);
        let moves = motion.map_or_else(String::new, |motion| {
            let shifts: Vec<_> = quota.iter().map(|own| ((own - last) * self.a_vote, 0.0)).collect();
            motion.shift("quota", &shifts)
        });
        let lines: String = bars.iter().map(|top| path([(x, top - 3.0), (x, top + BAR + 3.0)])).collect();
        canvas.path(&lines, &format!("{moves} fill=\"none\" {}", Canvas::stroke(Role::Ink, 1.5)));
    }
}

/// Votes with at most two decimals.
pub(super) fn figure(votes: f64) -> String {
    let hundredths = (votes.max(0.0) * 100.0).round() as u64;
    let (whole, part) = (grouped(hundredths / 100), hundredths % 100);
    match part {
        0 => whole,
        part => format!("{whole}.{part:02}"),
    }
}
