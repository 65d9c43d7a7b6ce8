"""Very plain French on every page of the person: short sentences, no word of the trade."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.text import fold
from passerelles.myspace.rules.plain import PURPOSES, SITUATION_STATES, STAGE_STATES, TRENDS
from passerelles.myspace.rules.rights import all_rights
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.support.rules.requests import REQUEST_TEXTS, RequestKind
from tests.cast import Cast
from tests.myspace.own_space import Space, propose

LONGEST_AVERAGE = 15
LONGEST_SENTENCE = 20

# Words of professionals, of lawyers and of computers, folded.
JARGON = frozenset(
    re.findall(
        r"\w+",
        "volet volets finalite consentement beneficiaire usager usagers dispositif prescription "
        "prescripteur habilitation referent cdaph eligibilite eligible parties traitement donnees "
        "identifiant connexion deconnexion session authentification token url formulaire valider "
        "soumettre parametres interface evaluation indicateur diagnostic freins frein sensible "
        "insertion modalites notification revoquer revocation retrait immersion pmsmp mission",
    )
)
BLOCKS = {"p", "li", "h1", "h2", "h3", "dt", "dd", "label", "legend", "button", "a", "br", "td"}


class Sentences(HTMLParser):
    """Text of ``<main>``, cut at blocks and at the end of sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.skipped = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.inside += 1
        if tag in {"svg", "details"}:
            self.skipped += 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.inside -= 1
        if tag in {"svg", "details"}:
            self.skipped -= 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.skipped:
            self.parts.append(data)

    def sentences(self) -> list[str]:
        cut = re.split(r"\n+|(?<=[.!?:])\s", re.sub(r"[ \t]+", " ", "".join(self.parts)))
        return [part.strip() for part in cut if re.search(r"\w\w", part)]


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w’'-]+", sentence)


def sentences_of(page: str) -> list[str]:
    parser = Sentences()
    parser.feed(page)
    return parser.sentences()


def addresses(space: Space, cast: Cast) -> list[str]:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH)
    one = {"agreement_id": space.agreement_id}
    names = "home path progress check wishes help mood proposals sharing reads rights account wants work own_carnet choose_carnet freeze_carnet"
    return [
        *(reverse(f"myspace:{name}") for name in names.split()),
        *(reverse(f"myspace:{name}", kwargs=one) for name in ("preview", "change", "stop")),
        reverse("myspace:account_sent"),
        *(reverse("myspace:want_to", args=[kind.value]) for kind in RequestKind),
        reverse("myspace:question", args=[1]),
        reverse("myspace:fact", args=["transport"]),
        reverse("myspace:answer", args=["note", space.note.id, "repondre"]),
        reverse("myspace:answer", args=["note", space.note.id, "corriger"]),
        reverse("myspace:proposal", args=[asked.id]),
        reverse("myspace:preview_proposal", args=[asked.id]),
    ]


def check_plain(said: list[str], where: str) -> None:
    lengths = [len(words(sentence)) for sentence in said]
    assert said, where
    assert sum(lengths) / len(lengths) <= LONGEST_AVERAGE, where
    long = [
        sentence
        for sentence, length in zip(said, lengths, strict=True)
        if length > LONGEST_SENTENCE
    ]
    assert not long, (where, long)
    for sentence in said:
        assert not JARGON & set(fold(sentence).split()), (where, sentence)


def test_every_page_of_the_person_is_in_short_sentences_without_jargon(
    space: Space, cast: Cast
) -> None:
    for url in addresses(space, cast):
        page = space.client.get(url)
        assert page.status_code == 200, url
        check_plain(sentences_of(page.content.decode()), url)


@pytest.mark.parametrize("url", ["/entrer/", "/entrer/000000000/", "/au-revoir/"])
def test_the_door_is_plain_too(db: None, url: str) -> None:
    page = Client().get(url)
    assert page.status_code == 200
    check_plain(sentences_of(page.content.decode()), url)


def test_the_words_chosen_for_states_purposes_and_rights_are_plain() -> None:
    said = [
        state.words
        for table in (STAGE_STATES, TRENDS, SITUATION_STATES)
        for state in table.values()
    ]
    said += PURPOSES.values()
    said += [text.plain for text in VOLET_TEXTS.values()]
    said += [sentence for right in all_rights() for sentence in (right.title, *right.sentences)]
    said += [text.plain for text in REQUEST_TEXTS.values()]
    check_plain(said, "tables")


def test_every_page_of_the_person_can_be_listened_to_and_left_fast(
    space: Space, cast: Cast
) -> None:
    for url in addresses(space, cast):
        page = space.client.get(url).content.decode()
        assert "data-p-listen" in page, url
        assert "data-p-quick-exit" in page, url
        assert reverse("myspace:leave") in page, url
        assert 'class="p-large"' in page, url


def test_an_icon_stands_beside_each_button_that_does_something(space: Space) -> None:
    page = space.client.get(reverse("myspace:sharing")).content.decode()
    buttons = re.findall(r'<a class="govuk-button[^>]*>(.*?)</a>', page, re.DOTALL)
    ours = [button for button in buttons if "Quitter" not in button]
    assert ours
    assert all("p-icon" in button for button in ours)


def test_no_style_nor_script_is_written_in_a_template() -> None:
    folder = Path(__file__).parents[2] / "src/passerelles/myspace/templates"
    for file in folder.rglob("*.html"):
        assert not re.search(r"\sstyle=|<style|<script|onclick=", file.read_text()), file.name
