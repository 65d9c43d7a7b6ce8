"""The connectors installed: one folder each, found by the module ``connector`` it holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from passerelles.exchanges import reading
from passerelles.exchanges.connectors import Connector
from passerelles.exchanges.reading import Table
from passerelles.exchanges.unpacking import FileRefused
from passerelles.kernel.errors import Refusal

ConnectorClass = type[Connector[Any]]
C = TypeVar("C", bound=ConnectorClass)

_registered: dict[str, ConnectorClass] = {}


def register(connector: C) -> C:
    """Class decorator; two connectors cannot answer to one name."""
    known = _registered.setdefault(connector.slug, connector)
    if known is not connector:
        raise ValueError(f"Connecteur déclaré deux fois : {connector.slug}")
    return connector


def connectors() -> Mapping[str, ConnectorClass]:
    """Every connector by its name, in alphabetical order."""
    _discover()
    return MappingProxyType(dict(sorted(_registered.items())))


def names() -> tuple[str, ...]:
    return tuple(connectors())


def get(slug: str) -> ConnectorClass:
    known = connectors()
    if slug not in known:
        raise Refusal(
            _("Il n’y a pas de connecteur « %(slug)s ».") % {"slug": slug},
            _("Connecteurs installés : %(names)s.") % {"names": ", ".join(known)},
        )
    return known[slug]


def check_kind(table: Table, connector: ConnectorClass) -> None:
    """Refuse a file of another kind, naming the connector it looks like."""
    if reading.matches(table, connector.shape):
        reading.check_headers(table, connector.shape)
        return
    lookalikes = [other for other in connectors().values() if reading.matches(table, other.shape)]
    message = _("« %(name)s » n’est pas un fichier « %(title)s ».") % {
        "name": table.name,
        "title": connector.title,
    }
    if lookalikes:
        # The most demanding shape tells the most about the file.
        likely = max(lookalikes, key=lambda other: len(other.shape.columns))
        raise FileRefused(
            _("%(message)s Il ressemble à un fichier « %(title)s ».")
            % {"message": message, "title": likely.title},
            _("Essayez le connecteur « %(slug)s ».") % {"slug": likely.slug},
        )
    missing = reading.missing_columns(table, connector.shape)
    detail = _("Colonnes absentes : %(columns)s.") % {"columns": ", ".join(missing)}
    raise FileRefused(
        f"{message} {detail}" if missing else message,
        _("Où trouver le bon fichier : %(source)s") % {"source": connector.source},
    )


@lru_cache(maxsize=1)
def _discover() -> None:
    package = import_module("passerelles.exchanges")
    for module in iter_modules(package.__path__, prefix="passerelles.exchanges."):
        if module.ispkg and find_spec(f"{module.name}.connector") is not None:
            import_module(f"{module.name}.connector")
