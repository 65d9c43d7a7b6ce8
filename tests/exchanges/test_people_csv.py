"""The file of persons: shown before it is written, repeatable, nothing that must not be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.exchanges.people_csv import COLUMNS, propose, run, template
from passerelles.exchanges.report import ImportReport, Outcome
from passerelles.exchanges.unpacking import FileRefused
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Hidden
from passerelles.people.models import ExternalReference, Fact, Person, Wish
from passerelles.sharing.models import Party
from tests.cast import Cast, make_person, professional

HEAD = "Référence;Prénom;Nom;Né le;Ville;Tel;Diplôme;Souhait\n"
DAVID = "A-1;David;LECOMTE;04/12/1980;;0601020304;CAP;Conduire un camion\n"
INES = "A-2;Nora;Bensaïd;3 mai 1999;;;;\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "personnes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def take_in(cast: Cast, path: Path, *, apply: bool = True) -> ImportReport:
    actor = professional(cast.karim, cast.ime)
    with acting_as(actor):
        return run(path, actor=actor, organisation_id=cast.ime.id, apply=apply)


def test_a_dry_run_says_all_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    report = take_in(cast, write(tmp_path, HEAD + DAVID + INES), apply=False)
    assert (report.read, report.created, report.refused) == (2, 2, 0)
    assert "« LECOMTE » écrit « Lecomte »." in report.lines[0].repairs
    assert Person.unscoped.count() == 1


def test_the_file_opens_records_held_by_the_organisation_once(cast: Cast, tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + DAVID + INES)
    first = take_in(cast, path)
    assert (first.created, first.applied) == (2, True)
    david = Person.unscoped.get(last_name="Lecomte")
    assert (str(david.birth_date), david.phone) == ("1980-12-04", "0601020304")
    assert Party.objects.get(person=david).organisation == cast.ime
    assert Fact.unscoped.get(person=david).value == "cap"
    assert Wish.unscoped.get(person=david).words == "Conduire un camion"
    assert ExternalReference.objects.get(person=david).reference == "A-1"
    again = take_in(cast, path)
    assert (again.unchanged, again.created, again.updated) == (2, 0, 0)
    assert Fact.unscoped.count() == 1


def test_a_changed_line_is_shown_field_by_field_then_written(cast: Cast, tmp_path: Path) -> None:
    take_in(cast, write(tmp_path, HEAD + DAVID))
    changed = DAVID.replace("0601020304", "0611111111")
    report = take_in(cast, write(tmp_path, HEAD + changed))
    assert report.lines[0].outcome is Outcome.UPDATED
    change = report.lines[0].changes[0]
    assert (change.field, change.old, change.new) == ("Téléphone", "0601020304", "0611111111")
    assert Person.unscoped.get(last_name="Lecomte").phone == "0611111111"


def test_without_a_reference_name_and_birth_date_find_the_person_again(
    cast: Cast, tmp_path: Path
) -> None:
    path = write(tmp_path, "Prénom;Nom\nlea;marchand\n")
    assert take_in(cast, path, apply=False).created == 1, "no birth date: nobody is sure"
    path = write(tmp_path, "Prénom;Nom;Né le\nLéa;Marchand;14/03/2009\n")
    assert take_in(cast, path).unchanged == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A-1;David;Lecomte;31/02/1980;;;;\n", "n’existe pas"),
        ("A-1;David;Lecomte;04/12/80;;;;\n", "quatre chiffres"),
        ("A-1;;Lecomte;;;;;\n", "Il manque le prénom."),
        ("A-1;David;Lecomte;;;1 80 12 02 408 012 12;;\n", "sécurité sociale"),
        ("A-1;David;Lecomte;;;;;180120240801212\n", "sécurité sociale"),
        ("A-1;David;Lecomte;01/01/2030;;;;\n", "avenir"),
    ],
)
def test_a_wrong_line_is_refused_with_its_reason_and_the_others_go_on(
    cast: Cast, tmp_path: Path, line: str, said: str
) -> None:
    report = take_in(cast, write(tmp_path, HEAD + line + INES))
    assert (report.created, report.refused) == (1, 1)
    assert said in report.lines[0].reason
    assert not Person.unscoped.filter(last_name="Lecomte").exists()


def test_an_unknown_commune_or_choice_is_a_doubt_never_a_guess(cast: Cast, tmp_path: Path) -> None:
    line = "A-1;David;Lecomte;;Introuvable;;Licence de pilote;\n"
    report = take_in(cast, write(tmp_path, HEAD + line))
    assert report.created == 1
    doubts = " ".join(report.lines[0].doubts)
    assert "Introuvable" in doubts
    assert "n’est pas un choix connu" in doubts
    assert Person.unscoped.get(last_name="Lecomte").commune is None
    assert not Fact.unscoped.exists()


def test_a_look_alike_of_one_s_own_is_a_doubt_and_a_stranger_s_is_nothing(
    cast: Cast, tmp_path: Path
) -> None:
    make_person("David", "Lecompte", cast.ime, birth_date="1980-12-04")
    make_person("Nora", "Bensaid", cast.stranger, birth_date="1999-05-03")
    report = take_in(cast, write(tmp_path, HEAD + DAVID + INES), apply=False)
    assert "Ressemble à David L." in report.lines[0].doubts[0]
    assert report.lines[1].doubts == ()


def test_two_lines_with_one_reference_and_other_values_are_not_settled(
    cast: Cast, tmp_path: Path
) -> None:
    report = take_in(cast, write(tmp_path, HEAD + DAVID + DAVID.replace("David", "Denis")))
    assert [line.outcome for line in report.lines] == [Outcome.CREATED, Outcome.REFUSED]


def test_the_columns_of_other_software_are_recognised_and_the_nir_never_is() -> None:
    found = propose(["Prenom", "NOM", "DDN", "Portable", "N° sécurité sociale", "NIR", "Couleur"])
    assert found == {
        "first_name": "Prenom",
        "last_name": "NOM",
        "birth_date": "DDN",
        "phone": "Portable",
    }


def test_the_template_is_its_own_proof(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "modele.csv"
    path.write_bytes(template())
    text = template().decode("utf-8-sig").splitlines()[0]
    assert propose(text.split(";")) == {column.field: column.title for column in COLUMNS}
    report = take_in(cast, path, apply=False)
    assert (report.created, report.refused) == (1, 0)


def test_a_file_without_the_names_or_without_lines_is_refused_whole(
    cast: Cast, tmp_path: Path
) -> None:
    for text in ("Ville;Tel\nLaon;06\n", HEAD, ""):
        with pytest.raises(FileRefused):
            take_in(cast, write(tmp_path, text))
    assert Person.unscoped.count() == 1


def test_nobody_imports_for_another_organisation_or_without_the_right(
    cast: Cast, tmp_path: Path
) -> None:
    path = write(tmp_path, HEAD + DAVID)
    for user, organisation in ((cast.ines, cast.ime), (cast.zoe, cast.stranger)):
        with pytest.raises(Hidden):
            run(
                path,
                actor=professional(user, organisation),
                organisation_id=cast.ime.id,
                apply=True,
            )
    assert Person.unscoped.count() == 1


def test_the_pages_lead_from_the_file_to_the_records(
    cast: Cast, as_user: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    karim: Client = as_user(cast.karim, cast.ime)
    with write(tmp_path, HEAD + DAVID).open("rb") as stream:
        answer = karim.post("/personnes/importer/", {"file": stream})
    assert answer["Location"] == "/personnes/importer/colonnes/"
    held = next((tmp_path / "fichiers" / "reprises").glob("*"))
    assert b"Lecomte" not in held.read_bytes().replace(b"LECOMTE", b"Lecomte")
    page = karim.get(answer["Location"])
    assert '<option value="Né le" selected>' in page.content.decode()
    mapping = page.context["form"].initial
    answer = karim.post(answer["Location"], mapping)
    report = karim.get(answer["Location"]).content.decode()
    assert "Rien n’est encore écrit" in report
    assert not Person.unscoped.filter(last_name="Lecomte").exists()
    karim.post(answer["Location"])
    assert Person.unscoped.filter(last_name="Lecomte").exists()
    assert not list((tmp_path / "fichiers" / "reprises").glob("*"))


def test_the_pages_are_not_there_without_the_right(cast: Cast, as_user: Any) -> None:
    assert as_user(cast.ines, cast.ime).get("/personnes/importer/").status_code == 404


def test_a_wrong_upload_says_why(cast: Cast, as_user: Any, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    with path.open("rb") as stream:
        answer = as_user(cast.karim, cast.ime).post("/personnes/importer/", {"file": stream})
    assert answer.status_code == 422
    assert "Choisissez un fichier CSV, XLSX ou ODS." in answer.content.decode()


def test_an_upload_gone_leads_back_to_the_first_step(
    cast: Cast, as_user: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    karim: Client = as_user(cast.karim, cast.ime)
    with write(tmp_path, HEAD + DAVID).open("rb") as stream:
        karim.post("/personnes/importer/", {"file": stream})
    for held in (tmp_path / "fichiers" / "reprises").glob("*"):
        held.unlink()
    for step in ("colonnes/", "rapport/"):
        assert karim.get(f"/personnes/importer/{step}")["Location"] == "/personnes/importer/"
