"""Hands that write without pause through the pages, as browsers do, and remember each answer.

A write is *acknowledged* when the redirection that follows a saved form has been received.
"""

from __future__ import annotations

import itertools
import random
import re
import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from http.client import HTTPException

from benchmarks.browsing import Answer, OverHttp, fields_of
from passerelles.kernel.clock import today

SIGN_IN = "/compte/login/"
PAPER = "pmsmp"
ROLES = ("host", "prescriber", "person")
WORK = "visit"
PROGRAMME, GATE = "linkedout", "paired"
MARK = "essai-arret"
MARKED_DAYS = 5000  # a planned end that far ahead is one of ours; each has its own


class What(StrEnum):
    NOTE = "note"
    WORK = "situation de travail"
    APPOINTMENT = "rendez-vous"
    MINUTES = "compte rendu"
    PAPER = "papier préparé"
    SENT = "papier envoyé"
    SIGNATURE = "signature"
    ENTRY = "entrée dans un programme"
    PASSAGE = "décision de passage"
    EXIT = "sortie d’un programme"


@dataclass(frozen=True, slots=True)
class Write:
    """``key``: the words by which it is found again."""

    what: What
    key: str
    acknowledged: bool


class Cut(Exception):
    """The server went away, or answered something else than a saved form."""


@dataclass
class Hand:
    """One browser of one worker; its session is the same before and after each stop."""

    name: str
    email: str
    password: str
    people: list[str]
    port: int
    writes: list[Write] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sending: bool = False

    def __post_init__(self) -> None:
        self.http = OverHttp(self.port, "")
        self.http.cookies.clear()
        self.numbers = itertools.count(1)
        self.rng = random.Random(self.name)
        self.over: set[str] = set()  # enrolments read and found closed

    def sign_in(self) -> None:
        blank, _options = fields_of(self.http.get(SIGN_IN).text)
        answer = self.http.post(SIGN_IN, {**blank, "login": self.email, "password": self.password})
        if answer.status != 302:
            raise RuntimeError(f"{self.email} n’entre pas : {answer.status}")

    def live(self, stop: threading.Event) -> None:
        """Write until told to stop or cut; what was cut is never tried again."""
        while not stop.is_set():
            try:
                self._round(stop)
            except Cut:
                self.http.close()
                stop.wait(0.05)

    def _round(self, stop: threading.Event) -> None:
        record = f"/dossier/{self.rng.choice(self.people)}/"
        acts = [
            self._note,
            self._work,
            self._appointment,
            self._meeting,
            self._papers,
            self._programme,
        ]
        self.rng.shuffle(acts)  # a stop falls on each of them
        for act in acts:
            if stop.is_set():
                return
            act(record, f"{MARK}-{self.name}-{next(self.numbers)}")

    def _note(self, record: str, key: str) -> None:
        self._write(
            What.NOTE, key, f"{record}notes/", {"text": key, "shared": "yes", "volet": "path"}
        )

    def _work(self, record: str, key: str) -> None:
        told = {
            **_boxes("start", today() + timedelta(days=1)),
            **_boxes("end", today() + timedelta(days=1)),
            "host_name": key,
            "host_kind": "company",
            "go": "save",
        }
        page = f"{record}travail/nouveau/{WORK}/"
        self._write(What.WORK, key, page, told | self._stands(page))

    def _stands(self, page: str) -> dict[str, str]:
        """The path going on, when one is offered: the situation then adds its stage to it."""
        found = re.search(r'value="(path:[0-9a-f-]{36})"', self._read(page))
        return {"stands": found.group(1)} if found else {}

    def _appointment(self, record: str, key: str) -> None:
        self._plan(record, key, days=5)

    def _plan(self, record: str, key: str, *, days: int) -> None:
        told = {
            **_boxes("day", today() + timedelta(days=days)),
            "hour": "14:00",
            "kind": "individual",
            "length": "60",
            "subject": key,
            "on_working_time": "unknown",
            "tutor": "Valérie, tutrice inventée",
        }
        self._write(What.APPOINTMENT, key, f"{record}rendez-vous/nouveau/", told)

    def _meeting(self, record: str, key: str) -> None:
        """Yesterday's appointment, then what was said at it."""
        before = self._ids(f"{record}rendez-vous/", "rendez-vous")
        self._plan(record, key, days=-1)
        for one in self._ids(f"{record}rendez-vous/", "rendez-vous") - before:
            page = f"{record}rendez-vous/{one}/compte-rendu/"
            told = {"attendance_person": "present", "attendance_tutor": "absent", "text": key}
            self._write(What.MINUTES, key, page, told)

    def _papers(self, record: str, key: str) -> None:
        """A convention prepared, sent, then signed by its three signatories."""
        before = self._ids(f"{record}papiers/", "papiers")
        self._write(What.PAPER, key, f"{record}papiers/nouveau/{PAPER}/", _facts(key))
        for one in self._ids(f"{record}papiers/", "papiers") - before:
            paper = f"{record}papiers/{one}/"
            self._write(What.SENT, one, f"{paper}envoyer/", {}, form=paper)
            for role in ROLES:
                told = {**_boxes("signed_on", today()), "reference": key}
                self._write(What.SIGNATURE, f"{one}:{role}", f"{paper}noter/{role}/", told)

    def _programme(self, record: str, key: str) -> None:
        """An entry, a passage decided by people, an exit; what a cut left open is gone on with."""
        page = f"{record}programmes/"
        if not (open_ones := self._open_enrolments(page)):
            self._enter(page, int(key.rpartition("-")[2]))
            open_ones = self._open_enrolments(page)
        for one in open_ones:
            said = {"passed": "no", "decided_by": "Une équipe inventée", "grounds": key}
            self._write(What.PASSAGE, key, f"{page}{one}/passage/{GATE}/", said)
            left = {**_boxes("on", today()), "outcome": "other", "reason": key}
            self._write(What.EXIT, key, f"{page}{one}/sortie/", left)

    def _enter(self, page: str, number: int) -> None:
        end = today() + timedelta(days=MARKED_DAYS + number)
        told = {
            "phase": "pairing",
            "judgment_far_from_work": "yes",
            **_boxes("told_cv_shared", today()),
            **_boxes("planned_end", end),
            "go": "save",
        }
        person = page.split("/")[2]
        self._write(What.ENTRY, f"{person}:{end}", f"{page}nouveau/{PROGRAMME}/", told)

    def _open_enrolments(self, page: str) -> list[str]:
        found = []
        for one in self._ids(page, "programmes") - self.over:
            if f"{one}/sortie/" in self._read(f"{page}{one}/"):
                found.append(one)
            else:
                self.over.add(one)
        return found

    def _read(self, page: str) -> str:
        try:
            answer = self.http.get(page)
        except (OSError, HTTPException) as error:
            raise Cut from error
        if answer.status != 200:
            self._strange(answer, page)
        return answer.text

    def _ids(self, page: str, word: str) -> set[str]:
        return set(re.findall(rf"/{word}/([0-9a-f-]{{36}})/", self._read(page)))

    def _write(
        self, what: What, key: str, page: str, told: dict[str, str], *, form: str = ""
    ) -> None:
        filled, _options = fields_of(self._read(form or page))
        self.sending = True
        try:
            answer = self.http.post(page, filled | told)
        except (OSError, HTTPException) as error:
            self.writes.append(Write(what, key, acknowledged=False))
            raise Cut from error
        finally:
            self.sending = False
        self.writes.append(Write(what, key, acknowledged=answer.status == 302))
        if answer.status != 302:
            self._strange(answer, page)

    def _strange(self, answer: Answer, page: str) -> None:
        said = " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]).split())
        self.errors.append(f"{page} : {answer.status} {answer.location}{said[:300]}")
        raise Cut


def _boxes(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def _facts(key: str) -> dict[str, str]:
    """Every compulsory fact of the convention, invented."""
    first = today() + timedelta(days=30)
    words = ("person_status", "host_name", "host_address", "prescriber_name", "schedule",
             "tasks", "goals", "tutor_name")  # fmt: skip
    return {
        **{word: f"Mot inventé pour {word}" for word in words},
        **_boxes("start", first),
        **_boxes("end", first + timedelta(days=13)),
        "object": key,
        "signer_host": "Sonia Tutrice, gérante",
        "signer_prescriber": "Paul Prescrit, conseiller",
    }
