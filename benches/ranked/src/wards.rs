//! Official ballots, ours beside each crate that has such a count.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use sailau_ranked::{RankedMethod, RankedRule, TieBreak, Workspace};

use crate::case::{Case, plain_ballots, plain_lists};
use crate::pairs::{median, pairs, shown};
use crate::rivals::{self, Counted};
use crate::rules::rule;

const WARDS: [(&str, u32); 4] = [
    ("scotland_linn_2007", 4),
    ("scotland_dundee_maryfield_2022", 3),
    ("scotland_dundee_strathmartine_2022", 4),
    ("scotland_dundee_coldside_2022", 4),
];

const MEEK: [(&str, u32); 2] = [("meek_prf_m135", 7), ("meek_ers97_model", 6)];

const RUN_OFFS: [(&str, &str); 4] = [
    ("burlington_2006_mayor", "burlington"),
    ("burlington_2009_mayor", "burlington"),
    ("minneapolis_mayor_2013", "minneapolis_single"),
    ("alaska_2022_house_special", "alaska"),
];

/// What is counted, and by which rival.
struct Row<'a> {
    case: &'a Case,
    statute: &'a str,
    seats: u32,
    rival: &'a str,
    /// Whether the official count was by this method.
    official: bool,
}

pub(crate) fn run() {
    std::panic::set_hook(Box::new(|_| {}));
    println!("| case | statute | rival | ours | rival's | ratio | elected |");
    println!("|---|---|---|---|---|---|---|");
    let mut ratios: Vec<(&str, f64)> = Vec::new();
    for (name, seats) in WARDS {
        let case = Case::open(name);
        let (lists, candidates) = (plain_lists(&case.ballots), case.ballots.candidates());
        let row = Row {
            case: &case,
            statute: "scotland",
            seats,
            rival: "tallystick (Gregory, floats)",
            official: true,
        };
        let theirs = rivals::tallystick_stv(&lists, candidates, seats as usize);
        ratios.extend(row.print(theirs).map(|ratio| ("wards: tallystick", ratio)));
        let row = Row { case: &case, statute: "new_zealand", seats, rival: "stv-rs (Meek)", official: false };
        let theirs = rivals::stv_rs(&lists, candidates, seats as usize);
        ratios.extend(row.print(theirs).map(|ratio| ("wards by Meek: stv-rs", ratio)));
    }
    for (name, seats) in MEEK {
        let case = Case::open(name);
        let lists = plain_lists(&case.ballots);
        let row = Row { case: &case, statute: "new_zealand", seats, rival: "stv-rs (Meek)", official: true };
        let theirs = rivals::stv_rs(&lists, case.ballots.candidates(), seats as usize);
        ratios.extend(row.print(theirs).map(|ratio| ("Meek's cases: stv-rs", ratio)));
    }
    for (name, statute) in RUN_OFFS {
        let case = Case::open(name);
        let lists = plain_lists(&case.ballots);
        let row = Row { case: &case, statute, seats: 1, rival: "tallystick (irv)", official: true };
        ratios.extend(row.print(rivals::tallystick_irv(&lists)).map(|ratio| ("run-offs: tallystick", ratio)));
        let row = Row { rival: "rcir", ..row };
        ratios.extend(row.print(rivals::rcir(&lists)).map(|ratio| ("run-offs: rcir", ratio)));
    }
    println!();
    for of in ratios.iter().map(|(of, _)| *of).collect::<BTreeSet<_>>() {
        let mut of_them: Vec<f64> =
            ratios.iter().filter(|(to, _)| *to == of).map(|(_, ratio)| *ratio).collect();
        let cases = of_them.len();
        println!("{of}: the median of {cases} is {:.1}, the least {:.1}", median(&mut of_them), of_them[0]);
    }
}

impl Row<'_> {
    /// Prints the row; the rival's time by ours, where both elect the same.
    fn print(&self, mut theirs: impl FnMut() -> Counted) -> Option<f64> {
        let mut rule = rule(self.statute);
        if rule.method == RankedMethod::Meek {
            // Of equals the first on the paper goes, as in the reference and in `stv-rs`.
            rule.ties = TieBreak::Lots;
        }
        let ours = elected(&rule, self.case, self.seats);
        let (case, statute, rival) = (&self.case.name, self.statute, self.rival);
        let counted = match theirs() {
            Err(words) => {
                println!("| {case} | {statute} | {rival} | | | | the rival fails: {words} |");
                return None;
            }
            Ok((counted, _)) => counted,
        };
        let who = self.who_is_right(&ours, &counted);
        let ballots = plain_ballots(&self.case.ballots);
        let mut papers = rule.read(&ballots).expect("ballots that are read");
        // What the rivals take is made before the clock runs too. In the cases of Meek hardly two lists begin alike.
        if WARDS.iter().any(|(name, _)| *name == self.case.name) || self.seats == 1 {
            papers.gather();
        }
        let mut workspace = Workspace::default();
        let measured = pairs(
            7,
            1.5,
            || {
                let winners =
                    rule.winners(&papers, self.seats, &mut workspace, &mut |tied: &[usize]| tied[0]);
                black_box(winners.expect("a count").len());
            },
            || theirs().map_or(Duration::ZERO, |(_, took)| took),
        );
        let (our_time, their_time) = (shown(measured.ours), shown(measured.theirs));
        println!(
            "| {case} | {statute} | {rival} | {our_time} | {their_time} | {:.1} | {who} |",
            measured.ratio
        );
        Some(measured.ratio)
    }

    fn who_is_right(&self, ours: &BTreeSet<usize>, theirs: &BTreeSet<usize>) -> String {
        let official = &self.case.elected;
        if ours == theirs {
            let words = match (self.official, ours == official) {
                (true, true) => "same, as officially",
                (true, false) => "same, officially others",
                (false, _) => "same",
            };
            return words.to_owned();
        }
        let verdict = match (self.official, ours == official, theirs == official) {
            (true, true, _) => "ours are the official ones",
            (true, _, true) => "the rival's are the official ones",
            (true, ..) => "neither are the official ones",
            (false, ..) => "no official count by this method",
        };
        format!("ours {}, the rival's {}: {verdict}", numbers(ours), numbers(theirs))
    }
}

fn elected(rule: &RankedRule, case: &Case, seats: u32) -> BTreeSet<usize> {
    let papers = rule.read(&case.ballots).expect("ballots that are read");
    let mut workspace = Workspace::default();
    let winners = rule.winners(&papers, seats, &mut workspace, &mut |tied: &[usize]| tied[0]);
    winners.expect("a count").iter().copied().collect()
}

/// Counts one case for so many seconds: who is elected, and the fastest time of a count. For what runs beside it in another
/// language, and for a profiler.
pub(crate) fn again(case: &str, statute: &str, seats: &str, seconds: &str) {
    let (case, rule) = (Case::open(case), rule(statute));
    let seats = seats.parse().expect("a number of seats");
    let seconds: f64 = seconds.parse().expect("a number of seconds");
    let mut papers = rule.read(&case.ballots).expect("ballots that are read");
    papers.gather();
    let mut workspace = Workspace::default();
    let (begin, mut times) = (Instant::now(), Vec::new());
    while times.len() < 9 || begin.elapsed().as_secs_f64() < seconds {
        let start = Instant::now();
        let winners = rule.winners(&papers, seats, &mut workspace, &mut |tied: &[usize]| tied[0]);
        black_box(winners.expect("a count"));
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!("{} {:e}", numbers(&elected(&rule, &case, seats)).replace(' ', ","), times[0]);
}

fn numbers(of: &BTreeSet<usize>) -> String {
    of.iter().map(|one| (one + 1).to_string()).collect::<Vec<_>>().join(" ")
}
