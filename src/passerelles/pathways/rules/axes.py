"""The default axes of observation, shipped as data beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from passerelles.pathways.rules.progress import LEVEL_MAX

DEFAULT_FILE = Path(__file__).with_name("default_axes.toml")


@dataclass(frozen=True, slots=True)
class AxisDefinition:
    """One thing observed; ``levels`` are the words of levels 0 to 4."""

    code: str
    name: str
    plain: str
    levels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.levels) != LEVEL_MAX + 1:
            raise ValueError(f"{self.code} : des mots pour chaque niveau, de 0 à {LEVEL_MAX}")


@dataclass(frozen=True, slots=True)
class FrameworkDefinition:
    code: str
    name: str
    axes: tuple[AxisDefinition, ...]


def read_axes(path: Path = DEFAULT_FILE) -> FrameworkDefinition:
    """The framework of a TOML file; raises ``KeyError`` or ``ValueError`` when it is incomplete."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    axes = tuple(
        AxisDefinition(axis["code"], axis["name"], axis["plain"], tuple(axis["levels"]))
        for axis in table["axis"]
    )
    return FrameworkDefinition(table["code"], table["name"], axes)
