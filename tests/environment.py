"""The environment that every test starts from; loaded by pytest before the settings are read.

``DATABASE_URL`` alone is kept, so that the same tests run on either database.
"""

from __future__ import annotations

import gc
import os

NAMES = (
    "SITE_URL",
    "SECRET_KEY",
    "DATABASE_URL",
    "DATABASE_REPLICA_URLS",
    "DEBUG",
    "REVIEW_REQUIRED",
    "SECOND_FACTOR",
    "CACHE_URL",
    "EMAIL_URL",
    "DATA_LICENCE",
    "STATEMENT_TIMEOUT",
    "STATIC_ROOT",
    "TEMPLATES_ROOT",
)
SECRET_KEY = "a secret for tests alone, long enough to satisfy every check"

for name in NAMES:
    os.environ.pop(f"{name}_FILE", None)
    if name != "DATABASE_URL":
        os.environ.pop(name, None)
os.environ["SECRET_KEY"] = SECRET_KEY
# Playwright's loop runs in the thread of the tests, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Modules and tests are no garbage; `conftest` turns the collector on again.
gc.disable()
