#!/usr/bin/env bash
# By largest remainders, apportionment 1.0 gives fewer seats to the party with the most votes.
#
# 16, 16 and 18 votes share 5 seats by Hare's quota of 10: one seat each, and remainders of 6, 6 and 8. Of the two seats that are
# left, one is the third party's, which has the largest remainder, and the other a tie of the first two: [1, 1, 2] and one seat open.
# The package finds the smallest remainder that could win a seat, 6, and then goes through the parties once, from the first to the
# last, giving a seat to whoever has that much. Two equal ones before it use up what the larger remainder should have had, and with
# exact fractions too. That ties are broken by the order of the input is documented; that a tie of others takes a seat from who is
# in none is not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check apportionment==1.0 numpy==2.4.6
cat > "$folder/see.py" << 'PYTHON'
from apportionment import methods

votes = [16, 16, 18]
print([methods.compute("hamilton", votes, 5, fractions=exact) for exact in (False, True)])
PYTHON
seen=$("$folder/venv/bin/python" "$folder/see.py")
echo "apportionment 1.0, votes of 16, 16 and 18, five seats, floats and fractions: $seen"
test "$seen" = "[[2, 2, 1], [2, 2, 1]]" || { echo "this is no longer so"; exit 1; }
echo "as found: 18 votes have one seat, 16 have two"
