//! The profile of an outcome takes the right votes and seats, says what it lacks, and prints and serialises as documented.

use jiff::civil::date;
use sailau::kazakhstan;
use sailau::law::Share;
use sailau::measure::power::Role;
use sailau::measure::{
    Equality, Majority, Profile, ProfileError, efficiency_gap, gallagher, mean_median, system_nationalisation,
};
use sailau::system::{ElectoralSystem, Outcome};
use sailau::votes::{Contest, Votes};

fn of_2023() -> (Votes, Outcome) {
    let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
    let outcome = election.law().unwrap().count(&election.votes()).unwrap();
    (election.votes(), outcome)
}

fn list_of(seats: u32, rows: &[(&str, u64)]) -> (Votes, Outcome) {
    let rules =
        format!("name = \"A town\"\n[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"dhondt\"\n");
    let votes = Votes::list(rows.iter().copied()).unwrap();
    let outcome = ElectoralSystem::from_toml(&rules).unwrap().count(&votes).unwrap();
    (votes, outcome)
}

#[test]
fn the_whole_house_of_2023_prints_as_a_table() {
    let (votes, outcome) = of_2023();
    let before = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
    let profile = Profile::of(&votes, "list", &outcome)
        .unwrap()
        .in_districts(30, Some(Share::percent(5).unwrap()))
        .since(&before, "list", &[("Nur Otan", "Amanat")])
        .unwrap();
    insta::assert_snapshot!(profile.to_string());
}

#[test]
fn tiers_are_measured_by_themselves() {
    let (votes, outcome) = of_2023();
    let list = Profile::of_tiers(&votes, "list", &outcome, &["list"]).unwrap();
    assert_eq!((list.seats, list.open_seats), (69, 0));
    let (v, s): (Vec<_>, Vec<_>) = list.parties.iter().map(|row| (row.votes, row.seats)).unzip();
    assert_eq!(s, [40, 8, 6, 6, 5, 4, 0]);
    assert_eq!(list.disproportionality.gallagher, gallagher(&v, &s, 0));
    assert!(list.disproportionality.sainte_lague.unwrap().is_finite());
    // 56.1 per cent earned the 40 seats of 69; 248,291 ballots were against all.
    assert_eq!((list.majority.kind, list.for_nobody), (Majority::Earned, 248_291));
    // The whole house has holders without list votes, which no finite ratio describes.
    let all = Profile::of(&votes, "list", &outcome).unwrap();
    assert_eq!((all.seats, all.tiers.as_deref()), (98, None));
    assert_eq!(all.disproportionality.sainte_lague, Some(f64::INFINITY));
    assert!(all.disproportionality.gallagher > list.disproportionality.gallagher);
    // Members without a party vote one by one: 62 seats and any party make two thirds, four of seven do too.
    let power = all.power.unwrap();
    assert_eq!(power[1].members.as_ref().unwrap().len(), 6 + 7);
    assert_eq!(power[1].minimal_winning, 5 + 35);
    assert_eq!(power[0].members.as_ref().unwrap()[0].role, Role::Dictator);
}

#[test]
fn the_json_names_are_stable() {
    let (votes, outcome) = list_of(4, &[("Hill", 500), ("Dale", 300)]);
    let profile = Profile::of(&votes, "list", &outcome).unwrap().in_districts(1, None);
    let json = serde_json::to_value(&profile).unwrap();
    let names =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let mut top = names(&json).split(' ').map(str::to_owned).collect::<Vec<_>>();
    top.sort();
    assert_eq!(
        top.join(" "),
        "contest disproportionality equality for_nobody majority nationalisation open_seats others parties \
         parties_in_seats parties_in_votes power seat_product seats thresholds tiers two_parties volatility waste"
    );
    assert_eq!(json["parties"][0]["party"], "Hill");
    assert_eq!(json["parties"][0]["vote_share"], 0.625);
    assert_eq!(json["majority"]["kind"], "earned majority");
    assert_eq!(
        json["waste"],
        serde_json::json!({"wasted_votes": 0, "wasted_share": 0.0, "unrepresented_share": 0.0})
    );
    assert_eq!(json["thresholds"]["effective"], 0.15);
    assert_eq!(json["thresholds"]["legal"], serde_json::Value::Null);
    assert_eq!(json["seat_product"]["product"], 16.0);
}

#[test]
fn open_seats_count_for_power_alone() {
    // Four seats: one is sure, four equal claims compete for three.
    let (votes, outcome) = list_of(4, &[("Hill", 400), ("Dale", 200), ("Moor", 200), ("Glen", 200)]);
    let profile = Profile::of(&votes, "list", &outcome).unwrap();
    assert_eq!((profile.seats, profile.open_seats), (1, 3));
    let by_tier = Profile::of_tiers(&votes, "list", &outcome, &["list"]).unwrap();
    assert_eq!((by_tier.seats, by_tier.open_seats), (profile.seats, profile.open_seats));
    let power = profile.power.unwrap();
    assert_eq!(power[0].needed, 3);
    assert_eq!((power[0].members.as_ref(), power[0].minimal_winning), (None, 0));
    assert!(by_tier.to_string().contains("of the seats are open"));
}

#[test]
fn districts_give_nationalisation_and_what_they_do_to_two_parties() {
    let csv = "contest,district,party,candidate,votes\n\
        single,North,A,Ann,60\nsingle,North,B,Bob,40\nsingle,North,@registered,,150\n\
        single,South,A,Abe,55\nsingle,South,B,Bea,45\nsingle,South,@registered,,120\n\
        single,West,A,Ada,10\nsingle,West,B,Ben,80\nsingle,West,,Cem,10\nsingle,West,@registered,,300\n";
    let votes = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
    let rules = ElectoralSystem::from_toml(
        "name = \"A town\"\n[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n",
    )
    .unwrap();
    let outcome = rules.count(&votes).unwrap();
    let profile = Profile::of(&votes, Contest::SINGLE, &outcome)
        .unwrap()
        .in_districts(3, None)
        .with_single_members(&votes, Contest::SINGLE)
        .unwrap();
    assert_eq!(
        profile.parties.iter().map(|row| (row.votes, row.seats)).collect::<Vec<_>>(),
        [(125, 2), (165, 1), (10, 0)]
    );
    assert_eq!(profile.parties[2].party, None);
    assert!(profile.majority.is_reversed);
    assert_eq!(profile.majority.kind, Majority::Manufactured);
    // B leads in votes; the districts favour A.
    let two = profile.two_parties.as_ref().unwrap();
    assert_eq!((two.first.as_str(), two.second.as_str()), ("B", "A"));
    let (a, b) = ([60, 55, 10], [40, 45, 80]);
    assert_eq!(two.efficiency_gap, efficiency_gap(&b, &a));
    assert!(two.efficiency_gap < Some(0.0) && two.mean_median < Some(0.0) && two.bias < Some(0.0));
    assert_eq!(two.mean_median, mean_median(&b, &a));
    assert_eq!(profile.equality, Equality::of(&[150, 120, 300], &[1, 1, 1]));
    assert_eq!(profile.equality.unwrap().ratio, 2.5);
    assert_eq!(
        profile.nationalisation,
        system_nationalisation(&[[0, 0, 10], [60, 55, 10], [40, 45, 80]], &[100; 3])
    );
    assert_eq!(profile.thresholds.unwrap().effective, 0.375);
    let text = profile.to_string();
    for line in ["Efficiency gap", "Nationalisation", "Largest deviation of a district", "(without a party)"]
    {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn what_is_not_there_is_said() {
    let (votes, outcome) = list_of(4, &[("Hill", 500), ("Dale", 300)]);
    let no_contest = Profile::of(&votes, "single", &outcome).unwrap_err();
    assert_eq!(no_contest.to_string(), "there is no contest `single`; there is `list`");
    let no_tier = Profile::of_tiers(&votes, "list", &outcome, &["list", "single"]).unwrap_err();
    assert_eq!(no_tier.to_string(), "there is no tier `single`; there is `list`");
    let nobody = Votes::list([("Hill", 0)]).unwrap();
    assert_eq!(
        Profile::of(&nobody, "list", &outcome),
        Err(ProfileError::NoVotes { contest: "list".to_owned() })
    );
    let profile = Profile::of(&votes, "list", &outcome).unwrap();
    assert!(profile.clone().since(&nobody, "list", &[]).is_err());
    let renamed = profile.clone().since(&votes, "list", &[("Hil", "Dale")]).unwrap_err();
    assert_eq!(renamed.to_string(), "there is no party `Hil`; did you mean `Hill`?");
    let bare = profile.clone().in_districts(0, None);
    assert_eq!((bare.thresholds, bare.seat_product), (None, None));
    let bare = profile.in_districts(5, None);
    assert_eq!((bare.thresholds, bare.seat_product), (None, None));
    let (votes, tied) = list_of(1, &[("Hill", 500), ("Dale", 500)]);
    let no_seats = Profile::of(&votes, "list", &tied).unwrap_err();
    assert_eq!(no_seats.to_string(), "no seat is sure: there is nothing to compare with the votes");
    let no_seats = Profile::of_tiers(&votes, "list", &tied, &["list"]).unwrap_err();
    assert_eq!(no_seats.to_string(), "no seat of list is sure: there is nothing to compare with the votes");
    // Sums that no u64 holds.
    let csv = format!("contest,district,party,votes\nlist,N,A,{0}\nlist,S,A,{0}\n", u64::MAX);
    let many = Votes::from_csv(csv.as_bytes(), &[]).unwrap();
    let too_many = Profile::of(&many, "list", &outcome).unwrap_err();
    assert_eq!(
        too_many,
        ProfileError::TooManyVotes { whose: "A".to_owned(), votes: 2 * u128::from(u64::MAX) }
    );
}
