/// Whether a value is what is meant where a file says nothing: it is then left out where rules are written.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
