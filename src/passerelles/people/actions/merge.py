"""Two records of one person made one, and two again if it was a mistake.

Stricter wins: agreements never move, entries of other organisations and the person's own words
stay where they were written, and what would become readable by somebody new is kept inside the
team until it has been read again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as, system_actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.organisations.models import Organisation
from passerelles.people import events, policy
from passerelles.people.models import Person, PersonMerge, RepeatedQuestion
from passerelles.sharing.models import Agreement, PersonEntry
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

Moves = dict[str, list[str]]


def entry_models() -> list[type[PersonEntry]]:
    """Every kind of entry there is, whichever area declares it."""
    return [model for model in apps.get_models() if issubclass(model, PersonEntry)]


def would_move(absorbed_id: UUID, organisation_id: UUID) -> dict[str, int]:
    """How many entries of each kind a merge would move, by French name."""
    counts: dict[str, int] = {}
    with acting_as(system_actor("aperçu d’une fusion")):
        for label, ids in _movable(absorbed_id, organisation_id).items():
            if ids:
                counts[str(apps.get_model(label)._meta.verbose_name_plural)] = len(ids)
    return counts


@transaction.atomic
def absorb(*, actor: Actor, kept: Person, absorbed: Person, organisation: Any) -> PersonMerge:
    """Move an organisation's entries from one record to another and close the emptied one.

    The caller has decided and holds the agreement of whom it needs: this only moves, writes
    what moved, and journals it for the kept record.
    """
    if kept.pk == absorbed.pk:
        raise Refusal("C’est le même dossier.", "Choisissez un autre dossier.")
    with acting_as(system_actor("fusion de deux dossiers")):
        _lock_both(kept, absorbed)
        moved = _movable(absorbed.pk, organisation.pk)
        restricted = _restrict(moved, kept.pk, absorbed.pk, organisation.pk)
        for label, ids in moved.items():
            _move(label, ids, kept.pk)
        Person.unscoped.filter(pk=absorbed.pk).update(merged_into=kept.pk)
        merge = PersonMerge.objects.create(
            kept=kept,
            absorbed=absorbed,
            organisation=organisation,
            moved={label: ids for label, ids in moved.items() if ids},
            restricted=restricted,
            merged_by_id=actor.user_id,
        )
    absorbed.merged_into = kept
    record(
        events.MERGED,
        actor=actor,
        person_id=kept.pk,
        details={"merge": str(merge.id), "moved": merge.moved_count},
    )
    return merge


def _move(label: str, ids: list[str], person_id: UUID) -> None:
    """What may be only once, and stands open in both records, is settled before they are joined."""
    try:
        with transaction.atomic():
            _rows(label, ids).update(person_id=person_id)
    except IntegrityError:
        name = apps.get_model(label)._meta.verbose_name
        raise Refusal(
            f"Les deux dossiers ont la même chose en cours : {name}.",
            "Terminez l’une des deux, puis réunissez les dossiers.",
        ) from None


def _lock_both(kept: Person, absorbed: Person) -> None:
    pair = Person.unscoped.select_for_update().filter(pk__in=[kept.pk, absorbed.pk])
    if any(person.merged_into_id is not None for person in pair.order_by("pk")):
        raise Refusal(
            "Un de ces dossiers est déjà réuni à un autre.", "Rouvrez la liste des personnes."
        )


def _movable(absorbed_id: UUID, organisation_id: UUID) -> Moves:
    """Rows of the organisation on a record, less those that hang on a row that stays."""
    moved: Moves = {}
    for model in entry_models():
        rows = model.unscoped.filter(person_id=absorbed_id, organisation_id=organisation_id)
        moved[model._meta.label] = sorted(str(key) for key in rows.values_list("pk", flat=True))
    questions = RepeatedQuestion.objects.filter(
        person_id=absorbed_id, organisation_id=organisation_id
    )
    moved[RepeatedQuestion._meta.label] = sorted(
        str(key) for key in questions.values_list("pk", flat=True)
    )
    while _drop_hanging(moved):
        pass
    return moved


def _drop_hanging(moved: Moves) -> bool:
    """A stage hung on another organisation's path stays with it; True when some were left."""
    dropped = False
    for model in entry_models():
        label = model._meta.label
        for column in _parents(model):
            parent = str(column.related_model._meta.label)
            links = model.unscoped.filter(pk__in=moved[label]).exclude(**{column.name: None})
            staying = {
                str(key)
                for key, parent_id in links.values_list("pk", column.attname)
                if str(parent_id) not in set(moved[parent])
            }
            if staying:
                moved[label] = [key for key in moved[label] if key not in staying]
                dropped = True
    return dropped


def _parents(model: type[PersonEntry]) -> list[Any]:
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.ForeignKey)
        and isinstance(column.related_model, type)
        and issubclass(column.related_model, PersonEntry)
    ]


def _restrict(moved: Moves, kept_id: UUID, absorbed_id: UUID, own_id: UUID) -> Moves:
    """Take back inside the team the entries that somebody new would otherwise read."""
    widened = _readers(kept_id, own_id) - _readers(absorbed_id, own_id)
    volets = {volet for _receiver, volet in widened}
    restricted: Moves = {}
    for model in entry_models():
        ids = moved[model._meta.label]
        rows = _rows(model._meta.label, ids).filter(volet__in=volets, shared=True)
        keys = sorted(str(key) for key in rows.values_list("pk", flat=True))
        if keys:
            restricted[model._meta.label] = keys
            _rows(model._meta.label, keys).update(shared=False)
    return restricted


def _readers(person_id: UUID, own_id: UUID) -> set[tuple[UUID, str]]:
    """Who else reads which volet of a record, by an agreement in force."""
    now = clock.now()
    agreements = Agreement.objects.filter(
        person_id=person_id, valid_from__lte=now, valid_until__gt=now
    ).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=now))
    others = agreements.exclude(receiver_id=own_id)
    return set(others.values_list("receiver_id", "volet_rows__volet"))


def _rows(label: str, ids: list[str]) -> models.QuerySet[Any]:
    model: Any = apps.get_model(label)
    manager = model.unscoped if issubclass(model, PersonEntry) else model.objects
    rows: models.QuerySet[Any] = manager.filter(pk__in=ids)
    return rows


@transaction.atomic
def merge_records(*, actor: Actor, kept_id: UUID, absorbed_id: UUID) -> PersonMerge:
    """Merge two records the actor's organisation holds, both of its own mission."""
    kept, organisation = _held(actor, kept_id)
    absorbed, _same = _held(actor, absorbed_id)
    if set(policy.holders(absorbed_id)) != {organisation.pk}:
        raise Refusal(
            "Le dossier à fermer est aussi tenu par une autre structure.",
            "Gardez plutôt celui-là, et fermez l’autre.",
        )
    return absorb(actor=actor, kept=kept, absorbed=absorbed, organisation=organisation)


def _held(actor: Actor, person_id: UUID) -> tuple[Person, Organisation]:
    access = require_write(actor, person_id, Volet.IDENTITY)
    if not policy.holds(actor, person_id):
        raise Hidden("not held by mission")
    return access.person, Organisation.objects.get(pk=policy.organisation_of(actor))


def _own_merge(actor: Actor, person_id: UUID, merge_id: UUID) -> PersonMerge:
    _held(actor, person_id)
    merge = (
        PersonMerge.objects.select_for_update()
        .filter(
            pk=merge_id,
            kept_id=person_id,
            organisation_id=policy.organisation_of(actor),
            undone_at=None,
        )
        .first()
    )
    if merge is None:
        raise Hidden("no such merge to undo")
    return merge


@transaction.atomic
def undo_merge(*, actor: Actor, person_id: UUID, merge_id: UUID) -> Person:
    """Give every moved row back to the record it came from, as it was."""
    merge = _own_merge(actor, person_id, merge_id)
    with acting_as(system_actor("séparation de deux dossiers")):
        for label, ids in merge.moved.items():
            _rows(label, ids).filter(person_id=merge.kept_id).update(person_id=merge.absorbed_id)
        for label, ids in merge.restricted.items():
            _rows(label, ids).filter(person_id=merge.absorbed_id).update(shared=True)
        Person.unscoped.filter(pk=merge.absorbed_id).update(merged_into=None)
        absorbed: Person = Person.unscoped.get(pk=merge.absorbed_id)
    merge.undone_at = clock.now()
    merge.undone_by_id = actor.user_id
    merge.save(update_fields=["undone_at", "undone_by"])
    for about in (merge.kept_id, merge.absorbed_id):
        record(events.MERGE_UNDONE, actor=actor, person_id=about, details={"merge": str(merge.id)})
    return absorbed


@transaction.atomic
def review_merge(*, actor: Actor, person_id: UUID, merge_id: UUID) -> PersonMerge:
    """Share again what the merge kept inside the team, once somebody has read it."""
    merge = _own_merge(actor, person_id, merge_id)
    with acting_as(system_actor("relecture après une fusion")):
        for label, ids in merge.restricted.items():
            _rows(label, ids).filter(person_id=merge.kept_id).update(shared=True)
    count = merge.restricted_count
    merge.restricted = {}
    merge.reviewed_at = clock.now()
    merge.save(update_fields=["restricted", "reviewed_at"])
    record(
        events.MERGE_REVIEWED,
        actor=actor,
        person_id=person_id,
        details={"merge": str(merge.id), "count": count},
    )
    return merge
