//! Apportionment from outside: against its definitions, its theorems and the best of all houses.

mod against_naive;
mod agreement;
mod apportionment_science;
mod batch;
mod biproportional;
mod biproportional_minimums;
mod biproportional_theorems;
mod certificates;
mod cost;
mod elections;
mod exact;
mod naive;
mod optimal;
mod outcomes;
mod theorems;
mod theorems_hold;
mod us_house;

/// How many cases of this many a plain run takes, unoptimised as it is: a quarter. Without debug assertions, all of them.
const fn cases(all: u32) -> u32 {
    if cfg!(debug_assertions) { all / 4 } else { all }
}
