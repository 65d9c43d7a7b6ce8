from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from passerelles.exchanges import events
from passerelles.exchanges.actions import import_file
from passerelles.exchanges.laposte.connector import PlaceStore
from passerelles.exchanges.report import ImportReport, Outcome
from passerelles.exchanges.unpacking import FileRefused
from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind, system_actor
from passerelles.kernel.errors import Hidden
from passerelles.territories import loading
from passerelles.territories.models import Commune, CommunePart, PostalCode, Precision
from passerelles.territories.queries import resolve_commune
from tests.exchanges.samples import laposte, write

ACTOR = system_actor("import d’essai")
LAON = "02408;LAON;02000;LAON;;49.5679724897, 3.62089561902"


def run(path: Path, *, apply: bool = False, actor: Actor = ACTOR) -> ImportReport:
    return import_file(actor=actor, connector="laposte", path=path, apply=apply)


@pytest.mark.usefixtures("places")
def test_a_dry_run_writes_nothing_not_even_in_the_journal(tmp_path: Path) -> None:
    before = list(Commune.objects.values())
    report = run(write(tmp_path, laposte()))
    assert report.updated == 5
    assert list(Commune.objects.values()) == before
    assert not JournalEntry.objects.exists()


@pytest.mark.usefixtures("places")
def test_coordinates_and_postal_codes_are_refined(tmp_path: Path) -> None:
    report = run(write(tmp_path, laposte()), apply=True)
    laon = Commune.objects.get(insee="02408")
    assert laon.point == (49.567972, 3.620896)
    assert laon.precision == Precision.OFFICIAL
    assert Commune.objects.get(insee="02691").precision == Precision.OFFICIAL
    assert report.counts() == {
        "read": 8,
        "created": 0,
        "updated": 5,
        "unchanged": 1,
        "refused": 2,
        "repaired": 2,
        "doubts": 1,
    }


@pytest.mark.usefixtures("places")
def test_old_codes_and_districts_lead_to_the_commune_of_today(tmp_path: Path) -> None:
    report = run(write(tmp_path, laposte()), apply=True)
    by_name = {line.identity.split(" (")[0]: line for line in report.lines}
    assert "aujourd’hui Arboys en Bugey (01)" in by_name["ARBIGNIEU"].repairs[0]
    assert by_name["PARIS 12"].repairs == ()
    assert CommunePart.objects.get(code="01340").latitude == 45.7
    assert Commune.objects.get(insee="01015").precision == Precision.PART, "not the commune's own"
    assert resolve_commune(insee="75112").point == (48.835156, 2.419807)
    assert len(by_name["ST QUENTIN"].repairs) == 2
    assert "coordonnées" in by_name["ST LOUIS"].doubts[0]
    assert by_name["MONACO"].outcome is Outcome.REFUSED
    assert "quarante-neuf" in by_name["LA FERE"].reason


@pytest.mark.usefixtures("places")
def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, laposte())
    run(path, apply=True)
    before = list(Commune.objects.values())
    again = run(path, apply=True)
    assert (again.created, again.updated, again.refused) == (0, 0, 2)
    assert list(Commune.objects.values()) == before


@pytest.mark.usefixtures("places")
def test_a_new_postal_code_is_added_once(tmp_path: Path) -> None:
    path = write(tmp_path, laposte(LAON, LAON.replace(";02000;", ";02930;")))
    report = run(path, apply=True)
    added = report.lines[1].changes
    assert [(change.field, change.old, change.new) for change in added] == [
        ("code postal", "(vide)", "02930")
    ]
    run(path, apply=True)
    assert PostalCode.objects.filter(commune="02408").count() == 2


@pytest.mark.usefixtures("places")
def test_coordinates_far_from_the_known_place_are_doubted(tmp_path: Path) -> None:
    report = run(write(tmp_path, laposte(LAON.replace("49.5679724897", "43.5"))))
    assert "km de celles que l’on connaissait" in report.lines[0].doubts[0]


@pytest.mark.usefixtures("places")
def test_the_import_is_journalled_without_any_content(tmp_path: Path) -> None:
    run(write(tmp_path, laposte(LAON)), apply=True)
    entry = JournalEntry.objects.get(event=events.FILE_IMPORTED.tag)
    assert entry.details["connector"] == "laposte"
    assert entry.details["updated"] == 1
    assert len(entry.details["sha256"]) == 64
    assert "LAON" not in str(entry.details)


@pytest.mark.usefixtures("places")
def test_a_failure_while_writing_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = PlaceStore.write

    def write_then_fail(self: PlaceStore, *, actor: Actor) -> None:
        original(self, actor=actor)
        raise RuntimeError("disque plein")

    monkeypatch.setattr(PlaceStore, "write", write_then_fail)
    with pytest.raises(RuntimeError):
        run(write(tmp_path, laposte()), apply=True)
    assert Commune.objects.get(insee="02408").precision == Precision.PLACE
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(kind=ActorKind.PROFESSIONAL)])
def test_only_the_platform_imports(tmp_path: Path, actor: Actor) -> None:
    with pytest.raises(Hidden):
        run(write(tmp_path, laposte()), actor=actor, apply=True)


@pytest.mark.usefixtures("places")
def test_a_file_of_another_kind_or_cut_is_refused_whole(tmp_path: Path) -> None:
    for data in (b"a;b\n1;2\n", laposte()[:-40], gzip.compress(laposte(), mtime=0)[:-20]):
        with pytest.raises(FileRefused):
            run(write(tmp_path, data), apply=True)
    assert not JournalEntry.objects.exists()


def _real_file() -> Path:
    folder = os.environ.get("PASSERELLES_REAL_DATA", "")
    base = Path(folder) if folder else Path(__file__).resolve().parents[3] / "shared" / "data"
    return base / "laposte_hexasmal_2019.csv.gz"


@pytest.mark.real_data
@pytest.mark.django_db
@pytest.mark.skipif(not _real_file().exists(), reason=f"fichier réel absent : {_real_file()}")
def test_the_real_file(tmp_path: Path) -> None:
    loading.load()
    report = run(_real_file(), apply=True)
    assert report.read == 39_201
    assert report.refused == 1, "Monaco"
    assert Commune.objects.filter(precision=Precision.OFFICIAL).count() > 34_800
    again = run(_real_file(), apply=True)
    assert (again.created, again.updated) == (0, 0)
    data = gzip.decompress(_real_file().read_bytes())
    with pytest.raises(FileRefused):
        run(write(tmp_path, data[: len(data) // 2]))
    with pytest.raises(FileRefused):
        run(write(tmp_path, _real_file().read_bytes()[:500_000], "coupe.csv.gz"))
