use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Votes, VotesError, VotesProblem, names};

/// What is known of a district besides its votes. A region of districts is a district too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Its name, as the votes give it.
    #[serde(deserialize_with = "names::read")]
    pub name: String,
    /// Its seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// The region that it lies in.
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Its population.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
}

impl Votes {
    /// Adds what is known of districts besides their votes, for rules that ask for it.
    ///
    /// # Errors
    ///
    /// [`VotesProblem::Repeated`] when a district is named twice.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::votes::{District, Votes};
    ///
    /// let north = District { name: "North".to_owned(), seats: Some(5), ..District::default() };
    /// let votes = Votes::empty().with_districts([north])?;
    /// assert_eq!(votes.field().district_facts()[0].seats, Some(5));
    /// # Ok::<(), sailau::votes::VotesError>(())
    /// ```
    pub fn with_districts(
        mut self,
        districts: impl IntoIterator<Item = District>,
    ) -> Result<Self, VotesError> {
        let mut added = HashSet::new();
        let mut more = Vec::new();
        for mut district in districts {
            district.name = names::of("a district", &district.name)?.into_owned();
            names::put_in_one_form(&mut district.region)?;
            if self.field.facts_of(&district.name).is_some() || !added.insert(district.name.clone()) {
                return Err(VotesProblem::Repeated { what: format!("`{}`", district.name) }.into());
            }
            more.push(district);
        }
        self.field.facts.append(more);
        Ok(self)
    }
}
