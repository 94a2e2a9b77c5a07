//! What is written for people, the same wherever it is written.
//!
//! | file | what it is for |
//! |---|---|
//! | `numbers` | numbers in figures |
//! | `table` | cells under one another |
//! | `place` | where in a text something is, and what readers of files say of that |
//! | `line` | text that stays in one line, whatever names stand in it |
//! | `one_form` | one name in one form, however it was typed |
//! | `near` | the name that was meant, where another was written |
//! | `complaint` | what readers of files say is wrong, in plain words |
//! | `escape` | text within HTML and XML |

mod complaint;
mod escape;
mod line;
mod near;
mod numbers;
mod one_form;
mod place;
mod table;

pub(crate) use complaint::Complaint;
pub use complaint::in_plain_words;
pub(crate) use escape::escape;
pub(crate) use line::{one_line, unbroken};
pub(crate) use near::{folded, meant, nearest};
pub use numbers::grouped;
pub(crate) use numbers::percent;
pub(crate) use one_form::one_form;
pub(crate) use place::{line_and_column, offset_of, without_place};
pub use table::columns;
pub(crate) use table::table;
