"""Keeping the register of adherents: a group adds its companies, and says when one leaves."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.text import fold
from passerelles.organisations import directory_events as events
from passerelles.organisations.models import Adherent, Organisation, Site
from passerelles.organisations.policy import own_organisation, visible_to
from passerelles.organisations.rules.adherents import FIELD, AdherentLine, check_end, typed_lines
from passerelles.organisations.rules.kinds import gathers

# Who notes assignments keeps the list of those who may receive them.
KEEPS_REGISTER = Right.WRITE_PEOPLE


@transaction.atomic
def add_adherents(*, actor: Actor, companies: str, since: date | None = None) -> list[Adherent]:
    """Companies typed one a line; those the directory knows are linked, all or none is written."""
    group = own_register(actor, lock=True)
    added = [_add(actor, group, line, since) for line in typed_lines(companies)]
    for row in added:
        record(
            events.ADHERENT_ADDED,
            actor=actor,
            organisation_id=group.pk,
            details={"line": str(row.pk)},
        )
    return added


@transaction.atomic
def end_adherent(*, actor: Actor, adherent_id: UUID, version: int, until: date) -> Adherent:
    """The company leaves, on a day; what was done with it stays in the history."""
    group = own_register(actor, lock=True)
    row = Adherent.objects.filter(pk=adherent_id, group=group).first()
    if row is None:
        raise Hidden("adhérent d’un autre groupement")
    if row.version != version or row.until is not None:
        raise Conflict(
            _("Quelqu’un a changé cette adhésion en même temps que vous."),
            _("Rechargez la page, puis recommencez."),
        )
    check_end(row.since, until)
    row.until = until
    row.version += 1
    row.save()
    record(
        events.ADHERENT_ENDED,
        actor=actor,
        organisation_id=group.pk,
        details={"line": str(row.pk), "until": until.isoformat()},
    )
    return row


def own_register(actor: Actor, *, lock: bool = False) -> Organisation:
    """The group whose list the actor keeps; an organisation nobody belongs to has none."""
    group = own_organisation(actor, KEEPS_REGISTER, lock=lock)
    if not gathers(group.kind):
        raise Hidden("nobody adheres to this kind of organisation")
    return group


def _add(actor: Actor, group: Organisation, line: AdherentLine, since: date | None) -> Adherent:
    company = _known(actor, line)
    row = Adherent(group=group, company=company, siret=line.siret, since=since)
    row.name = "" if company else line.name
    if company == group:
        raise Refusal(_("C’est votre propre organisation."), _("Retirez cette ligne."), FIELD)
    _check_new(row, group, since)
    row.save(force_insert=True)
    return row


def _check_new(row: Adherent, group: Organisation, since: date | None) -> None:
    same = (
        Q(company=row.company) if row.company else Q(company=None, folded_name=fold(row.name)[:180])
    )
    alive = Q(until=None) if since is None else Q(until=None) | Q(until__gte=since)
    if Adherent.objects.filter(same & alive, group=group).exists():
        raise Refusal(
            _("« %(name)s » est déjà dans la liste.") % {"name": row},
            _("Retirez cette ligne ; les autres seront ajoutées."),
            FIELD,
        )


def _known(actor: Actor, line: AdherentLine) -> Organisation | None:
    """The organisation of the directory that bears exactly this SIRET or this name."""
    seen = visible_to(actor).filter(sensitive=False)
    if line.siret:
        sites = Site.objects.filter(siret=line.siret)
        found = seen.filter(pk__in=sites.values("organisation")).first()
        if found is not None or line.name:
            return found
        raise Refusal(
            _("Aucune structure de l’annuaire n’a le SIRET %(siret)s.") % {"siret": line.siret},
            _("Écrivez aussi son nom : « Nom ; SIRET »."),
            FIELD,
        )
    same = list(seen.filter(folded_name=fold(line.name))[:2])
    if len(same) > 1:
        raise Refusal(
            _("Plusieurs structures de l’annuaire s’appellent « %(name)s ».") % {"name": line.name},
            _("Ajoutez son SIRET : « Nom ; SIRET »."),
            FIELD,
        )
    return same[0] if same else None
