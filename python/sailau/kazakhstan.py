"""Kazakhstan's laws, elections of the Mäjilis, and electorates, with their sources and doubts."""

from ._sailau import kazakhstan as _room

Election = _room.Election
election = _room.election
elections = _room.elections
electorate = _room.electorate
law_on = _room.law_on
laws = _room.laws

__all__ = ["Election", "election", "elections", "electorate", "law_on", "laws"]
