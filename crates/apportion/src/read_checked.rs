//! Values that are checked when they are read: what comes from a file is as sound as what the library makes.

/// Implements `Deserialize` by the fields of a struct and then asks its method `check`, whose error becomes that of the
/// format; within another value it has the place in the text.
///
/// The fields are named once more, with the attributes that reading needs: a field that is left out here does not
/// compile.
///
/// Without the feature `serde` nothing is read.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! read_checked {
    ($(#[$of_type:meta])* $type:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty),+ $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // Of the same name, because errors show it.
                #[derive(serde::Deserialize)]
                $(#[$of_type])*
                struct $type {
                    $($(#[$attribute])* $field: $kind),+
                }

                let $type { $($field),+ } = $type::deserialize(deserializer)?;
                let read = Self { $($field),+ };
                match read.check() {
                    Ok(()) => Ok(read),
                    Err(problem) => Err(serde::de::Error::custom(problem)),
                }
            }
        }
    };
}

#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! read_checked {
    ($($of_type:tt)*) => {};
}
