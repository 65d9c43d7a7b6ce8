"""The ``passerelles`` command: one installation, run and cared for from a terminal."""

from __future__ import annotations

from passerelles.cli.main import main

__all__ = ["main"]
