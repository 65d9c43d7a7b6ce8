"""Keeping one's own profile: its words, its publication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.kernel.text import fold
from passerelles.organisations import directory_events as events
from passerelles.organisations.models import Organisation
from passerelles.organisations.policy import own_organisation
from passerelles.organisations.rules.kinds import kind, name_reveals

EDITABLE = frozenset(
    {
        "kind",
        "name",
        "siren",
        "legal_form",
        "manager_name",
        "description",
        "website",
        "ess",
        "sensitive",
        "neutral_label",
    }
)


@transaction.atomic
def edit_profile(*, actor: Actor, version: int, values: Mapping[str, Any]) -> Organisation:
    """Change the organisation's own words; from then on national lists leave them alone."""
    organisation = own_organisation(actor, Right.EDIT_DIRECTORY, lock=True)
    if organisation.version != version:
        raise Conflict(
            _("Quelqu’un a modifié cette fiche en même temps que vous."),
            _("Rechargez la page, puis refaites votre changement."),
        )
    check_text(values)
    changed = sorted(
        name for name in EDITABLE & values.keys() if getattr(organisation, name) != values[name]
    )
    if not changed:
        return organisation
    for name in changed:
        setattr(organisation, name, values[name])
    _check_name_stays_hidden(organisation)
    _check_neutral_label(organisation)
    organisation.kept_by_members = True
    organisation.version += 1
    organisation.save()
    record(
        events.PROFILE_EDITED,
        actor=actor,
        organisation_id=organisation.pk,
        details={"fields": changed},
    )
    return organisation


@transaction.atomic
def publish(*, actor: Actor) -> Organisation:
    """Make the profile findable by everyone; once published, publishing again changes nothing."""
    organisation = own_organisation(actor, Right.PUBLISH_DIRECTORY, lock=True)
    if organisation.published:
        return organisation
    if not organisation.site_lines.filter(commune__isnull=False).exists():
        raise Refusal(
            _("La fiche ne peut pas encore être publiée : il manque la commune."),
            _("Ajoutez un site avec sa commune, puis publiez."),
        )
    organisation.published_at = clock.now()
    organisation.version += 1
    organisation.save()
    record(events.PROFILE_PUBLISHED, actor=actor, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def unpublish(*, actor: Actor) -> Organisation:
    """Take the profile out of the directory at once; nothing it says is lost."""
    organisation = own_organisation(actor, Right.PUBLISH_DIRECTORY, lock=True)
    if not organisation.published:
        return organisation
    organisation.published_at = None
    organisation.version += 1
    organisation.save()
    record(events.PROFILE_UNPUBLISHED, actor=actor, organisation_id=organisation.pk)
    return organisation


def check_text(values: Mapping[str, Any]) -> None:
    """No social-security number in any text, whatever the form let through."""
    for name, value in values.items():
        # A SIRET or a FINESS has been checked by its own key; a NIR never passes for one.
        if isinstance(value, str):
            refuse_nir(value, field=name)


def _check_name_stays_hidden(organisation: Organisation) -> None:
    """The same rule as in the settings: nobody shows the name of such a service by one box."""
    if kind(organisation.kind).sensitive and not organisation.sensitive:
        raise Refusal(
            _("Le nom d’un tel service révèle une situation de santé ou de justice."),
            _("Laissez la case « Notre nom est sensible » cochée."),
            field="sensitive",
        )


def _check_neutral_label(organisation: Organisation) -> None:
    """A neutral label that repeats the name, or reveals as much, protects nobody."""

    label = organisation.neutral_label
    if not (organisation.sensitive and label):
        return
    words = {word for word in fold(organisation.name).split() if len(word) > 3}
    if name_reveals(label) or words & set(fold(label).split()) - {"service", "partenaire"}:
        raise Refusal(
            _("Ce nom neutre en dit trop."),
            _("Choisissez des mots que d’autres services portent aussi : « service partenaire »."),
            field="neutral_label",
        )
