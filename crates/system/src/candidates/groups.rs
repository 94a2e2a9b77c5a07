//! Districts of several seats where no more than so many of one group are elected: whoever has the next most votes sits in
//! the place of one too many (Kyrgyzstan since 2025: at most two of one sex among three).

use super::buffers::{CandidateBuffers, GroupBuffers, in_order};
use super::count::DistrictCount;
use super::record::passed_over;
use crate::count::book::Victory;
use crate::protocol::Claimants;
use crate::reason::Reason;

impl DistrictCount<'_, '_, '_> {
    /// The seats go to candidates with most votes, of each group no more than the limit.
    pub(super) fn several_of_groups(&mut self, votes: &[u64], limit: u32) {
        let district = self.district;
        let groups = district.groups.iter().max().map_or(0, |&last| last as usize + 1);
        let CandidateBuffers { leaders, groups: GroupBuffers { room, passed_over, .. }, .. } =
            &mut *self.buffers;
        room.clear();
        room.resize(groups, limit);
        passed_over.clear();
        in_order(leaders, votes, &district.ranks);
        let (mut start, mut left) = (0, district.seats);
        while left > 0 && start < self.buffers.leaders.len() {
            let leaders = &self.buffers.leaders[start..];
            let most = votes[leaders[0] as usize];
            let end = start + leaders.partition_point(|&i| votes[i as usize] == most);
            left -= self.equal_votes(start..end, most, left);
            start = end;
        }
        self.note_passed_over(limit);
        if left > 0 {
            let all = self.buffers.groups.passed_over.is_empty();
            let reason = if all { Reason::NoCandidates } else { Reason::AtTheGroupLimit };
            self.book.unfilled(self.at, left, reason);
        }
    }

    /// Gives seats to those of these candidates whose groups have room; returns how many seats are filled or open.
    fn equal_votes(&mut self, range: std::ops::Range<usize>, votes: u64, left: u32) -> u32 {
        let district = self.district;
        let CandidateBuffers { leaders, groups: GroupBuffers { room, equal, block, passed_over }, .. } =
            &mut *self.buffers;
        let group = |i: u32| district.groups[i as usize] as usize;
        block.clear();
        equal.clear();
        equal.resize(room.len(), 0);
        for &i in &leaders[range] {
            if room[group(i)] == 0 {
                passed_over.push(i);
            } else {
                equal[group(i)] += 1;
                block.push(i);
            }
        }
        let fits: u64 = equal.iter().zip(&*room).map(|(&n, &room)| u64::from(n.min(room))).sum();
        if fits > u64::from(left) {
            self.too_many(votes, left);
            return left;
        }
        // Everybody whose group has room for all of its own sits; the others of a group compete among themselves.
        for number in 0..self.buffers.groups.room.len() {
            let CandidateBuffers { tied, groups: GroupBuffers { room, equal, block, .. }, .. } =
                &mut *self.buffers;
            let own = block.iter().copied().filter(|&i| group(i) == number);
            if equal[number] <= room[number] {
                room[number] -= equal[number];
                for i in own {
                    self.book.elected(self.at, self.plan, district, i as usize, Victory::Sure);
                }
                continue;
            }
            tied.among(own);
            let places = std::mem::take(&mut room[number]);
            self.compete(places, votes);
        }
        // No more than the seats.
        fits as u32
    }

    /// More candidates with equal votes than seats, even by the limit: lots put them in an order, and who comes first sits
    /// as far as the group has room.
    fn too_many(&mut self, votes: u64, left: u32) {
        let (rules, at, district) = (self.plan.rule.ties, self.at, self.district);
        let CandidateBuffers { tied, groups: GroupBuffers { room, equal, block, .. }, .. } =
            &mut *self.buffers;
        tied.among(block.iter().copied());
        let binds = equal.iter().zip(&*room).any(|(&n, &room)| n.min(left) > room);
        if !binds {
            return self.compete(left, votes);
        }
        let Some(lots) = self.chance.after(rules) else {
            return self.report_tie(left);
        };
        tied.claimants.sort_unstable_by_key(|&i| district.ranks[i as usize]);
        block.clone_from(&tied.claimants);
        lots.order(at.lots(), block);
        let mut seats = left;
        for &i in &*block {
            let room = &mut room[district.groups[i as usize] as usize];
            if seats > 0 && *room > 0 {
                (*room, seats) = (*room - 1, seats - 1);
                tied.winners.push(i);
            }
        }
        if self.chance.supposes(rules) {
            tied.asked.extend_from_slice(&tied.claimants);
            tied.supposed = tied.winners.len();
        }
        tied.decided_by = rules;
        tied.claimants.clear();
        self.book.decided(at, rules, Claimants::Candidates(self.plan, district), tied);
        self.seat_winners();
    }

    /// So many of those who are tied sit, by the tie rules; what these leave open is reported.
    fn compete(&mut self, places: u32, votes: u64) {
        let open = self.settle(places, votes);
        self.seat_winners();
        if open > 0 {
            self.report_tie(open);
        }
    }

    fn note_passed_over(&mut self, limit: u32) {
        let passed = &self.buffers.groups.passed_over;
        if !passed.is_empty() {
            let (plan, district) = (self.plan, self.district);
            self.book.note(self.at, "group_limit", |names| passed_over(names, plan, district, limit, passed));
        }
    }
}
