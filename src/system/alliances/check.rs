//! What the rule says about itself.

use super::Alliances;
use crate::system::rules::Stage;

impl Stage for Alliances {
    fn shapes_sharing(&self) -> bool {
        true
    }
}
