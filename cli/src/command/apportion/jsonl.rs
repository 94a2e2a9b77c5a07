//! One request a line in, one answer a line out, in the same order.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};

use sailau::apportion::biproportional::{self, VoteMatrix};
use sailau::apportion::{self, Method, Workspace};
use sailau::report::in_plain_words;
use serde::Serialize;
use serde_json::value::RawValue;

use super::answer::{Answer, MatrixAnswer, Refusal, TiesIn};
use super::request::{self, Names, Request, Rows};

/// Answers wait until there are so many bytes of them, or until the input pauses.
const ENOUGH: usize = 1 << 16;
/// A longer line is refused. Three million parties fit one.
const LONGEST_LINE: usize = 64 << 20;
/// A longer message about a line that cannot be read is cut: it may quote what the line says.
const LONGEST_COMPLAINT: usize = 1000;

/// Answers every line of `input`, the last one also when no line break follows it.
///
/// Answers are sent before a read that may have to wait: who waits for an answer before asking again gets it.
pub(crate) fn serve(input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 17, input);
    let mut clerk = Clerk::new();
    let (mut answers, mut long) = (Vec::new(), Vec::new());
    loop {
        let mut buffered = input.buffer();
        let length = buffered.skip_until(b'\n')?;
        if let Some((b'\n', line)) = input.buffer()[..length].split_last() {
            clerk.answer(line, &mut answers);
            input.consume(length);
            if answers.len() >= ENOUGH {
                send(&mut answers, &mut output)?;
            }
            continue;
        }
        // The line's end is still to come.
        send(&mut answers, &mut output)?;
        output.flush()?;
        long.clear();
        input.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut long)?;
        match long.split_last() {
            None => return Ok(()),
            Some((b'\n', line)) => clerk.answer(line, &mut answers),
            Some(_) if long.len() > LONGEST_LINE => {
                input.skip_until(b'\n')?;
                let limit = format!("a line of more than {LONGEST_LINE} bytes: send a smaller request");
                refuse(None, &limit, &mut answers);
            }
            Some(_) => clerk.answer(&long, &mut answers),
        }
    }
}

fn send(answers: &mut Vec<u8>, output: &mut impl Write) -> io::Result<()> {
    output.write_all(answers)?;
    answers.clear();
    Ok(())
}

/// Reads requests and writes answers; keeps its memory from one to the next.
struct Clerk {
    names: Names,
    request: Request,
    workspace: Workspace,
    seats: Vec<u32>,
}

impl Clerk {
    fn new() -> Self {
        let (request, workspace) = (Request::default(), Workspace::default());
        Self { names: Names::new(), request, workspace, seats: Vec::new() }
    }

    /// Adds the answer to one line.
    fn answer(&mut self, line: &[u8], answers: &mut Vec<u8>) {
        if line.iter().all(u8::is_ascii_whitespace) {
            return refuse(None, "an empty line: every line is a request", answers);
        }
        let start = answers.len();
        let mut id = None;
        let read = request::read(line, &self.names, &mut self.request, &mut id);
        match read.map_err(complaint).and_then(|()| self.meet(id, answers).map_err(|error| error.to_string()))
        {
            Ok(()) => answers.push(b'\n'),
            Err(error) => {
                answers.truncate(start);
                refuse(id, &error, answers);
            }
        }
    }

    fn meet(&mut self, id: Option<&RawValue>, answers: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
        let method = self.request.method.take().ok_or("missing field `method`")?;
        let by_district = self.request.district_seats.is_some() || self.request.party_seats.is_some();
        match self.request.rows {
            Some(rows) => self.meet_matrix(&method, rows, id, answers),
            None if by_district && self.request.votes.is_empty() => {
                self.meet_matrix(&method, Rows { count: 0, length: 0 }, id, answers)
            }
            None if by_district => Err("`district_seats` and `party_seats` go with votes in rows".into()),
            None => self.meet_row(&method, id, answers),
        }
    }

    fn meet_row(
        &mut self,
        method: &Method,
        id: Option<&RawValue>,
        answers: &mut Vec<u8>,
    ) -> Result<(), Box<dyn Error>> {
        let house = self.request.seats.ok_or("missing field `seats`")?;
        let bounds = self.request.bounds();
        let votes = &self.request.votes;
        let (parties, proof, margin) = (None, None, None);
        if bounds.is_none() && !self.request.certificate {
            let seats = &mut self.seats;
            seats.resize(votes.len(), 0);
            apportion::apportion_into(votes, house, method, &mut self.workspace, seats)?;
            let ties = TiesIn(&self.workspace);
            return write(&Answer { id, parties, seats, ties, proof, margin }, answers);
        }
        let result = match &bounds {
            None => apportion::apportion(votes, house, method)?,
            Some(bounds) => apportion::apportion_within(votes, house, method, bounds)?,
        };
        let certificate = self.request.certificate.then(|| match &bounds {
            None => apportion::certify(votes, house, method),
            Some(bounds) => apportion::certify_within(votes, house, method, bounds),
        });
        let proof = certificate.transpose()?.map(Into::into);
        let (seats, ties) = (&result.seats, &result.ties);
        write(&Answer { id, parties, seats, ties, proof, margin }, answers)
    }

    /// Parties in districts. The divisors are the certificate, so that `certificate` has nothing to add.
    fn meet_matrix(
        &mut self,
        method: &Method,
        rows: Rows,
        id: Option<&RawValue>,
        answers: &mut Vec<u8>,
    ) -> Result<(), Box<dyn Error>> {
        if self.request.bounds().is_some() {
            return Err(
                "`min` and `max` go with votes of one district: parties in districts have none".into()
            );
        }
        let request = &self.request;
        let district_seats = request.district_seats.as_deref().ok_or("missing field `district_seats`")?;
        let party_seats = request.party_seats.as_deref().ok_or("missing field `party_seats`")?;
        let (districts, parties) = (district_seats.len(), party_seats.len());
        if rows.count != districts {
            return Err(format!("{} rows of votes and {districts} `district_seats`", rows.count).into());
        }
        if rows.count > 0 && rows.length != parties {
            return Err(format!("{} votes in each row and {parties} `party_seats`", rows.length).into());
        }
        let house = district_seats.iter().map(|&seats| u64::from(seats)).sum::<u64>();
        if let Some(seats) = request.seats
            && u64::from(seats) != house
        {
            return Err(format!("`seats` is {seats}, but the `district_seats` add up to {house}").into());
        }
        let divisor = method.divisor().ok_or_else(|| {
            format!(
                "parties in districts need one of sainte-lague, dhondt, danish, imperiali, adams or dean, not {method}"
            )
        })?;
        let solution = biproportional::apportion(
            &VoteMatrix { votes: &request.votes, district_seats, party_seats },
            divisor,
        )?;
        write(&MatrixAnswer::new(id, &solution), answers)
    }
}

fn write(answer: &impl Serialize, answers: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    Ok(serde_json::to_writer(answers, answer)?)
}

fn refuse(id: Option<&RawValue>, error: &str, answers: &mut Vec<u8>) {
    let start = answers.len();
    if serde_json::to_writer(&mut *answers, &Refusal { id, error }).is_err() {
        // Memory does not refuse bytes; should it ever, there is still one answer a line.
        answers.truncate(start);
        answers.extend_from_slice(br#"{"error":"the error cannot be written"}"#);
    }
    answers.push(b'\n');
}

/// What is wrong with a line, and in which of its columns.
fn complaint(error: serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let what = &in_plain_words(text.strip_suffix(&place).unwrap_or(&text));
    let what = match what.char_indices().nth(LONGEST_COMPLAINT) {
        Some((end, _)) => format!("{}…", &what[..end]),
        None => what.to_owned(),
    };
    if error.column() == 0 { what } else { format!("column {}: {what}", error.column()) }
}
