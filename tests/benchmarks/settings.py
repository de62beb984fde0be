"""The settings of production over a world for benchmarks, with the ping among the addresses."""

from __future__ import annotations

import os

os.environ.setdefault("SITE_URL", "https://claims.example")
os.environ.setdefault("SECRET_KEY", "a secret for benchmarks alone, long enough to satisfy every check")
os.environ.setdefault("SECOND_FACTOR", "optional")

from factcheck.settings import *  # noqa: F403
from factcheck.settings import BASE_DIR, MIDDLEWARE

ROOT_URLCONF = "tests.benchmarks.urls"
STATIC_ROOT = BASE_DIR / "build" / "benchmarks" / "static"
TEMPLATES_ROOT = BASE_DIR / "build" / "benchmarks" / "templates"
if os.environ.get("COUNT_QUERIES"):
    MIDDLEWARE = ["tests.benchmarks.counting.count_queries", *MIDDLEWARE]
