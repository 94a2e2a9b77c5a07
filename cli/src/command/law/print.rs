//! `sailau law print`: every law on elections in force on a day as one page, each rule with its article, how sure that is, and
//! what the text before said.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use sailau::kazakhstan;
use sailau::law::{Certainty, Citation, Timeline};
use sailau::procedure::{InWords, Law, Said};
use sailau::report::page::Page;
use sailau::report::{Cell, Column, Kind, Table, TableError};
use sailau::system::ElectoralSystem;

use super::a_day;
use crate::failure::Failure;
use crate::output::print;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law print 2023-03-19
  sailau law print 2026-07-01 --html > law.html")]
pub(crate) struct Wanted {
    /// A day, YYYY-MM-DD: the laws in force then
    #[arg(value_parser = a_day)]
    day: Date,
    /// As a page of HTML; Markdown when it is left out
    #[arg(long, help_heading = "Output")]
    html: bool,
}

/// A law on the page.
struct Section {
    name: String,
    /// Since when, until when, and of which act.
    force: String,
    rules: Table,
    /// Since when the text before held; none for the first one here.
    before: Option<Date>,
    changes: Vec<String>,
    /// Where rules stand.
    places: Vec<String>,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let day = wanted.day;
    let mut sections = vec![counted(kazakhstan::laws(), day, &[])?];
    // What is not on board for the day is told at the end.
    let mut missing = Vec::new();
    let mut add = |about: &str, section: Result<Section, Failure>| match section {
        Ok(section) => sections.push(section),
        Err(failure) => missing.push(format!("{about}: {failure}")),
    };
    add("Lists for the lower house", procedure(kazakhstan::mandate_laws(), day));
    add("Mandates of deputies elected on a list", procedure(kazakhstan::list_mandate_laws(), day));
    add("Mäslihats", procedure(kazakhstan::maslihat_laws(), day));
    // The files have a seat where each mäslihat has its own number.
    add("Votes for mäslihats", counted(kazakhstan::maslihat_rules(), day, &["house", "seats", "districts"]));
    add("Lists for mäslihats", procedure(kazakhstan::maslihat_mandate_laws(), day));
    add("Senate", procedure(kazakhstan::senate_laws(), day));
    add("President", procedure(kazakhstan::president_laws(), day));
    add("Akims of villages", procedure(kazakhstan::akim_election_laws(), day));
    add("Consent to akims of regions", procedure(kazakhstan::akim_consent_laws(), day));
    add("Political parties", procedure(kazakhstan::registration_laws(), day));
    add("Recall", procedure(kazakhstan::recall_laws(), day));
    add("Referendum", procedure(kazakhstan::referendum_laws(), day));
    add("Election funds", procedure(kazakhstan::fund_laws(), day));
    add("Voter rolls", procedure(kazakhstan::roll_laws(), day));

    let title = format!("Kazakhstan's laws on elections on {day}");
    let about = "No translation and no official text: what the rules files of this program say, rule by rule, with the \
        article and how well it is known. A rule that is not cited is a choice of the file.";
    print(&if wanted.html {
        as_html(&title, about, &sections, &missing)
    } else {
        as_markdown(&title, about, &sections, &missing)
    })
}

/// How votes become seats, in sentences, but for those of some rules.
fn counted(laws: &Timeline<ElectoralSystem>, day: Date, but: &[&str]) -> Result<Section, Failure> {
    let law = laws.on(day)?.value;
    let told = told(law, but);
    let mut rules = table(Some("tier"))?;
    for Told { tier, sentence, cited, .. } in &told {
        let tier = tier.clone().map_or(Cell::Missing, Cell::from);
        rules.push(std::iter::once(tier).chain(row(sentence.clone(), cited.as_ref())))?;
    }
    let before = before(laws, day);
    Ok(Section {
        name: law.name.clone(),
        force: force(laws, day, law.source.as_deref().unwrap_or_default())?,
        rules,
        before: before.map(|(since, _)| since),
        changes: before
            .map(|(_, old)| changes(&self::told(old, but), &told, ("New", "Gone")))
            .unwrap_or_default(),
        places: places(&law.citations),
    })
}

/// A sentence of a law.
struct Told {
    /// The tier of the house that it is about; none where the law is not of a house, or the sentence of all of it.
    tier: Option<String>,
    rule: String,
    sentence: String,
    cited: Option<Citation>,
}

/// The sentences of how votes become seats, but for those of some rules and what the file says about itself.
fn told(law: &ElectoralSystem, but: &[&str]) -> Vec<Told> {
    let sentences = law.in_words().into_iter().filter_map(|said| {
        let rule = said.field.split('.').next().unwrap_or_default();
        if matches!(said.field.as_str(), "name" | "since" | "source" | "cite") || but.contains(&rule) {
            return None;
        }
        let cited = said.tier.as_ref().and_then(|tier| law.citation(tier, rule)).cloned().or(said.cited);
        Some(Told { cited, rule: rule.to_owned(), tier: said.tier, sentence: said.sentence })
    });
    sentences.collect()
}

/// The law of a procedure, in sentences.
fn procedure<R: InWords>(laws: &Timeline<Law<R>>, day: Date) -> Result<Section, Failure> {
    let law = laws.on(day)?.value;
    let told = by_rule(law.in_words());
    let mut rules = table(None)?;
    for Told { sentence, cited, .. } in &told {
        rules.push(row(sentence.clone(), cited.as_ref()))?;
    }
    let before = before(laws, day);
    // A file may lack a rule because nobody read it.
    let words = ("New, or not read in the text before", "Gone, or not read in this text");
    Ok(Section {
        name: law.name.clone(),
        force: force(laws, day, &law.source)?,
        rules,
        before: before.map(|(since, _)| since),
        changes: before.map(|(_, old)| changes(&by_rule(old.in_words()), &told, words)).unwrap_or_default(),
        places: places(&law.cite),
    })
}

fn by_rule(said: Vec<Said>) -> Vec<Told> {
    let told = said.into_iter().map(|Said { rule, sentence, citation, .. }| Told {
        tier: None,
        rule,
        sentence,
        cited: citation,
    });
    told.collect()
}

/// What is said otherwise, in the order of the law in force, and behind it what is said no longer, after these words for what is
/// new and what is gone.
fn changes(old: &[Told], new: &[Told], (is_new, is_gone): (&str, &str)) -> Vec<String> {
    type Place<'a> = (Option<&'a str>, &'a str);
    fn place(one: &Told) -> Place<'_> {
        (one.tier.as_deref(), &one.rule)
    }
    let of = |told: &[Told], at: Place<'_>| {
        let sentences = told.iter().filter(|one| place(one) == at).map(|one| one.sentence.as_str());
        sentences.collect::<Vec<_>>().join(" ")
    };
    // The article of what holds now, or of what held.
    let cited = |told: &[Told], at: Place<'_>| {
        let citation = told.iter().find(|one| place(one) == at).and_then(|one| one.cited.as_ref());
        citation.map(|citation| format!(" [{citation}]")).unwrap_or_default()
    };
    let mut places: Vec<Place<'_>> = new.iter().chain(old).map(place).collect();
    let mut seen = BTreeSet::new();
    places.retain(|place| seen.insert(*place));
    let lines = places.into_iter().filter_map(|at| {
        let tier = at.0.map(|tier| format!("Tier {tier}. ")).unwrap_or_default();
        match (of(old, at), of(new, at)) {
            (before, now) if before == now => None,
            (before, now) if before.is_empty() => Some(format!("{tier}{is_new}: {now}{}", cited(new, at))),
            (before, now) if now.is_empty() => Some(format!("{tier}{is_gone}: {before}{}", cited(old, at))),
            (before, now) => Some(format!("{tier}{now}{} Before: {before}", cited(new, at))),
        }
    });
    lines.collect()
}

/// The text that the one in force replaced.
fn before<T>(laws: &Timeline<T>, day: Date) -> Option<(Date, &T)> {
    let mut until_then = laws.iter().filter(|text| text.since <= day).rev();
    let _in_force = until_then.next();
    until_then.next().map(|text| (text.since, text.value))
}

fn force<T>(laws: &Timeline<T>, day: Date, source: &str) -> Result<String, Failure> {
    let text = laws.on(day)?;
    let until = text.until.map(|until| format!(" until {until}")).unwrap_or_default();
    Ok(format!("In force since {}{until}. {}.", text.since, source.trim_end_matches('.')))
}

/// A table of sentences, with a column before them where they are of several parts.
fn table(first: Option<&str>) -> Result<Table, TableError> {
    Table::new(
        first.into_iter().chain(["says", "article", "known"]).map(|name| Column::new(name, Kind::Text)),
    )
}

fn row(says: String, cited: Option<&Citation>) -> [Cell; 3] {
    let article = cited.and_then(|cited| {
        let act = cited.act.as_ref().map(|act| format!("{act}, ")).unwrap_or_default();
        cited.article.as_ref().map(|article| Cell::from(format!("{act}{article}")))
    });
    let known =
        cited.map_or_else(|| Cell::Absent("not cited"), |cited| Cell::from(cited.certainty.to_string()));
    [Cell::from(says), article.unwrap_or(Cell::Missing), known]
}

fn in_words(rule: &str) -> String {
    rule.replace('.', ", ").replace('_', " ")
}

/// What a reader should know of rules, and behind it each address once, with the articles that were read there.
fn places(cite: &BTreeMap<String, Citation>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut read: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (rule, cited) in cite {
        if let Some(note) = &cited.note {
            lines.push(format!("{}: {cited}; {note}", in_words(rule)));
        }
        if let Some(url) = &cited.url {
            let name = Citation { certainty: Certainty::Verified, ..cited.clone() };
            let named = cited.article.is_some() || cited.act.is_some();
            let name = if named { name.to_string() } else { in_words(rule) };
            let there = read.entry(url).or_default();
            if !there.contains(&name) {
                there.push(name);
            }
        }
    }
    lines.extend(read.into_iter().map(|(url, there)| format!("{}: {url}", there.join("; "))));
    lines
}

fn as_markdown(title: &str, about: &str, sections: &[Section], missing: &[String]) -> String {
    let list = |rows: &[String]| rows.iter().map(|row| format!("- {row}\n")).collect::<String>();
    let mut text = format!("# {title}\n\n{about}\n");
    for law in sections {
        text += &format!("\n## {}\n\n{}\n\n{}", law.name, law.force, law.rules.to_markdown());
        if let Some(before) = law.before {
            text += &format!("\n### Otherwise than in the text of {before}\n\n");
            text += &if law.changes.is_empty() { "Nothing.\n".to_owned() } else { list(&law.changes) };
        }
        if !law.places.is_empty() {
            text += &format!("\n### Where it stands\n\n{}", list(&law.places));
        }
    }
    if !missing.is_empty() {
        text += &format!("\n## Not on board for this day\n\n{}", list(missing));
    }
    text
}

fn as_html(title: &str, about: &str, sections: &[Section], missing: &[String]) -> String {
    let mut page = Page::new(title);
    page.lead(about);
    for law in sections {
        page.heading(&law.name);
        page.text(&law.force);
        page.table(&law.rules);
        if let Some(before) = law.before {
            page.subheading(&format!("Otherwise than in the text of {before}"));
            if law.changes.is_empty() {
                page.text("Nothing.");
            }
            page.list(&law.changes);
        }
        if !law.places.is_empty() {
            page.subheading("Where it stands");
            page.list(&law.places);
        }
    }
    if !missing.is_empty() {
        page.heading("Not on board for this day");
        page.list(missing);
    }
    page.finish()
}
