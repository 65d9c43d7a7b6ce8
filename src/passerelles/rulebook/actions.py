"""Setting, ending and withdrawing an organisation's own value of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.law.catalogue import the_catalogue
from passerelles.law.parameters import the_book
from passerelles.organisations.models import Organisation
from passerelles.organisations.policy import own_organisation
from passerelles.rulebook import events
from passerelles.rulebook.models import ParameterOverride
from passerelles.rulebook.rules.settling import (
    Spell,
    fault_of,
    settable_keys,
    spell_words,
    sure_row,
)


@dataclass(frozen=True, slots=True)
class OwnValue:
    """What an administrator says: the value, its days, why and where it was read."""

    value: Decimal
    starts_on: date
    ends_on: date | None
    reason: str
    source: str


@transaction.atomic
def set_override(*, actor: Actor, key: str, own: OwnValue) -> ParameterOverride:
    """Put the organisation's value above one the law leaves uncertain."""
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    if actor.user_id is None:
        raise Hidden("un réglage est signé par quelqu’un")
    if key not in settable_keys(the_book(), the_catalogue()):
        raise Hidden("valeur absente, ou que le droit dit sans doute")
    _check_words(own)
    _check_value(key, own)
    _check_days(organisation, key, own)
    override = ParameterOverride.objects.create(
        organisation=organisation,
        key=key,
        value=own.value,
        starts_on=own.starts_on,
        ends_on=own.ends_on,
        reason=own.reason.strip(),
        source=own.source.strip(),
        author_id=actor.user_id,
    )
    _journal(events.PARAMETER_SET, actor, override)
    return override


@transaction.atomic
def end_override(
    *, actor: Actor, override_id: UUID, last_day: date, version: int
) -> ParameterOverride:
    """Its last day, included.  Answers given on earlier days keep the value they read."""
    override = _locked(actor, override_id, version)
    if last_day < override.starts_on:
        raise Refusal(
            _("Ce jour précède le premier jour de la valeur."),
            _("Si elle n’aurait jamais dû valoir, choisissez « C’était une erreur »."),
            field="last_day",
        )
    if override.ends_on is not None and last_day > override.ends_on:
        raise Refusal(
            _("Cette valeur s’arrête déjà avant ce jour."),
            _("Pour la prolonger, réglez une nouvelle valeur à partir du lendemain."),
            field="last_day",
        )
    override.ends_on = last_day
    return _stamp(actor, override, events.PARAMETER_ENDED, "ends_on")


@transaction.atomic
def withdraw_override(*, actor: Actor, override_id: UUID, version: int) -> ParameterOverride:
    """A value typed by mistake: it stays in the history and is never read again."""
    override = _locked(actor, override_id, version)
    override.withdrawn_at = clock.now()
    return _stamp(actor, override, events.PARAMETER_WITHDRAWN, "withdrawn_at")


def _check_words(own: OwnValue) -> None:
    for field, text in (("reason", own.reason), ("source", own.source)):
        if not refuse_nir(text, field=field).strip():
            raise Refusal(
                _("Il manque une explication."),
                _("Dites pourquoi, et où vous l’avez lu."),
                field=field,
            )


def _check_value(key: str, own: OwnValue) -> None:
    unit = the_book().rows(key)[0].unit
    if fault := fault_of(own.value, unit):
        raise Refusal(_("Cette valeur ne convient pas."), fault, field="value")


def _check_days(organisation: Organisation, key: str, own: OwnValue) -> None:
    if own.ends_on is not None and own.ends_on < own.starts_on:
        raise Refusal(
            _("Le dernier jour précède le premier."), _("Corrigez l’un des deux."), field="ends_on"
        )
    wanted = Spell(own.starts_on, own.ends_on)
    if sure := sure_row(the_book().rows(key), wanted, the_catalogue()):
        raise Refusal(
            _("Le droit est sûr sur une partie de ces jours (%(days)s).")
            % {"days": spell_words(Spell(sure.start or date.min, sure.end))},
            _("Choisissez des jours où la valeur est incertaine."),
            field="starts_on",
        )
    others = ParameterOverride.objects.standing().filter(organisation=organisation, key=key)
    for other in others:
        if other.spell.meets(wanted):
            raise Refusal(
                _("Votre structure a déjà une valeur sur ces jours (%(days)s).")
                % {"days": spell_words(other.spell)},
                _("Mettez-y fin d’abord, ou choisissez d’autres jours."),
                field="starts_on",
            )


def _locked(actor: Actor, override_id: UUID, version: int) -> ParameterOverride:
    organisation = own_organisation(actor, Right.MANAGE_SETTINGS, lock=True)
    rows = ParameterOverride.objects.standing().select_for_update(of=("self",))
    override = rows.filter(organisation=organisation, pk=override_id).first()
    if override is None:
        raise Hidden("réglage absent, retiré ou d’une autre organisation")
    if override.version != version:
        raise Conflict(
            _("Quelqu’un d’autre vient de changer ce réglage."),
            _("Rechargez la page, puis recommencez."),
        )
    return override


def _stamp(
    actor: Actor, override: ParameterOverride, event: Event, field: str
) -> ParameterOverride:
    override.version += 1
    override.save(update_fields=[field, "version"])
    _journal(event, actor, override)
    return override


def _journal(event: Event, actor: Actor, override: ParameterOverride) -> None:
    record(event, actor=actor, details={"override": str(override.pk), "key": override.key})
