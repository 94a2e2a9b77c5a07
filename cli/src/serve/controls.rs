//! What of the rules can be changed on the page: read off the rules themselves.
//!
//! A control is a place of the rules, as a change of `sailau::reform` names it, with what stands there and what may stand
//! there. The page draws a slider, a box or a list for it and knows of no rule besides.

use sailau::Method;
use sailau::law::Share;
use sailau::reform::RulePath;
use sailau::system::{Districts, ElectoralSystem, ListRule, Seats, Threshold, Tier, TierRule};
use serde::Serialize;
use serde_json::{Value, json};

use super::limits;
use super::question::Case;

/// One thing that can be changed.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Control {
    /// Where it stands.
    path: String,
    tier: String,
    /// The rule and the field, such as `threshold` or `sole_qualifier.factor`: what its words are called.
    rule: String,
    #[serde(flatten)]
    kind: Kind,
    /// What stands there in the law that the change begins with; `null` for nothing.
    base: Value,
    /// What stands there now.
    value: Value,
    /// Where the rule stands, such as `art. 97-1(1)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    /// Whether it is one of those that most readers do not look for.
    more: bool,
}

/// What may stand there.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Kind {
    /// A whole number.
    Number { least: u32, most: u32 },
    /// A share of votes. Where the rules have none, `within` is the table that it is written into as the field `field`.
    Share {
        most: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<Value>,
        #[serde(skip_serializing_if = "Option::is_none")]
        field: Option<&'static str>,
    },
    /// One of several words.
    Choice { options: Vec<Choice> },
    /// There or not; `on` is what stands there when it is, and rules at the places of `instead` then go.
    Switch {
        on: Value,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        instead: Vec<String>,
    },
    /// So many list seats of `of`, and the rest at another place.
    Split { rest: String, of: u32 },
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: String,
    title: String,
}

/// Everything that can be changed, tier by tier.
pub(super) fn controls(case: &Case) -> Vec<Control> {
    let (base, after) = (Written::of(&case.base), Written::of(&case.after));
    let mut all = Vec::new();
    if let Some((list, single, of)) = split(&case.base) {
        let path = RulePath::new(&list.name, "seats", &[]);
        let rest = RulePath::new(&single.name, "districts", &[]).to_string();
        all.extend(control(&base, &after, path, "split", Kind::Split { rest, of }));
    }
    for tier in &case.base.tiers {
        of_size(&mut all, (&base, &after), tier);
        if let TierRule::List(rule) = &tier.rule {
            of_lists(&mut all, (&base, &after), tier, rule);
            of_tables(&mut all, (&base, &after), tier);
        }
    }
    for control in &mut all {
        let (tier, rule) = (&control.tier, control.rule.split('.').next().unwrap_or_default());
        let rule = if rule == "split" { "seats" } else { rule };
        control.article = case.base.citation(tier, rule).map(ToString::to_string);
    }
    all
}

/// The one nationwide list tier and the one tier of districts beside it, which share a house: both tiers, and its seats.
pub(super) fn split(rules: &ElectoralSystem) -> Option<(&Tier, &Tier, u32)> {
    let [a, b] = rules.tiers.as_slice() else { return None };
    let (list, single) = if matches!(a.rule, TierRule::List(_)) { (a, b) } else { (b, a) };
    match (&list.rule, &single.rule, &list.seats, single.districts, &single.seats) {
        (
            TierRule::List(rule),
            TierRule::Candidates(_),
            &Seats::Same(seats),
            Districts::Number(number),
            Seats::Same(1),
        ) if rule.linkage.is_none() && list.districts == Districts::Nationwide => {
            Some((list, single, seats.checked_add(number).filter(|&of| u64::from(of) <= limits::SEATS)?))
        }
        _ => None,
    }
}

/// Seats and districts.
fn of_size(all: &mut Vec<Control>, (base, after): (&Written, &Written), tier: &Tier) {
    let most = |number: u32| number.saturating_mul(4).clamp(20, limits::SEATS as u32);
    if let Seats::Same(seats) = tier.seats {
        let each = tier.districts != Districts::Nationwide;
        // A district of one seat for candidates is what such a tier is.
        if !(each && seats == 1 && matches!(tier.rule, TierRule::Candidates(_))) {
            let words = if each { "seats_in_each" } else { "seats" };
            let path = RulePath::new(&tier.name, "seats", &[]);
            all.extend(control(base, after, path, words, Kind::Number { least: 1, most: most(seats) }));
        }
    }
    if let Districts::Number(number) = tier.districts {
        let path = RulePath::new(&tier.name, "districts", &[]);
        all.extend(control(base, after, path, "districts", Kind::Number { least: 1, most: most(number) }));
    }
}

/// What every list tier has or could have: threshold, method, linkage.
fn of_lists(all: &mut Vec<Control>, (base, after): (&Written, &Written), tier: &Tier, rule: &ListRule) {
    let at = |rule: &str, fields: &[&str]| RulePath::new(&tier.name, rule, fields);
    match &rule.threshold {
        Some(threshold) => {
            let path = RulePath::of_threshold(tier);
            all.extend(control(base, after, path, "threshold", share(threshold.share)));
            for (kind, &own) in &threshold.kinds {
                all.extend(control(
                    base,
                    after,
                    at("threshold", &["kinds", kind]),
                    "threshold.kinds",
                    share(own),
                ));
            }
        }
        None => {
            let within = json!({ "of": "valid votes" });
            let kind = Kind::Share { most: 15, within: Some(within), field: Some("at_least") };
            all.extend(control(base, after, at("threshold", &[]), "threshold", kind));
        }
    }
    let options = Method::ALL
        .iter()
        .map(|method| Choice { value: method.name().into_owned(), title: method.title().into_owned() });
    let mut options: Vec<_> = options.collect();
    if options.iter().all(|option| option.value != rule.method.name()) {
        let (value, title) = (rule.method.name().into_owned(), rule.method.title().into_owned());
        options.insert(0, Choice { value, title });
    }
    all.extend(control(base, after, at("method", &[]), "method", Kind::Choice { options }));
    let others = base.candidates(&tier.name);
    if rule.linkage.is_none() && !others.is_empty() {
        // Seats of the districts count against what the lists are due; the house keeps its size.
        let on = json!({ "with": others, "seats": "added", "overhang": "paid by the others" });
        // The guarantee of a second list is one of a plain tier.
        let sole = at("sole_qualifier", &[]);
        let instead = rule.sole_qualifier.iter().map(|_| sole.to_string()).collect();
        all.extend(control(base, after, at("linkage", &[]), "linkage", Kind::Switch { on, instead }));
    }
    if let Some(Threshold { quota: None, .. }) = &rule.threshold {
        const BASES: [&str; 5] =
            ["valid votes", "valid and against all", "list votes", "all ballots", "registered voters"];
        let more = Kind::Choice { options: words(&BASES) };
        all.extend(control(base, after, at("threshold", &["of"]), "threshold.of", more));
        let more = Kind::Choice { options: words(&["unfilled", "all lists"]) };
        all.extend(control(base, after, at("no_list_passes", &[]), "no_list_passes", more));
    }
    if rule.linkage.is_some() {
        let overhang = base.at(&at("linkage", &["overhang"]));
        if overhang.is_string() {
            const WAYS: [&str; 4] = ["kept", "paid by the others", "paid by those who are short", "levelled"];
            let mut options = words(&WAYS);
            if options.iter().all(|option| overhang != option.value) {
                options.extend(words(&[overhang.as_str().unwrap_or_default()]));
            }
            all.extend(control(
                base,
                after,
                at("linkage", &["overhang"]),
                "linkage.overhang",
                Kind::Choice { options },
            ));
        }
    }
}

/// Tables that this tier has besides, each of which can go, and the numbers in them.
fn of_tables(all: &mut Vec<Control>, (base, after): (&Written, &Written), tier: &Tier) {
    let Some(table) = base.tier(&tier.name) else { return };
    for (rule, value) in table.iter().filter(|(rule, value)| value.is_object() && *rule != "seats") {
        if rule != "threshold" {
            let on = value.clone();
            all.extend(control(
                base,
                after,
                RulePath::new(&tier.name, rule, &[]),
                rule,
                Kind::Switch { on, instead: Vec::new() },
            ));
        }
        for (field, value) in value.as_object().into_iter().flatten() {
            let path = RulePath::new(&tier.name, rule, &[field]);
            let is_threshold = path == RulePath::of_threshold(tier);
            let kind = match value {
                Value::Number(number) => {
                    let number = number.as_u64().and_then(|number| u32::try_from(number).ok());
                    number.map(|number| Kind::Number {
                        least: 0,
                        most: number.saturating_mul(4).clamp(10, 5_000),
                    })
                }
                Value::String(word) if word.ends_with('%') => word.parse().ok().map(share),
                Value::Bool(true) => Some(Kind::Switch { on: Value::Bool(true), instead: Vec::new() }),
                _ => None,
            };
            if let Some(kind) = kind.filter(|_| !is_threshold) {
                all.extend(control(base, after, path, &format!("{rule}.{field}"), kind));
            }
        }
    }
}

fn share(share: Share) -> Kind {
    let percent = u64::from(share.numerator()) * 100 / u64::from(share.denominator());
    let most = u32::try_from(percent).unwrap_or(100).saturating_mul(2).clamp(15, 100);
    Kind::Share { most, within: None, field: None }
}

fn words(words: &[&str]) -> Vec<Choice> {
    words.iter().map(|&word| Choice { value: word.to_owned(), title: word.to_owned() }).collect()
}

/// The control of a place; none where its tier is gone from the changed law.
fn control(base: &Written, after: &Written, path: RulePath, words: &str, kind: Kind) -> Option<Control> {
    after.tier(path.tier())?;
    let left_out = match words {
        "no_list_passes" => json!("unfilled"),
        _ => Value::Null,
    };
    let at = |written: &Written| match written.at(&path) {
        Value::Null => left_out.clone(),
        found => found,
    };
    const FIRST: [&str; 8] =
        ["split", "seats", "seats_in_each", "districts", "threshold", "threshold.kinds", "method", "linkage"];
    let (base, value) = (at(base), at(after));
    Some(Control {
        tier: path.tier().to_owned(),
        path: path.to_string(),
        rule: words.to_owned(),
        base,
        value,
        article: None,
        more: !FIRST.contains(&words),
        kind,
    })
}

/// Rules as they are written in a file.
struct Written(Vec<serde_json::Map<String, Value>>);

impl Written {
    fn of(rules: &ElectoralSystem) -> Self {
        let mut file = serde_json::to_value(rules).unwrap_or_default();
        let tiers = file.get_mut("tier").map(Value::take);
        Self(tiers.and_then(|tiers| serde_json::from_value(tiers).ok()).unwrap_or_default())
    }

    fn tier(&self, name: &str) -> Option<&serde_json::Map<String, Value>> {
        self.0.iter().find(|tier| tier.get("name").is_some_and(|own| own == name))
    }

    /// What stands at a place; `null` for nothing.
    fn at(&self, path: &RulePath) -> Value {
        let found = self.tier(path.tier()).and_then(|tier| tier.get(path.rule()));
        let found = path.fields().iter().fold(found, |found, field| found?.get(field));
        found.cloned().unwrap_or_default()
    }

    /// The other tiers that are filled by candidates.
    fn candidates(&self, but: &str) -> Vec<&str> {
        let others = self.0.iter().filter_map(|tier| {
            let (name, method) = (tier.get("name")?.as_str()?, tier.get("method")?.as_str()?);
            (name != but && matches!(method, "plurality" | "majority")).then_some(name)
        });
        others.collect()
    }
}
