"""Settings of an organisation, and its opening by the platform."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.organisations.member_actions import prepare_invitation, send_invitation
from passerelles.organisations.member_events import ORGANISATION_OPENED, SETTINGS_CHANGED
from passerelles.organisations.member_queries import may_be_sensitive
from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.kinds import is_kind, is_sensitive, kind
from passerelles.organisations.rules.roles import FOUNDING_ROLES


def change_settings(
    *, actor: Actor, mfa_required: bool, sensitive: bool, neutral_label: str, version: int
) -> Organisation:
    """What an administrator decides for all members, and how the name appears outside."""
    if actor.organisation_id is None or not actor.may(Right.MANAGE_SETTINGS):
        raise Hidden("does not set up an organisation")
    wanted: dict[str, bool | str] = {
        "mfa_required": mfa_required,
        "sensitive": sensitive,
        "neutral_label": refuse_nir(neutral_label.strip(), field="neutral_label"),
    }
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
        if organisation.version != version:
            raise Conflict(_("Quelqu’un d’autre vient de changer ces réglages."))
        _check_name_hiding(organisation, sensitive, neutral_label)
        changed = [name for name, value in wanted.items() if getattr(organisation, name) != value]
        if changed:
            for name in changed:
                setattr(organisation, name, wanted[name])
            organisation.version += 1
            organisation.save(update_fields=[*changed, "version", "updated_at", "folded_name"])
            record(SETTINGS_CHANGED, actor=actor, details={"fields": changed})
        return organisation


def create_organisation(*, actor: Actor, name: str, kind_key: str, email: str) -> Organisation:
    """The platform opens an organisation and invites its first administrator, and only them."""
    if not actor.is_platform_admin or actor.user_id is None:
        raise Hidden("does not run the platform")
    if not is_kind(kind_key):
        raise Refusal(_("Cette sorte d’organisation n’existe pas."), field="kind")
    title = refuse_nir(name.strip(), field="name")
    with transaction.atomic():
        organisation = Organisation.objects.create(
            name=title, kind=kind_key, sensitive=is_sensitive(kind_key, title)
        )
        record(
            ORGANISATION_OPENED,
            actor=actor,
            organisation_id=organisation.id,
            details={"organisation": str(organisation.id), "kind": kind_key},
        )
        invitation, token = prepare_invitation(
            actor, organisation.id, email.strip().lower(), FOUNDING_ROLES
        )
    send_invitation(invitation, token)
    return organisation


def _check_name_hiding(organisation: Organisation, sensitive: bool, neutral_label: str) -> None:
    if sensitive and not may_be_sensitive(organisation):
        raise Refusal(
            _("Le nom de cette sorte d’organisation n’a pas à être caché."), field="sensitive"
        )
    if not sensitive and kind(organisation.kind).sensitive:
        raise Refusal(
            _("Le nom d’un tel service révèle une situation de santé ou de justice."),
            _("Il reste remplacé par un nom neutre hors du cercle des personnes autorisées."),
            field="sensitive",
        )
    if sensitive and neutral_label.strip().casefold() == organisation.name.casefold():
        raise Refusal(_("Le nom neutre ne doit pas être le vrai nom."), field="neutral_label")
