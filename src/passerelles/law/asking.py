"""A question as the command and the API receive it: text that may leave out its day."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

from passerelles.law.document import Document
from passerelles.law.reading import read_json, schema, type_codes

_BOM = b"\xef\xbb\xbf"  # written by some editors before the first brace


def read_question(text: str | bytes, *, today: date, at: date | None = None) -> Document:
    """The question of a JSON text; raises :class:`passerelles.law.reading.NotADocument`.

    ``at`` wins over the day the text says; a text that says none is about ``today``.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    raw = raw.removeprefix(_BOM)
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return read_json(raw)  # which says where and why
    if not isinstance(data, dict) or (at is None and "at" in data):
        return read_json(raw)
    return read_json(json.dumps({**data, "at": (at or today).isoformat()}))


@lru_cache(maxsize=1)
def question_schema() -> dict[str, Any]:
    """JSON Schema of a question: the day may be left out, work situations name their codes."""
    produced = deepcopy(schema())
    produced["required"] = [name for name in produced.get("required", ()) if name != "at"]
    produced["properties"]["at"]["description"] = (
        "Jour de la question ; aujourd’hui s’il n’est pas dit."
    )
    for name, codes in type_codes().items():
        act = produced["$defs"][name]
        act["properties"]["type"] = {"type": "string", "enum": list(codes)}
        act["required"] = [*act.get("required", ()), "type"]
    return produced
