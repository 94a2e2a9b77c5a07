//! Houses as pictures, and tables of one's own in `house`, `measure` and `power`.

use crate::{fed, file, program, run, sailau};

const TABLE: &[u8] =
    b"party,votes,seats,colour\nDale,300,3,#0072b2\nHill,500,5,\nMoor,150,1,d55e00\n@others,50,,\n";

#[test]
fn a_table_is_drawn_in_the_order_of_its_rows() {
    let said = fed("house -", TABLE).good();
    let expected = "\
Hill has a majority: 5 of 9 seats, just enough.

The house

  B B B
A A   B B
A       C

A  Dale  3  33.3 %
B  Hill  5  55.6 %
C  Moor  1  11.1 %
   all   9
More than half is 5.

Seats as given.
";
    assert_eq!(said, expected);
    let table = file("house.csv", TABLE);
    let row = sailau(&format!("house {table} --rows 1")).good();
    assert!(row.contains("\nA A A B B B B B C\n"), "{row}");
    let csv = sailau(&format!("house {table} --csv")).good();
    assert!(csv.starts_with("party,seats,share,open\nDale,3,0.333"), "{csv}");
}

#[test]
fn a_count_is_drawn_with_what_is_open() {
    let rules = crate::town("house.toml");
    let said = fed(&format!("house {rules} - --source Test"), b"party,votes\nHill,50\nDale,50\n").good();
    assert!(said.starts_with("Nobody has a sure majority: Dale is largest with 3 of 7 seats"), "{said}");
    assert!(said.contains("\n○  (tied)  1  14.3 %\n") && said.ends_with("\nTest\n"), "{said}");
    let law = "kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted";
    let said = sailau(&format!("house {law}")).good();
    assert!(said.matches('·').count() == 30 && said.contains("(not filled)"), "{said}");
    let csv = sailau(&format!("house {law} --csv")).good();
    assert!(csv.contains("\n,29,0.2959"), "{csv}");
}

#[test]
fn every_house_fits_the_terminal() {
    for (columns, house) in [("100", 709), ("80", 630), ("40", 98), ("12", 300), ("1", 5), ("80", 1)] {
        let output = program().args(["house", &format!("Hill={house}")]).env("COLUMNS", columns).output();
        let said = String::from_utf8(output.unwrap().stdout).unwrap();
        assert_eq!(said.matches('A').count(), house + 1, "{said}");
        let picture: Vec<&str> = said.lines().skip_while(|line| !line.contains("A")).collect();
        let most = columns.parse::<usize>().unwrap().max(24);
        assert!(picture.iter().all(|line| line.chars().count() <= most), "{said}");
    }
    // In colour parties are dots, where a terminal has any; to a file there are none.
    assert!(!sailau("house Hill=3 Dale=2").good().contains('\u{1b}'));
}

#[test]
fn a_picture_is_written_with_the_colours_of_the_table() {
    let table = file("picture.csv", TABLE);
    let svg = file("picture.svg", b"");
    let said = sailau(&format!("house {table} --svg {svg} --width 360")).good();
    assert_eq!(said, format!("{svg}\n"));
    let picture = std::fs::read_to_string(&svg).unwrap();
    assert_eq!(picture.matches("<circle").count(), 9);
    assert!(picture.contains("width=\"360\"") && picture.contains("fill=\"#d55e00\""), "{picture}");
    for (words, dots) in [("A=1", 1), ("A=1 B=1", 2), ("A=3 B=7 --rows 1", 10), ("A=400 B=230", 630)] {
        let picture = sailau(&format!("house {words} --svg -")).good();
        assert_eq!(picture.matches("<circle").count(), dots, "{words}");
    }
}

#[test]
fn names_in_pictures_are_text() {
    let hostile = "<b>&\"x\"";
    let svg = run(&["house", &format!("{hostile}=2"), "--svg", "-", "--title", "<script>"]).good();
    assert!(svg.contains("&lt;b&gt;&amp;&quot;x&quot;") && svg.contains("&lt;script&gt;"), "{svg}");
    assert!(!svg.contains("<b>") && !svg.contains("<script>"), "{svg}");
    let control = run(&["house", "A\u{1b}[31m=2"]);
    assert_eq!(control.status, Some(2));
    assert!(control.complained.contains("a line break or control character stands in the name"));
    let turned = run(&["house", "A\u{202e}=2", "B=3", "--title", "x\u{1b}y\nz"]).good();
    assert!(!turned.contains(['\u{1b}', '\u{202e}']) && turned.contains("\nxy z\n"), "{turned}");
    let markdown = run(&["house", "a|b*c`d=2", "--markdown"]).good();
    assert!(markdown.contains("a\\|b\\*c\\`d"), "{markdown}");
    // As the library has decided: text stays as it is, in quotes where it must be.
    let csv = run(&["house", "=1+1=2", "a \"b\", c=1", "--csv"]).good();
    assert!(csv.contains("\n=1+1,2,") && csv.contains("\n\"a \"\"b\"\", c\",1,"), "{csv}");
}

#[test]
fn a_table_is_measured_and_weighed_as_its_count_is() {
    let table = file("measure.csv", TABLE);
    let said = sailau(&format!("measure {table}")).good();
    assert!(said.starts_with("measure\nparty  votes"), "{said}");
    assert!(
        said.contains("50 votes for lists that are not named") && said.contains("manufactured"),
        "{said}"
    );
    let own = b"Partei;Stimmen;Sitze;Land\nHill;60;5;x\nDale;40;2;x\n";
    let columns = "--separator ; --columns party=Partei,votes=Stimmen,seats=Sitze --csv";
    let by_hand = fed(&format!("measure - {columns}"), own).good();
    let rules = crate::town("measure.toml");
    let counted = fed(&format!("measure {rules} - --csv"), b"party,votes\nHill,60\nDale,40\n").good();
    let row = |text: &str| text.lines().nth(1).unwrap().split_once(',').unwrap().1.to_owned();
    assert_ne!(row(&by_hand), row(&counted));
    let right = fed("measure - --csv", b"party,votes,seats\nHill,60,4\nDale,40,3\n").good();
    assert_eq!(row(&right), row(&counted));

    let by_table = sailau(&format!("power {table} --csv")).good();
    assert_eq!(by_table, sailau("power Dale=3 Hill=5 Moor=1 --csv").good());
    // Who is alone votes alone: seven members in 2023.
    let law = "kazakhstan:2023-03-19 kazakhstan:2023-03-19";
    let csv = sailau(&format!("power {law} --csv")).good();
    assert!(csv.contains("\nAmanat,62,") && csv.contains("\n,1,"), "{csv}");
    let said = sailau(&format!("power {law} --quota 64")).good();
    assert!(said.contains("(each without a party)"), "{said}");
    let said = sailau("power A=2 B=2 --quota 3").good();
    assert!(said.contains("     4  A + B\n"), "{said}");
}

#[test]
fn a_wrong_table_is_refused_with_its_line() {
    for (table, expected) in [
        ("party,seats\nA,-4\n", "-: line 2, column `seats`: `-4` is not a whole number; write digits alone"),
        ("party,seats\n\n# x\nA,1.5\n", "-: line 4, column `seats`: `1.5` is not a whole number"),
        ("party,seats\nA,\n", "-: line 2, column `seats`: nothing stands here; write 0 for none"),
        (
            "party,seats\nA,4294967296\n",
            "line 2, column `seats`: `4294967296` is more than can be counted with",
        ),
        ("party,seats\nA,4294967295\nB,1\n", "line 3, column `seats`: with the rows before it"),
        ("party,seats\nA,1\nA ,2\n", "line 3, column `party`: `list`, `A` stands here for the second time"),
        ("party,seats\n,1\n", "line 2, column `party`: neither a party nor a candidate is named"),
        (
            "party,seats\nA,1\nInsgesamt,1\n",
            "-: `Insgesamt` looks like the sum of the other rows; take this row out",
        ),
        ("party,seats\nA,0\n", "-: no row has a seat"),
        ("party,seats\n", "-: no row has a seat"),
        ("", "line 1: there is no column `party`"),
        (
            "party,votes\nA,1\n",
            "line 1: there is no column `seats`; a table of parties has party, votes, seats, colour",
        ),
        (
            "party,seats,region\nA,1,N\n",
            "line 1: `region` is no column of a table of parties; they are party, votes,",
        ),
        ("party,seats,seats\nA,1,1\n", "line 1: the column `seats` stands twice; leave one"),
        ("colour,party,seats\n#112233,A,1\n", "line 1: put another column before `colour`"),
        (
            "party,seats,colour\nA,1,blue\n",
            "line 2, column `colour`: `blue` is no colour; write it as #rrggbb",
        ),
        ("party,seats\nA\n", "line 2: 1 fields where the header has 2"),
        ("party;seats\nA;1\n", "the columns seem to be parted by semicolons; say so with --separator"),
        ("party,seats\n@others,1\n", "line 2, column `seats`: a row of `@others` has no seats"),
        ("party,seats\n@other,0\n", "line 2, column `party`: `@other` is not a reserved name"),
        ("party,votes,seats\n@tied,4,1\n", "line 2, column `votes`: a row of `@tied` has no votes"),
    ] {
        for command in ["house", "power"] {
            let said = fed(&format!("{command} -"), table.as_bytes()).wrong();
            assert!(said.contains(expected), "{table}\n{said}");
        }
    }
    for (table, expected) in [
        ("party,seats\nA,1\n", "-: line 1: there is no column `votes`"),
        ("party,votes,seats\nA,,1\n", "-: line 2, column `votes`: nothing stands here; write 0 for none"),
        ("party,votes,seats\nA,0,1\n", "-: no row has a vote"),
        ("party,votes,seats\nA,3,0\n@tied,,1\n", "-: no party has a seat"),
    ] {
        let said = fed("measure -", table.as_bytes()).wrong();
        assert!(said.contains(expected), "{table}\n{said}");
    }
    let table = file("options.csv", TABLE);
    for (line, expected) in [
        (format!("measure {table} --contest list"), "leave out --contest"),
        (format!("measure {table} --lots 4"), "nothing is counted: leave out --lots"),
        (format!("house {table} --winners x.csv"), "leave out --winners, or give rules and votes"),
        (format!("house {table} {table} {table}"), "3 files; one is a table of parties and seats"),
        (format!("power A=1 {table}"), "some words are NAME=SEATS and some are not"),
        ("house A=1 A=2".to_owned(), "`A` stands twice; add its seats up"),
        ("house A=0".to_owned(), "there is nothing to show: the house has no seat"),
        ("house A=4000".to_owned(), "4000 seats are more than this picture can show"),
        ("house A=2 --rows 3".to_owned(), "3 rows of seats; this house has from 1 to 2"),
        (
            "house kazakhstan:2021-01-10".to_owned(),
            "alone is no table of parties and seats; give rules and votes",
        ),
        ("house no.csv".to_owned(), "no.csv cannot be opened"),
        ("house A=1 --svg /no/such/folder/x.svg".to_owned(), "/no/such/folder/x.svg cannot be written"),
    ] {
        let said = sailau(&line).wrong();
        assert!(said.contains(expected), "{line}\n{said}");
    }
}
