"""One scale for all systems: the same numbers as of the program, electorates side by side, and what is set aside."""

import pytest

import sailau
from sailau import kazakhstan, world

DAYS = ["1999-10-10", "2021-01-10", "2021-06-01", "2026-07-01"]
LAWS = {day: kazakhstan.law_on(day) for day in DAYS}


def test_laws_along_the_scale() -> None:
    scale = sailau.scale(LAWS, draws=1_800, against="2026-07-01", seed=7)
    table = scale.table.to_pandas().set_index("system")
    # docs/scale.md: 2.43, 2.49, 4.21 and 18.93 points.
    assert list(table.index) == ["2026-07-01", "2021-06-01", "2021-01-10", "1999-10-10"]
    for day, points in [("2026-07-01", 2.43), ("2021-06-01", 2.49), ("2021-01-10", 4.21), ("1999-10-10", 18.93)]:
        assert 100 * abs(table.gallagher[day] - points / 100) < 5 * 100 * table.gallagher_se[day]
    assert (scale.draws, scale.seed, scale.aside) == (1_800, 7, {})
    assert table.difference["2026-07-01"] == 0
    assert len(scale.by_lists) == 4 * 9 and scale.side_by_side.columns[2] == "in 2 lists"
    assert sailau.scale(LAWS, draws=1_800, against="2026-07-01", seed=7, threads=1).to_dict() == scale.to_dict()


def test_electorates_side_by_side_in_real_districts() -> None:
    case = world.election("nz_2023")
    electorates = {"2023": kazakhstan.electorate("2023-03-19"), "2021": kazakhstan.electorate("2021-01-10")}
    scale = sailau.scale({"nz": (case.law, case.votes), "2026": LAWS["2026-07-01"]}, electorates=electorates, draws=100)
    table = scale.side_by_side.to_pandas()
    assert list(table.columns) == ["system", "gallagher", "in 2023", "in 2021"]
    assert ((table["in 2023"] + table["in 2021"]) / 2 - table.gallagher).abs().max() < 1e-9
    assert scale.table.to_pandas().set_index("system").districts["nz"] > 60


def test_what_is_set_aside_and_what_cannot_be() -> None:
    single = world.election("nz_2023").law
    scale = sailau.scale({"nz": single, "2026": LAWS["2026-07-01"]}, lists=[3], draws=10)
    assert set(scale.aside) == {"nz"} or len(scale.table) == 2
    with pytest.raises(sailau.SimulationError, match="nothing is left for the scale"):
        sailau.scale({})
    with pytest.raises(sailau.SimulationError, match="leave lists out"):
        sailau.scale(LAWS, electorates={"2023": kazakhstan.electorate("2023-03-19")}, lists=[3])
    with pytest.raises(sailau.SimulationError, match="is no number of lists"):
        sailau.scale(LAWS, lists=[1])
    with pytest.raises(sailau.SimulationError, match="is not on the scale"):
        sailau.scale(LAWS, against="2027")
    with pytest.raises(sailau.SimulationError, match="at least one draw"):
        sailau.scale(LAWS, draws=0)
