"""Small invented files, in the shape of the real ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

LAPOSTE_HEADER = (
    "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps"
)
LAPOSTE_ROWS = (
    "02408;LAON;02000;LAON;;49.5679724897, 3.62089561902",
    "02037;AULNOIS SOUS LAON;02000;AULNOIS SOUS LAON;;49.6141022613, 3.60275411003",
    "2691;ST QUENTIN;2100;ST QUENTIN;;49.8472336321, 3.27769499462",
    "75112;PARIS 12;75012;PARIS;;48.8351562307, 2.41980703498",
    "01340;ARBIGNIEU;01300;ARBIGNIEU;;45.7, 5.65",
    "97414;ST LOUIS;97421;ST LOUIS;LA RIVIERE;",
    "99138;MONACO;98000;MONACO;;43.7383, 7.42",
    "02304;LA FERE;02800;LA FERE;;quarante-neuf, 3.3",
)


def laposte(*rows: str, newline: str = "\r\n") -> bytes:
    return (newline.join([LAPOSTE_HEADER, *(rows or LAPOSTE_ROWS)]) + newline).encode()


def write(folder: Path, data: bytes, name: str = "fichier.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def workbook(rows: list[list[str | float]]) -> bytes:
    """The smallest XLSX a spreadsheet program would open: one sheet, texts inline."""
    sheet = "".join(
        "<row>"
        + "".join(
            f"<c><v>{cell}</v></c>"
            if isinstance(cell, float)
            else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
            for cell in row
        )
        + "</row>"
        for row in rows
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="Feuille" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>",
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()
