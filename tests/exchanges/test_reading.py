"""A file is read whole or refused whole, with a reason a person understands."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from passerelles.exchanges import reading, unpacking
from passerelles.exchanges.reading import Layout, Row, Shape, read_table, rows_of
from passerelles.exchanges.unpacking import FileRefused
from tests.exchanges.samples import laposte, workbook, write, zipped

SHAPE = Shape(columns=("Nom", "Code postal"), optional=("Ville",))
TEXT = 'Nom;Code postal;Ville\r\nNetclair;02000;Laon\r\n"L\'Étoile; du Val";59000;Lille\r\n'


def rows(path: Path, shape: Shape = SHAPE) -> list[Row]:
    return rows_of(read_table(path), shape)


def refusal(path: Path, shape: Shape = SHAPE) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        rows(path, shape)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encodings_and_separators_are_recognised(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = "\r\n".join(
        delimiter.join(cells)
        for cells in (["Nom", "Code postal", "Ville"], ["Étoile", "02000", "Laon"], [])
    )
    (row,) = rows(write(tmp_path, text.encode(encoding)))
    assert dict(row.values) == {"Nom": "Étoile", "Code postal": "02000", "Ville": "Laon"}
    assert row.number == 2


def test_quotes_and_line_numbers(tmp_path: Path) -> None:
    text = 'Nom;Code postal\n\n"Deux\nlignes";02000\n;;\nAutre;59000\n'
    found = rows(write(tmp_path, text.encode()))
    assert [(row.number, row.text("Nom")) for row in found] == [(4, "Deux lignes"), (6, "Autre")]


def test_headers_are_matched_whatever_their_case_and_accents(tmp_path: Path) -> None:
    (row,) = rows(write(tmp_path, b"NOM ;code-postal;Autre\nNetclair;02000;x\n"))
    assert row.text("Code postal") == "02000"
    assert row.text("Autre") == "x"
    assert row.text("Ville") == "", "an absent column reads as empty"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("f.csv.gz", gzip.compress(TEXT.encode(), mtime=0)),
        ("f.zip", zipped({"lisez-moi.pdf": "x", "dossier/f.csv": TEXT})),
        ("f.xlsx", workbook([["Nom", "Code postal"], ["Netclair", "02000"], ["Étoile", 59000.0]])),
    ],
)
def test_wrapped_files_are_opened(tmp_path: Path, name: str, data: bytes) -> None:
    found = rows(write(tmp_path, data, name))
    assert [row.text("Code postal") for row in found] == ["02000", "59000"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "est vide"),
        (b" \r\n\x00", "est vide"),
        ("Nom;Code postal\nÉtoile;02000\n".encode().decode("cp1252").encode(), "deux fois"),
        ("Nom;Code postal\n\ufffdtoile;02000\n".encode(), "perdus"),
        ("Nom;Code postal\nÉtoile;02000\n".encode("utf-16-le"), "fichier texte"),
        ("Nom;Code postal\nle pré vert, forêt, élan;02000\n".encode("cp850"), "MS-DOS|Windows"),
        ("Nom;Code postal\nle pré vert, forêt, à côté;02000\n".encode("mac_roman"), "MS-DOS|Windo"),
        (b"\xff\xfeN\x00o\xd8", "Unicode"),
        (b"Nom;Code postal\n\x81\x8d\x8f;02000\n", "ni UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "pas reconnu"),
        (b'Nom;Code postal\n"Netclair;02000\nAutre;59000\n', "guillemet ouvert"),
        (b'Nom;Code postal\n"Net"clair;02000\n', "guillemet mal plac"),
        (b"Nom;Code postal\nNetclair;02000\nAutre", "incomplet"),
        (b"Nom;Code postal\nNetclair;02000\nAutre;590", "incomplet"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-9], "incomplet"),
        (zipped({"f.csv": TEXT})[:-30], "incomplet"),
        (zipped({"a.csv": TEXT, "b.csv": TEXT}), "2 fichiers"),
        (zipped({"photo.png": "x"}), "0 fichiers"),
        (workbook([["Nom"]])[:-40], "incomplet"),
        (b'{"items": [{"Nom": "Netclair"}, {"No', "JSON complet"),
        (b"[1, 2]", "liste d.objets"),
    ],
)
def test_refused_whole_with_the_reason(tmp_path: Path, data: bytes, said: str) -> None:
    refused = refusal(write(tmp_path, data))
    assert re.search(said, refused.message), refused.message


def test_absent_files_and_folders(tmp_path: Path) -> None:
    assert "ne peut pas être lu" in refusal(tmp_path / "absent.csv").message
    assert "dossier" in refusal(tmp_path).message


def test_size_caps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = write(
        tmp_path, gzip.compress(b"Nom;Code postal\n" + b"x;1\n" * 50_000, mtime=0), "f.csv.gz"
    )
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 100_000)
    assert "dépasse" in refusal(bomb).message
    zip_bomb = write(tmp_path, zipped({"f.csv": "x;1\n" * 50_000}), "f.zip")
    assert "dépasse" in refusal(zip_bomb).message
    monkeypatch.setattr(unpacking, "MAX_FILE_BYTES", 10)
    assert "dépasse" in refusal(bomb).message


def test_a_row_of_the_wrong_width_is_only_marked(tmp_path: Path) -> None:
    data = b"Nom;Code postal\nA;02000;x;y\nB\nC;59000;;\nD;59000\n"
    found = rows(write(tmp_path, data))
    assert [bool(row.broken) for row in found] == [True, True, False, False]
    assert "4 champs au lieu de 2" in found[0].broken


def test_a_file_typed_by_hand_may_lack_its_last_newline(tmp_path: Path) -> None:
    path = write(tmp_path, b"Nom;Code postal\nNetclair;02000")
    (row,) = rows(path, Shape(columns=("Nom",), ends_with_newline=False))
    assert row.text("Code postal") == "02000"


def test_a_file_cut_anywhere_is_refused_unless_between_two_lines(tmp_path: Path) -> None:
    whole = laposte(
        '02408;"LAON; ÉTÉ";02000;LAON;;49.56, 3.62', "02691;ST QUENTIN;02100;ST QUENTIN;;49.8, 3.2"
    )
    shape = Shape(columns=("Code_commune_INSEE", "coordonnees_gps"))
    for length in range(1, len(whole) - 1):
        path = write(tmp_path, whole[:length])
        try:
            table = read_table(path)
            complete = reading.matches(table, shape)
            reading.check_headers(table, shape)
            found = rows_of(table, shape) if complete else []
        except FileRefused:
            continue
        assert not complete or (found and whole[:length].endswith((b"\n", b"\r"))), whole[:length]


def test_a_gzip_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(laposte(), mtime=0)
    for length in range(1, len(whole)):
        with pytest.raises(FileRefused):
            read_table(write(tmp_path, whole[:length], "f.csv.gz"))


def test_json_pages(tmp_path: Path) -> None:
    page = {"items": [{"id": "a", "siret": None}, {"id": "b"}], "total": 2}
    shape = Shape(columns=("id",), layout=Layout.JSON)
    for document in (page, page["items"]):
        path = write(tmp_path, json.dumps(document).encode(), "page.json")
        found = rows(path, shape)
        assert [(row.number, row.text("id")) for row in found] == [(1, "a"), (2, "b")]
        assert found[0].text("siret") == ""


def test_a_repeated_column_is_refused_when_it_matters(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"Nom;Code postal;nom;x;x\nA;1;B;2;3\n"))
    with pytest.raises(FileRefused, match="plusieurs fois"):
        reading.check_headers(table, SHAPE)
    reading.check_headers(table, Shape(columns=("Code postal",)))


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"Nom;Code postal\n"))
    with pytest.raises(FileRefused, match="aucune ligne"):
        reading.check_headers(table, SHAPE)
