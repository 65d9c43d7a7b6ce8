"""Two ways to visit: inside this process, or over HTTP as a browser does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any, Protocol
from urllib.parse import urlencode

COOKIE = "sessionid"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    location: str = ""


class Visitor(Protocol):
    def get(self, path: str) -> Answer: ...
    def post(self, path: str, data: dict[str, str]) -> Answer: ...


def session_of(user: Any) -> str:
    """A session opened for a user without their password."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies[COOKIE].value


class InProcess:
    """Django's own test client: the page without the network."""

    def __init__(self, session: str) -> None:
        from django.test import Client

        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.cookies[COOKIE] = session

    def get(self, path: str) -> Answer:
        return self._read(self.client.get(path))

    def post(self, path: str, data: dict[str, str]) -> Answer:
        return self._read(self.client.post(path, data))

    def _read(self, response: Any) -> Answer:
        return Answer(response.status_code, response.content.decode(errors="replace"))


@dataclass
class OverHttp:
    """One keep-alive connection, with the cookies of one browser."""

    port: int
    session: str
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def __post_init__(self) -> None:
        self.cookies[COOKIE] = self.session
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, data: dict[str, str]) -> Answer:
        return self._send("POST", path, urlencode(data))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        assert self.connection is not None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        for header in response.headers.get_all("Set-Cookie") or ():
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, text, response.headers.get("Location", ""))

    def close(self) -> None:
        """Forget the connection; the next request opens another, with the same cookies."""
        assert self.connection is not None
        self.connection.close()


class _Fields(HTMLParser):
    """What a browser would send back if the form were posted as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "form":
            self._open = (known.get("method") or "").lower() == "post"
        name = known.get("name")
        if not (self._open and name and tag in {"input", "textarea", "select"}):
            return
        if known.get("type") in {"radio", "checkbox"}:
            self.options.setdefault(name, []).append(known.get("value") or "")
            if "checked" not in known:
                return
        if known.get("type") != "submit":
            self.found[name] = known.get("value") or ""


def fields_of(page: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Values already in the posted forms of a page, and the choices of its radio buttons."""
    parser = _Fields()
    parser.feed(page)
    return parser.found, parser.options
