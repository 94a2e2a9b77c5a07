//! How far long work is, on standard error, where somebody sits before it.

use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressStyle};
use sailau::simulate::Progress;

/// A bar that is drawn only where standard error is a terminal, and is gone when the work is done.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// So many things to do, such as elections.
    pub(crate) fn new(of: u64, things: &str) -> Self {
        let bar = ProgressBar::new(of);
        let words =
            format!("{{wide_bar}} {{human_pos}} of {{human_len}} {things}, {{per_sec}}, {{eta}} to go");
        if let Ok(style) = ProgressStyle::with_template(&words) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// So many are done, of so many.
    pub(crate) fn at(&self, done: u64, of: u64) {
        self.0.set_length(of);
        self.0.set_position(done);
    }

    /// Watches a [run](sailau::simulate::Run), which goes on.
    pub(crate) fn watch(&self) -> impl Fn(Progress) -> ControlFlow<()> + Sync + '_ {
        |progress| {
            self.at(progress.done, progress.of);
            ControlFlow::Continue(())
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
