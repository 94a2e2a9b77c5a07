"""Reforms: what they change, in words and in seats."""

import pytest

import sailau
from sailau import Reform, kazakhstan


def test_the_reform_of_2022_in_words_and_seats() -> None:
    election = kazakhstan.election("2021-01-10")
    old, new = election.law, kazakhstan.law_on("2023-03-19")
    reform = Reform.between(old, new)
    assert "list threshold at least: 7% → 5% (art. 97-1(1) and 43(5))" in reform.changes
    assert reform.apply(old) == new
    table = reform.compare(old, election.votes, allow_uncounted=True).to_pandas().set_index("party")
    assert (table.old["Auyl"], table.new["Auyl"], table.change["Auyl"]) == (0, 4, 4)


def test_changes_by_their_words() -> None:
    election = kazakhstan.election("2023-03-19")
    reform = Reform("49 + 49, and 3 %", {"list.seats": 49, "single.districts": 49, "list.threshold.at_least": "3%"})
    assert len(reform.changes) == 3
    assert Reform.from_toml(reform.to_toml()) == reform
    effects = reform.effects(election.law, election.votes).to_pandas().set_index("party")
    assert effects.change["Amanat"] == -12
    assert sum(effects.loc["Amanat", [f"shapley_{number}" for number in (1, 2, 3)]]) == -12


def test_errors_of_reforms() -> None:
    law = kazakhstan.law_on("2023-03-19")
    with pytest.raises(sailau.ReformError) as unknown:
        Reform.from_toml("name = 'A'\n[[change]]\nset = 'list.seats'\nform = 69\nto = 70")
    assert (unknown.value.line, unknown.value.nearest) == (4, "from")
    with pytest.raises(sailau.ReformError, match="no tier `lost`") as tier:
        Reform("A", {"lost.seats": 3}).apply(law)
    assert tier.value.nearest == "list"
    with pytest.raises(sailau.ReformError):
        Reform("A", {"list.seats": -3}).apply(law)
    with pytest.raises(sailau.ReformError, match="changes nothing"):
        Reform("A", {"list.seats": 69}).apply(law)
