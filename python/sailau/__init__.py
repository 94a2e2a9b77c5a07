"""What would these votes have produced under other rules, and how sure is that?

Votes are counted under rules, which gives an outcome with its record; reforms change rules; electorates are drawn from.
Integers decide seats, and a tie is reported and never resolved silently.

>>> from sailau import kazakhstan
>>> election = kazakhstan.election("2021-01-10")
>>> election.law.count(election.votes).seats["Nur Otan"]
76
"""

from . import kazakhstan, world
from ._sailau import (
    ApportionError,
    Apportionment,
    Batch,
    Biproportional,
    CellTie,
    Certificate,
    Change,
    CountError,
    Electorate,
    ElectorateError,
    Ensemble,
    Fit,
    Margins,
    Outcome,
    Reform,
    ReformError,
    Rules,
    RulesError,
    SailauError,
    Scale,
    Scenario,
    SimulationError,
    Table,
    Tie,
    UnknownNameError,
    Votes,
    VotesError,
    apportion,
    apportion_batch,
    apportion_biproportional,
    apportion_within,
    fit,
    methods,
    scale,
    simulate,
)

__all__ = [
    "ApportionError",
    "Apportionment",
    "Batch",
    "Biproportional",
    "CellTie",
    "Certificate",
    "Change",
    "CountError",
    "Electorate",
    "ElectorateError",
    "Ensemble",
    "Fit",
    "Margins",
    "Outcome",
    "Reform",
    "ReformError",
    "Rules",
    "RulesError",
    "SailauError",
    "Scale",
    "Scenario",
    "SimulationError",
    "Table",
    "Tie",
    "UnknownNameError",
    "Votes",
    "VotesError",
    "apportion",
    "apportion_batch",
    "apportion_biproportional",
    "apportion_within",
    "fit",
    "kazakhstan",
    "methods",
    "scale",
    "simulate",
    "world",
]
