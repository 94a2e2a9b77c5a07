#!/usr/bin/env bash
# A transferable vote by tallystick 0.4.3 makes votes out of nothing when a second surplus is passed on.
#
# Seven ballots for three seats: 3 say 5>1>2, 3 say 5>1, 1 says 3>5>2>4. The quota is 2. Candidate 5 has 6 votes; each of
# the papers goes on to 1 at 4/6. Candidate 1 then has 4 votes on six papers of 2/3. The surplus of 2 goes out at half of what
# each paper is worth, so three papers bring candidate 2 one vote: as many as candidate 3 has, and the last seat is a tie.
# tallystick divides the surplus by the number of papers and not by what they are worth: candidate 2 wins outright, and more votes
# are held in the end than ballots were cast. The crate builds with its features on the nightly compiler alone, and counts
# nothing without them; here the stable one is told to take them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > Cargo.toml << 'TOML'
[package]
name = "later-surplus"
version = "0.0.0"
edition = "2021"

[dependencies]
tallystick = "=0.4.3"
TOML
mkdir src
cat > src/main.rs << 'RUST'
use tallystick::Quota;

fn main() {
    let mut tally = tallystick::stv::DefaultTally::with_capacity(3, Quota::Droop, 5, 7);
    for (count, list) in [(3, vec![5, 1, 2]), (3, vec![5, 1]), (1, vec![3, 5, 2, 4])] {
        for _ in 0..count {
            tally.add(list.clone());
        }
    }
    let mut winners: Vec<u32> = tally.winners().all().into_iter().collect();
    winners.sort();
    println!("{winners:?}");
}
RUST
seen=$(RUSTC_BOOTSTRAP=tallystick cargo run --quiet 2> err) || { cat err; exit 1; }
echo "tallystick 0.4.3, three seats: $seen"
test "$seen" = "[1, 2, 5]" || { echo "this is no longer so"; exit 1; }
echo "as found: 2 is elected, and 2 and 3 are equal"
