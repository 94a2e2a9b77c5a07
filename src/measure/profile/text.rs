//! A profile as tables.

use std::fmt::{self, Display, Formatter};

use super::{Fragmentation, Profile};
use crate::measure::power::AtQuota;
use crate::text::{grouped, table};

impl Display for Profile {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let of = self.tiers.as_ref().map_or("all tiers".to_owned(), |tiers| tiers.join(", "));
        writeln!(f, "Votes of `{}`, seats of {of}", self.contest)?;
        self.write_parties(f)?;
        writeln!(f, "Indices")?;
        table(f, &["", "value"], self.indices())?;
        writeln!(f, "Parties")?;
        table(f, &["", "in votes", "in seats"], self.fragmentation())?;
        if let Some(power) = &self.power {
            self.write_power(f, power)?;
        }
        Ok(())
    }
}

impl Profile {
    fn write_parties(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let rows = self.parties.iter().map(|row| {
            vec![
                row.party.clone().unwrap_or("(without a party)".to_owned()),
                grouped(row.votes),
                percent(row.vote_share),
                grouped(row.seats),
                percent(row.seat_share),
                format!("{:+.2}", 100.0 * (row.seat_share - row.vote_share)),
            ]
        });
        let mut rows: Vec<_> = rows.collect();
        let mut aside = |what: &str, votes: u64| {
            if votes > 0 {
                let dash = || "-".to_owned();
                rows.push(vec![what.to_owned(), grouped(votes), dash(), dash(), dash(), dash()]);
            }
        };
        aside("(others)", self.others);
        aside("(for nobody)", self.for_nobody);
        table(f, &["", "votes", "%", "seats", "%", "gain"], rows)?;
        if self.open_seats > 0 {
            writeln!(f, "    {} more of the seats are open", grouped(self.open_seats))?;
        }
        Ok(())
    }

    fn indices(&self) -> Vec<Vec<String>> {
        let d = &self.disproportionality;
        let in_percent = |value: Option<f64>| value.map(percent);
        let mut rows = vec![
            ("Gallagher (least squares)", in_percent(d.gallagher)),
            ("Loosemore-Hanby", in_percent(d.loosemore_hanby)),
            ("Rae", in_percent(d.rae)),
            ("Largest deviation", in_percent(d.largest_deviation)),
            ("Sainte-Laguë", in_percent(d.sainte_lague)),
            ("D'Hondt (largest s / v)", d.dhondt.map(number)),
            ("Cox-Shugart slope", d.cox_shugart.map(number)),
            ("Gini", in_percent(d.gini)),
            ("Relative entropy, nats", d.relative_entropy.map(number)),
            ("Wasted votes", Some(grouped(self.waste.wasted_votes))),
            ("Wasted votes, %", Some(percent(self.waste.wasted_share))),
            ("Voters without representation, %", Some(percent(self.waste.unrepresented_share))),
            ("Majority", Some(self.majority.kind.to_string())),
            ("Seat bonus of the largest", Some(format!("{:+.2}", 100.0 * self.majority.seat_bonus))),
            ("Wrong winner", Some(if self.majority.is_reversed { "yes" } else { "no" }.to_owned())),
        ];
        let mut add = |what, value: Option<String>| rows.extend(value.map(|value| (what, Some(value))));
        if let Some(thresholds) = &self.thresholds {
            add("Mean district magnitude", Some(number(thresholds.magnitude)));
            add("Legal threshold", thresholds.legal.map(|share| share.to_string()));
            add("Effective threshold, %", Some(percent(thresholds.effective)));
            add("Effective threshold (Lijphart 1994), %", Some(percent(thresholds.lijphart)));
            add("Nationwide threshold (Taagepera), %", Some(percent(thresholds.nationwide)));
        }
        add("Nationalisation", self.nationalisation.map(number));
        if let Some(change) = &self.volatility {
            add("Volatility (Pedersen)", Some(percent(change.total)));
            add("  of it entry and exit", Some(percent(change.entry_and_exit)));
        }
        if let Some(two) = &self.two_parties {
            add("Efficiency gap, %", two.efficiency_gap.map(percent));
            add("Mean-median difference, %", two.mean_median.map(percent));
            add("Bias at half of the votes, %", two.bias.map(percent));
            add("Responsiveness", two.responsiveness.map(number));
        }
        if let Some(equality) = &self.equality {
            add("Voters: largest by smallest district", Some(number(equality.ratio)));
            add("Largest deviation of a district, %", Some(percent(equality.largest_deviation)));
        }
        let cell = |value: Option<String>| value.unwrap_or("-".to_owned());
        rows.into_iter().map(|(what, value)| vec![what.to_owned(), cell(value)]).collect()
    }

    fn fragmentation(&self) -> Vec<Vec<String>> {
        let (votes, seats) = (&self.parties_in_votes, &self.parties_in_seats);
        let row = |what: &str, of: fn(&Fragmentation) -> Option<f64>| {
            let cell = |side| of(side).map_or("-".to_owned(), number);
            vec![what.to_owned(), cell(votes), cell(seats)]
        };
        let mut rows = vec![
            row("Effective number (Laakso-Taagepera)", |side| side.laakso_taagepera),
            row("Golosov", |side| side.golosov),
            row("Molinar", |side| side.molinar),
            row("Fractionalisation", |side| side.fractionalisation),
            row("Entropy, nats", |side| side.entropy),
        ];
        if let Some(model) = &self.seat_product {
            let expected = |what: &str, votes, seats| vec![what.to_owned(), votes, seats];
            rows.push(expected(
                "Effective number by the seat product",
                number(model.vote_parties),
                number(model.seat_parties),
            ));
            rows.push(expected(
                "Largest party by the seat product, %",
                percent(model.largest_vote_share),
                percent(model.largest_seat_share),
            ));
        }
        rows
    }

    fn write_power(&self, f: &mut Formatter<'_>, power: &[AtQuota]) -> fmt::Result {
        let mut head = vec![String::new(), "seats".to_owned()];
        head.extend(power.iter().map(|at| format!("{} ({})", at.quota, at.needed)));
        let parties = self.parties.iter().filter(|row| row.party.is_some() && row.seats > 0);
        let mut names: Vec<_> = parties.filter_map(|row| row.party.clone()).collect();
        let with_party = names.len();
        // They are alike: one stands for all.
        names.push("(each without a party)".to_owned());
        let seats = self.parties.iter().filter(|row| row.seats > 0);
        let mut seats: Vec<_> = seats.filter(|row| row.party.is_some()).map(|row| row.seats).collect();
        seats.push(1);
        let cell = |at: &AtQuota, member: usize| match at.members.as_ref().map(|members| members.get(member))
        {
            None => Some("out of reach".to_owned()),
            Some(None) => None,
            Some(Some(one)) => Some(format!("{} {}", percent(one.shapley_shubik), one.role)),
        };
        let stands = self.parties.iter().any(|row| row.party.is_none() && row.seats > 0);
        let rows = names.into_iter().zip(seats).enumerate();
        let rows =
            rows.filter(|&(member, _)| member < with_party || stands).map(|(member, (name, seats))| {
                let mut row = vec![name, grouped(seats)];
                row.extend(power.iter().map(|at| cell(at, member).unwrap_or("-".to_owned())));
                row
            });
        let rows = rows.collect();
        writeln!(f, "Power (Shapley-Shubik, %)")?;
        table(f, &head.iter().map(String::as_str).collect::<Vec<_>>(), rows)
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}

fn number(value: f64) -> String {
    format!("{value:.2}")
}
