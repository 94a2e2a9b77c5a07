"""Biproportional seats of sailau beside those of biprop, the only package of PyPI that was found to have them.

A result is right by its definition: its sums are those of districts and parties, and no seats that go round through districts and
parties take weaker claims for stronger ones. If some go round for equal claims, there is a tie. That is decided here by fractions, as
a search for such rounds, and by nothing of either package.
"""

import contextlib
import csv
import io
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
from biprop import Election
from numpy.typing import NDArray

import sailau
from processor import seconds

Rounding = Callable[[NDArray[np.float64]], NDArray[np.float64]]
Problem = tuple[NDArray[np.int64], list[int], list[int]]

# How biprop rounds, and where a cell with so many seats has its next one.
METHODS: dict[str, tuple[Rounding, Callable[[int], Fraction]]] = {
    "sainte-lague": (np.round, lambda held: Fraction(2 * held + 1, 2)),
    "dhondt": (np.floor, lambda held: Fraction(held + 1)),
}


def biprop(problem: Problem, rounding: Rounding) -> NDArray[np.int64]:
    votes, districts, parties = problem
    # It prints how many rounds it took, and has parties in rows.
    with contextlib.redirect_stdout(io.StringIO()):
        return Election(votes.T).lower_apportionment(parties, districts, rounding_method=rounding).T


def judge(problem: Problem, seats: NDArray[np.int64], next_at: Callable[[int], Fraction]) -> str:
    """What seats are by the definition: `right`, `silent` about a tie, or `wrong`."""
    votes, districts, parties = problem
    if seats.sum(axis=1).tolist() != districts or seats.sum(axis=0).tolist() != parties:
        return "wrong"
    # From a district to a party a seat is won, by the claim; from a party to a district one is given up.
    ways: list[tuple[int, int, Fraction]] = []
    for district, row in enumerate(votes.tolist()):
        for party, count in enumerate(row):
            held, at = int(seats[district, party]), len(districts) + party
            if count:
                ways.append((district, at, count / next_at(held)))
            if held:
                ways.append((at, district, next_at(held - 1) / count))
    best = [Fraction(1)] * (len(districts) + len(parties))
    for _ in best:
        changed = False
        for start, end, factor in ways:
            if best[start] * factor > best[end]:
                best[end], changed = best[start] * factor, True
        if not changed:
            break
    else:
        # There is a round that makes claims stronger each time.
        return "wrong"
    # Of what costs nothing, what has no way on falls away; a round stays.
    free = {(start, end) for start, end, factor in ways if best[start] * factor == best[end]}
    while True:
        starts = {start for start, _ in free}
        kept = {(start, end) for start, end in free if end in starts}
        if kept == free:
            return "silent" if free else "right"
        free = kept


def zurich() -> Problem:
    """The city council of 2006: nine districts, eight parties."""
    path = Path(__file__).parents[2] / "tests/data/zurich_2006.csv"
    rows = [int(row["votes"]) for row in csv.DictReader(path.read_text().splitlines())]
    return np.array(rows).reshape(9, 8), [12, 16, 13, 10, 17, 16, 12, 19, 10], [44, 24, 19, 14, 10, 6, 5, 3]


def country(districts: int, parties: int, house: int) -> Problem:
    """Districts, parties and cells of log-normal size, and both sides' seats by Sainte-Laguë."""
    draw = np.random.default_rng(7)
    sizes = [draw.lognormal(0, 0.7, shape) for shape in ((districts, 1), (1, parties), (districts, parties))]
    votes = (10_000 * sizes[0] * sizes[1] * sizes[2]).astype(np.int64)
    return votes, *(sailau.apportion(votes.sum(axis=axis), house, "sainte-lague").seats for axis in (1, 0))


def drawn(number: int) -> list[Problem]:
    """Small votes, where ties are common, and votes of millions that differ by a few."""
    draw = random.Random(69)

    def parts(whole: int, of: int) -> list[int]:
        cuts = sorted(draw.randint(0, whole) for _ in range(of - 1))
        return [end - start for start, end in zip([0, *cuts], [*cuts, whole])]

    problems = []
    for _ in range(number):
        districts, parties, house = draw.randint(2, 4), draw.randint(2, 4), draw.randint(2, 12)
        near = draw.randint(10**12, 10**13)
        few = draw.random() < 0.7
        cells = [draw.randint(1, 40) if few else near * draw.randint(1, 4) + draw.randint(-1, 1) for _ in range(districts * parties)]
        problems.append((np.array(cells).reshape(districts, parties), parts(house, districts), parts(house, parties)))
    return problems


def speed() -> None:
    print(f"\n| parties in districts | biprop, µs | sailau, µs | ratio |\n|{'---|' * 4}")
    cases = {"Zürich 2006, 9 x 8, 125 seats": zurich()}
    for districts, parties, house in ((26, 20, 200), (100, 30, 1_000)):
        cases[f"drawn, {districts} x {parties}, {house} seats"] = country(districts, parties, house)
    for name, problem in cases.items():
        ours = sailau.apportion_biproportional(*problem)
        took = seconds(lambda: sailau.apportion_biproportional(*problem))
        try:
            theirs = biprop(problem, np.round)
        except Exception as error:
            print(f"| {name} | {type(error).__name__} | {took * 1e6:,.1f} | |", flush=True)
            continue
        beside = seconds(lambda: biprop(problem, np.round))
        same = "" if (ours.seats == theirs).all() else ", other seats"
        print(f"| {name} | {beside * 1e6:,.0f}{same} | {took * 1e6:,.1f} | {beside / took:,.0f} |", flush=True)


def answers(number: int) -> bool:
    print(f"\n| method | of {number} matrices | right | ties said | ties not said | wrong | error | first wrong |\n|{'---|' * 8}")
    good = True
    for method, (rounding, next_at) in METHODS.items():
        counted = {name: dict.fromkeys(["right", "said", "silent", "wrong", "error"], 0) for name in ("sailau", "biprop")}
        first = ""
        for problem in drawn(number):
            house = sailau.apportion_biproportional(*problem, method)
            if house.ties:
                # What is said of a tie is proved by the divisors, which is exact and has no part in the search.
                counted["sailau"]["said" if house.is_proved() else "wrong"] += 1
            else:
                counted["sailau"][judge(problem, house.seats.astype(np.int64), next_at)] += 1
            try:
                given = biprop(problem, rounding)
            except Exception:
                counted["biprop"]["error"] += 1
                continue
            verdict = judge(problem, given, next_at)
            counted["biprop"][verdict] += 1
            if verdict == "wrong" and not first:
                votes, districts, parties = problem
                first = f"{votes.tolist()}, {districts}, {parties}: {given.tolist()}; {house.seats.tolist()} is right"
        for name, counts in counted.items():
            print(f"| {method} | {name} | {' | '.join(map(str, counts.values()))} | {first if name == 'biprop' else ''} |", flush=True)
        ours = counted["sailau"]
        good = good and ours["wrong"] == ours["silent"] == ours["error"] == 0
    return good
