//! Whole numbers and fractions that no float may stand for.
//!
//! | file | what it is for |
//! |---|---|
//! | `compare` | which of two fractions is the greater, by products that cannot overflow |
//! | `u256` | products of 256 bits, and sums of them |
//! | `limbs` | whole numbers of any length, in digits of 64 bits |
//! | `products` | which of two products of such numbers is the greater, mostly from their highest bits |
//! | `gcd` | the greatest common divisor |
//! | `written` | fractions as they are written in a file |
//!
//! What is here lies on the way of a count or of a solver. What may be slow, such as a check of these very numbers,
//! takes `num-bigint` and shares nothing with them.

mod compare;
mod gcd;
pub(crate) mod limbs;
mod products;
mod u256;
pub(crate) mod written;

pub(crate) use compare::{compare_fractions, compare_quotients};
pub(crate) use gcd::greatest_common_divisor;
pub(crate) use products::{compare_products, log2};
pub(crate) use u256::{U256, product};
