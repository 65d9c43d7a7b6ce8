"""Models of people: who they are, what they told once, their dated situations."""

from passerelles.people.models.duplicates import ExternalReference, PersonMerge
from passerelles.people.models.facts import Fact, RepeatedQuestion, Situation, SituationChange, Wish
from passerelles.people.models.person import LegalRepresentative, Person

__all__ = [
    "ExternalReference",
    "Fact",
    "LegalRepresentative",
    "Person",
    "PersonMerge",
    "RepeatedQuestion",
    "Situation",
    "SituationChange",
    "Wish",
]
