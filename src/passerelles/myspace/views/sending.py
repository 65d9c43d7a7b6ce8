"""What was sent with a request."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict


def posted(request: Any) -> QueryDict | None:
    """The data of a form that was sent, even an empty one; nothing when the page is opened."""
    data: QueryDict = request.POST
    return data if request.method == "POST" else None
