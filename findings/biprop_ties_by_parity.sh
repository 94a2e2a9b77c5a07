#!/usr/bin/env bash
# biprop 1.0.4 gives the tied seat of Sainte-Laguë's method to whoever would then have an even number of seats.
#
# 3 and 5 votes share 4 seats: after 5, 3 and 5/3 the claims 3/3 and 5/5 are equal, and one seat is a tie; of 7 and 5 votes and
# 6 seats likewise, 7/7 and 5/5. The package rounds votes by a divisor with NumPy, which rounds halves to the even number: of 1.5
# and 2.5 both become 2, of 3.5 and 2.5 one becomes 4 and the other 2. So the seats add up, no search begins, and nobody hears of
# the tie. It is the smaller party's seat in the first case and the larger's in the second. Where parity does not help it, as with
# 1 and 1 votes for 3 seats, the search ends in a RecursionError.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check biprop==1.0.4 numpy==2.3.5
cat > "$folder/see.py" << 'PYTHON'
import numpy as np
from biprop import Election

for votes, seats in (([3, 5], 4), ([7, 5], 6), ([1, 1], 3)):
    try:
        given = Election(np.array(votes).reshape(-1, 1)).upper_apportionment(seats, rounding_method=np.round)
        print(given.tolist(), end=" ")
    except RecursionError:
        print("RecursionError")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/see.py")
echo "biprop 1.0.4, 3 and 5 votes for 4 seats, 7 and 5 for 6, 1 and 1 for 3: $seen"
test "$seen" = "[2, 2] [4, 2] RecursionError" || { echo "this is no longer so"; exit 1; }
echo "as found: the tied seat is the first party's both times, with fewer votes and with more"
