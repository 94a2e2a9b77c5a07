"""Checks that the crate's rust-version is true of the library: no normal dependency asks for more.

What only the member `cluster` needs does not count: `cargo tree` knows what the library is built of without it.
"""

import json
import subprocess
import sys


def version(text):
    return tuple(int(part) for part in text.split("."))[:2]


metadata = json.load(sys.stdin)
packages = {(package["name"], package["version"]): package for package in metadata["packages"]}
tree = "cargo tree --locked --package sailau --edges normal --target all --prefix none --format {p}".split()
lines = subprocess.run(tree, check=True, capture_output=True, text=True).stdout.splitlines()
# A line is `name v1.2.3`, and more for a macro or a path.
built_of = {(words[0], words[1].removeprefix("v")) for words in map(str.split, lines) if words}
(ours,) = [package for (name, _), package in packages.items() if name == "sailau"]

newer = [
    f"{package['name']} {package['version']} needs Rust {package['rust_version']}"
    for package in map(packages.__getitem__, sorted(built_of))
    if package.get("rust_version") and version(package["rust_version"]) > version(ours["rust_version"])
]
if newer:
    sys.exit("rust-version is not true: " + "; ".join(newer))
print(f"{len(built_of) - 1} dependencies, none needs more than Rust {ours['rust_version']}")
