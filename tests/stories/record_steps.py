"""What several stories do in an open record: work, papers, appointments, barriers, promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from django.test import Client

from tests.stories.visitor import Visitor

# What is told of a work situation besides its days: a field and its text, or a question and its
# answers when they are buttons or boxes.
Told = Mapping[str, str | date | tuple[str, ...]]
NOTHING: Told = MappingProxyType({})


def tell_all(worker: Visitor, told: Told) -> Visitor:
    """Fill what is asked, each by the label it has on screen."""
    for label, value in told.items():
        if isinstance(value, date):
            worker.fill_date(label, value)
        elif isinstance(value, tuple):
            worker.choose(label, *value)
        else:
            worker.fill(label, value)
    return worker


def begin_path(worker: Visitor, record: str, title: str) -> Visitor:
    worker.open(record).follow("Parcours").follow("Commencer un parcours")
    return worker.fill("Vers quoi ?", title).press("Enregistrer").sees(title)


def work_form(worker: Visitor, record: str, kind: str) -> Visitor:
    """The page that notes one form of work, chosen by its name."""
    return worker.open(record).follow("Travail").follow("Noter un contrat").follow(kind)


def note_work(
    worker: Visitor,
    record: str,
    kind: str,
    start: date,
    end: date | None = None,
    told: Told = NOTHING,
) -> str:
    """Note a situation of work that the law lets pass; the address of its page."""
    fill_work(worker, record, kind, start, end, told).press("Enregistrer")
    return worker.sees("C’est noté.").url


def refused_work(
    worker: Visitor,
    record: str,
    kind: str,
    start: date,
    end: date | None = None,
    told: Told = NOTHING,
) -> Visitor:
    """The same, which the page refuses: nothing is written, what was typed stays."""
    return fill_work(worker, record, kind, start, end, told).press("Enregistrer", 422)


def fill_work(
    worker: Visitor, record: str, kind: str, start: date, end: date | None, told: Told
) -> Visitor:
    work_form(worker, record, kind).fill_date("Premier jour", start)
    if end is not None:
        worker.fill_date("Dernier jour", end)
    return tell_all(worker, told)


def tell_more(worker: Visitor, told: Told) -> str:
    """Answer what the law still misses, on the page that asked it; the address of the situation."""
    return tell_all(worker, told).press("Enregistrer").sees("C’est noté.").url


def end_work(worker: Visitor, page: str, on: date, why: str, told: Told = NOTHING) -> Visitor:
    worker.open(page).follow("Terminer").fill_date("Terminé le", on).choose("Pourquoi ?", why)
    return tell_all(worker, told).press("Enregistrer")


def say_how_it_went(worker: Visitor, page: str, side: str, result: str) -> Visitor:
    """One side says how a trial or an assignment went, and what came of it."""
    worker.open(page).follow(f"Noter cet avis ({side})")
    worker.choose("Est-ce que cela a eu lieu ?", "jusqu’au bout")
    worker.choose("L’objectif est-il atteint ?", "objectif atteint")
    worker.choose("Et maintenant ?", "continuer").fill("Ce qui en est sorti", result)
    return worker.press("Enregistrer").sees(f"« {result} »")


def say_how_it_went_oneself(person: Visitor, page: str, words: str) -> Visitor:
    """The person says it in their own space, with pictures."""
    number = page.rstrip("/").rpartition("/")[2]
    person.open(f"/mon-espace/travail/{number}/avis/").choose("J’y étais ?", "J’y étais jusqu’au")
    person.choose("J’ai fait ce que", "Oui").choose("Et maintenant ?", "Je veux continuer")
    return person.fill("J’explique, si je veux", words).press("Je le dis")


# Papers


def open_paper(reader: Visitor, record: str, label: str) -> Visitor:
    return reader.open(record).follow("Papiers").follow(f"Ouvrir ({label}")


def send_paper(worker: Visitor, record: str, label: str) -> Visitor:
    return open_paper(worker, record, label).press("Envoyer à la signature")


def sign_as_structure(worker: Visitor, record: str, label: str) -> Visitor:
    open_paper(worker, record, label).follow("Signer").press("Je signe la version")
    return worker.sees("Vous avez signé.")


def sign_as_person(person: Visitor, plain: str) -> Visitor:
    """The person reads their paper in plain words, and signs it, in their own space."""
    person.open("/mon-espace/papiers/").follow(f"Je lis et je réponds : {plain}")
    return person.press("Je signe").does_not_see("On attend votre réponse.")


def hand_link(worker: Visitor, record: str, label: str, role: str, who: str) -> Visitor:
    """Give a signing link and its code; whoever receives them, in a browser of their own."""
    open_paper(worker, record, label).follow(f"Donner un lien ({role})").press("Faire le lien")
    address = worker.code_on_screen(r"(https?://\S+/signer/\S+)")
    code = worker.code_on_screen(r"à donner à part\D*(\d{6}|\d{3} \d{3})")
    outside = Visitor(Client(), who).open(urlsplit(address).path)
    return outside.fill("Le code", code).press("Continuer")


def sign_by_link(worker: Visitor, record: str, label: str, role: str, who: str) -> Visitor:
    outside = hand_link(worker, record, label, role, who).sees("Ce que dit ce papier")
    return outside.press("Je signe").sees("Vous avez signé")


# Accompaniment


def note_barrier(worker: Visitor, record: str, barrier: str, told: Told = NOTHING) -> Visitor:
    worker.open(record).follow("Freins").follow("Noter un frein").fill("Quel frein ?", barrier)
    return tell_all(worker, told).press("Enregistrer")


def plan_meeting(
    worker: Visitor, record: str, kind: str, day: date, hour: str, told: Told = NOTHING
) -> Visitor:
    worker.open(record).follow("Rendez-vous").follow("Prévoir un rendez-vous")
    worker.choose("Sorte de rendez-vous", kind).fill_date("Quel jour ?", day)
    return tell_all(worker.fill("À quelle heure ?", hour), told).press("Enregistrer")


def tell_meeting(worker: Visitor, record: str, told: Told) -> Visitor:
    """Say what happened at the first appointment that waits to be told."""
    worker.open(record).follow("Rendez-vous").follow("Dire ce qui s’est passé")
    return tell_all(worker, told).press("Enregistrer")


def set_objective(
    worker: Visitor, record: str, words: str, origin: str, told: Told = NOTHING
) -> None:
    worker.open(record).follow("Engagements").follow("Noter un objectif")
    worker.fill("Objectif professionnel", words).choose("D’où vient-il ?", origin)
    tell_all(worker, told).press("Enregistrer").sees(words)


def note_act(worker: Visitor, record: str, kind: str, told: Told = NOTHING) -> Visitor:
    """Note something done with the person, or with the company for them."""
    worker.open(record).follow("Accompagnement").follow("Noter un accompagnement")
    return tell_all(worker.fill("Quel accompagnement ?", kind), told).press("Enregistrer")


# Programmes


def enrol(worker: Visitor, record: str, programme: str, told: Told, status: int = 200) -> Visitor:
    worker.open(record).follow("Programmes").follow("Inscrire dans un programme").follow(programme)
    return tell_all(worker, told).press("Enregistrer", status)


def decide(worker: Visitor, page: str, gate: str, told: Told) -> Visitor:
    """Write what people decided about a passage; the page of the enrolment follows."""
    worker.open(page).follow(f"Noter une décision ({gate})")
    return tell_all(worker, told).press("Enregistrer")


def note_day(worker: Visitor, page: str, day: date, presence: str, hours: str = "") -> Visitor:
    worker.open(page).follow("Noter une séance").fill_date("Quel jour ?", day)
    worker.choose("Présence", presence).fill("Heures faites", hours)
    return worker.press("Enregistrer")
