"""Counts the cases that stand beside the law, `tests/law/*.toml`: votes, seats, and the article that makes one of the other.

The program `sailau` is that of the PATH. `tests/law/README.md` has the form of a case.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FIELDS = {"says", "law", "article", "against_all", "invalid", "open", "lists"}
wrong = []


def sailau(*arguments):
    run = subprocess.run(["sailau", *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        raise ValueError(run.stderr.strip())
    return json.loads(run.stdout)


def hold(case):
    """Nothing if the case comes out; else a ValueError that says what is otherwise."""
    unknown = case.keys() - FIELDS
    if unknown:
        raise ValueError(f"there is no field {', '.join(sorted(unknown))}")
    law = "kazakhstan:" + case["law"]
    # The article is one that the file of the law rests on.
    number = case["article"].split("(")[0]
    cited = [said.get("cite", {}).get("article", "") for said in sailau("rules", "explain", law, "--json")]
    if number not in {word.split("(")[0] for article in cited for word in article.replace(",", " ").split()}:
        raise ValueError(f"article {number} is cited nowhere in the law of {case['law']}")
    rows = [f"list,{row['name']},{row['votes']},{row.get('registered', '')}" for row in case["lists"]]
    rows += [f"list,{word},{case[field]}," for word, field in (("@against-all", "against_all"), ("@invalid", "invalid")) if case.get(field)]
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as votes:
        votes.write("\n".join(["contest,party,votes,registration_order", *rows, ""]))
        votes.flush()
        outcome = sailau("count", law, votes.name, "--allow-uncounted", "--json")
    seats = {row["party"]: row["seats"] for row in outcome["seats"] if row["tier"] == "list"}
    for row in case["lists"]:
        if seats.get(row["name"], 0) != row["seats"]:
            raise ValueError(f"{row['name']} has {seats.get(row['name'], 0)} seats and not {row['seats']}")
    still_open = sum(tie["seats"] for tie in outcome.get("ties", []) if tie["tier"] == "list")
    if still_open != case.get("open", 0):
        raise ValueError(f"{still_open} seats are open and not {case.get('open', 0)}")


paths = sorted((Path(__file__).resolve().parent.parent / "tests/law").glob("*.toml"))
for path in paths:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        hold(case)
    except ValueError as error:
        wrong.append(f"{path.name}: {case.get('says')} (art. {case.get('article')}): {error}")
if wrong or not paths:
    sys.exit("\n".join(wrong) or "tests/law has no case")
print(f"{len(paths)} cases beside the law come out")
