from __future__ import annotations

import os
from pathlib import Path

import pytest

from passerelles.exchanges.actions import import_file
from passerelles.exchanges.naming import readable_address, readable_name
from passerelles.exchanges.report import ImportReport, Outcome
from passerelles.exchanges.unpacking import FileRefused
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, system_actor
from passerelles.organisations.models import (
    Activity,
    Capacity,
    Contact,
    Organisation,
    Site,
    ZoneServed,
)
from passerelles.organisations.searching import Criteria, search
from passerelles.territories import loading
from tests.exchanges.samples import write
from tests.exchanges.samples_lists import (
    esat,
    esat_file,
    finess,
    geiq,
    geiq_file,
    page,
    service,
    siae,
    siae_file,
    siret,
    structure,
)

ACTOR = system_actor("import d’essai")


def run(connector: str, folder: Path, data: bytes, *, apply: bool = True) -> ImportReport:
    name = "fichier.json" if data.startswith(b"{") else "fichier.csv"
    path = write(folder, data, name)
    return import_file(actor=ACTOR, connector=connector, path=path, apply=apply)


FILES = {
    "esat_finess": esat_file(esat(), esat("02000200", **{"ET-SIRET": ""})),
    "siae_asp": siae_file(siae(), siae(MESURE="EI"), siae(LIBELLE_DPT="NORD")),
    "geiq": geiq_file(geiq()),
    "data_inclusion": page(structure()),
}


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("connector", FILES)
def test_a_dry_run_writes_nothing(connector: str, tmp_path: Path) -> None:
    report = run(connector, tmp_path, FILES[connector], apply=False)
    assert report.created == report.read > 0
    assert not Organisation.objects.exists()
    assert not Site.objects.exists()


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("connector", FILES)
def test_importing_twice_changes_nothing(connector: str, tmp_path: Path) -> None:
    first = run(connector, tmp_path, FILES[connector])
    assert first.created == first.read
    before = [list(m.objects.order_by("pk").values()) for m in (Organisation, Site, ZoneServed)]
    again = run(connector, tmp_path, FILES[connector])
    assert again.unchanged == again.read
    assert before == [
        list(m.objects.order_by("pk").values()) for m in (Organisation, Site, ZoneServed)
    ]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("connector", FILES)
def test_a_file_cut_anywhere_is_refused_whole(connector: str, tmp_path: Path) -> None:
    data = FILES[connector]
    for size in range(len(data) - 40, len(data) - 1):
        with pytest.raises(FileRefused):
            run(connector, tmp_path, data[:size])
    assert not Organisation.objects.exists()


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("connector", ["esat_finess", "siae_asp", "geiq"])
def test_a_file_in_the_wrong_encoding_is_refused_whole(connector: str, tmp_path: Path) -> None:
    twice = FILES[connector].decode().replace("RUE", "É").encode() + "Ã©\n".encode()
    with pytest.raises(FileRefused, match=r"encodage|encodés"):
        run(connector, tmp_path, twice)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("connector", FILES)
def test_a_file_of_another_kind_is_refused_and_named(connector: str, tmp_path: Path) -> None:
    for other, data in FILES.items():
        if other != connector:
            with pytest.raises(FileRefused, match="ressemble"):
                run(connector, tmp_path, data)


@pytest.mark.usefixtures("places")
def test_an_esat_is_read_published_and_found(tmp_path: Path) -> None:
    run("esat_finess", tmp_path, esat_file(esat()))
    found = Organisation.objects.get()
    site = found.site_lines.get()
    assert (found.kind, found.name) == ("esat", "ESAT L'Atelier du Pont")
    assert found.manager_name == "Association du Plateau"
    assert (site.address, site.commune_id, site.main) == ("548 rue d'Orcet", "02408", True)
    assert Capacity.objects.get().total == 66
    assert [i.id for i in search(ANONYMOUS, Criteria(text="atelier du pont"))] == [found.pk]


@pytest.mark.usefixtures("places")
def test_lost_zeros_are_put_back_and_reported(tmp_path: Path) -> None:
    row = esat(**{"ET-Code Postal": "2000", "ET-Commune Code": "2408"})
    row["ET-N°FINESS"] = row["ET-N°FINESS"].lstrip("0")
    report = run("esat_finess", tmp_path, esat_file(row))
    (line,) = report.lines
    assert report.repaired == 1
    assert len(line.repairs) == 3
    assert Site.objects.get().finess == finess("02000100")
    assert Site.objects.get().postal_code == "02000"


@pytest.mark.usefixtures("places")
def test_a_wrong_siret_is_left_out_with_a_doubt_when_it_is_not_the_key(tmp_path: Path) -> None:
    report = run("esat_finess", tmp_path, esat_file(esat(**{"ET-SIRET": "12345678900012"})))
    assert report.created == 1
    assert "SIRET laissé de côté" in report.lines[0].doubts[0]
    assert Site.objects.get().siret == ""


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("connector", "data"),
    [
        ("siae_asp", siae_file(siae(SIRET="12345678900012"), siae())),
        ("geiq", geiq_file(geiq(SIRET="12345678900012"), geiq())),
    ],
)
def test_a_wrong_siret_refuses_the_line_when_it_is_the_only_key(
    connector: str, data: bytes, tmp_path: Path
) -> None:
    report = run(connector, tmp_path, data)
    assert (report.refused, report.created) == (1, 1)
    refused = report.lines[0]
    assert refused.outcome is Outcome.REFUSED
    assert "SIRET" in refused.reason
    assert refused.remedy


@pytest.mark.usefixtures("places")
def test_a_secondary_esat_joins_its_principal_only_when_that_is_certain(tmp_path: Path) -> None:
    principal = esat()
    certain = esat(
        "02000200", **{"ET-Type": "Secondaire", "ET-Raison sociale": "ESAT DU PONT, ANNEXE"}
    )
    unsure = esat(
        "02000300",
        **{"ET-Type": "Secondaire", "ET-Raison sociale": "ESAT DES BOIS", "ET-SIRET": ""},
    )
    # The site comes before its principal in the file.
    report = run("esat_finess", tmp_path, esat_file(certain, principal, unsure))
    assert report.created == 3
    assert Organisation.objects.count() == 2
    joined = Organisation.objects.get(name="ESAT L'Atelier du Pont")
    assert joined.site_lines.count() == 2
    assert joined.site_lines.get(main=True).finess == finess("02000100")
    assert [line.number for line in report.lines if "rien ne prouve" in " ".join(line.doubts)] == [
        4
    ]
    found = search(ANONYMOUS, Criteria(text="annexe"))
    assert [item.id for item in found] == [joined.pk], "found by the name of its site"


@pytest.mark.usefixtures("places")
def test_one_siret_with_two_measures_is_two_organisations_and_no_doubt(tmp_path: Path) -> None:
    report = run("siae_asp", tmp_path, siae_file(siae(), siae(MESURE="EI")))
    assert (report.created, report.doubts) == (2, 0)
    assert sorted(Organisation.objects.values_list("kind", flat=True)) == ["aci", "ei"]
    assert len(set(Site.objects.values_list("address", flat=True))) == 1


@pytest.mark.usefixtures("places")
def test_one_siret_twice_in_a_measure_is_a_doubt_and_one_organisation(tmp_path: Path) -> None:
    rows = (siae(), siae(LIBELLE_DPT="NORD"), siae())
    report = run("siae_asp", tmp_path, siae_file(*rows))
    assert [line.outcome for line in report.lines] == ["created", "created", "unchanged"]
    assert report.doubts == 2
    zones = Organisation.objects.get().zoneserved_lines.values_list("code", flat=True)
    assert sorted(zones) == ["02", "59"]


@pytest.mark.usefixtures("places")
def test_lists_never_merge_with_each_other(tmp_path: Path) -> None:
    same = siret("2345678900001")
    run("siae_asp", tmp_path, siae_file(siae(SIRET=same)))
    run("geiq", tmp_path, geiq_file(geiq(SIRET=same)))
    run("esat_finess", tmp_path, esat_file(esat(**{"ET-SIRET": same})))
    assert Organisation.objects.filter(siren=same[:9]).count() == 3


@pytest.mark.usefixtures("places")
def test_a_change_is_shown_field_by_field_and_written(tmp_path: Path) -> None:
    run("geiq", tmp_path, geiq_file(geiq()))
    report = run("geiq", tmp_path, geiq_file(geiq(ADRESSE="9, place des Essais")))
    (line,) = report.lines
    assert [(c.field, c.old, c.new) for c in line.changes] == [
        ("adresse", "47, rue des Essais", "9, place des Essais")
    ]
    assert Site.objects.get().address == "9, place des Essais"


@pytest.mark.usefixtures("places")
def test_a_profile_its_members_keep_is_not_rewritten_and_says_so(tmp_path: Path) -> None:
    run("geiq", tmp_path, geiq_file(geiq()))
    Organisation.objects.update(name="Notre GEIQ", kept_by_members=True)
    report = run("geiq", tmp_path, geiq_file(geiq()))
    assert report.unchanged == 1
    assert "tenue par l’organisation" in report.lines[0].doubts[0]
    assert Organisation.objects.get().name == "Notre GEIQ"


@pytest.mark.usefixtures("places")
def test_an_organisation_taken_out_of_the_directory_is_not_put_back(tmp_path: Path) -> None:
    run("geiq", tmp_path, geiq_file(geiq()))
    Organisation.objects.update(published_at=None)
    run("geiq", tmp_path, geiq_file(geiq(ADRESSE="ailleurs")))
    assert Organisation.objects.get().published_at is None


@pytest.mark.usefixtures("places")
def test_services_become_activities_of_their_structure(tmp_path: Path) -> None:
    run("data_inclusion", tmp_path, page(structure()))
    report = run("data_inclusion", tmp_path, page(service(), service(id="x", structure_id="nul")))
    assert [line.outcome for line in report.lines] == ["created", "refused"]
    assert "structures" in report.lines[1].remedy
    activity = Activity.objects.get()
    assert activity.organisation.name == "Maison du Plateau"
    assert activity.themes == ["mobilite--acceder-a-un-vehicule"]
    assert "gratuit" in activity.description
    assert Contact.objects.get().phone == "03 23 00 00 00"
    assert len(search(ANONYMOUS, Criteria(activity="scooters"))) == 1
    again = run("data_inclusion", tmp_path, page(service()))
    assert again.unchanged == 1


@pytest.mark.usefixtures("places")
def test_a_name_that_reveals_is_imported_under_a_neutral_label(tmp_path: Path) -> None:
    report = run("data_inclusion", tmp_path, page(structure(nom="CSAPA Zibeline")))
    assert "Nom sensible" in report.lines[0].doubts[0]
    (found,) = search(ANONYMOUS, Criteria())
    assert not found.known
    assert search(ANONYMOUS, Criteria(text="zibeline")) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ESAT LES ABEILLES", "ESAT Les Abeilles"),
        ("ESAT DE L'ARVE", "ESAT de l'Arve"),
        ("ESAT L ELAN D AUTAN", "ESAT L'Elan d'Autan"),
        ("ATELIER D ET L", "Atelier d et l"),
        ("ADAPEI DU VAL", "ADAPEI du Val"),
        ("ATELIERS DU BRGM", "Ateliers du BRGM"),
        ("ASSOC TRAVAIL (ADETH)", "Assoc Travail (ADETH)"),
        ("Les Jardins du Val", "Les Jardins du Val"),
    ],
)
def test_capitals_become_readable_and_initials_stay(written: str, read: str) -> None:
    assert readable_name(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("548   R D'ORCET", "548 rue d'Orcet"),
        ("7 B R DES CHAMPS", "7 b rue des Champs"),
        ("62 AVENUE DU PONT", "62 Avenue du Pont"),
        ("   ZONE D'ESSAI", "Zone d'Essai"),
        ("47, rue des Essais", "47, rue des Essais"),
        ("", ""),
    ],
)
def test_addresses_become_readable(written: str, read: str) -> None:
    assert readable_address(written) == read


def _real(name: str) -> Path:
    base = os.environ.get("PASSERELLES_REAL_DATA")
    root = Path(base) if base else Path(__file__).resolve().parents[3] / "shared" / "data"
    return root / name


LISTS = (
    ("esat_finess", "esat_finess.csv", 1504),
    ("siae_asp", "siae_asp_2019-07.csv", 3932),
    ("geiq", "geiq_2019-11.csv", 171),
    ("data_inclusion", "data_inclusion_structures.json", 6),
    ("data_inclusion", "data_inclusion_services.json", 7),
)


@pytest.mark.real_data
@pytest.mark.django_db
@pytest.mark.skipif(
    not all(_real(name).exists() for _c, name, _n in LISTS),
    reason=f"fichiers réels absents : {_real('')}",
)
def test_the_real_files() -> None:
    loading.load()
    for connector, name, count in LISTS:
        report = import_file(actor=ACTOR, connector=connector, path=_real(name), apply=True)
        assert report.read == count, name
        assert report.created + report.updated + report.unchanged + report.refused == count
        # One GEIQ's SIRET has a wrong key; one structure and its service have no name.
        assert report.refused == (0 if connector in ("esat_finess", "siae_asp") else 1), name
    assert Organisation.objects.filter(published_at__lte=clock.now()).count() > 5000
    for connector, name, _count in LISTS:
        again = import_file(actor=ACTOR, connector=connector, path=_real(name), apply=True)
        assert again.created == again.updated == 0, name
    assert search(ANONYMOUS, Criteria(text="ateleirs de la bressandiere"))
