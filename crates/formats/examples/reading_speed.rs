//! How fast OpenElections and EML_NL are read and in how much memory, and how fast the parsers below them pass over the same bytes
//! in the same run.
//!
//! `cargo run --release --package sailau-formats --example reading_speed` makes up two files of some 110 MB: precincts of one state, and
//! a count of one province with its polling stations. Time is that of the processor, where the system tells it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sailau_formats::{Format, Source};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (name, made_up) in [("state.csv", open_elections as fn() -> String), ("count.eml.xml", eml)] {
        let path = std::env::temp_dir().join(name);
        let text = made_up();
        std::fs::write(&path, &text)?;
        let size = text.len();
        drop(text);
        // What was needed to make the file up is no part of the most that reading it needs. Where this cannot be said, it is.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let source = [Source::from_path(&path)];
        let format = Format::recognise(&source)?;
        let mut votes: u64 = 0;
        let read = fastest(|| {
            let import = format.read(&source)?;
            let stood =
                import.rows.iter().filter(|row| row.party.as_deref().is_some_and(|it| !it.starts_with('@')));
            votes = stood.map(|row| row.votes).sum();
            Ok(())
        })?;
        let memory = peak();
        let plain =
            fastest(|| if name.ends_with("csv") { pass_over_csv(&path) } else { pass_over_xml(&path) })?;
        std::fs::remove_file(&path)?;
        let rate = |time: Duration| size as f64 / 1e6 / time.as_secs_f64();
        println!(
            "{}: {votes} votes in {} MB, {:.0} MB/s; the parser alone {:.0} MB/s, {:.1} times as fast",
            format.name(),
            size / 1_000_000,
            rate(read),
            rate(plain),
            read.as_secs_f64() / plain.as_secs_f64()
        );
        println!("memory at most while it was read: {}", memory.as_deref().unwrap_or("not known"));
    }
    Ok(())
}

type Done = Result<(), Box<dyn std::error::Error>>;

/// The fastest of five.
fn fastest(mut work: impl FnMut() -> Done) -> Result<Duration, Box<dyn std::error::Error>> {
    let mut fastest = Duration::MAX;
    for _ in 0..5 {
        let (start, before) = (Instant::now(), processor());
        work()?;
        let time = before.zip(processor()).map_or_else(|| start.elapsed(), |(before, after)| after - before);
        fastest = fastest.min(time);
    }
    Ok(fastest)
}

/// What this program has had of the processor; Linux tells it to the nanosecond.
fn processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that this program has had since it was last cleared; Linux tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

fn pass_over_csv(path: &std::path::Path) -> Done {
    let (mut reader, mut row) = (csv::Reader::from_path(path)?, csv::ByteRecord::new());
    while reader.read_byte_record(&mut row)? {}
    Ok(())
}

fn pass_over_xml(path: &std::path::Path) -> Done {
    let (mut reader, mut buffer) = (quick_xml::NsReader::from_file(path)?, Vec::new());
    while reader.read_resolved_event_into(&mut buffer)?.1 != quick_xml::events::Event::Eof {
        buffer.clear();
    }
    Ok(())
}

/// 120 counties of 200 precincts, five offices, with a total of each county.
fn open_elections() -> String {
    let mut text = "county,precinct,office,district,party,candidate,votes\n".to_owned();
    for (county, office, place) in
        (0..120).flat_map(|a| (0..5).flat_map(move |b| (0..14).map(move |c| (a, b, c))))
    {
        let mut total = 0;
        for precinct in 0..200 {
            let votes = (county * 7 + office * 31 + place * 11 + precinct * 13) % 400;
            total += votes;
            let _ = writeln!(
                text,
                "County {county},Precinct {precinct:03},Office {office},{},Party {place},Candidate {place} of {office},{votes}",
                office % 3
            );
        }
        let _ = writeln!(
            text,
            "County {county},Total,Office {office},{},Party {place},Candidate {place} of {office},{total}",
            office % 3
        );
    }
    text
}

const STATIONS: u64 = 1_700;

/// One province: twenty lists of thirty candidates, in total and at each station.
fn eml() -> String {
    let own = |station: u64, list: u64, candidate: u64| (station * 17 + list * 31 + candidate * 7) % 12;
    let mut units = String::new();
    for station in 0..STATIONS {
        let _ = writeln!(
            units,
            "<ReportingUnitVotes><ReportingUnitIdentifier Id=\"{:04}::SB{station}\">Bureau {station}</ReportingUnitIdentifier>",
            station / 20
        );
        selections(&mut units, |list, candidate| own(station, list, candidate));
        units += "</ReportingUnitVotes>\n";
    }
    let mut total = String::new();
    selections(&mut total, |list, candidate| {
        (0..STATIONS).map(|station| own(station, list, candidate)).sum()
    });
    format!(
        "<EML xmlns=\"urn:oasis:names:tc:evs:schema:eml\" Id=\"510d\" SchemaVersion=\"5\"><Count><Election>\
         <ElectionIdentifier Id=\"PS2023_X\"><ElectionCategory>PS</ElectionCategory></ElectionIdentifier><Contests><Contest>\
         <ContestIdentifier Id=\"geen\"/>\n<TotalVotes>{total}</TotalVotes>\n{units}</Contest></Contests></Election></Count></EML>\n"
    )
}

fn selections(text: &mut String, votes: impl Fn(u64, u64) -> u64) {
    let mut all = 0;
    for list in 1..=20 {
        let sum: u64 = (1..=30).map(|candidate| votes(list, candidate)).sum();
        all += sum;
        let _ = writeln!(
            text,
            "<Selection><AffiliationIdentifier Id=\"{list}\"><RegisteredName>Lijst van {list}</RegisteredName>\
             </AffiliationIdentifier><ValidVotes>{sum}</ValidVotes></Selection>"
        );
        for candidate in 1..=30 {
            let votes = votes(list, candidate);
            let _ = writeln!(
                text,
                "<Selection><Candidate><CandidateIdentifier Id=\"{candidate}\"/></Candidate><ValidVotes>{votes}</ValidVotes></Selection>"
            );
        }
    }
    let _ = writeln!(
        text,
        "<Cast>{}</Cast><TotalCounted>{all}</TotalCounted><RejectedVotes ReasonCode=\"ongeldig\">0</RejectedVotes>",
        all * 2
    );
}
