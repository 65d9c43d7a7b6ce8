"""The page around the content: who acts, where one may go, and what an error says."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch

from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind, Right
from passerelles.kernel.errors import Conflict
from passerelles.web import context
from tests.web.gallery import gallery_page, request_of

KNOWN = {
    "worklist:home": "/", "people:list": "/personnes/", "organisations:search": "/annuaire/",
    "organisations:members": "/organisation/membres/", "accounts:switch": "/changer/",
    "account_logout": "/sortir/", "account_login": "/entrer/", "myspace:leave": "/quitter/",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _known_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    def reverse(name: str) -> str:
        if name not in KNOWN:
            raise NoReverseMatch(name)
        return KNOWN[name]

    monkeypatch.setattr(context, "reverse", reverse)


def professional(*rights: Right) -> Actor:
    return Actor(kind=ActorKind.PROFESSIONAL, rights=frozenset(rights))


def page(
    template: str, actor: Actor, path: str = "/", names: tuple[str, ...] = (), **more: Any
) -> str:
    request: Any = request_of(actor, path)
    request.memberships = [SimpleNamespace(organisation=name) for name in names]
    request.membership = request.memberships[0] if names else None
    return render_to_string(template, more, request)


def without_token(html: str) -> str:
    """The anti-forgery token is masked anew on each page."""
    return re.sub(r'value="\w{64}"', "", html)


def labels(actor: Actor, path: str = "/") -> list[str]:
    return [str(item.label) for item in context.look(request_of(actor, path))["main_nav"]]


def test_the_navigation_follows_the_rights() -> None:
    assert labels(professional()) == ["À faire", "Annuaire"]
    assert labels(professional(Right.READ_PEOPLE)) == ["À faire", "Personnes", "Annuaire"]
    assert labels(professional(*Right)) == ["À faire", "Personnes", "Annuaire", "Mon organisation"]
    assert labels(ANONYMOUS) == ["Annuaire"]
    assert labels(Actor(kind=ActorKind.PERSON)) == []
    assert labels(Actor(kind=ActorKind.GUEST)) == []


def test_routes_that_do_not_exist_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KNOWN, "organisations:search")
    assert labels(professional()) == ["À faire"]


def test_the_current_page_is_marked_once() -> None:
    html = page("web/professional.html", professional(*Right), "/personnes/")
    assert '<a href="/personnes/" aria-current="page">Personnes</a>' in html
    assert html.count("aria-current") == 1
    below = page("web/professional.html", professional(*Right), "/personnes/42/")
    assert '<a href="/personnes/" aria-current="true">' in below


def test_a_professional_sees_for_whom_they_act_and_changes_only_if_there_is_a_choice() -> None:
    one = page("web/professional.html", professional(), names=("GEIQ Propreté du Val",))
    assert "Vous agissez pour <b>GEIQ Propreté du Val</b>" in one
    assert "/changer/" not in one
    two = page("web/professional.html", professional(), names=("GEIQ <Val>", "CFA du Val"))
    assert "<b>GEIQ &lt;Val&gt;</b>" in two
    assert 'href="/changer/"' in two


def test_the_person_may_listen_leave_and_leave_fast() -> None:
    html = page("web/person.html", Actor(kind=ActorKind.PERSON))
    assert '<html lang="fr" class="p-large">' in html
    assert "data-p-listen" in html
    assert '<form method="post" action="/quitter/" data-p-leave>' in html
    assert "Quitter vite" in html
    assert "<nav" not in html


def test_a_guest_has_no_navigation_and_no_exit_unless_there_is_one() -> None:
    html = page("web/guest.html", Actor(kind=ActorKind.GUEST))
    assert "<nav" not in html
    assert "<form" not in html


def test_every_page_has_a_way_to_the_content_and_one_main() -> None:
    for name in ("professional", "person", "guest", "public", "print", "error_404", "error_500"):
        html = page(f"web/{name}.html", ANONYMOUS)
        assert 'href="#contenu"' in html, name
        assert html.count("<main") == html.count('id="contenu"') == 1, name
        assert 'content="noindex"' in html, name


def test_the_page_not_found_is_the_same_whatever_the_context() -> None:
    plain = page("web/error_404.html", professional(*Right))
    told = page("web/error_404.html", professional(*Right), reason="interdit", exception="caché")
    assert without_token(plain) == without_token(told)
    assert "n’existe pas, ou elle ne vous est pas ouverte" in plain


def test_the_error_page_needs_no_request() -> None:
    html = render_to_string("web/error_500.html", {"request_id": "abc123"})
    assert "<b>abc123</b>" in html
    assert "L’erreur vient de nous" in html


def test_a_conflict_shows_what_was_typed() -> None:
    html = page(
        "web/conflict.html",
        professional(),
        refusal=Conflict("Inès B. a modifié la note.", "Relisez-la."),
        typed=[("Note", "ma <phrase>")],
    )
    assert "Inès B. a modifié la note." in html
    assert "Relisez-la." in html
    assert "ma &lt;phrase&gt;" in html


def test_the_title_says_there_is_an_error() -> None:
    assert "<title>Erreur : Composants — Passerelles</title>" in gallery_page()


def test_the_demo_says_so(settings: Any) -> None:
    settings.DEMO = True
    assert "personnes et organisations inventées" in page("web/public.html", ANONYMOUS)
    settings.DEMO = False
    assert "personnes et organisations inventées" not in page("web/public.html", ANONYMOUS)
