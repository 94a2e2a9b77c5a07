//! Who may ask, and the headers of every answer.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;

/// Scripts, styles and answers come from here; nothing is framed, nothing is sent elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The names that this server is called by.
///
/// A page of another site can have its own name lead here (DNS rebinding); it would then read answers as its own. It cannot
/// change the name that its browser calls.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    hosts: Arc<[String]>,
}

impl Guard {
    pub(super) fn new(address: SocketAddr, more: &[String]) -> Self {
        let port = address.port();
        let own = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"));
        let more = more.iter().flat_map(|name| {
            let name = name.to_ascii_lowercase();
            [format!("{name}:{port}"), name]
        });
        let mut hosts: Vec<String> = own.into_iter().chain([address.to_string()]).chain(more).collect();
        // Browsers leave the port of HTTP out.
        if port == 80 {
            let bare: Vec<_> =
                hosts.iter().filter_map(|host| host.strip_suffix(":80")).map(str::to_owned).collect();
            hosts.extend(bare);
        }
        Self { hosts: hosts.into() }
    }

    fn knows(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Whether the request is of a page of this server, or of no page.
    fn lets(&self, request: &Request) -> bool {
        let text = |name| request.headers().get(name).map(|value: &HeaderValue| value.to_str().unwrap_or(""));
        let host = text(HOST).is_some_and(|host| self.knows(host));
        let origin = text(ORIGIN).is_none_or(|origin| {
            let (_, host) = origin.split_once("://").unwrap_or_default();
            self.knows(host)
        });
        host && origin
    }
}

/// Refuses who is not let in, and puts the headers to every answer.
pub(super) async fn watch(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match guard.lets(&request) {
        true => next.run(request).await,
        false => Refusal::foreign().into_response(),
    };
    let headers = response.headers_mut();
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
