//! Methods by their words.

use std::collections::HashMap;
use std::sync::LazyLock;

use sailau::Method;

use pyo3::prelude::*;

use crate::error::{ApportionError, saying};

/// The words that the library writes itself, for most calls: reading a word in all its spellings takes longer than sharing out a
/// house.
static WORDS: LazyLock<HashMap<String, Method>> =
    LazyLock::new(|| Method::ALL.into_iter().map(|method| (method.name().into_owned(), method)).collect());

/// The method of this word.
pub(crate) fn named(word: &str) -> PyResult<Method> {
    if let Some(method) = WORDS.get(word) {
        return Ok(method.clone());
    }
    word.parse()
        .map_err(|error: sailau::apportion::UnknownMethod| saying::<ApportionError>(error.to_string()))
}

/// The words of all methods that have one of their own; `modified-sainte-lague:6/5` and `sequence:1,3/2,2` are read besides.
///
/// >>> import sailau
/// >>> sailau.methods()[:2]
/// ['hare', 'droop']
#[pyfunction]
pub(crate) fn methods() -> Vec<String> {
    Method::ALL.iter().map(|method| method.name().into_owned()).collect()
}
