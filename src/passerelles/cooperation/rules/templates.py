"""Templates of projects: phases and milestones shipped as data, checked at load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

TITLE_LENGTH = 150  # what a phase or a milestone may hold once saved


class TemplateError(ValueError):
    """A shipped template is wrong: said at load, with its key."""


@dataclass(frozen=True, slots=True)
class PhaseTemplate:
    title: str
    milestones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectTemplate:
    key: str
    label: str
    hint: str
    phases: tuple[PhaseTemplate, ...]

    @property
    def milestone_count(self) -> int:
        return sum(len(phase.milestones) for phase in self.phases)


@lru_cache(maxsize=1)
def project_templates() -> Mapping[str, ProjectTemplate]:
    """Every template by its key, in the order of the file."""
    text = files("passerelles.cooperation.rules").joinpath("templates.toml").read_text("utf-8")
    return read_templates(text)


def read_templates(text: str) -> Mapping[str, ProjectTemplate]:
    """Parse and check the templates; raises :class:`TemplateError`."""
    raw = tomllib.loads(text)
    return MappingProxyType({key: _template(key, values) for key, values in raw.items()})


def _template(key: str, values: Any) -> ProjectTemplate:
    try:
        phases = tuple(
            PhaseTemplate(phase["title"], tuple(phase["milestones"])) for phase in values["phases"]
        )
        built = ProjectTemplate(key, values["label"], values["hint"], phases)
    except (KeyError, TypeError) as error:
        raise TemplateError(f"{key} : il manque {error}") from error
    _check(built)
    return built


def _check(built: ProjectTemplate) -> None:
    if not built.phases:
        raise TemplateError(f"{built.key} : un projet a au moins une phase")
    for titles in (
        [phase.title for phase in built.phases],
        *(phase.milestones for phase in built.phases),
    ):
        if len(set(titles)) != len(titles):
            raise TemplateError(f"{built.key} : un titre est écrit deux fois")
        if not all(0 < len(title) <= TITLE_LENGTH for title in titles):
            raise TemplateError(f"{built.key} : un titre a de 1 à {TITLE_LENGTH} lettres")
