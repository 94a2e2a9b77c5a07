//! What a spreadsheet unpacks to: a small file can hold more than any memory, and its reader keeps all texts at once.

use std::io::{self, Read};

use flate2::bufread::DeflateDecoder;

use super::positions::Positions;
use crate::error::ImportProblem;

/// A million ballots with ten ranks are some 400 megabytes of XML, and unpack to some twenty times the file.
const LIMIT: u64 = 1 << 30;
const TIMES: u64 = 100;
/// What even the smallest file may unpack to: it has styles and themes too.
const AT_LEAST: u64 = 1 << 20;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Refuses a ZIP whose parts unpack to more than a spreadsheet of ballots has, or name cells where no sheet has some: by unpacking
/// them, as what it says of itself need not be true.
pub(super) fn is_bounded(bytes: &[u8]) -> Result<(), ImportProblem> {
    let damaged = || {
        ImportProblem::Malformed("no spreadsheet that can be read: its list of parts is damaged".to_owned())
    };
    let end = bytes.windows(END.len()).rposition(|at| at == END).ok_or_else(damaged)?;
    let entries = number(bytes, end + 10, 2).ok_or_else(damaged)?;
    let mut at = number(bytes, end + 16, 4).ok_or_else(damaged)?;
    let limit = (bytes.len() as u64).saturating_mul(TIMES).clamp(AT_LEAST, LIMIT);
    let mut unpacked = 0;
    for _ in 0..entries {
        let part = Part::of(bytes, at).ok_or_else(damaged)?;
        at = part.after;
        let left = limit - unpacked + 1;
        let mut positions = Positions::default();
        let read = match part.method {
            STORED => io::copy(&mut part.data.take(left), &mut positions),
            DEFLATED => io::copy(&mut DeflateDecoder::new(part.data).take(left), &mut positions),
            _ => return Err(damaged()),
        };
        unpacked += read.map_err(|_| damaged())?;
        if unpacked > limit {
            return Err(ImportProblem::Other(format!("the spreadsheet unpacks to more than {limit} bytes")));
        }
        if positions.wrong {
            let words = "no spreadsheet that can be read: it names cells where no sheet has some";
            return Err(ImportProblem::Malformed(words.to_owned()));
        }
    }
    Ok(())
}

struct Part<'b> {
    method: u16,
    data: &'b [u8],
    /// Where the next entry of the list stands.
    after: usize,
}

impl<'b> Part<'b> {
    fn of(bytes: &'b [u8], at: usize) -> Option<Self> {
        if bytes.get(at..at.checked_add(ENTRY.len())?)? != ENTRY {
            return None;
        }
        let method = u16::try_from(number(bytes, at + 10, 2)?).ok()?;
        let packed = number(bytes, at + 20, 4)?;
        let lengths = [28, 30, 32].map(|field| number(bytes, at + field, 2));
        let [name, extra, comment] = lengths;
        let local = number(bytes, at + 42, 4)?;
        // The part has lengths of its own before it.
        let start = local + 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
        let data = bytes.get(start..start.checked_add(packed)?)?;
        Some(Self { method, data, after: at + 46 + name? + extra? + comment? })
    }
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}
