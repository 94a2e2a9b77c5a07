"""sailau beside other packages of Python that share seats among lists: how fast, and who is right.

    pip install -r python/benches/requirements.txt && pip install ./python && python python/benches/compare.py

Prints tables in Markdown: of lists here, of parties in districts by districts.py. Ratios are of one run on one machine. Whether a
result is right is decided here, by fractions, from the definition of the method and from no package: seats are right if the weakest
claim met is above the strongest not met; if the two are equal, the seat is a tie, and a result without a word of it is counted as
silent.
"""

import random
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
from apportionment import methods as apportionment
from biprop import Election
from votelib.evaluate.core import Tie
from votelib.evaluate.proportional import HighestAverages, LargestRemainder

import districts
import sailau
from processor import seconds

# Kazakhstan 2023: six lists, 69 seats.
VOTES = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058]
SEATS = 69

Seats = list[int]
Call = Callable[[list[int], int], Seats | None]

# Divisors for a party that holds so many seats; Huntington's squared, so that they are whole.
DIVISORS: dict[str, Callable[[int], Fraction]] = {
    "dhondt": lambda held: Fraction(held + 1),
    "sainte-lague": lambda held: Fraction(2 * held + 1),
    "danish": lambda held: Fraction(3 * held + 1),
    "imperiali": lambda held: Fraction(held + 2),
    "adams": lambda held: Fraction(held),
    "dean": lambda held: Fraction(2 * held * (held + 1), 2 * held + 1),
    "huntington-hill": lambda held: Fraction(held * (held + 1)),
}
QUOTAS: dict[str, Callable[[int, int], Fraction]] = {
    "hare": lambda votes, seats: Fraction(votes, seats),
    "droop": lambda votes, seats: Fraction(votes // (seats + 1) + 1),
    "hagenbach-bischoff": lambda votes, seats: Fraction(votes, seats + 1),
}


def votelib(rule: object) -> Call:
    def call(votes: list[int], seats: int) -> Seats | None:
        given = rule.evaluate(dict(enumerate(votes)), seats)  # type: ignore[attr-defined]
        # A tie is a key of its own.
        return None if any(isinstance(who, Tie) for who in given) else [given.get(who, 0) for who in range(len(votes))]

    return call


def biprop(rounding: Callable[[np.ndarray], np.ndarray]) -> Call:
    def call(votes: list[int], seats: int) -> Seats | None:
        election = Election(np.array(votes).reshape(-1, 1))
        return election.upper_apportionment(seats, rounding_method=rounding).tolist()

    return call


def other(method: str, exact: bool) -> Call:
    return lambda votes, seats: apportionment.compute(method, votes, seats, fractions=exact)


CALLS: dict[str, dict[str, Call]] = {
    "hare": {
        "votelib": votelib(LargestRemainder("hare")),
        "apportionment": other("largest_remainder", False),
        "apportionment, fractions": other("largest_remainder", True),
    },
    "droop": {"votelib": votelib(LargestRemainder("droop"))},
    "hagenbach-bischoff": {"votelib": votelib(LargestRemainder("hagenbach_bischoff"))},
    "dhondt": {
        "votelib": votelib(HighestAverages("d_hondt")),
        "apportionment": other("dhondt", False),
        "apportionment, fractions": other("dhondt", True),
        "biprop": biprop(np.floor),
    },
    "sainte-lague": {
        "votelib": votelib(HighestAverages("sainte_lague")),
        "apportionment": other("saintelague", False),
        "apportionment, fractions": other("saintelague", True),
        "biprop": biprop(np.round),
    },
    "danish": {"votelib": votelib(HighestAverages("danish"))},
    "imperiali": {"votelib": votelib(HighestAverages("imperiali"))},
    "adams": {"apportionment": other("adams", False), "biprop": biprop(np.ceil)},
    "dean": {"apportionment": other("dean", False), "apportionment, fractions": other("dean", True)},
    "huntington-hill": {"votelib": votelib(HighestAverages("huntington_hill")), "apportionment": other("huntington", False)},
}


def judge(method: str, votes: list[int], seats: int, given: Seats) -> str:
    """What a result is by the definition: `right`, `silent` about a tie, or `wrong`."""
    if sum(given) != seats or any(had and not count for count, had in zip(votes, given)):
        return "wrong"
    met: list[tuple[bool, Fraction]] = []
    unmet: list[tuple[bool, Fraction]] = []
    if method in DIVISORS:
        squared = method == "huntington-hill"
        for count, had in zip(votes, given):
            for held, claims in ((had - 1, met), (had, unmet)):
                if held >= 0 and count:
                    divisor = DIVISORS[method](held)
                    # By a divisor of 0 the most votes are first.
                    claim = Fraction(count**2 if squared else count, 1) / (divisor or 1)
                    claims.append((divisor == 0, claim))
    else:
        quota = QUOTAS[method](sum(votes), seats)
        # Of few votes a rounded quota can leave more seats than there are parties: then each has one before remainders decide.
        left = seats - sum(int(count / quota) for count in votes)
        rounds = max(left, 0) // len(votes)
        for count, had in zip(votes, given):
            whole = int(count / quota) + rounds
            if had not in (whole, whole + 1):
                return "wrong"
            if count:
                (met if had > whole else unmet).append((False, count / quota - int(count / quota)))
    if not met or not unmet or min(met) > max(unmet):
        return "right"
    return "silent" if min(met) == max(unmet) else "wrong"


def speed() -> None:
    rows = np.random.default_rng(2023).integers(300_000, 3_500_000, (100_000, len(VOTES)))
    print(f"| method | beside | a call, µs | sailau, µs | ratio | sailau in a batch, ns | ratio |\n|{'---|' * 7}")
    for method, calls in CALLS.items():
        ours = seconds(lambda: sailau.apportion(VOTES, SEATS, method))
        batch = seconds(lambda: sailau.apportion_batch(rows, SEATS, method)) / len(rows)
        for name, call in calls.items():
            try:
                theirs = seconds(lambda: call(VOTES, SEATS))
            except Exception as error:
                print(f"| {method} | {name} | {type(error).__name__} | {ours * 1e6:.2f} | | {batch * 1e9:.0f} | |")
                continue
            ratios = f"{theirs / ours:,.0f} | {batch * 1e9:.0f} | {theirs / batch:,.0f}"
            print(f"| {method} | {name} | {theirs * 1e6:,.1f} | {ours * 1e6:.2f} | {ratios} |", flush=True)


def drawn(number: int) -> list[tuple[list[int], int]]:
    """Small votes, where ties are common, and votes of millions that differ by a few."""
    draw = random.Random(69)
    elections = []
    for _ in range(number):
        parties, seats = draw.randint(2, 7), draw.randint(2, 20)
        if draw.random() < 0.7:
            votes = [draw.randint(1, 40) for _ in range(parties)]
        else:
            near = draw.randint(10**15, 10**16)
            votes = [near * draw.randint(1, 4) + draw.randint(-1, 1) for _ in range(parties)]
        elections.append((votes, seats))
    return elections


def answers(number: int) -> bool:
    print(f"\n| method | of {number} elections | right | ties said | ties not said | wrong | error | first wrong |\n|{'---|' * 8}")
    good = True
    for method, calls in CALLS.items():
        for name, call in {"sailau": None, **calls}.items():
            counted = dict.fromkeys(["right", "said", "silent", "wrong", "error"], 0)
            first = ""
            for votes, seats in drawn(number):
                house = sailau.apportion(votes, seats, method)
                try:
                    given = call(votes, seats) if call else (None if house.ties else house.seats)
                except Exception:
                    counted["error"] += 1
                    continue
                # A tie that is said is right where there is one: sailau's are tested by their certificates.
                verdict = ("said" if house.ties else "wrong") if given is None else judge(method, votes, seats, given)
                counted[verdict] += 1
                if verdict == "wrong" and not first:
                    first = f"{votes}, {seats}: {given or 'a tie'}; {house.seats}{' and a tie' if house.ties else ''} is right"
            print(f"| {method} | {name} | {' | '.join(str(count) for count in counted.values())} | {first} |", flush=True)
            if call is None:
                good = good and counted["wrong"] == counted["silent"] == counted["error"] == 0
    return good


def main(number: int) -> bool:
    speed()
    districts.speed()
    # Both are printed, whatever the first finds.
    return all([answers(number), districts.answers(number)])


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000) else 1)
