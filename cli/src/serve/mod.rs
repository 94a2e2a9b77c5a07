//! The page in the browser: one page, compiled in, and the questions that it asks.
//!
//! A question says whose votes, and what of the law is changed; everything else follows from it, so that nothing is kept
//! between two questions but the elections on board and the draws under way.
//!
//! | file | what it does |
//! |---|---|
//! | `connections` | takes connections, and ends those that are slow or old |
//! | `guard` | refuses who calls under a foreign name; the headers of every answer |
//! | `routes` | which address is answered by what; bodies and their limits |
//! | `workshop` | counts on a few threads, with a queue that has an end |
//! | `refusal` | why there is no answer |
//! | `assets` | the page itself |
//! | `elections` | the elections on board |
//! | `question` | votes, rules and changed rules of a question |
//! | `limits` | what is too large to be counted here |
//! | `controls` | what of the rules can be changed |
//! | `counts` | both counts |
//! | `rows` | who holds how many seats in both houses |
//! | `colours` | colours of parties |
//! | `answer` | both houses beside each other |
//! | `verdicts` | who passes, who falls out, and why |
//! | `pictures` | both houses drawn |
//! | `curves` | seats for every threshold and every share of list seats |
//! | `draws` | synthetic elections in the background |
//! | `files` | what can be downloaded |

mod answer;
mod assets;
mod colours;
mod connections;
mod controls;
mod counts;
mod curves;
mod draws;
mod elections;
mod files;
mod guard;
mod limits;
mod pictures;
mod question;
mod refusal;
mod routes;
mod rows;
mod verdicts;
mod workshop;

use std::io::Write as _;
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::failure::Failure;
use guard::Guard;

/// Serves the page until it is interrupted; says its address first.
pub(crate) fn run(bind: SocketAddr, hosts: &[String]) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(workshop::threads() + 2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(bind)
            .await
            .map_err(|error| format!("cannot listen at {bind}: {error}; name another place with --bind"))?;
        let address = listener.local_addr()?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "http://{address}/")?;
        out.flush()?;
        drop(out);
        connections::accept(listener, routes::router(Guard::new(address, hosts))).await;
        Ok(())
    })
}
