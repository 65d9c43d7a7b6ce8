"""What the page of pooled means shows: means, their savings, joint offers, who does what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from passerelles.cooperation.models import JointOffer, Project, SharedMean
from passerelles.cooperation.policy import get_editable, get_visible, may_edit
from passerelles.cooperation.queries.projects import partner_names
from passerelles.cooperation.rules.pooling import (
    Savings,
    SharedActivity,
    activity_map,
    savings,
)
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Activity
from passerelles.organisations.policy import visible_to


@dataclass(frozen=True, slots=True)
class MeanLine:
    mean: SharedMean
    brought_by: str
    used_by: tuple[str, ...]
    ended: bool

    @property
    def saved(self) -> Decimal | None:
        return self.mean.cost.saved


@dataclass(frozen=True, slots=True)
class OfferLine:
    offer: JointOffer
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PoolingPage:
    """``silent``: partners whose published profile lists no activity."""

    project: Project
    editable: bool
    means: tuple[MeanLine, ...]
    savings: Savings
    offers: tuple[OfferLine, ...]
    activities: tuple[SharedActivity, ...]
    silent: tuple[str, ...]


def pooling_page(actor: Actor, project_id: UUID) -> PoolingPage:
    project = get_visible(actor, project_id)
    names = partner_names(actor, project)
    means = tuple(_means(project, names))
    activities, silent = _activities(actor, project, names)
    return PoolingPage(
        project=project,
        editable=may_edit(actor, project),
        means=means,
        savings=savings(line.mean.cost for line in means if not line.ended),
        offers=tuple(
            OfferLine(
                offer, tuple((names[part.partner_id], part.does) for part in offer.parts.all())
            )
            for offer in project.offers.prefetch_related("parts")
        ),
        activities=activities,
        silent=silent,
    )


def mean_to_edit(actor: Actor, project_id: UUID, mean_id: UUID) -> SharedMean:
    rows = get_editable(actor, project_id).means.prefetch_related("used_by")
    found = rows.filter(pk=mean_id).first()
    if found is None:
        raise Hidden("moyen d’un autre projet")
    return found


def offer_to_edit(actor: Actor, project_id: UUID, offer_id: UUID) -> JointOffer:
    rows = get_editable(actor, project_id).offers.prefetch_related("parts")
    found = rows.filter(pk=offer_id).first()
    if found is None:
        raise Hidden("offre d’un autre projet")
    return found


def _means(project: Project, names: dict[UUID, str]) -> list[MeanLine]:
    today = clock.today()
    return [
        MeanLine(
            mean=mean,
            brought_by=names[mean.brought_by_id],
            used_by=tuple(names[partner.pk] for partner in mean.used_by.all()),
            ended=mean.until is not None and mean.until < today,
        )
        for mean in project.means.prefetch_related("used_by")
    ]


def _activities(
    actor: Actor, project: Project, names: dict[UUID, str]
) -> tuple[tuple[SharedActivity, ...], tuple[str, ...]]:
    """From the profiles the reader may see: nothing is typed a second time."""
    partners = list(project.partners.exclude(organisation=None))
    seen = visible_to(actor).filter(pk__in=[p.organisation_id for p in partners])
    done: dict[UUID, list[str]] = {}
    for activity in Activity.objects.filter(organisation__in=seen):
        done.setdefault(activity.organisation_id, []).append(activity.label)
    told = {names[p.pk]: done[p.organisation_id] for p in partners if p.organisation_id in done}
    silent = tuple(name for name in names.values() if name not in told)
    return activity_map(told), silent
