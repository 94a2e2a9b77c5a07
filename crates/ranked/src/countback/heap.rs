//! The heap of papers that elected a member who is to leave.

use crate::count::value::Value;

/// The papers that elected the member who leaves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Helped {
    /// By value, the highest first: papers by their place among all, and how many each stands for.
    pub(crate) by_value: Vec<(Value, Vec<(u32, u64)>)>,
    /// The quota at the stage of their election, in units of the last decimal that is printed.
    pub(crate) quota: u128,
    pub(crate) stage: u32,
    /// A number that two heaps share only if they are alike.
    pub(crate) print: u128,
}
