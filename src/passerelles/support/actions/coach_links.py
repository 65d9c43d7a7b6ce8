"""The coach's way in: a link and its code, for one pair; everything stops when the pair does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right, acting_as
from passerelles.kernel.errors import Conflict, Hidden
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.sharing.actions.onetime_tries import spend_try
from passerelles.sharing.companions import acting_for, user_of
from passerelles.sharing.onetime import MAX_TRIES, code_hash, new_code, new_token, token_hash
from passerelles.sharing.policy import facts, require_write
from passerelles.sharing.rules.presence import companions
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.coaching import (
    CHANGED,
    READ_AGAIN,
    closed,
    note,
    own_pair,
    written,
)
from passerelles.support.events import (
    COACH_LINK_GIVEN,
    COACH_LINK_OPENED,
    COACH_LINK_REFUSED,
)
from passerelles.support.models import CoachExchange, CoachLink, CoachPair
from passerelles.support.rules.coaching import PairSide, PairState, pair_goes_on


@dataclass(frozen=True, slots=True)
class CoachLinkGiven:
    """A link just made; the token and the code are never seen again."""

    link: CoachLink
    token: str
    code: str

    @property
    def path(self) -> str:
        return reverse("support:coach_enter", kwargs={"token": self.token})


@transaction.atomic
def give_coach_link(*, actor: Actor, person_id: UUID, pair_id: UUID) -> CoachLinkGiven:
    """Only once the person has agreed; it closes the link given before."""
    require_write(actor, person_id, Volet.PROJECT)
    if not actor.may(Right.SHARE):
        raise Hidden("may not hand a link")
    seen = own_pair(actor, visible_entry(actor, CoachPair, person_id, pair_id))
    pair = CoachPair.unscoped.select_for_update().get(pk=seen.pk)
    if not pair_goes_on(PairState(pair.state), pair.until, clock.today()):
        raise Conflict(CHANGED, READ_AGAIN)
    CoachLink.objects.filter(pair=pair, closed_at=None).update(closed_at=clock.now())
    token, code = new_token(), new_code()
    link = CoachLink.objects.create(
        pair=pair,
        person_id=person_id,
        token_hash=token_hash(token),
        code_hash=code_hash(token_hash(token), code),
        created_by_id=user_of(actor),
        created_for_id=acting_for(actor),
    )
    note(COACH_LINK_GIVEN, actor, pair, link=str(link.pk))
    return CoachLinkGiven(link, token, code)


def open_coach_link(*, actor: Actor, token: str, code: str) -> CoachLink | None:
    """The link behind a token and its code, or ``None`` whatever the reason."""
    waiting = CoachLink.objects.filter(closed_at=None)
    link = waiting.filter(token_hash=token_hash(token), failed_attempts__lt=MAX_TRIES).first()
    if link is None:
        return None
    if not spend_try(waiting, link, code):
        link.refresh_from_db(fields=["failed_attempts"])
        record(
            COACH_LINK_REFUSED,
            actor=actor,
            person_id=link.person_id,
            organisation_id=link.created_for_id,
            details={"link": str(link.pk), "attempts": link.failed_attempts},
        )
        return None
    with standing_for_coach(link):
        pair = pair_behind(link)
        if pair is None:
            return None
        CoachLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=clock.now())
        note(COACH_LINK_OPENED, actor, pair, link=str(link.pk))
    return link


@transaction.atomic
def write_as_coach(*, actor: Actor, link_id: UUID, words: str) -> CoachExchange:
    link = _open_link(link_id)
    with standing_for_coach(link):
        return written(actor, _locked_pair(link), PairSide.COACH, words)


@transaction.atomic
def leave_as_coach(*, actor: Actor, link_id: UUID) -> None:
    """The coach stops: at once, without having to say why."""
    link = _open_link(link_id)
    with standing_for_coach(link):
        closed(actor, _locked_pair(link), PairSide.COACH)


@contextmanager
def standing_for_coach(link: CoachLink) -> Iterator[None]:
    """The link and its code stand at the person's side, for this one pair."""
    with acting_as(Actor(kind=ActorKind.PERSON, person_id=link.person_id)):
        yield


def pair_behind(link: CoachLink) -> CoachPair | None:
    """The pair while it goes on, and while whoever opened it still accompanies the person."""
    pair: CoachPair | None = CoachPair.objects.filter(
        pk=link.pair_id, person_id=link.person_id
    ).first()
    if pair is None or not pair_goes_on(PairState(pair.state), pair.until, clock.today()):
        return None
    beside = companions(facts(link.person_id), clock.now())
    return pair if pair.organisation_id in beside else None


def _open_link(link_id: UUID) -> CoachLink:
    link = CoachLink.objects.filter(pk=link_id, closed_at=None).first()
    if link is None:
        raise Conflict("Ce parrainage est terminé.", "Parlez-en avec l’association.")
    return link


def _locked_pair(link: CoachLink) -> CoachPair:
    seen = pair_behind(link)
    if seen is None:
        raise Conflict("Ce parrainage est terminé.", "Parlez-en avec l’association.")
    pair: CoachPair = CoachPair.unscoped.select_for_update().get(pk=seen.pk)
    if pair.state != PairState.OPEN:
        raise Conflict("Ce parrainage est terminé.", "Parlez-en avec l’association.")
    return pair
