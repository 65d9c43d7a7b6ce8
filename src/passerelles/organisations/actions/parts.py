"""Lines of one's own profile: sites, activities, places, zones, contacts, commitments…"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations import directory_events as events
from passerelles.organisations.actions.profile import check_text
from passerelles.organisations.models import Activity, Organisation, Part, Site
from passerelles.organisations.policy import own_organisation, visible_to
from passerelles.organisations.rules.kinds import GATHERING
from passerelles.organisations.sections import Section


@transaction.atomic
def save_part(
    *,
    actor: Actor,
    section: Section,
    values: Mapping[str, Any],
    part_id: UUID | None = None,
    version: int = 0,
) -> Part:
    """Add a line, or change one; a line that came from a list becomes the organisation's own."""
    organisation = own_organisation(actor, Right.EDIT_DIRECTORY, lock=True)
    check_text(values)
    part = (
        section.model(organisation=organisation)
        if part_id is None
        else _own_part(organisation, section, part_id, version)
    )
    for name, value in values.items():
        setattr(part, name, value)
    if part.as_of is None or "as_of" not in values:
        part.as_of = clock.today()
    # Its members now answer for this line: the list it came from no longer rewrites it.
    part.source, part.source_ref = "", ""
    _check_network(actor, part)
    if isinstance(part, Site):
        _settle_site(organisation, part)
    if isinstance(part, Activity):
        part.fold_label()
    _validate(part)
    part.save()
    _now_kept_by_members(organisation)
    _note(events.PART_SAVED, actor, section, part)
    return part


@transaction.atomic
def remove_part(*, actor: Actor, section: Section, part_id: UUID, version: int) -> None:
    """Remove a line; the journal keeps that it was, not what it said."""
    organisation = own_organisation(actor, Right.EDIT_DIRECTORY, lock=True)
    part = _own_part(organisation, section, part_id, version)
    _note(events.PART_REMOVED, actor, section, part)
    part.delete()
    _keep_one_main(organisation)
    _now_kept_by_members(organisation)


def own_part(actor: Actor, section: Section, part_id: UUID) -> Part:
    """The line to show in a form; another organisation's line does not exist."""
    organisation = own_organisation(actor, Right.EDIT_DIRECTORY)
    part: Part | None = section.model._default_manager.filter(
        organisation=organisation, pk=part_id
    ).first()
    if part is None:
        raise Hidden("ligne absente de cette fiche")
    return part


def _own_part(organisation: Organisation, section: Section, part_id: UUID, version: int) -> Part:
    rows = section.model._default_manager.select_for_update(of=("self",))
    part: Part | None = rows.filter(organisation=organisation, pk=part_id).first()
    if part is None:
        raise Hidden("ligne absente de cette fiche")
    if part.version != version:
        raise Conflict(
            _("Quelqu’un a modifié cette ligne en même temps que vous."),
            _("Rechargez la page, puis refaites votre changement."),
        )
    part.version += 1
    return part


def _now_kept_by_members(organisation: Organisation) -> None:
    """A national list no longer rewrites it; and it is found by its sites as they now are."""
    organisation.kept_by_members = True
    organisation.name_sites(organisation.site_lines.values_list("label", flat=True))
    organisation.save()


def _check_network(actor: Actor, part: Part) -> None:
    network_id = getattr(part, "network_id", None)
    if network_id is None:
        return
    if not visible_to(actor).filter(pk=network_id, kind__in=GATHERING).exists():
        raise Refusal(
            _("Ce réseau n’est pas dans l’annuaire."),
            _("Choisissez-le dans la liste."),
            field="network",
        )


def _settle_site(organisation: Organisation, site: Site) -> None:
    """One main site, always; coordinates follow the commune unless they were given."""
    others = organisation.site_lines.exclude(pk=site.pk)
    if site.main:
        others.filter(main=True).update(main=False)
    elif not others.filter(main=True).exists():
        site.main = True
    if site.commune is not None:
        site.latitude, site.longitude = site.commune.point or (None, None)


def _keep_one_main(organisation: Organisation) -> None:
    if organisation.site_lines.filter(main=True).exists():
        return
    first = organisation.site_lines.order_by("label", "id").first()
    if first is not None:
        first.main = True
        first.save()


def _validate(part: Part) -> None:
    """The database's own rules, said beside the form rather than by a crash."""
    try:
        part.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            raise Refusal(" ".join(messages), field="" if field == "__all__" else field) from error


def _note(event: Any, actor: Actor, section: Section, part: Part) -> None:
    record(
        event,
        actor=actor,
        organisation_id=part.organisation_id,
        details={"section": section.slug, "line": str(part.pk)},
    )
