"""Which test notices which mutant: each test is run once to see which mutants it comes by, and each mutant is asked of the tests that do."""

import json
import math
import os
import random
import resource
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

# A test that takes longer than this where no mutant is on asks too much of a thousand mutants.
LONGEST = 25.0
# Memory of a test, in bytes: a mutant may ask for all there is.
MEMORY = 8 << 30


@dataclass
class Test:
    program: str
    folder: str
    name: str
    seconds: float = 0.0
    seen: set[int] = field(default_factory=set)
    # Of the mutants that it alone was asked about, those that it noticed.
    asked: int = 1
    noticed: int = 0

    def says_most(self) -> float:
        """Seconds for a mutant that is noticed, about."""
        return (self.seconds + 0.004) * (self.asked + 1) / (self.noticed + 0.5)


def run(tests: list[Test], seconds: float, **environment: str) -> str:
    """Tests of one program: `passed`, `failed` or `no end`, after so many seconds of a processor: on a busy machine a clock would say nothing."""
    first = tests[0]
    longest = math.ceil(seconds)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (longest, longest + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    process = subprocess.Popen(
        [first.program, "--exact", "--test-threads=1", "--quiet", *(test.name for test in tests)],
        cwd=first.folder,
        env={**os.environ, "INSTA_UPDATE": "no", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=limited,
        start_new_session=True,
    )
    try:
        ended = process.wait(60 * seconds)
    except subprocess.TimeoutExpired:
        # It waits for something that does not come.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        ended = -signal.SIGKILL
    if ended in (-signal.SIGXCPU, -signal.SIGKILL):
        return "no end"
    return "failed" if ended else "passed"


def seen_by_each(programs: list[tuple[str, str]], work: Path) -> list[Test]:
    """All tests of these programs that pass, how long they take, and which mutants they come by."""
    tests = []
    for program, folder in programs:
        listed = subprocess.run([program, "--list", "--format", "terse"], cwd=folder, capture_output=True, text=True, check=True)
        names = (line.removesuffix(": test") for line in listed.stdout.splitlines() if line.endswith(": test"))
        tests += [Test(program, folder, name) for name in names]

    def look(numbered: tuple[int, Test]) -> bool:
        number, test = numbered
        file = work / f"seen.{number}"
        # The first run looks, and takes longer; the second says how long the test takes.
        passed = run([test], 4 * LONGEST, MUTANT_SEEN=str(file)) == "passed" and file.exists()
        begun = time.monotonic()
        if passed:
            test.seen = {int(line) for line in file.read_text().split()}
            passed = run([test], LONGEST) == "passed"
        file.unlink(missing_ok=True)
        test.seconds = time.monotonic() - begun
        if not passed:
            print(f"left out: {test.name} does not pass, or takes more than {LONGEST:.0f} seconds", flush=True)
        return passed

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(look, enumerate(tests)))
    return [test for test, passes in zip(tests, passed) if passes]


def ask(mutants: dict[int, dict], tests: list[Test], most: float, told: Path) -> dict[int, str]:
    """What became of each mutant: `caught`, `no end`, `survived`, `unreached`, or `open` where the tests that are left would take more than
    so many seconds. A line is written for each, and those that have one are not asked again."""
    answers = {}
    if told.exists():
        answers = {line["mutant"]: line["answer"] for line in map(json.loads, told.open())}
    by = {number: [test for test in tests if number in test.seen] for number in mutants}
    left = [number for number in mutants if number not in answers]
    random.Random(1).shuffle(left)
    lock = threading.Lock()
    with told.open("a") as lines, ThreadPoolExecutor(os.cpu_count()) as pool:

        def go(number: int) -> None:
            answer, test = asked_about(number, by[number], most)
            with lock:
                answers[number] = answer
                print(json.dumps({"mutant": number, "answer": answer, "by": test}), file=lines, flush=True)
                if len(answers) % 500 == 0:
                    print(f"{len(answers)} of {len(mutants)}", flush=True)

        list(pool.map(go, left))
    return {number: answers[number] for number in mutants}


def asked_about(number: int, tests: list[Test], most: float) -> tuple[str, str]:
    if not tests:
        return "unreached", ""
    tests = sorted(tests, key=Test.says_most)
    spent, at = 0.0, 0
    while at < len(tests):
        # One test that notices much, then more of its program together, the longer the further this goes.
        group, seconds = [tests[at]], tests[at].seconds
        at += 1
        while at < len(tests) and tests[at].program == group[0].program and seconds + tests[at].seconds < max(0.15, spent):
            group.append(tests[at])
            seconds += tests[at].seconds
            at += 1
        answer = run(group, 5 + 4 * seconds, MUTANT=str(number))
        for test in group:
            test.asked += 1
        if answer != "passed":
            if len(group) == 1:
                group[0].noticed += 1
            return ("caught" if answer == "failed" else answer), group[0].name
        spent += seconds
        if spent > most and at < len(tests):
            return "open", f"{at} of {len(tests)} tests"
    return "survived", ""
