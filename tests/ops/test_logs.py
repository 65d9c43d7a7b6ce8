"""The console of the logs."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from passerelles.ops.logs import Console


def test_a_line_goes_to_the_standard_error_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    gone = io.StringIO()
    monkeypatch.setattr(sys, "stderr", gone)
    gone.close()
    here = io.StringIO()
    monkeypatch.setattr(sys, "stderr", here)
    console.handle(logging.LogRecord("essai", logging.WARNING, "", 0, "bonjour", (), None))
    assert here.getvalue() == "bonjour\n"


def test_a_line_that_cannot_be_written_is_never_printed_as_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert logging.raiseExceptions is False
    closed, real = io.StringIO(), io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    console = Console()
    record = logging.LogRecord("essai", logging.WARNING, "", 0, "né le %s", ("1987",), None)
    console.handle(record)
    monkeypatch.setattr(sys, "stderr", real)
    assert real.getvalue() == ""
