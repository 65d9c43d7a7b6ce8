"""What several stories do through the pages: open a record, agree, observe, enter with a card."""

from __future__ import annotations

from datetime import date

from django.test import Client

from passerelles.kernel import clock
from tests.stories.visitor import Visitor


def open_record(worker: Visitor, first_name: str, last_name: str, born: date) -> str:
    """Open a record; the address of its synthesis."""
    worker.open("/personnes/").follow("Ouvrir un dossier")
    worker.fill("Prénom", first_name).fill("Nom de naissance", last_name)
    worker.fill_date("Date de naissance", born).fill("Téléphone", "06 00 00 00 01").press(
        "Continuer"
    )
    worker.sees("Le dossier est ouvert")
    return worker.address_of("Synthèse")


def note_wish(worker: Visitor, record: str, kind: str, words: str) -> None:
    worker.open(record).follow("Souhaits")
    worker.choose("De quoi s’agit-il ?", kind).fill("Avec ses mots", words)
    worker.fill_date("Dit le", clock.today()).press("Garder ce souhait").sees(f"« {words} »")


def tell(worker: Visitor, record: str, question: str, answer: str, *, choice: bool = True) -> None:
    """Note once what the person said."""
    worker.open(record).follow("Ce qui a été dit").follow(f"({question})")
    if choice:
        worker.choose(question, answer)
    else:
        worker.fill(question, answer)
    worker.press("Enregistrer")


def note_state(worker: Visitor, record: str, kind: str, state: str, on: date) -> Visitor:
    """Note an administrative status, or what it has become."""
    worker.open(record).follow("Situation administrative")
    change = f"Noter un changement ({kind})"
    worker.follow(change if worker.has_link(change) else kind)
    worker.choose("Où en est-on ?", state).fill_date("Depuis quel jour ?", on)
    return worker.press("Enregistrer").sees(kind, state)


def propose(worker: Visitor, record: str, organisation: str, purpose: str, *parts: str) -> Visitor:
    """Prepare an agreement up to the page that is read with the person."""
    worker.open(record).follow("Partage").follow("Proposer un partage")
    worker.fill("Nom de la structure", organisation).press("Chercher").follow(organisation)
    return worker.choose("Pourquoi ?", purpose).choose("Quelles parties", *parts)


def give_agreement_on_paper(worker: Visitor, reference: str) -> Visitor:
    worker.choose("Comment l’accord", "Sur papier signé").press("Continuer : lire avec la personne")
    return worker.fill("Référence du papier signé", reference).press("Enregistrer l’accord")


def agree_for_us(worker: Visitor, record: str, reference: str, *parts: str) -> Visitor:
    """The place that opened the record asks, for itself, to follow the path with the others."""
    worker.open(record).follow("Partage").follow("Recueillir cet accord")
    worker.choose("Pourquoi ?", "suivre le parcours ensemble").choose("Quelles parties", *parts)
    return give_agreement_on_paper(worker, reference)


def give_agreement_on_screen(worker: Visitor, witness: str) -> Visitor:
    worker.choose("Comment l’accord", "À l’écran, devant un témoin")
    worker.press("Continuer : lire avec la personne")
    return worker.fill("Prénom et nom du témoin", witness).press("Enregistrer l’accord")


def add_stage(
    worker: Visitor, record: str, kind: str, title: str, place: str, started: date
) -> Visitor:
    worker.open(record).follow("Parcours").follow("Ajouter une étape")
    worker.fill("Sorte d’étape", kind).fill("Intitulé", title).fill("Lieu", place)
    worker.choose("Où en est-elle ?", "en cours").fill_date("Commencée le", started)
    return worker.press("Enregistrer").sees(title)


def end_stage(worker: Visitor, record: str, title: str, seen: str) -> Visitor:
    worker.open(record).follow("Parcours").follow(f"Elle est terminée ({title})")
    return worker.fill("Ce que l’on a constaté", seen).press("Enregistrer").sees(seen)


def observe(worker: Visitor, record: str, comment: str, **levels: str) -> Visitor:
    """Add an observation, starting from the synthesis."""
    worker.open(record).follow("Ajouter une observation")
    for axis, words in levels.items():
        worker.fill(axis.replace("_", " "), words)
    return worker.fill("Commentaire", comment).press("Enregistrer").sees(comment)


def print_card(worker: Visitor, record: str) -> tuple[str, list[str]]:
    """Print an access card: its number and the words of its pictures, in order."""
    worker.open(record).follow("Partage").follow("Carte d’accès")
    worker.press("Faire la carte")
    number = worker.code_on_screen(r"(\d{3} ?\d{3} ?\d{3})")
    return number, worker.page.items[-4:]


def enter_with_card(who: str, number: str, pictures: list[str]) -> Visitor:
    """The person comes in, in a browser of their own."""
    person = Visitor(Client(), who)
    person.open("/entrer/").fill("Le numéro de ma carte", number).press("Continuer")
    for word in pictures:
        person.press(word)
    return person
