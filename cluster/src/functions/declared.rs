//! What all functions are to the engine: a name, the kinds of their arguments, and the type of what they give.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use super::arguments::{Kind, Row, coerce};

/// A function that is declared to the engine; what it does is its body's to say.
#[derive(Debug)]
pub(super) struct Declared<B> {
    name: &'static str,
    /// What tells it from a function of the same name.
    version: String,
    kinds: &'static [Kind],
    optional: usize,
    answer: DataType,
    aliases: Vec<String>,
    signature: Signature,
    body: B,
}

/// What a function makes of a row.
pub(super) trait OfRow: Debug + Send + Sync + 'static {
    /// What it makes.
    type Cell;

    fn cell(&self, row: &Row<'_>) -> Result<Self::Cell>;

    /// The cells of all rows; none for a row with a null.
    fn column(&self, cells: Vec<Option<Self::Cell>>) -> Result<ArrayRef>;
}

/// What a function makes of many rows: an accumulator whose state is one text.
pub(super) trait OfRows: Debug + Send + Sync + 'static {
    fn begin(&self) -> Box<dyn Accumulator>;
}

impl<B> Declared<B> {
    /// A function that gives the same for the same arguments.
    pub(super) fn new(name: &'static str, kinds: &'static [Kind], answer: DataType, body: B) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        let (version, aliases) = (String::new(), Vec::new());
        Self { name, version, kinds, optional: 0, answer, aliases, signature, body }
    }

    /// With so many of the last arguments that may be left out.
    pub(super) fn optional(self, optional: usize) -> Self {
        Self { optional, ..self }
    }

    /// With another name.
    pub(super) fn alias(self, alias: &str) -> Self {
        Self { aliases: vec![alias.to_owned()], ..self }
    }

    /// That of a version, which no planner is to call to find a constant.
    pub(super) fn volatile(self, version: &str) -> Self {
        let signature = Signature::user_defined(Volatility::Volatile);
        Self { version: version.to_owned(), signature, ..self }
    }
}

impl<B> PartialEq for Declared<B> {
    fn eq(&self, other: &Self) -> bool {
        (self.name, &self.version) == (other.name, &other.version)
    }
}

impl<B> Eq for Declared<B> {}

impl<B> Hash for Declared<B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.name, &self.version).hash(state);
    }
}

impl<B: OfRow> ScalarUDFImpl for Declared<B> {
    fn name(&self) -> &str {
        self.name
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.answer.clone())
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        coerce(self.name, self.kinds, self.optional, given)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let rows = arrays.first().map_or(0, |array| array.len());
        let cells = (0..rows)
            .map(|row| Row { arrays: &arrays, row })
            .map(|row| if row.has_null() { Ok(None) } else { self.body.cell(&row).map(Some) });
        Ok(ColumnarValue::Array(self.body.column(cells.collect::<Result<_>>()?)?))
    }
}

impl<B: OfRows> AggregateUDFImpl for Declared<B> {
    fn name(&self) -> &str {
        self.name
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.answer.clone())
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        coerce(self.name, self.kinds, self.optional, given)
    }

    fn accumulator(&self, _: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(self.body.begin())
    }
}
