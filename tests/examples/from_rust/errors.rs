//! The slip and the lot of the journey, without the library.

use sailau::{ElectoralSystem, Votes};

use crate::from_rust::ties::dhondt;

#[test]
fn errors() {
    let page = include_str!("../../../docs/from_rust/errors.md");
    crate::from_rust::is_at_most(28, page);
    // The slip stands in the seventh line of the text that the program makes.
    let text = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 2\nmethod = \"dhondt\"\nties = \"lots\"\n";
    assert!(page.contains("ties = \\\"lots\\\"\\n{threshold}"));
    assert_eq!(text.lines().count(), 6);
    // Open seats by hand and by the library, for the votes of the journey and some near them.
    let system = ElectoralSystem::from_toml(text).unwrap();
    for votes in [[60, 40, 40], [60, 40, 41], [80, 40, 40], [81, 40, 40], [40, 40, 40], [79, 40, 1]] {
        let named = Votes::list([("North", votes[0]), ("South", votes[1]), ("East", votes[2])]).unwrap();
        let open: u32 = system.count(&named).unwrap().ties.iter().map(|tie| tie.seats).sum();
        assert_eq!(open as usize, dhondt(&votes, 2).2, "{votes:?}");
    }
}
