//! Votes files that are not tidy, and names that would be more than text.

use crate::{fed, file, sailau, town};

#[test]
fn a_file_of_another_form_is_read_as_it_is_told() {
    let rules = town("form.toml");
    let stations = "Wahlbezirk;Partei;Stimmen\n1;Hügel;40\n2;Hügel;20\n1;Tal;40\n2;Tal;0\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(stations);
    let votes = file("stations.csv", &bytes);
    let line = format!("count {rules} {votes} --separator ; --columns party=Partei,votes=Stimmen --csv");
    let said = sailau(&format!("{line} --encoding windows-1252 --sum")).good();
    assert!(said.contains("\nHügel,4,4,") && said.contains("\nTal,3,3,"), "{said}");
    // Without a word of them, each is refused.
    let twice = sailau(&format!("{line} --encoding windows-1252")).wrong();
    assert!(twice.contains("line 3, column `party`: ") && twice.contains("for the second time"), "{twice}");
    let letters = sailau(&format!("{line} --sum")).wrong();
    assert!(letters.contains("not UTF-8 text; say how letters are stored with --encoding"), "{letters}");
    let plain = sailau(&format!("count {rules} {votes} --encoding latin1")).wrong();
    assert!(
        plain.ends_with("the columns seem to be parted by semicolons; say so with --separator \";\""),
        "{plain}"
    );
}

#[test]
fn a_row_that_looks_like_a_total_is_refused() {
    let rules = town("total.toml");
    let said =
        fed(&format!("count {rules} -"), "party,votes\nHill,60\nDale,40\nИтого,100\n".as_bytes()).wrong();
    assert!(said.starts_with("-: `Итого` looks like the sum of other rows"), "{said}");
}

#[test]
fn names_from_files_are_text_in_every_output() {
    let rules = town("names.toml");
    let votes = "party,votes\n<b>|x,60\n\"=1+1\",40\n".as_bytes();
    let markdown = fed(&format!("count {rules} - --markdown"), votes).good();
    assert!(!markdown.contains("<b>") && !markdown.contains("b>|x"), "{markdown}");
    let json = fed(&format!("count {rules} - --json"), votes).good();
    assert!(json.contains(r#""<b>|x""#), "{json}");
    let control = fed(&format!("count {rules} -"), b"party,votes\n\"A\x1b[31m\",1\n").wrong();
    assert!(!control.contains('\u{1b}') && control.contains("line 2"), "{control}");
}

#[test]
fn a_mistake_in_a_table_has_the_line_of_the_file() {
    let rules = town("lines.toml");
    let votes = file("lines.tsv", b"p\tv\n# Polling station 1\n\nHill\t60\nDale\t4O\n");
    let said = sailau(&format!("count {rules} {votes} --separator tab --columns party=p,votes=v")).wrong();
    assert!(said.contains("line 5, column `votes`: `4O` is not a number"), "{said}");
}
