"""Reads: the programme in force on a day, whether a place is a member, what pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.law.programmes.model import Programme
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.programmes.models import (
    OrganisationProgramme,
    ProgrammeMembership,
    ProgrammeVersion,
)
from passerelles.programmes.policy import (
    get_editable,
    get_visible,
    may_write,
    memberships_visible_to,
    visible_to,
)


def programme_for(organisation_id: UUID | None, code: str, at: date) -> Programme | None:
    """The organisation's own version in force that day, else the shipped programme of that code.

    A programme of one's own before its first day is read as its first version: an enrolment
    written late still finds its rules.
    """
    if chosen := own_version_for(organisation_id, code, at):
        return chosen.content
    return shipped_programmes().get(code)


def own_version_for(organisation_id: UUID | None, code: str, at: date) -> ProgrammeVersion | None:
    """The organisation's own version of that code in force that day, with its programme."""
    versions = ProgrammeVersion.objects.filter(
        programme__organisation=organisation_id, programme__code=code
    )
    return _in_force(versions.select_related("programme"), at)


def is_member(organisation_id: UUID, code: str, at: date) -> bool | None:
    """Whether the place belongs to the programme that day; ``None`` when nobody ever said."""
    rows = ProgrammeMembership.objects.filter(organisation=organisation_id, code=code)
    days = list(rows.values_list("starts_on", "ends_on"))
    if not days:
        return None
    return any(start <= at and (end is None or at <= end) for start, end in days)


def memberships_said(organisation_ids: Iterable[UUID], at: date) -> dict[tuple[UUID, str], bool]:
    """For many places at once: whether each belongs that day, where somebody ever said."""
    said: dict[tuple[UUID, str], bool] = {}
    rows = ProgrammeMembership.objects.filter(organisation__in=list(organisation_ids))
    for place, code, start, end in rows.values_list(
        "organisation_id", "code", "starts_on", "ends_on"
    ):
        inside = start <= at and (end is None or at <= end)
        said[place, code] = said.get((place, code), False) or inside
    return said


def memberships_on(organisation_id: UUID, at: date) -> tuple[str, ...]:
    """Codes of the programmes the place belongs to that day."""
    rows = ProgrammeMembership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=at), organisation=organisation_id, starts_on__lte=at
    )
    return tuple(rows.order_by("code").values_list("code", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A programme of the organisation, in the list."""

    row: OrganisationProgramme
    version: ProgrammeVersion

    @property
    def to_come(self) -> bool:
        return self.version.starts_on > clock.today()


@dataclass(frozen=True, slots=True)
class MembershipLine:
    membership: ProgrammeMembership
    label: str


@dataclass(frozen=True, slots=True)
class ProgrammesPage:
    own: tuple[OwnLine, ...]
    shipped: tuple[Programme, ...]
    memberships: tuple[MembershipLine, ...]
    writes: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    row: OrganisationProgramme
    version: ProgrammeVersion
    versions: tuple[ProgrammeVersion, ...]
    programme: Programme
    origin: Programme | None
    writes: bool

    @property
    def latest(self) -> bool:
        return self.version.number == self.versions[0].number


def programmes_page(actor: Actor) -> ProgrammesPage:
    today = clock.today()
    own = []
    for row in visible_to(actor).prefetch_related("versions"):
        versions = list(row.versions.all())
        if chosen := _in_force(versions, today):
            own.append(OwnLine(row, chosen))
    shipped = shipped_programmes()
    memberships = tuple(
        MembershipLine(row, shipped[row.code].label if row.code in shipped else row.code)
        for row in memberships_visible_to(actor)
    )
    return ProgrammesPage(tuple(own), tuple(shipped.values()), memberships, may_write(actor))


def shipped_page(code: str) -> Programme:
    programme = shipped_programmes().get(code)
    if programme is None:
        raise Hidden("programme livré absent")
    return programme


def own_page(actor: Actor, programme_id: UUID, number: int | None = None) -> OwnPage:
    """The version in force today, or the one asked for by its number."""
    row = get_visible(actor, programme_id)
    versions = tuple(row.versions.select_related("author"))
    chosen = (
        next((v for v in versions if v.number == number), None)
        if number is not None
        else _in_force(versions, clock.today())
    )
    if chosen is None:
        raise Hidden("version absente")
    return OwnPage(
        row=row,
        version=chosen,
        versions=versions,
        programme=chosen.content,
        origin=shipped_programmes().get(row.origin),
        writes=may_write(actor),
    )


def version_to_change(actor: Actor, programme_id: UUID) -> ProgrammeVersion:
    """The latest version, for whoever may publish the next one."""
    version = get_editable(actor, programme_id).versions.order_by("-number").first()
    if version is None:
        raise Hidden("programme sans version")
    return version


def membership_to_end(actor: Actor, membership_id: UUID) -> MembershipLine:
    rows = memberships_visible_to(actor).filter(ends_on=None)
    row = rows.filter(pk=membership_id).first()
    if row is None or not may_write(actor):
        raise Hidden("adhésion absente, finie ou d’une autre organisation")
    programme = shipped_programmes().get(row.code)
    return MembershipLine(row, programme.label if programme else row.code)


def _in_force(versions: Iterable[ProgrammeVersion], day: date) -> ProgrammeVersion | None:
    """The last version begun by that day; before the first, the first."""
    ordered = sorted(versions, key=lambda version: version.number)
    begun = [version for version in ordered if version.starts_on <= day]
    if begun:
        return begun[-1]
    return ordered[0] if ordered else None
