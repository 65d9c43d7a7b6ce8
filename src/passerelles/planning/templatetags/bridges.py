"""How the state of a step is shown: a colour, a sign and a word."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from passerelles.planning.rules.routes import STEP_STATE_TEXTS, StepState
from passerelles.web.templatetags.passerelles import tag

register = template.Library()

_COLOURS: dict[StepState, str] = {
    StepState.OPEN: "leaf",
    StepState.OPEN_IF: "coral",
    StepState.UNKNOWN: "sky",
    StepState.CLOSED: "muted",
}


@register.simple_tag
def step_state(state: StepState, plain: bool = False) -> SafeString:
    """The tag of a step; ``plain`` in the words of the person."""
    text = STEP_STATE_TEXTS[state]
    return tag(_COLOURS[state], text.plain if plain else text.label, text.sign)
