use super::{Facts, Rules};
use crate::law::Share;
use crate::procedure::{Decision, Doubt, FactError, Law, Limit, Measure, Requirement};

/// The rules that a decision on members and founders looks at; the clocks are the calendar's.
const COUNTED: [&str; 6] =
    ["initiators", "initiators_from", "committee", "members", "regions", "branch_members"];

impl Law<Rules> {
    /// Decides whether a party has the founders and the members that it needs.
    ///
    /// What the law says and was not found is among the [doubts](Decision::doubts), and not among the requirements.
    ///
    /// # Errors
    ///
    /// [`FactError`]: a map without regions or with one twice; a branch in a region that is not on the map, or two
    /// in one; more members in the regions than in all; founders from more regions than there are, or than there are
    /// founders.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::procedure::{Law, registration::{Facts, Rules}};
    ///
    /// let law = Law::<Rules>::from_toml(r#"
    ///     name = "Ten members, three in every second region"
    ///     since = 2000-01-01
    ///     source = "an example"
    ///     [rules]
    ///     members = { at_least = 10 }
    ///     regions = { at_least = "1/2" }
    ///     branch_members = { at_least = 3 }
    /// "#)?;
    /// let bridges = || Facts::unknown("Bridges", ["North", "South"]);
    /// let decide = |north| law.decide(&bridges().with_branches([("North", north), ("South", 7)]));
    /// assert!(decide(3)?.met());
    /// assert_eq!(decide(2)?.requirement("members").unwrap().margin, Some(-1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide(&self, facts: &Facts) -> Result<Decision, FactError> {
        facts.check()?;
        let rules = &self.rules;
        let map = facts.map.len() as u64;
        let mut requirements = Vec::new();
        if let Some(needed) = rules.initiators {
            let measure = Measure::count(needed, facts.initiators, "founders");
            requirements.push(self.requirement("initiators", "Founders", measure));
        }
        if let Some(needed) = rules.initiators_from {
            let measure = Measure::share(needed, facts.initiators_from, "regions", map, "regions");
            requirements.push(self.requirement("initiators_from", "Regions of the founders", measure));
        }
        if let Some(needed) = rules.committee {
            let measure = Measure::count(needed, facts.committee, "persons");
            requirements.push(self.requirement("committee", "Organising committee", measure));
        }
        if let Some(needed) = rules.members {
            let measure = Measure::count(needed, facts.in_all(), "members");
            requirements.push(self.requirement("members", "Members in all", measure));
        }
        if let Some(needed) = rules.regions {
            requirements.push(self.branches(needed, facts));
        }
        Ok(self.decision(format!("Registration of {}", facts.party), requirements).doubting(self.not_found()))
    }

    fn branches(&self, needed: Limit<Share>, facts: &Facts) -> Requirement {
        let each = self.rules.branch_members.unwrap_or(Limit::AtLeast(1));
        let part = |(region, members): (&str, u64)| {
            let citation = self.cite.get("branch_members").cloned();
            Requirement::new("branch_members", region, Measure::count(each, members, "members"), citation)
        };
        let parts: Option<Vec<_>> = facts.by_region().map(|regions| regions.into_iter().map(part).collect());
        let enough = parts.as_ref().map(|parts| parts.iter().filter(|part| part.met()).count() as u64);
        let measure = Measure::share(needed, enough, "regions", facts.map.len() as u64, "regions");
        let name = format!("Regions with {each} {}", if *each.value() == 1 { "member" } else { "members" });
        self.requirement("regions", name, measure).counting(parts.unwrap_or_default())
    }

    /// The citations of rules that the law does not have, as far as they say that something was not found.
    fn not_found(&self) -> Vec<Doubt> {
        let rules = &self.rules;
        let has = [
            rules.initiators.is_some(),
            rules.initiators_from.is_some(),
            rules.committee.is_some(),
            rules.members.is_some(),
            rules.regions.is_some(),
            // Its requirement is that of the regions, whose citation is another.
            false,
        ];
        let missing = COUNTED.iter().zip(has).filter(|(_, has)| !has);
        missing.filter_map(|(rule, _)| Doubt::of(rule, self.cite.get(*rule)?)).collect()
    }
}
