//! Rules of elections: each stage of a count, official results, what is read and written, and what no count allocates.

mod audit;
mod book;
mod bundestag;
#[path = "../cases/mod.rs"]
mod cases;
mod elections;
mod no_allocation;
mod open_lists;
mod read_back;
mod rules_reference;
mod stages;
mod strongest_list;
mod two_doors;
mod way_back;
mod way_back_properties;
mod world;

use cases::cases;
