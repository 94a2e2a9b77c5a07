"""Runs the commands of the guide, the atlas, the page on behaviour, the book and the paper, each page in an empty folder, and holds what they print against the page.

A fence `toml NAME` or `csv NAME` is a file of that name, `sh` is run, and the lines of the `text` after it must be printed in this order; other lines
may stand between them. The program `sailau` is that of the PATH. Without arguments it is all
these pages, else those that are named.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

repository = Path(__file__).resolve().parent.parent


def hold(name):
    """Runs one page; gives the number of its groups of commands."""
    page = (repository / name).read_text(encoding="utf-8")
    printed = ""
    commands = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, text in re.findall(r"^```(\S[^\n]*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
            word, _, file = kind.partition(" ")
            if word in ("toml", "csv") and file:
                Path(folder, file).write_text(text, encoding="utf-8")
            elif word == "sh":
                environment = dict(os.environ, REPOSITORY=str(repository), NO_COLOR="1")
                run = subprocess.run(
                    ["bash", "-euo", "pipefail", "-c", text], cwd=folder, env=environment, capture_output=True, text=True
                )
                if run.returncode != 0:
                    sys.exit(f"{name}: {text}\nended with {run.returncode}: {run.stderr}")
                printed = run.stdout
                commands += 1
            elif word == "text":
                rest = iter(printed.splitlines())
                for line in text.splitlines():
                    if not any(other.rstrip() == line.rstrip() for other in rest):
                        sys.exit(f"{name} has this line, and the program no longer prints it (there):\n{line}\n\n{printed}")
    return commands


# Pages that have nothing to run.
SHOWN = {"docs/book/introduction.md"}

book = sorted(str(page.relative_to(repository)) for page in (repository / "docs/book").glob("*.md"))
for name in sys.argv[1:] or ["docs/guide.md", "docs/atlas.md", "docs/behaviour.md", *book, "paper/README.md"]:
    commands = hold(name)
    if commands == 0 and name not in SHOWN:
        sys.exit(f"{name} has no commands")
    print(f"{name}: {commands} groups of commands do what the page says")
