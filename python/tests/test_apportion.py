"""Sharing out seats: real elections, ties, certificates, margins, arrays."""

import numpy as np
import pandas as pd
import pytest

import sailau

# Kazakhstan 2023: the six lists that passed the threshold, and their 69 seats by Hare's quota.
LISTS = {
    "Amanat": 3_431_510,
    "Auyl": 693_938,
    "Respublica": 547_154,
    "Ak Zhol": 535_139,
    "NPK": 432_920,
    "OSDP": 331_058,
}
SEATS = [40, 8, 6, 6, 5, 4]


def test_kazakhstan_2023() -> None:
    house = sailau.apportion(LISTS, 69, "hare")
    assert house.seats == dict(zip(LISTS, SEATS))
    assert house.ties == []
    assert (house.house_size, house.method, len(house)) == (69, "hare", 6)


@pytest.mark.parametrize("votes", [list(LISTS.values()), tuple(LISTS.values()), np.array(list(LISTS.values()))])
def test_votes_without_names_give_a_list(votes: list[int]) -> None:
    assert sailau.apportion(votes, 69, "hare").seats == SEATS


def test_a_series_of_pandas_is_a_dictionary() -> None:
    assert sailau.apportion(pd.Series(LISTS), 69, "hare").seats == dict(zip(LISTS, SEATS))


def test_every_method_has_the_whole_house() -> None:
    for method in sailau.methods():
        house = sailau.apportion(LISTS, 69, method)
        assert sum(house.seats.values()) + sum(tie.seats for tie in house.ties) == 69, method
        assert house.is_proved_by(house.certificate()), method
    assert len(sailau.methods()) == 27


def test_a_tie_is_reported_and_not_resolved() -> None:
    house = sailau.apportion({"A": 70, "B": 25, "C": 25}, 3, "hare")
    assert house.seats == {"A": 2, "B": 0, "C": 0}
    (tie,) = house.ties
    assert (tie.parties, tie.seats, tie.all_to_one, tie.tier) == (["B", "C"], 1, False, None)


def test_a_certificate_of_another_result_proves_nothing() -> None:
    house, other = sailau.apportion([60, 40, 39], 2, "dhondt"), sailau.apportion([90, 40, 39], 2, "dhondt")
    assert not house.is_proved_by(other.certificate())
    assert "divisors" in house.certificate().to_dict()


def test_the_margin_of_2023() -> None:
    transfer = sailau.apportion(LISTS, 69, "hare").margins().transfer
    assert transfer is not None
    assert (transfer.giver, transfer.taker, transfer.votes) == ("Amanat", "Respublica", 14_159)
    assert transfer.seats == dict(zip(LISTS, [39, 8, 7, 6, 5, 4]))
    # One vote fewer moves nothing.
    votes = LISTS | {"Amanat": LISTS["Amanat"] - 14_158, "Respublica": LISTS["Respublica"] + 14_158}
    assert sailau.apportion(votes, 69, "hare").seats == dict(zip(LISTS, SEATS))


@pytest.mark.parametrize(
    ("votes", "party", "words"),
    [
        ({"A": 1, "B": -2}, "B", "the votes of `B` are -2; a count is from 0 to"),
        ({"A": 1, "B": 2.5}, "B", "no whole number"),
        ({"A": 2**64}, "A", "18446744073709551616; a count is from 0 to 18446744073709551615"),
        ([1, None], None, "the votes of position 1 are None"),
    ],
)
def test_what_is_no_count_is_named(votes: object, party: str | None, words: str) -> None:
    with pytest.raises(sailau.ApportionError, match="no whole number|a count is from 0") as caught:
        sailau.apportion(votes, 3, "hare")  # type: ignore[arg-type]
    assert words in str(caught.value)
    assert caught.value.party == party
    assert isinstance(caught.value, ValueError)


def test_a_misspelt_method_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(sailau.ApportionError, match="dhondt"):
        sailau.apportion([1], 1, "dhont")
    assert sailau.apportion([60, 40, 39], 2, "D'Hondt").method == "dhondt"


def test_no_votes() -> None:
    with pytest.raises(sailau.ApportionError, match="not a single vote"):
        sailau.apportion([0, 0], 1, "hare")
    assert sailau.apportion([], 0, "hare").seats == []


def test_seats_within_bounds() -> None:
    votes = {"Large": 9_100, "Middle": 900, "Small": 100}
    assert sailau.apportion_within(votes, 10, "dhondt").seats == sailau.apportion(votes, 10, "dhondt").seats
    assert sailau.apportion_within(votes, 10, "dhondt", at_least=1).seats == {"Large": 8, "Middle": 1, "Small": 1}
    want = {"Large": 6, "Middle": 3, "Small": 1}
    series = pd.Series({"Small": 1, "Middle": 1, "Large": 1})
    for at_least in [1, [1, 1, 1], (0, 0, 1), {"Small": 1}, series, np.array([1, 1, 1]), np.int64(1)]:
        for at_most in [6, [6, None, None], {"Large": 6}, {"Large": 6, "Small": None}]:
            house = sailau.apportion_within(votes, 10, "dhondt", at_least=at_least, at_most=at_most)  # type: ignore[arg-type]
            assert house.seats == want
            assert house.is_proved_by(house.certificate())
    # Positions without names are known by their numbers.
    assert sailau.apportion_within([9_100, 900, 100], 10, "hare", at_least={2: 1}).seats == [9, 0, 1]
    unbound = sailau.apportion(votes, 10, "dhondt")
    assert not sailau.apportion_within(votes, 10, "dhondt", at_least=1).is_proved_by(unbound.certificate())
    tied = sailau.apportion_within({"A": 5, "B": 4, "C": 4}, 4, "dhondt", at_most={"A": 1})
    assert tied.seats == {"A": 1, "B": 1, "C": 1}
    assert [(tie.parties, tie.seats) for tie in tied.ties] == [(["B", "C"], 1)]


def test_bounds_that_cannot_be() -> None:
    votes = {"Large": 9_100, "Middle": 900, "Small": 100}
    with pytest.raises(sailau.ApportionError, match="minimum: there is no party `Smal`; did you mean `Small`") as unknown:
        sailau.apportion_within(votes, 10, "dhondt", at_least={"Smal": 1})
    assert (unknown.value.party, unknown.value.nearest) == ("Smal", "Small")
    with pytest.raises(sailau.ApportionError, match="`Middle` has a minimum of 3 seats and a maximum of 2") as cross:
        sailau.apportion_within(votes, 10, "dhondt", at_least=[0, 3, 0], at_most=2)
    assert cross.value.party == "Middle"
    with pytest.raises(sailau.ApportionError, match="the maximum of `Small` is -1; seats are a whole number") as negative:
        sailau.apportion_within(votes, 10, "dhondt", at_most={"Small": -1})
    assert negative.value.party == "Small"
    for at_least, words in [(4, "10 seats do not lie between the minimums' sum 12"), ([1, 1], "2 are given for 3 parties"), (1.5, "1.5")]:
        with pytest.raises(sailau.ApportionError, match=words):
            sailau.apportion_within(votes, 10, "dhondt", at_least=at_least)  # type: ignore[arg-type]
    with pytest.raises(sailau.ApportionError, match="no rule for a minimum"):
        sailau.apportion_within(votes, 10, "balinski-young", at_least=1)
    with pytest.raises(sailau.ApportionError, match="not worked out for seats within bounds"):
        sailau.apportion_within(votes, 10, "dhondt", at_least=1).margins()


@pytest.mark.parametrize("kind", ["int64", "uint64", "int32", "uint16"])
def test_a_batch_is_row_by_row_what_single_calls_are(kind: str) -> None:
    votes = np.random.default_rng(7).integers(0, 60_000, (500, 6)).astype(kind)
    for method in ["hare", "dhondt", "sainte-lague", "droop", "balinski-young"]:
        batch = sailau.apportion_batch(votes, 69, method)
        singles = [sailau.apportion(row, 69, method) for row in votes.tolist()]
        assert batch.seats.tolist() == [one.seats for one in singles]
        ties = [(row, tie.parties, tie.seats) for row, one in enumerate(singles) for tie in one.ties]
        assert [(row, tie.parties, tie.seats) for row, tie in batch.ties] == ties
        assert batch.seats.dtype == np.uint32


def test_a_batch_reads_any_layout() -> None:
    votes = np.arange(1, 601).reshape(100, 6)
    want = sailau.apportion_batch(votes, 20, "dhondt").seats
    assert (sailau.apportion_batch(np.asfortranarray(votes), 20, "dhondt").seats == want).all()
    assert (sailau.apportion_batch(votes[::2], 20, "dhondt").seats == want[::2]).all()
    read_only = votes.copy()
    read_only.flags.writeable = False
    assert (sailau.apportion_batch(read_only, 20, "dhondt").seats == want).all()


def test_a_batch_with_a_house_for_each_row() -> None:
    votes = np.array([[60, 30, 10], [60, 30, 10]])
    assert sailau.apportion_batch(votes, np.array([10, 20]), "hare").seats.tolist() == [[6, 3, 1], [12, 6, 2]]
    with pytest.raises(sailau.ApportionError, match="3 house sizes for 2 rows"):
        sailau.apportion_batch(votes, [1, 2, 3], "hare")


def test_a_batch_says_what_it_cannot_read() -> None:
    with pytest.raises(sailau.ApportionError, match="row 1, column 0: -4 is negative") as caught:
        sailau.apportion_batch(np.array([[1, 2], [-4, 3]]), 3, "hare")
    assert caught.value.row == 1
    with pytest.raises(TypeError, match="float64"):
        sailau.apportion_batch(np.ones((2, 2)), 3, "hare")  # type: ignore[arg-type]
    with pytest.raises(sailau.ApportionError, match="1 dimensions"):
        sailau.apportion_batch(np.array([1, 2]), 3, "hare")
    with pytest.raises(sailau.ApportionError, match="a house has from 0"):
        sailau.apportion_batch(np.array([[1, 2]]), -3, "hare")
    assert sailau.apportion_batch(np.zeros((0, 4), dtype=int), 3, "hare").seats.shape == (0, 4)
    assert sailau.apportion_batch(np.zeros((3, 0), dtype=int), 0, "hare").seats.shape == (3, 0)
