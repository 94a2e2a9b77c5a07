//! What a file of rules leaves out.

/// Whether a value is the one that a file need not say.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
