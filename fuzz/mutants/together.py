#!/usr/bin/env python3
"""Mutation tests of a room, all mutants in one build.

    python3 together.py apportion|system|procedure [--work FOLDER] [--most SECONDS]

cargo-mutants builds the library for each mutant by itself, which for ten thousand of them takes days. Here its list is asked all the same, every
mutant of it, but each stands in one build behind a switch (`switch`), so that a test is run and nothing is compiled. What has no place in
one build is told and left to `cargo mutants --re`. Run again, it goes on where it was."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from ask import ask, seen_by_each
from weave import arms, marks, weave

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROFILE = """
[profile.mutants]
inherits = "dev"
opt-level = {optimised}
debug = false
"""
# Of each room: the package, where its files begin, and the tests that are asked.
WHOLE = ["--package", "sailau-apportion", "--package", "sailau-system", "--package", "sailau", "--lib", "--tests"]
ROOMS = {
    "apportion": ("sailau-apportion", "crates/apportion/", ["--package", "sailau-apportion", "--features", "serde", "--lib", "--tests"]),
    "system": ("sailau-system", "crates/system/", WHOLE),
    "procedure": ("sailau", "src/procedure/", WHOLE),
}
# These build examples and run them.
NOT_ASKED = {"examples"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("room", choices=ROOMS)
    arguments.add_argument("--work", type=Path, default=ROOT / "target" / "mutants")
    arguments.add_argument("--most", type=float, default=60.0, help="seconds of tests for a mutant that none notices")
    arguments.add_argument("--optimised", type=int, default=0, help="1 builds ten minutes longer and runs faster")
    given = arguments.parse_args()
    package, folder, tests = ROOMS[given.room]
    work = given.work / given.room
    tree = work / "tree"
    work.mkdir(parents=True, exist_ok=True)

    listed = subprocess.run(["cargo", "mutants", "--list", "--json", "--package", package], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    all_there_are = (mutant for mutant in json.loads(listed.stdout) if mutant["file"].startswith(folder))
    mutants = dict(enumerate(all_there_are, start=1))
    copy(tree, {mutant["file"] for mutant in mutants.values()}, given.optimised)
    kept, wrong = build(tree, package, tests, mutants)
    programs = [(made["executable"], str(Path(made["manifest_path"]).parent)) for made in wrong.programs]
    asked = {number: mutant for number, mutant in mutants.items() if number not in kept and number not in wrong.numbers}
    print(f"{len(mutants)} mutants: {len(wrong.numbers)} do not compile, {len(kept)} have no place in one build, {len(asked)} are asked", flush=True)
    answers = ask(asked, seen_by_each(programs, work), given.most, work / "answers.jsonl")

    for answer, many in Counter(answers.values()).most_common():
        print(f"{many:6} {answer}")
    lines = [f"{answer}: {asked[number]['name']}" for number, answer in answers.items() if answer not in ("caught", "no end")]
    lines += [f"not asked, {why}: {mutants[number]['name']}" for number, why in kept.items()]
    (work / "left.txt").write_text("\n".join(lines) + "\n")
    print(f"all but those that were caught: {work / 'left.txt'}")


def copy(tree: Path, woven: set[str], optimised: int) -> None:
    """The repository as it lies here, but for the files that mutants come into."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, files.split("\0")):
        source, copied = ROOT / name, tree / name
        if name in woven or not source.is_file() or (copied.exists() and copied.read_bytes() == source.read_bytes()):
            continue
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copied)
    for package in (".", "crates/apportion", "crates/system"):
        manifest = tree / package / "Cargo.toml"
        text = (ROOT / package / "Cargo.toml").read_text()
        text = text.replace("[dependencies]\n", f'[dependencies]\nmutant-switch = {{ path = "{HERE / "switch"}" }}\n', 1)
        manifest.write_text(text + (PROFILE.format(optimised=optimised) if package == "." else ""))


class Wrong:
    """What the compiler would not have, and the programs it made of the rest."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self.programs: list[dict] = []


def build(tree: Path, package: str, tests: list[str], mutants: dict[int, dict]) -> tuple[dict[int, str], Wrong]:
    """Puts the mutants in and takes out again what does not compile, until all does."""
    by_file = defaultdict(dict)
    for number, mutant in mutants.items():
        by_file[mutant["file"]][number] = mutant
    wrong = Wrong()
    while True:
        kept: dict[int, str] = {}
        for file, own in by_file.items():
            weave(ROOT / file, tree / file, {number: own[number] for number in own if number not in wrong.numbers}, kept)
        before = len(wrong.numbers)
        check = ["cargo", "check", "--package", package]
        errors = [line["message"] for line in cargo(tree, check, "compiler-message") if line["message"]["level"] == "error"]
        if not errors:
            made = list(cargo(tree, ["cargo", "test", "--no-run", *tests], "compiler-artifact", "compiler-message"))
            errors = [line["message"] for line in made if line.get("message", {}).get("level") == "error"]
            wrong.programs = [
                line for line in made if line.get("executable") and line["profile"]["test"] and line["target"]["name"] not in NOT_ASKED
            ]
            if not errors:
                return kept, wrong
        for error in errors:
            wrong.numbers |= those_of(tree, error)
        print(f"{len(wrong.numbers)} do not compile", flush=True)
        if len(wrong.numbers) == before:
            sys.exit("\n".join(error["rendered"] for error in errors))


def those_of(tree: Path, error: dict) -> set[int]:
    """The mutants that an error of the compiler is about."""
    for primary in (True, False):
        found = set()
        for span in error["spans"]:
            if span["is_primary"] == primary:
                found |= marks((tree / span["file_name"]).read_bytes(), span["byte_start"], span["byte_end"])
        if found:
            return found
    if (error.get("code") or {}).get("code") == "E0004":
        span = next(span for span in error["spans"] if span["is_primary"])
        return arms((tree / span["file_name"]).read_bytes(), span["byte_end"])
    return set()


def cargo(tree: Path, command: list[str], *reasons: str) -> list[dict]:
    environment = {**os.environ, "CARGO_TARGET_DIR": str(tree.parent / "target"), "RUSTFLAGS": "-Awarnings"}
    made = subprocess.run([*command, "--profile", "mutants", "--message-format", "json"], cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines = (json.loads(line) for line in made.stdout.splitlines() if line.startswith(b"{"))
    return [line for line in lines if line.get("reason") in reasons]


if __name__ == "__main__":
    main()
