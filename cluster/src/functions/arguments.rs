//! Arguments of functions: their types, and one row of them.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Float64Type, UInt64Type};
use datafusion::common::{Result, exec_datafusion_err, plan_err};

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A text, however long.
    Text,
    /// A whole number, 0 or more.
    Whole,
    /// A number.
    Real,
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::LargeUtf8,
            Self::Whole => DataType::UInt64,
            Self::Real => DataType::Float64,
        }
    }

    fn takes(self, given: &DataType) -> bool {
        match self {
            Self::Text => {
                matches!(given, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
                    || matches!(given, DataType::Dictionary(_, value) if self.takes(value))
            }
            Self::Whole => given.is_integer(),
            Self::Real => given.is_numeric(),
        }
    }
}

/// The types that the engine is to cast the arguments to. The last `optional` of the kinds may be left out.
pub(super) fn coerce(
    name: &str,
    kinds: &[Kind],
    optional: usize,
    given: &[DataType],
) -> Result<Vec<DataType>> {
    let least = kinds.len() - optional;
    if given.len() < least || given.len() > kinds.len() {
        let number = if optional == 0 { least.to_string() } else { format!("{least} to {}", kinds.len()) };
        return plan_err!("{name} takes {number} arguments, not {}", given.len());
    }
    for (number, (kind, given)) in kinds.iter().zip(given).enumerate() {
        if !given.is_null() && !kind.takes(given) {
            let what = match kind {
                Kind::Text => "a text",
                Kind::Whole => "a whole number",
                Kind::Real => "a number",
            };
            return plan_err!("argument {} of {name} is {what}, not {given}", number + 1);
        }
    }
    Ok(kinds[..given.len()].iter().map(|kind| kind.data_type()).collect())
}

/// A row of arguments.
pub(super) struct Row<'a> {
    pub(super) arrays: &'a [ArrayRef],
    pub(super) row: usize,
}

impl<'a> Row<'a> {
    /// Whether an argument is missing.
    pub(super) fn has_null(&self) -> bool {
        self.arrays.iter().any(|array| array.is_null(self.row))
    }

    pub(super) fn text(&self, number: usize) -> Result<&'a str> {
        let array = self.arrays.get(number).and_then(|array| array.as_string_opt::<i64>());
        array.map(|array| array.value(self.row)).ok_or_else(|| wrong(number))
    }

    pub(super) fn whole(&self, number: usize) -> Result<u64> {
        let array = self.arrays.get(number).and_then(|array| array.as_primitive_opt::<UInt64Type>());
        array.map(|array| array.value(self.row)).ok_or_else(|| wrong(number))
    }

    /// None where it was left out.
    pub(super) fn real(&self, number: usize) -> Result<Option<f64>> {
        let Some(array) = self.arrays.get(number) else { return Ok(None) };
        let array = array.as_primitive_opt::<Float64Type>();
        array.map(|array| Some(array.value(self.row))).ok_or_else(|| wrong(number))
    }
}

/// Types were settled before the first row: this does not happen unless an engine forgets to cast.
fn wrong(number: usize) -> datafusion::error::DataFusionError {
    exec_datafusion_err!("argument {} came in another type than was asked for", number + 1)
}
