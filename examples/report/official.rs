//! Official votes under each law: who sits, how far seats are from votes, and which change did what.

use jiff::civil::{Date, date};
use sailau::kazakhstan::{Election, election, elections, law_on};
use sailau::measure::Profile;
use sailau::reform::{Reform, one_by_one, tipping_threshold};
use sailau::report::picture::{Frame, Hemicycle, OldAndNew, ThresholdSweep};
use sailau::report::{Cell, Column, Kind, Table};
use sailau::system::ElectoralSystem;
use sailau::{Outcome, Votes};

use crate::Result;
use crate::html::Page;
use crate::laws::LAWS;

const SOURCE: &str = "Votes: Central Election Commission.";
const LAST: Date = date(2023, 3, 19);
const BEFORE: Date = date(2021, 1, 10);

fn on(day: Date) -> Result<&'static Election> {
    Ok(election(day).ok_or_else(|| format!("the election of {day} is not on board"))?)
}

/// What the official votes say, in sentences.
pub(crate) fn in_short() -> Result<Vec<String>> {
    let votes = on(BEFORE)?.votes();
    let (old, new) = (count(LAWS[0].1, &votes)?, count(LAWS[1].1, &votes)?);
    let entered = new.totals().into_iter().filter_map(|(party, seats)| party.map(|party| (party, seats)));
    let entered: Vec<_> = entered
        .filter(|(party, _)| old.seats_of(party) == Ok(0))
        .map(|(party, seats)| format!("{party} with {seats} seats"))
        .collect();
    let entered = if entered.is_empty() { "nobody".to_owned() } else { entered.join(", ") };
    let house = count(LAST, &on(LAST)?.votes())?;
    let (largest, seats) = house.totals().first().copied().unwrap_or_default();
    Ok(vec![
        format!(
            "On the official votes of 2021 the lower threshold of the {} alone (5 per cent in place of 7) lets in {entered}.",
            LAWS[1].0
        ),
        format!(
            "In 2023, the only election under the mixed system, {} won {seats} of {} seats: {} by its list and {} of the \
             29 districts; {} districts went to candidates without a party.",
            largest.unwrap_or("nobody"),
            house.house_size,
            house.seats_in("list", largest.unwrap_or_default())?,
            house.seats_in("single", largest.unwrap_or_default())?,
            house.independents()
        ),
    ])
}

pub(crate) fn section(page: &mut Page) -> Result<()> {
    page.heading("Official results, recounted");
    page.text(
        "The law of the day reproduces every official list result since 1999 to the seat, and the whole house of 2023. The same \
         votes under the other laws are a thought experiment: nobody knows how parties and voters would have behaved. Only list seats can be \
         moved from law to law: votes in single-member districts are not published.",
    );
    page.table(recounted()?);

    let house = count(LAST, &on(LAST)?.votes())?;
    let frame = Frame::new(
        "The Mäjilis elected on 19 March 2023",
        format!("{SOURCE} Winners of districts: official."),
    );
    page.picture("majilis_2023", &frame, |frame| Hemicycle::of(frame, &house).svg())?;

    page.details(
        "The full record of this count, step by step with the articles",
        &house.protocol.to_string(),
    );

    let votes = on(BEFORE)?.votes().allow_uncounted();
    let (old, new) = (count(LAWS[0].1, &votes)?, count(LAWS[2].1, &votes)?);
    let caption = format!(
        "{SOURCE} Nine seats of the old house are the Assembly's. The 29 districts of the new one stay empty: no votes are published."
    );
    let frame = Frame::new("The votes of 2021 under the laws of 2009 and of 2022", caption);
    page.picture("votes_of_2021", &frame, |frame| {
        OldAndNew::of(frame, (LAWS[0].0, &old), (LAWS[2].0, &new)).svg()
    })?;

    page.subheading("Which change did what");
    page.text(
        "The step from the law of 2009 to that of 2022 has several changes. Each can be tried alone; when they bear on one another, \
         what each is worth depends on the order, and its Shapley value is the mean over all orders. Seats on the votes of 2021: what \
         each change does alone / its Shapley value.",
    );
    page.table(effects(&votes)?);

    page.subheading("The threshold");
    page.text(
        "How long would each list of 2023 have kept its seats, had the threshold of the law of 2022 been higher? The second list keeps some as \
         long as the first one passes: by article 97-1(2)-(4) a list that passes alone shares the seats with the next.",
    );
    page.list(&reach()?);
    let sweep = sweep()?;
    page.picture("threshold", &sweep.frame, |frame| ThresholdSweep { frame, ..sweep.clone() }.svg())?;

    page.subheading("How far seats are from votes");
    page.text(
        "Indices of list votes against the list seats under each law. Gallagher and Loosemore-Hanby are 0 where seats are in \
         proportion; the effective number of parties (Laakso and Taagepera) weighs parties by size; wasted votes went to lists without a seat.",
    );
    page.table(indices()?);
    Ok(())
}

fn count(day: Date, votes: &Votes) -> Result<Outcome> {
    // Winners of districts belong to the law under which they won.
    let own = day >= date(2022, 11, 5) && day < date(2026, 7, 1);
    let votes = if own { votes.clone() } else { votes.clone().without_winners() };
    Ok(law_on(day)?.value.count(&votes)?)
}

/// Every election since 2007 under each law: the largest list, and how many sit.
fn recounted() -> Result<Table> {
    let columns = [Column::new("election", Kind::Text), Column::new("party", Kind::Text).heading("list")];
    let votes = Column::new("votes", Kind::Share { places: 2 }).heading("valid votes");
    let official = Column::new("official", Kind::Count).heading("official list seats");
    let laws = LAWS.map(|(name, _)| Column::new(name.replace(' ', "_"), Kind::Count).heading(name));
    let mut table = Table::new(columns.into_iter().chain([votes, official]).chain(laws))?;
    for election in elections().iter().filter(|election| election.day >= date(2007, 8, 18)) {
        let votes = election.votes().allow_uncounted();
        let houses = LAWS.iter().map(|(_, day)| count(*day, &votes)).collect::<Result<Vec<_>>>()?;
        let mut lists = votes.party_totals("list");
        lists.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        let valid = votes.total("list") + votes.against_all("list");
        let mut day = election.day.year().to_string();
        for (party, cast) in lists {
            let official = election.official_seats().iter();
            let official =
                official.filter(|row| row.tier == "list" && row.party.as_deref() == Some(&party.name));
            let mut row = vec![
                Cell::Text(std::mem::take(&mut day)),
                Cell::from(party.name.as_str()),
                Cell::Real(cast as f64 / valid as f64),
                Cell::Count(official.map(|row| u64::from(row.seats)).sum()),
            ];
            for house in &houses {
                row.push(Cell::Count(u64::from(house.seats_in("list", &party.name)?)));
            }
            table.push(row)?;
        }
    }
    Ok(table)
}

fn effects(votes: &Votes) -> Result<Table> {
    let (old, new) = (law_on(LAWS[0].1)?.value, law_on(LAWS[2].1)?.value);
    let found = one_by_one(old, &Reform::between(old, new), votes)?;
    let parties = found.holders.iter().enumerate();
    let parties: Vec<_> = parties
        .filter(|(at, _)| found.effects.baseline[*at] > 0 || found.effects.whole[*at] > 0)
        .map(|(at, name)| (at, name.clone()))
        .collect();
    let columns = parties.iter().map(|(_, name)| Column::new(name.as_str(), Kind::Text));
    let mut table = Table::new([Column::new("change", Kind::Text)].into_iter().chain(columns))?;
    let line = |name: &str, numbers: &dyn Fn(usize) -> String| {
        let cells = parties.iter().map(|(at, _)| Cell::Text(numbers(*at)));
        [Cell::from(name)].into_iter().chain(cells).collect::<Vec<_>>()
    };
    table.push(line("seats under the law of 2009", &|at| found.effects.baseline[at].to_string()))?;
    for effect in &found.effects.effects {
        table.push(line(&effect.group.line(), &|at| {
            format!("{:+} / {:+.2}", effect.alone[at], effect.shapley[at].to_f64())
        }))?;
    }
    table.push(line("seats under the law of 2022", &|at| found.effects.whole[at].to_string()))?;
    Ok(table)
}

fn reach() -> Result<Vec<String>> {
    let law = law_on(LAST)?.value;
    let votes = on(LAST)?.votes();
    let mut rows = Vec::new();
    for party in votes.field().parties() {
        let stretches =
            tipping_threshold(law, "list", &votes, |house| Ok(house.seats_in("list", &party.name)? > 0))?;
        let words = match stretches.as_slice() {
            [in_house, out] if in_house.holds && !out.holds => {
                let at = in_house.to.at;
                format!("up to {:.3} %, which is {at} of the base", 100.0 * at.to_f64())
            }
            all => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        };
        rows.push(format!("{}: {words}", party.name));
    }
    Ok(rows)
}

/// The law of 2022 with thresholds from 0 to 15 per cent.
fn sweep() -> Result<ThresholdSweep> {
    let frame = Frame::new(
        "List seats for every threshold, votes of 2023",
        format!(
            "{SOURCE} 69 list seats, Hare's quota and largest remainders, as in the law of 2022 otherwise."
        ),
    );
    let sweep = sailau::reform::Sweep::from_toml(
        "[[vary]]\nset = \"list.threshold.at_least\"\nfrom = \"0%\"\nto = \"15%\"\nstep = \"0.1%\"\n",
    )?;
    let votes = on(LAST)?.votes().without_winners().allow_uncounted();
    let mut outcomes = Vec::new();
    for (tenths, point) in sweep.systems(law_on(LAST)?.value)?.enumerate() {
        let rules: ElectoralSystem = point?.system;
        outcomes.push((tenths as f64 / 1_000.0, rules.count(&votes)?));
    }
    let mut picture = ThresholdSweep::of(frame, &outcomes);
    picture.laws = vec![(0.07, "until May 2021".to_owned()), (0.05, "since May 2021".to_owned())];
    Ok(picture)
}

fn indices() -> Result<Table> {
    let real =
        |field: &str, heading: &str, places| Column::new(field, Kind::Real { places }).heading(heading);
    let share = |field: &str, heading: &str| Column::new(field, Kind::Share { places: 2 }).heading(heading);
    let mut table = Table::new([
        Column::new("votes_of", Kind::Text).heading("votes of"),
        Column::new("law", Kind::Text),
        share("gallagher", "Gallagher"),
        share("loosemore_hanby", "Loosemore-Hanby"),
        real("parties_in_votes", "parties in votes", 2),
        real("parties_in_seats", "parties in seats", 2),
        share("wasted_votes", "wasted votes"),
        share("seat_bonus", "largest list's bonus"),
    ])?;
    for day in [BEFORE, LAST] {
        let votes = on(day)?.votes().allow_uncounted();
        for (name, law) in LAWS {
            let house = count(law, &votes)?;
            let profile = Profile::of_tiers(&votes, "list", &house, &["list"])?;
            let real = |number: Option<f64>| number.map_or(Cell::Missing, Cell::Real);
            table.push([
                Cell::Text(day.year().to_string()),
                Cell::from(name),
                real(profile.disproportionality.gallagher),
                real(profile.disproportionality.loosemore_hanby),
                real(profile.parties_in_votes.laakso_taagepera),
                real(profile.parties_in_seats.laakso_taagepera),
                Cell::Real(profile.waste.wasted_share),
                Cell::Real(profile.majority.seat_bonus),
            ])?;
        }
    }
    Ok(table)
}
