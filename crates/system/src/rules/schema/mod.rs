//! A JSON Schema of rules files, asked of the reader of rules files itself: which fields a table has, which must be there,
//! which words, numbers and tables it takes. What fields mean is the book's.

mod pages;
mod reader;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::file::{APPOINTED, SystemFile, of_candidates};
use reader::{Asked, Step};
use sailau_apportion::Method;

/// The schema as indented JSON.
pub(crate) fn json_schema() -> String {
    let rules = Place { read: &|reader| SystemFile::deserialize(reader).map(|_| ()), path: Vec::new() };
    let mut schema = rules.form().schema;
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "Rules of an election".into();
    schema["description"] =
        "How the seats of one election are filled: https://docs.rs/sailau, `rules_reference`.".into();
    format!("{schema:#}")
}

/// What may stand at a place, and something that may.
struct Form {
    schema: Value,
    sample: Value,
}

type Read<'a> = &'a dyn Fn(reader::Reader<'_>) -> Result<(), serde_json::Error>;

/// A place of a file.
struct Place<'a> {
    read: Read<'a>,
    path: Vec<Step>,
}

impl Place<'_> {
    fn within(&self, step: Step) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Place { read: self.read, path }
    }

    fn complaint(&self, value: &Value) -> Option<String> {
        reader::offered(self.read, &self.path, value).err()
    }

    fn takes(&self, value: &Value) -> bool {
        self.complaint(value).is_none()
    }

    /// The names of the tables around it, from the outside in, and its own.
    fn names(&self) -> Vec<&'static str> {
        let names =
            self.path.iter().filter_map(|step| if let Step::Field(name) = step { Some(*name) } else { None });
        names.collect()
    }

    fn form(&self) -> Form {
        let mut form = match reader::asked(self.read, &self.path) {
            Some(Asked::Table(fields)) => self.table(fields),
            Some(Asked::Names) => {
                let value = self.within(Step::Field(A_NAME)).form();
                Form {
                    schema: json!({"type": "object", "additionalProperties": value.schema}),
                    sample: json!({A_NAME: value.sample}),
                }
            }
            Some(Asked::List) => {
                let item = self.within(Step::Item).form();
                Form { schema: json!({"type": "array", "items": item.schema}), sample: json!([item.sample]) }
            }
            Some(Asked::Words(words)) => {
                Form { schema: json!({"enum": words}), sample: words.first().copied().into() }
            }
            Some(Asked::Number) => Form { schema: a_number(), sample: 1.into() },
            Some(Asked::Flag) => Form { schema: json!({"type": "boolean"}), sample: true.into() },
            Some(Asked::Something) | None => something(&self.names(), &|value| self.takes(value)),
        };
        if self.names() == ["tier", "method"] {
            form = methods();
        }
        form
    }

    fn table(&self, fields: &[&'static str]) -> Form {
        // A name that the file gives has no row.
        let around: Vec<&str> = self.names().into_iter().filter(|name| *name != A_NAME).collect();
        let mut properties = Map::new();
        let mut samples = Map::new();
        for &field in fields {
            let Form { mut schema, sample } = self.within(Step::Field(field)).form();
            match pages::meaning(&around, field) {
                Some(meaning) => schema["description"] = meaning.into(),
                // It is read as any threshold is, and most of that is refused.
                None if around == ["tier", "turnout"] => continue,
                None => {}
            }
            properties.insert(field.to_owned(), schema);
            samples.insert(field.to_owned(), sample);
        }
        let mut sample = Map::new();
        while let Some(complaint) = self.complaint(&Value::Object(sample.clone())) {
            let missing = complaint.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
            let Some((field, value)) = missing.and_then(|field| samples.remove_entry(field)) else { break };
            sample.insert(field, value);
        }
        let required: Vec<&String> = sample.keys().collect();
        let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        let mut sample = Value::Object(sample);
        if !self.takes(&sample) {
            let shown = pages::tables(around.last().copied().unwrap_or_default());
            sample = shown.into_iter().find(|table| self.takes(table)).unwrap_or(sample);
        }
        Form { schema, sample }
    }
}

/// A key that no table of fields has.
const A_NAME: &str = "Any name 17";

fn a_number() -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": u32::MAX})
}

/// One of several forms, each of which the reader takes: a number, a text, a list or a table.
fn something(names: &[&str], takes: &dyn Fn(&Value) -> bool) -> Form {
    let mut forms: Vec<Form> = Vec::new();
    if takes(&json!(3)) {
        forms.push(Form { schema: a_number(), sample: 3.into() });
    }
    let words: Vec<&str> = pages::words().iter().copied().filter(|word| takes(&json!(word))).collect();
    let first = words.first().copied().unwrap_or_default();
    // Texts that no page shows are taken where texts of their kind are.
    let open = |text: &str| takes(&json!(text));
    if open(A_NAME) {
        forms.push(Form { schema: json!({"type": "string"}), sample: A_NAME.into() });
    } else if open("2017-03-05") {
        forms.push(Form { schema: json!({"type": "string", "format": "date"}), sample: "2017-03-05".into() });
    } else if ["37.17%", "13/17", "1.17"].into_iter().any(open) {
        let few: Vec<_> = words.iter().take(4).collect();
        forms.push(Form { schema: json!({"type": "string", "examples": few}), sample: first.into() });
    } else if open("sequence:1,17") {
        forms.push(methods_of_lists(&words));
    } else if !words.is_empty() {
        forms.push(Form { schema: json!({"enum": words}), sample: first.into() });
    }
    let listed: Vec<_> = pages::words().iter().copied().filter(|word| takes(&json!([word]))).collect();
    if let Some(first) = listed.first() {
        let schema = json!({"type": "array", "items": {"enum": listed}, "minItems": 1});
        forms.push(Form { schema, sample: json!([first]) });
    }
    let tables =
        names.last().into_iter().flat_map(|field| pages::tables(field)).chain(pages::tables("seats"));
    if let Some(Value::Object(table)) = tables.into_iter().find(|table| takes(table)) {
        forms.push(table_of(names, &table, takes));
    }
    let sample = forms.first().map(|form| form.sample.clone()).unwrap_or_default();
    let mut schemas: Vec<Value> = forms.into_iter().map(|form| form.schema).collect();
    let schema = if schemas.len() == 1 { schemas.remove(0) } else { json!({"anyOf": schemas}) };
    Form { schema, sample }
}

/// A table like this one: with names that the file gives, or with these fields.
fn table_of(names: &[&str], shown: &Map<String, Value>, takes: &dyn Fn(&Value) -> bool) -> Form {
    let with = |field: &str, value: Option<&Value>| {
        let mut table = shown.clone();
        match value {
            Some(value) => table.insert(field.to_owned(), value.clone()),
            None => table.remove(field),
        };
        takes(&Value::Object(table))
    };
    let field = |field: &str| {
        let mut schema = something(&[], &|value| with(field, Some(value))).schema;
        if let Some(meaning) = pages::meaning(names, field) {
            schema["description"] = meaning.into();
        }
        schema
    };
    let free = shown.values().next().is_some_and(|value| with(A_NAME, Some(value)));
    let schema = if free {
        json!({"type": "object", "additionalProperties": field(A_NAME)})
    } else {
        let properties: Map<String, Value> = shown.keys().map(|key| (key.clone(), field(key))).collect();
        let required: Vec<_> = shown.keys().filter(|key| !with(key, None)).collect();
        json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
    };
    Form { schema, sample: Value::Object(shown.clone()) }
}

/// Methods by name, or with divisors of one's own behind a colon.
fn methods_of_lists(words: &[&str]) -> Form {
    let named: Vec<_> = words.iter().filter(|word| !word.contains(':')).collect();
    let schema = json!({"anyOf": [
        {"enum": named},
        {"type": "string", "pattern": "^(modified-sainte-lague|sequence):"},
    ]});
    Form { schema, sample: "dhondt".into() }
}

/// The `method` of a tier: how seats are shared among lists, or that they are no lists'.
fn methods() -> Form {
    let words = pages::words().iter().copied().filter(|word| word.parse::<Method>().is_ok());
    let words: Vec<_> = words.chain(of_candidates()).chain([APPOINTED]).collect();
    methods_of_lists(&words)
}
