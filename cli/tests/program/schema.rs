//! The schema of rules files takes every rules file there is, and no file with what its reader does not know.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sailau;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn schema() -> Value {
    serde_json::from_str(&sailau("rules schema").good()).unwrap()
}

/// What the value has that the schema does not: the words of JSON Schema that this one is written in, and no other.
fn wrong(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let schema = schema.as_object().expect("a schema is a table");
    for (word, said) in schema {
        let right = match word.as_str() {
            "$schema" | "title" | "description" | "examples" => true,
            "format" => {
                said == "date" && value.as_str().is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
            }
            "type" => match said.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                other => panic!("an unknown type {other}"),
            },
            "minimum" => value.as_i64().is_none_or(|number| number >= said.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= said.as_i64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= said.as_u64().unwrap()),
            "enum" => said.as_array().unwrap().contains(value),
            "pattern" => {
                let starts =
                    said.as_str().unwrap().strip_prefix("^(").and_then(|rest| rest.strip_suffix("):"));
                let mut starts = starts.expect("the only pattern there is").split('|');
                starts.any(|start| value.as_str().is_some_and(|text| text.starts_with(&format!("{start}:"))))
            }
            "anyOf" => said.as_array().unwrap().iter().any(|form| wrong(form, value, at).is_ok()),
            "required" => {
                let missing =
                    |field: &&Value| value.is_object() && value.get(field.as_str().unwrap()).is_none();
                !said.as_array().unwrap().iter().any(|field| missing(&field))
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    wrong(said, item, at)?;
                }
                true
            }
            "properties" => {
                for (field, form) in said.as_object().unwrap() {
                    if let Some(inner) = value.get(field) {
                        wrong(form, inner, &format!("{at}.{field}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known =
                    |field: &String| schema.get("properties").is_some_and(|known| known.get(field).is_some());
                for (field, inner) in
                    value.as_object().into_iter().flatten().filter(|(field, _)| !known(field))
                {
                    match said.as_bool() {
                        Some(_) => return Err(format!("{at}.{field} is no field")),
                        None => wrong(said, inner, &format!("{at}.{field}"))?,
                    }
                }
                true
            }
            other => panic!("the schema has the word {other}, which this test does not know"),
        };
        if !right {
            return Err(format!("{at}: {value} is not of {word} {said}"));
        }
    }
    Ok(())
}

/// The file as a table, where it can be read as one.
fn table(text: &str) -> Option<Value> {
    if text.starts_with('{') {
        return serde_json::from_str(text).ok();
    }
    fn plain(value: toml::Value) -> Value {
        match value {
            // As editors hand it over.
            toml::Value::Datetime(day) => day.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(fields) => {
                fields.into_iter().map(|(key, value)| (key, plain(value))).collect()
            }
            other => serde_json::to_value(other).unwrap(),
        }
    }
    text.parse::<toml::Table>().ok().map(|table| plain(toml::Value::Table(table)))
}

/// Every file of the repository that the program reads as rules.
pub(crate) fn rules_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = ["examples/data", "tests/data", "tests/world", "src/kazakhstan/law"]
        .map(|name| root().join(name))
        .into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "toml" || end == "json")
                && sailau::ElectoralSystem::open(&path).is_ok()
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_rules_file_is_right_by_the_schema() {
    let schema = schema();
    let files = rules_files();
    for path in &files {
        let table = table(&std::fs::read_to_string(path).unwrap()).unwrap();
        wrong(&schema, &table, "").unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
    }
    assert!(files.len() > 100, "{} files", files.len());
}

/// Of the wrong files those with a field that is none, a field too few, or a value of another form.
#[test]
fn fields_that_are_none_and_values_of_another_form_are_wrong_by_the_schema() {
    let schema = schema();
    let mut file = String::new();
    let mut seen = 0;
    for line in std::fs::read_to_string(root().join("tests/data/wrong_rules.txt")).unwrap().lines() {
        let Some(message) = line.strip_prefix("→ ") else {
            file += line;
            file += "\n";
            continue;
        };
        let of_form = ["unknown field", " is needed here, not ", "is missing", " here are "];
        if let Some(table) = table(&file).filter(|_| of_form.iter().any(|part| message.contains(part))) {
            assert!(wrong(&schema, &table, "").is_err(), "{message}\n{file}");
            seen += 1;
        }
        file.clear();
    }
    assert!(seen > 30, "{seen} files");
}

/// A field that nobody explains is one that the book forgot.
#[test]
fn every_field_of_the_schema_says_what_it_means() {
    fn walk(schema: &Value, at: &str, silent: &mut Vec<String>, seen: &mut usize) {
        for (field, inner) in schema["properties"].as_object().into_iter().flatten() {
            let at = format!("{at}.{field}");
            match inner["description"].as_str() {
                Some(meaning) if meaning.len() > 8 && !meaning.contains("](") && !meaning.contains("][") => {}
                _ => silent.push(at.clone()),
            }
            *seen += 1;
            walk(inner, &at, silent, seen);
        }
        for form in schema["anyOf"].as_array().into_iter().flatten() {
            walk(form, at, silent, seen);
        }
        for inner in ["items", "additionalProperties"].iter().filter_map(|word| schema.get(word)) {
            walk(inner, at, silent, seen);
        }
    }
    let (mut silent, mut seen) = (Vec::new(), 0);
    walk(&schema(), "", &mut silent, &mut seen);
    assert!(silent.is_empty(), "{silent:?}");
    assert!(seen > 120, "{seen} fields");
}
