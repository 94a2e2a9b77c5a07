//! Elections by the billion: each drawn, counted alone, in a batch and within bounds, and held against the definition of its method.
//!
//! A plain run takes one block of some tens of thousands of counts. Blocks have their seed from their number, so that any range can be run by
//! itself, and a run that was cut off goes on with the first block that it has not told of; what they tell adds up:
//!
//! ```sh
//! SAILAU_BLOCKS=0..25000 RUSTFLAGS="-C target-cpu=native" cargo test --profile optimised --package sailau-apportion \
//!     --test drawn_elections -- --nocapture
//! ```
//!
//! `SAILAU_SEED` asks for other elections. `fuzz/README.md` says which blocks were run.

// The room under the name that it has in the crate of whole elections, whose tests share a file with these.
extern crate self as sailau;
use sailau_apportion as apportion;

mod blocks;
#[path = "../small_elections/definition.rs"]
mod definition;
mod draws;
mod looks;
#[allow(dead_code)]
#[path = "../../../../tests/apportion/outcomes.rs"]
mod outcomes;
mod tally;

use std::ops::Range;

use draws::Draws;
use tally::Tally;

#[test]
fn drawn_elections_are_counted_as_defined() {
    let seed = asked("SAILAU_SEED", |text| text.parse().ok()).unwrap_or(23);
    let blocks = asked("SAILAU_BLOCKS", range).unwrap_or(0..1);
    let mut tally = Tally::default();
    for block in blocks.clone() {
        blocks::count(&mut Draws::of(seed, block), &mut tally, &format!("seed {seed}, block {block}"));
        let done = block + 1 - blocks.start;
        if done % 250 == 0 || block + 1 == blocks.end {
            println!("seed {seed}, blocks {}..{}: {tally}", blocks.start, block + 1);
        }
    }
    println!("{}", tally.by_method());
    assert!(blocks.is_empty() || tally.has_everything(), "{tally}");
}

fn asked<T>(variable: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = std::env::var(variable).ok()?;
    Some(read(&text).unwrap_or_else(|| {
        panic!("{variable} is `{text}`; SAILAU_SEED is a number, SAILAU_BLOCKS a range such as 0..1000")
    }))
}

fn range(text: &str) -> Option<Range<u64>> {
    let (first, end) = text.split_once("..")?;
    Some(first.parse().ok()?..end.parse().ok()?)
}
