use serde::{Deserialize, Serialize};

use super::{Group, Quota, Rules};
use crate::procedure::{Decision, FactError, Law, Limit, Measure, Requirement, Verdict};

/// A party's list, in the party's own order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyList {
    /// The party.
    pub party: String,
    /// The seats that are shared among lists; at least one.
    pub seats: u32,
    /// The persons on it; at least one.
    pub persons: Vec<Person>,
}

/// A person on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name, family name first.
    pub name: String,
    /// The groups.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// The district in which this person stands as well.
    pub district: Option<String>,
    /// Whether this is a member of the party; none where that is not known.
    pub member: Option<bool>,
    /// Age in years.
    pub age: Option<u64>,
    /// Years of residence in the country up to the election.
    pub residence: Option<u64>,
    /// Whether there is a conviction that is not spent.
    pub convicted: Option<bool>,
    /// Whether a court found corruption.
    pub corrupt: Option<bool>,
}

impl Person {
    /// A person of that name, of no group, of whom nothing is known that would bar from standing.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            groups: Vec::new(),
            district: None,
            member: None,
            age: None,
            residence: None,
            convicted: None,
            corrupt: None,
        }
    }

    /// Of these groups.
    #[must_use]
    pub fn of(mut self, groups: impl IntoIterator<Item = Group>) -> Self {
        self.groups = groups.into_iter().collect();
        self
    }
}

impl PartyList {
    pub(super) fn check(&self) -> Result<(), FactError> {
        if self.seats == 0 {
            return Err(FactError::Nobody { what: "seats".to_owned() });
        }
        if self.persons.is_empty() {
            return Err(FactError::Nobody { what: "persons on the list".to_owned() });
        }
        FactError::check_names("person", self.persons.iter().map(|person| person.name.as_str())).map(|_| ())
    }
}

impl Law<Rules> {
    /// Decides whether a list may be registered: its size, its groups, and everybody on it.
    ///
    /// What is not known of a person leaves the decision [open](Verdict::Open).
    ///
    /// # Errors
    ///
    /// [`FactError`]: no seats; nobody on the list, or somebody twice.
    pub fn list(&self, list: &PartyList) -> Result<Decision, FactError> {
        list.check()?;
        let mut requirements = Vec::new();
        let persons = list.persons.len() as u64;
        if let Some(size) = self.rules.list_size {
            let most = Limit::AtMost(size.most(list.seats));
            let note = format!("{} seats and {} more", list.seats, size.over_seats);
            let measure = Measure::count(most, persons, "persons");
            requirements.push(self.requirement("list_size", "Persons on the list", measure).noting(note));
        }
        if let Some(quota) = &self.rules.list_quota {
            let measure = quota.measure(&list.persons, persons, "persons on the list");
            requirements.push(self.requirement("list_quota", "Places for groups on the list", measure));
        }
        requirements.push(self.everybody(&list.persons));
        Ok(self.decision(format!("List of {}", list.party), requirements))
    }

    /// Decides whether a person may stand: on a list, or in a district.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::mandates::Person;
    ///
    /// let law = kazakhstan::mandate_laws().on(date(2023, 3, 19))?.value;
    /// let person = Person {
    ///     district: Some("No. 5".into()), member: Some(true), age: Some(24), residence: Some(24),
    ///     convicted: Some(false), corrupt: Some(false), ..Person::named("A")
    /// };
    /// let decision = law.candidate(&person);
    /// let barred: Vec<_> = decision.binding().iter().map(|one| one.rule.clone()).collect();
    /// assert_eq!(barred, ["list_and_district", "age"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn candidate(&self, person: &Person) -> Decision {
        let rules = &self.rules;
        let mut requirements = Vec::new();
        if !rules.list_and_district {
            let measure = Measure::yes_no(false, person.district.is_some());
            requirements.push(self.requirement("list_and_district", "Also stands in a district", measure));
        }
        if rules.members_only {
            let measure = Measure::yes_no(true, person.member);
            requirements.push(self.requirement("members_only", "Member of the party", measure));
        }
        let age = Measure::count(rules.age, person.age, "years");
        requirements.push(self.requirement("age", "Age", age));
        if let Some(residence) = rules.residence {
            let measure = Measure::count(residence, person.residence, "years");
            requirements.push(self.requirement("residence", "Residence in the country", measure));
        }
        if rules.conviction_bars {
            let measure = Measure::yes_no(false, person.convicted);
            requirements.push(self.requirement("conviction_bars", "Conviction that is not spent", measure));
        }
        if rules.corruption_bars {
            let measure = Measure::yes_no(false, person.corrupt);
            requirements.push(self.requirement("corruption_bars", "Corruption found by a court", measure));
        }
        self.decision(format!("Candidacy of {}", person.name), requirements)
    }

    /// That nobody on a list is barred. What is not known of somebody counts only when it decides.
    fn everybody(&self, persons: &[Person]) -> Requirement {
        let decisions: Vec<_> = persons.iter().map(|person| (person, self.candidate(person))).collect();
        let with = |verdict| decisions.iter().filter(|(_, one)| one.verdict == verdict).count() as u64;
        let (barred, open) = (with(Verdict::NotMet), with(Verdict::Open));
        let given = (barred > 0 || open == 0).then_some(barred);
        let parts = decisions.iter().filter(|(_, decision)| decision.verdict != Verdict::Met);
        let parts = parts.map(|(person, decision)| {
            let may_stand = if decision.verdict == Verdict::Open { None } else { Some(false) };
            let why: Vec<_> = decision.binding().iter().map(|one| one.name.clone()).collect();
            Requirement::new("candidate", &person.name, Measure::yes_no(true, may_stand), None)
                .noting(why.join(", "))
        });
        let parts = parts.collect();
        let measure = Measure::count(Limit::AtMost(0), given, "persons");
        self.requirement("candidate", "Persons who may not stand", measure).counting(parts)
    }
}

impl Quota {
    /// The persons of the groups, of a whole.
    pub(super) fn measure<'a>(
        &self,
        persons: impl IntoIterator<Item = &'a Person>,
        whole: u64,
        of: &str,
    ) -> Measure {
        let counted = persons.into_iter().filter(|person| self.counts(&person.groups)).count() as u64;
        Measure::share(self.share, counted, "persons", whole, of)
    }
}
