"""Bodies to send: any JSON, and what looks like what a schema describes, strangers included."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from passerelles.law.work_kinds import work_kinds

any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


def of_schema(schema: dict[str, Any], parts: dict[str, Any], depth: int = 0) -> Any:
    """Values that look like what the schema describes, with a stranger now and then."""
    if "$ref" in schema:
        return of_schema(parts[schema["$ref"].rpartition("/")[2]], parts, depth + 1)
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return st.one_of([of_schema(choice, parts, depth + 1) for choice in choices])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            return _object(schema, parts, depth)
        case "array":
            items = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
            return st.lists(of_schema(items, parts, depth + 1), max_size=3)
        case "string" if schema.get("format") == "date":
            near = st.dates(date(1960, 1, 1), date(2060, 12, 31)).map(str)
            return near | st.sampled_from(["2024-02-29", "2200-12-31", "1900-01-01", "1500-01-01"])
        case "string" if "pattern" in schema:
            return st.sampled_from(["76540", "2A004", "99999", "?"])
        case "string":
            return st.sampled_from([*work_kinds(), "iae", "ei", "esat", "", "0.1", "76540"])
        case "integer" | "number":
            low, high = schema.get("minimum", 0), schema.get("maximum", 200)
            inside = st.integers(int(low), int(high))
            return inside | inside | st.sampled_from([0, 1e9, -0.5, 26.37, 10**30])
        case "boolean":
            return st.booleans()
        case _:
            return st.none()


def _object(schema: dict[str, Any], parts: dict[str, Any], depth: int) -> Any:
    properties = schema.get("properties", {})
    required = {n: of_schema(properties[n], parts, depth) for n in schema.get("required", ())}
    kind = {"kind": of_schema(properties["kind"], parts)} if "kind" in properties else {}
    optional = {
        name: of_schema(value, parts, depth)
        for name, value in properties.items()
        if name not in required and name not in kind
    }
    return st.fixed_dictionaries({**required, **kind}, optional=optional)
