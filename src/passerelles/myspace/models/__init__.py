"""The person's way in, and the carnet she keeps."""

from passerelles.myspace.models.cards import AccessCard
from passerelles.myspace.models.carnet import CarnetChoices, CarnetEntry, CarnetVersion

__all__ = ["AccessCard", "CarnetChoices", "CarnetEntry", "CarnetVersion"]
