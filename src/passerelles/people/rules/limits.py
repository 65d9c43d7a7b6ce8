"""Limits that protect against fishing for records."""

from __future__ import annotations

from datetime import timedelta

# How many records one account may open in an hour; an import has its own right and its report.
CREATIONS_PER_HOUR = 30
CREATION_WINDOW = timedelta(hours=1)

# How long an answer stays fresh: asking again within it is counted and said.
TOLD_FRESH_DAYS = 365

# Accounts search among this many names at most when looking for typing errors.
FUZZY_NAMES = 20_000
