//! Simulated elections: three laws, and the old registration law, on the same votes.

use jiff::civil::date;
use sailau::electorate::Bar;
use sailau::kazakhstan::{election, electorate, law_on};
use sailau::report::Table;
use sailau::report::picture::{Distributions, Frame, Scatter};
use sailau::simulate::elections::{Digest, EnsembleSummary, Simulation};
use sailau::simulate::{Confidence, Run};

use crate::Result;
use crate::html::Page;
use crate::laws::LAWS;

const LEVEL: Confidence = Confidence::P95;
const BARRED: &str = "2021, old bar";

pub(crate) struct Found {
    pub(crate) digest: Digest,
    elections: EnsembleSummary,
}

pub(crate) fn run(draws: u64, seed: u64) -> Result<Found> {
    let voters = electorate(date(2023, 3, 19)).ok_or("the electorate of 2023 is not on board")?;
    let barred = voters.under_registration_law(date(2021, 5, 25))?;
    // With a bar that everybody meets, so that both models draw the same random numbers: the parties of 2023 all stood.
    let mut all = barred.clone();
    all.bar = Some(Bar::default());
    let mut simulation = Simulation::new(all.compile()?);
    for (name, day) in &LAWS[1..] {
        simulation = simulation.system(*name, law_on(*day)?.value)?;
    }
    let old = law_on(LAWS[1].1)?.value;
    let simulation = simulation.with_model(barred.compile()?).system(BARRED, old)?;
    let ensemble = Run::from_seed(seed).draws(draws).run(&simulation)?;
    Ok(Found { digest: Digest::of(&ensemble, LEVEL), elections: ensemble.summary })
}

impl Found {
    /// What the simulated elections say, in sentences.
    pub(crate) fn in_short(&self) -> Result<Vec<String>> {
        let chance = |system: &str, event: &str| {
            let row = self.digest.events.iter().find(|row| row.system == system && row.event == event);
            row.map(|row| row.chance).ok_or_else(|| format!("{system} was not simulated"))
        };
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let mut rows = Vec::new();
        for event in ["majority", "two thirds"] {
            let each = LAWS[1..].iter().map(|(name, _)| {
                let chance = chance(name, event)?;
                let (low, high) = (100.0 * chance.low, 100.0 * chance.high);
                Ok(format!("{} under the {name} [{low:.1}, {high:.1}]", percent(chance.share)))
            });
            let each = each.collect::<std::result::Result<Vec<_>, String>>()?;
            let what = if event == "majority" { "more than half" } else { "two thirds or more" };
            rows.push(format!(
                "In simulated elections around the results of 2023 some party holds {what} of all seats in {}.",
                each.join(", ")
            ));
        }
        Ok(rows)
    }
}

pub(crate) fn section(page: &mut Page, found: &Found) -> Result<()> {
    page.heading("How sure is this? Simulated elections");
    let Digest { draws, seed, .. } = found.digest;
    page.text(&format!(
        "{draws} elections were drawn (seed {seed}) from an electorate that is fitted to the official results, and each was counted under \
         every law. Intervals in brackets and standard errors say how exact the simulation is; how right it is depends on its assumptions."
    ));
    let caption = format!(
        "{draws} simulated elections around the results of 2023; assumptions at the end of the page. Bars below: median and the middle 95 % of draws."
    );
    let real = election(date(2023, 3, 19)).ok_or("the election of 2023 is not on board")?;
    let house = real.law()?.count(&real.votes())?;
    for (name, _) in &LAWS[1..] {
        let frame = Frame::new(format!("Seats under the {name}, simulated"), caption.clone());
        let id = format!("seats_{}", name.replace(' ', "_"));
        let mut picture = Distributions::of(frame.clone(), &found.elections, name, LEVEL)?;
        if *name == LAWS[2].0 {
            for row in &mut picture.rows {
                row.actual = Some(house.seats_of(&row.name)?);
            }
        }
        page.picture(&id, &frame, |frame| {
            let mut picture = picture.clone();
            picture.frame = frame;
            picture.svg()
        })?;
    }
    page.text(&format!(
        "The row \u{201c}{BARRED}\u{201d} is the law of 2021 once more, when Respublica and Baytaq must also have the 20,000 members that the \
         registration law of its day asked for: some draws go without them."
    ));
    page.table(Table::of_seats(&found.digest));
    page.subheading("What may happen");
    page.table(Table::of_events(&found.digest));
    page.subheading("Differences on the same votes");
    page.text(
        "Each row is the first law less the second, on the same draws: what moves both alike leaves the difference alone, so that it is known \
         better than either level. The last column says how many times more draws two separate runs would need.",
    );
    page.table(Table::of_pairs(&found.digest));
    let frame = Frame::new("Fragmentation and disproportionality of each law, simulated", caption);
    let elections = &found.elections;
    page.picture("laws", &frame, |frame| Scatter::of(frame, elections, LEVEL).svg())?;
    page.table(Table::of_indices(&found.digest));
    Ok(())
}
