//! `merge_ensembles(e)`: ensembles of one scenario joined.

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue, exec_datafusion_err};
use datafusion::logical_expr::Accumulator;
use sailau::simulate::elections::Ensemble;

use super::arguments::Kind;
use super::declared::{Declared, OfRows};
use crate::error::on_the_wire;

const NAME: &str = "merge_ensembles";

/// The function.
pub(super) fn function() -> Declared<Merge> {
    Declared::new(NAME, &[Kind::Text], DataType::LargeUtf8, Merge)
}

#[derive(Debug)]
pub(super) struct Merge;

impl OfRows for Merge {
    fn begin(&self) -> Box<dyn Accumulator> {
        Box::new(Joined::default())
    }
}

/// What is joined so far. Its state is an ensemble too: half of a merge is a merge.
#[derive(Debug, Default)]
struct Joined {
    ensemble: Option<Ensemble>,
    /// The longest text that came, for the engine's account of memory.
    size: usize,
}

impl Joined {
    fn join(&mut self, values: &[ArrayRef]) -> Result<()> {
        let texts = values.first().and_then(|array| array.as_string_opt::<i64>());
        let texts = texts.ok_or_else(|| exec_datafusion_err!("{NAME} joins texts"))?;
        for text in texts.iter().flatten() {
            self.size = self.size.max(text.len());
            let ensemble: Ensemble = serde_json::from_str(text)
                .map_err(|error| on_the_wire(&format!("{NAME}: this is no ensemble: {error}")))?;
            self.ensemble = Some(match self.ensemble.take() {
                Some(joined) => {
                    joined.merge(&ensemble).map_err(|error| on_the_wire(&format!("{NAME}: {error}")))?
                }
                None => ensemble,
            });
        }
        Ok(())
    }

    fn text(&self) -> Result<ScalarValue> {
        let text = self.ensemble.as_ref().map(serde_json::to_string).transpose();
        Ok(ScalarValue::LargeUtf8(text.map_err(|error| on_the_wire(&error))?))
    }
}

impl Accumulator for Joined {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.join(values)
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.join(states)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.text()?])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        self.text()
    }

    fn size(&self) -> usize {
        // Numbers take about as much room as their digits and commas.
        size_of::<Self>() + 2 * self.size
    }
}
