//! What is written for people, the same wherever it is written.
//!
//! | file | what it is for |
//! |---|---|
//! | `percent` | shares in figures |
//! | `table` | cells under one another |
//! | `wrapped` | words in lines that fit |
//! | `place` | where in a text something is, and what readers of files say of that |
//! | `source_location` | from a field to its place in a text |
//! | `line` | text that stays in one line, whatever names stand in it |
//! | `one_form` | one name in one form, however it was typed |
//! | `unknown_name` | a name that nothing has, with the one that was meant and those there are |
//! | `field` | the field at a place of a text |
//! | `misread` | why a text could not be read, with its place |
//! | `complaint` | what readers of files say is wrong, in plain words |
//! | `escape` | text within HTML and XML |
//!
//! Numbers in figures and the nearest name are those of apportionment: `sailau_apportion::text`.

mod complaint;
mod escape;
mod field;
mod line;
mod misread;
mod one_form;
mod percent;
mod place;
#[doc(hidden)]
pub mod source_location;
mod table;
mod unknown_name;
mod wrapped;

pub use complaint::Complaint;
pub use complaint::in_plain_words;
pub use escape::escape;
pub use field::{Field, field_in_json, field_in_toml};
pub use line::{one_line, unbroken};
pub use misread::Misread;
pub use misread::message_of;
pub use one_form::one_form;
pub use percent::{in_percent, in_percent_briefly, percent, percent_rounded};
pub use place::{line_and_column, offset_of, without_place};
#[doc(inline)]
pub use sailau_apportion::text::grouped;
pub use sailau_apportion::text::{folded, nearest};
pub use table::columns;
pub use table::table;
pub use unknown_name::UnknownName;
pub use wrapped::wrapped;
