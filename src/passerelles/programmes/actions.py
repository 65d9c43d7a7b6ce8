"""Copying a programme, writing one, publishing a version, saying which networks one belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.law.programmes.model import Programme
from passerelles.law.programmes.reading import read_programme
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.writing import programme_data
from passerelles.law.reading import Mistake
from passerelles.organisations.models import Organisation
from passerelles.organisations.policy import own_organisation
from passerelles.programmes import events
from passerelles.programmes.models import (
    OrganisationProgramme,
    ProgrammeMembership,
    ProgrammeVersion,
)
from passerelles.programmes.policy import get_editable
from passerelles.programmes.rules.naming import free_code


class WrongProgramme(Refusal):
    """The programme does not hold together; ``mistakes`` says where."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(
            _("Ce programme ne peut pas encore être publié."),
            " ".join(f"{mistake.path} : {mistake.expected}." for mistake in mistakes),
        )
        self.mistakes = mistakes


@transaction.atomic
def copy_programme(*, actor: Actor, code: str, label: str, starts_on: date) -> ProgrammeVersion:
    """One of the shipped programmes becomes the organisation's own, under its own code."""
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    template = shipped_programmes().get(code)
    if template is None:
        raise Hidden("programme livré absent")
    data = programme_data(template) | {"label": label}
    # The rules of the law are quoted by the shipped programme only: a copy answers for itself.
    data.pop("quotes", None)
    version = _begin(actor, organisation, data, starts_on, origin=template.code)
    _record(
        events.PROGRAMME_COPIED,
        actor,
        programme=str(version.programme_id),
        code=version.programme.code,
        origin=template.code,
    )
    return version


@transaction.atomic
def write_programme(*, actor: Actor, data: Mapping[str, Any], starts_on: date) -> ProgrammeVersion:
    """A programme of the organisation's own making, checked before it is accepted."""
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    version = _begin(actor, organisation, data, starts_on)
    _record(
        events.PROGRAMME_WRITTEN,
        actor,
        programme=str(version.programme_id),
        code=version.programme.code,
    )
    return version


@transaction.atomic
def publish_version(
    *, actor: Actor, programme_id: UUID, seen: int, data: Mapping[str, Any], starts_on: date
) -> ProgrammeVersion:
    """A new version from a day on; ``seen`` is the number of the version that was changed."""
    own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    programme = get_editable(actor, programme_id)
    latest = programme.versions.order_by("-number").first()
    if latest is None or latest.number != seen:
        raise Conflict(
            _("Quelqu’un a publié une autre version en même temps que vous."),
            _("Rechargez la page avant de recommencer."),
        )
    if starts_on < latest.starts_on:
        raise Refusal(
            _("Cette version commencerait avant la précédente."),
            _("Choisissez un jour qui n’est pas avant celui de la version %(number)d.")
            % {"number": latest.number},
            field="starts_on",
        )
    version = _save_version(actor, programme, latest.number + 1, data, starts_on)
    _record(
        events.VERSION_PUBLISHED,
        actor,
        programme=str(programme.pk),
        code=programme.code,
        number=version.number,
    )
    return version


@transaction.atomic
def declare_membership(
    *, actor: Actor, code: str, source: str, starts_on: date, ends_on: date | None = None
) -> ProgrammeMembership:
    """The organisation is a member of a network's programme, from a day to another, included."""
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    if code not in shipped_programmes():
        raise Refusal(_("Ce programme n’existe pas."), _("Choisissez-en un."), field="code")
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(
            _("Le dernier jour précède le premier."), _("Corrigez l’un des deux."), field="ends_on"
        )
    others = ProgrammeMembership.objects.filter(organisation=organisation, code=code)
    until = Q() if ends_on is None else Q(starts_on__lte=ends_on)
    if others.filter(until, Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
        raise Refusal(
            _("Une adhésion est déjà notée sur ces jours."),
            _("Mettez-y fin d’abord, ou choisissez d’autres jours."),
            field="starts_on",
        )
    membership = ProgrammeMembership.objects.create(
        organisation=organisation,
        code=code,
        source=" ".join(refuse_nir(source, field="source").split()),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _record(events.MEMBERSHIP_DECLARED, actor, membership=str(membership.pk), code=code)
    return membership


@transaction.atomic
def end_membership(
    *, actor: Actor, membership_id: UUID, version: int, ends_on: date
) -> ProgrammeMembership:
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    rows = ProgrammeMembership.objects.filter(organisation=organisation, ends_on=None)
    membership = rows.filter(pk=membership_id).first()
    if membership is None:
        raise Hidden("adhésion absente, finie ou d’une autre organisation")
    if membership.version != version:
        raise Conflict(_("Quelqu’un d’autre vient de changer cette adhésion."))
    if ends_on < membership.starts_on:
        raise Refusal(
            _("Le dernier jour précède le premier."),
            _("Choisissez un autre jour."),
            field="ends_on",
        )
    membership.ends_on = ends_on
    membership.version += 1
    membership.save(update_fields=["ends_on", "version"])
    _record(events.MEMBERSHIP_ENDED, actor, membership=str(membership.pk), code=membership.code)
    return membership


def _begin(
    actor: Actor,
    organisation: Organisation,
    data: Mapping[str, Any],
    starts_on: date,
    origin: str = "",
) -> ProgrammeVersion:
    taken = set(
        OrganisationProgramme.objects.filter(organisation=organisation).values_list(
            "code", flat=True
        )
    )
    code = free_code(str(data.get("label", "")), taken | set(shipped_programmes()))
    programme = OrganisationProgramme.objects.create(
        organisation=organisation, code=code, origin=origin
    )
    return _save_version(actor, programme, 1, data, starts_on)


def _save_version(
    actor: Actor,
    programme: OrganisationProgramme,
    number: int,
    data: Mapping[str, Any],
    starts_on: date,
) -> ProgrammeVersion:
    if actor.user_id is None:
        raise Hidden("une version est signée par quelqu’un")
    content = _checked({**data, "code": programme.code, "version": number})
    return ProgrammeVersion.objects.create(
        programme=programme,
        number=number,
        label=content.label,
        data=programme_data(content),
        starts_on=starts_on,
        author_id=actor.user_id,
    )


def _checked(data: Mapping[str, Any]) -> Programme:
    read = read_programme(data)
    if isinstance(read, list):
        raise WrongProgramme(read)
    _refuse_nir_in(data)
    return read


def _refuse_nir_in(value: Any) -> None:
    """No social-security number in any sentence of the programme, wherever it stands."""
    if isinstance(value, str):
        refuse_nir(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            _refuse_nir_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_nir_in(inner)


def _record(event: Event, actor: Actor, **details: Any) -> None:
    record(event, actor=actor, details=details)
