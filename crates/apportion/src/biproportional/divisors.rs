//! Divisors to publish: as short as the seats allow.

// Floats propose divisors; `Network::holds` decides.
#![allow(clippy::float_arithmetic)]

use super::centre::Centre;
use super::network::Network;
use super::ratio::BigRatio;
use super::rest::Rest;
use super::ties::Groups;

/// More digits than a float knows need not be tried.
const MOST_DIGITS: u32 = 15;

/// Gives the network the shortest decimal divisors that still yield its seats. Where ties bind divisors together, one
/// of them is a decimal and the others follow. Where the room is too narrow, the divisors stay as they are. The
/// parties' seats say what the average divisor is.
pub(super) fn shorten(network: &mut Network<'_>, rest: &Rest<'_>, party_seats: &[u32], groups: &Groups) {
    let logarithms = Centre::find(network, rest, party_seats, groups);
    let mut proposal = network.clone();
    for digits in 1..=MOST_DIGITS {
        propose(&mut proposal, rest, groups, &logarithms, digits);
        if proposal.holds() {
            network.prices = proposal.prices;
            return;
        }
    }
}

fn propose(
    network: &mut Network<'_>,
    rest: &Rest<'_>,
    groups: &Groups,
    logarithms: &(Vec<f64>, Vec<f64>),
    digits: u32,
) {
    let (rows, columns) = (rest.rows.len(), rest.columns.len());
    for &(node, bond) in &groups.tree {
        let price = match bond {
            None if node < rows => decimal(logarithms.0[node], digits),
            None => decimal(logarithms.1[node - rows], digits).inverse(),
            Some(bond) => {
                let cell = node.min(bond.before) * columns + node.max(bond.before) - rows;
                let signpost = rest.signpost(cell, network.seats[cell] - u64::from(bond.holds_seat));
                let before = network.prices.exact(bond.before).clone();
                // v·unit = d·R·C, and a column's price is 1/C.
                if node < rows {
                    before
                        .times(rest.votes[cell])
                        .times(signpost.down)
                        .over(signpost.up[0])
                        .over(signpost.up[1])
                } else {
                    before
                        .times(signpost.up[0])
                        .times(signpost.up[1])
                        .over(rest.votes[cell])
                        .over(signpost.down)
                }
            }
        };
        network.prices.set(node, price);
    }
}

/// 2^`log` to so many decimal digits.
fn decimal(log: f64, digits: u32) -> BigRatio {
    let log = log * std::f64::consts::LOG10_2;
    let places = log.floor() as i64 - i64::from(digits) + 1;
    // At most 10^15.
    let mantissa = 10f64.powf(log - places as f64).round() as u64;
    let power = |ratio: BigRatio, left: u64| {
        if places < 0 { ratio.over(10u64.pow(left as u32)) } else { ratio.times(10u64.pow(left as u32)) }
    };
    let groups = std::iter::repeat_n(18, (places.unsigned_abs() / 18) as usize);
    groups.chain([places.unsigned_abs() % 18]).fold(BigRatio::one().times(mantissa.max(1)), power)
}
