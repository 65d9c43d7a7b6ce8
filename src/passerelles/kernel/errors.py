"""What can go wrong in the words of the field: a sentence and its remedy, never a traceback."""

from __future__ import annotations


class Refusal(Exception):
    """A business rule said no.  ``message`` says what and why, ``remedy`` what to do next.

    ``field`` names the form field the sentence belongs beside, empty for the whole form.
    """

    def __init__(self, message: str, remedy: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class Hidden(Exception):
    """The thing does not exist *for this actor*: absent and forbidden are one and the same.

    The web layer turns it into the same 404 page whatever the reason, which stays in
    ``reason`` for tests and never reaches the response.
    """

    def __init__(self, reason: str = "") -> None:
        super().__init__("introuvable")
        self.reason = reason


class Conflict(Refusal):
    """Somebody else changed the same thing in the meantime; nothing was written."""
