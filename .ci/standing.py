"""Holds what institutions look for against what the packages say: names, versions and licences; and sources and links against the files."""

import json
import re
import sys
import tomllib
from pathlib import Path

repository = Path(__file__).resolve().parent.parent
wrong = []


def text(name):
    return (repository / name).read_text(encoding="utf-8")


def must(true, complaint):
    if not true:
        wrong.append(complaint)


package = tomllib.loads(text("Cargo.toml"))["package"]
version = package["version"]
licences = package["license"].split(" OR ")

for manifest in ["cli/Cargo.toml", *(str(path.relative_to(repository)) for path in repository.glob("crates/*/Cargo.toml"))]:
    member = tomllib.loads(text(manifest))["package"]
    must(member["version"] == version, f"{manifest} has version {member['version']}, and the library {version}")
    must(member["license"] == package["license"], f"{manifest} has another licence than the library")

citation = text("CITATION.cff")
must(f"\nversion: {version}\n" in citation, f"CITATION.cff has not version {version}")
for licence in licences:
    must(f"  - {licence}\n" in citation, f"CITATION.cff does not name the licence {licence}")

meta = json.loads(text("codemeta.json"))
must(meta["version"] == version, f"codemeta.json has not version {version}")
must(meta["description"] == package["description"], "codemeta.json describes it otherwise than Cargo.toml")
must([url.rsplit("/", 1)[1] for url in meta["license"]] == licences, "codemeta.json has other licences")
must(package["rust-version"] in meta["runtimePlatform"], "codemeta.json asks for another compiler")

public = text("publiccode.yml")
must(f'softwareVersion: "{version}"' in public, f"publiccode.yml has not version {version}")
must(f"license: {package['license']}\n" in public, "publiccode.yml has another licence")

# Every election says where it comes from.
for case in repository.glob("tests/world/*/case.toml"):
    must((case.parent / "SOURCE.md").is_file(), f"{case.parent.name} has no SOURCE.md")

# Links of the pages in the root, of the book and of the release lead somewhere.
for page in [*repository.glob("*.md"), *repository.glob("docs/*.md"), *repository.glob("docs/book/*.md"), *repository.glob("docs/releases/*.md")]:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose):
        if "://" not in link and not link.startswith("mailto:"):
            must((page.parent / link).exists(), f"{page.relative_to(repository)}: there is no {link}")

# The book has every page of docs in its table, and none twice.
docs = repository / "docs"
chapters = re.findall(r"\]\(([^)]+\.md)\)", text("docs/SUMMARY.md"))
must(len(chapters) == len(set(chapters)), "docs/SUMMARY.md names a page twice")
pages = {str(path.relative_to(docs)) for path in docs.rglob("*.md")} - {"SUMMARY.md"}
must(set(chapters) == pages, f"docs/SUMMARY.md and the pages of docs differ: {sorted(set(chapters) ^ pages)}")

if wrong:
    sys.exit("\n".join(wrong))
print(f"version {version}: files of the root say the same, every election has its source, every link its page")
