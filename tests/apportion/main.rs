//! Apportionment from outside: against its definitions, its theorems and the best of all houses.

mod against_naive;
mod agreement;
mod apportionment_science;
mod batch;
mod biproportional;
mod biproportional_minimums;
mod biproportional_theorems;
#[path = "../cases/mod.rs"]
mod cases;
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

use cases::cases;
