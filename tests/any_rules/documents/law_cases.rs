use std::path::PathBuf;

use sailau::kazakhstan::cases::{CaseFault, check_case};

use super::Form;
use super::message::in_users_words;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    super::files("tests/law", "toml")
}

/// A case comes out as it says, or each fault is told.
pub(super) fn look(text: &str, _: Form, _: &mut Choices<'_>) -> bool {
    match check_case(text) {
        Ok(case) => {
            assert!(!case.procedure.is_empty());
            true
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "{text}");
            faults.iter().for_each(|fault| in_users_words(text, fault));
            !faults.iter().any(|fault| matches!(fault, CaseFault::Unreadable(_)))
        }
    }
}
