//! Which address is answered by what.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::answer::answer;
use super::assets::asset;
use super::curves::{Along, curves};
use super::draws::Office;
use super::elections;
use super::files::File;
use super::guard::{Guard, watch};
use super::limits;
use super::question::Question;
use super::refusal::Refusal;
use super::workshop::Workshop;

/// Room for the bodies of all questions together, in KiB.
const BODIES: usize = 64 << 10;
/// How long the text of a question may take to arrive.
const ARRIVES: Duration = Duration::from_secs(30);

/// What all answers are made with.
#[derive(Clone)]
struct Desk {
    workshop: Workshop,
    office: Office,
    bodies: Arc<Semaphore>,
}

pub(super) fn router(guard: Guard) -> Router {
    let desk =
        Desk { workshop: Workshop::new(), office: Office::open(), bodies: Arc::new(Semaphore::new(BODIES)) };
    Router::new()
        .route("/api/elections", get(list))
        .route("/api/count", post(count))
        .route("/api/curves", post(draw_curves))
        .route("/api/file", post(file))
        .route("/api/draws", post(order))
        .route("/api/draws/{name}", get(look).delete(stop))
        .fallback(page)
        .method_not_allowed_fallback(|| async { Refusal::other_method() })
        .with_state(desk)
        .layer(from_fn_with_state(guard, watch))
}

/// A question with something besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurvesQuestion {
    question: Question,
    along: Along,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileQuestion {
    question: Question,
    file: File,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    question: Question,
    draws: u64,
    #[serde(default = "first_seed")]
    seed: u64,
}

fn first_seed() -> u64 {
    1
}

/// The page and what belongs to it.
async fn page(method: Method, uri: Uri) -> Response {
    match asset(uri.path()) {
        Some((kind, text)) if method == Method::GET || method == Method::HEAD => {
            ([(CONTENT_TYPE, kind)], text).into_response()
        }
        Some(_) => Refusal::other_method().into_response(),
        None => Refusal::nothing_there().into_response(),
    }
}

async fn list(State(desk): State<Desk>) -> Result<Response, Refusal> {
    static LIST: LazyLock<String> = LazyLock::new(|| written(&elections::list()).unwrap_or_default());
    let text = desk.workshop.work(|| Ok(LIST.as_str())).await?;
    Ok(json(text.to_owned()))
}

async fn count(State(desk): State<Desk>, request: Request) -> Result<Response, Refusal> {
    let (body, room) = body(&desk, request).await?;
    let text = desk.workshop.work(move || {
        let _room = room;
        written(&answer(&Question::read(&body)?.case()?)?)
    });
    Ok(json(text.await?))
}

async fn draw_curves(State(desk): State<Desk>, request: Request) -> Result<Response, Refusal> {
    let (body, room) = body(&desk, request).await?;
    let text = desk.workshop.work(move || {
        let _room = room;
        let CurvesQuestion { question, along } = read(&body)?;
        written(&curves(&question.case()?, along)?)
    });
    Ok(json(text.await?))
}

async fn file(State(desk): State<Desk>, request: Request) -> Result<Response, Refusal> {
    let (body, room) = body(&desk, request).await?;
    let work = desk.workshop.work(move || {
        let _room = room;
        let FileQuestion { question, file } = read(&body)?;
        Ok((file.kind(), file.text(&question.case()?)?))
    });
    let (kind, text) = work.await?;
    // Whatever it is, a browser keeps it as a file and does not show it as a page of this server.
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, "attachment")], text).into_response())
}

async fn order(State(desk): State<Desk>, request: Request) -> Result<Response, Refusal> {
    let (body, room) = body(&desk, request).await?;
    let office = desk.office.clone();
    let name = desk.workshop.work(move || {
        let _room = room;
        let Order { question, draws, seed } = read(&body)?;
        office.order(question.case()?, draws, seed)
    });
    Ok(json(serde_json::json!({ "run": name.await?.to_string() }).to_string()))
}

async fn look(State(desk): State<Desk>, Path(name): Path<String>) -> Result<Response, Refusal> {
    let name = name.parse().map_err(|_| Refusal::nothing_there())?;
    Ok(json(written(&desk.office.look(name)?)?))
}

async fn stop(State(desk): State<Desk>, Path(name): Path<String>) -> Result<Response, Refusal> {
    let name = name.parse().map_err(|_| Refusal::nothing_there())?;
    Ok(json(written(&desk.office.stop(name)?)?))
}

/// The text of a question, and the room that it takes while it is answered.
async fn body(desk: &Desk, request: Request) -> Result<(Bytes, OwnedSemaphorePermit), Refusal> {
    let length =
        request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let length = length.ok_or_else(Refusal::without_length)?;
    if length > limits::BODY {
        return Err(Refusal::too_large(format!(
            "a question of {length} bytes is not read; {} are the most",
            limits::BODY
        )));
    }
    let room = u32::try_from(length / 1024 + 1).unwrap_or(u32::MAX);
    let room = timeout(ARRIVES, Arc::clone(&desk.bodies).acquire_many_owned(room)).await;
    let room = room.ok().and_then(Result::ok).ok_or_else(Refusal::busy)?;
    let arrived = timeout(ARRIVES, to_bytes(request.into_body(), limits::BODY)).await;
    let bytes = arrived.map_err(|_| Refusal::too_slow())?;
    let bytes = bytes.map_err(|_| Refusal::wrong("the question broke off"))?;
    Ok((bytes, room))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body)
        .map_err(|error| Refusal::wrong(format!("the question cannot be read: {error}")))
}

fn written(answer: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string(answer).map_err(|_| Refusal::broken())
}

fn json(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
