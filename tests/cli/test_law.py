"""``passerelles law``: the rules of a day, a question answered, a document that does not fit."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine

from passerelles.law.catalogue import the_catalogue
from passerelles.law.findings import VERDICT_LABELS, Verdict
from tests.cli.test_commands import run

CDDI = {
    "at": "2026-11-22",
    "act": {"kind": "contract", "type": "cddi", "employer_kind": "ei", "weekly_hours": 40},
}


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(document: Any) -> str:
        file = tmp_path / "question.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document))
        return str(file)

    return write


def _answer(capsys: Any, *arguments: str) -> Any:
    status, out, err = run(capsys, "law", "check", *arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def test_a_refusal_says_why_and_the_values_read_with_status_0(capsys: Any, written: Any) -> None:
    status, out, _ = run(capsys, "law", "check", written(CDDI))
    assert status == 0
    assert VERDICT_LABELS[Verdict.REFUSED] in out
    assert "au plus 35 h par semaine" in out
    assert "IAE-09 · Code du travail, L5132-5" in out
    assert "CDDI : horaire maximal : 35 h par semaine (vérifié)" in out


def test_what_is_missing_is_named(capsys: Any, written: Any) -> None:
    document = {"at": "2026-11-22", "act": {"kind": "contract", "type": "cddi"}}
    answer = _answer(capsys, written(document))
    assert answer["verdict"] == "unknown"
    _, out, _ = run(capsys, "law", "check", written(document))
    assert "Il manque\n  act.employer_kind" in out


def test_the_day_asked_wins_and_today_is_the_default(capsys: Any, written: Any) -> None:
    file = written(CDDI)
    assert _answer(capsys, file, "--at", "2020-02-29")["at"] == "2020-02-29"
    assert _answer(capsys, file)["at"] == "2026-11-22"
    with time_machine.travel("2027-05-04T08:00:00+02:00", tick=False):
        assert _answer(capsys, written({"act": CDDI["act"]}))["at"] == "2027-05-04"


def test_a_question_comes_by_the_standard_input(
    capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = b"\xef\xbb\xbf" + json.dumps(CDDI).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert _answer(capsys, "-")["verdict"] == "refused"


@pytest.mark.parametrize(
    ("document", "sentences"),
    [
        (
            {"at": "hier", "act": {"kind": "contract", "type": "cddi", "weekly_hours": "beaucoup"}},
            ["at : une date", "act.weekly_hours : un nombre"],
        ),
        ({"at": "2026-11-22", "act": {"kind": "contract"}}, ["act.type : un de ces codes : "]),
        ({"at": "2026-11-22", "acte": {}}, ["act : une valeur est obligatoire", "acte : ce nom"]),
        ({"act": {"kind": "mariage"}}, ['act : "kind" parmi']),
        ([1, 2], ["un objet entre accolades"]),
        ('{"act": ', ["un document JSON valide"]),
        ("", ["un document JSON valide"]),
        ('{"act": ' + "[" * 100_000, ["un document JSON valide"]),
    ],
)
def test_a_document_that_does_not_fit_says_where_and_what_was_expected(
    capsys: Any, written: Any, document: Any, sentences: list[str]
) -> None:
    status, out, err = run(capsys, "law", "check", written(document))
    assert (status, out) == (2, "")
    for sentence in sentences:
        assert sentence in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent[/].json"], "ce fichier n’existe pas : absent[/].json"),
        (["."], "est un dossier"),
        (["-", "--at", "2025-02-29"], "une date est attendue, comme 2025-03-01"),
        (["-", "--at", "1789-07-14"], "entre 1900 et 2200"),
        ([], "Il manque : FICHIER"),
    ],
)
def test_a_file_or_a_day_that_cannot_be_read_is_a_sentence_and_status_2(
    capsys: Any, arguments: list[str], sentence: str
) -> None:
    status, _, err = run(capsys, "law", "check", *arguments)
    assert status == 2
    assert sentence in err


def test_every_rule_of_the_day_is_listed_and_search_narrows(capsys: Any) -> None:
    status, out, _ = run(capsys, "law", "rules", "--json", "--at", "2026-11-22")
    assert status == 0
    listed = json.loads(out)
    assert listed["count"] == len(listed["rules"]) > 0
    ids = [rule["id"] for rule in listed["rules"]]
    assert set(ids) <= set(the_catalogue().ids())
    _, out, _ = run(capsys, "law", "rules", "--search", "cdd insertion 24 mois", "--json")
    assert "IAE-09" in [rule["id"] for rule in json.loads(out)["rules"]]
    _, out, _ = run(capsys, "law", "rules", "--family", "iae")
    assert "IAE-09" in out
    _, out, _ = run(capsys, "law", "rules", "--search", "licorne")
    assert "Aucune règle trouvée" in out
    status, _, err = run(capsys, "law", "rules", "--family", "xyz")
    assert status == 2
    assert "famille inconnue : xyz" in err


def test_the_schema_describes_what_check_reads(capsys: Any) -> None:
    status, out, _ = run(capsys, "law", "schema")
    assert status == 0
    schema = json.loads(out)
    assert schema["$schema"].endswith("2020-12/schema")
    assert "act" in schema["required"]
    assert "at" not in schema["required"]


def test_the_law_is_read_without_loading_django() -> None:
    code = (
        "import sys; from passerelles.cli.main import cli;"
        "cli.main(['law', 'rules', '--json'], standalone_mode=False);"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
