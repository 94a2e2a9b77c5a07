//! Lots that fall in every way.

use std::cell::RefCell;

use sailau::lots::{Lots, LotsFor};

/// One count after the other: answers are numbers, and each number is a draw.
#[derive(Default)]
pub(crate) struct EveryLot(RefCell<(Vec<Question>, usize)>);

struct Question {
    tie: LotsFor,
    claimants: Vec<u32>,
    /// How many win; none where all are put in order.
    winners: Option<usize>,
    answer: usize,
    answers: usize,
}

impl EveryLot {
    fn ask(&self, tie: LotsFor, claimants: &[u32], winners: Option<usize>, answers: usize) -> usize {
        let (questions, asked) = &mut *self.0.borrow_mut();
        let same = |one: &Question| one.tie == tie && one.claimants == claimants && one.winners == winners;
        if let Some(before) = questions[..*asked].iter().find(|one| same(one)) {
            return before.answer;
        }
        if *asked == questions.len() {
            questions.push(Question { tie, claimants: claimants.to_vec(), winners, answer: 0, answers });
        }
        *asked += 1;
        questions[*asked - 1].answer
    }

    /// Whether there is a way left.
    pub(crate) fn next(&self) -> bool {
        let (questions, asked) = &mut *self.0.borrow_mut();
        *asked = 0;
        while let Some(last) = questions.last_mut() {
            last.answer += 1;
            if last.answer < last.answers {
                return true;
            }
            questions.pop();
        }
        false
    }
}

/// The subset of so many of `n` that has this number.
fn subset(n: usize, size: usize, mut number: usize) -> Vec<usize> {
    let choose = |n: usize, k: usize| (0..k).fold(1, |product, i| product * (n - i) / (i + 1));
    let (mut chosen, mut left) = (Vec::new(), size);
    for i in 0..n {
        if left == 0 {
            break;
        }
        let with = if n - i > left { choose(n - i - 1, left - 1) } else { 1 };
        if number < with {
            chosen.push(i);
            left -= 1;
        } else {
            number -= with;
        }
    }
    chosen
}

impl Lots for EveryLot {
    fn draw<'a>(&self, tie: LotsFor, claimants: &'a mut [u32], winners: usize) -> &'a [u32] {
        let answers = (0..winners).fold(1, |product, i| product * (claimants.len() - i) / (i + 1));
        let number = self.ask(tie, claimants, Some(winners), answers);
        for (to, from) in subset(claimants.len(), winners, number).into_iter().enumerate() {
            claimants.swap(to, from);
        }
        &claimants[..winners]
    }

    fn order(&self, tie: LotsFor, claimants: &mut [u32]) {
        let mut number = self.ask(tie, claimants, None, (1..=claimants.len()).product());
        for i in 0..claimants.len() {
            let rest = claimants.len() - i;
            claimants[i..].rotate_left(number % rest);
            number /= rest;
            // What comes after keeps its order, so that every order has one number.
            claimants[i + 1..].sort_unstable();
        }
    }
}
