//! The page for people.

use std::fmt::{Result, Write};

use sailau::report::{grouped, wrapped};
use sailau::simulate::Interval;
use sailau::simulate::registration::Sizes;

use super::Report;
use super::survey::{Share, Survey};

/// The first screen: what each law asks, who has it, and how many it lets in; with `all` everything else.
pub(crate) fn page(report: &Report, all: bool) -> std::result::Result<String, std::fmt::Error> {
    let mut text = String::new();
    laws(&mut text, report)?;
    parties(&mut text, report, all)?;
    if all {
        lives(&mut text, report)?;
        redrawing(&mut text, report)?;
    }
    survey(&mut text, &report.survey, all)?;
    check(&mut text, report)?;
    if all {
        text += &wrapped(CAVEAT, 0);
    } else {
        text += &wrapped(
            "  … the smallest branch of each party, days from notification to registration, the three new regions of 2022, \
             prospects by size and by spread, and what the numbers do not show; --all shows them",
            2,
        );
    }
    Ok(text)
}

fn laws(text: &mut String, report: &Report) -> Result {
    writeln!(text, "WHAT THE LAWS OF KAZAKHSTAN ASK OF A NEW PARTY\n")?;
    writeln!(
        text,
        "law of        founders   members   in each region   regions together   fewest that pass"
    )?;
    for law in &report.laws {
        let founders = law.initiators.map_or_else(|| "not found".to_owned(), grouped);
        let (members, each) = (law.members.unwrap_or(0), law.in_each.unwrap_or(0));
        let small = &law.smallest;
        let together = format!("{} × {each} = {}", small.regions, grouped(small.in_regions));
        let fewest = grouped(small.members);
        writeln!(
            text,
            "{}  {founders:>10}  {:>8}  {each:>15}  {together:>17}  {fewest:>17}",
            law.since,
            grouped(members)
        )?;
    }
    text.push('\n');
    *text += &wrapped(
        "The members in all decide under every law: the regions together ask for fewer. But they have to be in every region, \
         so a party that is strong in a few needs many times the minimum.",
        0,
    );
    writeln!(text)
}

fn parties(text: &mut String, report: &Report, all: bool) -> Result {
    writeln!(text, "THE PARTIES OF THE DATA (declared members, not audited)\n")?;
    write!(text, "party      members (year)  ")?;
    report.laws.iter().try_for_each(|law| write!(text, "{:>14}", law.since.to_string()))?;
    writeln!(text)?;
    for party in &report.parties {
        let year = party.members_year.map_or_else(|| "?".to_owned(), |year| year.to_string());
        write!(text, "{:<9}  {:>7} ({year:>4})  ", party.party, grouped(party.members))?;
        party.under.iter().try_for_each(|under| write!(text, "{:>14}", signed(under.margin)))?;
        writeln!(text)?;
        if !all {
            continue;
        }
        write!(text, "  smallest branch if spread")?;
        for under in &party.under {
            let mark = if under.as_population_margin < 0 { " NO" } else { " ok" };
            write!(text, "{:>14}", grouped(under.smallest_branch.1) + mark)?;
        }
        writeln!(text)?;
    }
    text.push('\n');
    *text += &wrapped(
        match all {
            true => {
                "First line: members beyond the number asked for. Their spread over the regions is not known: the second line \
                 assumes that they live as the population does, and has the branch of the smallest region."
            }
            false => "Members beyond the number asked for. Their spread over the regions is not known.",
        },
        0,
    );
    writeln!(text)
}

fn lives(text: &mut String, report: &Report) -> Result {
    writeln!(text, "FROM NOTIFICATION TO REGISTRATION, AS FAR AS THE DAYS WERE FOUND\n")?;
    for life in &report.lives {
        let since = life.since.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string());
        write!(text, "{:<12} {} since {since}", life.party, life.phase)?;
        for clock in &life.clocks {
            let Some((day, days)) = clock.day.zip(clock.days_to_spare) else {
                continue;
            };
            write!(
                text,
                "; {} on {day}, {days} days to spare ({})",
                clock.step.to_lowercase(),
                clock.article
            )?;
        }
        match life.missed_elections {
            0 => writeln!(text)?,
            missed => writeln!(text, "; elections not contested in a row: {missed}")?,
        }
    }
    writeln!(text)
}

fn redrawing(text: &mut String, report: &Report) -> Result {
    writeln!(text, "WHAT THE THREE NEW REGIONS OF 8 JUNE 2022 ASK FOR\n")?;
    for row in &report.redrawing {
        let [old, new] = row.in_regions.map(grouped);
        let [from, to] = row.regions;
        writeln!(
            text,
            "law of {}: the regions together {old} ({from}) -> {new} ({to}); fewest that pass {} -> {}",
            row.law,
            grouped(row.smallest[0]),
            grouped(row.smallest[1])
        )?;
        writeln!(
            text,
            "  a party with just enough in {from} regions, all at the old seats, lacks {} members: {}",
            grouped(row.lacking),
            row.lacking_in.join(", ")
        )?;
    }
    writeln!(text)
}

fn survey(text: &mut String, survey: &Survey, all: bool) -> Result {
    writeln!(text, "SYNTHETIC: HOW MANY OF A HUNDRED PROSPECTS EACH LAW REGISTERS\n")?;
    if all {
        assumptions(text, survey)?;
    } else {
        *text += &wrapped(
            "Assumed, and none of it measured in Kazakhstan: how large prospects are, how unevenly their members live, and that \
             nobody recruits where the law asks. --all has the model.",
            0,
        );
    }
    *text += &wrapped(
        &format!(
            "{} draws from seed {}, the same prospects under every law; intervals at 95 % are of the simulation.",
            grouped(survey.draws),
            survey.seed
        ),
        0,
    );
    writeln!(text)?;
    writeln!(text, "law of       regions   registered of 100          times the law of 2020")?;
    // The last two rows put a law on the map of the other.
    let on_its_map = survey.laws.len().saturating_sub(2);
    for law in survey.laws.iter().take(if all { survey.laws.len() } else { on_its_map }) {
        let ratio = law.ratio.zip(law.ratio_interval);
        let ratio =
            ratio.map_or_else(|| "-".to_owned(), |(ratio, interval)| format!("{ratio:.2} {interval:.2}"));
        let expected = format!("{:.2} {:.2}", law.expected, law.interval);
        writeln!(text, "{}   {:>7}   {expected:<24}   {ratio}", law.law, law.regions)?;
    }
    if !all {
        return writeln!(text);
    }
    let bounds: Vec<_> = survey.sizes.iter().map(|&size| size as f64).collect();
    curve(text, survey, "members", &classes(&bounds, 0), |law| &law.by_size)?;
    curve(text, survey, "concentration", &classes(&survey.concentrations, 1), |law| &law.by_concentration)?;
    writeln!(text)
}

/// The model of the synthetic part.
fn assumptions(text: &mut String, survey: &Survey) -> Result {
    let model = &survey.model;
    writeln!(text, "Assumptions, none of them measured in Kazakhstan:")?;
    match model.sizes {
        Sizes::Pareto { smallest, index } => writeln!(
            text,
            "  sizes       members if everybody was asked: a part ({} / n)^{index:.3} of the prospects has at least n;\n\
             \x20             the exponent is Azerbaijan's: 58 parties at 1,000 members, 27 at 5,000",
            grouped(smallest)
        )?,
        other => writeln!(text, "  sizes       {other:?}")?,
    }
    let range = model.concentration;
    writeln!(
        text,
        "  spread      by population times exp(σ z), z standard normal; σ, the concentration, uniform from {} to {}",
        range.from, range.to
    )?;
    writeln!(text, "  admission   who has the members is registered with probability {}", model.admission)?;
    writeln!(
        text,
        "  effort      nobody recruits where the law asks; no prospect is encouraged by a milder law"
    )
}

/// The share registered by class, in per cent with the interval of the simulation.
fn curve(
    text: &mut String,
    survey: &Survey,
    of: &str,
    classes: &[String],
    shares: fn(&super::survey::Registered) -> &Vec<Share>,
) -> Result {
    write!(text, "\n{:<18}", format!("by {of}"))?;
    survey
        .laws
        .iter()
        .try_for_each(|law| write!(text, "{:>13}", format!("{} ({})", law.law.year(), law.regions)))?;
    writeln!(text)?;
    for (at, class) in classes.iter().enumerate() {
        write!(text, "{class:<18}")?;
        for law in &survey.laws {
            let cell = shares(law).get(at).and_then(|share| Some((share.share?, share.interval)));
            let words = |(share, interval): (f64, Interval)| {
                format!("{:.1} ±{:.1} %", share * 100.0, interval.half_width() * 100.0)
            };
            let cell = cell.map_or_else(|| "-".to_owned(), words);
            write!(text, "{cell:>13}")?;
        }
        writeln!(text)?;
    }
    Ok(())
}

fn classes(bounds: &[f64], places: usize) -> Vec<String> {
    let words = |bound: f64| if places == 0 { grouped(bound as u64) } else { format!("{bound:.places$}") };
    let mut classes: Vec<_> =
        bounds.first().map(|&bound| format!("under {}", words(bound))).into_iter().collect();
    classes.extend(bounds.windows(2).map(|pair| format!("{} to {}", words(pair[0]), words(pair[1]))));
    classes.extend(bounds.last().map(|&bound| format!("{} and more", words(bound))));
    classes
}

fn check(text: &mut String, report: &Report) -> Result {
    writeln!(text, "THE SAME MODEL AGAINST WHAT HAPPENED\n")?;
    for row in &report.check.rows {
        let [before, after] = row.seen;
        let times = format!("{:.1} times {:.2}", row.predicted_ratio, row.interval);
        let (from, to, seen) = (&row.from, &row.to, row.seen_ratio);
        writeln!(
            text,
            "{from} -> {to}: {before} parties became {after}, {seen:.1} times; the model says {times}"
        )?;
    }
    writeln!(text)
}

const CAVEAT: &str = "\
The sizes were taken from neither step. For Russia 83 regions of equal size are assumed, and the count is that of
August 2013. For Kazakhstan the count is that of 2026; there refusals bind as well as numbers: one group was refused
17 times from May 2022 to July 2023 over the list of its founders, with 3,106 signatures where 700 founders are asked
for. How real groups are spread nobody has published: the greatest concentration is a guess (--concentration takes
another; both steps go up with any from 0 to 3). Two parties more are few: that the second row comes near is no proof.
";

fn signed(n: i128) -> String {
    let sign = if n < 0 { '-' } else { '+' };
    format!("{sign}{}", grouped(n.unsigned_abs()))
}
