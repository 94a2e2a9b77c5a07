//! What the rule says about itself: it goes with every other that does not exclude it.

use super::Weight;
use crate::rules::Stage;

impl Stage for Weight {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn kinds(&self) -> Vec<&str> {
        vec![&self.kind]
    }
}
