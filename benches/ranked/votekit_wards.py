"""Scottish wards by VoteKit's fast STV and by sailau-ranked, in turns.

    python -m venv venv && venv/bin/pip install votekit==3.5.0
    cargo build --release
    SAILAU_RANKED_FILES=... venv/bin/python votekit_wards.py target/release/sailau-ranked-benches
"""

import csv
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from votekit.ballot import RankBallot
from votekit.elections import FastSTV
from votekit.pref_profile import RankProfile

FOLDER = Path(os.environ["SAILAU_RANKED_FILES"])
WARDS = [
    ("scotland_linn_2007", 4),
    ("scotland_dundee_maryfield_2022", 3),
    ("scotland_dundee_strathmartine_2022", 4),
    ("scotland_dundee_coldside_2022", 4),
]


def ward(case):
    """The ballots: what stands behind a blank or a double mark is left out, as the order has it."""
    with open(FOLDER / case / "candidates.csv", encoding="utf-8") as file:
        candidates = [row["number"] for row in csv.DictReader(file)]
    ballots = []
    with open(FOLDER / case / "ballots.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            preferences = []
            for rank in row["preferences"].split(">"):
                if not rank.isdigit() or rank in preferences:
                    break
                preferences.append(rank)
            if preferences:
                ranking = [{candidate} for candidate in preferences]
                ballots.append(RankBallot(ranking=ranking, weight=int(row["count"])))
    return RankProfile(ballots=ballots, candidates=candidates)


def official(case):
    with open(FOLDER / case / "stages.csv", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if "elected" in row["event"]]
    return sorted({int(row["candidate"]) for row in rows if row["candidate"].isdigit()})


def main(ours):
    print("| ward | ours | VoteKit | ratio | elected |")
    print("|---|---|---|---|---|")
    every = []
    for case, seats in WARDS:
        profile = ward(case)
        our_times, their_times = [], []
        for _ in range(20):
            arguments = [ours, "again", case, "scotland", str(seats), "0.1"]
            words = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
            our_elected = sorted(int(number) for number in words[0].split(","))
            # Of the processor, for a count of theirs is long enough to be interrupted every time.
            start = time.process_time()
            election = FastSTV(profile, n_seats=seats, simultaneous=False)
            took = time.process_time() - start
            their_elected = sorted(int(name) for place in election.get_elected() for name in place)
            our_times.append(float(words[1]))
            their_times.append(took)
        by_law = official(case)
        if our_elected == their_elected == by_law:
            who = "same, as officially"
        else:
            who = f"ours {our_elected}, VoteKit's {their_elected}, officially {by_law}"
        # The fastest of each: on a machine that others use, a median tells how often one was interrupted.
        our, their = min(our_times), min(their_times)
        every.append(their / our)
        print(f"| {case} | {our * 1e6:.1f} µs | {their * 1e3:.1f} ms | {every[-1]:.0f} | {who} |")
    print(f"\nthe median of {len(every)} is {statistics.median(every):.0f}, the least {min(every):.0f}")


if __name__ == "__main__":
    main(sys.argv[1])
