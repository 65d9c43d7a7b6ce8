"""Words of people as colours: ``{% tag item.shown_state|state_colour item.state_label %}``."""

from __future__ import annotations

from django import template

from passerelles.people.rules.situations import SituationState

register = template.Library()

_COLOURS = {
    SituationState.TO_DO: "coral",
    SituationState.FILED: "sky",
    SituationState.OBTAINED: "leaf",
    SituationState.REFUSED: "plum",
    SituationState.EXPIRED: "muted",
}


@register.filter
def state_colour(state: str) -> str:
    """Colour of the state of a situation; the word always stands beside it."""
    return _COLOURS[SituationState(state)]
