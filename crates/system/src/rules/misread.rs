//! What is wrong with a text that could not be read as rules: the field, and its right form.

use super::around::Around;
use super::forms::{Language, example, home};
use crate::error::{RuleAt, RulesError, RulesErrorKind, RulesPlace};
use crate::text::{
    Complaint, Field, field_in_json, field_in_toml, message_of, nearest, offset_of, one_line, without_place,
};
use sailau_apportion::Quota;

/// Fields that stand above the first tier.
const ABOVE: [&str; 3] = ["since", "source", "cite"];

pub(super) fn in_toml(text: &str, error: &toml::de::Error) -> RulesError {
    let Some(span) = error.span() else {
        return worded(error.message(), &Field::default(), &Around::default(), Language::Toml, None);
    };
    let place = RulesPlace::of(text, span.start);
    let message = &*message_of(text, error);
    let field = match Complaint::of(message) {
        // The text is no TOML yet, so that the field is known by its line alone.
        Complaint::Unquoted => field_of_line(text, span.start),
        _ => field_in_toml(text, &span).unwrap_or_default(),
    };
    worded(message, &field, &Around::in_toml(text, &field.path), Language::Toml, Some(place))
}

pub(super) fn in_json(text: &str, error: &serde_json::Error) -> RulesError {
    let offset = offset_of(text, error.line(), error.column());
    // Of a table in the place of a list the reader has seen what stands before it.
    let rest = text.get(offset..).unwrap_or_default();
    let field = field_in_json(text, offset + rest.len() - rest.trim_start().len()).unwrap_or_default();
    let field = Field { is_readable: field.is_readable || error.is_data(), ..field };
    let around = Around::in_json(text, &field.path);
    worded(&without_place(error), &field, &around, Language::Json, Some(RulesPlace::of(text, offset)))
}

fn worded(
    message: &str,
    field: &Field,
    around: &Around,
    language: Language,
    place: Option<RulesPlace>,
) -> RulesError {
    let complaint = Complaint::of(message);
    let path = field.at_fault(&complaint);
    let in_words = || {
        let of_field = |name: &str| {
            let mut path = path.to_vec();
            path.push(name.to_owned());
            example(&path, language)
        };
        complaint.in_words(example(path, language), of_field)
    };
    let problem = match &complaint {
        Complaint::UnknownField(name, known) => elsewhere(name, known, path, language),
        Complaint::Wrong { found: Some(found), .. } if path.last().is_some_and(|field| field == "quota") => {
            let word = found.strip_prefix("string ").map(|word| word.trim_matches('"'));
            let quota = word.and_then(|word| word.parse::<Quota>().ok());
            quota.filter(|_| path.len() == 3).map(|quota| {
                let word = sailau_apportion::Method::LargestRemainder(quota).name();
                format!("{}; which quota it is stands in `method`: method = \"{word}\"", in_words())
            })
        }
        _ => None,
    };
    RulesError {
        place,
        rule: rule_at(path, around).map(Box::new),
        problem: one_line(&problem.unwrap_or_else(in_words)),
        kind: RulesErrorKind::of(&complaint, &field.texts, field.is_readable).into(),
    }
}

/// A field that is known, but not where it stands.
fn elsewhere(name: &str, known: &[&str], path: &[String], language: Language) -> Option<String> {
    let in_tier = path.len() == 2 && path[0] == "tier";
    if in_tier && ABOVE.contains(&name) {
        return Some(match (name, language) {
            ("cite", Language::Toml) => {
                "`cite` is no field of a tier; write it at the end of the file, below [cite]".to_owned()
            }
            _ => format!("`{name}` is no field of a tier; it stands above the first tier"),
        });
    }
    let of_tier = ["tier".to_owned(), "0".to_owned(), name.to_owned()];
    if let ([cite, tier], Language::Toml) = (path, language)
        && cite == "cite"
        && nearest(name, known.iter().copied()).is_none()
        && example(&of_tier, language).is_some()
    {
        return Some(format!(
            "a full stop needs quotes around the whole: \"{tier}.{name}\" = {{ article = \"97(2)\" }}"
        ));
    }
    if path.is_empty()
        && let Some(form) = example(&of_tier, language)
    {
        let below = if language == Language::Toml { "below [[tier]]" } else { "within \"tier\"" };
        return Some(format!("`{name}` is a field of a tier; write it {below}: {form}"));
    }
    // A word that is a field elsewhere, letter by letter, was hardly meant for one that is near.
    let (table, form) = home(name, language)?;
    Some(format!("`{name}` is a field of `{table}`; write it there: {form}"))
}

/// "tier `list`, `threshold`, `of`".
fn rule_at(path: &[String], around: &Around) -> Option<RuleAt> {
    let mut parts = Vec::new();
    let is_number = |step: &String| step.parse::<usize>().is_ok();
    let (tier, steps, rest) = match path {
        [first, number, after @ ..] if first == "tier" && is_number(number) => {
            let number = number.parse::<usize>().map(|number| format!("tier {}", number.saturating_add(1)));
            parts.extend(around.tier.as_ref().map(|name| format!("tier `{name}`")).or(number.ok()));
            (around.tier.clone(), after, after)
        }
        [first, name, after @ ..] if first == "cite" => {
            parts.push(format!("citation `{name}`"));
            (None, path, after)
        }
        _ => (None, path, path),
    };
    parts.extend(rest.iter().filter(|step| !is_number(step)).map(|step| format!("`{step}`")));
    let field =
        steps.iter().filter(|step| !is_number(step)).map(String::as_str).collect::<Vec<_>>().join(".");
    let words = Some(one_line(&parts.join(", "))).filter(|words| !words.is_empty())?;
    let mut rule =
        RuleAt { words, tier, field: Some(field).filter(|field| !field.is_empty()), article: None };
    let article = |key: &String| around.articles.iter().find(|(cited, _)| cited == key);
    rule.article = rule.citable().iter().find_map(article).map(|(_, article)| article.clone());
    Some(rule)
}

/// The field whose value begins here, by its line.
fn field_of_line(text: &str, offset: usize) -> Field {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut sides = line.rsplit('=').skip(1);
    let last = |side: &str| side.trim_end().rsplit(|c| !word(c)).next().unwrap_or_default().to_owned();
    let Some(field) = sides.next().map(last).filter(|field| !field.is_empty()) else {
        return Field::default();
    };
    let outer = line.split(|c| !word(c)).next().unwrap_or_default();
    let tiers = before.matches("[[tier]]").count();
    let mut path = match tiers.checked_sub(1) {
        Some(last) => vec!["tier".to_owned(), last.to_string()],
        None => Vec::new(),
    };
    path.extend(Some(outer.to_owned()).filter(|outer| !outer.is_empty() && *outer != field));
    path.push(field);
    Field { path, ..Field::default() }
}
