//! Elections from the fuzzer's bytes: votes that like to tie, nearly tie and overflow.

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use sailau::apportion::{Divisor, FirstDivisor, Method, Ratio, Sequence};

/// One party's votes.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum Party {
    Small(u8),
    Middle(u32),
    Any(u64),
    NearTheEnd(u8),
    /// A multiple of the election's base, give or take.
    Multiple(u8, i8),
}

/// One election.
#[derive(Debug, Arbitrary)]
pub struct Case {
    method: u8,
    own_divisors: [u8; 5],
    seats: u32,
    shift: u8,
    base: u64,
    bounds: Vec<(u8, u8)>,
    votes: Vec<Party>,
}

fn votes_of(party: Party, base: u64) -> u64 {
    match party {
        Party::Small(v) => v.into(),
        Party::Middle(v) => v.into(),
        Party::Any(v) => v,
        Party::NearTheEnd(short) => u64::MAX - u64::from(short),
        Party::Multiple(times, more) => base.saturating_mul(times.into()).saturating_add_signed(more.into()),
    }
}

impl Case {
    /// At most so many parties.
    pub fn votes(&self, most: usize) -> Vec<u64> {
        self.votes.iter().take(most).map(|&party| votes_of(party, self.base)).collect()
    }

    /// From one seat to `most`, small houses as often as large ones.
    pub fn house(&self, most: u32) -> u32 {
        ((self.seats >> (self.shift % 32)) % most).max(1)
    }

    /// Any method of the table.
    pub fn method(&self) -> Method {
        Method::ALL[usize::from(self.method) % Method::ALL.len()].clone()
    }

    /// Any divisor method, also with divisors of one's own.
    pub fn divisor_method(&self) -> Method {
        let listed: Vec<_> = Method::ALL.into_iter().filter(|method| method.divisor().is_some()).collect();
        if let Some(method) = listed.get(usize::from(self.method) % (listed.len() + 4)) {
            return method.clone();
        }
        let [a, b, c, d, e] = self.own_divisors.map(u32::from);
        if self.method % 2 == 0
            && let Ok(first) = FirstDivisor::new(a, b)
        {
            return Method::HighestAverages(Divisor::ModifiedSainteLague(first));
        }
        let ratio = |numerator: u32| Ratio { numerator: numerator.into(), denominator: (e + 1).into() };
        let head = [ratio(a), ratio(a + b + 1), ratio(a + b + c + 2)];
        let sequence = Sequence::new(&head, Some(ratio(d + 1))).expect("it grows");
        Method::HighestAverages(Divisor::Sequence(sequence.into()))
    }

    /// A minimum and a maximum for each party.
    pub fn bounds(&self, parties: usize) -> Vec<(u32, u32)> {
        let given = self.bounds.iter().map(|&(least, more)| {
            let (least, more) = (u32::from(least % 4), u32::from(more % 12));
            (least, least + more)
        });
        given.chain(std::iter::repeat((0, 20))).take(parties).collect()
    }
}

/// Elections laid out in rows.
#[derive(Debug, Arbitrary)]
pub struct Table {
    method: u8,
    parties: u8,
    base: u64,
    houses: Vec<u16>,
    votes: Vec<Party>,
}

impl Table {
    pub fn method(&self) -> Method {
        Method::ALL[usize::from(self.method) % Method::ALL.len()].clone()
    }

    /// The votes go round until eleven rows are full: a block of lanes, and three elections more.
    pub fn rows(&self) -> (Vec<u64>, usize, Vec<u32>) {
        const ROWS: usize = 11;
        let parties = usize::from(self.parties) % 40 + 1;
        let own = self.votes.iter().map(|&party| votes_of(party, self.base));
        let votes = own.chain([0]).cycle().take(parties * ROWS).collect();
        let house = |i: usize| self.houses.get(i).map_or(69, |&seats| u32::from(seats % 2_000));
        let houses = if self.houses.len() < 2 { vec![house(0)] } else { (0..ROWS).map(house).collect() };
        (votes, parties, houses)
    }
}

/// An election and another of the same parties.
#[derive(Debug, Arbitrary)]
pub struct Pair {
    pub case: Case,
    pub factor: u64,
    after: Vec<Party>,
}

impl Pair {
    /// Votes, votes afterwards, an order of the parties, and some of them.
    pub fn elections(&self) -> (Vec<u64>, Vec<u64>, Vec<usize>, Vec<bool>) {
        let votes = self.case.votes(24);
        let after: Vec<u64> = self.after.iter().map(|&party| votes_of(party, self.factor)).collect();
        let after: Vec<u64> = after.iter().chain(&[7]).cycle().copied().take(votes.len()).collect();
        let mut order: Vec<usize> = (0..votes.len()).collect();
        order.sort_by_key(|&party| (after[party] ^ self.factor, party));
        let inside = after.iter().map(|&v| v % 3 > 0).collect();
        (votes, after, order, inside)
    }
}
