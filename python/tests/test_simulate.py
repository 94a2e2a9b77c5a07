"""Electorates, fits and simulations: the same draws for the same seed, progress, and Ctrl-C."""

import signal
import threading
import time

import pytest

import sailau
from sailau import Electorate, kazakhstan

LAWS = {"2023": kazakhstan.law_on("2023-03-19"), "2026": kazakhstan.law_on("2026-07-01")}


def electorate() -> Electorate:
    return kazakhstan.electorate("2023-03-19")


def test_the_same_seed_draws_the_same() -> None:
    one = sailau.simulate(electorate(), LAWS, draws=600, seed=5, threads=1, coalitions=[["Auyl", "Ak Zhol"]])
    two = sailau.simulate(electorate(), LAWS, draws=600, seed=5, threads=2, coalitions=[["Auyl", "Ak Zhol"]])
    assert one.to_dict() == two.to_dict()
    assert (one.draws, one.seed, one.is_complete) == (600, 5, True)
    assert one.seats.to_dict() != sailau.simulate(electorate(), LAWS, draws=600, seed=6).seats.to_dict()
    assert set(one.pairs.to_pandas()["first"]) | set(one.pairs.to_pandas()["second"]) == {"2023", "2026"}
    assert len(one.event_pairs) == 1
    assert one.assumptions


def test_progress_is_told_and_can_end_a_run() -> None:
    told: list[tuple[int, int]] = []
    sailau.simulate(electorate(), LAWS, draws=512, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (512, 512)
    cut = sailau.simulate(electorate(), LAWS, draws=10_000_000, progress=lambda done, of: done == 0)
    assert not cut.is_complete
    assert 0 < cut.draws < 10_000_000


def test_drawing_until_intervals_are_narrow() -> None:
    found = sailau.simulate(electorate(), LAWS, until=2.5, seed=3, coalitions=[["Auyl", "Ak Zhol"]])
    assert (found.ended, found.is_complete) == ("enough", False)
    assert found.widest < 2.5
    assert 4_096 <= found.draws < 20_000
    # The same end on one thread, and the same draws as of a run of that length.
    again = sailau.simulate(electorate(), LAWS, until=2.5, seed=3, coalitions=[["Auyl", "Ak Zhol"]], threads=1)
    assert again.to_dict() == found.to_dict()
    whole = sailau.simulate(electorate(), LAWS, draws=found.draws, seed=3, coalitions=[["Auyl", "Ak Zhol"]])
    assert (whole.ended, whole.seats.to_dict()) == ("complete", found.seats.to_dict())
    # Draws are then the most.
    short = sailau.simulate(electorate(), LAWS, until=0.001, draws=512)
    assert (short.ended, short.draws) == ("complete", 512)
    cut = sailau.simulate(electorate(), LAWS, until=0.001, progress=lambda done, of: done == 0)
    assert cut.ended == "stopped"
    for points in [0, -1, 101, float("nan")]:
        with pytest.raises(sailau.SimulationError, match="above 0 and at most 100"):
            sailau.simulate(electorate(), LAWS, until=points)


def test_a_scenario_is_counted_without_it_and_with_it() -> None:
    scenario = sailau.Scenario.from_toml("name = 'all desert'\n[desertion]\nshare = '100%'\nerror = 0.18\n")
    found = sailau.simulate(electorate(), {"2023": LAWS["2023"]}, scenario=scenario, draws=512, seed=2)
    pairs = found.pairs.to_pandas()
    assert set(pairs["first"]) == {"2023"} and set(pairs["second"]) == {"2023, all desert"}
    assert found.stated and set(found.stated) < set(found.assumptions)
    # Lists that are expected below the threshold lose by it, draw by draw.
    difference = pairs.set_index("party")["mean"]
    assert difference["Amanat"] < 0 < difference[["Baytaq", "OSDP"]].sum()
    assert sailau.simulate(electorate(), {"2023": LAWS["2023"]}, draws=16).stated == []
    with pytest.raises(sailau.SimulationError) as text:
        sailau.Scenario.from_toml("name = 'A'\n[desertion]\nshaer = '5%'\nerror = 0\n")
    assert (text.value.line, text.value.nearest) == (3, "share")
    with pytest.raises(sailau.SimulationError) as file:
        sailau.Scenario.from_file("no_such_file.toml")
    assert file.value.file == "no_such_file.toml"
    stranger = sailau.Scenario.from_toml("name = 'A'\n[desertion]\nshare = '5%'\nerror = 0\nexpected = { Amanta = '1%' }\n")
    with pytest.raises(sailau.SimulationError) as party:
        sailau.simulate(electorate(), LAWS, scenario=stranger, draws=1)
    assert (party.value.party, party.value.nearest) == ("Amanta", "Amanat")


def test_an_error_of_the_callback_ends_the_run() -> None:
    def fails(done: int, of: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        sailau.simulate(electorate(), LAWS, draws=10_000_000, progress=fails)


def test_ctrl_c_ends_a_run() -> None:
    caller = threading.main_thread().ident
    assert caller is not None
    # A shell that runs this in the background has it ignored, and Python takes that over.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    ctrl_c = threading.Timer(0.3, signal.pthread_kill, [caller, signal.SIGINT])
    ctrl_c.start()
    with pytest.raises(KeyboardInterrupt):
        sailau.simulate(electorate(), LAWS, draws=10_000_000)
    ctrl_c.join()
    signal.signal(signal.SIGINT, before)


def test_the_gil_is_released() -> None:
    seen: list[float] = []
    done = threading.Event()

    def beats() -> None:
        while not done.is_set():
            seen.append(time.monotonic())
            time.sleep(0.001)

    other = threading.Thread(target=beats)
    other.start()
    sailau.simulate(electorate(), LAWS, draws=100_000_000, progress=lambda so_far, of: len(seen) < 5)
    done.set()
    other.join()
    assert len(seen) >= 5


def test_a_fit_to_real_elections() -> None:
    votes = {str(one.day.year): one.votes for one in kazakhstan.elections()[4:]}
    found = sailau.fit(votes, contest="list", same={"Nur Otan": "Amanat"})
    assert "national-swing" in found.estimates.to_dict()["parameter"] or found.estimates.to_dict()["parameter"]
    assert any("local" in sentence for sentence in found.assumptions)
    assert "Amanat" in found.electorate.parties
    assert Electorate.from_toml(found.electorate.to_toml()) == found.electorate
    drawn = sailau.simulate(found.electorate, {"list": LAWS["2026"]}, draws=256)
    assert drawn.seats.to_pandas()["mean"].sum() == pytest.approx(145, abs=1)


def test_errors_of_electorates_and_simulations() -> None:
    with pytest.raises(sailau.ElectorateError) as text:
        Electorate.from_toml('name = "A"\nsuorces = []\n')
    assert (text.value.line, text.value.nearest) == (2, "sources")
    with pytest.raises(sailau.ElectorateError) as party:
        sailau.fit({"1": {"A": 5, "B": 4}, "2": {"A": 5, "B": 4}}, same={"C": "A"})
    assert party.value.party == "C"
    with pytest.raises(sailau.SimulationError, match="no rules"):
        sailau.simulate(electorate(), {})
    with pytest.raises(sailau.SimulationError, match="at least one draw"):
        sailau.simulate(electorate(), LAWS, draws=0)
    with pytest.raises(sailau.SimulationError, match="Amanta"):
        sailau.simulate(electorate(), LAWS, draws=1, coalitions=[["Amanta"]])
    with pytest.raises(sailau.ElectorateError, match="turnout"):
        Electorate.from_votes({"A": 1}, turnout=2.0)
