//! Kazakhstan: its laws on official votes, and its procedures at every limit.

mod akim;
#[path = "../cases/mod.rs"]
mod cases;
mod citations;
mod dependence;
mod funds;
mod kazakhstan;
mod kazakhstan_electorates;
mod law_cases;
mod mandates;
mod maslihat;
mod president;
mod recall;
mod referendum;
mod reform_register;
mod registration;
mod roll;
mod senate;
mod words;

use cases::cases;
