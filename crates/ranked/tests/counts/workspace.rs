//! Many counts in one workspace.

use sailau_ranked::Workspace;

use crate::{ballots, rule};

#[test]
fn a_workspace_remembers_nothing_of_the_last_count() {
    let large = ballots(6, "30 1>2>3, 20 2>4, 11 3>6>1, 9 4, 8 5>4>2, 7 6>5");
    let small = ballots(3, "5 1>2, 4 2, 3 3>2");
    let mut workspace = Workspace::default();
    for method in ["stv", "meek", "instant run-off", "stv", "warren"] {
        for papers in [&large, &small, &large] {
            let rule = rule(method, "");
            let lots = &mut |tied: &[usize]| tied[0];
            let cold = rule.count(papers, 1).unwrap();
            let cold = cold.stages.iter().flat_map(|stage| stage.elected.clone()).collect::<Vec<_>>();
            let mut papers = rule.read(papers).unwrap();
            assert_eq!(rule.winners(&papers, 1, &mut workspace, lots).unwrap(), cold);
            papers.gather();
            assert_eq!(rule.winners(&papers, 1, &mut workspace, lots).unwrap(), cold);
        }
    }
}
