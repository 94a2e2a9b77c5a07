//! Why a result is right.

use pyo3::prelude::*;
use sailau::apportion::Certificate as Why;

use crate::json;

/// Why a result is right. As text it is for people; `to_dict` has its numbers.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Certificate {
    pub(crate) words: Vec<String>,
    pub(crate) why: Why,
}

#[pymethods]
impl Certificate {
    /// Its numbers, with parties by their positions.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::value(py, &self.why)
    }

    fn __str__(&self) -> String {
        self.why.named(&self.words).to_string().trim_end().to_owned()
    }

    fn __repr__(&self) -> String {
        format!("<Certificate: {}>", self.__str__().replace('\n', " "))
    }
}
