//! Which of the mutants that are all in one build is on: the one whose number stands in `MUTANT`, or none.
//!
//! With `MUTANT_SEEN` instead, none is on, and the numbers of those that were come by are written into the file of that name as the
//! process ends.

use std::ffi::c_int;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

const MOST: usize = 1 << 15;
/// Stands for a process that looks which mutants it comes by.
const LOOKS: u32 = u32::MAX;

static ON: AtomicU32 = AtomicU32::new(0);
static SEEN: [AtomicBool; MOST] = [const { AtomicBool::new(false) }; MOST];

unsafe extern "C" {
    safe fn atexit(call: extern "C" fn()) -> c_int;
}

/// Before `main`, so that a mutant is asked about in one comparison.
extern "C" fn start() {
    if std::env::var_os("MUTANT_SEEN").is_some() {
        ON.store(LOOKS, Relaxed);
        atexit(write);
    } else if let Some(number) = std::env::var("MUTANT").ok().and_then(|text| text.parse().ok()) {
        ON.store(number, Relaxed);
    }
}

#[used]
#[unsafe(link_section = ".init_array")]
static START: extern "C" fn() = start;

extern "C" fn write() {
    let Some(file) = std::env::var_os("MUTANT_SEEN") else { return };
    let seen = SEEN.iter().enumerate().filter(|(_, seen)| seen.load(Relaxed));
    let numbers: String = seen.map(|(number, _)| format!("{number}\n")).collect();
    if let Err(error) = std::fs::write(&file, numbers) {
        eprintln!("{}: {error}", file.display());
    }
}

/// Whether the mutant of this number is on. A call, however short: written out ten thousand times it takes the compiler ten minutes.
#[inline(never)]
pub fn is_on(number: u32) -> bool {
    let on = ON.load(Relaxed);
    if on == LOOKS {
        come_by(number);
        return false;
    }
    on == number
}

#[cold]
#[inline(never)]
fn come_by(number: u32) {
    SEEN[number as usize].store(true, Relaxed);
}
