//! Which elections there are.

use crate::apportion::Method;

/// How small a small election is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// Votes of one party.
    pub(crate) votes: u64,
    /// Parties.
    pub(crate) parties: usize,
    /// Seats.
    pub(crate) seats: u32,
}

impl Size {
    /// This size, unless the environment has another one: `SAILAU_SMALL=12,5,12`.
    pub(crate) fn or_asked_for(self) -> Self {
        let Ok(asked) = std::env::var("SAILAU_SMALL") else { return self };
        let numbers: Vec<u32> = asked.split(',').map_while(|number| number.parse().ok()).collect();
        let [votes, parties, seats] = numbers[..] else {
            panic!("SAILAU_SMALL is votes, parties and seats, such as 12,5,12, not `{asked}`")
        };
        Self { votes: votes.into(), parties: parties as usize, seats }
    }
}

/// Every method with a name of its own, and series that are written out.
pub(crate) fn methods() -> Vec<Method> {
    let written = ["modified-sainte-lague:6/5", "sequence:0,1/3,1+7/2"];
    let written = written.map(|name| name.parse().expect("a method"));
    Method::ALL.into_iter().chain(written).collect()
}

/// Votes of `parties` in every order, the last position fastest.
pub(crate) fn in_every_order(parties: usize, most: u64) -> Vec<Vec<u64>> {
    let mut all = vec![Vec::new()];
    for _ in 0..parties {
        let longer = |votes: &Vec<u64>| {
            let votes = votes.clone();
            (0..=most).map(move |next| [&votes[..], &[next]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Votes of `parties`, each order of them once.
pub(crate) fn ascending(parties: usize, most: u64) -> Vec<Vec<u64>> {
    let mut all = in_every_order(parties, most);
    all.retain(|votes| votes.is_sorted());
    all
}
