"""The plan of an import, and its writing: everything or nothing, and nothing the second time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Choices
from django.utils.translation import gettext as _

from passerelles.exchanges import reading, registry
from passerelles.exchanges.connectors import Connector, Draft, Refused, Store
from passerelles.exchanges.reading import Row
from passerelles.exchanges.report import FieldChange, ImportReport, Outcome, ReportLine
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal


def read_rows(connector: Connector[Any], path: Path) -> list[Row]:
    """Rows of a file that is whole and of the right kind."""
    table = reading.read_table(path)
    registry.check_kind(table, type(connector))
    return reading.rows_of(table, connector.shape)


def plan(connector: Connector[Any], rows: Sequence[Row]) -> tuple[ImportReport, Store[Any]]:
    """Compare every row with the database and stage what differs; writes nothing."""
    connector.survey(rows)
    parsed = [(row, _parse(connector, row)) for row in rows]
    store = connector.store()
    store.prepare([draft for _row, draft in parsed if isinstance(draft, Draft)])
    report = ImportReport()
    seen: dict[Hashable, Draft] = {}
    for row, draft in parsed:
        if isinstance(draft, Refused):
            report.lines.append(_refused_line(row, draft))
        else:
            report.lines.append(_compare(connector, store, draft, seen))
    return report, store


def run(
    connector: Connector[Any], rows: Sequence[Row], *, actor: Actor, apply: bool
) -> ImportReport:
    """A dry run, or the same plan written in the transaction it was computed in."""
    with transaction.atomic():
        report, store = plan(connector, rows)
        if apply:
            store.write(actor=actor)
            report.applied = True
    return report


def _parse(connector: Connector[Any], row: Row) -> Draft | Refused:
    identity = connector.identity(row)
    if row.broken:
        return Refused(row.broken, _("Corrigez cette ligne dans le fichier."), identity)
    try:
        parsed: Draft | Refused = connector.parse(row)
    except Refusal as refusal:
        return Refused(refusal.message, refusal.remedy, identity)
    return parsed


def _compare(
    connector: Connector[Any], store: Store[Any], draft: Draft, seen: dict[Hashable, Draft]
) -> ReportLine:
    first = seen.setdefault(draft.key, draft)
    if first is not draft:
        return _repeated_line(connector, first, draft)
    current = store.current(draft)
    if current is None:
        store.stage(draft, ())
        return _line(draft, Outcome.CREATED)
    changes = changes_between(current, draft.values, connector.labels)
    if not changes:
        return _line(draft, Outcome.UNCHANGED)
    store.stage(draft, changes)
    return _line(draft, Outcome.UPDATED, changes=changes)


def changes_between(
    current: Mapping[str, Any], values: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(str(labels.get(name, name)), _said(current.get(name)), _said(value))
        for name, value in values.items()
        if current.get(name) != value
    )


def _repeated_line(connector: Connector[Any], first: Draft, draft: Draft) -> ReportLine:
    """Two rows with one key: the same thing twice is harmless, two versions are not settled."""
    differences = changes_between(first.values, draft.values, connector.labels)
    if not differences:
        reason = _("Même contenu que la ligne %(number)d.") % {"number": first.number}
        return _line(draft, Outcome.UNCHANGED, reason=reason)
    return ReportLine(
        number=draft.number,
        outcome=Outcome.REFUSED,
        identity=draft.identity,
        reason=_("Même identifiant que la ligne %(number)d, avec d’autres valeurs : %(fields)s.")
        % {
            "number": first.number,
            "fields": ", ".join(change.field for change in differences),
        },
        remedy=_("Gardez la bonne ligne et retirez l’autre du fichier."),
        changes=differences,
        repairs=draft.repairs,
        doubts=draft.doubts,
    )


def _refused_line(row: Row, refused: Refused) -> ReportLine:
    return ReportLine(
        number=row.number,
        outcome=Outcome.REFUSED,
        identity=refused.identity,
        reason=refused.reason,
        remedy=refused.remedy,
        repairs=refused.repairs,
    )


def _line(
    draft: Draft, outcome: Outcome, *, reason: str = "", changes: tuple[FieldChange, ...] = ()
) -> ReportLine:
    return ReportLine(
        number=draft.number,
        outcome=outcome,
        identity=draft.identity,
        reason=reason,
        changes=changes,
        repairs=draft.repairs,
        doubts=draft.doubts,
    )


def _said(value: Any) -> str:
    if value is None or value == "":
        return _("(vide)")
    if isinstance(value, Choices):
        return str(value.label)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(map(str, value)) or _("(vide)")
    return str(value)
