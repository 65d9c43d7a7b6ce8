"""Means put in common and joint offers: written down, changed, ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.cooperation import events
from passerelles.cooperation.actions.projects import same_version
from passerelles.cooperation.models import JointOffer, OfferPart, Partner, Project, SharedMean
from passerelles.cooperation.policy import get_editable
from passerelles.cooperation.rules.pooling import MeanKind
from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir

OFFER_PARTNERS_MIN = 2


@dataclass(frozen=True, slots=True)
class MeanWords:
    """Costs in euros a year, ``None`` when nobody knows."""

    kind: MeanKind
    label: str
    brought_by: UUID
    used_by: tuple[UUID, ...]
    since: date
    until: date | None = None
    cost_alone: Decimal | None = None
    cost_pooled: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OfferWords:
    """``parts``: what each partner does, by its id."""

    title: str
    description: str
    parts: Mapping[UUID, str]


@transaction.atomic
def add_mean(*, actor: Actor, project_id: UUID, words: MeanWords) -> SharedMean:
    project = get_editable(actor, project_id)
    return _write_mean(actor, SharedMean(project=project, version=0), words)


@transaction.atomic
def change_mean(
    *, actor: Actor, project_id: UUID, mean_id: UUID, version: int, words: MeanWords
) -> SharedMean:
    project = get_editable(actor, project_id)
    mean = project.means.select_for_update(of=("self",)).filter(pk=mean_id).first()
    if mean is None:
        raise Hidden("moyen d’un autre projet")
    same_version(mean.version, version)
    return _write_mean(actor, mean, words)


def _write_mean(actor: Actor, mean: SharedMean, words: MeanWords) -> SharedMean:
    if words.until is not None and words.until < words.since:
        raise Refusal(_("La fin précède le début."), _("Vérifiez les dates."), "until")
    partners = _partners(mean.project, {words.brought_by, *words.used_by})
    users = [partners[key] for key in words.used_by if key != words.brought_by]
    if not users:
        raise Refusal(
            _("Un moyen en commun sert à au moins deux organisations."),
            _("Cochez celles qui l’utilisent aussi."),
            "used_by",
        )
    mean.kind = words.kind.value
    mean.label = " ".join(refuse_nir(words.label, field="label").split())
    mean.brought_by = partners[words.brought_by]
    mean.since, mean.until = words.since, words.until
    mean.cost_alone, mean.cost_pooled = words.cost_alone, words.cost_pooled
    mean.version += 1
    mean.save()
    mean.used_by.set(users)
    details = {"project": str(mean.project_id), "mean": str(mean.pk)}
    record(events.MEAN_SAVED, actor=actor, details=details)
    return mean


@transaction.atomic
def add_offer(*, actor: Actor, project_id: UUID, words: OfferWords) -> JointOffer:
    project = get_editable(actor, project_id)
    return _write_offer(actor, JointOffer(project=project, version=0), words)


@transaction.atomic
def change_offer(
    *, actor: Actor, project_id: UUID, offer_id: UUID, version: int, words: OfferWords
) -> JointOffer:
    project = get_editable(actor, project_id)
    offer = project.offers.select_for_update(of=("self",)).filter(pk=offer_id).first()
    if offer is None:
        raise Hidden("offre d’un autre projet")
    same_version(offer.version, version)
    return _write_offer(actor, offer, words)


def _write_offer(actor: Actor, offer: JointOffer, words: OfferWords) -> JointOffer:
    done = {key: refuse_nir(text).strip() for key, text in words.parts.items() if text.strip()}
    if len(done) < OFFER_PARTNERS_MIN:
        raise Refusal(
            _("Une offre commune réunit au moins deux organisations."),
            _("Écrivez ce que fait chacune."),
        )
    partners = _partners(offer.project, done)
    offer.title = " ".join(refuse_nir(words.title, field="title").split())
    offer.description = refuse_nir(words.description, field="description").strip()
    offer.version += 1
    offer.save()
    offer.parts.all().delete()
    OfferPart.objects.bulk_create(
        OfferPart(offer=offer, partner=partners[key], does=text) for key, text in done.items()
    )
    details = {"project": str(offer.project_id), "offer": str(offer.pk)}
    record(events.OFFER_SAVED, actor=actor, details=details)
    return offer


def _partners(project: Project, keys: Iterable[UUID]) -> dict[UUID, Partner]:
    wanted = set(keys)
    found = {row.pk: row for row in project.partners.filter(pk__in=wanted)}
    if set(found) != wanted:
        raise Hidden("partenaire d’un autre projet")
    return found
