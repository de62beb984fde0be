"""The entrance for a WSGI server: ``gunicorn factcheck.wsgi``."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application

from factcheck.env import WrongEnvironment

# gunicorn starts a worker again and again unless it leaves with this code.
WORKER_CANNOT_START = 3

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
try:
    application = get_wsgi_application()
except WrongEnvironment as wrong:
    sys.stderr.write(f"{wrong}\n")
    sys.exit(WORKER_CANNOT_START)
