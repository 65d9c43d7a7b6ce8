"""The programmes shipped with the software, one TOML file each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from passerelles.law.programmes.model import Judgment, Programme
from passerelles.law.programmes.reading import NotAProgramme, programme_of
from passerelles.law.reading import Mistake
from passerelles.law.work_kinds import WorkKind


@lru_cache(maxsize=1)
def shipped_programmes() -> Mapping[str, Programme]:
    """By code, in the order of their labels; raises :class:`NotAProgramme` naming the file."""
    folder = resources.files("passerelles.law") / "data" / "programmes"
    found = {}
    for file in folder.iterdir():
        if not file.name.endswith(".toml"):
            continue
        data = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        try:
            programme = programme_of(data)
        except NotAProgramme as error:
            raise NotAProgramme(
                Mistake(f"{file.name} {mistake.path}", mistake.expected)
                for mistake in error.mistakes
            ) from error
        found[programme.code] = programme
    ordered = sorted(found.values(), key=lambda programme: programme.label.casefold())
    return MappingProxyType({programme.code: programme for programme in ordered})


def judged_before(kind: WorkKind) -> tuple[Judgment, ...]:
    """What people judge before signing such a contract, in the words of its programme."""
    programme = shipped_programmes().get(kind.judged_in)
    return programme.entry.judgments if programme else ()
