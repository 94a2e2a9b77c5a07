//! Ranked ballots: `sailau-ranked` beside the crates that count them, in one process.
//!
//! `again` counts one official case for some seconds, for what stands beside it in another language. `wards` counts official ballots and needs `SAILAU_RANKED_FILES`; `drawn` counts a synthetic ward; `large` writes, reads
//! and counts an election of five million ballots.

mod case;
mod drawn;
mod large;
mod pairs;
mod rivals;
mod rules;
mod wards;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["wards"] => wards::run(),
        ["drawn"] => drawn::run(),
        ["again", case, statute, seats, seconds] => wards::again(case, statute, seats, seconds),
        ["large", file] => large::run(file),
        _ => {
            eprintln!(
                "say what to measure: wards, drawn, or large FILE.csv (written where it is not there yet)"
            );
            std::process::exit(2);
        }
    }
}
