use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{PartyList, Person, Rules, WithoutOrder, alphabet};
use crate::procedure::{Decision, FactError, Law, Limit, Measure};

/// Who of a list sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Seating {
    /// Those who sit, in the order of the list.
    pub seated: Vec<String>,
    /// Those who were passed over for somebody further down, in the order of the list.
    pub passed_over: Vec<String>,
    /// Seats for which the list has nobody left.
    pub vacant: u64,
    /// Whether this is within the law.
    pub decision: Decision,
}

/// A seat that is filled anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vacancy {
    /// Those who sit for the list, the one who leaves among them.
    pub seated: Vec<String>,
    /// Who leaves.
    pub leaves: String,
    /// Whom the party names.
    pub successor: String,
}

impl Law<Rules> {
    /// Seats the first of the list, in the party's order, and says whether that is within the law.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no seats; nobody on the list, or somebody twice; more seats won than there are.
    pub fn seat(&self, list: &PartyList, won: u32) -> Result<Seating, FactError> {
        self.check_won(list, won)?;
        let seated: Vec<_> = list.persons.iter().take(won as usize).collect();
        Ok(self.seating(list, won, &seated))
    }

    /// Seats the list in the party's order as far as the quota allows: from the last seat up, who is of no group
    /// gives way to the next further down who is.
    ///
    /// Under a law without a quota it is the same as [`seat`](Self::seat). A list with too few of the groups
    /// cannot meet the quota; the decision says how many are missing.
    ///
    /// # Errors
    ///
    /// As [`seat`](Self::seat).
    pub fn seat_with_quota(&self, list: &PartyList, won: u32) -> Result<Seating, FactError> {
        self.check_won(list, won)?;
        let Some(quota) = &self.rules.seats_quota else {
            return self.seat(list, won);
        };
        let filled = list.persons.len().min(won as usize);
        let needed = usize::try_from(quota.share.border_of(u64::from(won))).unwrap_or(0).min(filled);
        // First the seats that the quota keeps, then the others in order, whoever they are.
        let in_group = list.persons.iter().enumerate().filter(|(_, person)| quota.counts(&person.groups));
        let kept: BTreeSet<usize> = in_group.map(|(place, _)| place).take(needed).collect();
        let others = (0..list.persons.len()).filter(|place| !kept.contains(place));
        let chosen: BTreeSet<usize> = others.take(filled - kept.len()).chain(kept.iter().copied()).collect();
        let seated: Vec<_> = chosen.iter().filter_map(|&place| list.persons.get(place)).collect();
        Ok(self.seating(list, won, &seated))
    }

    /// The list in the order in which the commission takes it when the party does not say who sits; none where
    /// the law has no such order.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::mandates::{PartyList, Person};
    ///
    /// let law = kazakhstan::mandate_laws().on(date(2023, 3, 19))?.value;
    /// let persons = ["Қанат", "Әлия", "Бек"].map(Person::named).to_vec();
    /// let list = law.without_order(&PartyList { party: "A".into(), seats: 69, persons }).unwrap();
    /// let names: Vec<_> = list.persons.iter().map(|person| person.name.as_str()).collect();
    /// assert_eq!(names, ["Әлия", "Бек", "Қанат"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn without_order(&self, list: &PartyList) -> Option<PartyList> {
        match self.rules.without_order {
            WithoutOrder::NotRuled => None,
            WithoutOrder::KazakhAlphabet => {
                let mut list = list.clone();
                list.persons.sort_by(|one, other| alphabet::compare(&one.name, &other.name));
                Some(list)
            }
        }
    }

    /// Decides whether a party's choice may fill a seat: somebody of its list who does not sit yet, and with
    /// whom the quota still holds where the law asks for that.
    ///
    /// # Errors
    ///
    /// [`FactError`]: nobody sits, or somebody twice; a name that is not on the list, or a leaver who does not
    /// sit.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::mandates::{Group, PartyList, Person, Vacancy};
    ///
    /// let law = kazakhstan::mandate_laws().on(date(2023, 3, 19))?.value;
    /// let women = [Group::Women];
    /// let list = PartyList {
    ///     party: "A".into(),
    ///     seats: 69,
    ///     persons: vec![Person::named("K").of(women), Person::named("L"), Person::named("M"),
    ///         Person::named("N"), Person::named("O").of(women)],
    /// };
    /// let vacancy = |successor: &str| Vacancy {
    ///     seated: vec!["K".into(), "L".into(), "M".into()], leaves: "K".into(), successor: successor.into(),
    /// };
    /// // The only woman of three leaves: a woman follows.
    /// assert!(!law.successor(&list, &vacancy("N"))?.met());
    /// assert!(law.successor(&list, &vacancy("O"))?.met());
    /// assert_eq!(law.successors(&list, &vacancy("O"))?, ["O"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn successor(&self, list: &PartyList, vacancy: &Vacancy) -> Result<Decision, FactError> {
        let remaining = vacancy.remaining(list)?;
        let successor = find(list, &vacancy.successor)?;
        Ok(self.succession(&remaining, successor, vacancy))
    }

    /// Everybody who may fill the seat, in the order of the list; nobody when it stays vacant until the next
    /// election. The successor that the vacancy names does not matter.
    ///
    /// # Errors
    ///
    /// As [`successor`](Self::successor).
    pub fn successors(&self, list: &PartyList, vacancy: &Vacancy) -> Result<Vec<String>, FactError> {
        let remaining = vacancy.remaining(list)?;
        let may = list.persons.iter().filter(|person| self.succession(&remaining, person, vacancy).met());
        Ok(may.map(|person| person.name.clone()).collect())
    }

    fn succession(&self, remaining: &[&Person], successor: &Person, vacancy: &Vacancy) -> Decision {
        let free = !vacancy.seated.contains(&successor.name);
        let name = "Of the list, and without a seat so far";
        let mut requirements = vec![self.requirement("successor", name, Measure::yes_no(true, free))];
        if let Some(quota) = self.rules.seats_quota.as_ref().filter(|_| self.rules.quota_on_vacancy) {
            let seated = remaining.iter().copied().chain([successor]);
            let measure = quota.measure(seated, vacancy.seated.len() as u64, "seats of the party");
            requirements.push(self.requirement("seats_quota", "Seats for groups", measure));
        }
        self.decision(format!("{} for {}", successor.name, vacancy.leaves), requirements)
    }

    fn check_won(&self, list: &PartyList, won: u32) -> Result<(), FactError> {
        list.check()?;
        FactError::check_part("seats won", won, "seats", u64::from(list.seats))
    }

    fn seating(&self, list: &PartyList, won: u32, seated: &[&Person]) -> Seating {
        let names: Vec<_> = seated.iter().map(|person| person.name.clone()).collect();
        let last = list.persons.iter().rposition(|person| names.contains(&person.name));
        let above = list.persons.iter().take(last.unwrap_or(0));
        let passed_over = above.filter(|person| !names.contains(&person.name));
        let mut requirements = Vec::new();
        let persons = Measure::count(Limit::AtLeast(u64::from(won)), list.persons.len() as u64, "persons");
        requirements.push(self.requirement("persons", "Persons on the list for the seats won", persons));
        if let Some(quota) = &self.rules.seats_quota {
            let measure = quota.measure(seated.iter().copied(), u64::from(won), "seats of the party");
            requirements.push(self.requirement("seats_quota", "Seats for groups", measure));
        }
        Seating {
            passed_over: passed_over.map(|person| person.name.clone()).collect(),
            vacant: u64::from(won).saturating_sub(names.len() as u64),
            seated: names,
            decision: self.decision(format!("Seats of {}", list.party), requirements),
        }
    }
}

impl Vacancy {
    /// Those who go on sitting.
    fn remaining<'a>(&self, list: &'a PartyList) -> Result<Vec<&'a Person>, FactError> {
        list.check()?;
        FactError::check_names("deputy", self.seated.iter().map(String::as_str))?;
        FactError::check_known("deputy of the list", &self.leaves, self.seated.iter().map(String::as_str))?;
        let mut remaining = Vec::new();
        for name in &self.seated {
            let person = find(list, name)?;
            if *name != self.leaves {
                remaining.push(person);
            }
        }
        Ok(remaining)
    }
}

fn find<'a>(list: &'a PartyList, name: &str) -> Result<&'a Person, FactError> {
    let names = list.persons.iter().map(|person| person.name.as_str());
    match list.persons.iter().find(|person| person.name == name) {
        Some(found) => Ok(found),
        None => Err(FactError::unknown("person on the list", name, names)),
    }
}
