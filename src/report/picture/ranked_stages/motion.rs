//! Bars that move from stage to stage, by style sheets alone.

use std::fmt::Write as _;

use crate::report::picture::canvas::{Canvas, number};

/// Seconds of a stage, and in how much of it things move.
const SECONDS: usize = 2;
const MOVING: f64 = 0.45;

/// The style sheet of a picture that moves: all of it begins anew after the last stage has been seen for two.
pub(super) struct Motion {
    id: String,
    stages: usize,
    bars: usize,
    keyframes: String,
    rules: String,
}

impl Motion {
    pub(super) fn new(canvas: &Canvas, stages: usize) -> Self {
        Self { id: canvas.id.clone(), stages, bars: 0, keyframes: String::new(), rules: String::new() }
    }

    /// Has a bar grow from nothing, and be so wide at each stage; gives the attribute that it needs.
    pub(super) fn widen(&mut self, widths: &[f64]) -> String {
        self.bars += 1;
        let words = widths.iter().map(|&wide| format!("width:{}px", number(wide))).collect::<Vec<_>>();
        self.moves(&format!("bar-{}", self.bars), "width:0px", &words)
    }

    /// Has something stand so far to the right and down at each stage from where it is drawn.
    pub(super) fn shift(&mut self, name: &str, shifts: &[(f64, f64)]) -> String {
        let word = |&(x, y): &(f64, f64)| format!("transform:translate({}px,{}px)", number(x), number(y));
        let words: Vec<_> = shifts.iter().map(word).collect();
        let first = words.first().cloned().unwrap_or_default();
        self.moves(name, &first, &words)
    }

    fn moves(&mut self, name: &str, before: &str, at_each: &[String]) -> String {
        let id = format!("{}-{name}", self.id);
        let _ = write!(self.keyframes, "@keyframes {id}{{0%{{{before}}}");
        let mut last = before;
        for (stage, now) in at_each.iter().enumerate().filter(|_| self.stages > 0) {
            if now != last {
                if stage > 0 {
                    let _ = write!(self.keyframes, "{}%{{{last}}}", self.share(stage as f64));
                }
                let _ = write!(self.keyframes, "{}%{{{now}}}", self.share(stage as f64 + MOVING));
                last = now;
            }
        }
        let _ = write!(self.keyframes, "100%{{{last}}}}}");
        let seconds = SECONDS * (self.stages + 1);
        let _ = write!(self.rules, "#{id}{{animation:{id} {seconds}s linear infinite}}");
        format!("id=\"{id}\"")
    }

    /// Where a stage begins, in per cent of the whole.
    fn share(&self, stage: f64) -> String {
        number(100.0 * stage / (self.stages + 1) as f64)
    }

    pub(super) fn style(&self) -> String {
        let Self { id, keyframes, rules, .. } = self;
        format!(
            "{keyframes}@media screen and (prefers-reduced-motion:no-preference){{{rules}}}\
             #{id}:hover *{{animation-play-state:paused}}"
        )
    }
}
