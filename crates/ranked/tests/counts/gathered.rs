//! Papers that begin alike, moved together.

use sailau_ranked::{Papers, RankedMethod, RankedRule, Workspace};

/// Each paper has one name more than the one before, ahead of the candidate it ends with: they part one by one, 1,500 times. However
/// deep that is, a thread of 256 kilobytes follows them.
#[test]
fn papers_part_as_often_as_they_have_names() {
    const NAMES: usize = 1_500;
    let [one, other] = [NAMES, NAMES + 1];
    let mut papers = Papers::new(NAMES + 2).unwrap();
    papers.add(20_000, [one]).unwrap();
    papers.add(20_100, [other]).unwrap();
    for names in 1..=NAMES {
        let last = if names % 2 == 0 { one } else { other };
        papers.add(1 + u64::from(names > NAMES - 3), (0..names).chain([last])).unwrap();
    }
    let winner = |papers: &Papers| {
        let rule = RankedRule::new(RankedMethod::ContingentVote);
        rule.winners(papers, 1, &mut Workspace::default(), &mut |tied: &[usize]| tied[0]).unwrap().to_vec()
    };
    assert_eq!(winner(&papers), [other]);
    // A ballot for the first of the two on the deepest paper turns it.
    papers.add(102, (0..NAMES).chain([one])).unwrap();
    papers.gather();
    let small = std::thread::Builder::new().stack_size(256 << 10);
    std::thread::scope(|scope| {
        let winner = small.spawn_scoped(scope, || winner(&papers)).unwrap();
        assert_eq!(winner.join().unwrap(), [one]);
    });
}
