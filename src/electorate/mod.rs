//! Synthetic votes: who votes, who stands, and how votes vary from one election to the next.

mod model;

pub use model::VoteModel;
