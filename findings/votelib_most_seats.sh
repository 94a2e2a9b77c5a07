#!/usr/bin/env bash
# votelib 0.4.0: with a limit of seats, quotas give the limited party nothing, or more than the limit.
#
# 60 and 40 votes share 10 seats by Hare's quota of 10, and the first party may have at most 4. Both classes take `max_seats`, "the
# maximum number of seats that the given candidate/party can obtain in total". QuotaDistributor takes away the whole of the 6 seats
# where it should take the 2 beyond the limit, so that the party has none, and four of the ten seats are nobody's. LargestRemainder
# hands the limit on to its remainders only: the party has all of 6. HighestAverages gives 4 and 6, which is right.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check votelib==0.4.0
cat > "$folder/see.py" << 'PYTHON'
from votelib.evaluate.proportional import HighestAverages, LargestRemainder, QuotaDistributor

for rule in (QuotaDistributor("hare"), LargestRemainder("hare"), HighestAverages("d_hondt")):
    print(rule.evaluate({"A": 60, "B": 40}, 10, max_seats={"A": 4}), end=" ")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/see.py")
echo "votelib 0.4.0, at most 4 seats of 10 for A, by quota, by largest remainders, by highest averages: $seen"
test "$seen" = "{'A': 0, 'B': 6} {'A': 6, 'B': 4} {'A': 4, 'B': 6} " || { echo "this is no longer so"; exit 1; }
echo "as found: A has none, or two more than it may"
