"""The route ledger: every URL says who it is for, by which policy, and what is journalled.

Areas declare their URLs with :func:`route`; the gate refuses at run time what the ledger does
not allow, and a test fails on a URL without an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path

from passerelles.kernel.actors import Right


class Audience(StrEnum):
    PUBLIC = "public"
    SIGNED_IN = "signed-in"  # any account, before it acts for an organisation
    PROFESSIONAL = "professional"
    PERSON = "person"
    GUEST = "guest"
    PLATFORM = "platform"


class Audit(StrEnum):
    NONE = "none"  # nothing about a person accompanied
    PERSON_READ = "person-read"  # the response shows one record: a read line is compulsory
    PEOPLE_READ = "people-read"  # the response lists persons: a read line for each
    WRITE = "write"  # the action behind it writes its own lines
    SECURITY = "security"  # sign-in, cards, links


@dataclass(frozen=True, slots=True)
class Route:
    audience: Audience
    policy: str
    audit: Audit
    right: Right | None = None


View = Callable[..., HttpResponseBase]


def route(
    pattern: str,
    view: View,
    *,
    name: str,
    audience: Audience,
    policy: str,
    audit: Audit,
    right: Right | None = None,
) -> URLPattern:
    """A Django ``path`` with its ledger entry.

    ``policy`` names in words the check that decides (``"sharing:read:progress"``,
    ``"organisations:members"``, ``"public"``); ``right`` is asked of the membership.
    """

    @wraps(view)
    def declared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    declared.ledger = Route(audience, policy, audit, right)  # type: ignore[attr-defined]
    return path(pattern, declared, name=name)


def professional_page(
    pattern: str,
    view: View,
    name: str,
    policy: str,
    audit: Audit = Audit.PERSON_READ,
    right: Right = Right.READ_PEOPLE,
) -> URLPattern:
    """A page for professionals acting for an organisation; of a record unless ``audit`` says else."""
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PROFESSIONAL,
        policy=policy,
        audit=audit,
        right=right,
    )


_SIGN_IN = Route(Audience.PUBLIC, "allauth", Audit.SECURITY)
_OWN_ACCOUNT = Route(Audience.SIGNED_IN, "allauth", Audit.SECURITY)

# URLs of libraries, by view name: what is not listed here is refused.
LIBRARY_ROUTES: dict[str, Route] = {
    "account_login": _SIGN_IN,
    "account_logout": _SIGN_IN,
    "account_reset_password": _SIGN_IN,
    "account_reset_password_done": _SIGN_IN,
    "account_reset_password_from_key": _SIGN_IN,
    "account_reset_password_from_key_done": _SIGN_IN,
    "account_inactive": _SIGN_IN,
    "account_reauthenticate": _OWN_ACCOUNT,
    "account_change_password": _OWN_ACCOUNT,
    "mfa_authenticate": _SIGN_IN,
    "mfa_trust": _SIGN_IN,
    "mfa_login_webauthn": _SIGN_IN,
    "mfa_reauthenticate": _OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": _OWN_ACCOUNT,
    "mfa_index": _OWN_ACCOUNT,
    "mfa_activate_totp": _OWN_ACCOUNT,
    "mfa_deactivate_totp": _OWN_ACCOUNT,
    "mfa_view_recovery_codes": _OWN_ACCOUNT,
    "mfa_download_recovery_codes": _OWN_ACCOUNT,
    "mfa_generate_recovery_codes": _OWN_ACCOUNT,
    "mfa_list_webauthn": _OWN_ACCOUNT,
    "mfa_add_webauthn": _OWN_ACCOUNT,
    "mfa_edit_webauthn": _OWN_ACCOUNT,
    "mfa_remove_webauthn": _OWN_ACCOUNT,
    "usersessions_list": _OWN_ACCOUNT,
}


def ledger_entry(view: Any, view_name: str | None) -> Route | None:
    """Entry of a resolved view, or ``None`` when nobody declared it."""
    declared: Route | None = getattr(view, "ledger", None)
    return declared or LIBRARY_ROUTES.get(view_name or "")


def all_routes() -> Iterator[tuple[str, str, Any, Route | None]]:
    """Every URL of the project: ``(pattern, name, view, entry)``."""
    yield from _walk(get_resolver(), "", "")


def _walk(
    resolver: URLResolver, prefix: str, namespace: str
) -> Iterator[tuple[str, str, Any, Route | None]]:
    for item in resolver.url_patterns:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = f"{namespace}{item.namespace}:" if item.namespace else namespace
            yield from _walk(item, pattern, inner)
        else:
            name = f"{namespace}{item.name}" if item.name else ""
            yield pattern, name, item.callback, ledger_entry(item.callback, name)
