"""Votes counted under rules, and what comes out as frames."""

import datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import sailau
from sailau import Rules, Votes, kazakhstan, world

DATA = Path(__file__).parents[2] / "examples" / "data"


def test_kazakhstan_2023_from_its_file() -> None:
    law = kazakhstan.law_on("2023-03-19")
    votes = Votes.from_file(DATA / "kazakhstan_2023.csv", rules=law)
    outcome = law.count(votes, allow_uncounted=True)
    assert outcome.seats_in("list") == {
        "Amanat": 40,
        "Auyl": 8,
        "Respublica": 6,
        "Ak Zhol": 6,
        "NPK": 5,
        "OSDP": 4,
        "Baytaq": 0,
    }
    assert outcome.unfilled == [("single", None, 29, "the votes are not given")]
    assert "97-1" in outcome.record
    assert sum(outcome.seats.values()) + 29 == outcome.house_size == 98


def test_the_official_house_of_every_election() -> None:
    for election in kazakhstan.elections():
        outcome = election.law.count(election.votes)
        official = election.official_seats.to_pandas()
        for _, row in official[official.tier == "list"].iterrows():
            assert outcome.seats_in("list")[row.party] == row.seats, (election.day, row.party)


def test_a_day_is_a_date_or_a_text() -> None:
    day = datetime.date(2021, 1, 10)
    assert kazakhstan.law_on(day) == kazakhstan.law_on("2021-01-10")
    assert kazakhstan.election(day).day == day
    assert kazakhstan.law_on(pd.Timestamp(day)).since == datetime.date(2009, 2, 9)
    assert [law.since.year for law in kazakhstan.laws() if law.since] == [1995, 1999, 2004, 2007, 2009, 2021, 2022, 2026]
    for no_day in ["2021-02-30", "10.01.2021", "yesterday", "2021-01-100"]:
        with pytest.raises(sailau.SailauError, match="is no day"):
            kazakhstan.law_on(no_day)
    with pytest.raises(sailau.UnknownNameError, match="the days are 1999-10-10"):
        kazakhstan.election("2000-01-01")


def test_an_outcome_is_a_frame_of_pandas_polars_and_arrow() -> None:
    election = kazakhstan.election("2023-03-19")
    outcome = election.law.count(election.votes)
    columns = ["party", "seats_in_list", "seats_in_single", "seats", "share", "open", "among"]
    arrow, polars, pandas = pa.table(outcome), pl.DataFrame(outcome), outcome.to_pandas()
    assert arrow.column_names == polars.columns == list(pandas.columns) == columns
    assert arrow.to_pydict() == outcome.table().to_dict() == polars.to_dict(as_series=False)
    assert pandas.seats.tolist() == polars["seats"].to_list() == arrow["seats"].to_pylist()
    assert arrow.schema.field("seats").type == pa.uint64()
    assert pandas.party.isna().sum() == 1, "seven members without a party"
    assert pandas.seats.sum() == 98
    # A second consumer of the same object gets the same.
    assert pl.DataFrame(outcome).equals(polars)
    assert outcome.to_polars().equals(polars)
    assert outcome.rows().to_pandas().seats.sum() == 98


def test_the_result_of_the_readme() -> None:
    """Who would have sat under each law: the seats that `cargo run --example reform_2022` prints."""
    rows = [
        (election.day.year, law.since.year, party, seats)
        for election in kazakhstan.elections()
        for law in kazakhstan.laws()
        if law.since and law.since.year >= 1999
        for party, seats in law.count(election.votes.without_winners(), allow_uncounted=True).seats_in("list").items()
    ]
    frame = pd.DataFrame(rows, columns=["election", "law", "party", "seats"])
    auyl = frame[(frame.election == 2021) & (frame.party == "Auyl")].set_index("law").seats
    assert auyl.to_dict() == {1999: 0, 2004: 0, 2007: 0, 2009: 0, 2021: 6, 2022: 4, 2026: 8}


def test_votes_are_read_from_dictionaries_and_frames_alike() -> None:
    rows = {"party": ["Red", "Blue", "@invalid"], "votes": [600, 400, 12]}
    votes = Votes({"Red": 600, "Blue": 400, "@invalid": 12})
    for frame in [rows, pd.DataFrame(rows), pl.DataFrame(rows), pa.table(rows)]:
        assert Votes.from_frame(frame) == votes
    assert Votes.from_csv("party,votes\nRed,600\nBlue,400\n@invalid,12\n") == votes
    assert Votes.from_frame(pd.DataFrame({"Partei": ["Red", "Red", "Blue", "@invalid"], "Stimmen": [500, 100, 400, 12]}),
                            columns={"party": "Partei", "votes": "Stimmen"}, summed=True) == votes
    assert votes.table().to_dict()["votes"] == [600, 400]
    assert votes.by_party() == {"Red": 600, "Blue": 400}


def test_missing_values_are_blank_and_whole_numbers_stay_whole() -> None:
    frame = pd.DataFrame({"party": ["Red", "Blue", None], "candidate": [None, None, "A. B."], "votes": [600, 400, 30],
                          "registration_order": [1, 2, None]})
    votes = Votes.from_frame(frame)
    assert (votes.parties, votes.total()) == (["Red", "Blue"], 1030)
    with pytest.raises(sailau.VotesError, match="row 1, column `votes`: `400.5` is not a whole number") as caught:
        Votes.from_frame(frame.assign(votes=[600, 400.5, 30]))
    assert (caught.value.row, caught.value.column) == (1, "votes")


def test_districts() -> None:
    rules = Rules.from_toml('name = "A"\n[[tier]]\nname = "list"\nseats = 5\ndistricts = "each"\nmethod = "dhondt"')
    outcome = rules.count({"North": {"Red": 60, "Blue": 39}, "South": {"Red": 20, "Blue": 80}})
    assert outcome.seats == {"Blue": 6, "Red": 4}
    assert outcome.rows().to_dict()["district"] == ["North", "North", "South", "South"]


def test_errors_say_where() -> None:
    with pytest.raises(sailau.VotesError) as votes:
        Votes.from_csv("contest,party,votes\nlist,Hill,60\nlits,Dale,40\n")
    assert (votes.value.line, votes.value.column, votes.value.nearest) == (3, "contest", "list")
    with pytest.raises(sailau.VotesError) as file:
        Votes.from_file("no_such_file.csv")
    assert file.value.file == "no_such_file.csv"
    with pytest.raises(sailau.VotesError) as party:
        Votes({"Red": 1, "Blue": -1})
    assert party.value.party == "Blue"
    with pytest.raises(sailau.RulesError) as rules:
        Rules.from_toml('name = "A"\n[[tier]]\nname = "list"\nseats = 5\nmethod = "hare"\n'
                        'threshold = { at_least = "5", of = "valid votes" }\n[cite]\n"list.threshold" = { article = "97-1(2)" }\n')
    error = rules.value
    assert (error.line, error.column, error.tier, error.field, error.article) == (
        6, 26, "list", "threshold.at_least", "97-1(2)")
    with pytest.raises(sailau.CountError) as count:
        kazakhstan.law_on("2023-03-19").count({"Amanat": 3_431_510})
    assert (count.value.tier, count.value.file) == ("single", None)
    with pytest.raises(sailau.UnknownNameError) as unknown:
        kazakhstan.law_on("2021-01-10").count({"Amanat": 9, "@against-all": 0}).seats_of("Amanta")
    assert unknown.value.nearest == "Amanat"
    for kind in [sailau.VotesError, sailau.RulesError, sailau.CountError, sailau.UnknownNameError]:
        assert issubclass(kind, sailau.SailauError) and issubclass(kind, ValueError)


def test_another_countrys_votes() -> None:
    case = world.election("nz_2023")
    ours = kazakhstan.election("2023-03-19").votes.without_winners()
    outcome = case.law.count(ours, missing_as_nothing=True)
    assert sum(outcome.seats.values()) == outcome.house_size == 120
    assert ["single" in sentence for sentence in outcome.taken_as_nothing] == [True]
    check = case.check().to_pandas()
    assert (check.official == check.counted).all() and len(check) > 5
    assert case.count().house_size == 122
    assert len(world.elections()) >= 147
    with pytest.raises(sailau.UnknownNameError, match="nz_2023") as caught:
        world.election("nz_2024")
    assert caught.value.nearest is not None


def test_rules_are_written_and_read_back() -> None:
    for law in kazakhstan.laws():
        assert Rules.from_toml(law.to_toml()) == Rules.from_json(law.to_json()) == law
        assert law.in_words()
