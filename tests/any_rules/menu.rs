//! Rules that may meet: a menu for each stage, from which one of each is taken.

use sailau::system::ElectoralSystem;

use crate::choices::Choices;

const METHODS: &[&str] = &[
    "method = \"dhondt\"",
    "method = \"sainte-lague\"",
    "method = \"hare\"",
    "method = \"droop\"",
    "method = \"hagenbach-bischoff\"",
    "method = \"imperiali-quota\"",
    "method = \"modified-sainte-lague\"",
    "method = \"huntington-hill\"",
    "method = \"block\"",
    "method = \"balinski-young\"",
    "method = \"hare-averages\"",
];

const THRESHOLDS: &[&str] = &[
    "threshold = { at_least = \"5%\", of = \"valid votes\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"district\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", kinds = { minority = \"0%\" } }",
    "threshold = { at_least = \"40%\", of = \"list votes\", within = \"any district\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", or = [{ seats = 1, tier = \"single\" }] }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", or = [{ most_votes = \"district\" }] }",
    "threshold = { at_least = \"80%\", of = \"quota\", within = \"district\", quota = { rounded = \"nearest, halves down\" } }",
    "threshold = { at_least = \"90%\", of = \"quota\", quota = { method = \"droop\", of = \"list votes\" } }",
    "threshold = { at_least = \"40%\", of = \"valid votes\", until = { lists = 3 } }",
    "threshold = { at_least = \"40%\", of = \"valid votes\", within = \"nation\", until = { lists = 2, more_than = \"60%\", from = \"5%\" } }",
    "threshold = { at_least = \"30%\", of = \"valid votes\", within = \"district\", or = [{ at_least = \"20%\", within = \"nation\" }] }",
    "threshold = { at_least = \"20%\", of = \"list votes\", within = \"nation\", or = [{ at_least = \"40%\", within = \"district\" }, { most_votes = \"district\" }] }",
    "threshold = { at_least = \"25%\", of = \"valid votes\", within = \"nation\", or = [{ at_least = \"40%\", within = \"any district\" }] }",
    "threshold = { more_than = \"99%\", of = \"valid votes\" }\nno_list_passes = \"all lists\"",
    "threshold = { more_than = \"30%\", of = \"valid votes\" }\nsole_qualifier = { factor = \"7/10\", at_least = 2 }",
];

const STAGES: &[&str] = &[
    "alliances = { method = \"dhondt\", threshold = { at_least = \"40%\" } }",
    "alliances = { method = \"hare\", threshold = { more_than = \"20%\", one_list = \"10%\", counts_from = \"5%\", lists = \"need the tier's threshold\" } }",
    "quota = { rounded = \"nearest\" }",
    "quota = { rounded = \"up\", of = \"valid votes\", remainders = 1 }",
    "quota = { left = \"most votes\" }",
    "quota = { of = \"valid votes\", full_from = \"50%\", left = \"most votes\" }",
    "quota = { left = \"remainders, then averages\", remainders_from = \"75%\" }",
    "quota = { of = \"valid votes\", left = \"remainders, then averages\" }\nexhausted = \"next list\"\nabsolute_majority = { seats = \"moved\" }",
    "quota = { of = \"valid votes\", left = \"most votes without a quota\", first_from = \"10%\", at_most = 2 }",
    "exhausted = \"next list\"\nabsolute_majority = { seats = \"moved\" }",
    "alliances = { method = \"hare\" }",
    "absolute_majority = { seats = \"added\" }",
    "absolute_majority = { seats = \"moved\", of = \"valid votes\" }",
    "cap = { seats = 3 }",
    "cap = { times = \"5/4\", house = 12, with = [\"single\"] }",
    "at_least = 1",
    "exhausted = \"next list\"",
    "exhausted = \"unfilled\"",
    "guaranteed = { minority = 2 }",
    "cap = { plus = \"8%\", house = 12, of = \"lists that take part\", seats = 5, with = [\"single\"] }",
    "alliances = { method = \"dhondt\" }\ncap = { seats = 2 }",
    "alliances = { method = \"sainte-lague\" }\nexhausted = \"next list\"",
    "alliances = { method = \"hare\" }\nexhausted = \"unfilled\"",
    "alliances = { to = \"candidates\" }\nopen_list = {}",
    "biproportional = { by = \"voter numbers\" }",
    "biproportional = { by = \"rounded voter numbers\" }",
    "biproportional = { by = \"votes\" }",
    "biproportional = { by = \"votes\", strongest_list = { at_least = 1 } }",
    "biproportional = { by = \"voter numbers\", strongest_list = { at_least = 2 } }",
];

const LINKAGES: &[&str] = &[
    "linkage = { with = [\"single\"], shared_by = \"seats\" }",
    "placement = { by = \"party\", method = \"hare\" }",
    "placement = { by = \"quotient\", method = \"dhondt\", each = 2, of = \"valid votes\" }",
    "placement = { by = \"party\", method = \"hare\", regions = { method = \"sainte-lague\", each = \"given\" } }",
    "linkage = { with = [\"single\"], claims = 12 }\nplacement = { by = \"party\", method = \"dhondt\" }",
    "linkage = { with = [\"single\"], overhang = \"kept\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by those who are short\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }",
    "linkage = { with = [\"single\"], overhang = \"refused\" }\nplacement = { by = \"party\", method = \"sainte-lague\" }",
    "linkage = { with = [\"single\"], overhang = \"refused\" }\nplacement = { by = \"party\", method = \"hare\", within = \"region\" }",
    "linkage = { with = [\"single\"], overhang = \"kept\", in_each_district = true }\nplacement = { by = \"party\", method = \"hare\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }\nplacement = { by = \"quotient\", method = \"dhondt\", each = 1 }",
    "linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"population\", method = \"sainte-lague\" }, minimum = \"the mean\", uncompensated = 1 } }\nplacement = { by = \"party\", method = \"sainte-lague\" }",
    "linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"valid votes\", method = \"hare\" }, minimum = \"the greater\" } }\nplacement = { by = \"party\", method = \"dhondt\" }",
    "linkage = { with = [\"single\"], claims = 12 }",
    "linkage = { with = [\"single\"], claims = 12, times = \"1/2\", rounded = true }",
    "linkage = { with = [\"single\"], transfer = \"losing and surplus votes\" }",
    "linkage = { with = [\"single\"], subtract = \"votes to win\", at_least = \"25%\" }",
    "linkage = { with = [\"single\"], subtract = \"winning votes\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }\nplacement = { by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = \"given\" } }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }\nplacement = { by = \"party\", method = \"hare\", regions = { method = \"droop\" } }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }\nplacement = { by = \"turn\", method = \"dhondt\", each = 2, of = \"valid votes\", at_most = 1 }",
    "linkage = { with = [\"single\"], overhang = \"kept\" }\nplacement = { by = \"quotient\", method = \"danish\", each = 3, of = \"nothing\" }",
];

/// Tiers of lists in districts, and one that is linked to them.
const CHAINS: &[&str] = &[
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"droop\"\nquota = { left = \"other tiers\" }\nturnout = { at_least = \"40%\", of = \"registered voters\" }\n\
     [[tier]]\nname = \"second\"\ncontest = \"list\"\nseats = 6\nmethod = \"hare\"\nquota = { left = \"other tiers\" }\nlinkage = { with = [\"first\"], remainders = \"pooled\" }\nplacement = { by = \"remainder\" }\nties = \"more votes\"\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 6\nmethod = \"hare\"\nlinkage = { with = [\"second\"], remainders = \"in turn\" }\nplacement = { by = \"remainder\", of = \"nothing\", order = \"lists in turn\" }\nties = \"lots\"\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"hagenbach-bischoff\"\nquota = { rounded = \"up\", left = \"other tiers\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"dhondt\"\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\nplacement = { by = \"remainder\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"imperiali-quota\"\nquota = { rounded = \"nearest\", left = \"other tiers\" }\nthreshold = { at_least = \"10%\", of = \"valid votes\", within = \"nation\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"hagenbach-bischoff\"\nthreshold = { at_least = \"40%\", of = \"valid votes\", or = [{ seats = 1, tier = \"first\" }] }\nlinkage = { with = [\"first\"], remainders = \"pooled\" }\nplacement = { by = \"remainder\", order = \"lists in turn\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 3\ndistricts = \"regions\"\nmethod = \"hagenbach-bischoff\"\nquota = { left = \"other tiers\" }\nties = \"more votes\"\n\
     [[tier]]\nname = \"second\"\ncontest = \"list\"\nseats = 9\nmethod = \"imperiali-quota\"\nquota = { rounded = \"down\", left = \"other tiers\" }\nlinkage = { with = [\"first\"], remainders = \"pooled\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 10\nmethod = \"droop\"\nthreshold = { at_least = \"20%\", of = \"valid votes\", or = [{ seats = 1, tier = \"second\" }] }\nlinkage = { with = [\"second\"], remainders = \"in turn\" }\nties = \"lots\"\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"hare\"\nquota = { of = \"valid votes\", within = \"region\", rounded = \"up\", left = \"other tiers\" }\n\
     [[tier]]\nname = \"second\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"regions\"\nmethod = \"hare\"\nthreshold = { at_least = \"10%\", of = \"valid votes\", within = \"nation\" }\nquota = { of = \"valid votes\", left = \"other tiers\" }\nlinkage = { with = [\"first\"], overhang = \"kept\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 9\nmethod = \"dhondt\"\nlinkage = { with = [\"first\", \"second\"], overhang = \"paid by the others\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"hare\"\nthreshold = { at_least = \"30%\", of = \"valid votes\", within = \"nation\" }\nquota = { of = \"valid votes\", full_from = \"60%\", left = \"other tiers\", personal = true }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"dhondt\"\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"droop\"\nquota = { full_from = \"60%\", left = \"other tiers\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"estonian\"\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"modified-sainte-lague:1.2\"\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 16\nmethod = \"sainte-lague\"\nlinkage = { with = [\"first\"], overhang = \"returned\", returned_from = 2 }\nplacement = { by = \"party\", method = \"sainte-lague\" }\nties = \"lots\"\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 2\ndistricts = \"regions\"\nmethod = \"dhondt\"\nthreshold = { at_least = \"10%\", of = \"valid votes\", within = \"region\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 9\nmethod = \"hare\"\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\nties = \"more votes\"\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 1\ndistricts = \"each\"\nmethod = \"dhondt\"\nties = \"more votes\"\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"hare\"\nthreshold = { at_least = \"40%\", of = \"valid votes\", or = [{ votes_a_seat = \"first\", regions = 1 }] }\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\nplacement = { by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = 3 } }\n",
];

const SEATS: &[&str] = &[
    "seats = 7",
    "seats = 1",
    "seats = 40",
    "seats = 3\ndistricts = \"each\"",
    "seats = \"given\"\ndistricts = \"each\"",
    "seats = \"given\"\ndistricts = \"regions\"",
    "seats = 2\ndistricts = \"regions\"",
    "seats = 9\ndistricts = \"each\"\ndistrict_seats = { by = \"population\", method = \"hare\", first = 1 }",
    "seats = 9\ndistricts = \"each\"\ndistrict_seats = { by = \"valid votes\", method = \"hare\", rounded = \"nearest\" }",
];

const BONUSES: &[&str] = &[
    "bonus = { up_to = 4 }",
    "bonus = { up_to = \"54%\", house = \"grows\" }",
    "bonus = { seats = 2 }",
    "bonus = { up_to = \"60%\", from = \"30%\" }",
    "bonus = { seats = 1, from = \"25%\", one_more_each = \"1/50\", at_most = 5 }",
];

const KINDS: &[&str] = &[
    "weight = { kind = \"minority\", times = \"1.35\", below = \"3%\" }",
    "first_seat = { kind = \"minority\", quota = \"1/4\" }",
];

const TURNOUTS: &[&str] = &["turnout = { more_than = \"50%\", of = \"registered voters\" }"];

const TIE_RULES: &[&str] = &["ties = \"more votes\"", "ties = \"fewer votes\"", "ties = \"lots\""];

const SINGLES: &[&str] = &[
    "seats = 1\ndistricts = \"each\"\nmethod = \"plurality\"",
    "seats = 3\ndistricts = \"each\"\nmethod = \"plurality\"\ngroup_limit = 1",
    "seats = 2\ndistricts = \"each\"\nmethod = \"plurality\"",
    "seats = 1\ndistricts = 5\nmethod = \"plurality\"",
    "seats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\nmajority = { more_than = \"50%\", of = \"valid votes\" }",
    "seats = 2\ndistricts = \"each\"\nmethod = \"block vote\"",
    "seats = 3\ndistricts = \"each\"\nmethod = \"limited vote\"\nballot = { votes = 2 }",
    "seats = 2\ndistricts = \"each\"\nmethod = \"cumulative vote\"\nballot = { votes = 3, for_one = 2 }",
    "seats = 1\ndistricts = \"each\"\nmethod = \"approval\"",
    "seats = 1\ndistricts = \"each\"\nmethod = \"borda\"",
    "seats = 2\ndistricts = \"each\"\nmethod = \"dowdall\"",
];

/// Lines of rules of which an audit has assertions.
pub(crate) const AUDITED: &[&str] = &[
    "quota = { rounded = \"nearest\" }",
    "quota = { rounded = \"up\", of = \"valid votes\", remainders = 1 }",
    "quota = { rounded = \"down\" }",
    "quota = { of = \"list votes\", remainders = 2 }",
    "quota = { left = \"most votes\" }",
    "quota = { of = \"valid votes\", full_from = \"50%\", left = \"most votes\" }",
    "quota = { left = \"remainders, then averages\", remainders_from = \"75%\" }",
    "quota = { of = \"valid votes\", left = \"most votes without a quota\", first_from = \"10%\", at_most = 2 }",
    "alliances = { method = \"dhondt\" }\nthreshold = { at_least = \"15%\", of = \"valid votes\", within = \"nation\" }",
    "alliances = { method = \"hare\" }\nthreshold = { at_least = \"15%\", of = \"valid votes\" }",
    "cap = { seats = 3 }",
    "cap = { times = \"5/4\", house = 12, with = [\"single\"] }",
    "cap = { plus = \"8%\", house = 12, of = \"lists that take part\", seats = 5, with = [\"single\"] }",
    "at_least = 1",
    "bonus = { seats = 2 }",
    "bonus = { seats = 1, from = \"25%\", one_more_each = \"1/50\", at_most = 5 }",
    "bonus = { up_to = 4 }",
    "bonus = { up_to = \"60%\", from = \"30%\" }",
    "weight = { kind = \"minority\", times = \"1.35\", below = \"20%\" }",
    "turnout = { more_than = \"50%\", of = \"registered voters\" }",
    "threshold = { at_least = \"40%\", of = \"valid votes\", until = { lists = 3 } }",
    "threshold = { at_least = \"30%\", of = \"valid votes\", within = \"district\", or = [{ at_least = \"20%\", within = \"nation\" }] }",
    "threshold = { at_least = \"20%\", of = \"list votes\", within = \"nation\", or = [{ at_least = \"40%\", within = \"district\" }, { most_votes = \"district\" }] }",
    "biproportional = { by = \"votes\", strongest_list = { at_least = 1 } }",
    "biproportional = { by = \"voter numbers\", strongest_list = { at_least = 2 } }\nthreshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", or = [{ at_least = \"40%\", within = \"any district\" }] }",
    "linkage = { with = [\"single\"], claims = 12 }",
    "linkage = { with = [\"single\"], claims = 12, times = \"1/2\", rounded = true }",
    "linkage = { with = [\"single\"], overhang = \"paid by those who are short\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }",
    "linkage = { with = [\"single\"], overhang = \"kept\", in_each_district = true }\nplacement = { by = \"party\", method = \"hare\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }",
    "linkage = { with = [\"single\"], overhang = \"kept\" }",
    "linkage = { with = [\"single\"], overhang = \"refused\" }\nplacement = { by = \"party\", method = \"sainte-lague\" }",
    "linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"population\", method = \"sainte-lague\" }, minimum = \"the mean\", uncompensated = 1 } }\nplacement = { by = \"party\", method = \"sainte-lague\" }",
    "seats = 9\ndistricts = \"each\"\ndistrict_seats = { by = \"valid votes\", method = \"hare\", rounded = \"nearest\" }",
    "placement = { by = \"party\", method = \"dhondt\" }",
    "exhausted = \"next list\"",
    "alliances = { method = \"sainte-lague\" }\nexhausted = \"next list\"",
    "absolute_majority = { seats = \"moved\" }",
    "biproportional = { by = \"rounded voter numbers\" }",
    "threshold = { at_least = \"40%\", of = \"list votes\", within = \"any district\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", or = [{ seats = 1, tier = \"single\" }] }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", kinds = { minority = \"0%\" } }",
    "threshold = { more_than = \"40%\", of = \"valid votes\" }\nno_list_passes = \"all lists\"",
    "threshold = { more_than = \"30%\", of = \"valid votes\" }\nsole_qualifier = { factor = \"7/10\", at_least = 2 }",
];

/// Lines of rules that the menu seldom takes together.
pub(crate) const TOGETHER: &[&str] = &[
    "alliances = { method = \"dhondt\" }\nbonus = { seats = 2 }",
    "alliances = { method = \"dhondt\" }\nbonus = { up_to = 4 }",
    "alliances = { method = \"hare\" }\nbonus = { up_to = \"60%\", from = \"30%\" }",
    "alliances = { method = \"sainte-lague\" }\nbonus = { up_to = \"54%\", house = \"grows\" }",
    "alliances = { method = \"dhondt\" }\nbonus = { seats = 1, from = \"25%\", one_more_each = \"1/50\", at_most = 5 }",
    "bonus = { up_to = \"54%\", house = \"grows\" }\nexhausted = \"unfilled\"",
    "linkage = { with = [\"single\"], overhang = \"kept\" }\nplacement = { by = \"quotient\", method = \"danish\", each = 3, of = \"nothing\" }",
    "linkage = { with = [\"single\"], subtract = \"votes to win\", at_least = \"25%\" }",
    "linkage = { with = [\"single\"], transfer = \"losing and surplus votes\" }",
    "linkage = { with = [\"single\"], claims = 12 }\nplacement = { by = \"party\", method = \"dhondt\" }",
];

/// Each chain of tiers, with the candidates that the first of them has.
pub(crate) fn chains() -> impl Iterator<Item = (String, ElectoralSystem)> {
    CHAINS.iter().filter_map(|tiers| {
        let text = format!("name = \"A\"\n{tiers}[[tier]]\nname = \"single\"\n{}\n", SINGLES[0]);
        ElectoralSystem::from_toml(&text).ok().map(|rules| (text, rules))
    })
}

/// A text that is a system with this line, and little else that could stand in its way.
pub(crate) fn rules_with(line: &str, choices: &mut Choices<'_>) -> Option<(String, ElectoralSystem)> {
    let single = choices.pick(&SINGLES[..1]);
    // Most lines go with some methods alone, and with some numbers of seats.
    for _ in 0..8 {
        let mut parts = vec![choices.pick(METHODS), line];
        if !line.contains("seats = 9") {
            parts.insert(0, choices.pick(SEATS));
        }
        if !line.contains("threshold") {
            parts.extend(choices.maybe(3, THRESHOLDS));
        }
        let lists = format!("[[tier]]\nname = \"list\"\n{}\n", parts.join("\n"));
        let text = format!("name = \"A\"\n{lists}[[tier]]\nname = \"single\"\n{single}\n");
        if let Ok(system) = ElectoralSystem::from_toml(&text) {
            return Some((text, system));
        }
    }
    None
}

/// A text that is a system. What contradicts the rest of a random one is refused with words, and left out, the last
/// first.
pub(crate) fn rules(choices: &mut Choices<'_>) -> Option<(String, ElectoralSystem)> {
    let chain = choices.maybe(1, CHAINS);
    let single = choices.pick(SINGLES);
    let mut parts = Vec::new();
    if chain.is_none() {
        parts.extend([choices.pick(SEATS), choices.pick(METHODS)]);
        parts.extend(choices.maybe(7, LINKAGES));
        parts.extend(choices.maybe(4, THRESHOLDS));
        parts.extend(choices.maybe(4, STAGES));
        parts.extend(choices.maybe(2, TIE_RULES));
        parts.extend(choices.maybe(2, BONUSES));
        parts.extend(choices.maybe(2, KINDS));
        parts.extend(choices.maybe(1, TURNOUTS));
    }
    loop {
        let lists = match chain {
            Some(tiers) => tiers.to_owned(),
            None => format!("[[tier]]\nname = \"list\"\n{}\n", parts.join("\n")),
        };
        let text = format!("name = \"A\"\n{lists}[[tier]]\nname = \"single\"\n{single}\n");
        match ElectoralSystem::from_toml(&text) {
            Ok(system) => return Some((text, system)),
            Err(error) => assert!(!error.to_string().is_empty(), "{text}"),
        }
        if chain.is_some() || parts.len() <= 2 {
            return None;
        }
        parts.pop();
    }
}
