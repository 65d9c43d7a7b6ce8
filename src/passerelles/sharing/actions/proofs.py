"""What proves that an agreement was given: without proof there is no agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.kernel.text import fold
from passerelles.sharing.models.agreements import Collection
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.givers import Giver, check_giver
from passerelles.sharing.scans import checked_scan

CardCheck = Callable[[UUID, str], str | None]
_card_checks: list[CardCheck] = []


def register_card_check(check: CardCheck) -> None:
    """Cards live above this area: their area says here how a secret is checked.

    ``check(person_id, secret)`` counts the try and gives a reference to the card, never the
    secret, or ``None`` when the secret is wrong or the card locked.
    """
    _card_checks[:] = [check]


@dataclass(frozen=True, slots=True)
class WithCard:
    """The person typed the secret of their own access card."""

    secret: str


@dataclass(frozen=True, slots=True)
class WithWitness:
    """Somebody other than the collector saw the person agree."""

    name: str


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A signed paper, found by its reference; the scan is optional."""

    reference: str
    scan: UploadedFile[Any] | None = None


Proof = WithCard | WithWitness | OnPaper


@dataclass(frozen=True, slots=True)
class Proved:
    collection: Collection
    reference: str
    scan: ContentFile[bytes] | None = None


@dataclass(frozen=True, slots=True)
class GiverNamed:
    """Who gives: the person, a representative of the record, or both."""

    kind: Giver = Giver.PERSON
    representative_id: UUID | None = None


def prove(actor: Actor, person_id: UUID, proof: Proof) -> Proved:
    """Check a proof before any transaction, so that a wrong card secret stays counted."""
    match proof:
        case WithCard(secret=secret):
            return Proved(Collection.SCREEN, _card(person_id, secret))
        case WithWitness(name=name):
            return Proved(Collection.SCREEN, _witness(actor, name))
        case OnPaper(reference=reference, scan=scan):
            return Proved(Collection.PAPER, _paper(reference), checked_scan(scan) if scan else None)


def check_named(access: RecordAccess, giver: GiverNamed) -> None:
    """The giver may sign today for this person, and the representative belongs to the record."""
    kind = None
    if giver.kind is not Giver.PERSON and giver.representative_id is not None:
        kind = _representative_kind(access, giver.representative_id)
    check_giver(giver.kind, age=access.person.age(), representative=kind)


def _representative_kind(access: RecordAccess, representative_id: UUID) -> str | None:
    model: Any = apps.get_model("people", "LegalRepresentative")
    today = clock.today()
    row = model.unscoped.filter(pk=representative_id, person_id=access.person.id).first()
    if row is None or row.since > today or (row.until is not None and row.until < today):
        return None
    return str(row.kind)


def _card(person_id: UUID, secret: str) -> str:
    if not _card_checks:
        raise Refusal(
            _("Les cartes d’accès ne sont pas en service ici."),
            _("Demandez un témoin ou un papier signé."),
            field="secret",
        )
    reference = _card_checks[0](person_id, secret)
    if reference is None:
        raise Refusal(
            _("Ce n’est pas le code secret de sa carte, ou la carte est bloquée."),
            _("La personne le tape elle-même. Sinon : un témoin, ou un papier signé."),
            field="secret",
        )
    return reference


def _witness(actor: Actor, name: str) -> str:
    words = set(fold(name).split())
    if len(words) < 2:
        raise Refusal(_("Écrivez le prénom et le nom du témoin."), field="witness")
    refuse_nir(name, field="witness")
    collector = User.objects.filter(pk=actor.user_id).first() if actor.user_id else None
    if collector and words == set(fold(collector.full_name).split()):
        raise Refusal(
            _("Vous ne pouvez pas être le témoin de l’accord que vous recueillez."),
            _("Demandez à une autre personne d’être là."),
            field="witness",
        )
    return _("témoin : %(name)s") % {"name": " ".join(name.split())[:100]}


def _paper(reference: str) -> str:
    plain = " ".join(reference.split())
    if not plain:
        raise Refusal(
            _("Écrivez la référence du papier signé."),
            _("Elle permet de le retrouver dans le classeur."),
            field="reference",
        )
    return refuse_nir(plain[:120], field="reference")
