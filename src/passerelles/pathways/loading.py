"""Puts the default axes of observation in the database, again and again without harm."""

from __future__ import annotations

from typing import Any

from passerelles.pathways.models import ProgressAxis, ProgressFramework
from passerelles.pathways.rules.axes import FrameworkDefinition, read_axes


def ensure_default_framework() -> ProgressFramework:
    """The default framework, created or brought up to date; no axis is ever deleted."""
    framework: ProgressFramework = load_framework(
        read_axes(), framework_model=ProgressFramework, axis_model=ProgressAxis
    )
    return framework


def load_framework(
    definition: FrameworkDefinition, *, framework_model: Any, axis_model: Any
) -> Any:
    """Write a definition with the given models (a migration has models of its own)."""
    framework, _created = framework_model.objects.update_or_create(
        code=definition.code, defaults={"name": definition.name, "organisation": None}
    )
    for position, axis in enumerate(definition.axes):
        axis_model.objects.update_or_create(
            framework=framework,
            code=axis.code,
            defaults={
                "name": axis.name,
                "plain": axis.plain,
                "levels": list(axis.levels),
                "position": position,
            },
        )
    return framework
