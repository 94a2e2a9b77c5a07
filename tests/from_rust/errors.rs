//! The slip and the lot of the journey, without the library.

#[test]
fn errors() {
    let page = include_str!("../../docs/from_rust/errors.md");
    crate::is_at_most(28, page);
    // The slip stands in the seventh line of the text that the program makes.
    let text =
        "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 2\nmethod = \"dhondt\"\nties = \"lots\"\ntreshold";
    assert_eq!(text.lines().position(|line| line == "treshold"), Some(6));
    assert!(page.contains("ties = \\\"lots\\\"\\n{threshold}"));
    // 60, 40 and 40 for two seats: after the first seat 40 = 40 > 30, one seat for two.
    let (north, south, east) = (60, 40, 40);
    assert!(south == east && north > south && south * 2 > north);
}
