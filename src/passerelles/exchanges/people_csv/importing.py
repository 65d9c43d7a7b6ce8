"""Taking in the file of persons of one organisation: a dry run unless told otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.exchanges import applying, reading
from passerelles.exchanges.connectors import Connector, Draft, Refused
from passerelles.exchanges.people_csv.columns import BY_FIELD, COLUMNS, propose
from passerelles.exchanges.people_csv.events import PEOPLE_IMPORTED
from passerelles.exchanges.people_csv.parsing import Understood, understand
from passerelles.exchanges.people_csv.store import (
    FACTS_PREFIX,
    WISH,
    KnownPeople,
    PeopleStore,
    who,
)
from passerelles.exchanges.reading import Layout, Row, Shape, Table
from passerelles.exchanges.report import ImportReport
from passerelles.exchanges.unpacking import FileRefused
from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.people.rules.facts import FACTS
from passerelles.sharing.reading import note_listing
from passerelles.territories.queries import Gazetteer

SHAPE = Shape(
    columns=tuple(column.field for column in COLUMNS if column.required),
    optional=tuple(column.field for column in COLUMNS if not column.required),
    ends_with_newline=False,  # people save these files by hand, from any software
)


class PeopleFile(Connector[Draft]):
    """The file of one organisation; never in the list of national connectors."""

    slug = "people"
    title = "Personnes accompagnées"
    source = "le modèle à remplir, page « Reprendre un fichier »"
    shape = SHAPE
    labels = {
        **{column.field: column.title for column in COLUMNS},
        **{f"{FACTS_PREFIX}{kind.value}": item.question for kind, item in FACTS.items()},
    }

    def __init__(self, organisation_id: UUID) -> None:
        self._gazetteer = Gazetteer()
        self._known = KnownPeople(organisation_id)

    def parse(self, row: Row) -> Draft | Refused:
        said = understand(row, self._gazetteer)
        known = self._known.find(said.reference, said.identity)
        if known is None:
            self._look_around(said)
        self._known.remember(said.shown, said.identity)
        return Draft(
            number=row.number,
            key=("reference", said.reference) if said.reference else who(said.identity),
            identity=said.shown,
            values=_comparable(said),
            repairs=tuple(said.repairs),
            doubts=tuple(said.doubts),
            extra={"said": said},
        )

    def _look_around(self, said: Understood) -> None:
        for shown, likeness in self._known.lookalikes(said.identity):
            said.doubts.append(
                _(
                    "Ressemble à %(shown)s : %(reasons)s. Si c’est la même personne, réunissez les "
                    "dossiers après l’import."
                )
                % {"shown": shown, "reasons": ", ".join(likeness.reasons).lower()}
            )

    @property
    def met(self) -> set[UUID]:
        """Persons already known whose name or data the report may show."""
        return self._known.met

    def store(self) -> PeopleStore:
        return PeopleStore(self._known)


def _comparable(said: Understood) -> dict[str, object]:
    values: dict[str, object] = dict(said.values)
    values |= {f"{FACTS_PREFIX}{kind.value}": value for kind, value in said.facts.items()}
    if said.wish:
        values[WISH] = said.wish
    if said.reference:
        values["reference"] = said.reference
    return values


def headers_of(path: Path) -> tuple[str, ...]:
    """Titles of the file's columns; raises ``FileRefused`` when it is not a table."""
    return _table(path).headers


def run(
    path: Path,
    *,
    actor: Actor,
    organisation_id: UUID,
    mapping: Mapping[str, str] | None = None,
    apply: bool = False,
) -> ImportReport:
    """Say what the file would change, or change it, all at once.

    ``mapping`` gives, for each of our fields, the title of the file's column; without it the
    proposal of :func:`~passerelles.exchanges.people_csv.columns.propose` is used.
    """
    _check_right(actor, organisation_id)
    table = _table(path)
    chosen = dict(mapping) if mapping is not None else propose(table.headers)
    rows = reading.rows_of(_renamed(table, chosen), SHAPE)
    with transaction.atomic():
        file = PeopleFile(organisation_id)
        report = applying.run(file, rows, actor=actor, apply=apply)
        if apply:
            record(
                PEOPLE_IMPORTED,
                actor=actor,
                organisation_id=organisation_id,
                details=report.counts(),
            )
        elif actor.kind is ActorKind.PROFESSIONAL:
            # The dry run shows what the records already say.
            note_listing(actor, sorted(file.met))
    return report


def _check_right(actor: Actor, organisation_id: UUID) -> None:
    if actor.kind is ActorKind.SYSTEM:
        return
    own = actor.kind is ActorKind.PROFESSIONAL and actor.organisation_id == organisation_id
    if not own or not actor.may(Right.IMPORT_PEOPLE) or not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("import not allowed")


def _table(path: Path) -> Table:
    table = reading.read_table(path)
    if table.layout is not Layout.TABLE or not table.headers:
        raise FileRefused(
            _("« %(name)s » n’est pas un tableau.") % {"name": table.name},
            _("Partez du modèle : CSV, XLSX ou ODS."),
        )
    if not table.rows:
        raise FileRefused(
            _("Le fichier « %(name)s » ne contient aucune ligne après ses titres.")
            % {"name": table.name},
            _("Remplissez une ligne par personne."),
        )
    return table


def _renamed(table: Table, mapping: Mapping[str, str]) -> Table:
    """The same table under our field names; columns not chosen are read no further."""
    unknown = [title for title in mapping.values() if title not in table.headers]
    if unknown:
        raise FileRefused(
            _("La colonne « %(title)s » n’est pas dans le fichier.") % {"title": unknown[0]},
            _("Choisissez de nouveau les colonnes."),
        )
    missing = [BY_FIELD[name].title for name in SHAPE.columns if name not in mapping]
    if missing:
        raise FileRefused(
            _("Il manque une colonne obligatoire : %(columns)s.") % {"columns": ", ".join(missing)},
            _("Dites quelle colonne du fichier la contient, ou partez du modèle."),
        )
    fields = {title: field for field, title in mapping.items()}
    headers = tuple(
        fields.get(title, f"colonne ignorée {rank}") for rank, title in enumerate(table.headers)
    )
    reading.check_headers(replace(table, headers=headers), SHAPE)
    return replace(table, headers=headers)
