use super::{InWords, Sentences, listed, number, part, share_in_words, so_many};
use crate::law::Share;
use crate::procedure::mandates::{Deposit, Group, ListSize, Quota, Reduction, Rounding, Rules, WithoutOrder};

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self {
            list_size,
            list_quota,
            seats_quota,
            quota_on_vacancy,
            list_and_district,
            members_only,
            age,
            residence,
            conviction_bars,
            corruption_bars,
            order_days,
            without_order,
            deposit,
        } = self;
        let mut said = Sentences::default();
        if let Some(ListSize { over_seats, rounding }) = list_size {
            said.say("list_size", format!("A list has at most the seats and {over_seats} more persons."));
            let rounded = match rounding {
                Rounding::Down => "A part of a person is dropped.",
                Rounding::Nearest => "A part of a person is rounded to the nearest whole one.",
                Rounding::Up => "A part of a person makes one more.",
            };
            said.say("list_size.rounding", rounded);
        }
        said.say_if("list_quota", list_quota.as_ref(), |quota| {
            format!("Of the persons on a list, {}.", quota_in_words(quota))
        });
        said.say_if("seats_quota", seats_quota.as_ref(), |quota| {
            format!("Of the seats that a list wins, {}.", quota_in_words(quota))
        });
        let again = if *quota_on_vacancy { "asked for again" } else { "not asked for again" };
        said.say(
            "quota_on_vacancy",
            format!("When a seat is filled anew, that part of the seats is {again}."),
        );
        let both = if *list_and_district {
            "may stand in a district as well"
        } else {
            "may not stand in a district"
        };
        said.say("list_and_district", format!("Who is on a list {both}."));
        let members = if *members_only {
            "Only members of the party may"
        } else {
            "Others than members of the party may"
        };
        said.say("members_only", format!("{members} be on its list."));
        said.say("age", format!("A candidate is {} old.", number(*age, "years")));
        said.say_if("residence", *residence, |limit| {
            format!("A candidate has lived in the country for {} up to the election.", number(limit, "years"))
        });
        let bars = |bars: bool| if bars { "may not stand" } else { "may stand" };
        said.say(
            "conviction_bars",
            format!("Who has a conviction that is not spent {}.", bars(*conviction_bars)),
        );
        said.say(
            "corruption_bars",
            format!("Whom a court found guilty of corruption {}.", bars(*corruption_bars)),
        );
        said.say(
            "order_days",
            format!(
                "The party says who of its list sits within {} of the publication of the result.",
                so_many(*order_days, "days")
            ),
        );
        let silent = match without_order {
            WithoutOrder::KazakhAlphabet => {
                "If it does not, the commission takes the list in the order of the Kazakh alphabet."
            }
            WithoutOrder::NotRuled => "What follows if it does not, the text does not say.",
        };
        said.say("without_order", silent);
        deposits(&mut said, deposit);
        said.0
    }
}

fn quota_in_words(quota: &Quota) -> String {
    let Quota { share, groups } = quota;
    let groups = groups.iter().map(|group| match group {
        Group::Women => "women",
        Group::Youth => "young people",
        Group::Disability => "persons with disabilities",
    });
    format!("{} are {}, taken together", share.map(share_in_words), listed(groups))
}

fn deposits(said: &mut Sentences, deposit: &Deposit) {
    let Deposit { per_person, single, reductions, returns } = deposit;
    let wages = |wages: u64| so_many(wages, "minimum wages");
    said.say(
        "deposit.per_person",
        format!("The deposit is {} for each person on a list.", wages(*per_person)),
    );
    said.say_if("deposit.single", *single, |single| {
        format!("The deposit of a candidate in a district is {}.", wages(single))
    });
    let pays = |pays: Share| match pays.numerator() {
        0 => "no deposit".to_owned(),
        _ => format!("{pays} of it"),
    };
    let steps: Vec<_> = reductions
        .iter()
        .map(|Reduction { last_time, pays: share }| format!("{} with {last_time}", pays(*share)))
        .collect();
    if !steps.is_empty() {
        said.say(
            "deposit.reductions",
            format!("By its votes at the last election a party pays {}.", listed(steps)),
        );
    }
    said.say(
        "deposit.returns",
        format!("The deposit returns to who is elected or dies, and to who has {}.", part(*returns, "votes")),
    );
}
