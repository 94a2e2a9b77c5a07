"""Official elections of many countries, which come with a clone of the repository."""

from ._sailau import world as _room

Election = _room.Election
election = _room.election
elections = _room.elections

__all__ = ["Election", "election", "elections"]
