//! Why there is no answer, as a status and a sentence.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;

/// A status, and a sentence for who asked.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// A question that is none.
    pub(super) fn wrong(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Votes or rules that cannot be counted as they are.
    pub(super) fn uncountable(message: impl std::fmt::Display) -> Self {
        let message = message.to_string().replace(char::is_control, " ");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// More than is done here.
    pub(super) fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    pub(super) fn without_length() -> Self {
        Self::new(StatusCode::LENGTH_REQUIRED, "say how long the question is: Content-Length")
    }

    pub(super) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "the question did not arrive in time")
    }

    pub(super) fn nothing_there() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is nothing at this address")
    }

    pub(super) fn other_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "this address is asked in another way")
    }

    /// Somebody calls under a name that is not this server's.
    pub(super) fn foreign() -> Self {
        Self::new(
            StatusCode::MISDIRECTED_REQUEST,
            "this server is not called by that name; start it with --host NAME if it should be",
        )
    }

    /// All hands are full.
    pub(super) fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "many are asking at once; ask again in a few seconds")
    }

    pub(super) fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this could not be counted: please report how it came about",
        )
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::uncountable(failure.in_one_line())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "error": self.message }).to_string();
        let mut response = (self.status, [(CONTENT_TYPE, "application/json")], body).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, axum::http::HeaderValue::from_static("2"));
        }
        response
    }
}
