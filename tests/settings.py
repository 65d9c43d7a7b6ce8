"""The product's own settings, read from an environment that touches no installation's data.

Django reads its settings before any ``conftest.py``: the environment is therefore set here.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["PASSERELLES_DATA_DIR"] = tempfile.mkdtemp(prefix="passerelles-tests-")
Path(os.environ["PASSERELLES_DATA_DIR"], "static").mkdir()
os.environ["PASSERELLES_SECRET_KEY"] = "x" * 60
os.environ["PASSERELLES_DEBUG"] = "false"
os.environ["PASSERELLES_DEMO"] = "false"
os.environ["PASSERELLES_PUBLIC_URL"] = "http://127.0.0.1:8000"
# Playwright's synchronous driver runs an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from passerelles.config.settings import *  # noqa: E402, F403
