"""Between a form and the data of a programme.

A form speaks of numbered steps and of lines of text; the data speak of codes.  What the form
does not show (hour counters) is kept from the version that is being changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from passerelles.programmes.rules.naming import free_code

Values = Mapping[str, Any]

ENTRY_FIELDS = (
    "age_min", "age_max", "usual_age_min", "usual_age_max", "all_of", "any_of", "prescribers",
    "places", "member_place",
)  # fmt: skip
LIMIT_FIELDS = ("months", "advised_months", "extended_months", "renewable")
PHASE_FIELDS = (
    "label", "plain", "weekly_hours_min", "weekly_hours_max", "sessions_per_week",
    "hours_per_session", "pay_per_hour", "paid_by_day", "months", "months_max", "contracts",
    "places",
)  # fmt: skip
GATE_FIELDS = ("label", "decided_by", "criteria", "decision")
DUTY_FIELDS = (
    "label", "plain", "rhythm", "from_months", "to_months", "every_months", "until_months",
    "grace_days", "remedy", "plans_dimensions", "met_by",
)  # fmt: skip
MEASURE_FIELDS = ("label", "numerator", "denominator", "unknowns")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the general part, and the rows of each list, in their order on screen.

    Removed and empty rows are ``None``: the others keep their number.
    """

    general: Values
    phases: Sequence[Values | None] = ()
    gates: Sequence[Values | None] = ()
    duties: Sequence[Values | None] = ()
    measures: Sequence[Values | None] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Data to check, and for each list the row on screen that each item came from."""

    data: dict[str, Any]
    rows: dict[str, list[int]] = field(default_factory=dict)


def draft_of(typed: Typed, base: Values | None = None) -> Draft:
    """Data of the programme that was typed, above what ``base`` holds and the form hides."""
    kept = dict(base or {})
    phases = _coded(typed.phases, kept.get("phases", ()), _phase)
    codes = {row: item["code"] for row, item in phases}
    lists = {
        "phases": phases,
        "gates": _coded(typed.gates, kept.get("gates", ()), lambda row: _gate(row, codes)),
        "duties": _coded(typed.duties, kept.get("duties", ()), lambda row: _duty(row, codes)),
        "measures": _coded(typed.measures, kept.get("measures", ()), _measure),
    }
    data = {**kept, **_general(typed.general, kept)}
    data.update({name: [item for _row, item in items] for name, items in lists.items()})
    return Draft(data, {name: [row for row, _item in items] for name, items in lists.items()})


def typed_of(data: Values) -> Typed:
    """What a form shows of existing data."""
    numbers = {
        phase["code"]: str(number) for number, phase in enumerate(data.get("phases", ()), start=1)
    }
    return Typed(
        general=_shown_general(data),
        phases=[_shown_phase(row) for row in data.get("phases", ())],
        gates=[_shown_gate(row, numbers) for row in data.get("gates", ())],
        duties=[
            {**row, "phase": numbers.get(row.get("phase", ""), "")}
            for row in data.get("duties", ())
        ],
        measures=list(data.get("measures", ())),
    )


def lines(text: str) -> list[str]:
    """One item for each line that says something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _coded(
    rows: Sequence[Values | None], before: Iterable[Values], write: Any
) -> list[tuple[int, dict[str, Any]]]:
    """Rows with their code: the one they had, or one made from their label."""
    known = {item["code"]: item for item in before}
    taken: set[str] = set()
    items = []
    for number, row in enumerate(rows):
        if row is None:
            continue
        code = str(row.get("code") or "")
        if code not in known or code in taken:
            code = free_code(str(row.get("label") or ""), {*known, *taken})
        taken.add(code)
        items.append((number, {**known.get(code, {}), **write(row), "code": code}))
    return items


def _picked(row: Values, names: Iterable[str]) -> dict[str, Any]:
    return {name: row.get(name) for name in names}


def _phase(row: Values) -> dict[str, Any]:
    return {**_picked(row, PHASE_FIELDS), "accompaniments": lines(row.get("accompaniments") or "")}


def _gate(row: Values, codes: Mapping[int, str]) -> dict[str, Any]:
    ends = {name: _code_of(row.get(name), codes) for name in ("source", "target")}
    return {**_picked(row, GATE_FIELDS), **ends}


def _duty(row: Values, codes: Mapping[int, str]) -> dict[str, Any]:
    phase = row.get("phase")
    return {**_picked(row, DUTY_FIELDS), "phase": _code_of(phase, codes) if phase else ""}


def _measure(row: Values) -> dict[str, Any]:
    return _picked(row, MEASURE_FIELDS)


def _code_of(number: Any, codes: Mapping[int, str]) -> str:
    """Code of the step of that number; a step that was removed is nobody's."""
    text = str(number or "")
    return codes.get(int(text) - 1, "retiree") if text.isdigit() else "retiree"


def _general(general: Values, kept: Values) -> dict[str, Any]:
    before = kept.get("entry", {})
    return {
        **_picked(general, ("label", "plain", "summary", "source", "contract_created")),
        "entry": {
            **before,
            **_picked(general, ENTRY_FIELDS),
            "words": lines(general.get("words") or ""),
            "judgments": _named(general.get("judgments"), before.get("judgments", ()), "label"),
        },
        "limits": {
            **kept.get("limits", {}),
            **_picked(general, LIMIT_FIELDS),
            "words": general.get("limits_words") or "",
        },
        "notices": _named(general.get("notices"), kept.get("notices", ()), "text"),
        "dimensions": _named(general.get("dimensions"), kept.get("dimensions", ()), "label"),
        "to_settle": _same_lines(general.get("to_settle"), kept.get("to_settle", ())),
    }


def _named(text: str | None, before: Iterable[Values], name: str) -> list[dict[str, Any]]:
    """Lines with a code: a line that did not change keeps its own, and what came with it."""
    known = {item[name]: item for item in before}
    taken = {item["code"] for item in known.values()}
    items: list[dict[str, Any]] = []
    for line in dict.fromkeys(lines(text or "")):
        if line in known:
            items.append(dict(known[line]))
        else:
            code = free_code(line[:30], taken)
            taken.add(code)
            items.append({"code": code, name: line})
    return items


def _same_lines(text: str | None, before: Iterable[Values]) -> list[dict[str, Any]]:
    known = {item["what"]: item for item in before}
    return [dict(known.get(line, {"what": line})) for line in lines(text or "")]


def _shown_general(data: Values) -> dict[str, Any]:
    entry, limits = data.get("entry", {}), data.get("limits", {})
    return {
        **_picked(data, ("label", "plain", "summary", "source")),
        "contract_created": data.get("contract_created", True),
        **_picked(entry, ENTRY_FIELDS),
        **_picked(limits, LIMIT_FIELDS),
        "words": "\n".join(entry.get("words", ())),
        "judgments": "\n".join(item["label"] for item in entry.get("judgments", ())),
        "limits_words": limits.get("words", ""),
        "notices": "\n".join(item["text"] for item in data.get("notices", ())),
        "dimensions": "\n".join(item["label"] for item in data.get("dimensions", ())),
        "to_settle": "\n".join(item["what"] for item in data.get("to_settle", ())),
    }


def _shown_phase(row: Values) -> dict[str, Any]:
    return {**row, "accompaniments": "\n".join(row.get("accompaniments", ()))}


def _shown_gate(row: Values, numbers: Mapping[str, str]) -> dict[str, Any]:
    return {
        **row,
        "decision": row.get("decision", True),
        "source": numbers.get(row["source"], ""),
        "target": numbers.get(row["target"], ""),
    }
