"""The ``passerelles`` command: French help, JSON for programs, errors with their remedy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from passerelles.cli.main import cli, main
from passerelles.journal.models import JournalEntry
from passerelles.organisations.models import Membership
from passerelles.people.models import Person
from tests.cast import Cast

COMMANDS = [
    ["demo"], ["serve"], ["migrate"], ["import"], ["people"], ["people", "import"],
    ["people", "template"], ["user"], ["user", "add"], ["journal"], ["journal", "verify"], ["check"],
    ["law"], ["law", "rules"], ["law", "check"], ["law", "schema"], ["route"],
]  # fmt: skip


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    """Run a command in this process; return its status and what it printed."""
    status = 0
    try:
        main(list(arguments))
    except SystemExit as end:
        status = int(end.code or 0)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_in_french(capsys: Any, command: list[str]) -> None:
    status, out, _ = run(capsys, *command, "--help")
    assert status == 0
    assert "Usage :" in out
    assert "Affiche cette aide" in out
    for english in (
        "Show this message",
        "Options:",
        "Commands:",
        "[OPTIONS] COMMAND [ARGS]",
        "INTEGER",
        "TEXT ",
        "[default",
    ):
        assert english not in out


def test_every_command_is_in_the_list_above() -> None:
    names = {tuple(c) for c in COMMANDS}
    for name, command in cli.commands.items():
        assert (name,) in names
        for inner in getattr(command, "commands", {}):
            assert (name, inner) in names


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["volers"], "Commande inconnue : volers"),
        (["import"], "Il manque : CONNECTEUR"),
        (["import", "laposte", "absent.csv"], "ce fichier n’existe pas"),
        (["check", "--jsson"], "Option inconnue : --jsson"),
        (["serve", "--port", "huit"], "un nombre entier est attendu"),
    ],
)
def test_a_mistake_is_said_in_french_with_status_2(
    capsys: Any, arguments: list[str], sentence: str
) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert sentence in err
    assert "Traceback" not in err


def test_settings_errors_are_all_said_at_once_with_their_remedy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from passerelles.cli import main; main(['check'])"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env={
            **os.environ,
            "PASSERELLES_SECRET_KEY": "courte",
            "PASSERELLES_DATABASE_URL": "mysql://base",
            "PORT": "zéro",
        },
    )
    assert done.returncode == 2
    assert "PASSERELLES_SECRET_KEY" in done.stderr
    assert "PASSERELLES_DATABASE_URL" in done.stderr
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_connector_lists_the_known_ones(cast: Cast, capsys: Any, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("a;b\n1;2\n")
    status, _, err = run(capsys, "import", "inconnu", str(file))
    assert status == 2
    assert "esat_finess" in err


def test_a_file_of_another_kind_is_refused_whole_with_the_reason(
    cast: Cast, capsys: Any, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("couleur,taille\nrouge,12\n")
    status, out, _ = run(capsys, "import", "esat_finess", str(file), "--json")
    assert status == 1
    answer = json.loads(out)
    assert answer["refused_whole"] is True
    assert answer["reason"]


def test_the_journal_is_verified_and_says_so_in_json(cast: Cast, capsys: Any) -> None:
    status, out, _ = run(capsys, "journal", "verify", "--json")
    assert status == 0
    assert json.loads(out) == {
        "whole": True,
        "entries": JournalEntry.objects.count(),
        "broken_at": None,
    }


def test_check_examines_every_subject_in_json(cast: Cast, capsys: Any) -> None:
    _, out, _ = run(capsys, "check", "--json")
    findings = json.loads(out)
    assert {f["subject"] for f in findings} >= {
        "database",
        "migrations",
        "keys",
        "journal",
        "tasks",
    }
    assert all(f["level"] in {"ok", "warning", "error"} for f in findings)


def test_the_first_account_is_created_with_its_organisation(db: None, capsys: Any) -> None:
    arguments = [
        "user", "add", "directrice@exemple.test", "--prenom", "Odile", "--nom", "Essai",
        "--organisation", "ESAT du Test", "--sorte", "esat", "--role", "admin", "--role", "manager",
        "--password", "une-phrase-assez-longue", "--json",
    ]  # fmt: skip
    status, out, err = run(capsys, *arguments)
    assert status == 0, err
    assert json.loads(out)["roles"] == ["admin", "manager"]
    membership = Membership.objects.get(user__email="directrice@exemple.test")
    assert membership.organisation.kind == "esat"
    again, _, _ = run(capsys, *arguments)
    assert again == 0
    assert Membership.objects.filter(user__email="directrice@exemple.test").count() == 1


def test_an_unknown_role_is_refused_with_the_list(db: None, capsys: Any) -> None:
    status, _, err = run(
        capsys, "user", "add", "x@exemple.test", "--prenom", "A", "--nom", "B",
        "--organisation", "O", "--role", "chef", "--password", "une-phrase-assez-longue",
    )  # fmt: skip
    assert status == 1
    assert "Rôle inconnu : chef" in err
    assert "worker" in err


def test_people_are_imported_after_a_dry_run_that_writes_nothing(
    cast: Cast, capsys: Any, tmp_path: Path
) -> None:
    file = tmp_path / "personnes.csv"
    file.write_text("Prénom;Nom;Né le\nRose;Essai;04/12/1990\nJules;Épreuve;1988-02-29\n")
    common = ["people", "import", str(file), "--organisation", cast.esat.name, "--json"]
    before = Person.unscoped.count()
    status, out, err = run(capsys, *common)
    report = json.loads(out)
    assert status == 0, err
    assert report["read"] == 2
    assert report["created"] == 2
    assert Person.unscoped.count() == before
    run(capsys, *common, "--apply")
    assert Person.unscoped.filter(created_for=cast.esat).count() == 2
    _, out, _ = run(capsys, *common, "--apply")
    assert json.loads(out)["unchanged"] == 2


def test_the_template_is_written_and_never_overwrites(capsys: Any, tmp_path: Path) -> None:
    file = tmp_path / "modele.csv"
    assert run(capsys, "people", "template", str(file))[0] == 0
    assert file.stat().st_size > 0
    assert run(capsys, "people", "template", str(file))[0] == 1
