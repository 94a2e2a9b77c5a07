use std::collections::BTreeMap;

use super::{InWords, Sentences, listed, number, part};
use crate::procedure::recall::{
    AtLimit, LateAct, Part, Pause, Rules, Seat, SignatureBase, Span, Spread, Successor, Support, Vote,
    VoteBase,
};

impl InWords for Rules {
    fn in_words(&self) -> Vec<(String, String)> {
        let Self {
            offices,
            not_reached,
            grounds,
            barred_first,
            barred_last,
            after_failure,
            initiators,
            registration,
            appeal,
            signatures,
            signatures_of,
            exactly_at_limit,
            spread,
            collection,
            check,
            call,
            notice,
            campaign,
            vote,
            publication,
            late_act,
            successor,
            by_election_within,
            no_by_election_last,
        } = self;
        let mut said = Sentences::default();
        for (seat, how) in [
            (Seat::SingleMember, "in a single-member district, or to an office of one person"),
            (Seat::SeveralMembers, "in a district of several seats"),
            (Seat::PartyList, "on a party's list"),
        ] {
            let bodies: Vec<_> =
                offices.iter().filter(|one| one.elected == seat).map(|one| &one.body).collect();
            if !bodies.is_empty() {
                said.say(
                    "offices",
                    format!("Voters may recall whom they elected {how}: {}.", listed(bodies)),
                );
            }
        }
        if !not_reached.is_empty() {
            said.say("not_reached", format!("The law does not reach: {}.", listed(not_reached)));
        }
        said.say_if("grounds", grounds.as_ref(), |grounds| {
            format!("A petition names a ground of the law: {}.", grounds.join(", or "))
        });
        said.say_if("barred_first", *barred_first, |first| {
            format!("No petition may be filed in the first {}.", of_the_term(first))
        });
        said.say_if("barred_last", *barred_last, |last| {
            format!("No petition may be filed in the last {}.", of_the_term(last))
        });
        said.say_if("after_failure", *after_failure, |pause| match pause {
            Pause::Span(span) => {
                format!("None may be filed within {span} of the publication of a vote that kept the mandate.")
            }
            Pause::Rest(_) => {
                "None may be filed in the rest of a term in which a vote kept the mandate.".to_owned()
            }
        });
        said.say_if("initiators", *initiators, |support| {
            format!("A petition is filed by {}.", supported(support, "voters of the district"))
        });
        said.say_if("registration", *registration, |span| {
            format!("The commission registers or refuses it within {span}.")
        });
        said.say_if("appeal", *appeal, |span| format!("A refusal can be appealed within {span}."));
        let whole = match signatures_of {
            SignatureBase::Voters => "voters of the district",
            SignatureBase::LastVote => "votes cast when the office was last filled",
        };
        said.say(
            "signatures",
            format!("The petition needs the signatures of {}.", supported(*signatures, whole)),
        );
        match exactly_at_limit {
            AtLimit::AsWritten => {}
            AtLimit::NotEnough => {
                said.say(
                    "exactly_at_limit",
                    "Exactly that many are not enough: a reading, the wordings differ.",
                );
            }
            AtLimit::Enough => {
                said.say("exactly_at_limit", "Exactly that many are enough: a reading, the wordings differ.");
            }
        }
        said.say_if("spread", *spread, |Spread { parts, share }| {
            format!("Signatures of {share} are needed in {} of the district as well.", number(parts, "parts"))
        });
        said.say_if("collection", *collection, |span| {
            format!("Signatures are collected within {span} of the registration.")
        });
        said.say_if("check", *check, |span| format!("The commission checks the signatures within {span}."));
        said.say_if("call", *call, |span| format!("It decides on the vote within {span} of the check."));
        said.say_if("notice", *notice, |span| format!("It tells the deputy within {span} of that decision."));
        let by_body = |spans: &BTreeMap<String, Span>| {
            listed(spans.iter().map(|(body, span)| format!("{span} ({body})")))
        };
        if !campaign.is_empty() {
            said.say("campaign", format!("The campaign before the vote lasts {}.", by_body(campaign)));
        }
        match vote {
            None => said.say("vote", "Enough signatures end the mandate; there is no vote."),
            Some(vote) => voted(&mut said, vote),
        }
        said.say_if("publication", *publication, |span| {
            format!("The result is published within {span} of the vote.")
        });
        let late = match late_act {
            LateAct::Breach => {
                "An act of officials after its limit is a breach and stays valid: a reading, the text names no consequence."
            }
            LateAct::Refused => "An act of officials after its limit is refused.",
        };
        said.say("late_act", late);
        let filled = match successor {
            Successor::ByElection => "A by-election fills the seat.",
            Successor::SameBallot => "The successor is elected on the ballot of the recall itself.",
            Successor::NotLookedUp => "How the seat is filled was not looked up.",
        };
        said.say("successor", filled);
        if !by_election_within.is_empty() {
            said.say(
                "by_election_within",
                format!("The by-election is called within {}.", by_body(by_election_within)),
            );
        }
        said.say_if("no_by_election_last", *no_by_election_last, |last| {
            format!("There is no by-election in the last {}.", of_the_term(last))
        });
        said.0
    }
}

fn voted(said: &mut Sentences, vote: &Vote) {
    let Vote { within, turnout, majority, base, yes_of_voters, yes_as_elected } = vote;
    said.say_if("vote.within", *within, |span| format!("The vote is held within {span} of that decision."));
    said.say_if("vote.turnout", *turnout, |limit| {
        format!("The vote is valid if {} take part.", part(limit, "voters of the district"))
    });
    let (whole, invalid) = match base {
        VoteBase::Participants => {
            ("voters who took part", "An invalid ballot counts among the voters who took part.")
        }
        VoteBase::YesAndNo => ("votes for and against", "Invalid ballots count for nothing."),
    };
    said.say("vote.majority", format!("The mandate ends if {} are for the recall.", part(*majority, whole)));
    said.say("vote.base", invalid);
    said.say_if("vote.yes_of_voters", *yes_of_voters, |limit| {
        format!("Those for the recall are {} as well.", part(limit, "voters of the district"))
    });
    if *yes_as_elected {
        said.say("vote.yes_as_elected", "At least as many are for the recall as elected the holder.");
    }
}

fn of_the_term(part: Part) -> String {
    match part {
        Part::Span(span) => {
            let span = span.to_string();
            // "the first year of the term", and not its "first 1 year".
            format!("{} of the term", span.strip_prefix("1 ").unwrap_or(&span))
        }
        Part::Share(share) => format!("{share} of the term"),
    }
}

fn supported(support: Support, whole: &str) -> String {
    match support {
        Support::Number(limit) => format!("{} of the district", number(limit, "voters")),
        Support::Share(limit) => part(limit, whole),
    }
}
