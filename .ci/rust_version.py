"""Checks that the crate's rust-version is true of the library: no normal dependency asks for more."""

import json
import sys

metadata = json.load(sys.stdin)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
root = metadata["resolve"]["root"]


def version(text):
    return tuple(int(part) for part in text.split("."))[:2]


ours = version(packages[root]["rust_version"])
seen, queue = set(), [root]
while queue:
    current = queue.pop()
    if current in seen:
        continue
    seen.add(current)
    for dependency in nodes[current]["deps"]:
        if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
            queue.append(dependency["pkg"])

newer = [
    f"{package['name']} {package['version']} needs Rust {package['rust_version']}"
    for package in (packages[each] for each in seen)
    if package.get("rust_version") and version(package["rust_version"]) > ours
]
if newer:
    sys.exit("rust-version is not true: " + "; ".join(newer))
print(f"{len(seen) - 1} dependencies, none needs more than Rust {packages[root]['rust_version']}")
