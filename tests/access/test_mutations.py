"""Remove a defence and a named test must fail: the suite really shows each of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]

NAMED = {
    "queryset scope": "tests/sharing/test_visibility.py::test_nobody_in_particular_sees_nothing",
    "decision": "tests/access/test_doors.py::test_a_stranger_gets_the_same_404_as_for_nothing",
    "withdrawal": "tests/sharing/test_decision.py::"
    "test_a_withdrawal_takes_effect_at_the_very_moment",
    "gate": "tests/access/test_doors.py::test_without_signing_in_no_record_opens",
    "read lines": "tests/access/test_doors.py::test_opening_a_record_leaves_a_line",
}


def _run(test: str, defence: str) -> subprocess.CompletedProcess[str]:
    plugin = ["-p", "tests.access.mutations"] if defence else []
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, test],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={
            **os.environ,
            "PASSERELLES_REMOVED_DEFENCE": defence,
            "PASSERELLES_DATABASE_URL": "",
            "PYTEST_ADDOPTS": "",
            "PYTEST_XDIST_WORKER": "",
        },
    )


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="une base suffit : chaque essai lance sa propre suite"
)
@pytest.mark.parametrize(("defence", "test"), NAMED.items(), ids=NAMED)
def test_removing_a_defence_makes_its_named_test_fail(defence: str, test: str) -> None:
    assert connection.vendor == "sqlite"
    with_defence = _run(test, "")
    assert with_defence.returncode == 0, with_defence.stdout[-2000:]
    without = _run(test, defence)
    assert without.returncode == 1, without.stdout[-2000:]
    assert "1 failed" in without.stdout
