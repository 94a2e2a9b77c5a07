//! What a name is, the same at every door: in one form, of something that can be read, and no reserved one in a party's place.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::VotesProblem;
use crate::text::{UnknownName, one_form};

/// What a box holds that is no vote for anybody named, and who could have voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reserved {
    AgainstAll,
    Others,
    Invalid,
    Registered,
    Ballots,
}

impl Reserved {
    const ALL: [Self; 5] = [Self::AgainstAll, Self::Others, Self::Invalid, Self::Registered, Self::Ballots];

    /// How it stands in the place of a party.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::AgainstAll => "@against-all",
            Self::Others => "@others",
            Self::Invalid => "@invalid",
            Self::Registered => "@registered",
            Self::Ballots => "@ballots",
        }
    }
}

/// Whose row it is.
pub(super) enum Who<'a> {
    Nobody(Reserved),
    Somebody { party: Option<Cow<'a, str>>, candidate: Option<Cow<'a, str>> },
}

/// Party and candidate of a row.
pub(super) fn who<'a>(party: Option<&'a str>, candidate: Option<&'a str>) -> Result<Who<'a>, VotesProblem> {
    let (party, candidate) = (optional(party)?, optional(candidate)?);
    match party {
        Some(name) if is_reserved(&name) => {
            let found = Reserved::ALL.into_iter().find(|reserved| reserved.name() == name);
            let reserved = found.ok_or_else(|| {
                let known = Reserved::ALL.iter().map(|reserved| reserved.name());
                VotesProblem::UnknownReserved(UnknownName::new("reserved name", &name, known).into())
            })?;
            match candidate {
                Some(_) => Err(VotesProblem::ReservedCandidate(name.into_owned())),
                None => Ok(Who::Nobody(reserved)),
            }
        }
        None if candidate.is_none() => Err(VotesProblem::Nobody),
        party => {
            if let Some(name) = &candidate {
                of_somebody(name)?;
            }
            Ok(Who::Somebody { party, candidate })
        }
    }
}

/// A name in one form; none where it is blank.
pub(super) fn name(text: &str) -> Result<Option<Cow<'_, str>>, VotesProblem> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(VotesProblem::ControlCharacter);
    }
    Ok(Some(one_form(text)).filter(|name| !name.is_empty()))
}

/// The same of one that may be left out.
pub(super) fn optional(text: Option<&str>) -> Result<Option<Cow<'_, str>>, VotesProblem> {
    text.map_or(Ok(None), name)
}

/// The same of what must have a name.
pub(super) fn of<'a>(what: &'static str, text: &'a str) -> Result<Cow<'a, str>, VotesProblem> {
    name(text)?.ok_or(VotesProblem::Unnamed { what })
}

/// Refuses a name that nobody can have.
pub(super) fn of_somebody(name: &str) -> Result<(), VotesProblem> {
    if is_reserved(name) { Err(VotesProblem::ReservedName(name.to_owned())) } else { Ok(()) }
}

fn is_reserved(name: &str) -> bool {
    name.starts_with('@')
}

/// Puts a name that may be left out in one form.
pub(super) fn put_in_one_form(text: &mut Option<String>) -> Result<(), VotesProblem> {
    if let Some(own) = text {
        *text = name(own)?.map(Cow::into_owned);
    }
    Ok(())
}

/// Reads a name.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    of("a party, contest or district", &text).map(Cow::into_owned).map_err(serde::de::Error::custom)
}

/// Reads a name that may be left out.
pub(super) fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let mut text = Option::<String>::deserialize(deserializer)?;
    put_in_one_form(&mut text).map_err(serde::de::Error::custom)?;
    Ok(text)
}

/// Reads names.
pub(super) fn read_all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let names = texts.iter().map(|text| of("a party, contest or district", text).map(Cow::into_owned));
    names.collect::<Result<_, _>>().map_err(serde::de::Error::custom)
}
