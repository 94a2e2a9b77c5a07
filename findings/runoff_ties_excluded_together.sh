#!/usr/bin/env bash
# Two crates that count instant run-offs, tallystick 0.4.3 and rcir 0.3.0, exclude everybody who is tied for the last place at
# once, and elect somebody who loses whichever of them goes first.
#
# Fifteen ballots: 5 say A, 4 say D, 3 say B>C, 3 say C>B. B and C are equal and last. Whichever of them is excluded, the other
# then has 6 votes, D goes next, and the other has more than A: B or C wins, never A. Both crates say A.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > Cargo.toml << 'TOML'
[package]
name = "ties-together"
version = "0.0.0"
edition = "2021"

[dependencies]
rcir = "=0.3.0"
tallystick = "=0.4.3"
TOML
mkdir src
cat > src/main.rs << 'RUST'
use tallystick::Transfer;

fn main() {
    let ballots: Vec<Vec<&str>> = [(5, vec!["A"]), (4, vec!["D"]), (3, vec!["B", "C"]), (3, vec!["C", "B"])]
        .into_iter()
        .flat_map(|(count, list)| std::iter::repeat(list).take(count))
        .collect();
    let mut tally = tallystick::irv::DefaultTally::new(Transfer::Meek);
    for list in &ballots {
        tally.add(list.clone());
    }
    println!("tallystick {:?}", tally.tally_winners().all());
    match rcir::run_election(&ballots, rcir::MajorityMode::RemainingMajority) {
        Ok(rcir::ElectionResult::Winner(winner)) => println!("rcir [{winner:?}]"),
        Ok(rcir::ElectionResult::Tie(tied)) => println!("rcir tie of {tied:?}"),
        Err(error) => println!("rcir {error:?}"),
    }
}
RUST
seen=$(RUSTC_BOOTSTRAP=tallystick cargo run --quiet 2> err) || { cat err; exit 1; }
echo "$seen"
test "$seen" = $'tallystick ["A"]\nrcir ["A"]' || { echo "this is no longer so"; exit 1; }
echo "as found: A is elected, who loses to whichever of B and C is left"
