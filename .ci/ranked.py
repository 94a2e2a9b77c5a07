"""Official counts of ranked ballots through the program: every printed figure, stage by stage.

    python3 .ci/ranked.py PROGRAM FOLDER

FOLDER has a folder a count: ballots.csv or ballots.csv.gz, candidates.csv, and stages.csv with what was printed.
"""

import csv
import json
import pathlib
import subprocess
import sys
from decimal import Decimal

RULES = pathlib.Path(__file__).resolve().parent.parent / "tests/ranked/rules"
# The folder begins with these words; the statute; the seats where they are not the statute's own; whether figures agree. Of
# Ireland's count only the first stage is in print, of others the winners.
COUNTS = [
    ("scotland_linn", "scotland", None),
    ("scotland_dundee_maryfield", "scotland", 3),
    ("scotland_dundee_strathmartine", "scotland", None),
    ("scotland_dundee_coldside", "scotland", None),
    ("australia_senate_act", "australia_senate", 2),
    ("australia_senate_tas", "australia_senate", None),
    ("minneapolis_park", "minneapolis_several", None),
    ("minneapolis_mayor", "minneapolis_single", None),
    ("albany", "albany", None),
    ("portland", "portland", None),
    ("burlington_2006", "burlington", None),
    ("burlington_2009", "burlington", None),
    ("meek_prf", "new_zealand", None),
]


def counted(program, folder, statute, seats):
    ballots = next(path for path in (folder / "ballots.csv", folder / "ballots.csv.gz") if path.exists())
    command = [program, "count", RULES / f"{statute}.toml", ballots, "--candidates", folder / "candidates.csv", "--json"]
    command += ["--seats", str(seats)] if seats else []
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{folder.name}: {done.stderr}")
    return {str(stage["stage"]): stage for stage in json.loads(done.stdout)["stages"]}


def check(program, folder, statute, seats):
    stages = counted(program, folder, statute, seats)
    winners = {winner for stage in stages.values() for winner in stage["elected"]}
    same, wrong = 0, []
    for row in csv.DictReader((folder / "stages.csv").open()):
        if row["event"] == "elected" and row["candidate"] not in winners:
            wrong.append(f"{row['candidate']} is elected, and not here")
        stage, printed = stages.get(row["stage"]), row["votes"]
        if stage is None or not printed or not row["candidate"].isdigit():
            continue
        ours = stage["votes"].get(row["candidate"])
        # Once excluded, a candidate is left blank or printed as 0.
        if ours is not None and Decimal(ours) == Decimal(printed):
            same += 1
        else:
            wrong.append(f"stage {row['stage']}, candidate {row['candidate']}: {ours}, printed {printed}")
    return same, wrong


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    failed = False
    for begins, statute, seats in COUNTS:
        folders = [path for path in root.iterdir() if path.name.startswith(begins)]
        if len(folders) != 1:
            sys.exit(f"{root}: {len(folders)} folders begin with {begins}")
        same, wrong = check(program, folders[0], statute, seats)
        print(f"{folders[0].name}: {same} figures agree, {len(wrong)} do not")
        for line in wrong[:5]:
            print(f"  {line}")
        failed = failed or bool(wrong) or not same
    sys.exit(failed)


main()
