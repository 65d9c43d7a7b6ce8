"""What the person says: answers told once, wishes in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.people import events
from passerelles.people.authorship import authorship
from passerelles.people.models import Fact, RepeatedQuestion, Wish
from passerelles.people.policy import organisation_of
from passerelles.people.rules.answers import clean_answer, is_fresh
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.people.rules.wishes import WishKind
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

MAX_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """The answer kept, and whether the person had already been asked."""

    fact: Fact
    repeated: bool


@transaction.atomic
def tell_fact(
    *,
    actor: Actor,
    person_id: UUID,
    kind: FactKind,
    value: str,
    spontaneous: bool = False,
    shared: bool = True,
    organisation_id: UUID | None = None,
) -> Told:
    """Keep an answer as a new dated row.

    ``spontaneous``: the person said it of themselves, or their situation changed; otherwise a
    professional who asks again what the record already told is counted.
    """
    volet = FACTS[kind].volet
    access = require_write(actor, person_id, volet)
    answer = clean_answer(kind, refuse_nir(value, field="value"))
    repeated = not spontaneous and _was_told(actor, person_id, kind)
    fact: Fact = Fact.unscoped.create(
        person_id=person_id,
        kind=kind,
        value=answer,
        volet=volet,
        shared=shared,
        **authorship(actor, access.person, organisation_id=organisation_id),
    )
    if repeated:
        RepeatedQuestion.objects.create(
            person_id=person_id, organisation_id=organisation_of(actor), subject=kind.value
        )
    record(
        events.FACT_TOLD,
        actor=actor,
        person_id=person_id,
        organisation_id=fact.organisation_id,
        volets=[volet],
        details={"fact": str(fact.id), "kind": kind.value},
    )
    return Told(fact, repeated)


def _was_told(actor: Actor, person_id: UUID, kind: FactKind) -> bool:
    """Whether an answer the professional could read is still fresh."""
    if actor.kind is not ActorKind.PROFESSIONAL:
        return False
    told = Fact.objects.filter(person_id=person_id, kind=kind)
    latest = told.order_by("-recorded_at").first()
    return latest is not None and is_fresh(latest.recorded_at, clock.now())


@transaction.atomic
def add_wish(
    *,
    actor: Actor,
    person_id: UUID,
    kind: WishKind,
    words: str,
    expressed_on: date | None = None,
    said_alone: bool = False,
    organisation_id: UUID | None = None,
) -> Wish:
    """Keep a wish in the person's own words; earlier ones stay as they are."""
    access = require_write(actor, person_id, Volet.PROJECT)
    said = refuse_nir(words.strip(), field="words")
    day = expressed_on or clock.today()
    if not said:
        raise Refusal("Il manque ses mots.", "Écrivez ce qu’a dit la personne.", field="words")
    if len(said) > MAX_WORDS:
        raise Refusal(
            f"Ce texte dépasse {MAX_WORDS} caractères.", "Raccourcissez-le.", field="words"
        )
    if day > clock.today():
        raise Refusal("Cette date est dans l’avenir.", "Vérifiez-la.", field="expressed_on")
    alone = said_alone or actor.kind is ActorKind.PERSON
    wish: Wish = Wish.unscoped.create(
        person_id=person_id,
        kind=kind,
        words=said,
        expressed_on=day,
        said_with="alone" if alone else "with",
        volet=Volet.PROJECT,
        **authorship(actor, access.person, organisation_id=organisation_id),
    )
    record(
        events.WISH_ADDED,
        actor=actor,
        person_id=person_id,
        organisation_id=wish.organisation_id,
        volets=[Volet.PROJECT],
        details={"wish": str(wish.id), "kind": kind.value},
    )
    return wish
