//! Help, completions and man pages.

use crate::{run, sailau};

const COMMANDS: &[&str] = &[
    "count",
    "import",
    "check-import",
    "compare",
    "apportion",
    "measure",
    "power",
    "house",
    "fit",
    "simulate",
    "reform",
    "sweep",
    "report",
    "rounding",
    "scale",
    "forensics",
    "law",
    "rules",
    "world",
    #[cfg(feature = "serve")]
    "serve",
    "completions",
    "man",
];

#[test]
fn every_command_shows_two_commands_that_work() {
    let all = sailau("--help").good();
    for command in COMMANDS {
        assert!(all.contains(&format!("\n  {command} ")), "{command}\n{all}");
        let help = sailau(&format!("{command} --help")).good();
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        let examples: Vec<_> = help.lines().filter_map(|line| line.strip_prefix("  sailau ")).collect();
        assert!(examples.len() >= 2, "{help}");
        // Those that need nobody's files are run; each command that takes rules or votes has one.
        let theirs = |line: &str| line.contains(".toml") || line.contains(".csv") || line.contains('/');
        // A server ends when it is told to.
        let own = examples.iter().filter(|line| !theirs(line) && !line.starts_with("serve"));
        let own: Vec<_> = own.collect();
        assert!(
            !own.is_empty()
                || matches!(*command, "check-import" | "report" | "completions" | "man" | "serve"),
            "{help}"
        );
        for line in own {
            let words: Vec<String> = words(line);
            run(&words.iter().map(String::as_str).collect::<Vec<_>>()).good();
        }
    }
}

/// The words of a command as a shell parts them: quoted ones are one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![part.to_owned()],
    });
    // What follows a closing quote without a space belongs to it.
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if word.starts_with('=') => last.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}

#[test]
fn shells_and_man_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = sailau(&format!("completions {shell}")).good();
        assert!(COMMANDS.iter().all(|command| text.contains(command)), "{shell}");
    }
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("man");
    std::fs::create_dir_all(&folder).unwrap();
    run(&["man", folder.to_str().unwrap()]).good();
    for page in COMMANDS.iter().map(|command| format!("sailau-{command}.1")) {
        let text = std::fs::read_to_string(folder.join(&page)).unwrap();
        assert!(text.contains(".SH SYNOPSIS"), "{page}");
    }
}
