//! The journeys of `docs/from_rust`, a file each, beside counts that share no code with the library.

mod count;
mod errors;
mod fit;
mod own_model;
mod procedures;
mod sweep;
mod ties;
mod vectors;

/// A journey's program is at most half as long as it was before the library had what it needs.
#[track_caller]
fn is_at_most(lines: usize, page: &str) {
    let program = page.split("```").nth(1).expect("a page has a program");
    let program = program.lines().skip(1).filter(|line| !line.trim().is_empty());
    let program = program.filter(|line| !line.trim_start().starts_with("//")).count();
    assert!(program <= lines, "{program} lines for {lines}");
}

#[test]
fn blank_lines_and_comments_are_no_lines() {
    is_at_most(2, "## A\n\n```rust\nuse a::b;\n\n// Why.\nb();\n```\n");
}
