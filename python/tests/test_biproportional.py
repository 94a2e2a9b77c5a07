"""Parties in districts: Zürich's city council of 2006, ties, minimums, arrays that are not copied, and what cannot be."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sailau

ROOT = Path(__file__).parents[2]
DISTRICT_SEATS = [12, 16, 13, 10, 17, 16, 12, 19, 10]
PARTY_SEATS = [44, 24, 19, 14, 10, 6, 5, 3]

# Wikipedia's example: three districts, three parties, twenty seats.
SMALL = [[123, 912, 312], [45, 714, 255], [815, 414, 215]]


def zurich() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = pd.read_csv(ROOT / "tests/data/zurich_2006.csv")
    district, party, votes, seats = rows.columns
    wide = {"index": district, "columns": party, "sort": False}
    frames = [rows.pivot_table(values=values, aggfunc="sum", **wide) for values in (votes, seats)]
    return frames[0], frames[1]


def test_zurich_2006_comes_out_to_the_cell() -> None:
    votes, official = zurich()
    house = sailau.apportion_biproportional(votes, DISTRICT_SEATS, PARTY_SEATS)
    assert (house.seats == official.to_numpy()).all()
    assert (house.house_size, house.method, house.ties) == (125, "sainte-lague", [])
    assert (house.districts, house.parties) == (list(votes.index), list(votes.columns))
    assert house.is_proved()
    # The divisors give the seats, as anybody can check.
    for district, by_district in zip(votes.index, house.district_divisors):
        for party, by_party in zip(votes.columns, house.party_divisors):
            quotient = Fraction(int(votes.loc[district, party])) / (by_district * by_party)
            assert abs(quotient - int(official.loc[district, party])) <= Fraction(1, 2)
    table = house.table().to_pandas()
    assert table.seats.sum() == 125 and list(table.columns) == ["district", "party", "votes", "seats"]


def test_every_way_to_give_votes_gives_the_same_seats() -> None:
    votes, _ = zurich()
    want = sailau.apportion_biproportional(votes.to_numpy(), DISTRICT_SEATS, PARTY_SEATS)
    named = {str(district): {party: int(count) for party, count in row.items() if count} for district, row in votes.iterrows()}
    of_districts = dict(zip(named, DISTRICT_SEATS))
    of_parties = dict(zip(votes.columns, PARTY_SEATS))
    for given, districts, parties in [
        (votes, DISTRICT_SEATS, PARTY_SEATS),
        (votes, pd.Series(DISTRICT_SEATS, votes.index), pd.Series(PARTY_SEATS, votes.columns)[::-1]),
        (named, of_districts, of_parties),
        (votes.to_numpy().tolist(), tuple(DISTRICT_SEATS), np.array(PARTY_SEATS)),
        (np.asfortranarray(votes.to_numpy()), DISTRICT_SEATS, PARTY_SEATS),
        (votes.to_numpy().astype("uint32"), DISTRICT_SEATS, dict(enumerate(PARTY_SEATS))),
    ]:
        house = sailau.apportion_biproportional(given, districts, parties)
        order = list(votes.columns) if house.parties[0] != 0 else house.parties
        columns = [house.parties.index(party) for party in order]
        assert (house.seats[:, columns] == want.seats).all()
    assert want.districts == list(range(9))


def test_an_array_is_read_where_it_lies() -> None:
    votes = np.array(SMALL)
    house = sailau.apportion_biproportional(votes, [7, 5, 8], [5, 11, 4])
    assert house.is_proved()
    # What is proved is what lies in the array: nothing was copied.
    votes[0, 0] = 9_000
    assert not house.is_proved()
    votes[0, 0] = 123
    assert house.is_proved()
    read_only = votes.copy()
    read_only.flags.writeable = False
    assert (sailau.apportion_biproportional(read_only, [7, 5, 8], [5, 11, 4]).seats == house.seats).all()


@pytest.mark.parametrize("method", ["sainte-lague", "dhondt", "danish", "imperiali", "adams", "dean"])
def test_methods(method: str) -> None:
    house = sailau.apportion_biproportional(np.array(SMALL), [7, 5, 8], [5, 11, 4], method)
    assert house.seats.sum(axis=1).tolist() == [7, 5, 8] and house.seats.sum(axis=0).tolist() == [5, 11, 4]
    assert house.is_proved() and house.method == method
    assert house.seats.dtype == np.uint32


def test_a_tie_is_reported_and_not_resolved() -> None:
    house = sailau.apportion_biproportional(np.full((2, 2), 10), [1, 1], [1, 1])
    assert house.seats.tolist() == [[0, 0], [0, 0]]
    (tie,) = house.ties
    assert (tie.cells, tie.seats) == ([(0, 0), (0, 1), (1, 0), (1, 1)], 2)
    assert house.is_proved()
    named = sailau.apportion_biproportional({"N": {"A": 1, "B": 1}, "S": {"A": 1, "B": 1}}, [1, 1], {"A": 1, "B": 1})
    assert named.ties[0].cells[1] == ("N", "B")


def test_the_strongest_list_of_a_district_has_a_seat() -> None:
    votes = {"Two": {"A": 200, "B": 100}, "One": {"A": 10, "B": 11}}
    districts, parties = {"Two": 2, "One": 1}, {"A": 2, "B": 1}
    assert sailau.apportion_biproportional(votes, districts, parties).seats.tolist() == [[1, 1], [1, 0]]
    frame = pd.DataFrame({"B": [1, 0], "A": [0, 1]}, index=["One", "Two"])
    for at_least in [{"Two": {"A": 1}, "One": {"B": 1}}, {"One": {"B": 1}}, [[1, 0], [0, 1]], frame]:
        house = sailau.apportion_biproportional(votes, districts, parties, at_least=at_least)
        assert house.seats.tolist() == [[2, 0], [0, 1]]
        assert house.is_proved()


def test_what_cannot_be_is_said_with_the_place() -> None:
    votes = {"North": {"Red": 50}, "South": {"Red": 20, "Blue": 30}}
    with pytest.raises(sailau.ApportionError) as short:
        sailau.apportion_biproportional(votes, [3, 2], [2, 3])
    assert (short.value.district, short.value.party) == ("North", "Red")
    assert "districts `North` have 3 seats to fill, but only parties `Red` have votes there" in str(short.value)
    assert isinstance(short.value, ValueError)
    with pytest.raises(sailau.ApportionError, match="districts 0 have 3 seats to fill, but only parties 0 have") as numbered:
        sailau.apportion_biproportional(np.array([[50, 0], [20, 30]]), [3, 2], [2, 3])
    assert (numbered.value.district, numbered.value.party) == ("0", "0")
    with pytest.raises(sailau.ApportionError, match="the districts have 5 seats together and the parties 4"):
        sailau.apportion_biproportional(votes, [3, 2], [2, 2])
    with pytest.raises(sailau.ApportionError, match="there is no district `Sout`; did you mean `South`") as unknown:
        sailau.apportion_biproportional(votes, {"North": 1, "Sout": 1}, [1, 1])
    assert (unknown.value.district, unknown.value.nearest) == ("Sout", "South")
    with pytest.raises(sailau.ApportionError, match="the number of seats of `South` is missing") as missing:
        sailau.apportion_biproportional(votes, {"North": 1}, [1, 1])
    assert missing.value.district == "South"
    with pytest.raises(sailau.ApportionError, match="the votes of `Blue` in `South` are -30") as negative:
        sailau.apportion_biproportional({"South": {"Red": 20, "Blue": -30}}, [3], [2, 1])
    assert (negative.value.district, negative.value.party) == ("South", "Blue")
    with pytest.raises(sailau.ApportionError, match="row 1, column 0: -4 is negative") as cell:
        sailau.apportion_biproportional(np.array([[1, 2], [-4, 3]]), [1, 1], [1, 1])
    assert (cell.value.row, cell.value.party) == (1, "0")
    frame = pd.DataFrame({"Red": [1, -4], "Blue": [2, 3]}, index=["North", "South"])
    with pytest.raises(sailau.ApportionError, match="`Red` in `South`: -4 is negative"):
        sailau.apportion_biproportional(frame, [1, 1], [1, 1])
    with pytest.raises(sailau.ApportionError, match="need one of sainte-lague, .* not hare"):
        sailau.apportion_biproportional(votes, [3, 2], [3, 2], "hare")
    with pytest.raises(sailau.ApportionError, match="party `Blue` has a minimum in district `North` and no votes") as minimum:
        sailau.apportion_biproportional(votes, [3, 2], [3, 2], at_least={"North": {"Blue": 1}})
    assert (minimum.value.district, minimum.value.party) == ("North", "Blue")
    with pytest.raises(sailau.ApportionError, match="minimums have 1 rows and 2 columns, and the votes 2 and 2"):
        sailau.apportion_biproportional(votes, [3, 2], [3, 2], at_least=[[0, 0]])
    with pytest.raises(sailau.ApportionError, match="minimums: there is no party `Bleu`; did you mean `Blue`"):
        sailau.apportion_biproportional(votes, [3, 2], [3, 2], at_least={"South": {"Bleu": 1}})
    with pytest.raises(TypeError, match="float64"):
        sailau.apportion_biproportional(np.ones((2, 2)), [1, 1], [1, 1])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a dictionary of districts"):
        sailau.apportion_biproportional({"North": 5}, [1], [1])  # type: ignore[dict-item]
