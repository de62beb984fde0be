"""How gunicorn serves the site: ``gunicorn --config deploy/gunicorn.conf.py factcheck.wsgi``.

BIND (127.0.0.1:8000 or unix:/path), PROCESSES and THREADS come from the environment.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from factcheck import env
from factcheck.request_log import log_settings

chdir = str(Path(__file__).resolve().parent.parent)
wsgi_app = "factcheck.wsgi"

# To nobody but the proxy beside it: the header that says "this came by https" is believed.
bind = env.text("BIND", "127.0.0.1:8000")
forwarded_allow_ips = env.text("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

# A page is work for a processor, so a process for each; threads, because one may wait for the database.
worker_class = "gthread"
try:
    workers = env.number("PROCESSES", default=max(2, os.cpu_count() or 1), least=1, most=256)
    # Each may keep a connection, and a pool has eight.
    threads = env.number("THREADS", default=4, least=1, most=8)
except env.WrongEnvironment as wrong:
    sys.stderr.write(f"{wrong}\n")
    sys.exit(3)

timeout = 30
graceful_timeout = 20
keepalive = 5
# A process that has served so many pages makes room for a fresh one; not all of them at once.
max_requests = 20_000
max_requests_jitter = 2_000

# Where a folder is memory, no slow disk makes a living process look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True

# Each answer is logged by the site itself, with its number and without query strings.
accesslog = None
logconfig_dict = log_settings(production=True) | {
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
logconfig_dict["loggers"] = {
    "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    "gunicorn.access": {"handlers": ["nowhere"], "propagate": False},
}
