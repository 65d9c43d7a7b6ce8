"""Reads about people: every one through managers that fail closed."""

from passerelles.people.queries.directory import (
    PeopleFilter,
    PeoplePage,
    PersonLine,
    Repeated,
    leaving_candidates,
    lines,
    lookalikes,
    matching_people,
    merges,
    repeated_questions,
)
from passerelles.people.queries.record import (
    SituationNow,
    SituationStep,
    ToldFact,
    fact_history,
    facts_told,
    representatives,
    situations,
    who_said,
    wishes,
)

__all__ = [
    "PeopleFilter",
    "PeoplePage",
    "PersonLine",
    "Repeated",
    "SituationNow",
    "SituationStep",
    "ToldFact",
    "fact_history",
    "facts_told",
    "leaving_candidates",
    "lines",
    "lookalikes",
    "matching_people",
    "merges",
    "repeated_questions",
    "representatives",
    "situations",
    "who_said",
    "wishes",
]
