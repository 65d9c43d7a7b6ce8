"""Asking the law and the planner in stories: by the API as anybody would, or by the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client

from passerelles.kernel import clock
from passerelles.organisations.models import Activity, Organisation, Site
from passerelles.territories.models import Commune, Departement, Region
from tests.cli.test_commands import run

Document = dict[str, Any]

COMMUNES = {
    "Dunkerque": ("59183", 51.0344, 2.3768),
    "Grande-Synthe": ("59271", 51.0137, 2.3024),
    "Bergues": ("59067", 50.9682, 2.4342),
    "Gravelines": ("59273", 50.9865, 2.1264),
    "Lille": ("59350", 50.6317, 3.0478),
}


@dataclass(frozen=True)
class Said:
    """An answer of the law, as a story reads it."""

    data: dict[str, Any]

    @property
    def verdict(self) -> str:
        return str(self.data["verdict"])

    @property
    def computed(self) -> dict[str, Any]:
        found: dict[str, Any] = self.data["computed"]
        return found

    @property
    def missing(self) -> list[str]:
        return [path for finding in self.data["findings"] for path in finding["missing"]]

    def of(self, severity: str, rule: str = "") -> list[dict[str, Any]]:
        return [
            finding
            for finding in self.data["findings"]
            if finding["severity"] == severity and finding["rule"].startswith(rule)
        ]

    def allows(self) -> Said:
        assert self.verdict == "allowed", self.data["findings"]
        return self

    def refuses(self, rule: str, *words: str) -> dict[str, Any]:
        """The refusal of that rule: its only one, with its article, saying these words."""
        return self._one("refused", "block", rule, words)

    def warns(self, rule: str, *words: str) -> dict[str, Any]:
        return self._one("warnings", "warn", rule, words)

    def lacks(self, rule: str, *paths: str) -> dict[str, Any]:
        """It cannot be said yet, and what is missing is named."""
        finding = self._one("unknown", "unknown", rule, ())
        assert set(paths) <= set(finding["missing"]), finding
        return finding

    def _one(self, verdict: str, severity: str, rule: str, words: Sequence[str]) -> dict[str, Any]:
        assert self.verdict == verdict, self.data["findings"]
        found = self.of(severity)
        assert [finding["rule"] for finding in found] == [rule], found
        assert found[0]["article"]
        for sentence in words:
            assert sentence in found[0]["message"], found[0]["message"]
        return found[0]

    def says(self, rule: str, words: str) -> Said:
        """A reason given besides the verdict."""
        told = [finding["message"] for finding in self.of("info", rule)]
        assert any(words in message for message in told), self.data["findings"]
        return self


def ask(at: str, act: Document, person: Document | None = None, *history: Document) -> Said:
    """A question to the law, over HTTP, without an account."""
    asked = {"at": at, "person": person or {}, "act": act, "history": list(history)}
    return Said(_post("/api/v1/law/check", asked))


def ask_by_command(
    folder: Path, capsys: Any, at: str, act: Document, person: Document, *history: Document
) -> Said:
    """The same question, by ``passerelles law check``."""
    asked = {"at": at, "person": person, "act": act, "history": list(history)}
    return Said(_run(folder, capsys, asked, "law", "check"))


@dataclass(frozen=True)
class Found:
    """An answer of the planner, as a story reads it."""

    data: dict[str, Any]

    @property
    def routes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data["routes"]
        return found

    @property
    def lines(self) -> list[list[str]]:
        """Bridges of each route, best route first."""
        return [[step["bridge"] for step in route["steps"]] for route in self.routes]

    def through(self, *bridges: str) -> dict[str, Any]:
        """The first route that goes by these bridges, in that order."""
        for route, line in zip(self.routes, self.lines, strict=True):
            rest = iter(line)
            if all(bridge in rest for bridge in bridges):
                return route
        raise AssertionError(f"aucune route par {bridges} : {self.lines}")

    def closed(self, bridge: str) -> dict[str, Any]:
        found = [closed for closed in self.data["closed"] if closed["bridge"] == bridge]
        assert found, [closed["bridge"] for closed in self.data["closed"]]
        closed: dict[str, Any] = found[0]
        return closed


def step_of(route: dict[str, Any], bridge: str) -> dict[str, Any]:
    found = [step for step in route["steps"] if step["bridge"] == bridge]
    assert len(found) == 1, [step["bridge"] for step in route["steps"]]
    step: dict[str, Any] = found[0]
    return step


def routes(at: str, person: Document, goal: str, **more: Any) -> Found:
    """Routes of a person nobody names, over HTTP, among the places published."""
    return Found(_post("/api/v1/routes", {"at": at, "person": person, "goal": goal, **more}))


def routes_by_command(
    folder: Path, capsys: Any, at: str, person: Document, goal: str, **more: Any
) -> Found:
    """The same, by ``passerelles route``."""
    asked = {"at": at, "person": person, "goal": goal, **more}
    return Found(_run(folder, capsys, asked, "route"))


def _post(path: str, asked: Document) -> dict[str, Any]:
    response = Client().post(path, json.dumps(asked), content_type="application/json")
    assert response.status_code == 200, response.content.decode()
    answered: dict[str, Any] = response.json()
    return answered


def _run(folder: Path, capsys: Any, asked: Document, *command: str) -> dict[str, Any]:
    file = folder / "question.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    status, out, err = run(capsys, *command, str(file), "--json")
    assert status == 0, err
    answered: dict[str, Any] = json.loads(out)
    return answered


def make_coast() -> None:
    """Communes around Dunkerque, and Lille, far for who has no car."""
    region = Region.objects.get_or_create(code="32", defaults={"name": "Hauts-de-France"})[0]
    north = {"name": "Nord", "folded_name": "nord", "region": region}
    Departement.objects.get_or_create(code="59", defaults=north)
    for name, (insee, latitude, longitude) in COMMUNES.items():
        Commune.objects.get_or_create(
            insee=insee,
            defaults={
                "name": name,
                "folded_name": name.lower().replace("-", " "),
                "departement_id": "59",
                "latitude": latitude,
                "longitude": longitude,
                "population": 1000,
            },
        )


def published(
    name: str, kind: str, commune: str, activity: str = "", **fields: Any
) -> Organisation:
    """An invented place that anybody may find: published, with its site and what it does."""
    fields.setdefault("published_at", clock.now())
    organisation = Organisation.objects.create(name=name, kind=kind, **fields)
    insee, latitude, longitude = COMMUNES[commune]
    Site.objects.create(
        organisation=organisation,
        commune_id=insee,
        latitude=latitude,
        longitude=longitude,
        main=True,
    )
    if activity:
        Activity.objects.create(organisation=organisation, label=activity)
    return organisation
