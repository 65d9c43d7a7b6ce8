"""Employers, hosts and prescribers one may choose: beside the person, or in the directory."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import current_actor
from passerelles.kernel.text import fold
from passerelles.organisations.models import Organisation
from passerelles.organisations.policy import visible_to
from passerelles.organisations.queries import register
from passerelles.pathways.models import Path, Stage, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.queries.paths import organisations_beside
from passerelles.pathways.rules.stages import PathState, StageState

FOUND_AT_MOST = 12


def places_offered(
    eyes: Eyes | None, *, kept: str = "", chosen: str = "", text: str = "", hosting: bool = False
) -> list[tuple[str, str]]:
    """Organisations beside the person, the one the record already names (``kept``), the one just
    chosen in the directory, then those the text finds.  Without eyes on one person: no beside.

    ``hosting``: adherents of one's own group may welcome, even those the directory lacks.
    """
    reader = current_actor().organisation_id if eyes is None else eyes.organisation_id
    beside = organisations_beside(eyes) if eyes else _hosts_before(reader)
    beside = sorted(beside, key=lambda o: o.id != reader)
    known = {organisation.id: organisation for organisation in beside}
    for organisation in (*_named(kept), *_chosen(chosen), *_found(text)):
        known.setdefault(organisation.id, organisation)
    offered = {
        str(key): eyes.name(organisation) if eyes else name_for(organisation, reader)
        for key, organisation in known.items()
    }
    return list(({**offered, **_adherents(reader)} if hosting else offered).items())


ADHERENT = "adherent:"  # one of the list whom the directory does not know: its name alone


def _adherents(organisation_id: UUID | None) -> dict[str, str]:
    if organisation_id is None:
        return {}
    today = clock.today()
    return {
        str(row.company_id) if row.company_id else f"{ADHERENT}{row.pk}": name
        for row, name in register(current_actor(), organisation_id)
        if row.until is None or row.until >= today
    }


def adherent_named(value: str) -> str:
    """Name behind a choice of the list that is no organisation of the directory."""
    reader = current_actor().organisation_id
    return _adherents(reader).get(value, "") if value.startswith(ADHERENT) else ""


def _hosts_before(organisation_id: UUID | None) -> list[Organisation]:
    """Where the organisation lent several persons already."""
    if organisation_id is None:
        return []
    rows = (
        WorkSituation.objects.filter(organisation_id=organisation_id, group__isnull=False)
        .across_people()
        .exclude(host=None)
    )
    return list(Organisation.objects.filter(pk__in=rows.values("host_id")))


def _named(key: str) -> list[Organisation]:
    return list(Organisation.objects.filter(pk=key)) if key else []


def _chosen(value: str) -> list[Organisation]:
    try:
        return list(visible_to(current_actor()).filter(pk=UUID(value)))
    except ValueError:
        return []


def _found(text: str) -> list[Organisation]:
    """By name, in the public directory; one whose name reveals something is not searched."""
    words = fold(text).split()
    if not words:
        return []
    named = Q()
    for word in words:
        named &= Q(search_text__contains=word)
    rows = visible_to(current_actor()).filter(named, sensitive=False)
    return list(rows.order_by("folded_name")[:FOUND_AT_MOST])


NEW_STAGE = "path"
CHOSEN_STAGE = "stage"


def stages_offered(eyes: Eyes) -> list[tuple[str, str]]:
    """Where a situation stands in the paths going on: a new stage, or one already planned."""
    paths = list(eyes.entries(Path).filter(state=PathState.ACTIVE).order_by("-started_on"))
    planned = list(
        eyes.entries(Stage)
        .filter(path__in=paths, state__in=(StageState.PLANNED, StageState.ONGOING))
        .order_by("-recorded_at")
    )
    offered = []
    for path in paths:
        offered.append((f"{NEW_STAGE}:{path.id}", f"Nouvelle étape de « {path.title} »"))
        offered += [
            (f"{CHOSEN_STAGE}:{stage.id}", f"Étape déjà notée : {stage.title}")
            for stage in planned
            if stage.path_id == path.id
        ]
    return offered


def stage_seen(eyes: Eyes, value: str) -> Stage | None:
    """The stage an address names, among those seen."""
    try:
        key = UUID(value)
    except ValueError:
        return None
    found: Stage | None = eyes.entries(Stage).select_related("place").filter(pk=key).first()
    return found
