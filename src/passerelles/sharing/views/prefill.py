"""Starting a proposal from what is often useful, or from an agreement already given.

Only on demand, by following a link: a proposal opened as usual has nothing ticked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.sharing.models import Agreement
from passerelles.sharing.queries.lookups import agreement_in_force
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.overview import last_day
from passerelles.sharing.rules.volets import (
    OFTEN_USEFUL,
    ORDINARY_VOLETS,
    PURPOSE_LABELS,
    VOLET_TEXTS,
    Purpose,
    Volet,
)
from passerelles.sharing.views.edge import actor_of

PURPOSE, LIKE = "raison", "comme"


@dataclass(frozen=True, slots=True)
class Prefill:
    """What the form starts with, and the sentence that says so."""

    initial: dict[str, object] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    purpose: str
    label: str
    volets: str


def suggestions() -> list[Suggestion]:
    return [
        Suggestion(purpose.value, PURPOSE_LABELS[purpose], _named(volets))
        for purpose, volets in OFTEN_USEFUL.items()
    ]


def prefill(request: HttpRequest, person_id: UUID) -> Prefill:
    """What the address asks to start from; nothing when it asks for nothing."""
    agreement = model_agreement(request, person_id)
    if agreement is not None:
        return _like(agreement, actor_of(request).organisation_id)
    wanted = request.GET.get(PURPOSE, "")
    return _often_useful(Purpose(wanted)) if wanted in set(Purpose) else Prefill()


def model_agreement(request: HttpRequest, person_id: UUID) -> Agreement | None:
    """The agreement in force about this person that the new one resembles."""
    value = request.GET.get(LIKE, "")
    if not value:
        return None
    try:
        identifier = UUID(value)
    except ValueError as error:
        raise Hidden("not an agreement") from error
    return agreement_in_force(person_id, identifier)


def _often_useful(purpose: Purpose) -> Prefill:
    volets = OFTEN_USEFUL[purpose]
    sentence = _("Souvent utile pour %(purpose)s : %(volets)s.")
    return Prefill(
        {"purpose": purpose.value, "volets": [volet.value for volet in volets]},
        sentence % {"purpose": PURPOSE_LABELS[purpose], "volets": _named(volets)},
    )


def _like(agreement: Agreement, reader: UUID | None) -> Prefill:
    # The sensitive volet is agreed to in so many words, for one organisation at a time.
    volets = [volet for volet in agreement.volets if volet in ORDINARY_VOLETS]
    sentence = _("Repris de l’accord avec %(organisation)s : %(volets)s.")
    names = {"organisation": name_for(agreement.receiver, reader), "volets": _named(volets)}
    return Prefill(
        {
            "purpose": agreement.purpose,
            "volets": [volet.value for volet in volets],
            "until": last_day(agreement.valid_until),
        },
        sentence % names,
    )


def _named(volets: Iterable[Volet]) -> str:
    return ", ".join(VOLET_TEXTS[volet].label.lower() for volet in volets)
