"""The plan, its report and its writing, with a connector that keeps its records in a dict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from passerelles.exchanges import applying, registry
from passerelles.exchanges.connectors import Connector, Draft, Refused
from passerelles.exchanges.reading import Row, Shape
from passerelles.exchanges.report import FieldChange, ImportReport, Outcome
from passerelles.exchanges.unpacking import FileRefused
from passerelles.exchanges.wording import describe
from passerelles.kernel.actors import system_actor
from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import parse_postal_code
from tests.exchanges.samples import laposte, write

pytestmark = pytest.mark.django_db
ACTOR = system_actor("essai")


class ShopStore:
    def __init__(self, records: dict[str, dict[str, Any]]) -> None:
        self.records = records
        self.staged: dict[str, Mapping[str, Any]] = {}

    def prepare(self, drafts: Sequence[Draft]) -> None:
        self.keys = [draft.key for draft in drafts]

    def current(self, draft: Draft) -> Mapping[str, Any] | None:
        return self.records.get(str(draft.key))

    def stage(self, draft: Draft, changes: tuple[FieldChange, ...]) -> None:
        self.staged[str(draft.key)] = draft.values

    def write(self, *, actor: Any) -> None:
        for key, values in self.staged.items():
            self.records.setdefault(key, {}).update(values)


class ShopConnector(Connector[Draft]):
    slug: ClassVar[str] = "boutiques"
    title: ClassVar[str] = "Boutiques"
    source: ClassVar[str] = "nulle part"
    shape: ClassVar[Shape] = Shape(columns=("Nom", "Code postal"))
    labels: ClassVar[Mapping[str, str]] = {"postal": "code postal"}
    records: ClassVar[dict[str, dict[str, Any]]] = {}

    def parse(self, row: Row) -> Draft | Refused:
        name = row.text("Nom")
        if not name:
            return Refused("Le nom manque.", "Ajoutez-le.", identity="?")
        postal = parse_postal_code(row.text("Code postal"))
        repairs = (postal.repair,) if postal.repaired else ()
        return Draft(row.number, name, name, {"postal": postal.value}, repairs)

    def store(self) -> ShopStore:
        return ShopStore(self.records)


@pytest.fixture(autouse=True)
def records() -> dict[str, dict[str, Any]]:
    ShopConnector.records = {}
    return ShopConnector.records


def run(rows: list[Row], *, apply: bool = False) -> ImportReport:
    return applying.run(ShopConnector(), rows, actor=ACTOR, apply=apply)


def row(number: int, name: str, postal: str, broken: str = "") -> Row:
    return Row(number, {"Nom": name, "Code postal": postal}, broken)


ROWS = [
    row(2, "Netclair", "02000"),
    row(3, "Étoile", "2100"),
    row(4, "", "59000"),
    row(5, "Val", "??"),
    row(6, "Coupée", "", "La ligne a 1 champs au lieu de 2."),
    row(7, "Netclair", "02000"),
    row(8, "Netclair", "59000"),
]


def test_a_dry_run_says_everything_and_writes_nothing(records: dict[str, Any]) -> None:
    report = run(ROWS)
    assert records == {}
    assert not report.applied
    assert [line.outcome for line in report.lines] == [
        Outcome.CREATED,
        Outcome.CREATED,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.UNCHANGED,
        Outcome.REFUSED,
    ]
    assert "2100 → 02100" in report.lines[1].repairs[0]
    assert report.lines[3].identity == "Val"
    assert "code postal" in report.lines[3].reason
    assert "1 champs" in report.lines[4].reason
    assert "ligne 2" in report.lines[5].reason
    assert "avec d’autres valeurs : code postal" in report.lines[6].reason
    assert report.counts() == {
        "read": 7,
        "created": 2,
        "updated": 0,
        "unchanged": 1,
        "refused": 4,
        "repaired": 1,
        "doubts": 0,
    }


def test_applying_then_again_changes_nothing(records: dict[str, Any]) -> None:
    assert run(ROWS, apply=True).applied
    assert records == {"Netclair": {"postal": "02000"}, "Étoile": {"postal": "02100"}}
    again = run(ROWS, apply=True)
    assert (again.created, again.updated) == (0, 0)


def test_a_change_is_told_field_by_field(records: dict[str, Any]) -> None:
    records["Netclair"] = {"postal": "59000", "phone": "kept"}
    report = run(ROWS[:1], apply=True)
    assert report.lines[0].outcome is Outcome.UPDATED
    assert report.lines[0].changes == (FieldChange("code postal", "59000", "02000"),)
    assert records["Netclair"] == {"postal": "02000", "phone": "kept"}


def test_the_json_has_exactly_the_promised_keys() -> None:
    document = run(ROWS).as_dict()
    assert list(document) == [
        "read",
        "created",
        "updated",
        "unchanged",
        "refused",
        "repaired",
        "doubts",
        "lines",
    ]
    assert set(document["lines"][0]) == {
        "number",
        "outcome",
        "identity",
        "reason",
        "remedy",
        "changes",
        "repairs",
        "doubts",
    }


cells = st.sampled_from(["", "Netclair", "Val", "02000", "2000", "59000", "x"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(cells, cells), max_size=12))
def test_every_row_has_one_outcome_and_twice_changes_nothing(
    pairs: list[tuple[str, str]],
) -> None:
    ShopConnector.records = {}
    rows = [row(number, *pair) for number, pair in enumerate(pairs, start=2)]
    report = run(rows, apply=True)
    counts = report.counts()
    assert (
        counts["created"] + counts["updated"] + counts["unchanged"] + counts["refused"]
        == (counts["read"])
    )
    assert counts["read"] == len(rows)
    assert counts["created"] == len(ShopConnector.records)
    again = run(rows, apply=True)
    assert (again.created, again.updated, again.refused) == (0, 0, report.refused)


def test_the_report_in_words() -> None:
    text = "\n".join(describe(run(ROWS), limit=3))
    assert "ligne 2, créée : Netclair." in text
    assert "réparé : Le zéro perdu" in text
    assert "Le nom manque. Ajoutez-le." in text
    assert "… et 3 autres lignes" in text
    assert "7 lignes lues : 2 créées" in text
    assert "--apply" in text
    assert "--apply" not in "\n".join(describe(run(ROWS, apply=True)))


def test_a_terminal_never_reads_a_name_as_markup() -> None:
    console = Console(file=StringIO(), width=300)
    run([row(2, "[bold]Val[/bold]", "02000")]).print_to(console)
    assert isinstance(console.file, StringIO)
    assert "[bold]Val[/bold]" in console.file.getvalue()


def test_a_file_of_another_kind_names_the_connector_it_looks_like(tmp_path: Path) -> None:
    path = write(tmp_path, laposte())
    with pytest.raises(FileRefused) as refused:
        applying.read_rows(ShopConnector(), path)
    assert "Base officielle des codes postaux" in refused.value.message
    assert "laposte" in refused.value.remedy


def test_a_file_of_no_known_kind_names_the_missing_columns(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        applying.read_rows(ShopConnector(), write(tmp_path, b"Nom;b\n1;2\n"))
    assert "Colonnes absentes : Code postal." in refused.value.message
    assert "nulle part" in refused.value.remedy


def test_the_registry() -> None:
    assert registry.get("laposte").slug == "laposte"
    assert list(registry.names()) == sorted(registry.connectors())
    with pytest.raises(Refusal) as refused:
        registry.get("inconnu")
    assert "laposte" in refused.value.remedy

    class Twin(ShopConnector):
        slug = "laposte"

    with pytest.raises(ValueError, match="deux fois"):
        registry.register(Twin)
