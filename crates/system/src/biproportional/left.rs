//! Seats that no cell has for sure.

use sailau_apportion::biproportional::VoteMatrix;

/// Each party's seats that have no district for sure: they are the party's all the same.
pub(super) fn without_district(problem: &VoteMatrix<'_>, sure: &[u32]) -> Vec<u32> {
    let lists = problem.party_seats.len();
    let in_districts = |list| sure.iter().skip(list).step_by(lists).sum::<u32>();
    problem.party_seats.iter().enumerate().map(|(list, &n)| n - in_districts(list)).collect()
}

/// A district's seats that no party has there for sure.
pub(super) fn without_party(problem: &VoteMatrix<'_>, sure: &[u32], d: usize) -> u32 {
    let lists = problem.party_seats.len();
    problem.district_seats[d] - sure.iter().skip(d * lists).take(lists).sum::<u32>()
}
