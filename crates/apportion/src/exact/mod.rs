//! Whole numbers and fractions that no float may stand for.
//!
//! | file | what it is for |
//! |---|---|
//! | `compare` | which of two fractions is the greater, by products that cannot overflow |
//! | `product` | products of 256 bits |
//! | `limbs` | whole numbers of any length, in digits of 64 bits |
//! | `products` | which of two products of such numbers is the greater, mostly from their highest bits |
//! | `gcd` | the greatest common divisor |
//! | `written` | fractions as they are written in a file |
//!
//! What is here lies on the way of a count or of a solver. What may be slow, such as a check of these very numbers,
//! has its own (`certificate::whole`) and shares nothing with them.

mod compare;
mod gcd;
pub mod limbs;
mod product;
mod products;
pub mod written;

pub use compare::{compare_fractions, compare_quotients};
pub use gcd::greatest_common_divisor;
pub use product::product;
pub use products::{compare_products, log2};
