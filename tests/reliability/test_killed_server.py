"""A few stops of the measure ``benchmarks.killed_server``, so that it never rots.

The hundred stops on each database are in docs/reference/performances.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.hammering import What, Write
from benchmarks.surviving import Left

ROOT = Path(__file__).resolve().parents[2]


def test_a_server_killed_three_times_keeps_all_it_acknowledged() -> None:
    """On a folder and a SQLite file of its own: nothing of the tests' environment is read."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PASSERELLES_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.killed_server", "--kills", "3", "--print-only"],
        cwd=ROOT,
        env=kept | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 arrêts par SIGKILL" in done.stdout
    assert "perdues : **0**" in done.stdout


def test_the_measure_says_what_is_lost_and_only_what_was_acknowledged() -> None:
    left = Left(whole={What.NOTE: {"une", "deux"}})
    une = Write(What.NOTE, "une", acknowledged=True)
    perdue = Write(What.NOTE, "trois", acknowledged=True)
    coupee = Write(What.NOTE, "quatre", acknowledged=False)
    gardee = Write(What.NOTE, "deux", acknowledged=False)
    writes = [une, perdue, coupee, gardee]
    assert left.lost(writes) == [perdue]
    assert left.kept_unsaid(writes) == 1
