"""The route ledger: every URL says who it is for, by which rule, and what it journals."""

from __future__ import annotations

import re

import pytest
from django.urls import path

from passerelles.web.routes import LIBRARY_ROUTES, Audience, Audit, all_routes

# URLs of allauth that exist but are closed: no open sign-up, no e-mail management by the user.
CLOSED = {
    "account_signup",
    "account_email",
    "account_set_password",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_signup_by_passkey",
    "account_confirm_login_code",
    "mfa_signup_webauthn",
    "mfa_login_webauthn",
}

ROUTES = [(pattern, name, entry) for pattern, name, _view, entry in all_routes()]
OWN = [item for item in ROUTES if ":" in item[1]]


def test_every_url_has_an_entry_or_is_known_to_be_closed() -> None:
    missing = [name or pattern for pattern, name, entry in ROUTES if entry is None]
    assert set(missing) <= CLOSED


def test_a_url_without_an_entry_is_refused_like_a_page_that_does_not_exist(
    client: object, settings: object
) -> None:
    import sys
    import types

    module = types.ModuleType("tests_undeclared_urls")
    module.urlpatterns = [path("secret/", lambda request: None)]  # type: ignore[attr-defined]
    sys.modules["tests_undeclared_urls"] = module
    settings.ROOT_URLCONF = "tests_undeclared_urls"  # type: ignore[attr-defined]
    assert client.get("/secret/").status_code == 404  # type: ignore[attr-defined]


test_a_url_without_an_entry_is_refused_like_a_page_that_does_not_exist = pytest.mark.django_db(
    test_a_url_without_an_entry_is_refused_like_a_page_that_does_not_exist
)


@pytest.mark.parametrize(("pattern", "name", "entry"), OWN, ids=[name for _, name, _ in OWN])
def test_an_entry_says_its_rule_and_a_record_is_never_public(
    pattern: str, name: str, entry: object
) -> None:
    assert entry is not None
    assert entry.policy.strip()  # type: ignore[attr-defined]
    if "person_id" in pattern:
        assert entry.audience is not Audience.PUBLIC  # type: ignore[attr-defined]
        assert entry.audit in {Audit.PERSON_READ, Audit.WRITE, Audit.PEOPLE_READ}  # type: ignore[attr-defined]


def test_no_url_carries_personal_data() -> None:
    """Only opaque identifiers, fixed words and one-time tokens travel in addresses."""
    allowed = re.compile(
        r"<(int:number|uuid:\w+|str:token|slug:\w+|token|str:\w*token|str:(number|kind|state|way))>"
    )
    for pattern, name, _entry in OWN:
        for variable in re.findall(r"<[^>]+>", pattern):
            assert allowed.fullmatch(variable), (name, variable)


def test_the_list_of_library_routes_names_only_urls_that_exist() -> None:
    existing = {name for _, name, _ in ROUTES}
    assert set(LIBRARY_ROUTES) <= existing | {"mfa_login_webauthn", "mfa_trust"}
